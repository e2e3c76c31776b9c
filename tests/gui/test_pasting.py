"""Cutting, copying and pasting in the tables: with the keys, the preview, and one undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.modeltest import ModelTester

from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.origin import Source
from core.report.report import Report
from gui.frame.window import Window
from gui.look.theme import DARK, LIGHT, Theme
from gui.tables.paste_grid import PasteGridModel
from gui.tables.paste_preview import PastePreview
from gui.tables.table_page import TablePage
from gui.texts.text_page import TextPage
from tests.editions import form_of
from tests.gui.keyboard import in_hand, type_into

FIRST = Address("applications.received.natural")
TWO_ROWS = "518\t1\t0\t0\t0\t1\t520\r\n12\t0\t0\t0\t0\t0\t12\r\n"


@pytest.fixture
def empty(window: Window) -> Window:
    """The window on an empty report, table 三 in hand."""
    form = form_of(window.document.forms, "2021")
    window.document.show(Report(form, "青禾县人民政府", 2024))
    page_of(window).view.go_to(FIRST)
    return window


def page_of(window: Window, section: str = "applications") -> TablePage:
    page = window.workspace.show_section(section)
    assert isinstance(page, TablePage)
    return page


def put(plain: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(plain)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def focus_of(window: Window) -> QWidget | None:
    """Return what has the focus, once keys go to the window."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return QApplication.focusWidget()


def press(window: Window, key: Qt.Key) -> None:
    focus = focus_of(window)
    assert focus is not None
    QTest.keyClick(focus, key, Qt.KeyboardModifier.ControlModifier)


def select(page: TablePage, first: str, last: str) -> None:
    view = page.view
    view.go_to(Address(first))
    to = view.form_model.place(Address(last))
    view.selectionModel().setCurrentIndex(
        view.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    for row in range(view.currentIndex().row(), to.row() + 1):
        for column in range(view.currentIndex().column(), to.column() + 1):
            view.selectionModel().select(
                view.form_model.index(row, column), QItemSelectionModel.SelectionFlag.Select
            )


def typed(window: Window) -> dict[str, str]:
    return {str(a): v.text for a, v in window.document.report.values.items()}


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[PastePreview], bool]]:
    """Answers the preview with the functions laid down; a preview unasked for fails."""
    answers: list[Callable[[PastePreview], bool]] = []

    def run(dialog: PastePreview) -> int:
        return int(answers.pop(0)(dialog))

    monkeypatch.setattr(PastePreview, "exec", run)
    return answers


def test_a_block_goes_in_at_once_and_one_undo_takes_it_back(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    put(TWO_ROWS)
    press(empty, Qt.Key.Key_V)
    report = empty.document.report
    assert len(report.values) == 12
    assert report.figure(Address("applications.received.total")) == 520
    assert empty.told.text() == "已粘贴14格，其中总计2格与各项相加相符"
    assert empty.document.undo_stack.undoText() == "粘贴14格"
    assert report.origin(FIRST).source is Source.PASTED
    view = page_of(empty).view
    chosen = {view.form_model.address(i) for i in view.selectionModel().selectedIndexes()}
    assert len(chosen) == 14
    press(empty, Qt.Key.Key_Z)
    assert not report.values
    assert not empty.document.undo_stack.canUndo()


def test_html_comes_before_tabs(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    put("9\t9", "<table><tr><td>5</td><td></td><td>7</td></tr></table>")
    press(empty, Qt.Key.Key_V)
    assert typed(empty) == {FIRST: "5", "applications.received.research": "7"}


def test_overwriting_is_shown_and_may_be_left(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    empty.document.edit([SetFigure(FIRST, "7")], "填写")
    put("8\t9\n")
    seen: list[str] = []

    def refuse(dialog: PastePreview) -> bool:
        seen.append(dialog.grid.grid_model.text(FIRST))
        seen.append(dialog.take.text())
        return False

    answer.append(refuse)
    press(empty, Qt.Key.Key_V)
    assert seen == ["7 → 8", "粘贴这2格"]
    assert typed(empty) == {FIRST: "7"}
    assert "没有改动" in empty.told.text()
    answer.append(lambda _dialog: True)
    press(empty, Qt.Key.Key_V)
    assert typed(empty) == {FIRST: "8", "applications.received.business": "9"}
    press(empty, Qt.Key.Key_Z)
    assert typed(empty) == {FIRST: "7"}


def test_blanks_are_taken_over_only_where_the_clerk_says_so(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    empty.document.edit([SetFigure(FIRST, "7")], "填写")
    put("\t9\n")

    def clear(dialog: PastePreview) -> bool:
        assert dialog.take.text() == "粘贴这1格"
        dialog.clear.setChecked(True)
        assert dialog.take.text() == "粘贴这2格"
        return True

    answer.append(clear)
    press(empty, Qt.Key.Key_V)
    assert typed(empty) == {"applications.received.business": "9"}
    assert empty.document.undo_stack.undoText() == "粘贴2格"


def test_a_block_of_another_table_turns_to_its_page(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    put("规章\t1\t2\t3\n")
    answer.append(lambda _dialog: True)
    press(empty, Qt.Key.Key_V)
    assert empty.workspace.stack.currentWidget() is page_of(empty, "proactive")
    assert empty.document.report.figure(Address("proactive.regulation.issued")) == 1


@pytest.mark.parametrize(
    ("plain", "words"),
    [("", "没有粘贴"), ("1.属于国家秘密", "只有栏目名"), ("1\n" * 30000, "请只复制")],
)
def test_what_cannot_be_pasted_is_told(
    empty: Window, plain: str, words: str, answer: list[Callable[[PastePreview], bool]]
) -> None:
    put(plain)
    press(empty, Qt.Key.Key_V)
    assert words in empty.told.text()
    assert not empty.document.undo_stack.canUndo()


def test_a_picture_on_the_clipboard_is_nothing_to_paste(empty: Window) -> None:
    QGuiApplication.clipboard().setImage(QImage(2, 2, QImage.Format.Format_RGB32))
    press(empty, Qt.Key.Key_V)
    assert "没有粘贴" in empty.told.text()


def test_one_value_goes_into_the_open_cell_as_text(empty: Window) -> None:
    page = page_of(empty)
    type_into(page, FIRST, "1", None)
    put("23\r\n")
    press(empty, Qt.Key.Key_V)
    assert in_hand(page).text() == "123"
    assert typed(empty) == {FIRST: "123"}
    press(empty, Qt.Key.Key_Z)
    assert typed(empty) == {}


def test_a_block_goes_past_the_open_cell_into_the_table(
    empty: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    page = page_of(empty)
    type_into(page, FIRST, "518", None)
    put(TWO_ROWS)
    press(empty, Qt.Key.Key_V)
    assert empty.document.report.figure(Address("applications.carried_in.natural")) == 12
    assert empty.document.report.value(FIRST).text == "518"


def test_copied_cells_come_back_elsewhere(
    sample: Window, answer: list[Callable[[PastePreview], bool]]
) -> None:
    page = page_of(sample)
    select(page, "applications.received.natural", "applications.carried_in.total")
    press(sample, Qt.Key.Key_C)
    assert sample.told.text() == "已复制14格"
    assert QGuiApplication.clipboard().text().replace("\r", "") == (
        "516\t1\t0\t0\t0\t1\t518\n12\t0\t0\t0\t0\t0\t12\n"
    )
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    sample.document.edit(
        [
            SetFigure(a, "")
            for a in page.table.figures
            if a.row in {"received", "carried_in"} and a.column != "total"
        ],
        "清除",
    )
    page.view.go_to(FIRST)
    press(sample, Qt.Key.Key_V)
    assert sample.document.report.figure(Address("applications.received.total")) == 518


def test_cutting_is_one_step_and_leaves_totals_to_the_program(sample: Window) -> None:
    before = typed(sample)
    page = page_of(sample)
    select(page, "applications.received.natural", "applications.received.total")
    press(sample, Qt.Key.Key_X)
    assert sample.told.text() == "已剪切7格"
    assert sample.document.undo_stack.undoText() == "剪切"
    assert QGuiApplication.clipboard().text().strip() == "516\t1\t0\t0\t0\t1\t518"
    assert sample.document.report.figure(Address("applications.received.total")) is None
    press(sample, Qt.Key.Key_Z)
    assert typed(sample) == before


def test_the_menu_acts_on_the_text_field_in_hand(sample: Window) -> None:
    page = sample.workspace.show_section("overview")
    assert isinstance(page, TextPage)
    page.setFocus()
    put("贴来的话")
    focus_of(sample)
    sample.menus.actions_by_name["paste_here"].trigger()
    assert "贴来的话" in sample.document.report.texts["overview"]


def test_without_a_place_it_says_where_to_click(sample: Window) -> None:
    sample.workspace.tabs.setFocus()
    for name in ("cut", "copy", "paste_here"):
        focus_of(sample)
        sample.menus.actions_by_name[name].trigger()
        assert "请先点" in sample.told.text()


def test_the_menu_is_there_only_for_an_open_report(window: Window) -> None:
    for name in ("cut", "copy", "paste_here"):
        action = window.findChild(QAction, name)
        assert action is not None
        assert not action.isEnabled()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_preview_shows_every_doubt_and_leads_to_it(
    empty: Window, theme: Theme, qtmodeltester: ModelTester
) -> None:
    report = empty.document.report
    empty.document.edit([SetFigure(FIRST, "7")], "填写")
    block = read_clipboard("", "8\t1.5万\t0\t0\t0\t1\t520\t9\n")
    assert block is not None
    plan = plan_paste(report, report.form.table("applications"), block, Area(3, 3))
    dialog = PastePreview(plan, report, theme, empty)
    dialog.show()
    listed = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    for words in (
        "请核对",
        "1.5万",
        "7改成8",
        "总计还算不出",
        "520",
        "超出了表格",
        "第1行第8列：9",
    ):
        assert any(words in text for text in listed), words
    (doubt,) = dialog.list.findItems("1.5万", Qt.MatchFlag.MatchContains)
    dialog.list.setCurrentItem(doubt)
    model = dialog.grid.grid_model
    assert dialog.grid.currentIndex() == model.place(Address("applications.received.business"))
    assert dialog.width() <= 1366
    assert dialog.height() <= 768
    assert not dialog.grab().isNull()
    assert isinstance(dialog.list, QListWidget)
    assert isinstance(model, PasteGridModel)
    qtmodeltester.check(model)
    assert typed(empty) == {FIRST: "7"}
