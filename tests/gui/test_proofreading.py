"""Proofreading by keys: to the end with a correction on the way, its record, undo, reopening."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.cells.proof_words import record
from core.cells.proofreading import Zeros
from core.checks.tally import Balance
from core.document.encode import encode
from core.document.file import load
from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from core.report.report import Doubt, Report
from gui.frame.window import Window
from gui.look.theme import DARK, apply_theme
from gui.proofreading.window import ProofreadingWindow
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, Keyboard, table_page

KEY = Qt.Key
FIRST = Address("proactive.regulation.made")
RECEIVED = Address("applications.received.natural")
BUSINESS = Address("applications.received.business")
LEGAL_OUT = Address("applications.carried_out.legal")
TOTAL = Address("applications.received.total")


def opened(window: Window, qtbot: QtBot) -> ProofreadingWindow:
    """Open proofreading by its key, and wait until it has the keys."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    Keyboard(window).press(KEY.Key_F7)
    made = [w for w in window.children() if isinstance(w, ProofreadingWindow) and w.isVisible()]
    assert len(made) == 1
    qtbot.waitUntil(made[0].isActiveWindow)
    return made[0]


@pytest.fixture
def reading(sample: Window, qtbot: QtBot) -> ProofreadingWindow:
    return opened(sample, qtbot)


@pytest.fixture
def board(sample: Window) -> Keyboard:
    return Keyboard(sample)


def read_on(reading: ProofreadingWindow, board: Keyboard, until: Address | None) -> int:
    """Press Space until a cell or the end is in hand; returns how often."""
    for pressed in range(500):
        if reading.session.here == until:
            return pressed
        board.press(KEY.Key_Space)
    raise AssertionError(until)


def test_to_the_end_with_a_correction_on_the_way(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    document = sample.document
    before = encode(document.report)
    table = table_page(sample, "proactive")
    assert reading.session.here == FIRST
    assert read_on(reading, board, RECEIVED) == 22
    assert (reading.cell.row.text(), reading.cell.column.text()) == (
        "一、本年新收政府信息公开申请数量",
        "自然人",
    )
    assert (reading.cell.figure.shown, reading.cell.words.text()) == ("516", "五百一十六")
    assert reading.count.text() == "第23格，共198格，已校对22格"
    assert reading.cell.following.text() == "下一格：一、本年新收政府信息公开申请数量　商业企业"
    # The main window turned the page and has the same cell in hand.
    page = table_page(sample)
    assert sample.workspace.stack.currentWidget() is page
    assert table.view.address_in_hand() == Address("proactive.procurement.amount")
    assert page.view.address_in_hand() == RECEIVED

    # The paper has another figure in one place: the tally that was wrong balances at once.
    read_on(reading, board, LEGAL_OUT)
    assert "≠" in reading.cell.tallies.text()
    board.press(KEY.Key_Return)
    assert reading.cell.field.selectedText() == "1"
    board.type("0")
    board.press(KEY.Key_Return)
    assert document.report.shown(LEGAL_OUT) == "0"
    assert reading.session.here == LEGAL_OUT
    assert not document.report.is_proofread(LEGAL_OUT)
    tally = next(t for t in document.inspection.board.tallies if t.identity.id == "T31.legal")
    assert tally.state is Balance.BALANCED
    assert reading.cell.tallies.isHidden()

    read_on(reading, board, None)
    assert all(map(document.report.is_proofread, document.report.form.figures))
    assert reading.end.head.text() == "✓ 198格全部校对完"
    assert "年" in reading.end.when.text()
    assert reading.end.left.isHidden()
    assert record(document.report).startswith("校对：198格中已校对198格，")

    # All of it in a few steps of undo: the three tables, and the third in two parts.
    assert document.undo_stack.count() == 5
    board.press(KEY.Key_Z, CONTROL, times=5)
    assert encode(document.report) == before
    assert not document.undo_stack.canUndo()
    assert reading.session.here == FIRST
    board.press(KEY.Key_Y, CONTROL, times=5)
    assert all(map(document.report.is_proofread, document.report.form.figures))

    board.press(KEY.Key_Escape)
    assert not reading.isVisible()


def test_the_record_is_in_the_file_and_proofreading_goes_on_where_it_stood(
    sample: Window, reading: ProofreadingWindow, board: Keyboard, tmp_path: Path,
    answers: Answers, qtbot: QtBot,
) -> None:  # fmt: skip
    answers.path = tmp_path / "报告.nianbao"
    read_on(reading, board, RECEIVED)
    proofs = dict(sample.document.report.proofs)
    board.press(KEY.Key_S, CONTROL)
    assert answers.path.exists()
    reading.close()
    sample.document.leave()
    sample.files.open_path(answers.path)
    again = opened(sample, qtbot)
    assert again.session.here == RECEIVED
    assert dict(sample.document.report.proofs) == proofs
    assert len(proofs) == 22


def test_a_cell_changed_afterwards_is_walked_again(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    read_on(reading, board, None)
    reading.close()
    sample.document.edit([SetFigure(RECEIVED, "517")], "填写")
    sample.commands.proofread()
    again = next(
        w for w in sample.children() if isinstance(w, ProofreadingWindow) and w.isVisible()
    )
    assert again.session.here == RECEIVED
    assert "516" in again.cell.mark.text()
    assert "改过" in again.cell.mark.text()
    QTest.keyClick(again, KEY.Key_Space)
    assert again.session.here == TOTAL
    QTest.keyClick(again, KEY.Key_Space)
    assert again.session.here is None


def test_blanks_are_told_at_the_end_and_can_be_filled_from_there(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    sample.document.edit([SetFigure(RECEIVED, "")], "清除")
    read_on(reading, board, Address("applications.received.research"))
    board.press(KEY.Key_Down)
    read_on(reading, board, None)
    assert reading.end.left_words.text() == "还有1格没有校对，1格没有填："
    lines = [reading.end.left.item(row).text() for row in range(2)]
    assert [line[:4] for line in lines] == ["没有校对", "○ 未填"]
    board.press(KEY.Key_Down)
    board.press(KEY.Key_Return)
    assert reading.session.here == RECEIVED
    assert reading.cell.figure.shown == "○ 未填"
    board.press(KEY.Key_Space)
    assert reading.told.text()
    assert RECEIVED not in sample.document.report.proofs
    board.press(KEY.Key_Return)
    board.type("516")
    board.press(KEY.Key_Return)
    board.press(KEY.Key_Space)
    assert sample.document.report.is_proofread(RECEIVED)
    # Space went on to what was skipped, and from there to the total that came back.
    assert reading.session.here == Address("applications.received.research")
    assert read_on(reading, board, TOTAL) == 1
    read_on(reading, board, None)
    assert reading.end.head.text() == "✓ 198格全部校对完"


def test_zeros_are_confirmed_together_only_when_all_were_in_sight(
    sample: Window, reading: ProofreadingWindow, board: Keyboard, qtbot: QtBot
) -> None:
    document = sample.document
    QTest.mouseClick(reading.skips_zeros, Qt.MouseButton.LeftButton)
    assert reading.skips_zeros.isChecked()
    for _ in range(300):
        here = reading.session.here
        if isinstance(here, Zeros):
            if here.section == "applications":
                break
            qtbot.waitUntil(lambda: reading.zeros.is_seen)
        board.press(KEY.Key_Space)
    zeros = reading.session.here
    assert isinstance(zeros, Zeros)
    assert reading.zeros.head.text() == f"本表其余{len(zeros.addresses)}格都是0："
    assert "全行7格" in reading.zeros.lines.text()
    assert not reading.zeros.is_seen  # not painted yet: a hasty Space marks nothing
    board.press(KEY.Key_Space)
    assert reading.session.here == zeros
    bar = reading.zeros.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    pressed = 0
    while reading.session.here == zeros:
        assert not any(map(document.report.is_proofread, zeros.addresses))
        assert (reading.right.text() == "都是0（空格）") is reading.zeros.is_seen
        board.press(KEY.Key_Space)
        pressed += 1
    assert pressed > 1
    assert all(map(document.report.is_proofread, zeros.addresses))
    assert document.undo_stack.undoText() == "校对：都是0"
    board.press(KEY.Key_Z, CONTROL)
    assert reading.session.here == zeros


def test_enter_meets_the_zeros_one_by_one(reading: ProofreadingWindow, board: Keyboard) -> None:
    reading.skips_zeros.setChecked(True)
    reading.session.turn(1)
    reading.session.turn(1)
    while not isinstance(reading.session.here, Zeros):
        board.press(KEY.Key_Space)
    first = reading.session.here.addresses[0]
    board.press(KEY.Key_Return)
    assert reading.session.here == first
    assert not reading.skips_zeros.isChecked()


def test_back_skip_and_the_pages_mark_nothing(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    board.press(KEY.Key_Backspace)
    assert reading.told.text() == "这是第一格。"
    board.press(KEY.Key_Down, times=2)
    board.press(KEY.Key_Up)
    assert reading.session.here == Address("proactive.regulation.published")
    board.press(KEY.Key_PageDown)
    assert reading.session.here == RECEIVED
    board.press(KEY.Key_PageDown, times=2)
    assert reading.session.here == Address("remedies.review.upheld")
    assert "后面没有" in reading.told.text()
    board.press(KEY.Key_PageUp, times=2)
    assert reading.session.here == FIRST
    assert not sample.document.report.proofs
    board.press(KEY.Key_Space)
    board.press(KEY.Key_Backspace)
    assert reading.cell.mark.text().startswith("✓ 已校对")
    board.press(KEY.Key_Delete)
    assert not sample.document.report.proofs


def test_one_table_alone_and_from_the_start(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    read_on(reading, board, BUSINESS)
    reading.scope.picked.emit("remedies")
    assert reading.count.text() == "第1格，共15格，已校对0格"
    assert reading.scope.text().startswith("四、复议诉讼")
    read_on(reading, board, None)
    assert reading.end.head.text() == "✓ 15格全部校对完"
    board.press(KEY.Key_PageUp)
    assert reading.session.here == Address("remedies.review.upheld")
    QTest.mouseClick(reading.restart, Qt.MouseButton.LeftButton)
    assert len(sample.document.report.proofs) == 23
    assert sample.document.undo_stack.undoText() == "重新校对"
    assert reading.told.text() == "清除了15格的校对标记，可以撤销。"
    board.press(KEY.Key_Z, CONTROL)
    assert len(sample.document.report.proofs) == 38


def test_a_correction_reaches_the_report_with_every_key_and_is_one_step(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    document = sample.document
    board.press(KEY.Key_Return)
    board.type("7")
    assert document.report.shown(FIRST) == "7"
    board.type("7")
    assert document.report.shown(FIRST) == "77"
    assert document.undo_stack.count() == 1
    board.press(KEY.Key_Escape)
    assert document.report.shown(FIRST) == "0"
    assert not document.undo_stack.canUndo()
    # Closing the window in the middle of typing keeps what was typed.
    board.press(KEY.Key_Return)
    board.type("15")
    reading.close()
    assert not reading.isVisible()
    assert document.report.shown(FIRST) == "15"
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "校对改正"


def test_what_an_input_method_has_not_finished_is_kept_when_the_window_closes(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    board.press(KEY.Key_Return)
    board.compose("２３")
    reading.close()
    assert sample.document.report.value(FIRST).text == "２３"


def test_what_an_input_method_has_not_finished_is_saved(
    sample: Window,
    reading: ProofreadingWindow,
    board: Keyboard,
    answers: Answers,
    tmp_path: Path,
) -> None:
    answers.path = tmp_path / "a.nianbao"
    board.press(KEY.Key_Return)
    board.compose("２３")
    board.press(KEY.Key_S, CONTROL)
    assert load(answers.path, sample.document.forms)[0].value(FIRST).text == "２３"
    assert reading.cell.is_correcting


def test_esc_takes_back_what_was_typed_whatever_else_was_edited(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    board.press(KEY.Key_Return)
    board.type("77")
    board.press(KEY.Key_PageDown)
    assert reading.session.here == FIRST
    sample.document.edit([SetFigure(BUSINESS, "9")], "填写")
    assert reading.cell.field.text() == "77"
    board.press(KEY.Key_Escape)
    assert sample.document.report.shown(FIRST) == "0"
    assert reading.cell.figure.shown == "0"
    # The same text confirmed is no change.
    steps = sample.document.undo_stack.count()
    board.press(KEY.Key_Return, times=2)
    assert sample.document.undo_stack.count() == steps
    board.press(KEY.Key_Escape)
    assert not reading.isVisible()


def test_what_is_typed_is_read_at_once_and_kept_to_the_letter(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    board.press(KEY.Key_Return)
    board.compose("", "１２")
    assert reading.cell.words.text() == "十二"
    board.type("o")
    assert reading.cell.words.isHidden()
    assert reading.cell.state.text().startswith("! ")
    board.press(KEY.Key_Return)
    assert sample.document.report.value(FIRST).text == "１２o"
    assert reading.cell.figure.shown == "１２o"
    assert reading.cell.state.text().startswith("! ")


def test_a_total_is_read_but_not_typed(reading: ProofreadingWindow, board: Keyboard) -> None:
    read_on(reading, board, TOTAL)
    board.press(KEY.Key_Return)
    assert not reading.cell.is_correcting
    assert "总计" in reading.told.text()


def test_what_was_not_read_for_certain_says_so(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    sample.document.edit([SetFigure(FIRST, "", Doubt("1б", "有一个字认不准"))], "读取")
    assert reading.cell.state.text() == "? 没有读准：有一个字认不准，来源中是“1б”"
    board.press(KEY.Key_Space)
    assert reading.session.here == FIRST
    board.press(KEY.Key_Return)
    board.type("16")
    board.press(KEY.Key_Return)
    assert FIRST not in sample.document.report.doubts
    board.press(KEY.Key_Space)
    assert sample.document.report.is_proofread(FIRST)


def test_an_edit_in_the_main_window_shows_at_once(
    sample: Window, reading: ProofreadingWindow
) -> None:
    sample.document.edit([SetFigure(FIRST, "1207")], "填写")
    assert reading.cell.figure.shown == "1207"
    assert reading.cell.words.text() == "一千二百零七"
    sample.document.edit([SetText("overview", "新的文字。")], "填写")
    assert reading.session.here == FIRST


def test_it_goes_with_the_report_and_begins_anew_with_another(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    read_on(reading, board, RECEIVED)
    form = sample.document.report.form
    board.press(KEY.Key_Return)
    board.type("9")
    sample.document.show(Report(form, "青禾县人民政府", 2020))
    assert "青禾县人民政府" in reading.windowTitle()
    assert reading.session.here is None
    assert reading.end.head.text() == "○ 还没有填数，没有可以校对的格"
    sample.document.edit([SetFigure(FIRST, "3")], "填写")
    board.press(KEY.Key_Space)
    assert reading.session.here == FIRST
    sample.document.leave()
    assert not reading.isVisible()


def test_a_key_held_down_marks_one_cell_at_most(
    sample: Window, reading: ProofreadingWindow
) -> None:
    for repeats in (False, True, True):
        QApplication.sendEvent(
            reading.cell,
            QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Space, Qt.KeyboardModifier.NoModifier, " ",
                      repeats),
        )  # fmt: skip
    assert len(sample.document.report.proofs) == 1


def test_the_mouse_leaves_the_keys_to_the_walk(sample: Window, reading: ProofreadingWindow) -> None:
    QTest.mouseClick(reading.right, Qt.MouseButton.LeftButton)
    QTest.mouseClick(reading.on_top, Qt.MouseButton.LeftButton)
    assert reading.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert reading.isVisible()
    assert reading.focusWidget() is reading.cell
    QTest.keyClick(reading.cell, KEY.Key_Space)
    assert len(sample.document.report.proofs) == 2
    assert reading.on_top.isChecked()


def test_it_is_spoken(reading: ProofreadingWindow, board: Keyboard) -> None:
    read_on(reading, board, RECEIVED)
    said = reading.cell.accessibleName()
    assert said.startswith("一、本年新收政府信息公开申请数量，申请人情况，自然人，516，五百一十六")
    assert QApplication.focusWidget() is reading.cell
    for button in reading.findChildren(QPushButton):
        assert button.isHidden() or button.text()
        assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_a_long_figure_is_made_to_fit(
    sample: Window, reading: ProofreadingWindow, qapp: QApplication
) -> None:
    label = reading.cell.figure
    small = label.font().pointSizeF()
    sample.document.edit([SetFigure(FIRST, "123456789012")], "填写")
    assert label.font().pointSizeF() < small
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    sample.document.edit(
        [SetFigure(FIRST, "约一百二十三件，另有若干件没有统计进来，以年底的台账为准")], "填写"
    )
    assert label.wordWrap()
    apply_theme(qapp, DARK)
    assert label.palette().windowText().color() == DARK.color("unbalanced")


def test_marks_are_one_step_and_one_moment(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    board.press(KEY.Key_Space, times=5)
    assert sample.document.undo_stack.count() == 1
    assert [moment.label for moment in sample.document.history.moments] == ["校对"]


def test_the_window_grows_rather_than_cut_a_label(
    sample: Window, reading: ProofreadingWindow
) -> None:
    total = Address("applications.partly_granted.total")
    doubt = Doubt("199999999999", "有一个角标")
    sample.document.edit([SetFigure(total, "199999999999", doubt)], "读取")
    reading.session.go_to(total)
    QApplication.processEvents()
    cell = reading.cell
    labels = (cell.groups, cell.row, cell.column, cell.words, cell.state, cell.tallies)
    for label in labels:
        assert label.isVisible()
        assert label.height() >= label.heightForWidth(label.width())
    assert not cell.row.geometry().intersects(cell.column.geometry())


def test_the_check_sheets_tell_what_was_proofread(
    sample: Window, reading: ProofreadingWindow, board: Keyboard
) -> None:
    import io

    from openpyxl import load_workbook

    from core.exports.excel.workbook import workbook
    from gui.printing.check_sheet import parts

    def told() -> tuple[set[str], set[str]]:
        inspection = sample.document.inspection
        book = load_workbook(io.BytesIO(workbook(inspection)))
        cells = {str(c.value) for sheet in book for line in sheet.iter_rows() for c in line}
        notes = {part.note for part in parts(inspection)}
        return {c for c in cells if c.startswith("校对")}, {
            n for n in notes if n.startswith("校对")
        }

    assert told() == (set(), set())
    board.press(KEY.Key_Space, times=3)
    words = record(sample.document.report)
    assert words.startswith("校对：198格中已校对3格，")
    assert told() == ({words}, {words})
