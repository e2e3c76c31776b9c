"""One page on the screen: white paper on the window's ground, as large as the zoom asks."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from gui.look.scaling import KEEPS_SIZE
from gui.printing.painter import PagePainter
from gui.printing.sheet import PaperPage

_POINTS_PER_INCH = 72


class Fit(enum.Enum):
    """A zoom that follows the window."""

    WIDTH = "适合页宽"
    PAGE = "适合整页"


def render_page(page: PaperPage, player: PagePainter, scale: float, ratio: float) -> QPixmap:
    """Draw a page as a picture; ``scale`` is pixels in a point, ``ratio`` that of the screen."""
    pixmap = QPixmap(
        max(round(page.width * scale * ratio), 1), max(round(page.height * scale * ratio), 1)
    )
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    player.paint(painter, page, scale * ratio)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class PageCanvas(QWidget):
    """The sheet of paper; it keeps the picture of the page that it shows."""

    def __init__(self, player: PagePainter) -> None:
        super().__init__()
        self._player = player
        self._page: PaperPage | None = None
        self._scale = 1.0
        self._picture: QPixmap | None = None
        self._picture_of: tuple[PaperPage, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty(KEEPS_SIZE, True)

    def show_page(self, page: PaperPage, scale: float) -> None:
        """Show a page at a scale, in pixels per point."""
        self._page, self._scale = page, scale
        self.setFixedSize(round(page.width * scale) + 2, round(page.height * scale) + 2)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._current())
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))

    def _current(self) -> QPixmap:
        assert self._page is not None  # noqa: S101 - asked only while a page is shown
        ratio = self.devicePixelRatioF()
        known = self._picture_of
        stale = known is None or known[0] is not self._page or known[1:] != (self._scale, ratio)
        if self._picture is None or stale:
            self._picture = render_page(self._page, self._player, self._scale, ratio)
            self._picture_of = (self._page, self._scale, ratio)
        return self._picture


class PageView(QScrollArea):
    """Shows one page, and lets the wheel go on to the next at its end."""

    stepped = Signal(int)
    """The wheel went over the page's end: 1 asks for the next page, -1 for the one before."""

    def __init__(self, player: PagePainter) -> None:
        super().__init__()
        self.canvas = PageCanvas(player)
        self.setWidget(self.canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("页面")
        self._page: PaperPage | None = None
        self.zoom: Fit | float = Fit.PAGE

    @property
    def scale(self) -> float:
        """Pixels in a point, as the zoom and the window's size have it now."""
        if not isinstance(self.zoom, Fit):
            return self.zoom * self.logicalDpiX() / _POINTS_PER_INCH
        if self._page is None:
            return 1.0
        margin = self.fontMetrics().height()
        # The bar's width is always left free: else a page that just fits makes it come and go.
        bar = self.verticalScrollBar().sizeHint().width()
        width = (self.width() - bar - 2 * margin) / self._page.width
        if self.zoom is Fit.WIDTH:
            return max(width, 0.1)
        height = (self.height() - 2 * margin) / self._page.height
        return max(min(width, height), 0.1)

    def show_page(self, page: PaperPage, *, from_top: bool = True) -> None:
        """Show a page, from its top or from where the one before stood."""
        self._page = page
        self._adjust()
        if from_top:
            self.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: Fit | float) -> None:
        """Show the page as large as asked: 1.0 is the size on paper."""
        self.zoom = zoom
        self._adjust()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adjust()

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(height * 40, height * 45)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        if event.angleDelta().y() and bar.value() == (bar.maximum() if down else bar.minimum()):
            self.stepped.emit(1 if down else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _adjust(self) -> None:
        if self._page is not None:
            self.canvas.show_page(self._page, self.scale)
