"""The figures of all units as one long CSV (明细), for engines that add up far more than this.

A line for each cell of each unit: ``unit,file,year,edition,address,value``; a blank cell has an
empty value, which every engine takes for NULL. Adding up by address gives the sum::

    SELECT address, sum(value) FROM 'figures.csv' GROUP BY address   -- DuckDB
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from core.forms.form import Form
from core.printed.guard import guard
from core.printed.page import printable
from core.rollup.entry import Entry

HEAD = ("unit", "file", "year", "edition", "address", "value")


def figure_lines(entries: Iterable[Entry], form: Form) -> Iterator[str]:
    """Yield the file piece by piece, a unit at a time: it may be larger than memory."""
    yield _written([HEAD])
    for entry in entries:
        taken = entry.taken
        if taken is None or not entry.state.is_counted:
            continue
        name, file = guard(printable(entry.name)), guard(printable(taken.file))
        start = (name, file, taken.year, taken.edition)
        values = taken.figures.split(";")
        yield _written(
            (*start, address, value) for address, value in zip(form.figures, values, strict=True)
        )


def figure_table(entries: Iterable[Entry], form: Form) -> bytes:
    """Return the whole file in UTF-8."""
    return "".join(figure_lines(entries, form)).encode("utf-8", "replace")


def _written(rows: Iterable[Iterable[object]]) -> str:
    content = io.StringIO(newline="")
    csv.writer(content, lineterminator="\n").writerows(rows)
    return content.getvalue()
