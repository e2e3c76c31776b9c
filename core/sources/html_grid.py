"""Tables in HTML as grids: what a browser, an office program or a web page shows as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.labels.blocks import Cell, Grid, Place
from core.sources.html_looks import HtmlLook, Looks
from core.sources.html_text import HIDDEN_BY_SHEET, cell_text
from core.sources.html_tree import Element, is_hidden, is_out_of_sight

MOST_SLOTS = 200_000
"""Grid positions of one table; the report's largest has some three hundred."""
MOST_COLUMNS = 200


def grids(root: Element) -> tuple[Grid, ...]:
    """Return every table with text, in the page's order; one inside another is its own."""
    tables = [each for each in root.iter("table") if not is_out_of_sight(each)]
    looks = looks_of(root)
    found = (grid_of(table, number, looks) for number, table in enumerate(tables, 1))
    return tuple(grid for grid in found if any(cell.text for row in grid.rows for cell in row))


def looks_of(root: Element) -> Looks:
    """Return how a page's style sheets set its letters."""
    return Looks(*(each.text or "" for each in root.iter("style")))


def grid_of(table: Element, number: int, looks: Looks) -> Grid:
    """Return one table as a grid; ``number`` is how places call it: 第2个表."""
    slots = _Slots(looks)
    for group in _row_groups(table):
        slots.add(group)
    kept = [number for number in range(len(slots.lines)) if number not in slots.hidden]
    hidden_columns = _hidden_columns(table)
    unsure_columns = _unsure_columns(table, looks)
    rows: list[tuple[Cell, ...]] = []
    begun: set[int] = set()
    for line in kept:
        row = []
        for column, placed in sorted(slots.lines[line].items()):
            if id(placed) in begun or column in hidden_columns:
                continue
            begun.add(id(placed))
            down = sum(each not in slots.hidden for each in range(line, placed.line + placed.down))
            across = sum(
                each not in hidden_columns for each in range(column, placed.column + placed.across)
            )
            place = Place(f"第{number}个表第{len(rows) + 1}行")
            doubt = placed.doubt or HIDDEN_BY_SHEET * (column in unsure_columns)
            row.append(Cell(placed.text, place, down, across, doubt))
        rows.append(tuple(row))
    return Grid(tuple(rows), Place(f"第{number}个表"))


@dataclass(frozen=True, slots=True)
class _Placed:
    text: str
    line: int
    column: int
    down: int
    across: int
    doubt: str


class _Slots:
    """Lines of grid positions with the cell that covers each, as browsers place cells."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self.lines: list[dict[int, _Placed]] = []
        self.hidden: set[int] = set()
        self._count = 0

    def add(self, rows: Sequence[Element]) -> None:
        """Place the rows of a group; no span leaves its group."""
        first, end = len(self.lines), len(self.lines) + len(rows)
        self.lines += [{} for _ in rows]
        for line, row in enumerate(rows, first):
            if is_hidden(row):
                self.hidden.add(line)
            column = 0
            for cell in row:
                if cell.tag not in {"td", "th"} or is_hidden(cell):
                    continue
                while column in self.lines[line]:
                    column += 1
                said = self._looks.in_sheets(row) | self._looks.in_sheets(cell)
                is_unsure = HtmlLook.UNSURE in said or self._looks.puts_something_beside(row)
                doubt = HIDDEN_BY_SHEET if is_unsure else ""
                column = self._place(cell, line, column, end, doubt)

    def _place(self, cell: Element, line: int, column: int, end: int, doubt: str) -> int:
        """Place a cell, cut where another stands already; returns the column after it."""
        across = 1
        wanted = min(_whole(cell.get("colspan"), 1) or 1, MOST_COLUMNS - column)
        while across < wanted and column + across not in self.lines[line]:
            across += 1
        down = min(_whole(cell.get("rowspan"), 1) or end, end - line)
        if column >= MOST_COLUMNS or self._count + across > MOST_SLOTS:
            return column
        down = max(1, min(down, (MOST_SLOTS - self._count) // across))
        self._count += down * across
        text, why = cell_text(cell, self._looks)
        placed = _Placed(text, line, column, down, across, doubt or why)
        for at in range(line, line + down):
            for slot in range(column, column + across):
                self.lines[at].setdefault(slot, placed)
        return column + across


def _row_groups(table: Element) -> Iterator[list[Element]]:
    """Yield the rows of a table by their groups, without those of tables inside it."""
    loose: list[Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"} and not is_hidden(child):
            if loose:
                yield loose
                loose = []
            yield [row for row in child if row.tag == "tr"]
    if loose:
        yield loose


def _hidden_columns(table: Element) -> frozenset[int]:
    """Return the columns that a sheet hides; it still sends their cells."""
    return frozenset(at for at, column in _columns(table) if is_hidden(column))


def _unsure_columns(table: Element, looks: Looks) -> frozenset[int]:
    """Return the columns that a style sheet may hide."""
    return frozenset(at for at, column in _columns(table) if looks.sight(column).is_hidden)


def _columns(table: Element) -> Iterator[tuple[int, Element]]:
    """Yield the columns that a table describes, with the number of each."""
    at = 0
    for element in table.iter("col"):
        if _owner(element) is not table:
            continue
        span = max(1, min(_whole(element.get("span"), 1), MOST_COLUMNS))
        yield from ((each, element) for each in range(at, at + span))
        at += span


def _owner(element: Element) -> Element | None:
    """Return the table that an element belongs to."""
    parent = element.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _whole(text: str | None, otherwise: int) -> int:
    """Return the whole number that an attribute holds, as browsers read it."""
    match = re.match(r"\s*\+?(\d{1,6})", text or "", re.ASCII)
    return int(match[1]) if match else otherwise
