"""Filling pages from top to bottom: what stays together, where a page ends, its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.printed.measures import MM
from gui.printing.grid import BAND, FAULT
from gui.printing.grid_layout import Frame, SetGrid
from gui.printing.line_breaking import BrokenLine
from gui.printing.measure import Ruler
from gui.printing.sheet import Face, Fill, Item, PageAnchor, Paper, PaperPage, Text, WatermarkItem

BASELINE = 0.86
"""How far below the top of the em its baseline lies, in ems."""
_NUMBER_SIZE = 14.0
_NUMBER_BELOW = 7 * MM
_DASH_HEIGHT = 0.36
"""How high above the baseline the dash beside a page number lies, in ems."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A line of text on its way to a page: its pitch, and whether it must not end a page."""

    line: BrokenLine
    size: float
    pitch: float
    is_glued: bool = False
    is_centred: bool = False
    anchor: str = ""
    anchor_level: int = 0


@dataclass(slots=True)
class _Open:
    """The page being filled."""

    is_turned: bool
    items: list[Item] = field(default_factory=list)
    anchors: list[PageAnchor] = field(default_factory=list)
    y: float = 0.0


class Flow:
    """The pages, filled one after the other."""

    def __init__(self, paper: Paper, face: Face, ruler: Ruler, mark: WatermarkItem | None) -> None:
        self.paper = paper
        self._face = face
        self._ruler = ruler
        self._mark = mark
        self._pages: list[_Open] = []
        self.turn_page(on_side=False)

    @property
    def width(self) -> float:
        """The width of the type area of the page in hand."""
        return self.paper.type_height if self._page.is_turned else self.paper.type_width

    @property
    def height(self) -> float:
        """The height of the type area of the page in hand."""
        return self.paper.type_width if self._page.is_turned else self.paper.type_height

    @property
    def frame(self) -> Frame:
        """The type area of the page in hand, for a table."""
        return Frame(self.width, self.height)

    @property
    def room(self) -> float:
        """What is left of the page in hand."""
        return self.height - self._page.y

    @property
    def is_at_top(self) -> bool:
        """Tell whether nothing stands on the page in hand yet."""
        return self._page.y <= 0

    def turn_page(self, *, on_side: bool) -> None:
        """Begin a page; an untouched one is used in its place."""
        if self._pages and not self._page.items:
            self._pages.pop()
        self._pages.append(_Open(on_side))

    def turn_page_if_turned(self) -> None:
        """Go back to an upright page."""
        if self._page.is_turned:
            self.turn_page(on_side=False)

    def skip(self, height: float) -> None:
        """Leave some room free."""
        self._page.y += height

    def snap(self) -> None:
        """Go down to the next line of the page's grid of 22."""
        lines = self._page.y / self.paper.pitch
        whole = int(lines + 1 - 1e-6)
        self._page.y = whole * self.paper.pitch

    def add_rows(self, rows: Sequence[FlowRow], below: float = 0.0) -> None:
        """Set lines; those glued together, and ``below`` after the last, share a page."""
        start = 0
        while start < len(rows):
            end = start
            while end < len(rows) - 1 and rows[end].is_glued:
                end += 1
            needed = sum(row.pitch for row in rows[start : end + 1])
            if end == len(rows) - 1 and rows[end].is_glued:
                needed += below
            # What no page can hold together is parted where the page ends.
            if needed > self.room + 1e-6 and needed <= self.height + 1e-6:
                self._next()
            for row in rows[start : end + 1]:
                self._add(row)
            start = end + 1

    def add_grid(self, placed: SetGrid) -> None:
        """Set a table from here on; over several pages where it must, its header on each."""
        first = placed.grid.header_lines
        count = placed.grid.lines
        left = self._left
        while first < count:
            fitting = placed.fitting_lines(first, self.room)
            end = min(first + fitting, count)
            if placed.part_height(first, end) > self.room + 1e-6 and not self.is_at_top:
                self._next()
                continue
            self._page.items += placed.draw(left, self._top + self._page.y, first, end)
            self._page.y += placed.part_height(first, end)
            first = end
            if first < count:
                self._next()

    def add_items(self, items: Iterable[Item], height: float, anchor: str = "") -> None:
        """Set what was placed already, and go below it."""
        if anchor:
            self._page.anchors.append(PageAnchor(anchor, self._top + self._page.y))
        self._page.items += items
        self._page.y += height

    def place(self) -> tuple[float, float]:
        """Return where the next thing stands on the paper."""
        return self._left, self._top + self._page.y

    def pages(self) -> tuple[PaperPage, ...]:
        """Return the pages, numbered."""
        filled = [page for page in self._pages if page.items] or self._pages[:1]
        return tuple(self._finish(page, number) for number, page in enumerate(filled, 1))

    @property
    def _page(self) -> _Open:
        return self._pages[-1]

    @property
    def _left(self) -> float:
        return self.paper.bottom if self._page.is_turned else self.paper.left

    @property
    def _top(self) -> float:
        return self.paper.left if self._page.is_turned else self.paper.top

    def _next(self) -> None:
        self._pages.append(_Open(self._page.is_turned))

    def _add(self, row: FlowRow) -> None:
        if row.pitch > self.room + 1e-6 and not self.is_at_top:
            self._next()
        top = self._top + self._page.y
        if row.anchor:
            self._page.anchors.append(PageAnchor(row.anchor, top, row.anchor_level))
        x = self._left
        if row.is_centred:
            x += (self.width - row.line.width) / 2
        y = top + (row.pitch - row.size) / 2 + row.size * BASELINE
        self._page.items += (
            Text(x + run.x, y, run.text, run.face, row.size, run.spacing) for run in row.line.runs
        )
        self._page.y += row.pitch

    def _finish(self, page: _Open, number: int) -> PaperPage:
        paper = self.paper
        width, height = paper.width, paper.height
        if page.is_turned:
            width, height = height, width
        items: tuple[Item, ...] = tuple(page.items)
        if self._mark:
            # Above the shades of cells, which would else cut it; below all that says something.
            shades = tuple(i for i in items if isinstance(i, Fill) and i.colour in {BAND, FAULT})
            items = (*shades, self._mark, *(item for item in items if item not in shades))
        items = (*items, self._number(number, is_turned=page.is_turned))
        return PaperPage(number, width, height, items, tuple(page.anchors))

    def _number(self, number: int, *, is_turned: bool) -> Text:
        """Place “— 1 —” below the type area: odd pages right, even left, one character in.

        On a page that is turned it stands at the same place of the paper, and is turned too.
        """
        paper = self.paper
        text = f"— {number} —"
        width = self._ruler.ems(self._face, text) * _NUMBER_SIZE
        x = paper.left + _NUMBER_SIZE
        if number % 2:
            x = paper.width - paper.right - _NUMBER_SIZE - width
        y = paper.height - paper.bottom + _NUMBER_BELOW + _DASH_HEIGHT * _NUMBER_SIZE
        if is_turned:
            return Text(paper.height - y, x, text, self._face, _NUMBER_SIZE, turn=90)
        return Text(x, y, text, self._face, _NUMBER_SIZE)
