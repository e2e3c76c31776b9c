"""A table's part of a source as a stream of cell texts, with what is known of its rows.

In plain text a line may hold a row (cells divided by tabs or upright strokes) or a single cell.
Where each cell has its own line and begins with a tab, an empty line divides the rows; a lone
tab is then an empty cell. Everywhere else an empty line may mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.reading.blocks import Block, Cell, Grid, Paragraph, Place

_STROKES = re.compile("[|｜│]")
_RULE = re.compile(r":?-{3,}:?")

_LONGEST_ROW = 100
"""Cells; what is longer is no row of any table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell text, or an empty line (``text`` empty); ``doubt`` says why a cell's text is unsure.

    ``row`` numbers the row of the source that it stands in; in a ``closed`` row the source says
    where each cell is, so that an empty piece there is an empty cell. Between the lines of a
    ``stacked`` row something that is no cell of it may have come in, such as a page number. A
    piece that ``is_set`` is a cell of a true table, whatever stands in it.
    """

    text: str
    place: Place
    row: int
    closed: bool
    stacked: bool
    doubt: str = ""
    is_set: bool = False


def pieces_of(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Take the blocks of a table's section apart into cell texts."""
    borders = _Borders.of([block.text for block in blocks if isinstance(block, Paragraph)])
    rows: list[_Row] = []
    tabbed: _Row | None = None
    for block in blocks:
        if isinstance(block, Grid):
            tabbed = None
            rows += [_Row(list(row), True, is_set=True) for row in block.rows]
            continue
        cells = borders.cells(block.text)
        if len(cells) > 1 and all(map(_RULE.fullmatch, cells)):
            continue  # The line under a table's head in Markdown.
        row = _Row([Cell(cell, block.place) for cell in cells], len(cells) > 1)
        if len(cells) == 1 and _is_tabbed(block.text):
            if tabbed is None:
                tabbed = _Row([], True, stacked=True)
                rows.append(tabbed)
            tabbed.cells += row.cells
        elif len(cells) == 1 and cells[0] and tabbed is not None:
            tabbed.cells += row.cells
        else:
            tabbed = None
            rows.append(row)
    return tuple(
        Piece(
            cell.text.strip(),
            cell.place,
            number,
            row.closed and 1 < len(row.cells) < _LONGEST_ROW,
            row.stacked,
            cell.doubt,
            row.is_set,
        )
        for number, row in enumerate(rows)
        for cell in row.cells
    )


@dataclass(slots=True)
class _Row:
    cells: list[Cell]
    closed: bool
    stacked: bool = False
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class _Borders:
    """Whether a mark at a line's end is the table's border; otherwise a cell beside it is empty.

    It is one only where no line is without it.
    """

    left_stroke: bool
    right_stroke: bool
    left_tab: bool

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Borders:
        lines = list(lines)
        ruled = [line.strip() for line in lines if _is_ruled(line)]
        tabs = [line for line in lines if "\t" in line.strip() and not _STROKES.search(line)]
        return cls(
            all(_STROKES.match(line) for line in ruled),
            all(_STROKES.match(line[-1]) for line in ruled),
            all(line.startswith("\t") for line in tabs),
        )

    def cells(self, line: str) -> list[str]:
        """Divide a line into its cells."""
        if _is_ruled(line):
            cells = [cell.strip() for cell in _STROKES.split(line.strip())]
            return cells[self.left_stroke : len(cells) - self.right_stroke]
        if _STROKES.search(line):
            return [""]
        cells = [cell.strip() for cell in line.split("\t")]
        alone = _is_tabbed(line) and len(cells) == 2
        return cells[alone or (self.left_tab and len(cells) > 1 and not cells[0]) :]


def _is_ruled(line: str) -> bool:
    """Tell whether a line has strokes and something between or beside them."""
    return _STROKES.search(line) is not None and _STROKES.sub("", line).strip() != ""


def _is_tabbed(line: str) -> bool:
    return line.startswith("\t") and not _STROKES.search(line)
