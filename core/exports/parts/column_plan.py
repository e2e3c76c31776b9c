"""The width of a table shared out among its columns, for a size of type."""

from __future__ import annotations

import re

from core.exports.parts.measure import ems, number_ems
from core.exports.parts.width_share import FEWEST, give_to_needy, widen_tight
from core.printed.measures import TYPE_WIDTH
from core.printed.page import PrintedTable

CELL_PADDING = 2.0
"""The room left and right of a cell's text."""
FIGURE_PADDING = 3.0
"""The same for a figure: it must not widen its column, however a program measures it."""
TIGHT_FIGURE_PADDING = 1.7
"""The same for a figure that would else be set in small print,"""
_RULE = 0.4
"""What the rules beside a cell take of its room: without it LibreOffice breaks what just fits."""
NUMBER = re.compile(r"（.{1,2}）")
"""The number of a label: （三）."""
SMALL_PRINT = 7.0
"""that is, in smaller type than this: not even newspapers print smaller."""


def share_width(table: PrintedTable, size: float, kept: float) -> tuple[float, ...]:
    """Return the columns' widths in points; long figures take from the columns with room to spare.

    A column of labels keeps the share ``kept`` of its width.
    """
    unit = TYPE_WIDTH / sum(table.widths)
    widths = [share * unit for share in table.widths]
    needs = _figure_needs(table, size)
    fewest = FEWEST * size + 2 * CELL_PADDING + _RULE
    figures = range(table.first_figure_column, len(widths))
    keep = {column: max(needs[column], fewest) for column in figures}
    keep |= _numbered(table, size)
    widths = widen_tight(widths, _tight(table, widths, size), keep)
    groups = {cell.column for line in table.lines for cell in line if cell.down > 1}
    widths = give_to_needy(widths, needs, groups - set(figures), kept)
    rounded = [round(width, 1) for width in widths[:-1]]
    return (*rounded, round(TYPE_WIDTH - sum(rounded), 1))


def _figure_needs(table: PrintedTable, size: float) -> list[float]:
    """Return how wide each column must be for its figures to stand in full size."""
    needs = [0.0] * len(table.widths)
    for cell in (cell for line in table.lines for cell in line):
        if cell.is_number and cell.across == 1:
            need = number_ems(cell.text) * size + 2 * FIGURE_PADDING
            needs[cell.column] = max(needs[cell.column], need)
    return needs


def _numbered(table: PrintedTable, size: float) -> dict[int, float]:
    """Return the columns of nothing but labels over several rows, numbered in a line of its own.

    （三） / 不予公开: they need no more than the longer of the two lines.
    """
    needs: dict[int, float] = {}
    others: set[int] = set()
    for cell in (cell for line in table.lines[table.header_lines :] for cell in line):
        number = NUMBER.match(cell.text)
        if cell.across > 1 or cell.column >= table.first_figure_column:
            continue
        if cell.down == 1 or number is None:
            others.add(cell.column)
            continue
        longest = max(ems(number[0]), ems(cell.text[number.end() :]))
        need = longest * size + 2 * CELL_PADDING + _RULE
        needs[cell.column] = max(need, needs.get(cell.column, 0.0))
    return {column: need for column, need in needs.items() if column not in others}


def _tight(table: PrintedTable, widths: list[float], size: float) -> dict[int, float]:
    """Return the columns in which a label fills several lines, and what they lack for one."""
    tight: dict[int, float] = {}
    for cell in (cell for line in table.lines for cell in line):
        if cell.across == cell.down == 1 and cell.column < table.first_figure_column:
            missing = ems(cell.text) * size + 2 * CELL_PADDING + _RULE - widths[cell.column]
            if missing > 0:
                tight[cell.column] = max(missing, tight.get(cell.column, 0.0))
    return tight
