"""Painting one cell of the form, the same in the table, its frozen heading and its footer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle

from core.checks.tally import Balance
from core.forms.form import GridCell, Role
from core.report.finding import Severity
from gui.look.theme import Theme
from gui.tables.table_model import CellLook, FormTableModel, TallyPart

_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_FOOT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_PRIOR_SIZE = 0.78
"""Of last year's figure, in the size of this year's."""
LABEL_MARGIN = 6
"""Pixels at 96 dpi between a label and its cell's edges; scaled by the font below."""
_WIDE = 10_000
"""Pixels that no text of a cell fills."""


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
    text = cell.text
    if cell.role is Role.HEAD:
        inner = _balanced(inner, text, QFontMetrics(font))
        text = even_lines(text, inner.width(), QFontMetrics(font))
    option = QTextOption(label_alignment(cell))
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.drawText(QRectF(inner), text, option)


def paint_ruled(painter: QPainter, rect: QRect, cell: GridCell, theme: Theme, font: QFont) -> None:
    """Paint a label with the lines at its right and below it, which Qt draws for a cell."""
    paint_label(painter, rect, cell, theme, font)
    painter.setPen(line_pen(theme))
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def label_height(text: str, width: int, metrics: QFontMetrics) -> int:
    """Return the height that a wrapped label needs in a cell of this width."""
    space = margin(metrics)
    box = QRect(0, 0, max(width - 2 * space, metrics.height()), 10000)
    return metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height() + 2


def label_heights(model: FormTableModel, edges: Sequence[int], metrics: QFontMetrics) -> list[int]:
    """Return what each row needs for labels that stand in it alone; ``edges`` are of columns."""
    heights = [0] * model.rowCount()
    for (row, _), cell in model.cells.items():
        if cell.down == 1 and cell.role is not Role.FIGURE:
            width = edges[cell.column + cell.across] - edges[cell.column]
            heights[row] = max(heights[row], label_height(cell.text, width, metrics))
    return heights


def _balanced(box: QRect, text: str, metrics: QFontMetrics) -> QRect:
    """Narrow a box so that a heading breaks into even lines and leaves no single character."""
    if metrics.horizontalAdvance(text) <= box.width() or box.width() <= 0:
        return box
    tall = _tall(text, box.width(), metrics)
    narrow, width = 0, box.width()
    while width - narrow > 1:
        middle = (narrow + width) // 2
        if _tall(text, middle, metrics) > tall:
            narrow = middle
        else:
            width = middle
    spare = box.width() - width
    return box.adjusted(spare // 2, 0, -(spare - spare // 2), 0)


def even_lines(text: str, width: int, metrics: QFontMetrics) -> str:
    """Break a heading into lines that are as even as can be; one with marks breaks as it will."""
    lines = _lines(text, width, metrics)
    if lines < 2 or not text.isalpha():
        return text
    edges = [len(text) * line // lines for line in range(lines + 1)]
    return "\n".join(text[a:b] for a, b in pairwise(edges))


def _lines(text: str, width: int, metrics: QFontMetrics) -> int:
    """Return the lines that a text takes in a width."""
    # Another font may stand in for Chinese: its lines are as high as they are, not as the font.
    one, two = (_tall(each, _WIDE, metrics) for each in (text, f"{text}\n{text}"))
    return 1 + round((_tall(text, width, metrics) - one) / max(1, two - one))


def _tall(text: str, width: int, metrics: QFontMetrics) -> int:
    box = QRect(0, 0, width, _WIDE)
    return metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), text).height()


def line_pen(theme: Theme) -> QPen:
    """Return the pen of the grid."""
    return QPen(theme.color("line"), 1)


def paint_figure(
    painter: QPainter, rect: QRect, look: CellLook, text: str, state: QStyle.StateFlag, theme: Theme
) -> None:
    """Paint a figure: its ground, what a selection or a search lays over it, its sign, its text."""
    painter.fillRect(rect, theme.color(_ground(look)))
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    if is_selected:
        tint = QColor(theme.accent)
        tint.setAlpha(theme.tint)
        painter.fillRect(rect, tint)
    metrics = painter.fontMetrics()
    space = margin(metrics)
    inner = rect.adjusted(space // 2, 0, -space, 0)
    sign, role = _sign(look)
    if sign:
        painter.setPen(theme.color(role))
        painter.drawText(inner, _AT_LEFT, sign)
        inner.adjust(metrics.horizontalAdvance(sign) + 2, 0, 0, 0)
    if look.prior:
        _paint_prior(painter, inner, look.prior, text, theme)
    if look.untouched:
        _paint_blank(painter, inner, theme)
    elif text:
        is_quiet = look.computed and look.part is None
        is_wrong = look.refused or look.kept
        painter.setPen(theme.color(role if is_wrong else "quiet" if is_quiet else "ink"))
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _AT_RIGHT, text)
    if theme.is_contrast and look.part is not None:
        style = Qt.PenStyle.DotLine if look.part is TallyPart.ADDEND else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color("mark"), 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    if theme.is_contrast and is_selected:
        painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DashDotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(3, 3, -4, -4))
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    is_hit = look.found and is_selected
    if look.found and not is_hit:
        painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    if has_focus or is_hit:  # the hit in hand, though the keys are in the search
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _paint_prior(painter: QPainter, inner: QRect, prior: str, text: str, theme: Theme) -> None:
    """Write last year's figure small in the lower left corner, where there is room for both."""
    room = inner.width() - painter.fontMetrics().horizontalAdvance(text)
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * _PRIOR_SIZE)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(f"{prior} ") <= room:
        painter.save()
        painter.setFont(font)
        painter.setPen(theme.color("quiet"))
        painter.drawText(inner, _AT_FOOT, prior)
        painter.restore()


def _paint_blank(painter: QPainter, inner: QRect, theme: Theme) -> None:
    """Draw the short line that a paper form has where something is still to be written."""
    metrics = painter.fontMetrics()
    ink = QColor(theme.quiet)
    ink.setAlpha(255 if theme.is_contrast else 150)
    painter.setPen(QPen(ink, 1))
    base = inner.center().y() + metrics.ascent() // 2
    painter.drawLine(inner.right() - metrics.averageCharWidth(), base, inner.right(), base)


def _sign(look: CellLook) -> tuple[str, str]:
    """Return the sign of a cell that needs a look, and its role."""
    if look.refused:
        return Severity.ERROR.sign, "unbalanced"
    if look.kept:
        return Balance.UNBALANCED.sign, "unbalanced"
    return (Severity.WARNING.sign, "unfilled") if look.doubtful else ("", "ink")


def _ground(look: CellLook) -> str:
    if look.refused:
        return "fault"
    if look.part is not None:
        return look.part.value
    if look.doubtful:
        return "doubt"
    if look.found:
        return "band"
    return "computed" if look.computed else "surface"
