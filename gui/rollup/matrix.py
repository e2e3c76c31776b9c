"""The matrix (单位): units down; state, findings and main figures across. Made for thousands."""

from __future__ import annotations

from collections.abc import Sequence

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

from core.report.finding import Severity
from gui.look.theme import Theme
from gui.rollup.lines import FileLine, GroupLine, MatrixLine, UnitLine

Index = QModelIndex | QPersistentModelIndex
HEADS = ("单位", "状态", "错", "提醒", "新收", "办结", "结转", "来源")
_SPOKEN = ("单位", "状态", "错误", "提醒", "新收", "办结", "结转下年", "来源")
_WIDTHS = (0, 10, 3, 4, 6, 6, 5, 6)
"""Characters across; the first column takes what is left."""
_NUMBERS = range(2, 7)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_ROLES = Qt.ItemDataRole


class UnitModel(QAbstractTableModel):
    """Lines that somebody else has arranged; asked only for what is in sight."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lines: list[MatrixLine] = []
        self._at: dict[str, int] = {}

    def show(self, lines: list[MatrixLine]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = lines
        self._at = {
            line.row.unit.key: at for at, line in enumerate(lines) if isinstance(line, UnitLine)
        }
        self.endResetModel()

    def place(self, key: str) -> QModelIndex:
        """Return the index of a unit, invalid where it is not shown."""
        return self.index(self._at.get(key, -1), 0)

    def line(self, index: Index) -> MatrixLine | None:
        """Return the line at an index."""
        return self.lines[index.row()] if 0 <= index.row() < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _ROLES.DisplayRole:
            return HEADS[section]
        if role == _ROLES.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        line = self.line(index)
        column = index.column()
        if isinstance(line, UnitLine):
            return self._unit_data(line, column, role)
        if isinstance(line, GroupLine):
            if role == _ROLES.DisplayRole and column == 0:
                return f"{'▾' if line.is_open else '▸'} {line.name}（{line.count}）"
            if role == _ROLES.AccessibleTextRole:
                state = "展开着" if line.is_open else "收起着"
                return f"{line.name}，{line.count}个，{state}"
            if role == _ROLES.ForegroundRole:
                return self.theme.color("quiet")
        elif isinstance(line, FileLine):
            return self._file_data(line, column, role)
        return None

    def _unit_data(self, line: UnitLine, column: int, role: int) -> object:
        if role == _ROLES.DisplayRole:
            return line.texts[column]
        if role == _ROLES.TextAlignmentRole:
            return _RIGHT if column in _NUMBERS else None
        if role == _ROLES.ForegroundRole:
            return self.theme.color(self._role(line, column))
        if role == _ROLES.ToolTipRole:
            return line.texts[column] if column < 2 else None
        if role == _ROLES.AccessibleTextRole:
            return line.words if column < 2 else f"{_SPOKEN[column]}{line.texts[column] or '空着'}"
        return None

    def _role(self, line: UnitLine, column: int) -> str:
        if column == 1:
            return line.role
        if column in {2, 3} and line.texts[column] not in {"", "0"}:
            return self.theme.severity(Severity.ERROR if column == 2 else Severity.WARNING)
        return "quiet" if column in {2, 3, 7} or not line.row.unit.is_counted else "ink"

    def _file_data(self, line: FileLine, column: int, role: int) -> object:
        receipt = line.receipt
        if role == _ROLES.DisplayRole:
            return (receipt.came.found.file, f"× {receipt.fate.value}", *[""] * 6)[column]
        if role == _ROLES.ForegroundRole:
            return self.theme.color("unbalanced" if column == 1 else "ink")
        if role == _ROLES.ToolTipRole:
            return receipt.words
        if role == _ROLES.AccessibleTextRole:
            return f"{receipt.came.found.file}，{receipt.fate.value}：{receipt.words}"
        return None


class Matrix(QTreeView):
    """Shows the lines; arrows walk, Enter opens, left and right fold a group."""

    entered = Signal(object)
    """Another line (`UnitLine`, `FileLine` or None) is in hand."""
    opened = Signal(object)
    """The report of this line shall be opened."""
    folded = Signal(str)
    """The group of this name shall be opened or closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.units = UnitModel(theme, self)
        self.setModel(self.units)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("各单位的报告")
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._fold_at)

    def show_lines(self, lines: list[MatrixLine]) -> None:
        """Show other lines; the unit in hand stays in hand where it is still there."""
        before = self.line_in_hand()
        row = max(self.currentIndex().row(), 0)
        top = self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self.units.show(lines)
        place = QModelIndex()
        if isinstance(before, UnitLine):
            place = self.units.place(before.row.unit.key)
        if not place.isValid() and lines:
            place = self.units.index(min(row, len(lines) - 1), 0)
        self.setCurrentIndex(place)
        self.verticalScrollBar().setValue(top)
        if place.isValid():
            self.scrollTo(place)
        self.blockSignals(blocked)
        self._tell()

    def go_to(self, key: str) -> None:
        """Take a unit in hand."""
        place = self.units.place(key)
        if place.isValid():
            self.setCurrentIndex(place)

    def go_to_top(self) -> None:
        """Take the first line in hand: what needs looking at stands there."""
        self.setCurrentIndex(self.units.index(0, 0))

    def line_in_hand(self) -> MatrixLine | None:
        """Return the line in hand."""
        index = self.currentIndex()
        return self.units.line(index) if index.isValid() else None

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.units.theme = theme
        self.viewport().update()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line_in_hand()
        key = event.key()
        if key in _ENTER:
            self._open(self.currentIndex())
        elif isinstance(line, GroupLine) and key in _SIDEWAYS:
            if line.is_open is (key == Qt.Key.Key_Left):
                self.folded.emit(line.name)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("汉")
        widths = [wide * each for each in _WIDTHS]
        widths[0] = max(self.viewport().width() - sum(widths), wide * 10)
        for column, width in enumerate(widths):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _tell(self) -> None:
        line = self.line_in_hand()
        self.entered.emit(None if isinstance(line, GroupLine) else line)

    def _open(self, index: QModelIndex) -> None:
        line = self.units.line(index) if index.isValid() else None
        if isinstance(line, GroupLine):
            self.folded.emit(line.name)
        elif isinstance(line, UnitLine):
            self.opened.emit(line)

    def _fold_at(self, index: QModelIndex) -> None:
        line = self.units.line(index)
        if isinstance(line, GroupLine):
            self.folded.emit(line.name)


def units_among(lines: Sequence[MatrixLine]) -> list[UnitLine]:
    """Return the units among lines."""
    return [line for line in lines if isinstance(line, UnitLine)]
