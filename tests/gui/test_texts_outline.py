"""The outline beside the editor, and the phrases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from core.figures.address import Address
from core.report.edits import SetText
from core.report.link import Link
from core.settings.phrases import GAP, Phrase, read_phrases, shipped_phrases
from gui.frame.window import Window
from gui.look.theme import DARK
from gui.texts.phrases_dialog import PhrasesDialog
from gui.texts.phrases_menu import make_phrases_menu
from gui.texts.text_page import TextPage
from tests.gui.conftest import Answers
from tests.gui.writing import CELL, SECTION, caret, links, place, selected, text_page


def lines(page: TextPage) -> list[str]:
    entries = page.outline.entries
    return [" ".join(entries.item(n).text().split()) for n in range(entries.count())]


def outlined(window: Window, text: str, section: str = "overview") -> TextPage:
    window.document.edit([SetText(section, text)], "写")
    window.document.catch_up()
    return text_page(window, section)


def test_the_five_parts_are_a_checklist_that_follows_the_text(sample: Window) -> None:
    page = outlined(sample, "（一）主动公开\n公开12条。\n（五）监督保障\n")
    assert lines(page) == [
        "✓ 主动公开 13 字",
        "○ 依申请公开 还没有写",
        "○ 政府信息管理 还没有写",
        "○ 政府信息公开平台建设 还没有写",
        "○ 监督保障 只有标题",
    ]
    assert page.outline.title.text() == "五个方面 1/5"
    assert page.count.text() == "20 字"
    sample.document.edit([SetText("overview", page.editor.text + "培训3次。")], "写")
    sample.document.catch_up()
    assert lines(page)[4] == "✓ 监督保障 12 字"


def test_a_click_goes_to_the_heading(sample: Window) -> None:
    page = outlined(sample, "开头。\n（一）主动公开\n公开12条。")
    place(page, 0)
    page.outline.entries.itemClicked.emit(page.outline.entries.item(0))
    assert caret(page) == len("开头。\n（一）主动公开")


def test_a_missing_heading_comes_only_when_asked_for_and_can_be_undone(sample: Window) -> None:
    text = "（一）主动公开\n公开12条。\n（三）信息管理\n有制度。"
    page = outlined(sample, text)
    missing = page.outline.entries.item(1)
    page.outline.entries.setCurrentItem(missing)
    page.outline.entries.itemClicked.emit(missing)
    assert page.editor.text == text
    assert page.outline.insert.isVisible()
    page.outline.insert.click()
    assert page.editor.text == text.replace("\n（三）", "\n（二）依申请公开\n\n（三）")
    assert page.editor.text[: caret(page)].endswith("依申请公开\n")
    assert not page.outline.insert.isVisible()
    sample.document.undo_stack.undo()
    assert page.editor.text == text


def test_a_part_without_a_heading_leads_to_where_it_is_spoken_of(sample: Window) -> None:
    page = outlined(sample, "全年组织考核两次。")
    assert lines(page)[4] == "· 监督保障 文中提到，没有标题"
    page.outline.entries.itemClicked.emit(page.outline.entries.item(4))
    assert selected(page) == "考核"


def test_another_part_lists_its_headings(sample: Window) -> None:
    page = outlined(sample, "（一）问题\n甲\n1.细节\n乙", "problems")
    assert lines(page) == ["（一）问题 11 字", "1.细节 5 字"]
    page.wear(DARK)
    assert len(lines(page)) == 2
    page = outlined(sample, "无标题。", "problems")
    assert lines(page) == []
    assert page.outline.hint.isVisible()


def actions(menu: QMenu) -> dict[str, object]:
    every: dict[str, object] = {}
    for action in menu.actions():
        inner = action.menu()
        every |= actions(inner) if isinstance(inner, QMenu) else {action.toolTip(): action}
    return every


def test_a_phrase_goes_in_only_when_chosen_and_its_first_gap_is_in_hand(sample: Window) -> None:
    sample.document.edit([SetText("overview", "甲。乙。")], "写")
    page = text_page(sample, "overview")
    place(page, 2)
    taken: list[Phrase] = []
    menu = make_phrases_menu(sample.workspace.book, "overview", taken.append, page)
    assert page.editor.text == "甲。乙。"
    mine = [p for p in shipped_phrases() if p.section == "overview"]
    assert set(actions(menu)) == {p.text for p in mine}
    gaps = next(p for p in mine if p.part == "监督保障" and GAP in p.text)
    actions(menu)[gaps.text].trigger()  # type: ignore[attr-defined]  # a QAction
    assert taken == [gaps]
    page.inserting.insert_phrase(gaps)
    assert page.editor.text == f"甲。{gaps.text}乙。"
    assert selected(page) == GAP
    assert page.editor.selection[0] == 2 + gaps.text.find(GAP)
    sample.document.undo_stack.undo()
    assert page.editor.text == "甲。乙。"


def test_all_missing_headings_go_in_as_one_step(sample: Window) -> None:
    page = text_page(sample, "overview")
    sample.document.edit(
        [SetText("overview", "（二）依申请公开\n结转16件。", (Link(11, 13, CELL),))], "写"
    )
    sample.document.catch_up()
    before = sample.document.undo_stack.count()
    assert page.outline.insert_all.isVisibleTo(page.outline)
    assert page.outline.insert_all.text() == "插入4个标题"
    page.outline.insert_all.click()
    lines = page.editor.text.split("\n")
    assert [line[:3] for line in lines if line.startswith("（")] == [
        "（一）", "（二）", "（三）", "（四）", "（五）",
    ]  # fmt: skip
    assert sample.document.undo_stack.count() == before + 1
    (link,) = sample.document.report.links["overview"]
    assert page.editor.text[link.start : link.end] == "16"
    sample.document.catch_up()
    assert not page.outline.insert_all.isVisibleTo(page.outline)
    start, end = page.editor.selection
    assert start == end == page.editor.text.index("\n") + 1
    sample.document.undo_stack.undo()
    assert page.editor.text == "（二）依申请公开\n结转16件。"


def test_a_line_of_the_outline_that_has_gone_is_not_in_hand(sample: Window) -> None:
    page = text_page(sample, "overview")
    sample.document.edit([SetText("overview", "（二）依申请公开\n收到申请。")], "写")
    sample.document.catch_up()
    page.outline.entries.setCurrentRow(0)
    assert page.outline.insert.isVisibleTo(page.outline)
    page.outline.insert.click()
    sample.document.catch_up()
    assert page.outline.entries.currentRow() == -1
    assert not page.outline.insert.isVisibleTo(page.outline)


def test_the_next_phrase_leaves_the_gap_in_hand_alone(sample: Window) -> None:
    sample.document.edit([SetText("overview", "甲。乙。")], "写")
    page = text_page(sample, "overview")
    place(page, 2)
    page.inserting.insert_phrase(Phrase("overview", f"公开{GAP}条。办结{GAP}件。"))
    assert selected(page) == GAP
    page.inserting.insert_phrase(Phrase("overview", f"解读{GAP}篇。"))
    assert page.editor.text == f"甲。公开{GAP}条。办结{GAP}件。解读{GAP}篇。乙。"
    page.inserting.insert_phrase(Phrase("overview", "完。"))
    assert page.editor.text == f"甲。公开{GAP}条。办结{GAP}件。解读{GAP}篇。完。乙。"


def test_a_gap_that_was_there_before_is_not_replaced_either(sample: Window) -> None:
    sample.document.edit([SetText("overview", f"公开{GAP}条。\n第二段。")], "写")
    page = text_page(sample, "overview")
    place(page, 2, 4)
    page.inserting.insert_phrase(Phrase("overview", "完。"))
    assert page.editor.text == f"公开{GAP}条。完。\n第二段。"


def test_a_phrase_with_figures_brings_them_linked(sample: Window) -> None:
    page = text_page(sample)
    sample.document.edit([SetText(SECTION, "")], "写")
    page.inserting.insert_phrase(Phrase(SECTION, "新收【表三·新收·总计】件。"))
    assert page.editor.text == "新收518件。"
    assert links(sample) == ["518"]
    assert sample.document.report.links[SECTION][0].address == Address(
        "applications.received.total"
    )
    place(page, 0, 6)
    page.inserting.add_phrase()
    assert sample.workspace.book.of_section(SECTION)[-1].text == "新收【表三·新收·总计】件"


@pytest.fixture
def dialog(sample: Window, answers: Answers, tmp_path: Path) -> PhrasesDialog:
    book, form = sample.workspace.book, sample.document.report.form
    return PhrasesDialog(book, form, answers, str(tmp_path), sample)


def pick(dialog: PhrasesDialog, text: str) -> None:
    found = dialog.tree.findItems(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0)
    dialog.tree.setCurrentItem(found[0])


def test_phrases_are_added_edited_and_deleted(dialog: PhrasesDialog, sample: Window) -> None:
    book = sample.workspace.book
    dialog.place.setCurrentText("五、问题改进")
    dialog.text.setPlainText("甲句。")
    dialog.add.click()
    new = Phrase("problems", "甲句。")
    assert book.all() == (*shipped_phrases(), new)
    pick(dialog, "甲句。")
    assert dialog.in_hand() == new
    assert not dialog.keep.isEnabled()
    dialog.text.setPlainText("乙句。")
    dialog.keep.click()
    assert book.all()[-1] == Phrase("problems", "乙句。")
    dialog.remove.click()
    assert book.all() == shipped_phrases()


def test_phrases_go_out_and_come_in_as_a_file(
    dialog: PhrasesDialog, sample: Window, answers: Answers, tmp_path: Path
) -> None:
    book = sample.workspace.book
    answers.path = tmp_path / "常用语.json"
    dialog.export_file()
    assert read_phrases(answers.path) == shipped_phrases()
    gone = shipped_phrases()[0]
    pick(dialog, gone.text)
    dialog.remove.click()
    dialog.import_file()
    assert set(book.all()) == set(shipped_phrases())
    assert dialog.told.text() == "导入了1条。"
    answers.path.write_text("不是", "utf-8")
    dialog.import_file()
    assert "没有读取" in answers.told[0]
    assert set(book.all()) == set(shipped_phrases())


def test_a_damaged_file_of_phrases_is_told_of_in_the_menu(sample: Window) -> None:
    from core.settings.settings import config_folder

    file = config_folder() / "phrases.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{", "utf-8")
    page = text_page(sample)
    menu = make_phrases_menu(sample.workspace.book, SECTION, page.inserting.insert_phrase, page)
    assert "没有读取" in menu.actions()[0].text()
    assert not menu.actions()[0].isEnabled()
    page.inserting.add_phrase()
    assert file.read_text("utf-8") == "{"
