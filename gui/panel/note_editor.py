"""The field in which a note about a finding is written (说明), right in the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.kit.editing import PendingInput, leave_undo_to_document

LINES = 3


def editor_height(metrics: QFontMetrics) -> int:
    """Return the height of a field of a few lines."""
    return metrics.lineSpacing() * LINES + metrics.height()


class NoteEditor(QPlainTextEdit):
    """A few lines. Enter keeps them, Escape takes them back; undo belongs to the document."""

    kept = Signal()
    """The note is as it shall be."""
    given_up = Signal()
    """The note shall be as it was before."""
    left = Signal()
    """Somebody went elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composition = PendingInput(self)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("写明原因。Enter 保存，Esc 不写了")
        self.setAccessibleName("说明")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def settle(self) -> None:
        """Take over, to the letter, what an input method has not finished."""
        self._composition.settle()

    def event(self, event: QEvent) -> bool:
        if leave_undo_to_document(event):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The input method's window and the edit menu borrow the focus; another window takes it.
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.left.emit()
