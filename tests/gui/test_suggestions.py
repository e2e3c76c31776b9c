"""The panel tells what to change: found in the pause, adopted with a click, undone with one key."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.origin import Source
from gui.frame.window import Window
from gui.panel.suggestion_box import SuggestionBox
from gui.tables.table_model import LOOK, CellLook
from gui.tables.table_page import TablePage

NATURAL_OUT = Address("applications.carried_out.natural")
LEGAL_OUT = Address("applications.carried_out.legal")


@pytest.fixture
def box(sample: Window) -> SuggestionBox:
    sample.workspace.show_section("applications")
    return sample.workspace.panel.suggestions


def words(box: SuggestionBox) -> list[str]:
    return [choice.suggestion.words for choice in box.choices]


def page_of(window: Window) -> TablePage:
    page = window.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    return page


def lit(window: Window) -> set[Address]:
    model = page_of(window).view.form_model
    found = set()
    for address in model.table.figures:
        look = model.place(address).data(LOOK)
        assert isinstance(look, CellLook)
        if look.part is not None:
            found.add(address)
    return found


def test_the_first_suggestion_is_the_right_one(box: SuggestionBox) -> None:
    assert box.isVisible()
    assert len(box.choices) == 1
    assert "1件从法律服务机构移到自然人" in words(box)[0]
    assert "四、结转下年度继续办理" in words(box)[0]
    assert box.choices[0].more.text() == "还有2种改法"


def test_no_label_of_the_window_shows_a_tag(sample: Window, box: SuggestionBox) -> None:
    assert box.choices
    sample.show()
    labels = sample.findChildren(QLabel)
    plain = [each.text() for each in labels if each.textFormat() is not Qt.TextFormat.RichText]
    assert [words for words in plain if re.search(r"</?\w+>", words)] == []


def test_the_others_come_on_demand(box: SuggestionBox) -> None:
    box.choices[0].more.click()
    assert len(words(box)) == len(set(words(box))) == 3


def test_one_click_adopts_and_one_undo_takes_back(sample: Window, box: SuggestionBox) -> None:
    document = sample.document
    box.choices[0].take.click()
    report, stack = document.report, document.undo_stack
    assert (report.figure(NATURAL_OUT), report.figure(LEGAL_OUT)) == (17, 0)
    origin = report.origin(NATURAL_OUT)
    assert origin is not None
    assert origin.source is Source.SUGGESTED
    assert not document.inspection.board.count()[Balance.UNBALANCED]
    assert stack.count() == 1
    assert stack.undoText() == "采用改动建议"
    assert page_of(sample).view.address_in_hand() == NATURAL_OUT
    assert "采用改动建议" in sample.workspace.panel.card.words.text()
    assert box.isVisible()
    assert not box.choices
    stack.undo()
    assert (report.figure(NATURAL_OUT), report.figure(LEGAL_OUT)) == (16, 1)
    document.edit([SetFigure(NATURAL_OUT, "17"), SetFigure(LEGAL_OUT, "0")], "填写")
    assert not box.isVisible()


def test_it_says_what_it_did_until_the_next_change(sample: Window, box: SuggestionBox) -> None:
    box.choices[0].take.click()
    assert "已照建议改动" in box._told
    sample.document.edit([SetFigure(NATURAL_OUT, "17 ")], "填写")
    assert box._told == ""
    assert not box.isVisible()


def test_a_key_makes_suggestions_vanish_and_the_pause_brings_them_back(
    sample: Window, box: SuggestionBox, qtbot: QtBot
) -> None:
    sample.document.edit([SetFigure(LEGAL_OUT, "2")], "填写")
    assert not box.choices
    assert box.isVisible()  # its place stays, or all below would jump with every key
    qtbot.waitUntil(lambda: bool(box.choices))
    assert "改" in words(box)[0]


def test_a_table_in_order_needs_no_suggestion(sample: Window, box: SuggestionBox) -> None:
    sample.document.edit([SetFigure(NATURAL_OUT, "17"), SetFigure(LEGAL_OUT, "0")], "填写")
    assert not box.isVisible()
    sample.document.undo_stack.undo()
    sample.workspace.show_section("remedies")
    assert not box.isVisible()
    sample.workspace.show_section("applications")
    assert box.choices


def test_where_no_small_change_helps_it_says_so(sample: Window, box: SuggestionBox) -> None:
    columns = ("natural", "business", "research", "welfare", "legal", "other")
    numbers = ("3571", "9206", "4418", "7029", "1863", "5294")
    spoilt = [
        SetFigure(Address(f"applications.received.{column}"), number)
        for column, number in zip(columns, numbers, strict=True)
    ]
    sample.document.edit(spoilt, "填写")
    sample.workspace.panel.search.search()
    assert box.isVisible()
    found = box._found
    assert found is not None
    assert found.unrepaired
    assert "没有找到小的改动" in found.words


def test_pointing_at_a_suggestion_lights_its_cells(sample: Window, box: SuggestionBox) -> None:
    choice = box.choices[0]
    choice.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert lit(sample) == {NATURAL_OUT, LEGAL_OUT}
    choice.leaveEvent(QEvent(QEvent.Type.Leave))
    assert lit(sample) == set()
    QApplication.sendEvent(choice.take, QFocusEvent(QEvent.Type.FocusIn))
    assert lit(sample) == {NATURAL_OUT, LEGAL_OUT}
    QApplication.sendEvent(choice.take, QFocusEvent(QEvent.Type.FocusOut))
    assert lit(sample) == set()


def test_it_works_without_a_mouse(sample: Window, box: SuggestionBox) -> None:
    button = box.choices[0].take
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert sample.document.report.figure(NATURAL_OUT) == 17
    assert button.accessibleName().startswith("采用：")


def test_the_strip_tells_the_column_in_hand_with_every_digit(sample: Window) -> None:
    page = page_of(sample)
    page.view.go_to(NATURAL_OUT)
    assert page.strip.words_in_hand() == "自然人　应办 528 · 办结 511 · 结转 16 · 还差 1"
    QTest.keyClicks(page.view.viewport(), "1")
    assert page.strip.words_in_hand() == "自然人　应办 528 · 办结 511 · 结转 1 · 还差 16"
    sample.document.edit([SetFigure(NATURAL_OUT, "18")], "填写")
    assert page.strip.words_in_hand().endswith("多出 1")
    sample.document.edit([SetFigure(NATURAL_OUT, "17")], "填写")
    assert page.strip.words_in_hand().endswith("平")
    sample.document.edit([SetFigure(NATURAL_OUT, "")], "填写")
    assert page.strip.words_in_hand().endswith("缺 1 格")
    page.view.go_to(LEGAL_OUT)
    assert page.strip.words_in_hand().startswith("法律服务机构")
    assert page.strip.accessibleDescription().startswith("法律服务机构")


def test_the_card_tells_the_cell_in_hand(sample: Window) -> None:
    page = page_of(sample)
    page.view.go_to(Address("applications.concluded.natural"))
    shown = sample.workspace.panel.card.words.text()
    for words_of in ("（七）总计", "由程序计算", "还差 1", "依据："):
        assert words_of in shown


def test_the_card_tells_of_what_was_typed_with_the_findings(sample: Window) -> None:
    page, panel = page_of(sample), sample.workspace.panel
    page.view.go_to(NATURAL_OUT)
    QTest.keyClicks(page.view.viewport(), "1")
    sample.workspace.catch_up()
    assert "还差 16" in panel.card.words.text()
    editor = page.view.delegate.editor
    assert editor is not None
    QTest.keyClicks(editor, "8")
    tally = sample.document.inspection.board.of(NATURAL_OUT)[0]
    sample.workspace.leading.show_tally(tally)
    told = panel.card.words.text()
    assert tally.identity.place in told
    sample.workspace.catch_up()
    assert panel.card.words.text() == told  # who asked for the tally since then keeps it


def test_a_column_without_blanks_is_no_longer_pale(sample: Window, qtbot: QtBot) -> None:
    page, painted = page_of(sample), QRegion()
    sample.show()
    sample.document.edit([SetFigure(NATURAL_OUT, "")], "清除")

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            nonlocal painted
            if isinstance(event, QPaintEvent):
                painted += event.region()
            return False

    QApplication.processEvents()
    watch = Watch()
    page.strip.installEventFilter(watch)
    sample.document.edit([SetFigure(NATURAL_OUT, "16")], "填写")
    qtbot.waitUntil(lambda: not painted.isEmpty())
    column = page.view.form_model.place(NATURAL_OUT).column()
    x = page.view.header.sectionViewportPosition(column) + page.view.header.sectionSize(column) // 2
    height = page.strip.height()
    for part in (1, 3, 5, 7):
        assert painted.contains(QPoint(x, height * part // 8)), part


def test_a_digit_where_nothing_fails_makes_no_box_anew(sample: Window, box: SuggestionBox) -> None:
    sample.workspace.show_section("overview")
    assert box.isHidden()
    before = box.widget()
    sample.document.edit([SetFigure(NATURAL_OUT, "15")], "填写")
    assert box.widget() is before
    sample.workspace.show_section("applications")
    assert box.choices
    assert box.isVisible()
