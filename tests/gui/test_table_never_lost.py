"""Whatever happens while a cell is open, what was typed stands in the report, to the letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.document.file import load
from core.figures.address import Address
from core.figures.value import State
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.tables.table_page import TablePage
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, PLAIN, SHIFT, Keyboard, in_hand, table_page

CELL = Address("applications.granted.natural")
BELOW = Address("applications.partly_granted.natural")
KEY = Qt.Key


@pytest.fixture
def board(sample: Window, qtbot: QtBot) -> Keyboard:
    """A clerk with a cell of table 三 in hand."""
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    table_page(sample).view.go_to(CELL)
    return Keyboard(sample)


def text(window: Window) -> str:
    return window.document.report.value(CELL).text


def click_elsewhere(window: Window) -> None:
    view = table_page(window).view
    spot = view.visualRect(view.form_model.place(BELOW)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)


def leave_for_another_program(window: Window) -> None:
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(in_hand(table_page(window)), away)


LEAVING: dict[str, Callable[[Window], object]] = {
    "another tab": lambda window: window.workspace.tabs.setCurrentIndex(1),
    "Ctrl+1": lambda window: Keyboard(window).press(KEY.Key_1, CONTROL),
    "Ctrl+6": lambda window: Keyboard(window).press(KEY.Key_6, CONTROL),
    "a click elsewhere": click_elsewhere,
    "F8": lambda window: Keyboard(window).press(KEY.Key_F8),
    "Shift+F8": lambda window: Keyboard(window).press(KEY.Key_F8, SHIFT),
    "Ctrl+F": lambda window: Keyboard(window).press(KEY.Key_F, CONTROL),
    "Ctrl+S": lambda window: Keyboard(window).press(KEY.Key_S, CONTROL),
    "another program": leave_for_another_program,
    "export": lambda window: window.exporting.export(".xlsx", "电子表格"),
    "the focus": lambda window: window.workspace.tabs.setFocus(),
}


def left_behind(
    window: Window, answers: Answers, folder: Path, typing: Callable[[Keyboard], object]
) -> dict[str, str]:
    """Type into a cell and leave it in every way; returns what stood there in the end."""
    found = {}
    for way, leave in LEAVING.items():
        answers.path = folder / ("a.xlsx" if way == "export" else "a.nianbao")
        table_page(window).view.go_to(CELL)
        typing(Keyboard(window))
        leave(window)
        found[way] = text(window)
        window.document.undo_stack.undo()
        if text(window) != "197":  # a save in between divides the undo
            window.document.undo_stack.undo()
        assert text(window) == "197", way
        table_page(window).view.go_to(BELOW)
    return found


@pytest.mark.parametrize("typed", ["12x", "１９"])
def test_an_open_cell_is_taken_over(
    sample: Window, board: Keyboard, answers: Answers, tmp_path: Path, typed: str
) -> None:
    def typing(at: Keyboard) -> None:
        for character in typed:
            at.compose("", character)

    assert left_behind(sample, answers, tmp_path, typing) == dict.fromkeys(LEAVING, typed)


def test_an_unfinished_composition_is_taken_over(
    sample: Window, board: Keyboard, answers: Answers, tmp_path: Path
) -> None:
    def typing(at: Keyboard) -> None:
        at.type("5")
        at.compose("３")
        editor = in_hand(table_page(sample))
        assert text(sample) == "5"
        assert editor.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) == "5"

    assert left_behind(sample, answers, tmp_path, typing) == dict.fromkeys(LEAVING, "5３")


def test_saving_leaves_the_cell_open_and_saves_what_is_typed(
    sample: Window, board: Keyboard, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nianbao"
    board.type("12")
    board.press(KEY.Key_S, CONTROL)
    assert load(answers.path, sample.document.forms)[0].value(CELL).text == "12"
    board.type("3")
    assert text(sample) == "123"
    assert sample.document.is_unsaved


def test_who_comes_back_from_another_program_types_on(sample: Window, board: Keyboard) -> None:
    board.type("12")
    leave_for_another_program(sample)
    editor = in_hand(table_page(sample))
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(editor, back)
    QTest.keyClicks(editor, "3")
    assert text(sample) == "123"


def test_who_is_led_back_to_the_open_cell_from_another_window_types_on(
    sample: Window, board: Keyboard, qtbot: QtBot
) -> None:
    board.type("3")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    table_page(sample).view.go_to(CELL)
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    board.type("7")
    assert text(sample) == "7"


@pytest.mark.parametrize("answer", [Answer.YES, Answer.CANCEL])
def test_closing_the_window_asks_about_the_open_cell(
    sample: Window, board: Keyboard, answers: Answers, tmp_path: Path, answer: Answer
) -> None:
    answers.path, answers.save = tmp_path / "a.nianbao", answer
    board.type("5")
    board.compose("３")
    sample.close()
    assert answers.asked
    assert text(sample) == "5３"
    if answer is Answer.YES:
        assert load(answers.path, sample.document.forms)[0].value(CELL).text == "5３"


def test_undo_in_an_open_cell_gives_back_the_cell_and_redo_brings_it_again(
    sample: Window, board: Keyboard
) -> None:
    board.type("53")
    board.press(KEY.Key_Z, CONTROL)
    assert text(sample) == "197"
    board.press(KEY.Key_Y, CONTROL)
    assert text(sample) == "53"


def test_enter_and_escape_belong_to_the_composition(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    board.type("5")
    board.compose("３")
    for key in (KEY.Key_Return, KEY.Key_Tab, KEY.Key_Escape, KEY.Key_Down):
        board.press(key)
        assert page.view.address_in_hand() == CELL
        assert in_hand(page).isVisible()
    board.compose("", "３")
    assert text(sample) == "5３"
    board.press(KEY.Key_Return)
    assert page.view.address_in_hand() == BELOW


def test_a_composition_may_begin_with_the_cell_in_hand(sample: Window, board: Keyboard) -> None:
    page: TablePage = table_page(sample)
    assert page.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    board.compose("１")
    board.press(KEY.Key_Return)
    assert page.view.address_in_hand() == CELL
    board.compose("１７")
    board.compose("", "１７")
    board.press(KEY.Key_Return)
    assert text(sample) == "１７"
    assert page.view.address_in_hand() == BELOW


def test_a_committed_text_alone_begins_a_cell(sample: Window, board: Keyboard) -> None:
    board.compose("", "８")
    board.press(KEY.Key_Return)
    assert text(sample) == "８"


def test_what_cannot_be_a_figure_is_kept_and_said_at_the_cell(
    sample: Window, board: Keyboard
) -> None:
    page = table_page(sample)
    board.type("3.5")
    remark = page.view.remark
    assert remark.isVisible()
    assert "不能有小数" in remark.label.text()
    board.press(KEY.Key_Return)
    assert not remark.isVisible()
    board.press(KEY.Key_Up)
    assert remark.isVisible()
    assert sample.document.report.value(CELL).state is State.REFUSED
    assert page.view.form_model.place(CELL).data() == "3.5"
    board.type("198")
    assert not remark.isVisible()


def test_what_is_still_being_typed_is_not_scolded(sample: Window, board: Keyboard) -> None:
    page = table_page(sample, "proactive")
    page.view.go_to(Address("proactive.licensing.change"))
    board.type("-")
    assert not page.view.remark.isVisible()
    board.type("3")
    assert not page.view.remark.isVisible()
    board.press(KEY.Key_Return)
    page.view.go_to(Address("proactive.procurement.amount"))
    board.type("12.")
    assert not page.view.remark.isVisible()
    board.press(KEY.Key_Return)
    page.view.go_to(Address("proactive.procurement.amount"))
    assert page.view.remark.isVisible()
