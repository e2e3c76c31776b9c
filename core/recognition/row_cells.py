"""Which of a found row's cells belong to which columns, where that is certain."""

from __future__ import annotations

import re
from itertools import pairwise

from core.labels.pieces import Piece
from core.labels.table_scan import FoundRow
from core.labels.wording import is_figure

TWO_NUMBERS = re.compile(r"\d\s+\d")


def certain_cells(
    row: FoundRow, count: int, *, blanks_are_certain: bool
) -> tuple[Piece, ...] | None:
    """Return a row's cells, one for each column, or None where that is not certain."""
    if row.cells is None:
        return _evenly_set(row, count)
    texts = tuple(cell for cell in row.cells if cell.text or cell.doubt)
    if not all(is_figure(cell.text) or cell.doubt for cell in texts):
        # In a table with just a cell for each figure a text is one of them, however odd.
        is_regular = len(row.cells) == count and blanks_are_certain
        return row.cells if is_regular and all(cell.is_set for cell in row.cells) else None
    if len(row.cells) == count and (blanks_are_certain or len(texts) == count):
        return row.cells
    if len(texts) == count and not row.cells[0].stacked:
        return texts
    if len(texts) == len(row.cells) < count:
        return _evenly_set(row, count)
    if not texts and not any(cell.text for cell in row.loose):
        return row.cells[:1] * count  # Nothing but empty cells, however many.
    return None


def why_uncertain(row: FoundRow, count: int) -> str:
    """Say why a row's cells are not certain."""
    texts = [cell.text for cell in (row.cells or row.loose) if cell.text]
    if not all(map(is_figure, texts)):
        return "这一行里有不是数的文字，不能确定各个数在哪一列，没有读入"
    if len(texts) == count:
        return "这一行的数之间有空格或空行，不能确定各在哪一列，没有读入"
    return f"这一行应有{count}个数，文中认出{len(texts)}个，不能确定各在哪一列，没有读入"


def _evenly_set(row: FoundRow, count: int) -> tuple[Piece, ...] | None:
    """Return the figures behind a label whose row the source does not close.

    They must be as many as the columns, and the label and they equally far apart: a wider gap
    may be a blank cell, and one of the figures then somebody else's.
    """
    figures = tuple(cell for cell in row.loose if cell.text)
    if len(figures) != count or any(TWO_NUMBERS.search(cell.text) for cell in figures):
        return None
    at = [-1] if row.label else []
    at += [number for number, cell in enumerate(row.loose) if cell.text]
    gaps = {right - left for left, right in pairwise(at)}
    return figures if len(gaps) <= 1 or count == 1 else None
