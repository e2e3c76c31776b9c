"""A composed picture on screen: a sheet of white paper that fits its place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.printing.composer import Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.measure import Ruler
from gui.printing.painter import PagePainter
from gui.printing.sheet import PaperPage

_LARGEST = 12
"""So many points on paper are a line of the window at the most."""


class SheetView(QWidget):
    """Shows one composed page as wide as there is room, and tells it in words."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = PagePainter()
        self.ruler = Ruler()
        self.faces: Faces = find_faces()
        self.composed: Composed | None = None
        self.description = ""
        self.setAccessibleName(name)

    def show_page(self, composed: Composed | None, description: str) -> None:
        """Show a page; nothing where there is none."""
        self.composed = composed
        self.description = description
        self.setAccessibleDescription(description)
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
