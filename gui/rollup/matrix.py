"""The matrix (单位): units down; state, findings and main figures across. Made for thousands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.report.finding import Severity
from gui.look.theme import Theme
from gui.rollup.columns import ROLES, ColumnModel, ColumnView, Index, ListColumn
from gui.rollup.lines import FileLine, GroupLine, MatrixLine, UnitLine

COLUMNS = (
    ListColumn("单位", least=10),
    ListColumn("状态", 10),
    ListColumn("错", 3, is_number=True),
    ListColumn("提醒", 4, is_number=True),
    ListColumn("新收", 6, is_number=True),
    ListColumn("办结", 6, is_number=True),
    ListColumn("结转", 5, is_number=True),
    ListColumn("来源", 6),
)
_SPOKEN = ("单位", "状态", "错误", "提醒", "新收", "办结", "结转下年", "来源")
_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class UnitModel(ColumnModel[MatrixLine]):
    """Units, groups of units, and files that are no unit's."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, theme, parent)
        self._at: dict[str, int] = {}

    def show(self, lines: Sequence[MatrixLine]) -> None:
        self._at = {
            line.row.unit.key: at for at, line in enumerate(lines) if isinstance(line, UnitLine)
        }
        super().show(lines)

    def place(self, key: str) -> QModelIndex:
        """Return the index of a unit, invalid where it is not shown."""
        return self.index(self._at.get(key, -1), 0)

    def data(self, index: Index, role: int = ROLES.DisplayRole) -> object:
        line = self.line(index)
        column = index.column()
        if isinstance(line, UnitLine):
            return self._unit_data(line, column, role)
        if isinstance(line, GroupLine):
            if role == ROLES.DisplayRole and column == 0:
                return f"{'▼' if line.is_open else '▶'} {line.name}（{line.count}）"
            if role == ROLES.AccessibleTextRole:
                state = "展开着" if line.is_open else "收起着"
                return f"{line.name}，{line.count}个，{state}"
            if role == ROLES.ForegroundRole:
                return self.theme.color("quiet")
        elif isinstance(line, FileLine):
            return self._file_data(line, column, role)
        return None

    def _unit_data(self, line: UnitLine, column: int, role: int) -> object:
        if role == ROLES.DisplayRole:
            return line.texts[column]
        if role == ROLES.TextAlignmentRole:
            return self.alignment(column)
        if role == ROLES.ForegroundRole:
            return self.theme.color(self._role(line, column))
        if role == ROLES.ToolTipRole:
            return line.texts[column] if column < 2 else None
        if role == ROLES.AccessibleTextRole:
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
        if role == ROLES.DisplayRole:
            return (receipt.came.found.file, f"× {receipt.fate.value}", *[""] * 6)[column]
        if role == ROLES.ForegroundRole:
            return self.theme.color("unbalanced" if column == 1 else "ink")
        if role == ROLES.ToolTipRole:
            return receipt.words
        if role == ROLES.AccessibleTextRole:
            return f"{receipt.came.found.file}，{receipt.fate.value}：{receipt.words}"
        return None


class Matrix(ColumnView[MatrixLine]):
    """Shows the lines; arrows walk, Enter opens, left and right fold a group."""

    entered = Signal(object)
    """Another line (`UnitLine`, `FileLine` or None) is in hand."""
    opened = Signal(object)
    """The report of this line shall be opened."""
    folded = Signal(str)
    """The group of this name shall be opened or closed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.units = UnitModel(theme)
        super().__init__("各单位的报告", self.units, parent)
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
        self.tell_line()

    def go_to(self, key: str) -> None:
        """Take a unit in hand."""
        place = self.units.place(key)
        if place.isValid():
            self.setCurrentIndex(place)

    def go_to_top(self) -> None:
        """Take the first line in hand: what needs looking at stands there."""
        self.setCurrentIndex(self.units.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line_in_hand()
        if isinstance(line, GroupLine) and event.key() in _SIDEWAYS:
            if line.is_open is (event.key() == Qt.Key.Key_Left):
                self.folded.emit(line.name)
            event.accept()
        else:
            super().keyPressEvent(event)

    def tell_line(self) -> None:
        line = self.line_in_hand()
        self.entered.emit(None if isinstance(line, GroupLine) else line)

    def open_line(self) -> None:
        line = self.line_in_hand()
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
