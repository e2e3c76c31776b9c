"""Setting a table: type size, column widths and row heights, then its lines and texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.exports.parts.width_share import FEWEST, LEAST_SHARE, give_to_needy, widen_tight
from gui.printing.cell_text import (
    LEADING,
    PADDING,
    TALL,
    TIGHT_PADDING,
    CellSetter,
    CellText,
)
from gui.printing.grid import Align, GridBox, RuledGrid
from gui.printing.sheet import Fill, Item, RuleItem, Text

SIZES = (10.5, 10.0, 9.5, 9.0)
"""Type sizes for a table, from 五号 to 小五; the largest that fits is taken."""
LEAST = 3.0
"""The room above and below the text of a row together, where there is little."""
_STACK = 2
"""The characters that a column of characters one below the other needs: one, and its mark."""
_OUTER = 1.0
_INNER = 0.5
_BASELINE = 0.86
"""How far below the top of the em its baseline lies, in ems."""


@dataclass(frozen=True, slots=True)
class SetGrid:
    """A table that is set; lengths in points."""

    grid: RuledGrid
    size: float
    columns: tuple[float, ...]
    """The left edge of every column, and the right edge of the last."""
    heights: tuple[float, ...]
    texts: tuple[CellText, ...]
    """The texts, one for each box of the grid."""

    @property
    def height(self) -> float:
        """The height of the whole table."""
        return sum(self.heights)

    @property
    def smallest_figure(self) -> float:
        """The smallest size of type in which a number is set."""
        texts = zip(self.grid.boxes, self.texts, strict=True)
        return min((text.size for box, text in texts if box.is_number), default=self.size)

    @property
    def line_count(self) -> int:
        """How many lines of text its boxes have."""
        return sum(len(text.lines) for text in self.texts)

    def fitting_lines(self, first: int, room: float) -> int:
        """Return how many lines from ``first`` on fit below the header; at least one."""
        room -= sum(self.heights[: self.grid.header_lines])
        count = 0
        for height in self.heights[first:]:
            room -= height
            if room < -1e-6:
                break
            count += 1
        return max(count, 1)

    def part_height(self, first: int, end: int) -> float:
        """Return the height of some lines with the header above them."""
        head = self.grid.header_lines
        return sum(self.heights[:head]) + sum(self.heights[max(first, head) : end])

    def draw(self, x: float, y: float, first: int, end: int) -> tuple[Item, ...]:
        """Draw the lines from ``first`` to ``end`` with the header above them."""
        head = self.grid.header_lines
        lines = [*range(min(head, end)), *range(max(first, head), end)]
        return _Drawing(self, x, y, lines).items()


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area that a table is set for: its width, and the height of a whole page."""

    width: float
    height: float

    @property
    def figure_size(self) -> float:
        """The least size in which figures are set where they have the width.

        On its side a page has little height and much width: rows close up, figures do not shrink.
        """
        return SIZES[0] if self.width > self.height else 0.0

    @property
    def tallest(self) -> float:
        """The most that a row's text may take, so that it fits on a page below the header."""
        return self.height / 2


def set_small_grid(
    grid: RuledGrid, frame: Frame, setter: CellSetter, size: float = SIZES[-1]
) -> SetGrid:
    """Set a table in one size, to run over as many pages as it takes."""
    return padded(set_bare(grid, frame, size, setter), LEAST * 2)


def padded(placed: SetGrid, padding: float) -> SetGrid:
    """Give every row its room above and below, and a row that spans room for its text."""
    heights = [height + padding for height in placed.heights]
    pitch = placed.size * LEADING
    for box, text in zip(placed.grid.boxes, placed.texts, strict=True):
        if box.down > 1:
            needed = len(text.lines) * pitch + min(padding, LEAST)
            missing = needed - sum(heights[box.line : box.line + box.down])
            for line in range(box.line, box.line + box.down):
                heights[line] += max(missing, 0.0) / box.down
    return replace(placed, heights=tuple(heights))


def set_bare(
    grid: RuledGrid, frame: Frame, size: float, setter: CellSetter, kept: float = LEAST_SHARE
) -> SetGrid:
    """Set a table's texts without room above and below; columns of labels keep a share."""
    figures = max(size, frame.figure_size)
    edges = _edges(grid, frame.width, size, figures, setter, kept)
    sizes = _number_sizes(grid, edges, figures, setter)
    texts = []
    heights = [size * LEADING] * grid.lines
    for box in grid.boxes:
        room = edges[box.column + box.across] - edges[box.column]
        own = figures if box.is_number else size
        if box.is_number and box.across == 1:
            own = sizes[box.column]
        text = setter.fit_text(box, room, own, frame.tallest)
        texts.append(text)
        if box.down == 1:
            # A larger number keeps to the line of its row.
            pitch = min(text.size, size) * LEADING
            heights[box.line] = max(heights[box.line], len(text.lines) * pitch)
    return SetGrid(grid, size, edges, tuple(heights), tuple(texts))


def _edges(
    grid: RuledGrid, width: float, size: float, figure_size: float, setter: CellSetter, kept: float
) -> tuple[float, ...]:
    """Share out the width; columns with long figures take from those with room to spare."""
    unit = width / sum(grid.widths)
    widths = [share * unit for share in grid.widths]
    needs = [0.0] * len(widths)
    for box in grid.boxes:
        if box.is_number and box.across == 1:
            needs[box.column] = max(needs[box.column], setter.number_width(box.text, figure_size))
    fewest = FEWEST * size + 2 * TIGHT_PADDING
    figures = {box.column for box in grid.boxes if box.column in grid.figure_columns}
    if figures:
        keep = {column: max(needs[column], fewest) for column in figures}
        keep |= _stacks(grid, size)
        widths = widen_tight(widths, _tight(grid, widths, size, setter), keep)
    groups = {box.column for box in grid.boxes if box.down > 1} - grid.figure_columns
    widths = give_to_needy(widths, needs, groups, kept)
    edges = [0.0]
    for own in widths:
        edges.append(edges[-1] + own)
    edges[-1] = width
    return tuple(edges)


def _tight(
    grid: RuledGrid, widths: list[float], size: float, setter: CellSetter
) -> dict[int, float]:
    """Return the columns in which a label fills several lines, and what they lack for one."""
    tight: dict[int, float] = {}
    for box in grid.boxes:
        columns = range(box.column, box.column + box.across)
        if box.down > 1 or not grid.figure_columns.isdisjoint(columns):
            continue
        missing = setter.ems(box.text) * size + 2 * PADDING - sum(widths[c] for c in columns)
        if missing > 0:
            tight[columns[-1]] = max(missing, tight.get(columns[-1], 0.0))
    return tight


def _stacks(grid: RuledGrid, size: float) -> dict[int, float]:
    """Return the columns of nothing but tall stacks of characters, and the width that they need."""
    boxes: dict[int, list[GridBox]] = {}
    for box in grid.boxes:
        if box.across == 1 and box.line >= grid.header_lines:
            boxes.setdefault(box.column, []).append(box)
    return {
        column: _STACK * size + 2 * PADDING
        for column, own in boxes.items()
        if column not in grid.figure_columns and all(box.down >= TALL for box in own)
    }


def _number_sizes(
    grid: RuledGrid, edges: tuple[float, ...], size: float, setter: CellSetter
) -> list[float]:
    """Return the type size of the numbers of every column: one for all of a column."""
    sizes = [size] * (len(edges) - 1)
    for box in grid.boxes:
        if box.is_number and box.across == 1:
            room = edges[box.column + 1] - edges[box.column]
            sizes[box.column] = min(sizes[box.column], setter.set_text(box, room, size).size)
    return sizes


class _Drawing:
    """Some lines of a table on their way to the page."""

    def __init__(self, placed: SetGrid, x: float, y: float, lines: list[int]) -> None:
        self.placed = placed
        self.x = x
        self.lines = lines
        self.tops: dict[int, float] = {}
        self.bottoms: dict[int, float] = {}
        self.top = y
        for line in lines:
            self.tops[line] = y
            y += placed.heights[line]
            self.bottoms[line] = y
        self.bottom = y

    def items(self) -> tuple[Item, ...]:
        """Return fills, lines and texts, in the order in which they are drawn."""
        fills: list[Item] = []
        texts: list[Item] = []
        across: dict[float, list[tuple[float, float]]] = {}
        upright: dict[float, list[tuple[float, float]]] = {}
        for box, text in zip(self.placed.grid.boxes, self.placed.texts, strict=True):
            own = [line for line in range(box.line, box.line + box.down) if line in self.tops]
            if not own:
                continue
            left = self.x + self.placed.columns[box.column]
            right = self.x + self.placed.columns[box.column + box.across]
            top, bottom = self.tops[own[0]], self.bottoms[own[-1]]
            if box.shade:
                fills.append(Fill(left, top, right - left, bottom - top, box.shade))
            texts += self._text(box, text, (left, top, right, bottom))
            across.setdefault(round(bottom, 3), []).append((left, right))
            upright.setdefault(round(right, 3), []).append((top, bottom))
        return (*fills, *self._rules(across, upright), *texts)

    def _text(
        self, box: GridBox, text: CellText, frame: tuple[float, float, float, float]
    ) -> Iterable[Text]:
        left, top, right, bottom = frame
        lines = text.lines
        size = text.size
        pitch = size * LEADING
        if len(lines) * pitch > bottom - top + 1e-6:
            # The rest of a group that a page's end has cut off: its name in less room.
            shrunk = (bottom - top) / (len(lines) * pitch)
            size, pitch = size * shrunk, pitch * shrunk
        y = top + (bottom - top - len(lines) * pitch) / 2
        scale = size / text.size
        for line in lines:
            baseline = y + (pitch - size) / 2 + size * _BASELINE
            if box.align is Align.LEFT:
                x = left + min(PADDING, (right - left - line.width * scale) / 2)
            else:
                x = left + (right - left - line.width * scale) / 2
            x = max(min(x, right - line.width * scale), left)
            for run in line.runs:
                yield Text(x + run.x * scale, baseline, run.text, run.face, size, run.spacing)
            y += pitch

    def _rules(
        self,
        across: dict[float, list[tuple[float, float]]],
        upright: dict[float, list[tuple[float, float]]],
    ) -> list[Item]:
        left, right = self.x, self.x + self.placed.columns[-1]
        rules: list[Item] = []
        for y, pieces in sorted(across.items()):
            if abs(y - self.bottom) > 0.01:
                rules += [RuleItem(a, y, b, y, _INNER) for a, b in _joined(pieces)]
        for x, pieces in sorted(upright.items()):
            if abs(x - right) > 0.01:
                rules += [RuleItem(x, a, x, b, _INNER) for a, b in _joined(pieces)]
        half = _OUTER / 2
        for y in (self.top, self.bottom):
            rules.append(RuleItem(left - half, y, right + half, y, _OUTER))
        for x in (left, right):
            rules.append(RuleItem(x, self.top, x, self.bottom, _OUTER))
        return rules


def _joined(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join pieces of one line that touch."""
    joined: list[tuple[float, float]] = []
    for begin, end in sorted(pieces):
        if joined and begin <= joined[-1][1] + 0.01:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
