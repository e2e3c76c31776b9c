"""What every editor of the window shares."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_UNDO_KEYS = frozenset({Qt.Key.Key_Z, Qt.Key.Key_Y})


def leave_undo_to_document(event: QEvent) -> bool:
    """Let Ctrl+Z and Ctrl+Y pass an editor by; returns whether the event was such a key.

    Qt asks a focused editor first whether it wants a shortcut for itself. There is one undo for
    figures and texts together, so no editor may take it.
    """
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    keys = event.keyCombination()
    control = bool(keys.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
    if not control or keys.key() not in _UNDO_KEYS:
        return False
    event.ignore()
    return True


def leave_pasting_to_window(event: QEvent) -> bool:
    """Let Ctrl+V pass a cell's editor by: what is pasted may be a block for the whole table."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    if not event.matches(QKeySequence.StandardKey.Paste):
        return False
    event.ignore()
    return True


class PendingInput(QObject):
    """What an input method has begun in an editor and not finished; it watches the editor."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self._editor = editor
        self._letters = ""
        editor.installEventFilter(self)

    def __bool__(self) -> bool:
        return bool(self._letters)

    def settle(self) -> None:
        """Take over, to the letter, what is not finished."""
        if self._letters and self._editor.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self._letters:
            unfinished = QInputMethodEvent()
            unfinished.setCommitString(self._letters)
            QApplication.sendEvent(self._editor, unfinished)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._letters = event.preeditString()
        return super().eventFilter(editor, event)


class ComposingLine(QLineEdit):
    """A line that can take over, before it goes, what an input method has not finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composition = PendingInput(self)

    @property
    def is_composing(self) -> bool:
        """Tell whether an input method is in the middle of something."""
        return bool(self._composition)

    def settle(self) -> None:
        """Take over, to the letter, what an input method has not finished."""
        self._composition.settle()
