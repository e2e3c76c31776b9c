"""Finding and replacing in one written part or all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.report.edits import SetText
from core.report.link import Link
from gui.frame.window import Window
from gui.texts.text_page import TextPage
from tests.gui.writing import CELL, SECTION, links, place, selected, text_page

TEXTS = {"preamble": "", "overview": "甲公开，乙公开。", "problems": "无", SECTION: "丙公开。"}


def page_with_bar(window: Window, words: str = "公开", *, replacing: bool = False) -> TextPage:
    window.document.edit([SetText(section, text) for section, text in TEXTS.items()], "写")
    page = text_page(window, "overview")
    place(page, 0)
    window.menus.actions_by_name["replace" if replacing else "find"].trigger()
    assert page.bar.isVisible()
    assert page.bar.is_replacing is replacing
    page.bar.words.insert(words)
    return page


def test_tab_goes_from_the_words_to_what_they_become(sample: Window) -> None:
    page = text_page(sample, "overview")
    page.replace()
    fields = [each for each in page.bar.fields() if each.isVisibleTo(page.bar)]
    assert fields[:4] == [page.bar.words, page.bar.other, page.bar.one, page.bar.all]
    page.bar.words.setFocus()
    QTest.keyClick(page.bar.words, Qt.Key.Key_Tab)
    assert sample.focusWidget() is page.bar.other


def test_the_first_match_is_shown_while_one_types_and_counted(sample: Window) -> None:
    page = page_with_bar(sample)
    assert selected(page) == "公开"
    assert page.editor.selection == (1, 3)
    assert page.bar.count.text() == "第1处，共3处"


def test_next_and_previous_go_round_through_all_parts(sample: Window) -> None:
    page = page_with_bar(sample)
    QTest.keyClick(page.bar.words, Qt.Key.Key_Return)
    assert page.editor.selection == (5, 7)
    QTest.keyClick(page.bar.words, Qt.Key.Key_F3)
    other = sample.workspace.writing_in_hand()
    assert other is not None
    assert other.section == SECTION
    assert other.bar.isVisible()
    assert other.bar.words.text() == "公开"
    assert other.bar.count.text() == "第3处，共3处"
    assert other.editor.selection == (1, 3)
    QTest.keyClick(other.editor, Qt.Key.Key_F3)
    assert sample.workspace.writing_in_hand() is page
    assert page.editor.selection == (1, 3)
    QTest.keyClick(page.editor, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert sample.workspace.writing_in_hand() is other


def test_one_part_alone_and_no_match(sample: Window) -> None:
    page = page_with_bar(sample)
    page.bar.here.setChecked(True)
    assert page.bar.count.text() == "第1处，共2处"
    page.bar.words.setText("没有这个词")
    assert page.bar.count.text() == "没有找到"
    assert not page.bar.on.isEnabled()
    QTest.keyClick(page.bar.words, Qt.Key.Key_Return)
    assert sample.workspace.writing_in_hand() is page


def test_width_counts_unless_asked_not_to(sample: Window) -> None:
    page = page_with_bar(sample)
    sample.document.edit([SetText("overview", "收到１２件")], "写")
    page.bar.words.setText("12")
    assert page.bar.count.text() == "没有找到"
    page.bar.folds.setChecked(True)
    assert page.bar.count.text() == "第1处，共1处"


def test_one_is_replaced_and_the_next_shown(sample: Window) -> None:
    page = page_with_bar(sample, replacing=True)
    page.bar.other.setText("发布")
    page.bar.one.click()
    assert page.editor.text == "甲发布，乙公开。"
    assert page.editor.selection == (5, 7)
    sample.document.undo_stack.undo()
    assert page.editor.text == "甲公开，乙公开。"


def test_all_are_replaced_over_the_parts_in_one_step(sample: Window) -> None:
    page = page_with_bar(sample, replacing=True)
    page.bar.other.setText("")
    page.bar.all.click()
    report = sample.document.report
    assert report.texts["overview"] == page.editor.text == "甲，乙。"
    assert report.texts[SECTION] == "丙。"
    assert page.bar.count.text() == "替换了3处"
    sample.document.undo_stack.undo()
    assert {section: report.texts[section] for section in TEXTS} == TEXTS


def test_replacing_all_leaves_linked_numbers_to_the_tables(sample: Window) -> None:
    page = page_with_bar(sample, replacing=True)
    sample.document.edit([SetText("overview", "16件，16人", (Link(0, 2, CELL),))], "写")
    page.bar.words.setText("16")
    page.bar.other.setText("20")
    page.bar.all.click()
    assert page.editor.text == "16件，20人"
    assert "另有1处" in page.bar.count.text()
    assert links(sample, "overview") == ["16"]


def test_escape_puts_the_bar_away_and_its_marks(sample: Window) -> None:
    page = page_with_bar(sample)
    assert len(page.editor.extraSelections()) >= 2
    QTest.keyClick(page.bar.words, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert page.editor.extraSelections() == []


def test_the_selection_is_taken_up(sample: Window) -> None:
    page = page_with_bar(sample)
    page.bar.put_away()
    place(page, 4, 5)
    page.find()
    assert page.bar.words.text() == "乙"


def test_the_cover_finds_in_the_opening_paragraph(sample: Window) -> None:
    sample.workspace.show_section("cover")
    sample.menus.actions_by_name["find"].trigger()
    page = sample.workspace.writing_in_hand()
    assert page is not None
    assert page.section == "preamble"
    assert page.bar.isVisible()
    page.bar.words.setText("统计期限")
    assert selected(page) == "统计期限"


def test_what_is_for_texts_says_so_on_a_table(sample: Window) -> None:
    sample.workspace.show_section("applications")
    for name in ("replace", "insert_cell", "phrases"):
        sample.menus.actions_by_name[name].trigger()
        assert "文字部分" in sample.told.text()
        sample.told.setText("")
