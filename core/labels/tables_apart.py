"""A table whose one row of figures was set otherwise: as small tables, or lying on its side.

Table four (行政复议、行政诉讼) is often three tables, each with the headings of its five figures,
or has its three kinds one below the other. Either way every figure has two names, and each pair of
names must be there once, with nothing else beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from core.forms.form import Role
from core.labels.pieces import Piece
from core.labels.table_labels import TableLabels
from core.labels.wording import is_figure, keys


def put_together(labels: TableLabels, pieces: Sequence[Piece]) -> tuple[Piece, ...] | None:
    """Return the pieces as the form sets them; None where they are no such table."""
    if len(labels.blocks) != 1 or len(labels.nameless) != 1:
        return None
    kinds = labels.blocks[0].kinds
    members = {len(kind.members) for kind in kinds}
    addresses = labels.figures(*labels.nameless)
    if len(members) != 1 or len(kinds) * min(members) != len(addresses):
        return None
    rows = _Rows(labels)
    for _, row in groupby(pieces, key=lambda piece: piece.row):
        if not rows.take(list(row)):
            return None
    pairs = [(kind, member) for kind in range(len(kinds)) for member in range(min(members))]
    cells = [rows.found[pair] for pair in pairs if pair in rows.found]
    return _as_printed(labels, cells) if len(cells) == len(pairs) else None


class _Rows:
    """Takes the rows one after another: each figure under its kind and its own name."""

    def __init__(self, labels: TableLabels) -> None:
        self._heads = labels.heads
        kinds = labels.blocks[0].kinds
        self._kinds = [kind.keys for kind in kinds]
        self._members = [
            frozenset().union(*each) for each in zip(*(k.members for k in kinds), strict=True)
        ]
        self.found: dict[tuple[int, int], Piece] = {}
        self._kind: int | None = None
        self._columns: list[int] = []
        self._are_kinds = False
        """Whether the columns are the kinds, and each row is one name of them all."""

    def take(self, row: Sequence[Piece]) -> bool:
        """Take a row; False where it has no place in such a table."""
        texts = [piece for piece in row if piece.text]
        names = [piece for piece in texts if not is_figure(piece.text)]
        kinds = _found(self._kinds, names)
        members = _found(self._members, names)
        if len(names) < len(texts):
            begin = row.index(names[-1]) + 1 if names else 0
            return self._take_figures(row[begin:], kinds, members)
        unknown = [piece for piece in names if not keys(piece.text) & self._heads]
        if unknown not in ([], names[:1]):
            return False
        if sorted(members) == list(range(len(self._members))) and not kinds:
            self._columns, self._are_kinds = members, False
        elif sorted(kinds) == list(range(len(self._kinds))) and not members:
            self._columns, self._are_kinds = kinds, True
        elif len(kinds) == 1 and not members and not unknown:
            self._kind = kinds[0]
        else:
            return not (kinds or members or unknown)
        return True

    def _take_figures(
        self, cells: Sequence[Piece], kinds: Sequence[int], members: Sequence[int]
    ) -> bool:
        if len(cells) != len(self._columns) or not all(cell.closed for cell in cells):
            return False
        if self._are_kinds:
            if kinds or len(members) != 1:
                return False
            pairs = [(kind, members[0]) for kind in self._columns]
        else:
            if not kinds and self._kind is not None:
                kinds, self._kind = [self._kind], None
            if members or len(kinds) != 1:
                return False
            pairs = [(kinds[0], member) for member in self._columns]
        if any(pair in self.found for pair in pairs):
            return False
        self.found |= dict(zip(pairs, cells, strict=True))
        return True


def _found(known: Sequence[frozenset[str]], names: Sequence[Piece]) -> list[int]:
    found = [
        next((number for number, each in enumerate(known) if each & keys(name.text)), None)
        for name in names
    ]
    return [number for number in found if number is not None]


def _as_printed(labels: TableLabels, cells: Sequence[Piece]) -> tuple[Piece, ...]:
    """Set the figures below the headings of the form, line by line."""
    first, is_set = cells[0], all(cell.is_set for cell in cells)
    heads = [cell for cell in labels.table.cells if cell.role is Role.HEAD]
    printed = [
        replace(first, text=cell.text, row=cell.line, doubt="", remark="", is_set=is_set)
        for cell in sorted(heads, key=lambda cell: (cell.line, cell.column))
    ]
    below = max(cell.line for cell in heads) + 1
    return (*printed, *(replace(cell, row=below, is_set=is_set) for cell in cells))
