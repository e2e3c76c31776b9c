"""The margin beside a text: marks on the lines, ticks when asked, the way to the list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.report.edits import SetText
from core.report.finding import Finding
from gui.frame.window import Window
from gui.texts.text_page import TextPage

WRONG = "2020年，全市收到政府信息公开申请520件。\n平常的一行。\n持续推进政务公开公开工作。"


def shown(window: Window, text: str) -> TextPage:
    window.document.edit([SetText("overview", text)], "改")
    window.document.catch_up()
    page = window.workspace.show_section("overview")
    assert isinstance(page, TextPage)
    page.mark()
    return page


def test_each_line_with_a_finding_has_a_mark_that_leads_to_the_list(
    sample: Window, qtbot: QtBot
) -> None:
    page = shown(sample, WRONG)
    margin = page.marks.margin
    assert margin.geometry().right() < page.editor.viewport().geometry().left()
    lines = margin.lines()
    codes = [[mark.finding.code for mark in marks if mark.finding] for marks in lines.values()]
    assert any("X01" in each for each in codes)
    assert any("X81" in each for each in codes)
    picked: list[Finding] = []
    margin.picked.connect(picked.append)
    top = next(top for top, marks in lines.items() if any(
        mark.finding and mark.finding.code == "X81" for mark in marks))  # fmt: skip
    qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=QPoint(4, top + 4))
    assert [finding.code for finding in picked] == ["X81"]
    entry = sample.workspace.panel.findings.in_hand
    assert entry is not None
    assert entry.finding.code == "X81"


def test_what_agrees_is_ticked_only_when_asked(sample: Window) -> None:
    page = shown(sample, "2020年，全市收到政府信息公开申请518件。")
    assert not [m for marks in page.marks.margin.lines().values() for m in marks if not m.finding]
    page.tick_agreements(wanted=True)
    ticks = [
        m.words for marks in page.marks.margin.lines().values() for m in marks if not m.finding
    ]
    assert ticks == ["本年新收总计518，与表三一致"]
    page.tick_agreements(wanted=False)
    assert not [m for marks in page.marks.margin.lines().values() for m in marks if not m.finding]


def test_the_margin_keeps_beside_the_text_as_the_window_grows(sample: Window) -> None:
    page = shown(sample, WRONG)
    sample.resize(sample.width() + 80, sample.height() + 60)
    page.marks.margin.grab()
    assert page.marks.margin.height() == page.editor.contentsRect().height()
