"""Painting one cell of the form, the same in the table, its frozen heading and its footer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextOption

from core.forms.form import GridCell, Role
from gui.theme import Theme

LABEL_MARGIN = 6
"""Pixels at 96 dpi between a label and its cell's edges; scaled by the font below."""


def margin(metrics: QFontMetrics) -> int:
    """Return the margin inside a cell, in proportion to the font."""
    return max(4, round(metrics.height() * LABEL_MARGIN / 20))


def label_alignment(cell: GridCell) -> Qt.AlignmentFlag:
    """Return how a label stands: headings and groups centred, row labels at the left."""
    if cell.role in {Role.HEAD, Role.BAND} or cell.down > 1:
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_label(painter: QPainter, rect: QRect, cell: GridCell, theme: Theme, font: QFont) -> None:
    """Fill a label's cell and write its text, wrapped anywhere as Chinese is."""
    role = "band" if cell.role is Role.BAND else "head"
    painter.fillRect(rect, theme.color(role))
    painter.setFont(font)
    painter.setPen(theme.color("ink"))
    space = margin(QFontMetrics(font))
    inner = rect.adjusted(space, 1, -space, -1)
    if cell.role is Role.HEAD:
        inner = _balanced(inner, cell.text, QFontMetrics(font))
    option = QTextOption(label_alignment(cell))
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.drawText(QRectF(inner), cell.text, option)


def label_height(text: str, width: int, metrics: QFontMetrics) -> int:
    """Return the height that a wrapped label needs in a cell of this width."""
    space = margin(metrics)
    box = QRect(0, 0, max(width - 2 * space, metrics.height()), 10000)
    return metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height() + 2


def _balanced(box: QRect, text: str, metrics: QFontMetrics) -> QRect:
    """Narrow a box so that a heading breaks into even lines and leaves no single character."""
    length = metrics.horizontalAdvance(text)
    if length <= box.width() or box.width() <= 0:
        return box
    lines = -(-length // box.width())
    spare = box.width() - (length // lines + metrics.height())
    return box.adjusted(spare // 2, 0, -spare // 2, 0) if spare > 0 else box


def line_pen(theme: Theme) -> QPen:
    """Return the pen of the grid."""
    return QPen(theme.color("line"), 1)
