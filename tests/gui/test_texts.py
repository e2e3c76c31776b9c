"""Writing the texts: one undo for all, in sensible steps; pasting; headings; the way to a spot."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.report.edits import SetFigure, SetText
from gui.frame.cover_page import CoverPage
from gui.frame.window import Window
from gui.texts.text_page import TextPage
from tests.gui.writing import CELL, SECTION, caret, place, text_page


def test_what_is_typed_is_in_the_document(sample: Window) -> None:
    page = text_page(sample)
    before = sample.document.report.texts[SECTION]
    place(page, len(before))
    QTest.keyClicks(page.editor, "abc")
    assert sample.document.report.texts[SECTION] == before + "abc"
    sample.document.undo_stack.undo()
    assert sample.document.report.texts[SECTION] == before
    assert page.editor.text == before


def test_figures_and_texts_share_one_undo(sample: Window) -> None:
    page = text_page(sample)
    before = page.editor.text
    QTest.keyClicks(page.editor, "x")
    sample.document.edit([SetFigure(CELL, "17")], "填写")
    QTest.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sample.document.report.value(CELL).text == "16"
    assert page.editor.text == "x" + before
    QTest.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.text == before


def test_a_step_is_a_sentence_or_a_place_or_less(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "")], "清空")
    page = text_page(sample)
    undo = sample.document.undo_stack.undo
    for words in ("甲", "乙。", "丙", "丁"):
        done = QInputMethodEvent("", [])
        done.setCommitString(words)
        QApplication.sendEvent(page.editor, done)
    place(page, 0)
    QTest.keyClicks(page.editor, "ab")
    QTest.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert page.editor.text == "a甲乙。丙丁"
    seen = []
    for _ in range(3):
        undo()
        seen.append(page.editor.text)
    assert seen == ["甲乙。丙丁", "甲乙。", ""]


def test_undo_takes_the_caret_to_what_it_changed(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "一二三四五")], "写")
    page = text_page(sample)
    place(page, 2)
    QTest.keyClicks(page.editor, "xy")
    place(page, 0)
    sample.document.undo_stack.undo()
    assert (page.editor.text, caret(page)) == ("一二三四五", 2)


def paste(page: object, text: str) -> None:
    data = QMimeData()
    data.setHtml("<b>粗体</b>")
    data.setText(text)
    page.editor.insertFromMimeData(data)  # type: ignore[attr-defined]  # a TextPage


def test_a_paste_is_plain_text_without_debris_and_one_step(sample: Window) -> None:
    page = text_page(sample)
    before = page.editor.text
    QTest.keyClicks(page.editor, "x")
    paste(page, "　　第一行\r\n\uf0b7\t第二行\v第\u200b三\u00a0行")
    pasted = "第一行\n第二行\n第三 行"
    assert sample.document.report.texts[SECTION] == f"x{pasted}{before}"
    assert caret(page) == len(pasted) + 1
    sample.document.undo_stack.undo()
    assert page.editor.text == "x" + before


def test_a_paste_replaces_the_selection(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "一二😀三四")], "写")
    page = text_page(sample)
    place(page, 1, 4)
    paste(page, "𠮷")
    assert sample.document.report.texts[SECTION] == "一𠮷四"
    assert caret(page) == 2


def test_what_was_read_is_not_rewritten_by_showing_it(sample: Window) -> None:
    text = "共\u00a012件　　𠮷\tx"
    sample.document.edit([SetText(SECTION, text)], "读取")
    page = text_page(sample)
    assert page.editor.text == text
    place(page, len(text))
    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(page.editor, "y")
    assert sample.document.report.texts[SECTION] == text + "\ny"


def test_a_change_from_elsewhere_keeps_the_rest_of_the_text(sample: Window) -> None:
    page = text_page(sample, "overview")
    text = sample.document.report.texts["overview"]
    changed = text[:20] + "𠮷😀" + text[20:]
    place(page, 30)
    sample.document.edit([SetText("overview", changed)], "修改")
    assert page.editor.text == changed
    assert caret(page) == 32
    sample.document.undo_stack.undo()
    assert page.editor.text == text


def test_headings_are_shown_and_follow_what_is_typed(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "　（一）收费。无。\n无")], "写")
    page = text_page(sample)
    page.highlighter.rehighlight()

    def bold(line: int) -> list[tuple[int, int]]:
        block = page.editor.document().findBlockByNumber(line)
        return [
            (shown.start, shown.length)  # type: ignore[attr-defined]  # its stubs name no field
            for shown in block.layout().formats()
            if shown.format.fontWeight() == QFont.Weight.Bold  # type: ignore[attr-defined]  # nor this
        ]

    assert (bold(0), bold(1)) == ([(1, 6)], [])
    place(page, len(page.editor.text) - 1)
    QTest.keyClicks(page.editor, "1.")
    assert bold(1) == [(0, 3)]


def test_a_finding_selects_its_sentence(sample: Window) -> None:
    text = "😀2020年，全市收到政府信息公开申请520件。"
    sample.document.edit([SetText("overview", text)], "修改")
    assert sample.document.inspection.is_behind
    sample.document.catch_up()
    found = [f for f in sample.document.inspection.of_section("overview") if f.spot and f.left]
    assert found
    sample.workspace.leading.show_finding(found[0])
    page = text_page(sample, "overview")
    spot = found[0].spot
    assert spot is not None
    assert page.editor.textCursor().selectedText() == text[spot.start : spot.end]
    assert page.marks.explain(spot.start) == found[0].message
    assert page.marks.explain(0) == ""


def test_the_cover_names_the_organ(sample: Window) -> None:
    page = sample.workspace.show_section("cover")
    assert isinstance(page, CoverPage)
    page.organ.selectAll()
    QTest.keyClicks(page.organ, "A")
    assert sample.document.report.organ == "A"
    assert "A2020年政府信息公开工作年度报告" in page.title.text()
    sample.document.undo_stack.undo()
    assert page.organ.text() == "慈溪市人民政府"


def test_marks_of_what_was_deleted_are_not_looked_for(sample: Window) -> None:
    page = sample.workspace.show_section("overview")
    assert isinstance(page, TextPage)
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.editor.insertPlainText("工作工作完成了了100。100％％")
    sample.document.catch_up()
    page.editor.selectAll()
    page.editor.insertPlainText("短")
    sample.preferences.set(theme="dark")  # all is painted anew before the texts are checked
    page.mark()
    assert page.editor.extraSelections() is not None
