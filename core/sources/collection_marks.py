"""The stamp of a collection form (收集表), as far as reading needs it: what is the form's own.

A clerk wrote none of it, so none of it is a text of the report. What the stamp says goes along as a
last block, which `core.reading.form_marks` takes out before anything is recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.printed.own_marks import OWN_HEADING, OWN_LINE, STAMP_MARK, STAMP_SHEET
from core.sources.sheet import Sheet

STAMP_PLACE = Place(STAMP_SHEET)
"""Where the block of a stamp stands; no cell of a sheet has such a place."""
FORMULA = "公式"
"""What the rows of that block begin with that name a cell with a formula."""
_MOST_ROWS = 500
"""Rows of a stamp; ours have some thirty."""


@dataclass(frozen=True, slots=True)
class CollectionMarks:
    """The form's own lines, which are never read, and its headings, read with a text under them."""

    lines: frozenset[str]
    headings: frozenset[str]
    rows: tuple[tuple[str, str], ...] = ()
    """All that the stamp says."""

    def block(self, formulas: Iterable[str]) -> Grid:
        """Return the stamp as a block, with the places of all cells that hold a formula."""
        rows = (*self.rows, *((FORMULA, spot) for spot in formulas))
        return Grid(
            tuple((Cell(a, STAMP_PLACE), Cell(b, STAMP_PLACE)) for a, b in rows), STAMP_PLACE
        )

    def written(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Return what the unit wrote and the figures: the blocks without the form's own texts."""
        kept = [block for block in map(self._without_lines, blocks) if block is not None]
        return tuple(
            block
            for block, following in zip(kept, [*kept[1:], None], strict=True)
            if not (self._is_heading(block) and not self._is_text(following))
        )

    def _without_lines(self, block: Block) -> Block | None:
        if isinstance(block, Paragraph):
            return None if block.text.strip() in self.lines else block
        rows = tuple(row for row in block.rows if not self._is_own(row))
        if len(rows) == len(block.rows):
            return block
        return replace(block, rows=rows) if any(rows) else None

    def _is_own(self, row: Sequence[Cell]) -> bool:
        first = next((cell.text.strip() for cell in row if cell.text.strip()), "")
        return first in self.lines

    def _is_heading(self, block: Block) -> bool:
        return isinstance(block, Paragraph) and block.text.strip() in self.headings

    def _is_text(self, block: Block | None) -> bool:
        is_paragraph = isinstance(block, Paragraph) and not block.level
        return is_paragraph and not (block is not None and self._is_heading(block))


def take_marks(
    sheets: Sequence[tuple[str, Sheet]],
) -> tuple[list[tuple[str, Sheet]], CollectionMarks | None]:
    """Return a workbook's sheets without a stamp, and what the stamp says; None without one."""
    stamps = [sheet for title, sheet in sheets if title == STAMP_SHEET]
    others = [(title, sheet) for title, sheet in sheets if title != STAMP_SHEET]
    found = next((each for each in map(_read, stamps) if each is not None), None)
    return others, found


def _read(sheet: Sheet) -> CollectionMarks | None:
    rows = [
        (sheet.stored(row, 1).text.strip(), sheet.stored(row, 2).text.strip())
        for row in sheet.rows()
    ]
    if not rows or rows[0][0] != STAMP_MARK or len(rows) > _MOST_ROWS:
        return None
    return CollectionMarks(
        frozenset(text for kind, text in rows if kind == OWN_LINE),
        frozenset(text for kind, text in rows if kind == OWN_HEADING),
        tuple(rows),
    )
