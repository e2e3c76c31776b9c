"""Rows of a pasted block whose labels are shortened: their neighbours tell which they are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from core.labels.table_labels import TableLabels
from core.labels.wording import key
from core.recognition.row_order import LIKELY, likeness


def rows_by_neighbours(
    labels: TableLabels, rows: Mapping[int, int], names: Mapping[int, str]
) -> dict[int, int]:
    """Return lines of the form for lines of a block whose labels nobody knows.

    ``rows`` are the known ones, line of the block to line of the form; ``names`` the labels of the
    others. Between two known rows there must be as many as in the form, at an end they follow one;
    and each label must be like the one that the form has there.
    """
    form_lines = sorted(labels.block_of)
    found: dict[int, int] = {}
    before: int | None = None
    for is_known, run in groupby(sorted({*rows, *names}), lambda line: line in rows):
        lines = list(run)
        if is_known:
            before = rows[lines[-1]]
            continue
        after = next((rows[line] for line in sorted(rows) if line > lines[-1]), None)
        between = _between(form_lines, before, after, len(lines))
        if len(between) == len(lines) and not set(between) & set(rows.values()):
            pairs = dict(zip(lines, between, strict=True))
            if all(_is_like(labels, names[line], at) for line, at in pairs.items()):
                found |= pairs
    return found


def _between(lines: list[int], before: int | None, after: int | None, count: int) -> list[int]:
    """Return the lines of the form behind one and before another, where there is one."""
    if before is not None and after is not None:
        return [line for line in lines if before < line < after]
    if before is not None:
        return [line for line in lines if line > before][:count]
    return [line for line in lines if after is not None and line < after][-count:]


def _is_like(labels: TableLabels, name: str, line: int) -> bool:
    printed = key(name)
    known = (each for each, at in labels.rows.items() if at == line)
    return bool(printed) and max((likeness(printed, each) for each in known), default=0) >= LIKELY
