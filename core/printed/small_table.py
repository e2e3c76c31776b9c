"""The small tables in a written part, as they are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from core.forms.form import Role
from core.printed.page import NUMBER_LIKE, PrintedCell, PrintedParagraph, PrintedTable

PrintedBlock: TypeAlias = PrintedParagraph | PrintedTable

_NARROWEST, _WIDEST = 6, 36
"""The least and the most half characters by which a column's text counts for its width."""
_ROOM = 2
"""What stands free beside the text."""


def blocks_of(paragraphs: Sequence[PrintedParagraph]) -> tuple[PrintedBlock, ...]:
    """Return what a written part is printed as: its paragraphs, and its tables between them."""
    blocks: list[PrintedBlock] = []
    for columns, group in groupby(paragraphs, lambda each: len(each.cells)):
        if columns:
            blocks.append(small_table([paragraph.cells for paragraph in group]))
        else:
            blocks += group
    return tuple(blocks)


def small_table(rows: Sequence[tuple[str, ...]]) -> PrintedTable:
    """Return rows of a text as a table; a first row without any number in it is its header."""
    has_header = len(rows) > 1 and not any(NUMBER_LIKE.fullmatch(cell) for cell in rows[0])
    return PrintedTable(
        widths=tuple(max(map(_width, column)) for column in zip(*rows, strict=True)),
        header_lines=int(has_header),
        lines=tuple(
            tuple(
                PrintedCell(line, column, 1, 1, _role(cell, line, column, has_header), cell)
                for column, cell in enumerate(row)
            )
            for line, row in enumerate(rows)
        ),
    )


def _role(cell: str, line: int, column: int, has_header: bool) -> Role:
    if has_header and not line:
        return Role.HEAD
    return Role.FIGURE if column or NUMBER_LIKE.fullmatch(cell) else Role.LABEL


def _width(cell: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F", "A"} for char in cell)
    return min(max(len(cell) + wide, _NARROWEST), _WIDEST) + _ROOM
