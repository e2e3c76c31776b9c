"""What was read and judged of the texts is kept; it must be what a fresh reading finds."""

from __future__ import annotations

import random
import re

from core.checks.inspection import Inspection
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from tests.core.text_cases import report_saying, sample
from tests.core.text_rates import fill
from tests.core.text_reports import CITY
from tests.core.text_sentences import STATEMENTS


def test_findings_kept_from_edit_to_edit_are_those_of_a_fresh_inspection() -> None:
    chance = random.Random(74)  # noqa: S311  a fixed sequence of trials
    figures = sample("2021")
    sentences = [fill(figures, each) for each in STATEMENTS.splitlines()]
    shares = re.sub("[〈〉〖〗]", "", fill(figures, CITY["overview"])).splitlines()
    sentences += [line for line in shares if "%" in line] * 20
    report = report_saying("全年工作。", "2021")
    inspection = Inspection(report)
    typed = [address for address, figure in report.form.figures.items() if not figure.computed]
    for turn in range(40):
        edit: Edit
        if turn % 4 == 0:
            edit = SetText("overview", "\n".join(chance.sample(sentences, 12)))
        else:
            edit = SetFigure(chance.choice(typed), chance.choice(["", "0", "7", "3119", "46"]))
        inspection.update(apply(report, [edit]))
        assert inspection.findings == Inspection(report).findings, (turn, edit)
