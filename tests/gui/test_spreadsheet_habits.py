"""What hands know from spreadsheets: labels select, sums show, menus are there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from gui.frame.commands import Commands
from gui.frame.menus import Menus
from gui.frame.window import Window
from gui.tables.table_view import FormTableView
from tests.gui.keyboard import table_page

NATURAL = Address("applications.received.natural")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The words of the context menus that were opened, in place of opening them."""
    menus: list[list[str]] = []

    def read(made: Menus, _place: QPoint, names: Iterable[str], commands: Commands) -> None:
        menu = made.extend(QMenu(), names, commands)
        menus.append([action.text() for action in menu.actions()])

    monkeypatch.setattr(Menus, "open_at", read)
    return menus


def ask_menu(widget: QWidget, place: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))


def label_place(view: FormTableView, text: str) -> QPoint:
    place = next(p for p, cell in view.form_model.cells.items() if cell.text.startswith(text))
    view.scrollTo(view.form_model.index(*place))
    return view.visualRect(view.form_model.index(*place)).center()


def test_a_click_on_a_row_selects_it_and_its_sum_is_told(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=label_place(view, "一、本年新收"))
    row = [a for a in view.table.figures if a.startswith("applications.received.")]
    assert view.selected() == row
    assert view.address_in_hand() == NATURAL
    assert sample.chosen.text() == "选定 7 格　合计 1036（含总计 1 格）　平均 148"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert sample.chosen.isHidden()


def test_shift_extends_from_label_to_label(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=label_place(view, "一、本年新收"))
    qtbot.mouseClick(view.viewport(), LEFT, SHIFT, pos=label_place(view, "（一）予以公开"))
    assert len(view.selected()) == 21


def test_a_click_on_a_group_selects_all_its_rows(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=label_place(view, "（四）无法提供"))
    assert len(view.selected()) == 3 * 7


def test_a_click_on_a_heading_selects_its_columns(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample).view
    header, rows = view.header, view.form_model.rowCount()
    x = header.sectionViewportPosition(3) + 5
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, header.height() - 5))
    assert {a.column for a in view.selected()} == {"natural"}
    assert len(view.selected()) == rows
    x = header.sectionViewportPosition(4) + 5
    line = header.height() // 2
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, line))
    assert len({a.column for a in view.selected()}) == 5
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(5, 5))
    assert len(view.selected()) == len(view.table.figures)


def test_a_heading_among_the_rows_selects_its_block(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample, "proactive").view
    heading = view.form_model.cells[1, 1]
    assert heading.address is None
    place = view.visualRect(view.form_model.index(1, 1)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    chosen = view.selected()
    assert len(chosen) == 2
    assert len({a.column for a in chosen}) == 1


def test_typing_after_a_click_on_a_row_goes_into_its_first_cell(
    sample: Window, qtbot: QtBot
) -> None:
    view = table_page(sample).view
    qtbot.mouseClick(view.viewport(), LEFT, pos=label_place(view, "二、上年结转"))
    before = sample.document.report.value(Address("applications.carried_in.business")).text
    qtbot.keyClicks(view, "9")
    qtbot.keyClick(view.delegate.editor, Qt.Key.Key_Return)
    assert sample.document.report.value(Address("applications.carried_in.natural")).text == "9"
    assert sample.document.report.value(Address("applications.carried_in.business")).text == before


@pytest.mark.parametrize("section", ["proactive", "applications", "remedies"])
def test_enter_goes_the_direction_that_is_set_in_every_table(
    sample: Window, qtbot: QtBot, section: str
) -> None:
    view = table_page(sample, section).view
    for direction in ("down", "right"):
        sample.preferences.set(enter=direction)
        view.go_to(view.order.first)
        before = view.currentIndex()
        qtbot.keyClick(view, Qt.Key.Key_Return)
        after = view.currentIndex()
        is_down = after.row() > before.row()
        assert is_down is (direction == "down" and view.form_model.rowCount() > 1)
        assert is_down or after.column() > before.column()


def test_pages_turn_by_control_and_tab_or_page_keys(sample: Window, qtbot: QtBot) -> None:
    tabs = sample.workspace.tabs
    sample.workspace.show_section("applications").setFocus()
    at = tabs.currentIndex()
    for key, modifiers, step in (
        (Qt.Key.Key_PageDown, CONTROL, 1),
        (Qt.Key.Key_PageUp, CONTROL, -1),
        (Qt.Key.Key_Tab, CONTROL, 1),
        (Qt.Key.Key_Tab, CONTROL | SHIFT, -1),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
        at += step
        assert tabs.currentIndex() == at
    sample.workspace.show_section("other_matters").setFocus()  # in a text too, and round the end
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, CONTROL)
    assert tabs.currentIndex() == 0


def test_control_a_selects_the_table_and_never_a_label(sample: Window, qtbot: QtBot) -> None:
    view = table_page(sample).view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert view.selected() == list(view.table.figures)
    assert sample.chosen.text().startswith(f"选定 {len(view.table.figures)} 格")


def test_cells_have_a_menu_where_pointed_and_it_works_on_them(
    sample: Window, opened: list[list[str]]
) -> None:
    view = table_page(sample).view
    index = view.form_model.place(NATURAL)
    ask_menu(view.viewport(), view.visualRect(index).center())
    assert {"剪切", "复制", "粘贴", "清除", "选定全表"} <= set(opened[-1])
    ask_menu(view.viewport(), label_place(view, "一、本年新收"))
    assert len(view.selected()) == 7
    sample.menus.actions_by_name["clear_cells"].trigger()
    assert sample.document.report.value(NATURAL).text == ""
    sample.document.undo_stack.undo()
    assert sample.document.report.value(NATURAL).text == "516"


def test_tallies_have_a_menu_and_are_copied_in_words(
    sample: Window, opened: list[list[str]], qtbot: QtBot
) -> None:
    page, tree = table_page(sample), sample.workspace.panel.tree
    strip = page.strip
    left = page.view.header.sectionViewportPosition(3) + 8
    ask_menu(strip, QPoint(left, strip.height() // 2))
    assert opened[-1] == ["复制", "复制全部勾稽关系"]
    sample.menus.actions_by_name["copy_tally"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("≠ 自然人（")
    assert "应办 528 · 办结 511 · 结转 16 · 还差 1" in copied
    tree.setFocus()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(tree, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == copied
    sample.menus.actions_by_name["copy_tallies"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("慈溪市人民政府2020年")
    assert [line[0] for line in lines[1:4]] == ["≠", "≠", "✓"]
    assert len(lines) == 1 + 37


def test_a_tab_has_a_menu_and_its_page_is_copied(sample: Window, opened: list[list[str]]) -> None:
    tabs = sample.workspace.tabs
    ask_menu(tabs, tabs.tabRect(1).center())
    assert tabs.currentIndex() == 1
    assert "复制这一页" in opened[-1]
    sample.menus.actions_by_name["copy_page"].trigger()
    report = sample.document.report
    assert QGuiApplication.clipboard().text().endswith(report.texts["overview"])
    sample.workspace.show_section("applications")
    sample.menus.actions_by_name["copy_page"].trigger()
    assert QGuiApplication.clipboard().mimeData().hasHtml()
