"""The keys of undo and redo in a window beside the main one, whose menus have them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget


def offer_undo(window: QWidget, stack: QUndoStack) -> None:
    """Let the keys of undo and redo work in another window too."""
    for action, keys in (
        (stack.createUndoAction(window, "撤销"), QKeySequence.StandardKey.Undo),
        (stack.createRedoAction(window, "重做"), QKeySequence.StandardKey.Redo),
    ):
        action.setShortcuts(keys)
        window.addAction(action)
