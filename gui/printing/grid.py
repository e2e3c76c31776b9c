"""A table before it is set: boxes on a grid, whatever they are about."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.forms.form import Role
from core.printed.page import PrintedCell, PrintedTable

BAND = "#DCE6F2"
"""A light blue that stays a light grey on a printer without colours."""
FAULT = "#F7E2DE"
"""The same for what is wrong; it is said in words as well."""


class Align(enum.Enum):
    """Where a box's text stands."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class GridBox:
    """A cell: its place, its spans, its text; a number is never broken, but set smaller."""

    line: int
    column: int
    text: str
    down: int = 1
    across: int = 1
    align: Align = Align.LEFT
    is_number: bool = False
    shade: str = ""
    """The colour behind the text; empty for none."""


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A table as boxes; ``widths`` are the columns' shares of the full width."""

    widths: tuple[int, ...]
    header_lines: int
    lines: int
    boxes: tuple[GridBox, ...]
    figure_columns: frozenset[int] = frozenset()
    """The columns that hold nothing but figures below their headings."""


def grid_of(table: PrintedTable) -> RuledGrid:
    """Turn a table of the report into boxes."""
    return RuledGrid(
        widths=table.widths,
        header_lines=table.header_lines,
        lines=len(table.lines),
        boxes=tuple(_box(cell) for line in table.lines for cell in line),
        figure_columns=frozenset(range(table.first_figure_column, len(table.widths))),
    )


def _box(cell: PrintedCell) -> GridBox:
    # What spans several lines is the name of a group, and stands in its middle.
    centred = cell.is_centred or cell.down > 1
    return GridBox(
        line=cell.line,
        column=cell.column,
        text=cell.text,
        down=cell.down,
        across=cell.across,
        align=Align.CENTRE if centred else Align.LEFT,
        is_number=cell.is_number,
        shade=BAND if cell.role is Role.BAND else "",
    )
