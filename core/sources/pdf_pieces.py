"""A table of a PDF that goes on over pages: the row that a page's end divides made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from core.labels.blocks import Cell, Place
from core.labels.wording import is_figure

_NEAR = 4.0
"""Points by which the edges of a column may differ from page to page."""
_ENUMERATED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}\s*[.．、])")


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """What stands of a table on one page; ``edges`` has the left and right of each cell."""

    page: int
    place: Place
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[tuple[tuple[float, float], ...], ...]


Item = TypeVar("Item")
_Part: TypeAlias = tuple[tuple[Cell, ...], tuple[tuple[float, float], ...]]
"""A row with the edges of its cells."""


def joined_pieces(items: Sequence[Item | PdfPiece]) -> list[Item | PdfPiece]:
    """Make whole the rows that the end of a page divides; everything else stays as it is."""
    found: list[Item | PdfPiece] = []
    for item in items:
        above = found[-1] if found else None
        if (
            isinstance(item, PdfPiece)
            and isinstance(above, PdfPiece)
            and item.page == above.page + 1
        ):
            whole = _joined(above, item)
            if whole is not None:
                found[-1] = whole
                continue
        found.append(item)
    return found


def _joined(above: PdfPiece, below: PdfPiece) -> PdfPiece | None:
    """Return both pieces as one where a row goes on from the one to the other."""
    head = _heads(above, below)
    if head >= len(below.rows):
        return None
    row: _Part = above.rows[-1], above.edges[-1]
    other: _Part = below.rows[head], below.edges[head]
    middle = _divided_row(row, other) or _divided_heads(row, other)
    if middle is None:
        return None
    rest = slice(head + 1, None)
    return PdfPiece(
        below.page,
        above.place,
        (*above.rows[:-1], *(cells for cells, _ in middle), *below.rows[:head], *below.rows[rest]),
        (
            *above.edges[:-1],
            *(edges for _, edges in middle),
            *below.edges[:head],
            *below.edges[rest],
        ),
    )


def _heads(above: PdfPiece, below: PdfPiece) -> int:
    """Return how many rows the piece on the next page repeats from the table's beginning."""
    count = 0
    for row, other in zip(above.rows, below.rows, strict=False):
        if [cell.text for cell in row] != [cell.text for cell in other]:
            break
        if any(is_figure(cell.text) for cell in row):
            break
        count += 1
    return count


def _divided_row(row: _Part, other: _Part) -> list[_Part] | None:
    """Return the row that was divided, put together; None where none was.

    Its cells stand below each other, the figures are all in one part, and its label, which has
    no number of its own on the second page, is in either or both.
    """
    (cells, edges), (others, other_edges) = row, other
    while len(edges) < len(other_edges) and not others[0].text:
        others, other_edges = others[1:], other_edges[1:]  # What reaches down from above.
    if not _are_same(edges, other_edges) or any(cell.down > 1 for cell in (*cells, *others)):
        return None
    both = list(zip(cells, others, strict=True))
    figures, labels = _kinds(cells)
    other_figures, other_labels = _kinds(others)
    if bool(figures) == bool(other_figures) or not labels:
        return None
    if any(map(_ENUMERATED.match, other_labels)):
        return None
    if any(c.text and o.text and is_figure(c.text) != is_figure(o.text) for c, o in both):
        return None
    if not other_labels and not other_figures:
        return None
    return [(tuple(map(_put_together, cells, others)), edges)]


def _divided_heads(row: _Part, other: _Part) -> list[_Part] | None:
    """Return two rows of heads of which some were divided; None where none were.

    Below a head that spans columns begins another row of heads; beside it the others go on.
    """
    if _kinds(row[0])[0] or _kinds(other[0])[0]:
        return None
    if any(_ENUMERATED.match(cell.text) for cell in other[0]):
        return None
    upper: list[Cell] = []
    lower: list[tuple[Cell, tuple[float, float]]] = []
    number = 0
    for cell, (left, right) in zip(*row, strict=True):
        under = []
        while number < len(other[0]) and other[1][number][1] < right + _NEAR:
            under.append((other[0][number], other[1][number]))
            number += 1
        if len(under) == 1 and _are_same([(left, right)], [under[0][1]]):
            whole = _put_together(cell, under[0][0])
            upper.append(replace(whole, down=cell.down + under[0][0].down))
        elif len(under) != 1 and all(at > left - _NEAR for _, (at, _) in under):
            lower += under
            upper.append(cell)
        else:
            return None
    if not lower or number < len(other[0]) or not all(cell.text for cell, _ in lower):
        return None
    return [
        (tuple(upper), row[1]),
        (tuple(cell for cell, _ in lower), tuple(edges for _, edges in lower)),
    ]


def _kinds(cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    """Return the figures of a row and its labels."""
    texts = [cell.text for cell in cells if cell.text]
    return [t for t in texts if is_figure(t)], [t for t in texts if not is_figure(t)]


def _put_together(cell: Cell, more: Cell) -> Cell:
    return replace(cell, text=cell.text + more.text, doubt=cell.doubt or more.doubt)


def _are_same(edges: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> bool:
    return len(edges) == len(others) and all(
        abs(left - other_left) < _NEAR and abs(right - other_right) < _NEAR
        for (left, right), (other_left, other_right) in zip(edges, others, strict=True)
    )
