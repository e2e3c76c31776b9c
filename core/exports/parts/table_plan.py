"""A table planned for the page: its size of type, its rows' heights, its texts' lines.

Every writer of a word processor's file plans with this one, so that a table stands whole on one
page in each of them. Lengths are in points.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from core.exports.parts.column_plan import (
    CELL_PADDING,
    FIGURE_PADDING,
    NUMBER,
    SMALL_PRINT,
    TIGHT_FIGURE_PADDING,
    share_width,
)
from core.exports.parts.measure import ems, number_ems, wrapped_line_count
from core.exports.parts.width_share import LEAST_SHARE
from core.forms.form import Role
from core.printed.measures import TYPE_HEIGHT
from core.printed.page import PrintedCell, PrintedTable

_SIZES = (10.5, 10.0, 9.5, 9.0)
"""Sizes of type for a table, from 五号 to 小五; the largest that fits is taken."""
_AIRY = 10.0
"""The room above and below the text of a row together, where there is plenty,"""
_LEAST = 4.5
"""where there is little (LibreOffice takes nearly 3 of it for itself),"""
_CLOSE = 3.0
"""where a page of its own would else have smaller type,"""
_CLOSEST = 2.5
"""and where a table would else not stand on one page."""
_SMALL_TABLE_ROOM = 6.0
"""The same in a small table in a text."""
_SMALLEST = 1.0
"""Word knows none smaller: too small is better than broken, and it is said."""
_LAST_LOSES = 3.6
"""What LibreOffice takes from the last of many columns of a .doc, having widened the others."""
_PIXEL = 0.75
"""Rows are as high as so many of these: an attribute of HTML says a height in whole pixels."""
_LEADING = 1.28
"""The distance from line to line, in ems."""
_TALLEST = TYPE_HEIGHT / 2
"""The most that a row's text may take, so that it fits on a page below the header."""
_TALL = 6
"""A cell over so many rows may be set one character below the other,"""
_TALL_STACK = 3
"""where it has room for less than so many side by side."""


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A table cell with its text divided into lines."""

    role: str
    is_centred: bool
    column: int
    lines: tuple[str, ...]
    """The text, divided where a break reads best; none for a blank."""
    down: int
    across: int
    width: float
    height: float
    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A table row: its least height in points, and its cells."""

    height: float
    cells: tuple[LaidCell, ...]


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table planned for the page."""

    widths: tuple[float, ...]
    size: float
    head: tuple[LaidLine, ...]
    body: tuple[LaidLine, ...]
    height: float
    least_height: float
    """The height with the least room in its rows."""

    @property
    def smallest_figure(self) -> float:
        """Return the smallest size of type in which a figure is set."""
        cells = (cell for line in (*self.head, *self.body) for cell in line.cells)
        return min((c.size for c in cells if c.role == Role.FIGURE.value and c.lines), default=99.0)

    @property
    def is_misaligned(self) -> bool:
        """Tell whether some column has no cell of its own, so that no cell says its width."""
        lines = (*self.head, *self.body)
        single = {cell.column for line in lines for cell in line.cells if cell.across == 1}
        return len(single) < len(self.widths)


def plan_table(
    table: PrintedTable, room: float, largest: float = _SIZES[0], whole: float = 0.0
) -> LaidTable:
    """Set a table in the largest type, no larger than ``largest``, in which it fits a room.

    What the room has to spare goes to the rows. ``whole`` is the room of a page of its own, in
    which rows stand close rather than in smaller type.
    """
    drafts = (_Draft(table, size) for size in _SIZES if size <= largest)
    fitting = (d for d in drafts if d.height(_LEAST) <= room or d.height(_CLOSE) <= whole)
    chosen = next(fitting, None)
    if chosen is None:
        return _smallest(table, room)
    if chosen.height(_LEAST) > room:
        return chosen.table(chosen.padding(whole))
    smaller = next(fitting, None)
    if smaller is not None and smaller.line_count < chosen.line_count:
        chosen = smaller  # Half a point less is worth it where a text needs no further line.
    return chosen.table(chosen.padding(room))


def plan_small_table(table: PrintedTable) -> LaidTable:
    """Set a table in a text, which may run over several pages."""
    return _Draft(table, _SIZES[0]).table(_SMALL_TABLE_ROOM)


def _smallest(table: PrintedTable, room: float) -> LaidTable:
    """Set a table that hardly fits: long figures go smaller, then the rows closer."""
    drafts = [_Draft(table, _SIZES[-1], kept) for kept in (LEAST_SHARE, 0.8, 0.88, 1.0)]
    for padding in (_LEAST, _CLOSEST):
        for draft in drafts:
            if draft.height(padding) <= room:
                return draft.table(draft.padding(room))
    return drafts[-1].table(_LEAST)


class _Draft:
    """A table in one size of type, before its rows get room above and below."""

    def __init__(self, table: PrintedTable, size: float, kept: float = LEAST_SHARE) -> None:
        self._widths = share_width(table, size, kept)
        self._size = size
        self._head_lines = table.header_lines
        sizes = _figure_sizes(table, self._widths, size)
        self._blocks = [
            [_Block(cell, self._widths, sizes[cell.column], size) for cell in line]
            for line in table.lines
        ]
        self._heights = [
            max((block.height for block in line if block.cell.down == 1), default=_pitch(size))
            for line in self._blocks
        ]
        self.line_count = sum(block.line_count for line in self._blocks for block in line)

    def height(self, padding: float) -> float:
        """Return the height of the table with so much room in every row."""
        return sum(self._rows(padding))

    def padding(self, room: float) -> float:
        """Return the most room in every row with which the table fits a height."""
        steps = (step / 4 for step in range(round(_AIRY * 4), -1, -1))
        return next((padding for padding in steps if self.height(padding) <= room), 0.0)

    def table(self, padding: float) -> LaidTable:
        heights = self._rows(padding)
        lines = [
            LaidLine(height, tuple(block.placed(heights) for block in line))
            for line, height in zip(self._blocks, heights, strict=True)
        ]
        return LaidTable(
            widths=self._widths,
            size=self._size,
            head=tuple(lines[: self._head_lines]),
            body=tuple(lines[self._head_lines :]),
            height=sum(heights),
            least_height=self.height(_LEAST),
        )

    def _rows(self, padding: float) -> list[float]:
        """Return the rows' heights; a cell over several rows has room for its text too."""
        heights = [_PIXEL * math.floor((height + padding) / _PIXEL) for height in self._heights]
        for block in (block for line in self._blocks for block in line):
            rows = range(block.cell.line, block.cell.line + block.cell.down)
            missing = block.height - sum(heights[row] for row in rows)
            if missing > 0:
                heights[rows[-1]] += _PIXEL * math.ceil(missing / _PIXEL)
        return heights


def _figure_sizes(table: PrintedTable, widths: tuple[float, ...], size: float) -> list[float]:
    """Return the size of type of the figures of every column: one for all of a column."""
    sizes = [size] * len(widths)
    for cell in (cell for line in table.lines for cell in line):
        if cell.is_number and cell.across == 1:
            lost = _LAST_LOSES if cell.column == len(widths) - 1 else 0.0
            fitting = _size_that_fits(cell.text, widths[cell.column], size, lost)
            sizes[cell.column] = min(sizes[cell.column], fitting)
    return sizes


class _Block:
    """A cell's text, divided into lines that fit its width."""

    def __init__(
        self, cell: PrintedCell, widths: tuple[float, ...], figure_size: float, size: float
    ) -> None:
        self.cell = cell
        self.width = round(sum(widths[cell.column : cell.column + cell.across]), 1)
        room = self.width - 2 * (FIGURE_PADDING if cell.role is Role.FIGURE else CELL_PADDING)
        self.size = size
        if cell.is_number:
            self.size = (
                figure_size if cell.across == 1 else _size_that_fits(cell.text, self.width, size)
            )
        elif cell.role is Role.FIGURE:
            self.size = _size_of_text(cell.text, room, size)
        self.lines = _divide(cell, room / self.size)
        self.line_count = sum(wrapped_line_count(line, room / self.size) for line in self.lines)
        # A number that is set smaller keeps to the line of its row.
        self.pitch = _pitch(size if cell.is_number else self.size)
        self.height = max(self.line_count, 1) * self.pitch

    def placed(self, heights: list[float]) -> LaidCell:
        cell = self.cell
        return LaidCell(
            role=cell.role.value,
            is_centred=cell.is_centred or cell.down > 1,
            column=cell.column,
            lines=self.lines,
            down=cell.down,
            across=cell.across,
            width=self.width,
            height=sum(heights[cell.line : cell.line + cell.down]),
            size=self.size,
            pitch=self.pitch,
        )


def _pitch(size: float) -> float:
    return round(size * _LEADING * 20) / 20


def _size_that_fits(text: str, width: float, size: float, lost: float = 0.0) -> float:
    """Return the size, in half points and no larger than ``size``, that needs no second line.

    ``lost`` is what small print leaves free besides.
    """
    longest = number_ems(text)
    if longest * size <= width - 2 * FIGURE_PADDING:
        return size
    fitting = int((width - 2 * FIGURE_PADDING) / longest * 2) / 2
    if fitting < SMALL_PRINT:
        room = width - lost - 2 * TIGHT_FIGURE_PADDING
        fitting = min(int(room / longest * 2) / 2, SMALL_PRINT)
    return max(fitting, _SMALLEST)


def _size_of_text(text: str, room: float, size: float) -> float:
    """Return the size in which a text in a figure's place is no higher than half a page.

    Somebody may have pasted a page of text into a cell: small print, but all of it.
    """
    fits = size
    while fits > 1 and fits * _LEADING * wrapped_line_count(text, room / fits) > _TALLEST:
        fits -= 0.5
    return fits


def _divide(cell: PrintedCell, fits: float) -> tuple[str, ...]:
    """Divide a short text that needs several lines where it reads best.

    “（三）不予公开” after its number; in a narrow column after every second character, because
    most Chinese words have two: 法律 / 服务 / 机构; beside many rows one character below the other.
    Other texts break where they must.
    """
    text = cell.text
    if cell.role is Role.FIGURE or ems(text) <= fits:
        return tuple(text.split("\n")) if text else ()
    number = NUMBER.match(text)
    if number and ems(text[number.end() :]) <= fits:
        return number[0], text[number.end() :]
    if len(text) <= 12 and cell.down >= _TALL and fits < _TALL_STACK:
        return tuple(re.findall("[^、][、]?", text))
    if len(text) <= 12 and 2 <= fits < 4:
        return tuple(text[i : i + 2] for i in range(0, len(text), 2))
    return (text,)
