"""Edits as undoable steps."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from core.report.edit import Change, collapse
from core.report.edits import Edit
from gui.words.plain_text import literal

MERGEABLE = 1
"""The id under which Qt asks two commands whether they are one step."""


class Applier(Protocol):
    """Whatever changes the report and tells everybody."""

    def __call__(self, edits: tuple[Edit, ...], label: str) -> Change: ...


class EditCommand(QUndoCommand):
    """One step of the clerk: edits that were applied together, and what takes them back.

    Steps that share a ``merge`` key and follow each other become one, such as the digits typed
    into one cell.
    """

    def __init__(
        self, apply: Applier, edits: tuple[Edit, ...], change: Change, label: str,
        merge: Hashable = None,
    ) -> None:  # fmt: skip
        super().__init__(literal(label))  # the menu names it
        self._label = label
        self.edits = edits
        self.inverse = change.inverse
        self.merge = merge
        self._apply = apply
        self._is_done = True

    def id(self) -> int:
        return -1 if self.merge is None else MERGEABLE

    def redo(self) -> None:
        if self._is_done:  # pushed after it was applied
            self._is_done = False
            return
        self.inverse = self._apply(self.edits, f"重做{self._label}").inverse

    def undo(self) -> None:
        self._apply(self.inverse, f"撤销{self._label}")

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other.merge != self.merge:
            return False
        # Taken back in reverse order: where both changed a cell, the earlier text is the last.
        self.edits = collapse(self.edits + other.edits)
        self.inverse = collapse(other.inverse + self.inverse)
        return True
