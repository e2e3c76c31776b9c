"""The keys of the grid: walking, the edges of blocks, selections, filling."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.origin import Source
from core.report.report import Doubt, Report
from core.settings.settings import load_settings
from gui.frame.window import Window
from gui.tables.table_page import TablePage
from tests.gui.keyboard import CONTROL, PLAIN, SHIFT, Keyboard, in_hand, table_page

KEY = Qt.Key


def at(place: str) -> Address:
    return Address(f"applications.{place}")


def hand(page: TablePage) -> str:
    return str(page.view.address_in_hand()).partition(".")[2]


def selected(page: TablePage) -> list[str]:
    return [address.partition(".")[2] for address in page.view.selected()]


@pytest.mark.parametrize(
    ("start", "key", "landing"),
    [
        ("granted.research", KEY.Key_Home, "granted.natural"),
        ("granted.research", KEY.Key_End, "granted.other"),
        ("granted.total", KEY.Key_Home, "granted.natural"),
        ("granted.other", KEY.Key_Right, "granted.total"),
        ("other.natural", KEY.Key_Down, "concluded.natural"),
        ("received.natural", KEY.Key_Up, "received.natural"),
    ],
)
def test_plain_keys(sample: Window, start: str, key: KEY, landing: str) -> None:
    page = table_page(sample)
    page.view.go_to(at(start))
    QTest.keyClick(page.view, key)
    assert hand(page) == landing


def test_control_with_arrows_goes_to_the_edges_of_blocks(sample: Window) -> None:
    page = table_page(sample)
    blank = ("refused_internal_affairs", "refused_process", "refused_enforcement_file")
    sample.document.edit([SetFigure(at(f"{row}.natural"), "") for row in blank], "清除")
    page.view.go_to(at("received.natural"))
    stops = ["refused_third_party", "refused_query", "other"]
    for stop in stops:
        QTest.keyClick(page.view, KEY.Key_Down, CONTROL)
        if stop == "other":  # the totals below have blanks among their addends
            assert hand(page).endswith(".natural")
        else:
            assert hand(page) == f"{stop}.natural"
    page.view.go_to(at("granted.natural"))
    QTest.keyClick(page.view, KEY.Key_Right, CONTROL)
    assert hand(page) == "granted.total"
    QTest.keyClick(page.view, KEY.Key_Left, CONTROL)
    assert hand(page) == "granted.natural"
    QTest.keyClick(page.view, KEY.Key_End, CONTROL)
    assert hand(page) == "carried_out.other"
    QTest.keyClick(page.view, KEY.Key_Home, CONTROL)
    assert hand(page) == "received.natural"


def test_control_with_arrows_crosses_an_empty_table_at_once(sample: Window) -> None:
    sample.document.show(Report(sample.document.report.form))
    page = table_page(sample)
    page.view.go_to(at("received.business"))
    QTest.keyClick(page.view, KEY.Key_Down, CONTROL)
    assert hand(page) == "carried_out.business"


def test_shift_extends_a_selection_by_keys_and_by_the_mouse(sample: Window) -> None:
    page = table_page(sample)
    view = page.view
    view.go_to(at("received.natural"))
    QTest.keyClick(view, KEY.Key_Down, SHIFT)
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    square = ["received.natural", "received.business", "carried_in.natural", "carried_in.business"]
    assert selected(page) == square
    view.go_to(at("received.natural"))
    QTest.keyClick(view, KEY.Key_Right, SHIFT | CONTROL)
    assert len(selected(page)) == 7
    assert {place.partition(".")[0] for place in selected(page)} == {"received"}
    view.go_to(at("received.natural"))
    spot = view.visualRect(view.form_model.place(at("carried_in.business"))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, spot)
    assert selected(page) == square


def test_dragging_selects(sample: Window) -> None:
    page = table_page(sample)
    view = page.view
    first, last = (
        view.visualRect(view.form_model.place(at(place))).center()
        for place in ("received.natural", "carried_in.business")
    )
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, PLAIN, first)
    QTest.mouseMove(view.viewport(), QRect(first, last).center())
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), left, PLAIN, last)
    assert len(selected(page)) == 4


def test_control_a_selects_every_figure_and_delete_clears_what_was_typed(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(at("received.natural"))
    QTest.keyClick(page.view, KEY.Key_A, CONTROL)
    assert page.view.selected() == list(page.table.figures)
    QTest.keyClick(page.view, KEY.Key_Delete)
    report = sample.document.report
    assert not any(report.is_filled(address) for address in page.table.figures)
    sample.document.undo_stack.undo()
    assert all(report.is_filled(address) for address in page.table.figures)


def test_enter_goes_where_the_clerk_chose_and_the_choice_is_kept(sample: Window) -> None:
    page = table_page(sample)
    view = page.view
    sample.menus.actions_by_name["enter_right"].trigger()
    view.go_to(at("received.other"))
    QTest.keyClick(view, KEY.Key_Return)
    assert hand(page) == "carried_in.natural"
    QTest.keyClick(view, KEY.Key_Return, SHIFT)
    assert hand(page) == "received.other"
    assert load_settings().enter == "right"
    sample.menus.actions_by_name["enter_down"].trigger()
    QTest.keyClick(view, KEY.Key_Return)
    assert hand(page) == "carried_in.other"
    assert load_settings().enter == "down"


def test_enter_goes_down_the_columns_of_one_block_before_the_next(sample: Window) -> None:
    page = table_page(sample, "proactive")
    page.view.go_to(Address("proactive.regulation.made"))
    way = ["normative.made", "regulation.published", "normative.published",
           "regulation.public_total", "normative.public_total", "licensing.prior_items",
           "service.prior_items", "licensing.change"]  # fmt: skip
    for place in way:
        QTest.keyClick(page.view, KEY.Key_Return)
        assert hand(page) == place
    for place in reversed(["regulation.made", *way[:-1]]):
        QTest.keyClick(page.view, KEY.Key_Return, SHIFT)
        assert hand(page) == place
    page.view.go_to(Address("proactive.fee.change"))
    QTest.keyClick(page.view, KEY.Key_Return)
    assert hand(page) == "procurement.items"


def test_the_choice_stands_in_the_menu_and_reaches_pages_built_later(sample: Window) -> None:
    (right,) = (action for action in sample.findChildren(QAction) if action.text() == "向右")
    right.trigger()
    assert table_page(sample, "applications").view.enter_goes_right


def test_the_end_of_the_table_is_told_and_nothing_moves(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(at("carried_out.other"))
    QTest.keyClick(page.view, KEY.Key_Return)
    assert hand(page) == "carried_out.other"
    assert page.view.remark.isVisible()
    assert "最后一格" in page.view.remark.label.text()
    QTest.keyClick(page.view, KEY.Key_Return, SHIFT)
    assert not page.view.remark.isVisible()


def test_keys_leave_a_cell_that_is_being_typed_and_move_in_one_that_is_edited(
    sample: Window,
) -> None:
    page = table_page(sample)
    view = page.view
    view.go_to(at("granted.business"))
    QTest.keyClicks(view, "3")
    QTest.keyClick(in_hand(page), KEY.Key_End)
    assert hand(page) == "granted.other"
    QTest.keyClicks(view, "4")
    QTest.keyClick(in_hand(page), KEY.Key_Left, SHIFT)
    assert selected(page) == ["granted.legal", "granted.other"]
    view.go_to(at("granted.natural"))
    QTest.keyClick(view, KEY.Key_F2)
    QTest.keyClicks(in_hand(page), "5")
    assert sample.document.report.value(at("granted.natural")).text == "1975"
    QTest.keyClick(in_hand(page), KEY.Key_Home)
    QTest.keyClicks(in_hand(page), "8")
    assert sample.document.report.value(at("granted.natural")).text == "81975"


def test_a_double_click_edits(sample: Window) -> None:
    page = table_page(sample)
    view = page.view
    spot = view.visualRect(view.form_model.place(at("granted.natural"))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    # On a widget it ends with the button down, which no later test could press then.
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    QTest.keyClicks(in_hand(page), "0")
    assert sample.document.report.value(at("granted.natural")).text == "1970"


def test_filling_down_and_right_is_one_step_and_is_told(sample: Window) -> None:
    page = table_page(sample)
    board = Keyboard(sample)
    sample.activateWindow()
    page.view.go_to(at("received.natural"))
    board.press(KEY.Key_Down, SHIFT, times=2)
    board.press(KEY.Key_D, CONTROL)
    report = sample.document.report
    rows = ("received", "carried_in", "granted")
    assert [report.value(at(f"{row}.natural")).text for row in rows] == ["516"] * 3
    assert sample.told.text() == "已向下填充2格，其中2格原来有别的内容，可以撤销"
    board.press(KEY.Key_Z, CONTROL)
    assert [report.value(at(f"{row}.natural")).text for row in rows] == ["516", "12", "197"]
    page.view.go_to(at("received.business"))
    board.press(KEY.Key_Right, SHIFT, times=5)
    board.press(KEY.Key_R, CONTROL)
    columns = ("business", "research", "welfare", "legal", "other")
    assert [report.value(at(f"received.{column}")).text for column in columns] == ["1"] * 5
    assert not report.is_kept(at("received.total"))
    assert sample.told.text().startswith("已向右填充4格")


def test_filling_takes_over_what_is_being_typed(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(at("received.natural"))
    QTest.keyClicks(page.view, "7")
    sample.filling.down()
    assert sample.document.report.value(at("received.natural")).text == "7"
    assert page.view.delegate.editor is None


def test_blanks_become_zeros_in_one_step_with_a_count(sample: Window) -> None:
    form = sample.document.report.form
    sample.document.show(Report(form, "某局"))
    page = table_page(sample)
    doubtful = at("granted.natural")
    sample.document.edit([SetFigure(doubtful, "", Doubt("l", "字迹不清"))], "读取")
    sample.document.edit([SetFigure(at("granted.other"), "/")], "填写")
    page.view.go_to(at("received.natural"))
    QTest.keyClick(page.view, KEY.Key_Right, SHIFT)
    sample.menus.zeros.actions()[0].trigger()
    assert sample.told.text() == "填了2格，可以撤销"
    assert sample.document.report.value(at("received.business")).text == "0"
    sample.menus.zeros.actions()[1].trigger()
    assert "1格没有读准，没有填；1格填的是“/”，没有填" in sample.told.text()
    report = sample.document.report
    assert report.value(doubtful).text == ""
    assert report.value(at("granted.other")).text == "/"
    origin = report.origin(at("carried_out.other"))
    assert origin is not None
    assert origin.source is Source.FILLED
    sample.menus.zeros.actions()[2].trigger()
    blank = [a for a in form.figures if not form.figures[a].computed and not report.is_filled(a)]
    assert blank == [doubtful, at("granted.other")]
    for _ in range(3):
        sample.document.undo_stack.undo()
    assert not any(report.is_filled(address) for address in form.figures)


def test_a_page_without_a_table_says_that_there_is_nothing_to_fill(sample: Window) -> None:
    sample.workspace.show_section("overview")
    for fill in (sample.filling.down, sample.filling.blanks_selected):
        assert fill().startswith("这一页没有表")


def test_a_wrong_setting_for_enter_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"enter": "up"}', encoding="utf-8")
    assert load_settings(tmp_path).enter == "down"


def test_labels_are_never_taken_in_hand(sample: Window) -> None:
    page = table_page(sample, "proactive")
    first = page.view.order.first
    page.view.go_to(first)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, QPoint(20, 5))
    assert page.view.address_in_hand() == first
    for _ in range(30):
        QTest.keyClick(page.view, KEY.Key_Down)
        assert page.view.address_in_hand() is not None
    assert str(page.view.address_in_hand()).startswith("proactive.procurement")
