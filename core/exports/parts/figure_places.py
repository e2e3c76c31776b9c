"""Where a workbook has its figures: the sheet and the cell of every address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from core.figures.address import Address
from core.forms.form import Form, GridCell, Role, TableSection

FIRST_LINE = 2
"""The sheet's row in which the first line of a table stands; the heading is above it."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """The cell of a figure: its sheet's name, and its row and column, counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The cell's name inside its sheet (C5)."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(self.column)}{self.row}"


def places_of(form: Form, sheets: Mapping[str, str]) -> dict[Address, FigurePlace]:
    """Return where each figure stands; ``sheets`` are the sheets' names by section."""
    return {
        cell.address: FigurePlace(sheets[table.id], *place_of(cell))
        for table in form.tables
        for cell in table.cells
        if cell.address is not None
    }


def place_of(cell: GridCell) -> tuple[int, int]:
    """Return the row and the column of a printed cell on its sheet, counted from 1."""
    return cell.line + FIRST_LINE, cell.column + 1


def label_columns(table: TableSection) -> int:
    """Return how many of a table's first columns hold no figure in any line."""
    return min(cell.column for cell in table.cells if cell.role is Role.FIGURE)


def ranges(places: Iterable[FigurePlace], sheet: str = "") -> tuple[str, ...]:
    """Return cells as the arguments of a formula, neighbours of a row or a column as one.

    Cells of another sheet than ``sheet`` bear its name.
    """
    from openpyxl.utils import quote_sheetname

    found: list[str] = []
    ordered = sorted(places, key=lambda p: (p.sheet, p.column, p.row))
    if len({p.row for p in ordered}) < len({p.column for p in ordered}):
        ordered.sort(key=lambda p: (p.sheet, p.row, p.column))
        steps = [(p.sheet, p.row, p.column - n) for n, p in enumerate(ordered)]
    else:
        steps = [(p.sheet, p.column, p.row - n) for n, p in enumerate(ordered)]
    for step, run in groupby(zip(steps, ordered, strict=True), key=lambda each: each[0]):
        cells = [place for _, place in run]
        name = cells[0].cell if len(cells) == 1 else f"{cells[0].cell}:{cells[-1].cell}"
        found.append(name if step[0] == sheet else f"{quote_sheetname(step[0])}!{name}")
    return tuple(found)
