"""The frozen footer of a table: the live tallies, column under column."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.address import Address
from core.forms.form import Identity
from core.tally import Balance, Tally
from core.value import Number
from gui.cell_painter import line_pen, margin
from gui.document import Document
from gui.table_view import FormTableView
from gui.theme import Theme

LINES = 3


@dataclass(frozen=True, slots=True)
class _Block:
    """A tally under the grid columns from ``first`` to ``last``."""

    tally: Tally
    first: int
    last: int


class TallyStrip(QWidget):
    """Three lines under a table: left side, right side, difference.

    A balance that runs down a column stands under its column. In a table of one line the sum of
    a row stands under the row's cells. Other tallies are for the panel.
    """

    picked = Signal(object)
    """A tally was clicked."""

    def __init__(
        self, document: Document, view: FormTableView, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._view = view
        self._blocks: tuple[_Block, ...] = ()
        self.setMouseTracking(True)
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName("本表勾稽")
        view.laid_out.connect(self.update)
        self.attach()

    @property
    def has_tallies(self) -> bool:
        """Tell whether there is anything to show under this table."""
        return bool(self._blocks)

    def attach(self) -> None:
        """Find the tallies of the report that is open now."""
        found = []
        for tally in self._document.inspection.board.of_section(self._view.table.id):
            block = self._block(tally)
            if block is not None:
                found.append(block)
        self._blocks = tuple(found)
        self.setVisible(bool(found))
        self.follow()

    def follow(self) -> None:
        """Repaint, and say the state to a screen reader."""
        words = (f"{b.tally.identity.place}{b.tally.state.value}" for b in self._blocks)
        self.setAccessibleDescription("，".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, LINES * self._line_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("head"))
        start = min((block.first for block in self._blocks), default=0)
        if start > 0:
            self._paint_captions(painter, self._span(0, start - 1))
        for block in self._blocks:
            self._paint_block(painter, block, with_words=start == 0)
        painter.setPen(line_pen(self.theme))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for block in self._blocks:
            if self._span(block.first, block.last).contains(event.position().toPoint()):
                self.picked.emit(block.tally)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spans = (self._span(b.first, b.last) for b in self._blocks)
        over = any(span.contains(event.position().toPoint()) for span in spans)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _block(self, tally: Tally) -> _Block | None:
        identity = tally.identity
        places = [self._view.form_model.place(a) for a in identity.addresses]
        columns = [place.column() for place in places]
        if identity.along == "column" and not identity.is_sum:
            return _Block(tally, columns[0], columns[0])
        if identity.along == "row" and self._view.form_model.rowCount() == 1:
            return _Block(tally, min(columns), max(columns))
        return None

    def _paint_captions(self, painter: QPainter, span: QRect) -> None:
        identity = self._blocks[0].tally.identity
        captions = (
            *(self._names(identity, side) for side in (identity.left, identity.right)),
            "差",
        )
        painter.setPen(self.theme.color("quiet"))
        space = margin(self.fontMetrics())
        for line, caption in enumerate(captions):
            painter.drawText(
                self._line(span, line).adjusted(space, 0, -space, 0),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                caption,
            )

    def _paint_block(self, painter: QPainter, block: _Block, *, with_words: bool) -> None:
        tally, span = block.tally, self._span(block.first, block.last)
        identity = tally.identity
        left = _side(tally.left, tally.left_sum, len(identity.left) - len(tally.missing_left))
        right = _side(tally.right, tally.right_sum, len(identity.right) - len(tally.missing_right))
        if with_words:
            left, right = f"各项之和 {left}", f"总计 {right}"
        role = self.theme.balance(tally.state)
        lines = ((left, "ink"), (right, "ink"), (verdict(tally), role))
        space = margin(self.fontMetrics())
        align = Qt.AlignmentFlag.AlignHCenter if with_words else Qt.AlignmentFlag.AlignRight
        for line, (text, ink) in enumerate(lines):
            box = self._line(span, line)
            if line == LINES - 1 and tally.state is Balance.UNBALANCED:
                painter.fillRect(box, self.theme.color("fault"))
            painter.setPen(self.theme.color("quiet" if tally.missing and line < 2 else ink))
            painter.drawText(
                box.adjusted(2, 0, -space, 0), int(align | Qt.AlignmentFlag.AlignVCenter), text
            )
        painter.setPen(line_pen(self.theme))
        painter.drawLine(span.topRight(), span.bottomRight())

    def _names(self, identity: Identity, side: tuple[Address, ...]) -> str:
        form = self._document.report.form
        return "＋".join(form.term(identity, address) for address in side)

    def _span(self, first: int, last: int) -> QRect:
        header, frame = self._view.header, self._view.frameWidth()
        left = header.sectionViewportPosition(first) + frame
        right = header.sectionViewportPosition(last) + header.sectionSize(last) + frame
        return QRect(left, 0, right - left, self.height())

    def _line(self, span: QRect, line: int) -> QRect:
        height = self._line_height()
        return QRect(span.left(), 1 + line * height, span.width(), height)

    def _line_height(self) -> int:
        return round(self.fontMetrics().height() * 1.25)


def _side(known: Number | None, filled: Number, cells: int) -> str:
    """Show one side; while cells are blank, what is filled so far."""
    if known is not None:
        return f"{known}"
    return f"已填{filled}" if cells else "—"


def verdict(tally: Tally) -> str:
    """Say a tally's state with its sign: never by colour alone."""
    if tally.state is Balance.UNBALANCED:
        return f"{tally.state.sign} {tally.difference}"
    missing = f" 缺{len(tally.missing)}格" if tally.missing else ""
    return f"{tally.state.sign}{missing}"
