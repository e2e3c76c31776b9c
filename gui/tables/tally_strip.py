"""The frozen footer of a table: the live tallies, column under column."""

from __future__ import annotations

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

from core.checks.tally import Balance, Tally
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


@dataclass(frozen=True, slots=True)
class _Block:
    """A tally under the grid columns from ``first`` to ``last``."""

    tally: Tally
    first: int
    last: int


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
        self._said: dict[_Block, tuple[object, ...]] = {}
        """What each block says, before it is fitted into its width."""
        self._shown: dict[_Block, tuple[str, ...]] = {}
        """The lines of each block as they are painted: measured once, and not at each painting."""
        self._told = ""
        self._is_short = False
        self._lines = 0
        """Asked for when the report has left already, too."""
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
        return lines * self._line_height() + 2 if self.has_tallies else 0

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
        self._said, self._shown = {}, {}
        self._lines = max((len(self._texts(block)) for block in self._blocks), default=0)
        self._in_hand = None
        self.setVisible(bool(found))
        self.setFixedHeight(self.sizeHint().height())
        self.follow()
        self.update()

    def follow(self) -> None:
        """Paint what says something else now, and say the state to a screen reader."""
        said = {block: self._says(block) for block in self._blocks}
        changed = [block for block, now in said.items() if self._said.get(block) != now]
        self._said = said
        for block in changed:
            before, now = self._shown.get(block), self._texts(block)
            self._shown[block] = now
            span = self._span(block.first, block.last)
            for line, text in enumerate(now):
                # The last one has the colour of the state, too.
                if before is None or line == len(now) - 1 or before[line] != text:
                    self.update(self._line(span, line))
        told = self.words_in_hand()
        if told != self._told and self._blocks:
            self.update(self._place_in_hand())
        if changed or told != self._told:
            words = (in_words(block.tally) for block in self._blocks)
            self.setAccessibleDescription("；".join([told, *words] if told else words))
        self._told = told

    def enter(self, address: Address | None) -> None:
        """Tell of the column of the cell in hand in words."""
        column = self._view.form_model.place(address).column() if address else -1
        found = (block for block in self._blocks if block.first <= column <= block.last)
        self._in_hand = next(found, None)
        self.follow()

    def words_in_hand(self) -> str:
        """Say how the column in hand stands: 应办 528 · 办结 511 · 结转 16 · 还差 1."""
        if self._in_hand is None or not self._is_under_columns:
            return ""
        tally = self._in_hand.tally
        return f"{tally.identity.place}　{sentence(self._document.report, tally)}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(self.sizeHint().height())
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, max(2, self.height_wanted(short=self._is_short)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("head"))
        region = event.region()  # a digit changes a column, and the words at the left of all
        for block in self._blocks:
            if region.intersects(self._span(block.first, block.last)):
                self._paint_block(painter, block, region)
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
        if identity.along == "column" and not identity.is_sum:
            return _Block(tally, columns[0], columns[0])
        if identity.along == "row" and self._view.form_model.rowCount() == 1:
            return _Block(tally, min(columns), max(columns))
        return None

    @property
    def _is_under_columns(self) -> bool:
        """Tell whether the tallies leave room at the left, where the rows have their labels."""
        return min((block.first for block in self._blocks), default=0) > 0

    def _fit(self) -> None:
        """Fit all lines anew: the columns or the font have another size."""
        if self._document.is_open:
            self._shown = {block: self._texts(block) for block in self._blocks}
        self.update()

    def _says(self, block: _Block) -> tuple[object, ...]:
        """Return all that the lines of a block depend on, but for its width."""
        tally = block.tally
        missing = (tally.missing_left, tally.missing_right, tally.missing)
        return (tally.left_sum, tally.right_sum, *missing, amounts(self._document.report, tally))

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
        tally = self._blocks[0].tally
        names = (*captions(self._document.report.form, tally), "还差")
        space = margin(self.fontMetrics())
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(self.theme.color("quiet"))
        for line, name in enumerate(names):
            box = self._line(span, line)
            if region.intersects(box) and not (self._is_short and line < len(names) - 1):
                painter.drawText(box.adjusted(space, 0, -space, 0), right, name)
        if self._in_hand is not None:
            painter.setPen(self.theme.color(self.theme.balance(self._in_hand.tally.state)))
            widest = max(map(self.fontMetrics().horizontalAdvance, names))
            room = span.adjusted(space, 0, -space - widest - self.fontMetrics().height(), 0)
            self._paint_in_hand(painter, room, len(names) - 1)

    def _paint_in_hand(self, painter: QPainter, room: QRect, last: int) -> None:
        """Write how the column in hand stands; where it is narrow its name stands a line above."""
        metrics, words = self.fontMetrics(), self._told
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if metrics.horizontalAdvance(words) > room.width():
            name, _, words = words.partition("　")
            if not self._is_short:
                painter.drawText(self._line(room, last - 1), left, name)
        # The verdict comes last; amounts go one by one and whole, for half a figure is another.
        while metrics.horizontalAdvance(words) > room.width() and SEPARATOR in words:
            words = words.partition(SEPARATOR)[2]
        painter.drawText(self._line(room, last), left, words)

    def _paint_block(self, painter: QPainter, block: _Block, region: QRegion) -> None:
        tally, span = block.tally, self._span(block.first, block.last)
        texts = self._shown[block]
        space = margin(self.fontMetrics())
        across = Qt.AlignmentFlag.AlignRight
        if not self._is_under_columns:
            across = Qt.AlignmentFlag.AlignHCenter
        for line, text in enumerate(texts):
            box, is_last = self._line(span, line), line == len(texts) - 1
            if (self._is_short and not is_last) or not region.intersects(box):
                continue
            if is_last and tally.state is Balance.UNBALANCED:
                painter.fillRect(box, self.theme.color("fault"))
            role = self.theme.balance(tally.state) if is_last else "ink"
            painter.setPen(self.theme.color("quiet" if tally.missing and not is_last else role))
            painter.drawText(
                box.adjusted(_EDGE, 0, -space, 0), int(across | Qt.AlignmentFlag.AlignVCenter), text
            )
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
        height = self._line_height()
        top = 1 + (0 if self._is_short else line * height)
        return QRect(span.left(), top, span.width(), height)

    def _line_height(self) -> int:
        return round(self.fontMetrics().height() * 1.25)


def _last_words(tally: Tally, metrics: QFontMetrics, room: int) -> str:
    """Say how a column stands, in fewer words where it is narrow, by its sign at the least."""
    sign, brief = tally.state.sign, verdict(tally)
    choices = (f"{sign} {remainder(tally)}", brief, brief.replace(" ", ""), sign)
    return next((words for words in choices if metrics.horizontalAdvance(words) <= room), sign)
