"""The form's own grid with a pasted block laid over it, to look at."""

from __future__ import annotations

from itertools import accumulate

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.clipboard.plan import CellFate, PastePlan, PlannedCell
from core.figures.address import Address
from core.forms.form import GridCell, Role
from core.report.report import Report
from gui.look.theme import Theme
from gui.tables.cell_painter import label_height, margin, paint_label
from gui.tables.column_widths import least_widths, needed_width, share_width
from gui.tables.table_header import set_under_heading
from gui.tables.table_model import Index

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_GROUNDS = {
    CellFate.NEW: "addend",
    CellFate.CHANGED: "total",
    CellFate.KEPT: "doubt",
    CellFate.DIFFERS: "fault",
    CellFate.UNSUMMED: "doubt",
    CellFate.USELESS: "fault",
}
_PLAIN = frozenset({CellFate.NEW, CellFate.SAME, CellFate.CHANGED})
_SIGNS = {
    CellFate.AGREES: "✓",
    CellFate.KEPT: "○",
    CellFate.DIFFERS: "≠",
    CellFate.USELESS: "≠",
    CellFate.UNSUMMED: "○",
}


class PasteGridModel(QAbstractTableModel):
    """The lines of a table below its frozen heading, as they would be after the paste."""

    def __init__(self, plan: PastePlan, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.table = plan.table
        self._planned = {cell.address: cell for cell in plan.cells}
        first = plan.table.header_lines
        self.cells: dict[tuple[int, int], GridCell] = {
            (cell.line - first, cell.column): cell
            for cell in plan.table.cells
            if cell.line >= first
        }

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self.table.lines - self.table.header_lines

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self.table.grid_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cells.get((index.row(), index.column()))
        is_figure = cell is not None and cell.address is not None
        both = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return both if is_figure else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cells.get((index.row(), index.column()))
        if cell is None:
            return None
        if cell.address is None:
            return cell.text if role == Qt.ItemDataRole.DisplayRole else None
        planned = self._planned.get(cell.address)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(cell.address)
        if role == Qt.ItemDataRole.ToolTipRole:
            # A narrow column shows less than all.
            return (
                "：".join(p for p in (self.text(cell.address), planned.why) if p)
                if planned
                else None
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            figure = self._report.form.figures[cell.address]
            said = (figure.row.name, figure.column.name, self.text(cell.address) or "未填")
            fate = (planned.fate.value, planned.why) if planned else ("不在贴来的内容里",)
            return "，".join(part for part in (*said, *fate) if part)
        return None

    def planned(self, index: Index) -> PlannedCell | None:
        """Return what is planned for the cell at an index."""
        cell = self.cells.get((index.row(), index.column()))
        return self._planned.get(cell.address) if cell and cell.address else None

    def ground(self, cell: GridCell) -> str:
        """Return the role of a figure's ground where the plan gives none."""
        is_computed = cell.address and self._report.form.figures[cell.address].computed
        return "computed" if is_computed else "surface"

    def text(self, address: Address) -> str:
        """Return what a cell would show, a change with what stands there now."""
        planned = self._planned.get(address)
        if planned is None:
            return self._report.on_paper(address)
        if planned.fate is CellFate.CHANGED:
            return f"{planned.before} → {planned.text}"
        if planned.fate in {CellFate.DIFFERS, CellFate.USELESS}:
            return f"{planned.before} ≠ {planned.text}" if planned.before else planned.text
        return planned.before if planned.fate is CellFate.KEPT else planned.text

    def place(self, address: Address) -> QModelIndex:
        """Return the index of a figure, invalid where it is not in this table."""
        places = (place for place, cell in self.cells.items() if cell.address == address)
        return self.index(*next(places, (-1, -1)))


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: PasteGridModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._model.cells.get((index.row(), index.column()))
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        font = option.font  # type: ignore[attr-defined]  # PySide6's stub lacks it
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        if cell is None:
            return
        painter.save()
        if cell.role is Role.FIGURE and cell.address:
            painter.setFont(font)
            text = self._model.text(cell.address)
            planned = self._model.planned(index)
            self._paint_figure(painter, rect, text, planned, self._model.ground(cell))
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(QPen(self._theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        else:
            paint_label(painter, rect, cell, self._theme, font)
        painter.restore()

    def _paint_figure(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        planned: PlannedCell | None,
        ground: str,
    ) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        ground = _GROUNDS.get(planned.fate, ground) if planned else ground
        sign = _SIGNS.get(planned.fate, "") if planned else ""
        if planned is not None and planned.why and planned.fate in _PLAIN:
            ground, sign = "doubt", "?"
        painter.fillRect(rect, theme.color(ground))
        space = margin(metrics)
        inner = rect.adjusted(space // 2, 0, -space, 0)
        if sign:
            role = {"✓": "balanced", "≠": "unbalanced"}.get(sign, "unfilled")
            painter.setPen(theme.color(role))
            painter.drawText(inner, _LEFT, sign)
            inner.adjust(metrics.horizontalAdvance(sign) + 2, 0, 0, 0)
        if planned is not None and metrics.horizontalAdvance(text) > inner.width():
            # The new figure before the old one; the list beside the grid has both.
            text = f"→ {planned.text}" if planned.fate is CellFate.CHANGED else planned.text
        painter.setPen(theme.color(_ink(planned)))
        shown_text = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, inner.width())
        painter.drawText(inner, _RIGHT, shown_text)


class PasteGrid(QTableView):
    """Shows the form as it would be; nothing is typed here."""

    def __init__(
        self, plan: PastePlan, report: Report, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._table = plan.table
        self.grid_model = PasteGridModel(plan, report, self)
        self.setModel(self.grid_model)
        self.setItemDelegate(_Delegate(self.grid_model, theme, self))
        self.header = set_under_heading(self, plan.table, theme, self.grid_model.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("贴好以后的样子")

    def go_to(self, address: Address) -> None:
        """Mark the cell of an address and bring it into sight."""
        index = self.grid_model.place(address)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def show_first(self) -> None:
        """Bring the first cell of the plan into sight."""
        places = [self.grid_model.place(cell.address) for cell in self._plan.cells]
        if places:
            first = min(places, key=lambda place: (place.row(), place.column()))
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = least_widths(self.grid_model, self._needed_widths(), self.fontMetrics())
        widths = share_width(self.viewport().width(), self._table.widths, least)
        edges = list(accumulate(widths, initial=0))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.header.setFixedHeight(self.header.sizeHint().height())
        metrics = self.fontMetrics()
        usual = round(metrics.height() * 1.36)
        for row in range(self.grid_model.rowCount()):
            labels = [
                label_height(
                    cell.text, edges[cell.column + cell.across] - edges[cell.column], metrics
                )
                for (line, _), cell in self.grid_model.cells.items()
                if line == row and cell.down == 1 and cell.role is not Role.FIGURE
            ]
            self.setRowHeight(row, max([usual, *labels]))
        self.updateGeometries()

    def _needed_widths(self) -> list[tuple[int, int, int]]:
        """Return column, columns across and the least width of each figure's cell."""
        return [
            (c.column, c.across, self._needed(c.address))
            for c in self.grid_model.cells.values()
            if c.address is not None
        ]

    def _needed(self, address: Address) -> int:
        text, metrics = self.grid_model.text(address), self.fontMetrics()
        return needed_width(text, metrics, is_number="→" not in text and "≠" not in text)


def _ink(planned: PlannedCell | None) -> str:
    if planned is None:
        return "quiet"
    return "unbalanced" if planned.fate in {CellFate.DIFFERS, CellFate.USELESS} else "ink"
