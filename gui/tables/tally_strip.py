"""The frozen footer of a table: the live tallies, column under column."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from core.checks.tally import Balance, Tally, cells_under
from core.checks.tally_words import (
    SEPARATOR,
    amounts,
    captions,
    in_words,
    remainder,
    sentence,
    side,
    verdict,
)
from core.figures.address import Address
from gui.look.theme import Theme
from gui.state.document import Document
from gui.tables.cell_painter import line_pen, margin
from gui.tables.table_view import FormTableView

_EDGE = 2
"""Pixels that words keep from the line at their left."""
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """A tally under the grid columns from ``first`` to ``last``."""

    tally: Tally
    first: int
    last: int
    moved_by: AbstractSet[Address]
    """The cells that its tally hangs on, those under its totals too."""


class TallyStrip(QWidget):
    """Lines under a table: what there was to do, what became of it, and what is still missing.

    A balance that runs down a column stands under its column, and that of the column in hand is
    told in words besides. In a table of one line the sum of a row stands under the row's cells.
    Other tallies are for the panel.
    """

    picked = Signal(object)
    """A tally was clicked."""
    menu_wanted = Signal(QPoint, object)
    """The context menu of a tally shall open at this place of the screen."""

    def __init__(
        self, document: Document, view: FormTableView, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._view = view
        self._blocks: tuple[_Block, ...] = ()
        self._in_hand: _Block | None = None
        self._is_under_columns = False
        """Whether the tallies leave room at the left, where the rows have their labels."""
        self._shown: dict[_Block, tuple[tuple[str, str], ...]] = {}
        """The lines of each block, with the roles of their colours, as they are painted."""
        self._captions: tuple[str, ...] = ()
        """What stands before the lines, at the left."""
        self._widest = 0
        """What the widest of those needs."""
        self._words: dict[_Block, str] = {}
        """What a screen reader says of each block."""
        self._told = self._spoken = ""
        self._is_short = False
        self._lines = 0
        """Asked for when the report has left already, too."""
        self._line_height = 0
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so nothing under it is painted
        self.setAccessibleName("本表勾稽")
        view.laid_out.connect(self._fit)
        self.attach()

    @property
    def has_tallies(self) -> bool:
        """Tell whether there is anything to show under this table."""
        return bool(self._blocks)

    def height_wanted(self, *, short: bool) -> int:
        """Return the height of all lines, or of the verdicts alone; zero without tallies."""
        lines = 1 if short else self._lines
        return lines * self._line_height + 2 if self.has_tallies else 0

    def shorten(self, *, short: bool) -> None:
        """Show the verdicts alone, where the rows of the table need the room; or all lines."""
        self._is_short = short
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def attach(self) -> None:
        """Find the tallies of the report that is open now."""
        found = []
        for tally in self._document.inspection.board.of_section(self._view.table.id):
            block = self._block(tally)
            if block is not None:
                found.append(block)
        self._blocks = tuple(found)
        self._is_under_columns = min((block.first for block in found), default=0) > 0
        self._in_hand = None
        self._words = {block: in_words(block.tally) for block in found}
        self._fit()
        self._lines = max(map(len, self._shown.values()), default=0)
        self.setVisible(bool(found))
        self.setFixedHeight(self.sizeHint().height())
        self._tell()

    def follow(self, figures: AbstractSet[Address]) -> None:
        """Paint what says something else now that these figures have changed."""
        for block in self._blocks:
            if block.moved_by.isdisjoint(figures):
                continue
            before, now = self._shown[block], self._painted(block)
            self._shown[block], self._words[block] = now, in_words(block.tally)
            span = self._span(block.first, block.last)
            for line, (old, new) in enumerate(zip(before, now, strict=True)):
                if old != new:
                    self.update(self._line(span, line))
        self._tell()

    def enter(self, address: Address | None) -> None:
        """Tell of the column of the cell in hand in words."""
        column = self._view.form_model.place(address).column() if address else -1
        found = (block for block in self._blocks if block.first <= column <= block.last)
        self._in_hand = next(found, None)
        self._tell()

    def words_in_hand(self) -> str:
        """Say how the column in hand stands: 应办 528 · 办结 511 · 结转 16 · 还差 1."""
        if self._in_hand is None or not self._is_under_columns:
            return ""
        tally = self._in_hand.tally
        return f"{tally.identity.place}　{sentence(self._document.report, tally)}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(200, max(2, self.height_wanted(short=self._is_short)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("head"))
        region = event.region()  # a digit changes a column, and the words at the left of all
        for block in self._blocks:
            span = self._span(block.first, block.last)
            if region.intersects(span):
                self._paint_block(painter, block, span, region)
        labels = self._labels() if self._is_under_columns else QRect()
        if region.intersects(labels):
            painter.fillRect(labels, self.theme.color("head"))
            self._paint_captions(painter, labels, region)
        painter.setPen(line_pen(self.theme))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tally = self.tally_at(event.position().toPoint())
        if tally is not None and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(tally)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        tally = self.tally_at(event.pos())
        if tally is not None:
            self.menu_wanted.emit(event.globalPos(), tally)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.tally_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def tally_at(self, place: QPoint) -> Tally | None:
        """Return the tally that stands at a place."""
        if self._is_under_columns and self._labels().contains(place):
            return None
        spans = ((self._span(b.first, b.last), b.tally) for b in self._blocks)
        return next((tally for span, tally in spans if span.contains(place)), None)

    def _block(self, tally: Tally) -> _Block | None:
        identity = tally.identity
        places = [self._view.form_model.place(a) for a in identity.addresses]
        columns = [place.column() for place in places]
        moved_by = cells_under(self._document.report.form, identity.addresses)
        if identity.along == "column" and not identity.is_sum:
            return _Block(tally, columns[0], columns[0], moved_by)
        if identity.along == "row" and self._view.form_model.rowCount() == 1:
            return _Block(tally, min(columns), max(columns), moved_by)
        return None

    def _tell(self) -> None:
        """Tell of the column in hand, and of all tallies to a screen reader."""
        told = self.words_in_hand()
        if told != self._told:
            self._told = told
            if self._blocks:
                self.update(self._place_in_hand())
        spoken = "；".join((told, *self._words.values()) if told else self._words.values())
        if spoken != self._spoken:
            self._spoken = spoken
            self.setAccessibleDescription(spoken)

    def _fit(self) -> None:
        """Fit all lines anew: the columns or the font have another size."""
        self._line_height = round(self.fontMetrics().height() * 1.25)
        if self._document.is_open:
            self._shown = {block: self._painted(block) for block in self._blocks}
            if self._is_under_columns:
                named = captions(self._document.report.form, self._blocks[0].tally)
                self._captions = (*named, "还差")
                self._widest = max(map(self.fontMetrics().horizontalAdvance, self._captions))
        self.update()

    def _painted(self, block: _Block) -> tuple[tuple[str, str], ...]:
        """Return the lines of a block with the roles of their colours."""
        *sums, last = self._texts(block)
        role = "quiet" if block.tally.missing else "ink"
        return (*((text, role) for text in sums), (last, self.theme.balance(block.tally.state)))

    def _texts(self, block: _Block) -> tuple[str, ...]:
        """Return the lines of a block, the verdict last."""
        tally = block.tally
        if self._is_under_columns:
            room, metrics = self._room(block), self.fontMetrics()
            # Half a figure is another: it stands whole, or in the panel alone.
            sums = (
                words if metrics.horizontalAdvance(words) <= room else "…"
                for words in amounts(self._document.report, tally)
            )
            return (*sums, _last_words(tally, metrics, room))
        left, right = tally.identity.left, tally.identity.right
        added = side(tally.left, tally.left_sum, len(left) - len(tally.missing_left))
        total = side(tally.right, tally.right_sum, len(right) - len(tally.missing_right))
        return (f"各项之和 {added}", f"总计 {total}", verdict(tally))

    def _room(self, block: _Block) -> int:
        """Return the width that words have in a block."""
        return self._span(block.first, block.last).width() - _EDGE - margin(self.fontMetrics())

    def _paint_captions(self, painter: QPainter, span: QRect, region: QRegion) -> None:
        names, metrics = self._captions, self.fontMetrics()
        space = margin(metrics)
        painter.setPen(self.theme.color("quiet"))
        for line, name in enumerate(names):
            box = self._line(span, line)
            if region.intersects(box) and not (self._is_short and line < len(names) - 1):
                painter.drawText(box.adjusted(space, 0, -space, 0), _AT_RIGHT, name)
        if self._in_hand is not None:
            painter.setPen(self.theme.color(self.theme.balance(self._in_hand.tally.state)))
            room = span.adjusted(space, 0, -space - self._widest - metrics.height(), 0)
            self._paint_in_hand(painter, room, len(names) - 1)

    def _paint_in_hand(self, painter: QPainter, room: QRect, last: int) -> None:
        """Write how the column in hand stands; where it is narrow its name stands a line above."""
        metrics, words = self.fontMetrics(), self._told
        if metrics.horizontalAdvance(words) > room.width():
            name, _, words = words.partition("　")
            if not self._is_short:
                painter.drawText(self._line(room, last - 1), _AT_LEFT, name)
        # The verdict comes last; amounts go one by one and whole, for half a figure is another.
        while metrics.horizontalAdvance(words) > room.width() and SEPARATOR in words:
            words = words.partition(SEPARATOR)[2]
        painter.drawText(self._line(room, last), _AT_LEFT, words)

    def _paint_block(self, painter: QPainter, block: _Block, span: QRect, region: QRegion) -> None:
        lines, space = self._shown[block], margin(self.fontMetrics())
        across = _AT_RIGHT if self._is_under_columns else _CENTRED
        for line, (text, role) in enumerate(lines):
            box, is_last = self._line(span, line), line == len(lines) - 1
            if (self._is_short and not is_last) or not region.intersects(box):
                continue
            if is_last and block.tally.state is Balance.UNBALANCED:
                painter.fillRect(box, self.theme.color("fault"))
            painter.setPen(self.theme.color(role))
            painter.drawText(box.adjusted(_EDGE, 0, -space, 0), across, text)
        painter.setPen(line_pen(self.theme))
        painter.drawLine(span.topRight(), span.bottomRight())

    def _span(self, first: int, last: int) -> QRect:
        header, frame = self._view.header, self._view.frameWidth()
        left = header.sectionViewportPosition(first) + frame
        right = header.sectionViewportPosition(last) + header.sectionSize(last) + frame
        return QRect(left, 0, right - left, self.height())

    def _labels(self) -> QRect:
        """Return the place under the labels of the rows, which stays where figures scroll."""
        width = self._view.header.sectionPosition(self._blocks[0].first)
        return QRect(self._view.frameWidth(), 0, width, self.height())

    def _place_in_hand(self) -> QRect:
        """Return the lines at the left in which the column in hand is told."""
        labels, last = self._labels(), self._lines - 1
        return self._line(labels, last - 1) | self._line(labels, last)

    def _line(self, span: QRect, line: int) -> QRect:
        top = 1 + (0 if self._is_short else line * self._line_height)
        return QRect(span.left(), top, span.width(), self._line_height)


def _last_words(tally: Tally, metrics: QFontMetrics, room: int) -> str:
    """Say how a column stands, in fewer words where it is narrow, by its sign at the least."""
    sign, brief = tally.state.sign, verdict(tally)
    choices = (f"{sign} {remainder(tally)}", brief, brief.replace(" ", ""), sign)
    return next((words for words in choices if metrics.horizontalAdvance(words) <= room), sign)
