"""Tables of a PDF from the lines that rule them: cells with their spans, and who stands in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.sources.pdf_page import Glyph, PdfRule

_MOST_CELLS = 20_000
"""Cells of a table; the report's largest has some three hundred."""
_NEAR = 3.0
"""Points; lines no farther apart are one, as a double line or the edges of two boxes."""
_WIDEST = 5.0
"""Points that such lines may take up together."""
_OPEN = 8.0
"""Points by which lines must stick out for a table to be open at that side."""


@dataclass(frozen=True, slots=True)
class PdfRow:
    """A rule put together from its pieces: where it lies, and from where to where it is drawn."""

    at: float
    runs: tuple[tuple[float, float], ...]

    def covers(self, begin: float, end: float) -> bool:
        """Tell whether the line is drawn along most of a stretch."""
        drawn = sum(max(0.0, min(end, b) - max(begin, a)) for a, b in self.runs)
        return drawn >= 0.5 * (end - begin)


@dataclass(slots=True)
class PdfBox:
    """A cell between rules; ``is_odd`` where the rules around it do not make a rectangle."""

    row: int
    column: int
    down: int
    across: int
    left: float
    right: float
    top: float
    bottom: float
    is_odd: bool = False
    runs_over: bool = False
    """Whether a word goes on without a gap from here into the next cell, or from there to here."""
    glyphs: list[Glyph] = field(default_factory=list)

    def is_cut(self, glyph: Glyph) -> bool:
        """Tell whether a letter reaches far over the cell's edge."""
        slack = 0.3 * max(glyph.right - glyph.left, 0.5 * glyph.size)
        high, low = glyph.base - 0.72 * glyph.size, glyph.base
        return (
            glyph.left < self.left - slack
            or glyph.right > self.right + slack
            or high < self.top - 0.2 * glyph.size
            or low > self.bottom + 0.2 * glyph.size
        )


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A ruled table: the places of its columns' and rows' edges, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[PdfBox, ...]
    slots: tuple[tuple[int, ...], ...]
    """For each row and column the number of the cell there."""

    def box_at(self, x: float, y: float) -> PdfBox | None:
        """Return the cell that holds a point; None outside the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return None
        return self.boxes[self.slots[row][column]]


def mark_runs_over(table: PdfTable) -> None:
    """Mark the cells between which a word goes on as if no rule stood there."""
    placed = [(glyph, box) for box in table.boxes for glyph in box.glyphs if glyph.text.strip()]
    placed.sort(key=lambda each: (round(each[0].base), each[0].left))
    for (glyph, box), (following, other) in pairwise(placed):
        gap = (following.left - glyph.right) / glyph.size
        is_level = abs(following.base - glyph.base) < 0.2 * glyph.size
        if box is not other and is_level and -0.5 < gap < 0.15:
            box.runs_over = other.runs_over = True


def is_struck(glyph: Glyph, across: Sequence[PdfRule]) -> bool:
    """Tell whether one of the rules, sorted by where they lie, crosses a letter out."""
    begin = bisect_left(across, glyph.base - 0.5 * glyph.size, key=lambda rule: rule.at)
    end = bisect_right(across, glyph.base - 0.18 * glyph.size, key=lambda rule: rule.at)
    half = 0.5 * (glyph.right - glyph.left)
    return any(
        min(rule.end, glyph.right) - max(rule.begin, glyph.left) > half
        for rule in across[begin:end]
    )


def find_tables(rules: Sequence[PdfRule]) -> list[PdfTable]:
    """Return the tables that rules make, from top to bottom; a frame of one column is none."""
    across = _lines([rule for rule in rules if rule.across])
    down = _lines([rule for rule in rules if not rule.across])
    tables = []
    for group_across, group_down in _connected(across, down):
        table = _table(_lines(group_across), _lines(group_down))
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda each: each.ys[0])


def _lines(rules: Iterable[PdfRule]) -> list[PdfRow]:
    """Put together rules that lie in one line."""
    lines: list[PdfRow] = []
    cluster: list[PdfRule] = []
    for rule in sorted(rules, key=lambda each: each.at):
        if cluster and (rule.at - cluster[-1].at > _NEAR or rule.at - cluster[0].at > _WIDEST):
            lines.append(_line(cluster))
            cluster = []
        cluster.append(rule)
    if cluster:
        lines.append(_line(cluster))
    return lines


def _line(cluster: Sequence[PdfRule]) -> PdfRow:
    runs: list[tuple[float, float]] = []
    for begin, end in sorted((rule.begin, rule.end) for rule in cluster):
        if runs and begin <= runs[-1][1] + _NEAR:
            runs[-1] = runs[-1][0], max(runs[-1][1], end)
        else:
            runs.append((begin, end))
    length = sum(rule.end - rule.begin for rule in cluster)
    at = sum(rule.at * (rule.end - rule.begin) for rule in cluster) / length
    return PdfRow(at, tuple(runs))


def _connected(
    across: Sequence[PdfRow], down: Sequence[PdfRow]
) -> list[tuple[list[PdfRule], list[PdfRule]]]:
    """Divide the pieces of lines into groups that touch each other."""
    level = [PdfRule(True, line.at, *run) for line in across for run in line.runs]
    upright = [PdfRule(False, line.at, *run) for line in down for run in line.runs]
    parents = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for number, each in enumerate(upright, len(level)):
        for other, line in enumerate(level):
            touches = (
                line.begin - _NEAR <= each.at <= line.end + _NEAR
                and each.begin - _NEAR <= line.at <= each.end + _NEAR
            )
            if touches:
                parents[root(number)] = root(other)
    groups: dict[int, tuple[list[PdfRule], list[PdfRule]]] = {}
    for number, each in enumerate([*level, *upright]):
        groups.setdefault(root(number), ([], []))[number >= len(level)].append(each)
    return [group for group in groups.values() if group[0] and group[1]]


def _table(across: list[PdfRow], down: list[PdfRow]) -> PdfTable | None:
    """Make a table of lines that touch; a side that is left open is closed."""
    left = min(begin for line in across for begin, _ in line.runs)
    right = max(end for line in across for _, end in line.runs)
    top = min(begin for line in down for begin, _ in line.runs)
    bottom = max(end for line in down for _, end in line.runs)
    xs, ys = [line.at for line in down], [line.at for line in across]
    if left < xs[0] - _OPEN:
        down, xs = [PdfRow(left, ((top, bottom),)), *down], [left, *xs]
    if right > xs[-1] + _OPEN:
        down, xs = [*down, PdfRow(right, ((top, bottom),))], [*xs, right]
    if top < ys[0] - _OPEN:
        across, ys = [PdfRow(top, ((left, right),)), *across], [top, *ys]
    if bottom > ys[-1] + _OPEN:
        across, ys = [*across, PdfRow(bottom, ((left, right),))], [*ys, bottom]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    slots = _regions(across, down, xs, ys)
    boxes: list[PdfBox] = []
    numbers = [[-1] * columns for _ in range(rows)]
    for region in _by_root(slots):
        for row, column, height, width, is_odd in _rectangles(region):
            box = PdfBox(
                row, column, height, width,
                xs[column], xs[column + width], ys[row], ys[row + height], is_odd,
            )  # fmt: skip
            for y in range(row, row + height):
                for x in range(column, column + width):
                    numbers[y][x] = len(boxes)
            boxes.append(box)
    return PdfTable(tuple(xs), tuple(ys), tuple(boxes), tuple(map(tuple, numbers)))


def _regions(
    across: Sequence[PdfRow], down: Sequence[PdfRow], xs: Sequence[float], ys: Sequence[float]
) -> list[list[int]]:
    """Give slots between lines numbers, one number to those with no line between them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parents = list(range(rows * columns))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            here = row * columns + column
            if column + 1 < columns and not down[column + 1].covers(top, bottom):
                parents[root(here + 1)] = root(here)
            if row + 1 < rows and not across[row + 1].covers(left, right):
                parents[root(here + columns)] = root(here)
    return [[root(row * columns + column) for column in range(columns)] for row in range(rows)]


def _by_root(slots: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    regions: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(slots):
        for column, number in enumerate(numbers):
            regions.setdefault(number, []).append((row, column))
    return list(regions.values())


def _rectangles(region: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int, bool]]:
    """Return a region as a cell, or slot by slot, each marked, where it is no rectangle."""
    top, left = min(row for row, _ in region), min(column for _, column in region)
    height = max(row for row, _ in region) - top + 1
    width = max(column for _, column in region) - left + 1
    if height * width == len(region):
        return [(top, left, height, width, False)]
    return [(row, column, 1, 1, True) for row, column in region]
