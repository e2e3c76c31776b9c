"""A table's part of a source as a stream of cell texts, with what is known of its rows.

In plain text a line may hold a row (cells divided by tabs or upright strokes) or a single cell.
Where each cell has its own line and begins with a tab, an empty line divides the rows; a lone
tab is then an empty cell. Everywhere else an empty line may mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.reading.blocks import Block, Grid, Place

_STROKES = re.compile("[|｜│]")
_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell text, or an empty line (``text`` empty).

    ``row`` numbers the row of the source that it stands in; in a ``closed`` row the source says
    where each cell is, so that an empty piece there is an empty cell. Between the lines of a
    ``stacked`` row something that is no cell of it may have come in, such as a page number.
    """

    text: str
    place: Place
    row: int
    closed: bool
    stacked: bool


def pieces_of(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Take the blocks of a table's section apart into cell texts."""
    rows: list[_Row] = []
    tabbed: _Row | None = None
    for block in blocks:
        if isinstance(block, Grid):
            tabbed = None
            rows += [_Row([(c.text.strip(), c.place) for c in row], True) for row in block.rows]
            continue
        cells = _cells(block.text)
        if cells is None:
            continue
        row = _Row([(cell, block.place) for cell in cells], len(cells) > 1)
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
        Piece(text, place, number, row.closed and len(row.cells) > 1, row.stacked)
        for number, row in enumerate(rows)
        for text, place in row.cells
    )


@dataclass(slots=True)
class _Row:
    cells: list[tuple[str, Place]]
    closed: bool
    stacked: bool = False


def _is_tabbed(line: str) -> bool:
    return line.startswith("\t") and not _STROKES.search(line)


def _cells(line: str) -> list[str] | None:
    """Divide a line; None for the line under a table's head in Markdown."""
    if _STROKES.search(line):
        if _RULE.fullmatch(line):
            return None
        cells = [cell.strip() for cell in _STROKES.split(line.strip())]
        if not any(cells):
            return [""]
        # A stroke at either end is the table's border, not an empty cell beside it.
        return cells[not cells[0] : len(cells) - (not cells[-1])]
    return [cell.strip() for cell in line.removeprefix("\t").split("\t")]
