"""The empty form on paper: lines to write on, and none once something is filled in."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.printed.empty_form import LINES, is_empty
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from gui.printing.composer import Composer
from gui.printing.sheet import Paper, RuleItem
from tests.editions import FORMS
from tests.sample_reports import sample_report

pytestmark = pytest.mark.usefixtures("qapp")
LINE_COUNT = 3 * LINES + 2
"""Those of three written parts and of the opening."""


def long_rules(report: Report) -> int:
    """Count the thin rules as wide as the page that stand in no table."""
    width = Paper().type_width
    pages = Composer().compose(Inspection(report)).pages
    rules = [item for page in pages for item in page.items if isinstance(item, RuleItem)]
    return sum(
        each.y1 == each.y2 and each.width == 0.5 and abs(each.x2 - each.x1 - width) < 1e-6
        for each in rules
    )


def test_the_page_has_lines_where_texts_belong() -> None:
    report = sample_report("blank")
    assert is_empty(report)
    with_lines = long_rules(report)
    apply(report, [SetText("overview", "写了一句。")])
    assert with_lines - long_rules(report) == LINE_COUNT


@pytest.mark.parametrize("suffix", [".docx", ".doc"])
def test_word_has_them_too_and_reads_back_as_empty(suffix: str, tmp_path: Path) -> None:
    report = sample_report("blank")
    content = KINDS[suffix].write(Inspection(report))
    if suffix == ".docx":
        body = docx.Document(io.BytesIO(content)).element.body
        assert len(list(body.iter(qn("w:u")))) == LINE_COUNT
    else:
        assert content.decode("utf-8").count("<u>") == LINE_COUNT
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    again = read_source(path, FORMS).report()
    assert not any(again.texts.values())
