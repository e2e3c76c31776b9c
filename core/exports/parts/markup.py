"""A printed table as HTML means it: which cell is a heading, and of what.

The scopes follow the HTML standard: ``colgroup`` and ``rowgroup`` only where the heading covers
its group of columns or rows exactly; elsewhere ``col`` and ``row``, which reach as far as the span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.forms.form import Role
from core.printed.page import PrintedCell, PrintedParagraph, PrintedTable
from core.printed.small_table import blocks_of


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell with its place among the headings.

    ``scope`` is empty for a figure. ``headers`` are the identifiers of the headings of a figure,
    the outermost first: the band, the headings above it, the labels left of it.
    """

    cell: PrintedCell
    id: str
    scope: str
    headers: tuple[str, ...]
    lines: tuple[str, ...]
    width: float
    """The share of the table's width, in per cent."""

    @property
    def is_typed(self) -> bool:
        """Tell whether a figure's cell holds a text that is not a number."""
        return self.cell.role is Role.FIGURE and self.cell.figure is None and bool(self.lines)


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table in groups of columns (by width, in per cent) and groups of lines."""

    columns: tuple[tuple[float, ...], ...]
    head: tuple[tuple[MarkedCell, ...], ...]
    bodies: tuple[tuple[tuple[MarkedCell, ...], ...], ...]


def mark_up_text(
    paragraphs: Sequence[PrintedParagraph], name: str
) -> tuple[PrintedParagraph | MarkedTable, ...]:
    """Mark up the small tables of a written part; ``name`` begins their identifiers."""
    return tuple(
        block if isinstance(block, PrintedParagraph) else mark_up(block, f"{name}-{number}")
        for number, block in enumerate(blocks_of(paragraphs), 1)
    )


def mark_up(table: PrintedTable, name: str) -> MarkedTable:
    """Find the groups and the scopes of a table; ``name`` begins its headings' identifiers."""
    column_edges = _column_edges(table)
    line_edges = _line_edges(table)
    shares = _shares(table.widths)
    marked = tuple(
        tuple(
            MarkedCell(
                cell=cell,
                id=str(cell.address) if cell.address else _id(name, cell),
                scope=_scope(cell, column_edges, line_edges),
                headers=_headers(table, cell, name) if cell.role is Role.FIGURE else (),
                lines=tuple(cell.text.split("\n")) if cell.text else (),
                width=round(sum(shares[cell.column : cell.column + cell.across]), 2),
            )
            for cell in line
        )
        for line in table.lines
    )
    return MarkedTable(
        columns=tuple(shares[start:end] for start, end in pairwise(column_edges)),
        head=marked[: table.header_lines],
        bodies=tuple(marked[start:end] for start, end in pairwise(line_edges)),
    )


def _shares(widths: tuple[int, ...]) -> tuple[float, ...]:
    whole = sum(widths)
    return tuple(round(width * 100 / whole, 2) for width in widths)


def _column_edges(table: PrintedTable) -> list[int]:
    """Return where groups of columns begin and end: under the innermost wide headings."""
    wide = [
        (cell.column, cell.column + cell.across)
        for line in table.lines[: table.header_lines]
        for cell in line
        if cell.across > 1
    ]
    innermost = [
        (start, end)
        for start, end in wide
        if not any(start <= a and b <= end and (a, b) != (start, end) for a, b in wide)
    ]
    return sorted({0, len(table.widths), *(edge for span in innermost for edge in span)})


def _line_edges(table: PrintedTable) -> list[int]:
    """Return where groups of lines begin and end: at bands, and around the outermost tall label."""
    edges = {table.header_lines, len(table.lines)}
    reach = table.header_lines
    for number in range(table.header_lines, len(table.lines)):
        if number < reach:
            continue
        line = table.lines[number]
        reach = number + max(cell.down for cell in line)
        if reach > number + 1:
            edges |= {number, reach}
        elif any(cell.role is Role.BAND for cell in line):
            edges.add(number)
    return sorted(edges)


def _scope(cell: PrintedCell, column_edges: list[int], line_edges: list[int]) -> str:
    if cell.role is Role.FIGURE:
        return ""
    if cell.role is Role.BAND:
        return "rowgroup"
    if cell.role is Role.HEAD:
        is_group = (cell.column, cell.column + cell.across) in pairwise(column_edges)
        return "colgroup" if is_group and cell.across > 1 else "col"
    is_group = (cell.line, cell.line + cell.down) in pairwise(line_edges)
    return "rowgroup" if is_group and cell.down > 1 else "row"


def _headers(table: PrintedTable, figure: PrintedCell, name: str) -> tuple[str, ...]:
    above = [cell for line in table.lines[: figure.line] for cell in line]
    bands = [cell for cell in above if cell.role is Role.BAND][-1:]
    first = bands[0].line if bands else 0
    heads = [
        cell
        for cell in above
        if cell.role is Role.HEAD
        and cell.line >= first
        and cell.column <= figure.column < cell.column + cell.across
    ]
    labels = [
        cell
        for line in table.lines[: figure.line + 1]
        for cell in line
        if cell.role is Role.LABEL and cell.line <= figure.line < cell.line + cell.down
    ]
    return tuple(_id(name, cell) for cell in (*bands, *heads, *labels))


def _id(name: str, cell: PrintedCell) -> str:
    return f"{name}-{cell.line + 1}-{cell.column + 1}"
