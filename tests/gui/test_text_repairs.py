"""A text is put right by one click, in the list and in the text; the list can be copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from core.report.finding import Finding
from gui.frame.commands import Commands
from gui.frame.menus import Menus
from gui.frame.window import Window
from gui.panel.finding_item import Deed
from gui.panel.findings_list import FindingsList
from gui.texts.text_page import TextPage
from tests.gui.writing import compose, linked_page, place, text_page

SECTION = "overview"
RIGHT = "2020年，全市收到政府信息公开申请518件。"
WRONG = RIGHT.replace("518", "520")


@pytest.fixture
def wrong(sample: Window) -> Window:
    """The sample, balanced, with a number that contradicts its table and a word written twice."""
    fixed = [
        SetFigure(Address("applications.carried_out.natural"), "17"),
        SetFigure(Address("applications.carried_out.legal"), "0"),
    ]
    sample.document.edit([*fixed, SetText(SECTION, WRONG + "推进公开公开工作。")], "准备")
    sample.document.catch_up()
    return sample


def findings_of(window: Window) -> FindingsList:
    return window.workspace.panel.findings


def take(window: Window, code: str) -> Finding:
    """Take a finding in hand in the list."""
    listed = findings_of(window)
    found = next(finding for finding in listed.in_order if finding.code == code)
    listed.select(found)
    listed.setFocus()
    return found


def written(window: Window) -> str:
    return window.document.report.texts[SECTION]


def codes(window: Window) -> set[str]:
    return {finding.code for finding in findings_of(window).in_order}


def test_a_key_puts_the_number_right_links_it_and_stays_in_the_list(wrong: Window) -> None:
    wrong.workspace.show_section("problems")
    take(wrong, "X01")
    entry = findings_of(wrong).in_hand
    assert entry is not None
    assert "按Ctrl+回车改为518并链接。" in entry.spoken
    assert entry.deeds[0] == (Deed.REPAIR, "改为518并链接")
    QTest.keyClick(findings_of(wrong), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert written(wrong) == RIGHT + "推进公开公开工作。"
    (link,) = wrong.document.report.links[SECTION]
    assert (written(wrong)[link.start : link.end], link.address.section) == ("518", "applications")
    assert "X01" not in codes(wrong)
    assert findings_of(wrong).hasFocus()
    page = wrong.workspace.writing_in_hand()
    assert page is not None
    assert page.editor.textCursor().selectedText() == "518"
    wrong.document.undo_stack.undo()
    assert written(wrong) == WRONG + "推进公开公开工作。"
    assert wrong.document.report.links.get(SECTION, ()) == ()


def test_a_click_on_the_words_drops_the_doubled_word(wrong: Window) -> None:
    take(wrong, "X81")
    listed = findings_of(wrong)
    row = listed.currentRow()
    listed.scrollToItem(listed.item(row))
    rect = listed.visualItemRect(listed.item(row))
    ways = [(x, y) for y in range(rect.top(), rect.bottom(), 4) for x in range(0, rect.right(), 4)]
    hit = next(QPoint(x, y) for x, y in ways if listed._deed_at(QPoint(x, y)) is Deed.REPAIR)
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=hit)
    assert written(wrong) == WRONG + "推进公开工作。"
    assert "X81" not in codes(wrong)
    assert wrong.document.undo_stack.undoText() == "改正文字"


def test_what_is_composed_is_kept_and_the_repair_finds_its_place(wrong: Window) -> None:
    page = text_page(wrong, SECTION)
    found = take(wrong, "X01")
    page.editor.setFocus()
    place(page, 0)
    compose(page, "jin")
    findings_of(wrong).do(Deed.REPAIR, findings_of(wrong).in_order.index(found))
    assert written(wrong) == "jin" + RIGHT + "推进公开公开工作。"
    assert page.editor.text == written(wrong)


def test_f2_still_writes_a_note_and_an_explained_finding_is_left_alone(wrong: Window) -> None:
    take(wrong, "X01")
    listed = findings_of(wrong)
    QTest.keyClick(listed, Qt.Key.Key_F2)
    assert listed.editor.isVisible()
    QTest.keyClicks(listed.editor, "x")
    QTest.keyClick(listed.editor, Qt.Key.Key_Return)
    take(wrong, "X01")
    QTest.keyClick(listed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert written(wrong).startswith(WRONG)


def offers(page: TextPage, at: int) -> list[str]:
    page.editor.setTextCursor(page.editor.cursor_at(at, at))
    point = page.editor.cursorRect().center() + QPoint(2, 0)
    menu = page._make_menu(point)
    words = [action.text() for action in menu.actions()]
    for action in menu.actions():
        if action.text().startswith(("改为", "删去")):
            action.trigger()
    menu.deleteLater()
    return words


def test_the_menu_of_the_text_offers_the_repair_at_the_spot(wrong: Window) -> None:
    page = text_page(wrong, SECTION)
    assert not any(word.startswith("改为") for word in offers(page, 2))
    assert "改为518并链接" in offers(page, WRONG.index("520"))
    assert written(wrong) == RIGHT + "推进公开公开工作。"
    assert page.editor.textCursor().selectedText() == "518"
    assert "删去一个“公开”" in offers(page, len(WRONG) + 3)
    assert written(wrong) == RIGHT + "推进公开工作。"


def test_a_finding_and_all_of_them_are_copied_with_all_they_say(wrong: Window) -> None:
    found = take(wrong, "X01")
    copied = QApplication.clipboard()
    wrong.menus.actions_by_name["copy"].trigger()
    assert copied.text().startswith("【提醒】一、总体情况（表三·")
    for said in (found.message, "两个数：520与518，相差2。", found.advice):
        assert said in copied.text()
    wrong.menus.actions_by_name["copy_findings"].trigger()
    assert "1. 【" in copied.text()
    assert all(f.message in copied.text() and f.advice in copied.text()
               for f in wrong.document.inspection.findings)  # fmt: skip


def test_copying_elsewhere_copies_what_is_selected_there(wrong: Window) -> None:
    take(wrong, "X01")
    page = linked_page(wrong)
    page.editor.selectAll()
    wrong.menus.actions_by_name["copy"].trigger()
    assert QApplication.clipboard().text() == page.editor.text


def test_the_list_has_a_context_menu(wrong: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[tuple[str, bool]]] = []

    def noted(menus: Menus, _place: QPoint, names: tuple[str, ...], commands: Commands) -> None:
        actions = menus.extend(QMenu(wrong), names, commands).actions()
        shown.append([(action.text(), action.isEnabled()) for action in actions])

    monkeypatch.setattr(Menus, "open_at", noted)
    take(wrong, "X01")
    listed = findings_of(wrong)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(listed.viewport(), event)
    assert shown == [
        [
            ("改为518并链接", True),
            ("写说明、确认或者沿用", True),
            ("复制", True),
            ("复制全部", True),
        ]
    ]
    bare = next(f for f in listed.in_order if f.repair is None)
    listed.select(bare)
    QApplication.sendEvent(listed.viewport(), event)
    assert shown[1][0] == ("改正文字", False)
