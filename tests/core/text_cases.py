"""Samples whose written parts say what a test wants, and what is found in them."""

from __future__ import annotations

from functools import cache

import resources
from core.document.decode import decode
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetText
from core.report.finding import Finding
from core.report.report import Report
from core.texts.check import check_texts
from tests.editions import FORMS

SAMPLES = {"2019": "cixi-2020.nianbao", "2021": "huaian-2024.nianbao"}
CONTENT = {"X71", "X72", "X73", "X74"}


@cache
def forms() -> Forms:
    return FORMS


def sample(edition: str = "2019") -> Report:
    name = SAMPLES[edition]
    return decode((resources.folder() / "samples" / name).read_bytes(), forms(), name)


def report_saying(
    text: str, edition: str = "2019", section: str = "overview", organ: str = ""
) -> Report:
    """Make a sample with its figures, whose written parts say only this."""
    report = sample(edition)
    others = {
        "preamble": "",
        "overview": "全年工作。",
        "problems": "不足。",
        "other_matters": "无。",
    }
    apply(report, [SetText(name, other) for name, other in others.items()])
    apply(report, [SetText(section, text)])
    if organ:
        apply(report, [SetCover(organ, report.year)])
    return report


def found(report: Report, *, content: bool = False) -> list[Finding]:
    return [f for f in check_texts(report) if content or f.code not in CONTENT]


def codes(
    text: str, edition: str = "2019", section: str = "overview", organ: str = ""
) -> list[str]:
    return [f.code for f in found(report_saying(text, edition, section, organ))]
