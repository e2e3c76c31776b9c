"""The text of a written part as a source has it: its lines, and its small tables as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.labels.blocks import Cell, Grid
from core.texts.text_tables import MOST_COLUMNS, find_tables, write_table

_MOST_CELLS = 400
"""Of a table in a text; a larger one is none of a few rows."""
_WIDEST_SPAN = 100
"""Columns; a source may say that a cell reaches over a million."""


def join_lines(lines: Sequence[str]) -> str:
    """Join lines to a part: each without the blanks around it, none empty, tables as they stand."""
    in_table = {row for table in find_tables(lines) for row in range(table.first, table.end)}
    kept = (
        line.strip(" \u3000\u200b\ufeff") if number in in_table else _trimmed(line)
        for number, line in enumerate(lines)
    )
    return "\n".join(line for line in kept if line)


def _trimmed(line: str) -> str:
    return line.strip().strip("\u200b\ufeff").strip()


def table_lines(grid: Grid) -> list[str] | None:
    """Return a table as lines with tabs; None where it is too large to stand in a text.

    A cell over several stands in the first of them. A table of one column is but lines.
    """
    rows = list(_rows(grid.rows))
    widest = max(map(len, rows), default=0)
    even = [[*row, *[""] * (widest - len(row))] for row in rows if any(map(str.strip, row))]
    used = [at for at in range(widest) if any(row[at].strip() for row in even)]
    if len(used) > MOST_COLUMNS or len(used) * len(even) > _MOST_CELLS:
        return None
    if len(used) == 1:
        return [line for row in even for line in row[used[0]].split("\n")]
    return write_table([[row[at] for at in used] for row in even]).split("\n")


def has_spans(grid: Grid) -> bool:
    """Tell whether some cell reaches over several rows or columns."""
    return any(cell.down > 1 or cell.across > 1 for row in grid.rows for cell in row)


def _rows(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """Yield the rows as wide as they are seen, what spans cover empty."""
    covered: dict[int, int] = {}
    for row in rows:
        texts: dict[int, str] = {}
        column = 0
        reaching: dict[int, int] = {}
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            texts[column] = cell.text
            across = min(cell.across, _WIDEST_SPAN)
            reaching |= dict.fromkeys(range(column, column + across), cell.down)
            column += across
        reach = covered | reaching
        width = max((at + 1 for at, down in reach.items() if down > 0), default=0)
        yield [texts.get(at, "") for at in range(width)]
        covered = {at: down - 1 for at, down in reach.items() if down > 1}
