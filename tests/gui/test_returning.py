"""A returned Word document: nothing enters the report unasked, and one press is one step back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.document.encode import encode
from core.figures.address import Address
from core.report.edits import SetFigure
from gui.frame.window import Window
from gui.returning.window import ReturnWindow
from tests.core.returned_files import edited
from tests.gui.conftest import Answers

NATURAL = Address("applications.received.natural")
TEXT = ("全年办培训3次", "全年举办培训3次")
FIGURE = (">516<"[1:-1], "517")


@pytest.fixture
def returned(sample: Window, answers: Answers, tmp_path: Path, qtbot: QtBot) -> ReturnWindow:
    """Export the sample, let somebody edit it, and read it back by the menu."""
    path = tmp_path / "年报.docx"
    answers.path = path
    sample.exporting.export(".docx", "Word 文档（供审阅）", for_review=True)
    path.write_bytes(edited(path.read_bytes(), [TEXT, FIGURE], [("评议用问卷", "补充份数")]))
    sample.menus.actions_by_name["return"].trigger()
    window = sample.findChild(ReturnWindow)
    assert window is not None
    with qtbot.waitExposed(window):
        window.show()
    return window


def items(window: ReturnWindow) -> list[QTreeWidgetItem]:
    return window._items()


def test_nothing_enters_before_it_is_asked_for(returned: ReturnWindow, sample: Window) -> None:
    before = encode(sample.document.report)
    assert [(item.text(0), item.text(1)) for item in items(returned)] == [
        ("＋ 第16段", "只有对方改了"),
        ("＋ “一、本年新收政府信息公开申请数量”自然人", "只有对方改了；≠ 改后不平"),
    ]
    assert "导出）" in returned.summary.text()
    assert "批注1条" in returned.summary.text()
    items(returned)[1].setCheckState(0, Qt.CheckState.Checked)
    returned.close()
    assert encode(sample.document.report) == before


def test_the_three_versions_stand_side_by_side(returned: ReturnWindow) -> None:
    panes = returned.panes
    assert "全年办培训3次" in panes.exported.toPlainText()
    assert "全年举办培训3次" in panes.theirs.toPlainText()
    assert panes.theirs.accessibleDescription() == "加上“举”"
    assert "underline" in panes.theirs.toHtml()
    assert panes.now.accessibleDescription() == "没有改动"
    assert "补充份数" in returned.said.text()
    returned.tree.setCurrentItem(items(returned)[1])
    assert panes.theirs.toPlainText() == "516517"
    assert "line-through" in panes.theirs.toHtml()
    assert "改后，本列（自然人）仍不平" in returned.verdict.text()


def test_one_press_is_one_step_back(returned: ReturnWindow, sample: Window) -> None:
    document = sample.document
    before = encode(document.report)
    for item in items(returned):
        item.setCheckState(0, Qt.CheckState.Checked)
    returned.take.click()
    assert document.report.value(NATURAL).text == "517"
    assert "全年举办培训3次" in document.report.texts["overview"]
    assert items(returned) == []
    assert "已经一样" in returned.summary.text()
    document.undo_stack.undo()
    assert encode(document.report) == before
    assert len(items(returned)) == 2


def test_the_harmless_are_chosen_by_one_button(returned: ReturnWindow, sample: Window) -> None:
    returned.choose.click()
    states = [item.checkState(0) for item in items(returned)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    returned.take.click()
    assert sample.document.report.value(NATURAL).text == "516"
    assert len(items(returned)) == 1


def test_the_keys_do_all_of_it(returned: ReturnWindow, sample: Window, qtbot: QtBot) -> None:
    returned.activateWindow()
    qtbot.waitUntil(returned.isActiveWindow)
    returned.tree.setFocus()
    qtbot.keyClick(returned.tree, Qt.Key.Key_Return)
    qtbot.keyClick(returned.tree, Qt.Key.Key_Space)
    assert items(returned)[0].checkState(0) is Qt.CheckState.Checked
    for words in ("三、申请办理", "三、申请办理　“一、本年新收政府信息公开申请数量”自然人"):
        qtbot.keyClick(returned.tree, Qt.Key.Key_Down)
        assert returned.place.text() == words
    qtbot.keyClick(returned, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    texts = sample.document.report.texts
    qtbot.waitUntil(lambda: "全年举办培训3次" in texts["overview"])
    qtbot.keyClick(returned, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "全年举办培训3次" not in texts["overview"]


def test_an_edit_in_the_window_is_held_against_it_at_once(
    returned: ReturnWindow, sample: Window
) -> None:
    sample.document.edit([SetFigure(NATURAL, "530")], "填写")
    assert items(returned)[1].text(1).startswith("双方都改了")
    sample.document.edit([SetFigure(NATURAL, "517")], "填写")
    assert len(items(returned)) == 1


def test_a_file_of_another_kind_is_told(sample: Window, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "别的.docx"
    path.write_text("不是文档", "utf-8")
    answers.path = path
    sample.menus.actions_by_name["return"].trigger()
    assert len(answers.told) == 1
    assert sample.findChild(ReturnWindow) is None
