"""A line of words that gives way: where there is no room for all of it, it ends in an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """Never asks for more than ``least`` characters; what is cut is in the tooltip.

    A tooltip that somebody set stays as it is.
    """

    def __init__(self, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        least = self.fontMetrics().horizontalAdvance("汉") * self._least
        return QSize(min(least, whole.width()), whole.height())

    def sizeHint(self) -> QSize:
        return super().minimumSizeHint()

    @property
    def is_cut(self) -> bool:
        """Tell whether there is no room for all of it."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.text(), elide, self._room())
        left = max(self.indent(), 0) + self.margin()
        place = self.contentsRect().adjusted(left, 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        style: QStyle = self.style()
        style.drawItemText(
            painter, place, flags, self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()

    def _room(self) -> int:
        return self.contentsRect().width() - max(self.indent(), 0) - self.margin()
