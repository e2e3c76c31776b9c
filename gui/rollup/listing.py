"""A plain list of many lines with columns: texts that are ready, and a key for each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui.look.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ROLES = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class ListingColumn:
    """A column: its heading, its width in characters (0 takes what is left), numbers at right."""

    heading: str
    width: int = 0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ListingLine:
    """A line: its texts, what it stands for, and the role of its last column's colour."""

    texts: tuple[str, ...]
    key: object
    role: str = "ink"


class ListingModel(QAbstractTableModel):
    """Hands out texts that are ready."""

    def __init__(
        self, columns: Sequence[ListingColumn], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.theme = theme
        self.lines: Sequence[ListingLine] = ()

    def show(self, lines: Sequence[ListingLine]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _ROLES.DisplayRole:
            return self.columns[section].heading
        if role == _ROLES.TextAlignmentRole and self.columns[section].is_number:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        if role in {_ROLES.DisplayRole, _ROLES.ToolTipRole}:
            return line.texts[column]
        if role == _ROLES.TextAlignmentRole:
            return _RIGHT if self.columns[column].is_number else None
        if role == _ROLES.ForegroundRole:
            is_marked = column == len(self.columns) - 1 or line.role == "quiet"
            return self.theme.color(line.role if is_marked else "ink")
        if role == _ROLES.AccessibleTextRole:
            if column:
                return f"{self.columns[column].heading}：{line.texts[column] or '空着'}"
            return "，".join(text for text in line.texts if text)
        return None


class Listing(QTreeView):
    """Shows a `ListingModel`; Enter or a second click opens a line."""

    opened = Signal(object)
    """The line with this key was opened."""
    entered = Signal(object)
    """The line with this key is in hand (None: none)."""

    def __init__(
        self,
        name: str,
        columns: Sequence[ListingColumn],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.listed = ListingModel(columns, theme, self)
        self.setModel(self.listed)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(
            lambda *_: self.entered.emit(self.key_in_hand())
        )

    def show_lines(self, lines: Sequence[ListingLine]) -> None:
        """Show other lines; the one in hand stays in hand where it is still there."""
        before = self.key_in_hand()
        self.listed.show(lines)
        at = next((n for n, line in enumerate(lines) if line.key == before), 0)
        self.setCurrentIndex(self.listed.index(at, 0))
        self.entered.emit(self.key_in_hand())

    def key_in_hand(self) -> object:
        """Return what the line in hand stands for."""
        at = self.currentIndex().row()
        return self.listed.lines[at].key if 0 <= at < len(self.listed.lines) else None

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.listed.theme = theme
        self.viewport().update()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._open()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("汉")
        widths = [wide * column.width for column in self.listed.columns]
        free = [n for n, width in enumerate(widths) if not width]
        for at in free:
            widths[at] = max((self.viewport().width() - sum(widths)) // len(free), wide * 6)
        for at, width in enumerate(widths):
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)

    def _open(self) -> None:
        if self.key_in_hand() is not None:
            self.opened.emit(self.key_in_hand())
