"""Playing a page on a painter: the one place where the display list becomes ink."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from gui.printing.measure import make_font
from gui.printing.sheet import Face, PaperPage, RuleItem, Text, WatermarkItem

_UNITS = 20
"""Logical units in a point: font sizes are whole pixels in Qt, so that a pixel has to be small."""
MARK_COLOUR = "#ECEEF1"
"""The colour of the watermark."""
_MARK_SHARE = 0.5
"""The share of the page's diagonal that the watermark takes."""


class PagePainter:
    """Draws pages; it keeps the fonts that it made."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[Face, float, float], QFont] = {}
        self._spacing = 1.0

    def paint(self, painter: QPainter, page: PaperPage, scale: float) -> None:
        """Draw a page from the paper's corner; ``scale`` is device units in a point."""
        self._learn_spacing(painter)
        painter.save()
        painter.scale(scale / _UNITS, scale / _UNITS)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        for item in page.items:
            if isinstance(item, Text):
                self._text(painter, item)
            elif isinstance(item, RuleItem):
                self._rule(painter, item)
            elif isinstance(item, WatermarkItem):
                self._watermark(painter, item, page)
            else:
                frame = QRectF(item.x, item.y, item.width, item.height)
                painter.fillRect(
                    QRectF(frame.topLeft() * _UNITS, frame.size() * _UNITS), QColor(item.colour)
                )
        painter.restore()

    def _text(self, painter: QPainter, text: Text) -> None:
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(self._font(text))
        place = QPointF(text.x * _UNITS, text.y * _UNITS)
        if not text.turn:
            painter.drawText(place, text.text)
            return
        painter.save()
        painter.translate(place)
        painter.rotate(text.turn)
        painter.drawText(QPointF(0, 0), text.text)
        painter.restore()

    def _rule(self, painter: QPainter, rule: RuleItem) -> None:
        pen = QPen(Qt.GlobalColor.black, rule.width * _UNITS)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(
            QPointF(rule.x1 * _UNITS, rule.y1 * _UNITS),
            QPointF(rule.x2 * _UNITS, rule.y2 * _UNITS),
        )

    def _watermark(self, painter: QPainter, mark: WatermarkItem, page: PaperPage) -> None:
        """Draw the word as an outline along the rising diagonal, in the middle of the page."""
        painter.save()
        painter.scale(_UNITS, _UNITS)
        painter.fillPath(watermark_path(mark, page.width, page.height), QBrush(QColor(MARK_COLOUR)))
        painter.restore()

    def _learn_spacing(self, painter: QPainter) -> None:
        """Learn what the device makes of a spacing: Qt scales it by the device's resolution."""
        font = QFont()
        font.setPixelSize(100)
        plain = QFontMetricsF(font, painter.device()).horizontalAdvance("00")
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 100)
        spaced = QFontMetricsF(font, painter.device()).horizontalAdvance("00")
        factor = 200 / (spaced - plain)
        if abs(factor - self._spacing) > 1e-6:
            self._spacing = factor
            self._fonts.clear()

    def _font(self, text: Text) -> QFont:
        key = (text.face, text.size, text.spacing)
        font = self._fonts.get(key)
        if font is None:
            font = make_font(text.face, round(text.size * _UNITS))
            if text.spacing:
                spacing = text.spacing * _UNITS * self._spacing
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
            if len(self._fonts) > 2000:
                self._fonts.clear()
            self._fonts[key] = font
        return font


def watermark_path(mark: WatermarkItem, width: float, height: float) -> QPainterPath:
    """Return the outline of a word on a page, in points."""
    diagonal = (width**2 + height**2) ** 0.5
    path = QPainterPath()
    path.addText(QPointF(0, 0), make_font(mark.face, 1000), mark.word)
    bounds = path.boundingRect()
    size = diagonal * _MARK_SHARE / max(bounds.width(), 2400)
    place = QTransform().translate(width / 2, height / 2).rotate(-45).scale(size, size)
    return place.translate(-bounds.center().x(), -bounds.center().y()).map(path)
