"""Figures that a flow of text has torn from their labels, put back by their order and their sums.

A PDF's or a converter's text may list all labels of a table first and then its figures, row by row
or column by column. Where there are just as many figures as the form has, the order is kept and
two ways remain: by rows or by columns. One is taken only where the sums of every column hold in it
and the other breaks more identities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.figures.address import Address
from core.figures.value import Kind, State, parse
from core.forms.form import Identity
from core.labels.pieces import Piece
from core.labels.table_labels import TableLabels
from core.labels.wording import is_figure, keys

_FEWEST_LINES = 5
_MOST_LABELS = 0.7
"""The share of the table's rows whose labels must be there."""
_MOST_RUNS = 8
"""Changes between labels and figures; a table over three pages has five."""
_MOST_PAGES = 6
"""Lone numbers between rows of figures: those of pages."""


@dataclass(frozen=True, slots=True)
class TornCell:
    """A figure of a flow: its number, and the piece of the source that it stands in."""

    figure: int
    piece: Piece


def find_torn(
    labels: TableLabels, pieces: Sequence[Piece], identities: Sequence[Identity]
) -> Mapping[Address, TornCell]:
    """Return the figures that can be put back; none where the table is not torn or not certain."""
    lines = list(labels.names)
    addresses = [labels.figures(line) for line in lines]
    width = len(addresses[0])
    is_even = len(labels.blocks) == 1 and all(len(each) == width for each in addresses)
    kinds = {labels.table.columns[each.column].kind for row in addresses for each in row}
    if len(lines) < _FEWEST_LINES or not is_even or kinds != {Kind.COUNT} or not identities:
        return {}
    rows = _rows_of_figures(pieces)
    if rows is None or not _has_labels(labels, pieces):
        return {}
    ways = [
        dict(zip((each for row in addresses for each in row), cells, strict=True))
        for cells in _orders(rows, len(lines), width)
    ]
    return _proved(ways, addresses, identities)


def is_known(labels: TableLabels, piece: Piece) -> bool:
    """Tell whether a piece of a torn flow is a label of the form or nothing but figures."""
    return bool(keys(piece.text) & labels.all or _cells(piece)) or not piece.text


def _rows_of_figures(pieces: Sequence[Piece]) -> list[list[TornCell]] | None:
    """Return the rows that are nothing but figures; None where some stand beside their label."""
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.text:
            rows.setdefault(piece.row, []).append(piece)
    found: list[list[TornCell]] = []
    for row in rows.values():
        cells = [each for piece in row for each in _cells(piece)]
        if any(piece.doubt or piece.is_set for piece in row):
            return None
        if not cells:
            continue
        if len(row) > sum(1 for piece in row if _cells(piece)):
            return None
        found.append(cells)
    return found


def _cells(piece: Piece) -> list[TornCell]:
    """Return the figures of a piece; nothing where it is anything else."""
    words = piece.text.split()
    values = [parse(word, Kind.COUNT) for word in words if is_figure(word)]
    figures = [each.figure for each in values if each.state is State.NUMBER]
    whole = [each for each in figures if isinstance(each, int)]
    return [TornCell(each, piece) for each in whole] if len(whole) == len(words) else []


def _has_labels(labels: TableLabels, pieces: Sequence[Piece]) -> bool:
    """Tell whether most rows' labels are there, and the columns' names in the form's order."""
    texts = [keys(piece.text) for piece in pieces if piece.text and not _cells(piece)]
    seen = frozenset().union(*texts)
    lines = {line for each, line in labels.rows.items() if each in seen}
    known = labels.blocks[0].columns
    # 总计, the last, stands in the first row of heads.
    last = max(known.values(), default=0)
    columns = [known[each] for text in texts for each in text if known.get(each, last) != last]
    has_rows = len(lines) >= _MOST_LABELS * len(set(labels.rows.values()))
    has_columns = set(columns) | {last} == set(known.values())
    return has_rows and has_columns and columns == sorted(columns) and _is_apart(pieces)


def _is_apart(pieces: Sequence[Piece]) -> bool:
    """Tell whether labels and figures stand in few runs, not one beside the other."""
    kinds = [bool(_cells(piece)) for piece in pieces if piece.text]
    return sum(one != other for one, other in pairwise(kinds)) <= _MOST_RUNS


def _orders(rows: Sequence[list[TornCell]], lines: int, width: int) -> Iterator[list[TornCell]]:
    """Yield the figures row by row, in each way in which the flow may have them."""
    every = [cell for row in rows for cell in row]
    if len(every) != lines * width:
        # Between rows of figures stand the numbers of pages.
        for size, count in ((width, lines), (lines, width)):
            kept = [row for row in rows if len(row) == size]
            others = [row for row in rows if len(row) != size]
            is_clear = len(kept) == count and len(others) <= _MOST_PAGES
            if is_clear and all(len(row) == 1 for row in others):
                every = [cell for row in kept for cell in row]
                break
        else:
            return
    yield every
    yield [every[column * lines + line] for line in range(lines) for column in range(width)]


def _proved(
    ways: Sequence[Mapping[Address, TornCell]],
    addresses: Sequence[Sequence[Address]],
    identities: Sequence[Identity],
) -> Mapping[Address, TornCell]:
    """Return the lines of the best way whose figures every identity bears out."""
    ranked = sorted(ways, key=lambda way: len(_broken(way, identities)))
    if not ranked:
        return {}
    best = ranked[0]
    broken = _broken(best, identities)
    for other in ranked[1:]:
        is_other = any(best[each].figure != other[each].figure for each in best)
        if is_other and len(_broken(other, identities)) <= len(broken):
            return {}
    # A sum that does not hold leaves open whether a row is lost and another one too many.
    if any(len(each.left) > 2 or len(each.right) > 2 for each in broken):
        return {}
    held = {
        address
        for each in identities
        if each not in broken and len({address.row for address in each.addresses}) > 1
        for address in each.addresses
    }
    doubted = {address for each in broken for address in each.addresses} - held
    proved = {address for each in identities for address in each.addresses}
    return {
        address: best[address]
        for row in addresses
        if proved.issuperset(row) and not doubted & set(row)
        for address in row
    }


def _broken(way: Mapping[Address, TornCell], identities: Sequence[Identity]) -> list[Identity]:
    def total(side: Sequence[Address]) -> int:
        return sum(way[address].figure for address in side)

    return [each for each in identities if total(each.left) != total(each.right)]
