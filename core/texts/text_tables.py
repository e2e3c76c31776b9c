"""Small tables in a written part: lines that follow each other, tabs between their cells.

So a table comes from the clipboard, and so it stays: text, whose numbers are nobody's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_COLUMNS = 12
"""More do not stand on an upright page; such lines are text with tabs."""
_FEWEST_ROWS = 2
_LIST_MARK = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.．、]?|[^\w\s]|第.{1,3}[条项章]"
)
"""What Word puts in front of a paragraph of a list, with a tab behind it."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in a text: its first line, counted from 0, and its rows, all of the same length."""

    first: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def end(self) -> int:
        """The line behind its last."""
        return self.first + len(self.rows)


def find_tables(lines: Sequence[str]) -> Iterator[TextTable]:
    """Yield the tables among lines: two or more with equally many tabs.

    Paragraphs that a tab indents are none, nor those of a list whose marks have tabs behind them.
    """
    for tabs, group in groupby(enumerate(lines), lambda each: _tabs(each[1])):
        numbered = list(group)
        if not tabs or tabs >= MOST_COLUMNS or len(numbered) < _FEWEST_ROWS:
            continue
        rows = tuple(tuple(cell.strip() for cell in line.split("\t")) for _, line in numbered)
        if _is_table(rows):
            yield TextTable(numbered[0][0], rows)


def table_at(text: str, at: int) -> tuple[int, int, TextTable] | None:
    """Return the table that a place in a text stands in, with its first and last character."""
    lines = text.split("\n")
    line = text.count("\n", 0, at)
    for table in find_tables(lines):
        if table.first <= line < table.end:
            start = sum(len(each) + 1 for each in lines[: table.first])
            length = len("\n".join(lines[table.first : table.end]))
            return start, start + length, table
    return None


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as lines of a text; what would end a cell or a line is a blank in it."""
    return "\n".join("\t".join(re.sub(r"\s+", " ", cell).strip() for cell in row) for row in rows)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    divided = sum(sum(map(bool, row)) > 1 for row in rows)
    if divided < _FEWEST_ROWS or divided * 2 < len(rows):
        return False
    columns = list(zip(*rows, strict=True))
    is_list = len(columns) == 2 and all(map(_LIST_MARK.fullmatch, columns[0]))
    return not is_list and all(map(any, columns))


def _tabs(line: str) -> int:
    """Count the tabs of a line; none where nothing else stands in it."""
    return line.count("\t") if line.strip() else 0
