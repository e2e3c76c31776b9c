"""Finding a label or a number in the table in hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.report.edits import SetFigure
from gui.frame.window import Window
from gui.tables.table_model import LOOK, CellLook
from gui.tables.table_page import TablePage
from tests.gui.keyboard import CONTROL, SHIFT, Keyboard, table_page

KEY = Qt.Key


def at(place: str) -> Address:
    return Address(f"applications.{place}")


def lit(page: TablePage) -> list[Address]:
    model = page.view.form_model
    looks = {address: model.place(address).data(LOOK) for address in page.table.figures}
    return [a for a, look in looks.items() if isinstance(look, CellLook) and look.found]


@pytest.fixture
def board(sample: Window, qtbot: QtBot) -> Keyboard:
    """A clerk who has just opened the search in table 三."""
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    table_page(sample).view.go_to(at("received.natural"))
    board = Keyboard(sample)
    board.press(KEY.Key_F, CONTROL)
    return board


def test_a_label_in_its_group_leads_to_its_cell(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    assert page.find_bar.isVisible()
    board.compose("", "商业 国家秘密")
    cell = at("refused_state_secret.business")
    assert page.view.address_in_hand() == cell
    assert lit(page) == [cell]
    assert page.find_bar.count.text() == "1/1"
    assert QApplication.focusWidget() is page.find_bar.query
    board.press(KEY.Key_Escape)
    assert not page.find_bar.isVisible()
    assert lit(page) == []
    assert page.view.address_in_hand() == cell
    assert page.view.hasFocus()
    board.type("4")
    assert sample.document.report.value(cell).text == "4"


def test_enter_goes_through_the_hits_and_shift_enter_back(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    board.type("97")
    assert page.view.address_in_hand() == at("partly_granted.natural")
    hits = len(lit(page))
    assert page.find_bar.count.text() == f"1/{hits}"
    board.press(KEY.Key_Return)
    assert page.view.address_in_hand() == at("partly_granted.total")
    board.press(KEY.Key_Return, SHIFT)
    assert page.view.address_in_hand() == at("partly_granted.natural")
    board.press(KEY.Key_Return, times=hits)
    assert page.view.address_in_hand() == at("partly_granted.natural")


def test_nothing_found_is_said_and_the_cell_in_hand_stays(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    board.type("99999")
    assert page.find_bar.count.text() == "没有找到"
    board.press(KEY.Key_Return)
    board.press(KEY.Key_Escape)
    assert page.view.address_in_hand() == at("received.natural")


def test_hits_follow_the_figures(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    board.type("97")
    sample.document.edit([SetFigure(at("partly_granted.natural"), "98")], "填写")
    assert lit(page) == []
    assert page.find_bar.count.text() == "没有找到"


def test_undo_reaches_the_report_from_the_search(sample: Window, board: Keyboard) -> None:
    sample.document.edit([SetFigure(at("received.natural"), "5")], "填写")
    board.type("1")
    board.press(KEY.Key_Z, CONTROL)
    assert sample.document.report.value(at("received.natural")).text == "516"


def test_the_search_stands_within_the_page(sample: Window, board: Keyboard) -> None:
    page = table_page(sample)
    bar = page.find_bar.geometry()
    assert bar.bottom() <= page.height()
    assert bar.top() >= page.strip.geometry().bottom()
    assert bar.width() > page.view.width() // 2
