"""Tables whose merged cells were divided again, each part filled with the text of the whole.

So programs write a table that know no merged cells: 行政许可 | 12 | 12 | 12 below a heading that
stands three times as well. A figure is one of several columns only where a text above it is, and
only a heading can be the one above: a row that is there twice must be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.labels.wording import is_figure


@dataclass(frozen=True, slots=True)
class Kept:
    """Which cells of a row repeat none beside or above them.

    The row ``is_odd`` where figures that differ stand below one heading, or where equal ones may.
    """

    cells: tuple[int, ...]
    is_odd: bool = False


def kept_cells(rows: Sequence[Sequence[str] | None]) -> list[Kept | None]:
    """Return what is left of each row; None stands for one whose columns nobody knows."""
    kept: list[Kept | None] = []
    above: Sequence[str] = ()
    heads: list[range] = []
    for row in rows:
        if row is None:
            kept.append(None)
        elif _has_figures(row):
            kept.append(_figures(row, heads))
        elif row:
            is_filled = len(row) == len(above) and 0 < len(heads) < len(above)
            heads = _spans(row)
            starts = (at.start for at in heads)
            kept.append(
                Kept(tuple(at for at in starts if not (is_filled and row[at] == above[at] != "")))
            )
        else:
            kept.append(Kept(()))
        above = row or ()
    return kept


def _has_figures(row: Sequence[str]) -> bool:
    """Tell a row of figures, all of them blank perhaps, from headings."""
    return any(text and is_figure(text) for text in row) or 2 * list(row).count("") >= len(row) > 0


def _figures(row: Sequence[str], heads: Sequence[range]) -> Kept:
    """Put figures together below a heading of several columns, and the repeated label.

    In a row that is not as wide as the heads nobody knows what stands below which: of two equal
    figures side by side the second may be the first once more.
    """
    cells: list[int] = []
    is_odd = False
    if sum(map(len, heads)) != len(row):
        is_odd = len(heads) < sum(map(len, heads)) and _has_equal_figures(row)
        heads = [range(at, at + 1) for at in range(len(row))]
    for span in heads:
        texts = [row[at] for at in span]
        if is_figure(texts[0]) or not texts[0]:
            is_same = all(text in ("", texts[0]) for text in texts)
            is_odd = is_odd or not is_same
            cells += [span.start] if is_same else span
        else:
            cells += [at for at in span if at == span.start or row[at] != row[at - 1]]
    return Kept(tuple(at for at in cells if not _repeats_label(row, at)), is_odd)


def _has_equal_figures(row: Sequence[str]) -> bool:
    return any(left == right and is_figure(left) for left, right in pairwise(row) if left)


def _repeats_label(row: Sequence[str], at: int) -> bool:
    return at > 0 and row[at] == row[at - 1] != "" and not is_figure(row[at])


def _spans(row: Sequence[str]) -> list[range]:
    """Return the columns of each heading."""
    starts = [at for at in range(len(row)) if not at or row[at] != row[at - 1] or not row[at]]
    return [range(start, end) for start, end in zip(starts, (*starts[1:], len(row)), strict=False)]
