"""A table of the form as Qt's model: labels and figures at the places where they are printed."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.cells.facts import read_out, spoken, tip
from core.figures.address import Address
from core.figures.value import State, show
from core.forms.form import GridCell, Role, TableSection
from core.report.edit import Change
from core.report.edits import PRIOR, SetFigure
from gui.state.document import Document

Index = QModelIndex | QPersistentModelIndex
LOOK = Qt.ItemDataRole.UserRole + 1
"""The data role under which the model tells how to paint a cell: a `CellLook`."""
FEW = 12
"""So many changed cells are told one by one: a digit changes about four."""
_COMPUTED_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_ENTRY_CELL = _COMPUTED_CELL | Qt.ItemFlag.ItemIsEditable


class TallyPart(enum.Enum):
    """The part that a cell plays in the tally in hand."""

    ADDEND = "addend"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class CellLook:
    """What the painter must know of a cell besides its text."""

    role: Role
    computed: bool = False
    kept: bool = False
    """A printed total stands here in place of the sum."""
    refused: bool = False
    doubtful: bool = False
    untouched: bool = False
    """Nothing stands here, and nobody has typed here."""
    found: bool = False
    """The search has hit this cell."""
    part: TallyPart | None = None
    prior: str = ""
    """Last year's figure, where it shall be shown."""


class FormTableModel(QAbstractTableModel):
    """The lines of a table below its frozen heading, in the grid of the printed form."""

    def __init__(
        self, document: Document, table: TableSection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.table = table
        self.cells: dict[tuple[int, int], GridCell] = {}
        self._places: dict[Address, tuple[int, int]] = {}
        self._parts: Mapping[Address, TallyPart] = {}
        self._shows_prior = False
        self._found: frozenset[Address] = frozenset()
        self.is_locked = False
        """Whether the cells can only be seen."""
        for cell in table.cells:
            if cell.line >= table.header_lines:
                place = (cell.line - table.header_lines, cell.column)
                self.cells[place] = cell
                if cell.address:
                    self._places[cell.address] = place

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self.table.lines - self.table.header_lines

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self.table.grid_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cells.get((index.row(), index.column()))
        if cell is None or cell.address is None:
            return Qt.ItemFlag.NoItemFlags
        computed = self.document.report.form.figures[cell.address].computed
        return _COMPUTED_CELL if computed or self.is_locked else _ENTRY_CELL

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cells.get((index.row(), index.column()))
        if cell is None:
            return None
        if cell.address is None:
            return _label_data(cell, role)
        return self._figure_data(cell.address, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.AccessibleTextRole or orientation is Qt.Orientation.Vertical:
            return super().headerData(section, orientation, role)
        above = [
            cell.text
            for cell in self.table.cells
            if cell.line < self.table.header_lines
            and cell.column <= section < cell.column + cell.across
        ]
        return above[-1] if above else ""

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cells.get((index.row(), index.column()))
        if role != Qt.ItemDataRole.EditRole or cell is None or cell.address is None:
            return False
        text = str(value)
        if text != self.document.report.value(cell.address).text:
            self.document.edit([SetFigure(cell.address, text)], "填写")
        return True

    def place(self, address: Address) -> QModelIndex:
        """Return the index of a figure, invalid where it is not in this table."""
        place = self._places.get(address)
        # Qt's own `index` would ask for the size of the table first, each time.
        return self.createIndex(*place) if place else QModelIndex()

    def address(self, index: Index) -> Address | None:
        """Return the address of the figure at an index, None for a label.

        There is no data role for it: Qt would hand a plain string back.
        """
        cell = self.cells.get((index.row(), index.column()))
        return cell.address if cell else None

    def follow(self, change: Change) -> None:
        """Repaint the cells that a change reached."""
        if PRIOR in change.parts and self._shows_prior:
            self._touch(self._places)
        else:
            self._touch(change.figures)

    def show_prior(self, is_shown: bool) -> None:
        """Show last year's figure in every cell, or hide it."""
        if is_shown is not self._shows_prior:
            self._shows_prior = is_shown
            self._touch(self._places)

    def light(self, parts: Mapping[Address, TallyPart]) -> None:
        """Light the cells of the tally in hand, and put out those of the last one."""
        if parts == self._parts:
            return
        touched = {*parts, *self._parts}
        self._parts = parts
        self._touch(touched)

    def mark_found(self, addresses: Iterable[Address]) -> None:
        """Mark the cells that the search has hit, and put out those of the last one."""
        found = frozenset(addresses)
        if found == self._found:
            return
        touched = found ^ self._found
        self._found = found
        self._touch(touched)

    def _touch(self, addresses: Iterable[Address]) -> None:
        """Tell of a few cells one by one, so that a digit repaints those alone; of many at once."""
        places = [self._places[a] for a in addresses if a in self._places]
        if len(places) <= FEW:
            for place in places:
                index = self.createIndex(*place)
                self.dataChanged.emit(index, index)
            return
        rows = [row for row, _ in places]
        last = self.columnCount() - 1
        self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))

    def _figure_data(self, address: Address, role: int) -> object:
        report = self.document.report
        figure = report.form.figures[address]
        value = report.value(address)
        if role == Qt.ItemDataRole.DisplayRole:
            if value.state is State.NUMBER or not value.text:
                return show(report.figure(address), figure.kind)
            return value.text
        if role == Qt.ItemDataRole.EditRole:
            return value.text
        if role == LOOK:
            return CellLook(
                role=Role.FIGURE,
                computed=figure.computed,
                kept=figure.computed and bool(value.text),
                refused=value.state is State.REFUSED,
                doubtful=address in report.doubts,
                untouched=not (figure.computed or value.text or address in report.doubts),
                found=address in self._found,
                part=self._parts.get(address),
                prior=self._prior(address),
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.document.inspection, address)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return read_out(self.document.inspection, address)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return spoken(self.document.inspection, address)
        return None

    def _prior(self, address: Address) -> str:
        """Return last year's figure to show; two zeros say nothing."""
        report = self.document.report
        last = report.prior.figure(address) if self._shows_prior and report.prior else None
        if last is None or last == report.figure(address) == 0:
            return ""
        return show(last, report.form.figures[address].kind)


def _label_data(cell: GridCell, role: int) -> object:
    if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
        return cell.text
    if role == LOOK:
        return CellLook(role=cell.role)
    return None
