"""Many lines under columns: what the lists of a roll-up have in common, as model and as view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROLES = Qt.ItemDataRole
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its width in characters, numbers at right.

    One without width takes what is left, and never fewer characters than ``least``.
    """

    heading: str
    width: int = 0
    is_number: bool = False
    least: int = 6


class ColumnModel(QAbstractTableModel, Generic[L]):
    """Lines that somebody else has arranged, asked only for what is in sight."""

    def __init__(
        self, columns: Sequence[ListColumn], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.theme = theme
        self.lines: Sequence[L] = ()

    def show(self, lines: Sequence[L]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def line(self, index: Index) -> L | None:
        """Return the line at an index."""
        return self.lines[index.row()] if 0 <= index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLES.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == ROLES.DisplayRole:
            return self.columns[section].heading
        return self.alignment(section) if role == ROLES.TextAlignmentRole else None

    def alignment(self, column: int) -> Qt.AlignmentFlag | None:
        """Return how a column's cells are aligned; None as Qt has it."""
        return RIGHT if self.columns[column].is_number else None


class ColumnView(QTreeView, Generic[L]):
    """Shows the lines; the arrows walk, Enter or a second click opens (`open_line`)."""

    def __init__(self, name: str, model: ColumnModel[L], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        model.setParent(self)
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.doubleClicked.connect(lambda _index: self.open_line())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.tell_line())

    def line_in_hand(self) -> L | None:
        """Return the line in hand."""
        index = self.currentIndex()
        return self._lines.line(index) if index.isValid() else None

    def open_line(self) -> None:
        """Open the line in hand."""
        raise NotImplementedError

    def tell_line(self) -> None:
        """Tell which line is in hand."""
        raise NotImplementedError

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._lines.theme = theme
        self.viewport().update()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.open_line()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("汉")
        columns = self._lines.columns
        widths = [wide * column.width for column in columns]
        free = [at for at, width in enumerate(widths) if not width]
        left = (self.viewport().width() - sum(widths)) // max(len(free), 1)
        for at in free:
            widths[at] = max(left, wide * columns[at].least)
        for at, width in enumerate(widths):
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)
