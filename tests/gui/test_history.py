"""The list of edits: what changed between two moments, and going back to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.document.encode import encode
from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from gui.files.history import HistoryDialog
from gui.frame.window import Window

CELL = Address("applications.received.natural")


@pytest.fixture
def dialog(sample: Window, qtbot: QtBot) -> HistoryDialog:
    """Show three edits of the sample: a figure, a text, the figure again."""
    document = sample.document
    document.edit([SetFigure(CELL, "517")], "填写")
    document.edit([SetText("problems", "只有一句。")], "修改文字")
    document.edit([SetFigure(CELL, "518")], "填写")
    made = HistoryDialog(document, sample)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: HistoryDialog) -> list[QTreeWidgetItem]:
    """Return the lines that stand for a state, as they are listed."""
    found = []
    for n in range(dialog.tree.topLevelItemCount()):
        top = dialog.tree.topLevelItem(n)
        assert top is not None
        found += [top, *(top.child(k) for k in range(top.childCount()))]
    return [item for item in found if item.data(0, Qt.ItemDataRole.UserRole) is not None]


def choose(dialog: HistoryDialog, *numbers: int) -> None:
    dialog.tree.clearSelection()
    for number in numbers:
        rows(dialog)[number].setSelected(True)


def shown(dialog: HistoryDialog) -> list[list[str]]:
    items = [
        dialog.differences.topLevelItem(n) for n in range(dialog.differences.topLevelItemCount())
    ]
    return [[item.text(column) for column in range(4)] for item in items]


def test_the_moments_are_listed_the_latest_first(dialog: HistoryDialog) -> None:
    told = [[item.text(1), item.text(2)] for item in rows(dialog)]
    place = "“一、本年新收政府信息公开申请数量”自然人"
    assert told[1:-1] == [
        ["填写", place],
        ["修改文字", "五、存在的主要问题及改进情况"],
        ["填写", place],
    ]
    assert rows(dialog)[0].text(0) == "现在"
    assert dialog.told.text() == "这是现在的样子。"
    assert not dialog.back.isEnabled()


def test_one_moment_is_held_against_now_and_two_against_each_other(dialog: HistoryDialog) -> None:
    choose(dialog, 2)
    assert [line[2:] for line in shown(dialog)] == [["517", "518（增加1）"]]
    choose(dialog, 2, 3)
    assert [line[0] for line in shown(dialog)] == ["五、存在的主要问题及改进情况"]
    choose(dialog, 4)
    assert len(shown(dialog)) == 2
    assert "最早的记录以前" in dialog.told.text()
    choose(dialog, 1, 2, 3)
    assert shown(dialog) == []
    assert not dialog.back.isEnabled()


def test_what_was_struck_or_added_in_a_text_is_marked_by_lines(dialog: HistoryDialog) -> None:
    choose(dialog, 2, 3)
    item = dialog.differences.topLevelItem(0)
    marked = [item.data(column, Qt.ItemDataRole.UserRole + 1) for column in (2, 3)]
    assert ["line-through" in words.html for words in marked] == [True, False]
    assert ["underline" in words.html for words in marked] == [False, True]
    dialog.differences.grab()
    assert dialog.differences.sizeHintForIndex(dialog.differences.indexFromItem(item, 2)).height()
    spoken = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "删去“" in spoken
    assert "加上“" in spoken


def test_an_export_is_remembered_as_a_moment_without_a_change(sample: Window) -> None:
    document = sample.document
    before = encode(document.report)
    document.mark("导出 Word 文档")
    (moment,) = document.history.moments
    assert (moment.label, moment.steps) == ("导出 Word 文档", ())
    assert encode(document.history.before(document.report, 0)) == before
    assert not document.has_work


def test_going_back_is_one_new_edit(dialog: HistoryDialog, sample: Window) -> None:
    document = sample.document
    now = encode(document.report)
    choose(dialog, 4)
    dialog.back.click()
    assert document.report.value(CELL).text == "516"
    assert document.undo_stack.undoText() == "回到最早的记录以前"
    assert len(document.history) == 4
    document.undo_stack.undo()
    assert encode(document.report) == now


def test_the_history_comes_back_with_the_file(
    dialog: HistoryDialog, sample: Window, tmp_path: Path
) -> None:
    path = tmp_path / "a.nianbao"
    sample.document.save(path)
    moments = sample.document.history.moments
    sample.document.open(path)
    assert sample.document.history.moments == moments
    sample.document.show(sample.document.report)
    assert len(sample.document.history) == 0


def test_back_and_forward_and_back_again_over_a_save(
    dialog: HistoryDialog, sample: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    """Going back is no dead end: what was left stays in the list, also once saved and reopened."""
    document = sample.document
    now = {address: value.text for address, value in document.report.values.items()}
    text = document.report.texts["problems"]
    choose(dialog, 4)
    dialog.back.click()
    past = encode(document.report)
    document.save(tmp_path / "a.nianbao")
    document.open(tmp_path / "a.nianbao")
    forward = HistoryDialog(document, sample)
    qtbot.addWidget(forward)
    assert rows(forward)[1].text(1) == "回到最早的记录以前"
    choose(forward, 2)
    forward.back.click()
    assert {a: v.text for a, v in document.report.values.items()} == now
    assert document.report.texts["problems"] == text
    back = HistoryDialog(document, sample)
    qtbot.addWidget(back)
    choose(back, 2)
    back.back.click()
    assert encode(document.report) == past
    assert len(document.history) == 6
