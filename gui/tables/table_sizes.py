"""How wide the columns of a table are and how high its rows, and how high the table may get."""

from __future__ import annotations

from collections.abc import Collection
from itertools import accumulate

from PySide6.QtWidgets import QTableView

from core.figures.address import Address
from gui.tables.cell_painter import label_heights
from gui.tables.column_widths import figure_widths, least_widths, share_width
from gui.tables.table_header import FormHeader, HeadingCorner
from gui.tables.table_model import FormTableModel

TIGHT, LOOSE = 1.36, 1.9
"""Row heights in lines of the font: with all of table 三 to show, and with room to spare."""


class TableSizes:
    """Sizes a view's columns and rows from the form, the figures, the font and the window."""

    def __init__(
        self, view: QTableView, model: FormTableModel, header: FormHeader, corner: HeadingCorner
    ) -> None:
        self._view = view
        self._model = model
        self._header = header
        self._corner = corner
        self.available = 0
        """The height that the table may take up."""
        self._needs: list[tuple[int, int, int]] | None = None
        """What each figure needs in width, while neither figures nor font change."""

    def forget(self) -> None:
        """Measure all figures anew: they have another font."""
        self._needs = None

    def outgrown(self, figures: Collection[Address]) -> bool:
        """Tell whether a column is too narrow for figures that changed."""
        if figures:
            self._needs = None
        needed = figure_widths(self._model, figures, self._view.fontMetrics())
        return any(self._width(column, across) < width for column, across, width in needed)

    def share_out(self) -> None:
        """Give every column its width and every row its height, and bound the table's height."""
        view, metrics = self._view, self._view.fontMetrics()
        if self._needs is None:  # a window that comes up is laid out half a dozen times
            self._needs = figure_widths(self._model, self._model.table.figures, metrics)
        least = least_widths(self._model, self._needs, metrics)
        widths = share_width(view.viewport().width(), self._model.table.widths, least)
        edges = list(accumulate(widths, initial=0))
        for column, width in enumerate(widths):
            view.setColumnWidth(column, width)
        self._header.setFixedHeight(self._header.sizeHint().height())
        self._corner.follow()
        line = metrics.height()
        room = self.available - self._header_height() - 2 * view.frameWidth()
        even = room // max(1, self._model.rowCount())
        usual = max(round(line * TIGHT), min(even, round(line * LOOSE)))
        for row, height in enumerate(label_heights(self._model, edges, metrics)):
            view.setRowHeight(row, max(usual, height))
        view.updateGeometries()
        # No more than the table needs, and no less than a few lines: the window may get small.
        # The heading is lower or higher with every width, so that this is said with each.
        content = self._header_height() + view.verticalHeader().length() + 2 * view.frameWidth()
        if edges[-1] > view.viewport().width():
            content += view.horizontalScrollBar().sizeHint().height()
        few = 2 * round(line * TIGHT)
        view.setMaximumHeight(content)
        view.setMinimumHeight(min(self._header_height() + few, content))

    def rows_in(self, available: int) -> float:
        """Tell how many rows of the usual height are seen in such a height."""
        view = self._view
        room = available - self._header_height() - 2 * view.frameWidth()
        return room / max(1, round(view.fontMetrics().height() * TIGHT))

    def _width(self, column: int, across: int) -> int:
        return sum(self._view.columnWidth(n) for n in range(column, column + across))

    def _header_height(self) -> int:
        return self._header.sizeHint().height() if self._model.table.header_lines else 0
