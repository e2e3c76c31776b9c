"""A click on the label of a row or of a column selects what it names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from core.forms.form import GridCell
from gui.tables.table_header import FormHeader
from gui.tables.table_model import FormTableModel

_Flag = QItemSelectionModel.SelectionFlag


class LabelPicking:
    """Selects whole rows and columns in one table; the first cell of them comes in hand."""

    def __init__(
        self,
        view: QTableView,
        model: FormTableModel,
        header: FormHeader,
        begin: Callable[[], object],
    ) -> None:
        """``begin`` makes the table ready: nothing is left open in a cell."""
        self._view, self._model, self._header, self._begin = view, model, header, begin
        self._last: QRect | None = None
        """The columns and rows that the last label names, while they are selected."""
        header.picked.connect(self._pick_heading)

    def press(self, event: QMouseEvent) -> bool:
        """Select by the label under the pointer; False where there is none."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.take(event.position().toPoint(), extends=extends):
            return True
        self._last = None
        return False

    def take(self, place: QPoint, *, extends: bool = False) -> bool:
        """Select what the label at a place names; False where there is none."""
        cell = self.label_at(place)
        if cell is None:
            return False
        model = self._model
        first, last = cell.column, cell.column + cell.across - 1
        top = cell.line - model.table.header_lines
        if self._heads_a_column(cell):  # it stands among the rows, with its figures below it
            self._pick(QRect(QPoint(first, top), QPoint(last, self._end_of_block(cell))), extends)
        else:
            right = model.columnCount() - 1
            self._pick(QRect(QPoint(0, top), QPoint(right, top + cell.down - 1)), extends)
        return True

    def label_at(self, place: QPoint) -> GridCell | None:
        """Return the label at a place of the viewport, None for a figure or nothing."""
        if place.x() < self._header.frozen_width:
            place = QPoint(place.x() - self._header.offset(), place.y())
        for (row, column), cell in self._model.cells.items():
            if cell.address is None:
                rect = self._view.visualRect(self._model.index(row, column))
                if rect.contains(place):
                    return cell
        return None

    def _pick_heading(self, cell: GridCell, extends: bool) -> None:
        model = self._model
        first, last = cell.column, cell.column + cell.across - 1
        if last < self._header.frozen:
            first, last = 0, model.columnCount() - 1
        self._pick(QRect(QPoint(first, 0), QPoint(last, model.rowCount() - 1)), extends)

    def _heads_a_column(self, cell: GridCell) -> bool:
        """Tell whether a label has figures right below it, as in a table of several blocks."""
        below = self._cell_below(cell)
        return below is not None and below.address is not None

    def _end_of_block(self, cell: GridCell) -> int:
        row = cell.line - self._model.table.header_lines
        while (below := self._cell_below(cell)) is not None and below.address is not None:
            cell, row = below, row + 1
        return row

    def _cell_below(self, cell: GridCell) -> GridCell | None:
        model = self._model
        row = cell.line - model.table.header_lines + cell.down
        return model.cells.get((row, cell.column))

    def _pick(self, block: QRect, extends: bool) -> None:
        """Select the figures of a block; the one that is typed into first comes in hand."""
        view, model = self._view, self._model
        self._begin()
        view.setFocus()
        if extends and self._last is not None:
            block = block.united(self._last)
        self._last = block
        entries = [
            model.index(row, column)
            for (row, column), cell in model.cells.items()
            if cell.address is not None and block.contains(column, row)
        ]
        if not entries:
            return
        view.selectionModel().setCurrentIndex(entries[0], _Flag.ClearAndSelect)
        corner = model.index(block.bottom(), block.right())
        chosen = QItemSelection(model.index(block.top(), block.left()), corner)
        view.selectionModel().select(chosen, _Flag.ClearAndSelect)
