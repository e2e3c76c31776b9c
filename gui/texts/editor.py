"""The editor of a written part: plain text, with numbers in it that follow a cell."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from core.report.link import changed_span
from gui.kit.editing import PendingInput, leave_undo_to_document
from gui.texts.chips import Chips
from gui.texts.link_clipboard import copied, pasted
from gui.texts.selecting import UnitSelection, key_target
from gui.texts.text_positions import Places, cursor_at, text_of

FINE = 2_000
"""Characters of a change up to which only what differs in it is touched, piece by piece."""
PARAGRAPH_END = "¶"
"""Painted where a paragraph ends; no part of the text."""


class Writing(QPlainTextEdit):
    """A plain text editor without an undo of its own; its numbers may follow cells."""

    pasted = Signal(str, object)
    """A text was pasted or dropped, with the links (a tuple) that stand in it."""
    cell_picked = Signal(object)
    """A linked number was double-clicked: the address of its cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("writing")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._composition = PendingInput(self)
        self.explain: Callable[[int], str] = lambda _at: ""
        """Tells what there is to say about the character at a place."""
        self.chips = Chips(self.document())
        self._units = UnitSelection()
        self._beside: QWidget | None = None

    def make_room(self, beside: QWidget, width: int) -> None:
        """Let a widget stand left of the text, this wide."""
        self._beside = beside
        self.setViewportMargins(width, 0, 0, 0)
        self._place_beside()

    def _place_beside(self) -> None:
        if self._beside is not None:
            inside = self.contentsRect()
            width = self.viewportMargins().left()
            self._beside.setGeometry(inside.left(), inside.top(), width, inside.height())

    @property
    def is_composing(self) -> bool:
        """Tell whether an input method is in the middle of something."""
        return bool(self._composition)

    def settle(self) -> None:
        """Take over, to the letter, what an input method has not finished."""
        self._composition.settle()

    @property
    def text(self) -> str:
        """What is written, without what is being composed."""
        return text_of(self.document())

    @property
    def selection(self) -> tuple[int, int]:
        """Where the selection begins and ends, in characters; both are the caret without one."""
        cursor, places = self.textCursor(), Places(self.text)
        return (
            places.character(cursor.selectionStart()),
            places.character(cursor.selectionEnd()),
        )

    def character_at(self, point: QPoint) -> int | None:
        """Return the character under a point of the viewport; None where none is drawn there."""
        cursor = self.cursorForPosition(point)
        for at in (cursor.position() - 1, cursor.position()):
            if at < 0:
                continue
            left, right = QTextCursor(self.document()), QTextCursor(self.document())
            left.setPosition(at)
            if left.atBlockEnd():
                continue
            right.setPosition(at + 1)
            here, there = self.cursorRect(left), self.cursorRect(right)
            end = there.left() if there.top() == here.top() else self.viewport().width()
            if here.top() <= point.y() <= here.bottom() and here.left() <= point.x() < end:
                return Places(self.text).character(at)
        return None

    def cursor_at(self, start: int, end: int, places: Places | None = None) -> QTextCursor:
        """Select a span of characters; ``places`` are those of the text that is shown."""
        return cursor_at(self.document(), places or Places(self.text), start, end)

    def select(self, start: int, end: int) -> None:
        """Take a span in hand and bring it to the eye."""
        self.setTextCursor(self.cursor_at(start, end))
        if not self.viewport().rect().contains(self.cursorRect()):
            self.centerCursor()
        self.ensureCursorVisible()

    def bring(self, text: str) -> tuple[int, int] | None:
        """Show another text, touching only what differs; returns the span that is new.

        The caret, the scroll bar and what is being composed stay with the words around them.
        """
        shown = self.text
        if shown == text:
            return None
        start, old_end, new_end = changed_span(shown, text)
        old, new = shown[start:old_end], text[start:new_end]
        composed = self._lift_composition()
        places = Places(shown)
        self.blockSignals(True)
        for low, high, words in reversed(_pieces(old, new)):
            self.cursor_at(start + low, start + high, places).insertText(words)
        self.blockSignals(False)
        self._lay_composition(composed)
        return start, new_end

    def event(self, event: QEvent) -> bool:
        if leave_undo_to_document(event):
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_beside()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.character_at(event.pos())
            words = "" if at is None else self.explain(at)
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # A short last line alone tells paragraphs apart, and many lines end by chance.
        painter = QPainter(self.viewport())
        ink = QColor(self.palette().color(QPalette.ColorRole.PlaceholderText))
        ink.setAlpha(140)
        painter.setPen(ink)
        block = self.firstVisibleBlock()
        while block.isValid() and block.next().isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            place = self.cursorRect(cursor)
            if place.top() > self.viewport().height():
                break
            foot = place.bottom() - self.fontMetrics().descent()
            painter.drawText(place.right() + 2, foot, PARAGRAPH_END)
            block = block.next()
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Shift+Enter would put a mark into the text that is a line's end only to Qt.
            event = QKeyEvent(
                event.type(), event.key(), Qt.KeyboardModifier.NoModifier, event.text()
            )
        cursor, text = self.textCursor(), self.text
        places = Places(text)
        target = key_target(event, text, places.character(cursor.position()))
        if target is None:
            super().keyPressEvent(event)
            return
        modes = QTextCursor.MoveMode
        is_kept = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        cursor.setPosition(
            places.position(target), modes.KeepAnchor if is_kept else modes.MoveAnchor
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._take_units(self._units.press(self.text, *self._pointed(event)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take_units(self._units.drag(self.text, self._pointed(event)[0]))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.character_at(event.position().toPoint())
        link = None if at is None else self.chips.link_at(at)
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
        elif link is not None:
            self.cell_picked.emit(link.address)
        else:
            super().mouseDoubleClickEvent(event)  # it follows the pointer from now on
            self._take_units(self._units.double_click(self.text, *self._pointed(event)))

    def _pointed(self, event: QMouseEvent) -> tuple[int, QPoint]:
        """Return the character under the pointer, or the nearest place, and the point."""
        point = event.position().toPoint()
        at = self.character_at(point)
        if at is None:
            at = Places(self.text).character(self.cursorForPosition(point).position())
        return at, point

    def _take_units(self, span: tuple[int, int] | None) -> None:
        if span is not None:
            self.setTextCursor(self.cursor_at(*span))

    def createMimeDataFromSelection(self) -> QMimeData:
        return copied(self.text, self.chips.links(), *self.selection)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()  # a file is the window's to open; its name is no text
        else:
            super().dragEnterEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.pasted.emit(*pasted(source))

    def _lift_composition(self) -> str:
        """Take what is being composed out of its line while the line changes."""
        layout = self.textCursor().block().layout()
        composed = layout.preeditAreaText()
        if composed:
            layout.setPreeditArea(-1, "")
        return composed

    def _lay_composition(self, composed: str) -> None:
        if composed:
            cursor = self.textCursor()
            cursor.block().layout().setPreeditArea(cursor.positionInBlock(), composed)
            self.document().markContentsDirty(cursor.block().position(), cursor.block().length())


def _pieces(old: str, new: str) -> list[tuple[int, int, str]]:
    """Return what to put in place of which spans of an old text, from front to end."""
    if len(old) > FINE or len(new) > FINE:
        return [(0, len(old), new)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (low, high, new[first:last])
        for what, low, high, first, last in matcher.get_opcodes()
        if what != "equal"
    ]
