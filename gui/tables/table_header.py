"""The frozen heading of a table: the merged heading lines of the printed form."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from core.forms.form import GridCell, TableSection
from gui.look.theme import Theme
from gui.tables.cell_painter import label_height, line_pen, paint_ruled


class FormHeader(QHeaderView):
    """Paints the heading lines over the columns; sections keep their widths by themselves.

    The first columns, as many as ``frozen`` says, stay where they are when the others scroll.
    """

    picked = Signal(object, bool)
    """This `GridCell` of the heading was clicked; True where what is selected shall be extended."""

    def __init__(self, table: TableSection, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.frozen = 0
        self._table = table
        self._cells = tuple(c for c in table.cells if c.line < table.header_lines)
        self._tops: tuple[object, list[int]] = (None, [])
        """The font and widths that the lines were measured for, and where each begins."""
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setAccessibleName("表头")

    @property
    def frozen_width(self) -> int:
        """Pixels at the left where labels stay while the figures scroll under them."""
        return sum(map(self.sectionSize, range(self.frozen))) if self.offset() else 0

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._line_tops()[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.color("head"))
        tops = self._line_tops()
        for cell in sorted(self._cells, key=lambda cell: cell.column < self.frozen):
            rect = self._rect(cell, tops)
            paint_ruled(painter, rect, cell, self.theme, self.font())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        tops, place = self._line_tops(), event.position().toPoint()
        for cell in sorted(self._cells, key=lambda cell: cell.column >= self.frozen):
            if self._rect(cell, tops).contains(place):
                extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.picked.emit(cell, extends)
                return

    def _rect(self, cell: GridCell, tops: list[int]) -> QRect:
        last = cell.column + cell.across - 1
        left = self.sectionPosition(cell.column)
        right = self.sectionPosition(last) + self.sectionSize(last)
        if cell.column >= self.frozen:
            left, right = left - self.offset(), right - self.offset()
        top, bottom = tops[cell.line], tops[cell.line + cell.down]
        return QRect(left, top, right - left, bottom - top)

    def _line_tops(self) -> list[int]:
        """Return where each line begins, and where the last one ends.

        Qt asks for it many times at each size of the window: measured once for a font and widths.
        """
        basis = (self.fontMetrics(), *map(self.sectionSize, range(self.count())))
        if self._tops[0] != basis:
            heights = map(self._line_height, range(self._table.header_lines))
            self._tops = (basis, list(accumulate(heights, initial=0)))
        return self._tops[1]

    def _line_height(self, line: int) -> int:
        metrics = self.fontMetrics()
        usual = round(metrics.height() * 1.3)
        tallest = max(
            (self._wanted(c) for c in self._cells if c.line == line and c.down == 1), default=0
        )
        return max(usual, tallest)

    def _wanted(self, cell: GridCell) -> int:
        width = sum(self.sectionSize(n) for n in range(cell.column, cell.column + cell.across))
        return label_height(cell.text, width, self.fontMetrics()) + 4


class HeadingCorner(QWidget):
    """Goes on with the heading above the scroll bar beside it."""

    def __init__(self, header: FormHeader) -> None:
        super().__init__()
        self._header = header

    def follow(self) -> None:
        """Be as high as the heading."""
        self.setFixedHeight(self._header.sizeHint().height() if self._header.isVisible() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._header.theme.color("head"))
        painter.setPen(line_pen(self._header.theme))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()


def set_under_heading(
    view: QTableView,
    table: TableSection,
    theme: Theme,
    cells: Mapping[tuple[int, int], GridCell],
) -> FormHeader:
    """Let a view show a table of the form as it is printed; returns its frozen heading.

    ``cells`` are the cells below the heading by row and column of the view's model, which it has
    already.
    """
    header = FormHeader(table, theme, view)
    view.setHorizontalHeader(header)
    header.setVisible(table.header_lines > 0)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(8)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setCornerButtonEnabled(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    for (row, column), cell in cells.items():
        if cell.down > 1 or cell.across > 1:
            view.setSpan(row, column, cell.down, cell.across)
    return header
