"""A table planned for the page: its size of type, its rows' heights, its texts' lines.

Every writer that sets the report on A4 paper plans with this one, so that a table stands whole on
one page in each of them. Lengths are in points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.forms.form import Role
from core.writing.measure import ems, line_count
from core.writing.page import PrintedCell, PrintedTable

TYPE_WIDTH = 442.2
"""The width of the type area in points: 156 mm."""
TYPE_HEIGHT = 637.8
"""The height of the type area in points: 225 mm."""
_HEADING_HEIGHT = 34.0
_SAFETY = 0.92
"""A table is planned for this much of a page: programs differ by a line or two."""
_SIZES = ((10.5, 8.0), (10.5, 5.0), (9.0, 6.0), (9.0, 5.0), (9.0, 4.0), (9.0, 2.0))
"""Sizes of type for a table (五号, 小五) with the room above and below a line, the best first."""
_SMALLEST = 3.0
"""Figures of nine digits in all fifteen columns need it: too small is better than broken."""
CELL_PADDING = 2.0
"""The room left and right of a cell's text."""
_SLACK = 3.0
"""The same for a figure: it must not widen its column, however a program measures it."""
_NEEDS_OWN_PAGE = 0.75
"""A table taller than this share of a page begins on a new one, so that it stays whole."""


@dataclass(frozen=True, slots=True)
class Cell:
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


@dataclass(frozen=True, slots=True)
class Line:
    """A table row: its least height in points, and its cells."""

    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table planned for the page."""

    widths: tuple[float, ...]
    size: float
    pitch: float
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    height: float

    @property
    def is_misaligned(self) -> bool:
        """Tell whether some column has no cell of its own, so that no cell says its width."""
        lines = (*self.head, *self.body)
        single = {cell.column for line in lines for cell in line.cells if cell.across == 1}
        return len(single) < len(self.widths)

    @property
    def needs_own_page(self) -> bool:
        """Tell whether the table would hardly ever fit below something else."""
        return self.height + _HEADING_HEIGHT > TYPE_HEIGHT * _NEEDS_OWN_PAGE


def plan_table(table: PrintedTable) -> Table:
    """Set a table in the largest size in which it stands on one page with its heading."""
    plans = (_set(table, size, padding) for size, padding in _SIZES)
    for plan in plans:
        if plan.height + _HEADING_HEIGHT <= TYPE_HEIGHT * _SAFETY:
            return plan
    return _set(table, *_SIZES[-1])


def _set(table: PrintedTable, size: float, padding: float) -> Table:
    share = TYPE_WIDTH / sum(table.widths)
    widths = tuple(round(width * share, 1) for width in table.widths)
    pitch = round(size * 1.28 * 2) / 2
    blocks = [[_Block(cell, widths, size) for cell in line] for line in table.lines]
    heights = [
        max((block.line_count for block in line if block.cell.down == 1), default=1) * pitch
        + padding
        for line in blocks
    ]
    lines = [
        Line(height, tuple(block.placed(heights) for block in line))
        for line, height in zip(blocks, heights, strict=True)
    ]
    return Table(
        widths=widths,
        size=size,
        pitch=pitch,
        head=tuple(lines[: table.header_lines]),
        body=tuple(lines[table.header_lines :]),
        height=sum(heights),
    )


class _Block:
    """A cell's text, divided into lines that fit its width."""

    def __init__(self, cell: PrintedCell, widths: tuple[float, ...], size: float) -> None:
        self.cell = cell
        self.width = round(sum(widths[cell.column : cell.column + cell.across]), 1)
        room = self.width - 2 * (_SLACK if cell.role is Role.FIGURE else CELL_PADDING)
        self.size = size
        if cell.role is Role.FIGURE:
            self.size = _size_that_fits(cell.text, room, size)
        self.lines = _divide(cell, room / size)
        self.line_count = sum(line_count(line, room / self.size) for line in self.lines)

    def placed(self, heights: list[float]) -> Cell:
        cell = self.cell
        return Cell(
            role=cell.role.value,
            is_centred=cell.is_centred or len(self.lines) > 2,
            column=cell.column,
            lines=self.lines,
            down=cell.down,
            across=cell.across,
            width=self.width,
            height=sum(heights[cell.line : cell.line + cell.down]),
            size=self.size,
        )


def _size_that_fits(text: str, room: float, size: float) -> float:
    """Return the size, in half points and no larger than ``size``, that needs no second line."""
    longest = max((ems(line) for line in text.split("\n")), default=0)
    if longest * size <= room:
        return size
    return max(int(room / longest * 2) / 2, _SMALLEST)


def _divide(cell: PrintedCell, fits: float) -> tuple[str, ...]:
    """Divide a short text that needs several lines where it reads best.

    “（三）不予公开” after its number; in a narrow column after every second character, because
    most Chinese words have two: 法律 / 服务 / 机构. Other texts break where they must.
    """
    text = cell.text
    if cell.role is Role.FIGURE or ems(text) <= fits:
        return tuple(text.split("\n")) if text else ()
    number = re.match(r"（.{1,2}）", text)
    if number and ems(text[number.end() :]) <= fits:
        return number[0], text[number.end() :]
    if len(text) <= 12 and 2 <= fits < 4:
        return tuple(text[i : i + 2] for i in range(0, len(text), 2))
    return (text,)
