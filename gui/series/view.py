"""The plot on screen: a sheet of white paper that fits its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.years.series import SeriesLine
from gui.printing.composer import Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.measure import Ruler
from gui.printing.painter import PagePainter
from gui.printing.sheet import PaperPage
from gui.series.plot import compose_plot, describe_plot

_LARGEST = 12
"""So many points on paper are a line of the window at the most."""


class PlotView(QWidget):
    """Shows the plot of some figures as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = PagePainter()
        self._ruler = Ruler()
        self._faces: Faces = find_faces()
        self.composed: Composed | None = None
        self.description = ""
        self.setAccessibleName("历年图")

    def show_lines(self, lines: Sequence[SeriesLine], title: str) -> None:
        """Plot these figures; nothing where there are none."""
        self.composed = compose_plot(lines, title, self._faces, self._ruler) if lines else None
        self.description = describe_plot(lines)
        self.setAccessibleDescription(self.description)
        self._take_height()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.composed is None:
            return
        page = self.composed.pages[0]
        painter = QPainter(self)
        scale = self._scale(page)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        self._painter.paint(painter, page, scale)
        painter.end()

    def _take_height(self) -> None:
        if self.composed is None:
            self.setMinimumHeight(0)
            return
        page = self.composed.pages[0]
        self.setMinimumHeight(round(page.height * self._scale(page)))

    def _scale(self, page: PaperPage) -> float:
        """Fill the width, but make no words larger than those of the window around."""
        return min(self.width() / page.width, self.fontMetrics().height() / _LARGEST)
