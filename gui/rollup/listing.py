"""A plain list of many lines with columns: texts that are ready, and a key for each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.look.theme import Theme
from gui.rollup.columns import ROLES, ColumnModel, ColumnView, Index, ListColumn


@dataclass(frozen=True, slots=True)
class ListingLine:
    """A line: its texts, what it stands for, and the role of its last column's colour."""

    texts: tuple[str, ...]
    key: object
    role: str = "ink"


class ListingModel(ColumnModel[ListingLine]):
    """Hands out texts that are ready."""

    def data(self, index: Index, role: int = ROLES.DisplayRole) -> object:
        line, column = self.line(index), index.column()
        if line is None:
            return None
        if role in {ROLES.DisplayRole, ROLES.ToolTipRole}:
            return line.texts[column]
        if role == ROLES.TextAlignmentRole:
            return self.alignment(column)
        if role == ROLES.ForegroundRole:
            is_marked = column == len(self.columns) - 1 or line.role == "quiet"
            return self.theme.color(line.role if is_marked else "ink")
        if role == ROLES.AccessibleTextRole:
            if column:
                return f"{self.columns[column].heading}：{line.texts[column] or '空着'}"
            return "，".join(text for text in line.texts if text)
        return None


class Listing(ColumnView[ListingLine]):
    """Shows a `ListingModel`."""

    opened = Signal(object)
    """The line with this key was opened."""
    entered = Signal(object)
    """The line with this key is in hand (None: none)."""

    def __init__(
        self, name: str, columns: Sequence[ListColumn], theme: Theme, parent: QWidget | None = None
    ) -> None:
        self.listed = ListingModel(columns, theme)
        super().__init__(name, self.listed, parent)

    def show_lines(self, lines: Sequence[ListingLine]) -> None:
        """Show other lines; the one in hand stays in hand where it is still there."""
        before = self.key_in_hand()
        self.listed.show(lines)
        at = next((n for n, line in enumerate(lines) if line.key == before), 0)
        self.setCurrentIndex(self.listed.index(at, 0))
        self.entered.emit(self.key_in_hand())

    def key_in_hand(self) -> object:
        """Return what the line in hand stands for."""
        line = self.line_in_hand()
        return None if line is None else line.key

    def tell_line(self) -> None:
        self.entered.emit(self.key_in_hand())

    def open_line(self) -> None:
        if self.key_in_hand() is not None:
            self.opened.emit(self.key_in_hand())
