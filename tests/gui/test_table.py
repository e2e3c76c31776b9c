"""Filling a table: keys, live tallies, refusals, undo, jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.report import Report
from gui.frame.window import Window
from gui.tables.table_model import LOOK, CellLook, FormTableModel, TallyPart
from tests.gui.keyboard import in_hand, table_page, type_into

NATURAL_OUT = Address("applications.carried_out.natural")
LEGAL_OUT = Address("applications.carried_out.legal")


def unbalanced(window: Window) -> list[str]:
    board = window.document.inspection.board
    return [t.identity.id for t in board.tallies if t.state is Balance.UNBALANCED]


def test_the_task_of_the_clerk(sample: Window) -> None:
    assert unbalanced(sample) == ["T31.natural", "T31.legal"]
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "17", Qt.Key.Key_Return)
    type_into(page, LEGAL_OUT, "0", Qt.Key.Key_Return)
    assert unbalanced(sample) == []
    assert not sample.document.inspection.has_errors
    assert sample.document.report.figure(Address("applications.carried_out.total")) == 17


def test_tallies_move_with_every_digit_before_enter(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "1", None)
    total = Address("applications.carried_out.total")
    assert sample.document.report.figure(total) == 2
    QTest.keyClicks(in_hand(page), "7")
    assert sample.document.report.figure(total) == 18
    assert unbalanced(sample) == ["T31.legal", "T31.total"]


def test_escape_gives_back_what_stood_there(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "99", Qt.Key.Key_Escape)
    assert sample.document.report.value(NATURAL_OUT).text == "16"
    assert not sample.document.undo_stack.canUndo()


def test_one_undo_takes_back_one_cell(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "123", Qt.Key.Key_Return)
    type_into(page, LEGAL_OUT, "45", Qt.Key.Key_Return)
    stack = sample.document.undo_stack
    stack.undo()
    assert sample.document.report.value(LEGAL_OUT).text == "1"
    assert sample.document.report.value(NATURAL_OUT).text == "123"
    stack.undo()
    assert sample.document.report.value(NATURAL_OUT).text == "16"
    stack.redo()
    stack.redo()
    assert sample.document.report.value(LEGAL_OUT).text == "45"


def test_undo_key_inside_an_open_editor_belongs_to_the_document(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "17", Qt.Key.Key_Return)
    type_into(page, LEGAL_OUT, "5", None)
    QTest.keyClick(in_hand(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sample.document.report.value(LEGAL_OUT).text == "1"
    assert sample.document.report.value(NATURAL_OUT).text == "17"


@pytest.mark.parametrize(
    ("key", "landing"),
    [
        (Qt.Key.Key_Return, "applications.carried_in.natural"),
        (Qt.Key.Key_Tab, "applications.received.business"),
        (Qt.Key.Key_Down, "applications.carried_in.natural"),
    ],
)
def test_keys_go_on_to_the_next_entry(sample: Window, key: Qt.Key, landing: str) -> None:
    page = table_page(sample)
    type_into(page, Address("applications.received.natural"), "516", key)
    assert page.view.address_in_hand() == landing


def test_walking_skips_computed_cells_and_wraps_into_the_next_column(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(Address("applications.other.natural"))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.view.address_in_hand() == NATURAL_OUT
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.view.address_in_hand() == "applications.received.business"
    page.view.go_to(Address("applications.received.other"))
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert page.view.address_in_hand() == "applications.carried_in.natural"


def test_a_computed_cell_is_not_typed_into(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(Address("applications.received.total"))
    QTest.keyClicks(page.view.viewport(), "9")
    assert page.view.viewport().findChild(QLineEdit) is None
    assert sample.document.report.figure(Address("applications.received.total")) == 518


def test_letters_stay_as_typed_and_are_a_finding(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "12a", Qt.Key.Key_Return)
    assert page.view.form_model.place(NATURAL_OUT).data() == "12a"
    codes = {f.code for f in sample.document.inspection.about([NATURAL_OUT])}
    assert "V01" in codes
    states = {t.state for t in sample.document.inspection.board.of(NATURAL_OUT)}
    assert states == {Balance.UNFILLED}


def test_full_width_digits_count_and_stay_as_typed(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, NATURAL_OUT, "1", None)
    QTest.keyClick(in_hand(page), Qt.Key.Key_Backspace)
    composed = QInputMethodEvent("", [])
    composed.setCommitString("１７")
    QApplication.sendEvent(in_hand(page), composed)
    QTest.keyClick(in_hand(page), Qt.Key.Key_Return)
    assert sample.document.report.value(NATURAL_OUT).text == "１７"
    assert sample.document.report.figure(NATURAL_OUT) == 17


def test_delete_clears_a_selection_in_one_step(sample: Window) -> None:
    page = table_page(sample)
    model, view = page.view.form_model, page.view
    view.go_to(Address("applications.received.natural"))
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert model.place(Address("applications.received.natural")).data() == ""
    assert model.place(Address("applications.carried_in.natural")).data() == ""
    sample.document.undo_stack.undo()
    assert model.place(Address("applications.received.natural")).data() == "516"
    assert model.place(Address("applications.carried_in.natural")).data() == "12"


def test_clearing_an_operand_is_unfilled_never_balanced(sample: Window) -> None:
    sample.document.edit([SetFigure(NATURAL_OUT, "")], "清除")
    board = sample.document.inspection.board
    states = {t.identity.id: t.state for t in board.of(NATURAL_OUT)}
    assert states == {
        "T31.natural": Balance.UNFILLED,
        "T33.carried_out": Balance.UNFILLED,
    }
    page = table_page(sample)
    assert "自然人未填" in page.strip.accessibleDescription()


def test_a_picked_tally_lights_its_cells_with_their_parts(sample: Window) -> None:
    tally = sample.document.inspection.board.tallies[0]
    sample.workspace.leading.show_tally(tally)
    page = table_page(sample)
    for addresses, part in (
        (tally.identity.left, TallyPart.ADDEND),
        (tally.identity.right, TallyPart.TOTAL),
    ):
        for address in addresses:
            look = page.view.form_model.place(address).data(LOOK)
            assert isinstance(look, CellLook)
            assert look.part is part


def test_a_finding_leads_to_its_cell(sample: Window) -> None:
    sample.workspace.show_section("overview")
    sample.workspace.leading.step_finding(1)
    page = table_page(sample)
    assert sample.workspace.stack.currentWidget() is page
    finding = sample.document.inspection.findings[0]
    assert page.view.address_in_hand() in finding.addresses


def test_a_printed_total_that_differs_is_settled_with_one_click(sample: Window) -> None:
    total = Address("applications.received.total")
    sample.document.edit([SetFigure(total, "519")], "读取")
    assert sample.document.report.is_kept(total)
    table_page(sample)
    assert sample.workspace.panel.settle.isVisibleTo(sample)
    assert sample.workspace.panel.settle.text() == "仍把全部1处总计改用各项之和"
    assert "请先核对" in sample.workspace.panel.settle.toolTip()  # 法律服务机构 lacks the one
    sample.workspace.panel.settle.click()
    assert not sample.document.report.is_kept(total)
    assert sample.document.report.figure(total) == 518
    sample.document.undo_stack.undo()
    assert sample.document.report.figure(total) == 519


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_table_model_keeps_qts_rules(
    window: Window, qtmodeltester: ModelTester, edition: str
) -> None:
    form = window.document.forms.by_edition(edition)
    assert form is not None
    window.document.show(Report(form))
    for table in form.tables:
        qtmodeltester.check(FormTableModel(window.document, table, window))


def test_every_cell_says_row_column_value_and_state(sample: Window) -> None:
    page = table_page(sample)
    spoken = page.view.form_model.place(NATURAL_OUT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "四、结转下年度继续办理，自然人，16，不平衡"
    total = Address("applications.concluded.total")
    spoken = page.view.form_model.place(total).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "（七）总计，总计，513，算出、平衡"


def test_table_three_needs_no_horizontal_scrolling_on_a_small_screen(
    sample: Window, qtbot: QtBot
) -> None:
    page = table_page(sample)
    qtbot.waitUntil(lambda: page.view.header.length() > 0)
    assert page.view.header.length() <= page.view.viewport().width()
    metrics = page.view.fontMetrics()
    for cell in page.table.cells:
        if cell.line < page.table.header_lines and cell.across == 1:
            width = page.view.header.sectionSize(cell.column)
            assert metrics.horizontalAdvance("科研机构") < width


def test_a_digit_on_a_computed_cell_changes_nothing_anywhere(sample: Window) -> None:
    page = table_page(sample)
    before = sample.document.report.figures()
    here = Address("applications.concluded.natural")
    page.view.go_to(here)
    QTest.keyClicks(page.view, "12")
    assert page.view.address_in_hand() == here
    assert sample.document.report.figures() == before


@pytest.mark.parametrize(
    ("start", "key", "landing"),
    [
        ("received.total", Qt.Key.Key_Tab, "carried_in.natural"),
        ("received.total", Qt.Key.Key_Backtab, "received.other"),
        ("concluded.natural", Qt.Key.Key_Tab, "carried_out.natural"),
        ("concluded.natural", Qt.Key.Key_Return, "carried_out.natural"),
    ],
)
def test_walking_goes_on_from_computed_cells(
    sample: Window, start: str, key: Qt.Key, landing: str
) -> None:
    page = table_page(sample)
    page.view.go_to(Address(f"applications.{start}"))
    QTest.keyClick(page.view, key)
    assert page.view.address_in_hand() == f"applications.{landing}"


def test_side_arrows_leave_a_cell_that_is_being_typed(sample: Window) -> None:
    page = table_page(sample)
    type_into(page, Address("applications.granted.natural"), "3", Qt.Key.Key_Right)
    assert page.view.address_in_hand() == "applications.granted.business"
    QTest.keyClicks(page.view, "4")
    assert sample.document.report.value(Address("applications.granted.natural")).text == "3"
    assert sample.document.report.value(Address("applications.granted.business")).text == "4"


def test_side_arrows_move_the_caret_after_f2(sample: Window) -> None:
    page = table_page(sample)
    address = Address("applications.granted.natural")
    page.view.go_to(address)
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    editor = in_hand(page)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClicks(editor, "0")
    assert sample.document.report.value(address).text == "1907"


def test_undo_goes_to_what_it_changed(sample: Window) -> None:
    sample.document.edit([SetFigure(LEGAL_OUT, "7")], "填写")
    sample.workspace.show_section("overview")
    sample.document.undo_stack.undo()
    page = table_page(sample)
    assert sample.workspace.stack.currentWidget() is page
    assert page.view.address_in_hand() == LEGAL_OUT


def test_the_window_may_become_small(sample: Window) -> None:
    table_page(sample)
    sample.resize(1366, 1000)
    QApplication.processEvents()
    assert sample.minimumSizeHint().height() < 600


def test_missing_cells_are_those_that_can_be_typed(sample: Window) -> None:
    form = sample.document.forms.by_edition("2021")
    assert form is not None
    sample.document.show(Report(form))
    board = sample.document.inspection.board
    (review,) = (t for t in board.tallies if t.identity.id == "T41.review")
    assert len(review.missing) == 4
    assert not any(form.figures[a].computed for t in board.tallies for a in t.missing)


def test_a_printed_total_survives_the_first_digits(sample: Window) -> None:
    """While 53 is typed the sum is 5 for a moment, as the printed total says; it must stay."""
    natural, total = Address("applications.granted.natural"), Address("applications.granted.total")
    sample.document.edit(
        [SetFigure(natural, ""), SetFigure(total, "7")], "读取"
    )  # business 1, other 1: 5 would make it 7
    page = table_page(sample)
    type_into(page, natural, "53", Qt.Key.Key_Return)
    assert sample.document.report.is_kept(total)
    stack = sample.document.undo_stack
    stack.undo()
    assert sample.document.report.value(natural).text == ""
    assert sample.document.report.is_kept(total)
    stack.redo()
    assert sample.document.report.value(natural).text == "53"
    assert sample.document.report.is_kept(total)
    type_into(page, natural, "5", Qt.Key.Key_Return)
    assert not sample.document.report.is_kept(total)
