"""Numbers in the texts that follow a cell, under the hands of somebody who writes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.document.file import load
from core.report.edits import SetFigure, SetText
from core.report.link import BLANK_WORDS
from core.texts.linking import sure_links
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.tables.table_page import TablePage
from gui.texts.linking_dialog import LinkingDialog, linking_edits
from gui.texts.text_page import TextPage
from tests.gui.writing import CELL, SECTION, caret, linked_page, links, place, text_page


def test_a_number_follows_its_cell_and_undo_takes_both_back(sample: Window) -> None:
    page = linked_page(sample)
    sample.document.edit([SetFigure(CELL, "1234")], "填写")
    assert page.editor.text == "结转1234件。"
    assert links(sample) == ["1234"]
    sample.document.edit([SetFigure(CELL, "")], "填写")
    assert page.editor.text == f"结转{BLANK_WORDS}件。"
    sample.document.undo_stack.undo()
    sample.document.undo_stack.undo()
    assert page.editor.text == "结转16件。"
    assert links(sample) == ["16"]


def test_writing_at_either_end_stays_outside_even_the_same_digits(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 4)
    QTest.keyClicks(page.editor, "6")
    assert (page.editor.text, links(sample)) == ("结转166件。", ["16"])
    place(page, 2)
    QTest.keyClicks(page.editor, "1")
    assert (page.editor.text, links(sample)) == ("结转1166件。", ["16"])
    assert sample.document.report.links[SECTION][0].start == 3
    QTest.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert (page.editor.text, links(sample)) == ("结转166件。", ["16"])


def test_backspace_into_a_number_takes_one_digit_and_ends_the_link(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 4)
    QTest.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert (page.editor.text, links(sample)) == ("结转1件。", [])
    sample.document.edit([SetFigure(CELL, "99")], "填写")
    assert page.editor.text == "结转1件。"
    sample.document.undo_stack.undo()
    sample.document.undo_stack.undo()
    assert (page.editor.text, links(sample)) == ("结转16件。", ["16"])


def test_writing_into_a_number_or_over_it_ends_the_link(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 3)
    QTest.keyClicks(page.editor, "x")
    assert (page.editor.text, links(sample)) == ("结转1x6件。", [])
    page = linked_page(sample)
    place(page, 2, 4)
    QTest.keyClicks(page.editor, "16")
    assert (page.editor.text, links(sample)) == ("结转16件。", [])


def test_many_keys_and_their_undo_keep_the_link_where_it_belongs(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 0)
    QTest.keyClicks(page.editor, "abc")
    assert links(sample) == ["16"]
    place(page, 8)
    QTest.keyClicks(page.editor, "def")
    assert (page.editor.text, links(sample)) == ("abc结转16件def。", ["16"])
    sample.document.undo_stack.undo()
    assert (page.editor.text, links(sample)) == ("abc结转16件。", ["16"])
    sample.document.undo_stack.undo()
    assert (page.editor.text, links(sample)) == ("结转16件。", ["16"])
    sample.document.undo_stack.redo()
    assert (page.editor.text, links(sample)) == ("abc结转16件。", ["16"])


def test_characters_beyond_the_basic_plane_do_not_shift_a_link(sample: Window) -> None:
    page = linked_page(sample, "𠮷😀结转16件。", 4)
    assert links(sample) == ["16"]
    place(page, 1)
    QTest.keyClicks(page.editor, "x")
    assert links(sample) == ["16"]
    sample.document.edit([SetFigure(CELL, "345")], "填写")
    assert page.editor.text == "𠮷x😀结转345件。"
    assert links(sample) == ["345"]


def test_a_sentence_that_is_moved_keeps_its_number_linked(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 0, 6)
    data = page.editor.createMimeDataFromSelection()
    page.editor.textCursor().removeSelectedText()
    assert (page.editor.text, links(sample)) == ("", [])
    QTest.keyClicks(page.editor, "x")
    page.editor.insertFromMimeData(data)
    assert (page.editor.text, links(sample)) == ("x结转16件。", ["16"])


def test_a_figure_is_inserted_from_the_list(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "结转件。")], "写")
    page = text_page(sample)
    place(page, 2)
    sample.menus.actions_by_name["insert_cell"].trigger()
    assert page.inserting.picker.isVisible()
    page.inserting.picker.query.insert("结转下年 自然人")
    assert page.inserting.picker.cells.count() == 1
    assert page.inserting.picker.cells.item(0).text() == "表三·结转下年·自然人　16"
    QTest.keyClick(page.inserting.picker.query, Qt.Key.Key_Return)
    assert not page.inserting.picker.isVisible()
    assert (page.editor.text, links(sample), caret(page)) == ("结转16件。", ["16"], 4)
    sample.document.edit([SetFigure(CELL, "")], "填写")
    assert page.editor.text == f"结转{BLANK_WORDS}件。"


def test_the_list_of_figures_closes_without_a_choice(sample: Window) -> None:
    page = text_page(sample)
    before = page.editor.text
    page.inserting.pick_cell()
    QTest.keyClick(page.inserting.picker.query, Qt.Key.Key_Escape)
    assert not page.inserting.picker.isVisible()
    assert page.editor.text == before


def test_a_double_click_goes_to_the_cell_and_the_tip_names_it(sample: Window) -> None:
    page = linked_page(sample)
    assert page.marks.explain(2) == "表三·结转下年·自然人：16\n双击转到该格"
    assert page.marks.explain(1) == ""
    point = page.editor.cursorRect(page.editor.cursor_at(2, 2)).center()
    point.setX(point.x() + 3)
    assert page.editor.character_at(point) == 2
    press = QMouseEvent(
        QMouseEvent.Type.MouseButtonDblClick, QPointF(point),
        page.editor.viewport().mapToGlobal(QPointF(point)), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(page.editor.viewport(), press)
    table = sample.workspace.stack.currentWidget()
    assert isinstance(table, TablePage)
    assert table.view.address_in_hand() == CELL


def test_nothing_is_under_the_pointer_right_of_a_line(sample: Window) -> None:
    page = linked_page(sample, "结转16")
    point = page.editor.cursorRect(page.editor.cursor_at(4, 4)).center()
    point.setX(point.x() + 40)
    assert page.editor.character_at(point) is None


def entries(page: TextPage, at: int) -> dict[str, QAction]:
    """Return what the context menu offers at a character."""
    point = page.editor.cursorRect(page.editor.cursor_at(at, at)).center()
    point.setX(point.x() + 3)
    menu = page._make_menu(point)
    found = {action.text(): action for action in menu.actions()}
    menu.deleteLater()
    return found


def test_the_context_menu_links_a_typed_number_and_takes_it_back(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "结转下年16件。")], "写")
    page = text_page(sample)
    offered = entries(page, 4)
    action = offered["链接到 表三·结转下年·自然人（16）"]
    assert "撤销" not in offered
    assert "解除链接" not in offered
    assert action is not None
    page.writer.link(4, 6, CELL)
    assert links(sample) == ["16"]
    assert "转到表三·结转下年·自然人" in entries(page, 4)
    page.writer.unlink(sample.document.report.links[SECTION][0])
    assert (page.editor.text, links(sample)) == ("结转下年16件。", [])
    sample.document.undo_stack.undo()
    assert links(sample) == ["16"]


def test_all_numbers_that_agree_are_linked_in_one_step(sample: Window) -> None:
    report = sample.document.report
    found = sure_links(report)
    dialog = LinkingDialog(report, found, sample)
    assert dialog.chosen() == list(found)
    dialog.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.go.text() == f"链接这{len(found) - 1}处"
    before = dict(report.texts)
    sample.document.edit(dialog.edits(), "链接")
    assert len(links(sample, "overview")) == len(found) - 1
    sample.document.edit(linking_edits(report, sure_links(report)), "链接")
    assert len(links(sample, "overview")) == len(found)
    assert dict(report.texts) == before
    sample.document.undo_stack.undo()
    sample.document.undo_stack.undo()
    assert links(sample, "overview") == []


def test_without_anything_to_link_the_menu_says_so(sample: Window) -> None:
    sample.document.edit([SetText("overview", "无")], "写")
    sample.menus.actions_by_name["link_numbers"].trigger()
    assert "没有可以链接的数" in sample.told.text()


def test_the_pages_of_a_report_that_left_follow_nothing(sample: Window) -> None:
    old = linked_page(sample)
    other, _ = load(SAMPLE, sample.document.forms)
    sample.document.show(other)
    page = text_page(sample)
    assert page is not old
    QTest.keyClicks(page.editor, "x")
    sample.document.undo_stack.undo()
    assert page.editor.text == other.texts[SECTION]
