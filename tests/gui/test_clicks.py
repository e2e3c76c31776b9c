"""Double clicks: none falls on what the first click brought, and each takes what a reader means."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.document.file import load, save
from core.report.edits import SetText
from core.report.finding import Finding, Severity, Spot
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.texts.editor import Writing
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, SHIFT, Keyboard

TEXT = "2024年1月1日至2024年底，公开3,130条。第二句占8.06%。"
LEFT = Qt.MouseButton.LeftButton


def click(window: Window, place: QPoint) -> None:
    """Click as a mouse does: the window decides what is under it."""
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_a_double_click_on_a_recent_report_selects_nothing(
    qtbot: QtBot, window: Window, answers: Answers, tmp_path: Path
) -> None:
    report, _ = load(SAMPLE, window.document.forms)
    save(report, tmp_path / "一.nianbao")
    with qtbot.waitSignal(window.start.recent.looked):
        window.preferences.set(recent=(str(tmp_path / "一.nianbao"),))
    listed = window.start.recent
    QApplication.processEvents()  # what was found there makes the row taller
    row = listed.visualItemRect(listed.item(0)).center()
    place = listed.viewport().mapTo(window, row)
    handle = window.windowHandle()
    assert (QApplication.activePopupWidget(), QApplication.activeModalWidget()) == (None, None)
    assert window.childAt(place) is listed.viewport()
    QTest.mouseDClick(handle, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert not answers.told
    qtbot.waitUntil(lambda: window.document.is_open)  # the file is read beside the window
    # Wherever the words come to stand, the second press of a double click takes none.
    window.document.leave()
    QApplication.processEvents()
    place = listed.viewport().mapTo(window, listed.visualItemRect(listed.item(0)).center())
    click(window, place)
    page = window.workspace.writing_in_hand()
    assert page is not None
    editor = page.editor
    QApplication.processEvents()
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        QPointF(editor.viewport().mapTo(window, QPoint(60, 10))),
        QPointF(editor.viewport().mapToGlobal(QPoint(60, 10))),
        LEFT, LEFT, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(handle, second)
    assert editor.selection[0] == editor.selection[1]


@pytest.fixture
def editor(sample: Window) -> Writing:
    section = next(iter(sample.document.report.texts))
    sample.document.edit([SetText(section, TEXT)], "写")
    sample.workspace.show_section(section).setFocus()
    page = sample.workspace.writing_in_hand()
    assert page is not None
    page.editor.setFocus()
    QApplication.processEvents()
    return page.editor


def point_of(editor: Writing, words: str) -> QPoint:
    at = TEXT.index(words)
    left, right = (editor.cursorRect(editor.cursor_at(each, each)) for each in (at, at + 1))
    return QPoint((left.left() + right.left()) // 2, left.center().y())


def send(kind: QEvent.Type, widget: QWidget, point: QPoint) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(
        kind, QPointF(point), QPointF(widget.mapToGlobal(point)), button, LEFT,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def selected(editor: Writing) -> str:
    start, end = editor.selection
    return TEXT[start:end]


def test_double_click_drag_and_triple_click(editor: Writing) -> None:
    view = editor.viewport()
    send(QEvent.Type.MouseButtonDblClick, view, point_of(editor, "30条"))
    assert selected(editor) == "3,130"
    send(QEvent.Type.MouseMove, view, point_of(editor, "二句"))
    assert selected(editor) == "3,130条。第二句占"
    send(QEvent.Type.MouseMove, view, point_of(editor, "底"))
    assert selected(editor) == "年底，公开3,130"
    send(QEvent.Type.MouseButtonRelease, view, point_of(editor, "底"))
    send(QEvent.Type.MouseButtonDblClick, view, point_of(editor, ".06"))
    assert selected(editor) == "8.06%"
    send(QEvent.Type.MouseButtonRelease, view, point_of(editor, ".06"))
    send(QEvent.Type.MouseButtonPress, view, point_of(editor, ".06"))
    assert selected(editor) == "第二句占8.06%。"


def test_ctrl_and_arrows_go_by_the_same_units(sample: Window, editor: Writing) -> None:
    board = Keyboard(sample)
    editor.select(TEXT.index("3,130"), TEXT.index("3,130"))
    board.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    assert selected(editor) == "3,130"
    board.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    assert selected(editor) == "3,130条"
    board.press(Qt.Key.Key_Left, CONTROL | SHIFT, times=3)
    assert selected(editor) == "公开"


def test_a_finding_over_two_dates_selects_only_the_year(sample: Window, editor: Writing) -> None:
    section = next(iter(sample.document.report.texts))
    end = TEXT.index("年底")
    finding = Finding(
        code="X66", severity=Severity.WARNING, section=section, message="请核对。", advice="改。",
        spot=Spot(section, 0, end),
    )  # fmt: skip
    sample.workspace.leading.show_finding(finding)
    assert selected(editor) == "2024"
