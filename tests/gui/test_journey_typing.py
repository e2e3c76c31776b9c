"""The Cixi report of 2020 typed from blank, by keys alone, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.document.file import load
from core.figures.address import Address
from core.forms.form import Role
from core.forms.loader import Forms
from core.report.report import Report
from gui.files.files import SAMPLE
from gui.frame.window import Window
from tests.gui.keyboard import CONTROL, Keyboard

TABLES = (("proactive", Qt.Key.Key_2), ("applications", Qt.Key.Key_3), ("remedies", Qt.Key.Key_4))


@pytest.fixture
def cixi(forms: Forms) -> Report:
    return load(SAMPLE, forms)[0]


@pytest.fixture
def board(window: Window, qtbot: QtBot, cixi: Report) -> Keyboard:
    window.document.show(Report(cixi.form, cixi.organ, cixi.year))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Keyboard(window)


def in_order(report: Report, section: str, *, by_column: bool) -> list[Address]:
    """Return the cells that are typed, as a clerk reads them off the paper.

    Down the columns under one band of the form, such as 第二十条第（一）项, then under the next.
    """
    table = report.form.table(section)
    bands = [cell.line for cell in table.cells if cell.role is Role.BAND]
    placed = [
        (sum(band < cell.line for band in bands), cell.line, cell.column, cell.address)
        for cell in table.cells
        if cell.address and not report.form.figures[cell.address].computed
    ]
    if by_column:
        placed.sort(key=lambda entry: (entry[0], entry[2], entry[1]))
    else:
        placed.sort(key=lambda entry: entry[:3])
    return [address for _, _, _, address in placed]


def type_tables(board: Keyboard, cixi: Report, *, by_column: bool) -> int:
    """Type every figure of the three tables; returns how many digits and signs they have."""
    digits = 0
    for section, number in TABLES:
        board.press(number, CONTROL)
        for address in in_order(cixi, section, by_column=by_column):
            text = cixi.value(address).text
            board.type(text)
            board.press(Qt.Key.Key_Return if by_column else Qt.Key.Key_Tab)
            digits += len(text)
    return digits


@pytest.mark.parametrize("by_column", [True, False], ids=["down with Enter", "across with Tab"])
def test_the_grid_needs_the_digits_and_one_key_a_figure(
    window: Window, board: Keyboard, cixi: Report, *, by_column: bool
) -> None:
    digits = type_tables(board, cixi, by_column=by_column)
    assert window.document.report.figures() == cixi.figures()
    typed = sum(not figure.computed for figure in cixi.form.figures.values())
    assert (len(cixi.form.figures), typed) == (198, 166)
    assert board.keys == digits + typed + len(TABLES)


def test_zeros_need_no_typing_at_all(window: Window, board: Keyboard, cixi: Report) -> None:
    digits = figures = 0
    for section, number in TABLES:
        board.press(number, CONTROL)
        for address in in_order(cixi, section, by_column=True):
            text = cixi.value(address).text
            if text != "0":
                board.type(text)
                digits, figures = digits + len(text), figures + 1
            board.press(Qt.Key.Key_Return)
    assert window.document.report.figures() != cixi.figures()
    window.menus.zeros.actions()[2].trigger()
    assert window.told.text() == f"填了{166 - figures}格，可以撤销"
    assert window.document.report.figures() == cixi.figures()
    assert board.keys == digits + 166 + len(TABLES)


def test_totals_move_while_the_last_digit_is_typed(window: Window, board: Keyboard) -> None:
    board.press(Qt.Key.Key_4, CONTROL)
    total = Address("remedies.review.total")
    for digit in "123":
        board.type(digit)
        board.press(Qt.Key.Key_Return)
    assert window.document.report.figure(total) is None
    board.type("4")
    assert window.document.report.figure(total) == 10
    board.type("0")
    assert window.document.report.figure(total) == 46
    board.press(Qt.Key.Key_Escape)
    assert window.document.report.figure(total) is None
