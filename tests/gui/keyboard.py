"""A clerk at the keyboard: keys go to whatever has the focus, as they do in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from gui.frame.window import Window
from gui.tables.table_page import TablePage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Keyboard:
    """Types into the focus and counts the keys; a chord such as Ctrl+3 counts once."""

    window: Window
    keys: int = 0

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(self._focus(), character)
            self.keys += 1

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._focus(), key, modifiers)
            self.keys += 1

    def compose(self, preedit: str, commit: str = "") -> None:
        """Let an input method show or commit a text."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self._focus(), event)

    def _focus(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        return self.window if widget is None else widget


def focus() -> QWidget:
    """Return what the keys go to, which must be in sight."""
    widget = QApplication.focusWidget()
    assert widget is not None, "the keys go nowhere"
    if widget.visibleRegion().isEmpty():
        QApplication.processEvents()  # it has just come, and is not laid out yet
    assert not widget.visibleRegion().isEmpty(), f"the keys go out of sight: {widget}"
    return widget


def go_to(board: Keyboard, wanted: Callable[[QWidget], bool], by: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Press Tab until the keys are where they are wanted."""
    for _ in range(30):
        if wanted(focus()):
            return
        board.press(by, SHIFT if by == Qt.Key.Key_Backtab else PLAIN)
    raise AssertionError(focus())


def is_within(part: QWidget) -> Callable[[QWidget], bool]:
    return lambda widget: widget is part or part.isAncestorOf(widget)


def come_back(window: QWidget, qtbot: QtBot) -> None:
    """Do what a desktop does when a window or a menu in front closes."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def table_page(window: Window, section: str = "applications") -> TablePage:
    page = window.workspace.show_section(section)
    assert isinstance(page, TablePage)
    return page


def in_hand(page: TablePage) -> QLineEdit:
    # An editor that was left is deleted a little later; until then it is only hidden.
    (editor,) = (e for e in page.view.viewport().findChildren(QLineEdit) if e.isVisible())
    return editor


def type_into(page: TablePage, address: Address, text: str, end: Qt.Key | None) -> None:
    page.view.go_to(address)
    QTest.keyClicks(page.view.viewport(), text[:1])
    if text[1:]:
        QTest.keyClicks(in_hand(page), text[1:])
    if end is not None:
        QTest.keyClick(in_hand(page), end)
