"""Headings that a table has in two rows of cells, one half above the other: 商业 over 企业."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from core.labels.pieces import Piece
from core.labels.table_labels import TableLabels
from core.labels.wording import is_figure, key, keys


def whole_heads(labels: TableLabels, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put the halves of headings together, in the upper row, where all of the lower one fit."""
    rows = [list(row) for _, row in groupby(pieces, key=lambda piece: piece.row)]
    found: list[Piece] = []
    number = 0
    while number < len(rows):
        row = rows[number]
        joined = _joined(labels, row, rows[number + 1]) if number + 1 < len(rows) else None
        found += joined or row
        number += 2 if joined else 1
    return tuple(found)


def _joined(
    labels: TableLabels, upper: Sequence[Piece], lower: Sequence[Piece]
) -> list[Piece] | None:
    halves = [piece for piece in lower if piece.text]
    if not halves or not all(piece.closed for piece in (*upper, *halves)):
        return None
    if any(is_figure(piece.text) for piece in (*upper, *halves) if piece.text):
        return None
    row: list[Piece] = []
    for piece in upper:
        if not piece.text or keys(piece.text) & labels.all:
            row.append(piece)
            continue
        # An unknown text must become a heading by the next half; nothing else may be unknown.
        if not halves or key(piece.text + halves[0].text) not in labels.heads:
            return None
        row.append(replace(piece, text=piece.text + halves.pop(0).text))
    return None if halves else row
