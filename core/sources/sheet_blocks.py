"""A sheet of cells as blocks: its tables, and the lines of text around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.labels.wording import heading_number
from core.printed.own_marks import (
    CHECK_SHEET,
    CHECK_SHEETS,
    COVER_SHEET,
    HOW_TO_SHEET,
    ORGAN_LABEL,
    pieces,
)
from core.sources.collection_marks import take_marks
from core.sources.sheet import MOST_CELLS, MOST_MERGES, Sheet, column_letters, too_many_cells

_SAID_AGAIN = frozenset({ORGAN_LABEL, "报告年度", "格式文件"})
"""What our own cover says once more beside its labels."""
_LAST = 99
FOREIGN = "这一格是公式，引用了别的文件或者工作表，没有取它的结果，请直接填数"
"""Said of a cell of a collection form that looks into another file."""


def blocks_of_sheets(sheets: Sequence[tuple[str, Sheet]]) -> tuple[Block, ...]:
    """Return the blocks of a workbook's visible sheets, each with its tab's text.

    In a workbook as we write it the cover is told once and the check sheet not at all; of a
    collection form nothing is told that is the form's own. Raises Problem where there are none.
    """
    sheets, marks = take_marks(sheets)
    if not sheets:
        raise SourceProblem(
            "里没有可见的工作表，没有读入。请用Excel或WPS打开，取消隐藏后另存，再读取。"
        )
    if any(s.is_overlaid or len(s.reaches) >= MOST_MERGES for _, s in sheets):
        raise too_many_cells()
    titles = [title for title, _ in sheets]
    ours = any(
        title == COVER_SHEET and (CHECK_SHEET in titles or _is_own_cover(sheet))
        for title, sheet in sheets
    )
    blocks: list[Block] = []
    formulas: list[str] = []
    # Somebody may have put the sheets of our own workbooks into another order.
    for title, sheet in sorted(sheets, key=_section_number) if ours or marks else sheets:
        if (ours or marks) and title in {*CHECK_SHEETS, HOW_TO_SHEET}:
            continue
        if marks is not None:
            _doubt_foreign(sheet)
        found = SheetBlocks(sheet, title)
        formulas += (found.place(*place).spot for place in sheet.computed)
        is_cover = (ours or marks) and title == COVER_SHEET
        blocks += found.cover(names_organ=marks is not None) if is_cover else found.blocks()
    return tuple(blocks) if marks is None else (*marks.written(blocks), marks.block(formulas))


def _doubt_foreign(sheet: Sheet) -> None:
    """Let no figure of a collection form come from another file: nobody can see what is there."""
    for (row, column), is_foreign in sheet.computed.items():
        if is_foreign and (stored := sheet.cells.get(row, {}).get(column)) is not None:
            sheet.cells[row][column] = replace(stored, doubt=FOREIGN)


def _is_own_cover(sheet: Sheet) -> bool:
    """Tell whether a cover says again what ours does, beside the labels that ours has."""
    said = {text.text for row in sheet.rows() for _, text in sheet.texts(row)}
    return said >= _SAID_AGAIN


def _section_number(named: tuple[str, Sheet]) -> int:
    """Return the number of the section that a sheet of our own holds; the cover comes first."""
    title, sheet = named
    if title == COVER_SHEET:
        return 0
    first = next((t.text for row in sheet.rows() for _, t in sheet.texts(row)), "")
    return heading_number(first) or heading_number(title) or _LAST


class SheetBlocks:
    """One sheet's blocks; ``title`` is what its tab says, empty where there are no tabs."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        self._sheet = sheet
        self._title = title

    def blocks(self) -> Iterator[Block]:
        """Yield lines of text, and between them grids, which end at empty rows."""
        chunk: list[int] = []
        lines = self._tab()
        is_first = True
        for row in self._sheet.rows():
            texts = self._sheet.texts(row)
            if chunk and not all(self._is_covered(gap) for gap in range(chunk[-1] + 1, row)):
                yield self._grid(chunk)
                chunk = []
            alone = self._alone(row, is_above=not chunk)
            if alone is None and texts:
                yield from _joined(lines)
                lines = []
                chunk.append(row)
            elif alone is None and chunk and self._is_covered(row):
                chunk.append(row)  # Nothing but what reaches down from above.
            else:
                if chunk:
                    # A table's last row may be blank in all its cells.
                    yield self._grid([*chunk, row] if alone is None else chunk)
                    chunk = []
                if alone is not None:
                    lines += self._paragraphs(row, alone, level=int(is_first))
            is_first = is_first and not texts
        yield from _joined(lines)
        if chunk:
            yield self._grid(chunk)

    def _tab(self) -> list[Paragraph]:
        """Return what the tab says as a heading, where it is one and the sheet has none."""
        number = heading_number(self._title)
        first = next((t for row in self._sheet.rows() for t in self._sheet.texts(row)), None)
        if number is None or first is None or heading_number(first[1].text) == number:
            return []
        place = Place(f"工作表“{self._title}”的名称")
        return [Paragraph(self._title, place, 1)]

    def cover(self, *, names_organ: bool = False) -> Iterator[Block]:
        """Yield the title and the opening paragraphs of a cover as we write it.

        With ``names_organ`` the organ stands beside its label alone, and comes first.
        """
        lines: list[Paragraph] = []
        for row in self._sheet.rows():
            title = self._sheet.reach(row, 1)[1] > 1
            is_organ = names_organ and self._sheet.stored(row, 1).text == ORGAN_LABEL
            if is_organ and not self._sheet.stored(row, 2).is_empty:
                lines[:0] = self._paragraphs(row, 2, level=0)
            if title or self._sheet.stored(row, 1).text not in _SAID_AGAIN:
                column = 1 if title else 2
                if not self._sheet.stored(row, column).is_empty:
                    lines += self._paragraphs(row, column, level=0)
        yield from _joined(lines)

    def _alone(self, row: int, *, is_above: bool) -> int | None:
        """Return the column of the row's only text, if it is a line of text and no table's row.

        Inside a table the row must have no other cells; above it, empty ones do not matter.
        """
        texts = self._sheet.texts(row)
        if len(texts) != 1:
            return None
        column = texts[0][0]
        down, across = self._sheet.reach(row, column)
        beside = [c for c in self._sheet.columns(row) if not column <= c < column + across]
        if (beside and not is_above) or self._is_table_row(row, down):
            return None
        return column

    def _is_table_row(self, row: int, down: int) -> bool:
        """Tell whether a cell that reaches down has others beside it further down."""
        return any(self._sheet.texts(below) for below in range(row + 1, row + down))

    def _is_covered(self, row: int) -> bool:
        return row in self._sheet.covered and not self._sheet.columns(row)

    def _paragraphs(self, row: int, column: int, *, level: int) -> list[Paragraph]:
        place = self.place(row, column)
        text = self._sheet.stored(row, column).text
        return [Paragraph(line, place, level) for line in re.split(r"\r\n|\r|\n", text)]

    def _grid(self, chunk: Sequence[int]) -> Grid:
        """Return rows as a grid as wide as its texts reach; what a file leaves out is empty."""
        sheet = self._sheet
        texts = [(row, column) for row in chunk for column, _ in sheet.texts(row)]
        first = min(column for _, column in texts)
        last = max(column + sheet.reach(row, column)[1] - 1 for row, column in texts)
        if len(chunk) * (last - first + 1) > MOST_CELLS:
            raise too_many_cells()
        rows = tuple(
            tuple(
                self._cell(row, column)
                for column in range(first, last + 1)
                if not sheet.is_covered(row, column) and not sheet.is_hidden(column)
            )
            for row in chunk
        )
        return Grid(rows, self.place(chunk[0], first))

    def _cell(self, row: int, column: int) -> Cell:
        stored = self._sheet.stored(row, column)
        down, across = self._sheet.reach(row, column)
        return Cell(stored.text, self.place(row, column), down, across, stored.doubt, stored.remark)

    def place(self, row: int, column: int) -> Place:
        """Name a cell."""
        if not self._title:
            return Place(f"第{row}行第{column}格")
        return Place(f"工作表“{self._title}”{column_letters(column)}{row}")


def _joined(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Put together the paragraphs that were too long for one cell."""
    whole: Paragraph | None = None
    last = ""
    for line in lines:
        if whole is not None and line.text and len(list(pieces(last + line.text[0]))) > 1:
            whole = Paragraph(whole.text + line.text, whole.place, whole.level)
        else:
            if whole is not None:
                yield whole
            whole = line
        last = line.text
    if whole is not None:
        yield whole
