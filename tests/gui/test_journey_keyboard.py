"""The whole task without a mouse: from the start page to a report that is checked and exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.document.file import load
from core.figures.address import Address
from core.reading.source import read_source
from core.report.edits import SetFigure
from core.report.finding import Severity
from gui.files.new_report import NewReportDialog
from gui.frame.cover_page import CoverPage
from gui.frame.window import Window
from gui.printing.preview import Preview
from gui.proofreading.window import ProofreadingWindow
from gui.texts.text_page import TextPage
from tests.gui.accessible import faults, read
from tests.gui.conftest import Answers
from tests.gui.keyboard import (
    CONTROL,
    SHIFT,
    Keyboard,
    come_back,
    focus,
    go_to,
    is_within,
    table_page,
)

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ORGAN = "某某县发展和改革局"
OUT = Address("applications.carried_out.natural")
SENTENCE = "全年收到政府信息公开申请9件。"


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(words))


def choose(board: Keyboard, bar: Qt.Key, *path: str) -> None:
    """Open a menu by its letter, and go down by the letters that stand behind the entries."""
    board.press(bar, ALT)
    for words in path:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        letter = entry(menu, words).text().rpartition("(&")[2][0]
        board.press(KEY(ord(letter)))


def begin(window: Window, board: Keyboard, qtbot: QtBot) -> None:
    """Begin a new report from the start page."""
    seen = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReportDialog)
        seen.append(dialog)
        try:
            qtbot.waitUntil(dialog.isActiveWindow)
            assert focus() is dialog.organ
            board.compose("", ORGAN)
            board.press(KEY.Key_Tab)
            board.type("2025")
            board.press(KEY.Key_Return)
        finally:
            if dialog.isVisible():
                dialog.reject()  # a test that fails must not hang

    assert window.start.isAncestorOf(focus())
    QTimer.singleShot(0, fill)
    board.press(KEY.Key_Return)
    assert seen
    come_back(window, qtbot)
    assert (window.document.report.organ, window.document.report.year) == (ORGAN, 2025)


def type_tables(board: Keyboard) -> None:
    board.press(KEY.Key_2, CONTROL)
    for text in ("0", "1", "12"):
        board.type(text)
        board.press(KEY.Key_Tab)
    board.press(KEY.Key_3, CONTROL)
    for text in ("5", "2", "6"):  # five came in, two were left over; one is forgotten
        board.type(text)
        board.press(KEY.Key_Return)
    board.press(KEY.Key_4, CONTROL)
    board.type("1")
    board.press(KEY.Key_Tab)


def write_texts(window: Window, board: Keyboard) -> None:
    board.press(KEY.Key_0, CONTROL)
    cover = window.workspace.stack.currentWidget()
    assert isinstance(cover, CoverPage)
    assert focus() is cover.organ
    board.press(KEY.Key_Tab, times=3)  # past the year, and what divides the title
    assert focus() is cover.preamble.editor
    board.compose("", "本报告依据有关规定编制。")
    for number, words in ((1, SENTENCE), (5, "宣传不够。"), (6, "没有其他事项。")):
        board.press(KEY(KEY.Key_0 + number), CONTROL)
        board.compose("", words)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize(("zoom", "theme"), [(100, "light"), (200, "contrast")])
def test_from_the_start_page_to_an_export(
    window: Window, answers: Answers, qtbot: QtBot, tmp_path: Path, zoom: int, theme: str
) -> None:
    window.preferences.set(zoom=zoom, theme=theme)
    come_back(window, qtbot)
    board = Keyboard(window)
    told = [faults(read(window))]  # what a screen reader stumbles over
    begin(window, board, qtbot)
    type_tables(board)
    write_texts(window, board)
    told.append(faults(read(window)))
    choose(board, KEY.Key_E, "空白填0", "整份报告")
    come_back(window, qtbot)
    assert window.told.text().startswith("填了")
    put_right(window, board, qtbot)
    told.append(faults(read(window)))
    explain(window, board)
    told.append(faults(read(window)))
    proofread_and_preview(window, board, qtbot)
    save_and_export(window, board, answers, qtbot, tmp_path)
    assert told == [[], [], [], []]
    assert window.workspace.side.is_open
    board.press(KEY.Key_W, CONTROL)
    assert not window.document.is_open
    assert window.start.isAncestorOf(focus())
    assert answers.told == []


def put_right(window: Window, board: Keyboard, qtbot: QtBot) -> None:
    """Go to what is wrong, take what the panel offers, think better of it, and type."""
    panel, tallies = window.workspace.panel, window.document.inspection.board
    board.press(KEY.Key_F8)
    page = table_page(window)
    assert focus() is page.view
    assert tallies.count()[Balance.UNBALANCED] == 2  # and their sum
    box = panel.suggestions
    qtbot.waitUntil(lambda: any(each.take.isVisibleTo(panel) for each in box.choices))
    board.press(KEY.Key_F6)
    side, by = window.workspace.side, KEY.Key_Tab
    if side.is_open:
        assert focus() is panel.tree
    else:  # with large type only its strip has room, until it is wanted
        assert focus() is side.strip
        assert "2 条不平衡" in side.strip.accessibleName()
        board.press(KEY.Key_Space)
        assert focus() is panel.findings
        by = KEY.Key_Backtab
    offer = box.choices[0]
    go_to(board, lambda widget: widget is offer.take, by)
    board.press(KEY.Key_Space)
    assert tallies.count()[Balance.UNBALANCED] == 0
    assert focus() is page.view
    board.press(KEY.Key_Z, CONTROL)
    board.press(KEY.Key_F, CONTROL)
    board.compose("", "结转下年 自然人")
    board.press(KEY.Key_Escape)
    assert page.view.address_in_hand() == OUT
    board.type("1")
    assert tallies.count()[Balance.UNBALANCED] == 0
    board.press(KEY.Key_Return)


def explain(window: Window, board: Keyboard) -> None:
    """Go to the sentence that says another number, and write why it does."""
    document, panel = window.document, window.workspace.panel
    document.catch_up()
    warning = next(f for f in document.inspection.open_findings if f.spot is not None)
    assert warning.severity is Severity.WARNING
    for _ in document.inspection.open_findings:
        board.press(KEY.Key_F8)
        if panel.findings.currentItem().text() == warning.message:
            break
    written = window.workspace.stack.currentWidget()
    assert isinstance(written, TextPage)
    assert focus() is written.editor
    board.press(KEY.Key_F6)
    go_to(board, lambda widget: widget is panel.findings)
    board.press(KEY.Key_F2)
    board.compose("", "含当面提出的4件。")
    board.press(KEY.Key_Return)
    assert warning not in document.inspection.open_findings
    assert focus() is panel.findings
    board.press(KEY.Key_Escape)
    assert focus() is written.editor


def save_and_export(
    window: Window, board: Keyboard, answers: Answers, qtbot: QtBot, folder: Path
) -> None:
    document = window.document
    answers.path = folder / "报告.nianbao"
    board.press(KEY.Key_S, CONTROL)
    assert load(answers.path, document.forms)[0].figures() == document.report.figures()
    answers.path = folder / "报告.docx"
    choose(board, KEY.Key_F, "导出", "Word 文档")
    come_back(window, qtbot)
    read = read_source(answers.path, document.forms).report()
    assert read.figures() == document.report.figures()
    assert SENTENCE in read.texts["overview"]


def proofread_and_preview(window: Window, board: Keyboard, qtbot: QtBot) -> None:
    """Read some cells in the window for it, turn the pages, and come back to the text."""
    before = focus()
    board.press(KEY.Key_F7)
    reading = window.findChild(ProofreadingWindow)
    assert reading is not None
    qtbot.waitUntil(reading.isActiveWindow)
    board.press(KEY.Key_Space, times=3)
    assert sum(map(window.document.report.is_proofread, window.document.report.form.figures)) == 3
    board.press(KEY.Key_Escape)
    assert not reading.isVisible()
    come_back(window, qtbot)
    board.press(KEY.Key_1, CONTROL)
    assert focus() is before
    board.press(KEY.Key_P, CONTROL)
    preview = window.findChild(Preview)
    assert preview is not None
    qtbot.waitUntil(preview.isActiveWindow)
    board.press(KEY.Key_PageDown)
    assert preview.at == 1
    board.press(KEY.Key_Escape)
    come_back(window, qtbot)
    assert focus() is before


def test_f6_goes_round_the_regions(sample: Window, qtbot: QtBot) -> None:
    come_back(sample, qtbot)
    board, workspace = Keyboard(sample), sample.workspace
    board.press(KEY.Key_3, CONTROL)
    view = table_page(sample).view
    board.press(KEY.Key_Down, times=2)
    here = view.address_in_hand()
    regions = (workspace.panel, sample.status, workspace.header, workspace.tabs, view)
    for region in regions:
        board.press(KEY.Key_F6)
        assert is_within(region)(focus())
    assert view.address_in_hand() == here
    for region in reversed(regions[:-1]):
        board.press(KEY.Key_F6, SHIFT)
        assert is_within(region)(focus())
        board.press(KEY.Key_Escape)
        assert focus() is view
        while not is_within(region)(focus()):
            board.press(KEY.Key_F6, SHIFT)
    # An open cell is left with what was typed in it.
    board.press(KEY.Key_Escape)
    board.type("7")
    board.press(KEY.Key_F6)
    assert here is not None
    assert sample.document.report.value(here).text == "7"
    board.press(KEY.Key_Escape)
    assert focus() is view


def test_each_tab_keeps_its_place(sample: Window, qtbot: QtBot) -> None:
    come_back(sample, qtbot)
    board = Keyboard(sample)
    board.press(KEY.Key_3, CONTROL)
    view = table_page(sample).view
    board.press(KEY.Key_End, CONTROL)
    last = view.address_in_hand()
    board.press(KEY.Key_1, CONTROL)
    writing = focus()
    board.press(KEY.Key_End, CONTROL)
    board.press(KEY.Key_3, CONTROL)
    assert focus() is view
    assert view.address_in_hand() == last
    board.press(KEY.Key_1, CONTROL)
    assert focus() is writing
    # By the tabs themselves, too.
    go_to(board, lambda widget: widget is sample.workspace.tabs, KEY.Key_Backtab)
    board.press(KEY.Key_Right, times=2)
    board.press(KEY.Key_Tab)
    assert focus() is view
    assert view.address_in_hand() == last


def test_the_keys_are_not_lost_with_what_held_them(sample: Window, qtbot: QtBot) -> None:
    come_back(sample, qtbot)
    board, panel = Keyboard(sample), sample.workspace.panel
    board.press(KEY.Key_3, CONTROL)
    total = Address("applications.received.total")
    table_page(sample).view.go_to(total)
    sample.document.undo_stack.clear()
    sample.document.edit([SetFigure(total, "600")], "读取")
    board.press(KEY.Key_F6)
    go_to(board, lambda widget: widget is panel.settle)
    board.press(KEY.Key_Space)
    assert panel.settle.isHidden()
    assert focus() is panel.findings
    header = sample.workspace.header
    header.check.setFocus()
    for address, text in ((OUT, "17"), (Address("applications.carried_out.legal"), "0")):
        sample.document.edit([SetFigure(address, text)], "填写")
    assert not header.check.isEnabled()
    assert isinstance(focus(), QPushButton)
