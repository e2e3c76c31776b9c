"""Writing the texts: one undo for all, the input method, the cursor, the jump to a sentence."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.address import Address
from core.edit import SetFigure, SetText
from gui.cover_page import CoverPage
from gui.text_page import TextPage
from gui.window import Window


def text_page(window: Window, section: str) -> TextPage:
    page = window.workspace.show_section(section)
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    return page


def test_what_is_typed_is_in_the_document(sample: Window) -> None:
    page = text_page(sample, "other_matters")
    before = sample.document.report.texts["other_matters"]
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.End)
    QTest.keyClicks(page.editor, "abc")
    assert sample.document.report.texts["other_matters"] == before + "abc"
    sample.document.undo_stack.undo()
    assert sample.document.report.texts["other_matters"] == before
    assert page.editor.toPlainText() == before


def test_figures_and_texts_share_one_undo(sample: Window) -> None:
    address = Address("applications.carried_out.natural")
    page = text_page(sample, "other_matters")
    before = page.editor.toPlainText()
    QTest.keyClicks(page.editor, "x")
    sample.document.edit([SetFigure(address, "17")], "填写")
    QTest.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sample.document.report.value(address).text == "16"
    assert page.editor.toPlainText() == "x" + before
    QTest.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.toPlainText() == before


def test_nothing_is_touched_while_the_input_method_composes(sample: Window) -> None:
    page = text_page(sample, "other_matters")
    before = sample.document.report.texts["other_matters"]
    QApplication.sendEvent(page.editor, QInputMethodEvent("gongkai", []))
    assert sample.document.report.texts["other_matters"] == before
    address = Address("applications.carried_out.natural")
    sample.document.edit([SetFigure(address, "17")], "填写")
    assert page.editor.textCursor().block().layout().preeditAreaText() == "gongkai"
    done = QInputMethodEvent("", [])
    done.setCommitString("公开")
    QApplication.sendEvent(page.editor, done)
    assert sample.document.report.texts["other_matters"] == "公开" + before


def test_a_paste_is_plain_text(sample: Window) -> None:
    page = text_page(sample, "other_matters")
    before = page.editor.toPlainText()
    data = QMimeData()
    data.setHtml("<b>粗体</b>")
    data.setText("第一行\r\n第二行")
    page.editor.insertFromMimeData(data)
    assert sample.document.report.texts["other_matters"] == "第一行\n第二行" + before


def test_a_change_from_elsewhere_keeps_the_rest_of_the_text(sample: Window) -> None:
    page = text_page(sample, "overview")
    text = sample.document.report.texts["overview"]
    changed = text[:20] + "𠮷😀" + text[20:]
    sample.document.edit([SetText("overview", changed)], "修改")
    assert page.editor.toPlainText() == changed
    sample.document.undo_stack.undo()
    assert page.editor.toPlainText() == text


def test_a_finding_selects_its_sentence(sample: Window) -> None:
    text = "😀2020年，全市收到政府信息公开申请520件。"
    sample.document.edit([SetText("overview", text)], "修改")
    assert sample.document.inspection.is_behind
    sample.document.catch_up()
    found = [f for f in sample.document.inspection.of_section("overview") if f.spot and f.left]
    assert found
    sample.workspace.show_finding(found[0])
    page = text_page(sample, "overview")
    spot = found[0].spot
    assert spot is not None
    assert page.editor.textCursor().selectedText() == text[spot.start : spot.end]


def test_the_cover_names_the_organ(sample: Window) -> None:
    page = sample.workspace.show_section("cover")
    assert isinstance(page, CoverPage)
    page.organ.selectAll()
    QTest.keyClicks(page.organ, "A")
    assert sample.document.report.organ == "A"
    assert "A2020年政府信息公开工作年度报告" in page.title.text()
    sample.document.undo_stack.undo()
    assert page.organ.text() == "慈溪市人民政府"
