"""The lines to sign (签字栏): they stand below the end of the text, never on a page alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from core.settings.page_options import PageOptions
from gui.printing.composer import Composer
from gui.printing.sheet import PaperPage
from tests.editions import form_of


@pytest.mark.parametrize("ends_in", ["无。", "收取信息处理费若干，已全部上缴。" * 8])
def test_lines_to_sign_never_stand_alone_on_a_page(
    qapp: QApplication, forms: Forms, ends_in: str
) -> None:
    report = Report(form_of(forms, "2021"), "青禾县人民政府", 2021)
    options, composer = PageOptions(sign_off=True), Composer()
    counts = set()
    for lines in range(3, 13):
        text = "\n".join(["进一步健全制度。"] * lines)
        apply(report, [SetText("problems", text), SetText("other_matters", ends_in)])
        pages = composer.compose(Inspection(report), options).pages
        (at,) = [n for n, page in enumerate(pages) if "填表人" in joined(page)]
        assert ends_in[-5:] in joined(pages[at])
        if len(ends_in) < 5:
            assert "六、其他需要报告的事项" in joined(pages[at])
        counts.add(len(pages))
    assert len(counts) == 2, "the end of a page was passed"


@pytest.mark.parametrize("ends_in", ["无。", "收取信息处理费若干，已全部上缴。" * 8])
def test_who_signs_and_the_day_stand_below_a_line_of_the_text(
    qapp: QApplication, forms: Forms, ends_in: str
) -> None:
    report = Report(form_of(forms, "2021"), "青禾县人民政府", 2021)
    composer = Composer()
    signed = SetText("other_matters", f"{ends_in}\n青禾县人民政府办公室\n2022年1月17日")
    counts = set()
    for lines in range(3, 16):
        text = "\n".join(["进一步健全制度。"] * lines)
        apply(report, [SetText("problems", text), signed])
        pages = composer.compose(Inspection(report)).pages
        for words in ("青禾县人民政府办公室", ends_in[-5:]):
            assert words in joined(pages[-1])
        if len(ends_in) < 5:
            assert "六、其他需要报告的事项" in joined(pages[-1])
        counts.add(len(pages))
    assert len(counts) == 2, "the end of a page was passed"


def joined(page: PaperPage) -> str:
    return "".join(text.text for text in page.texts)
