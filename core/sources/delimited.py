"""Tables as text (.csv, .tsv) as blocks: one sheet of cells without spans."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from core.base.problem import SourceProblem
from core.labels.blocks import Block
from core.labels.wording import heading_number, is_figure
from core.sources.sheet import MOST_CELLS, Sheet, Stored, too_many_cells
from core.sources.sheet_blocks import SheetBlocks
from core.sources.text_file import lines_of

_SEPARATORS = "\t,;"
_TOLD = re.compile(r'"?sep=([^\w"\n])"?[\t,; ]*(?:\n|$)', re.IGNORECASE)


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of each line of a table.

    Raises Problem where they cannot be told or no report could have as many.
    """
    clean = "\n".join(line.text for line in lines_of(text))
    separator = max(_SEPARATORS, key=clean.count)
    if told := _TOLD.match(clean):
        # Excel takes such a line as what divides the cells, and does not show it.
        separator, clean = told[1], clean[told.end() :]
    try:
        rows = list(csv.reader(io.StringIO(clean, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SourceProblem(
            "里的引号或逗号不配对，分不清各格，没有读入。"
            "请用Excel或WPS打开，核对后另存为.xlsx，再读取。"
        ) from error
    if sum(map(len, rows)) > MOST_CELLS:
        raise too_many_cells()
    return rows


def read_delimited(lines: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    """Return the rows of a table as blocks; what a sheet had merged is put together again."""
    sheet = Sheet()
    for row, texts in enumerate(lines, 1):
        if any(text.strip() for text in texts):
            sheet.cells[row] = {column: Stored(text) for column, text in enumerate(texts, 1)}
    rows = sheet.rows()
    headings = {row for row, below in pairwise([*rows, 0]) if _is_heading(sheet, row, below)}
    for row in headings:
        sheet.merge(row, sheet.texts(row)[0][0], row, len(sheet.cells[row]))
    for chunk in _chunks(rows, headings):
        _restore_spans(sheet, chunk)
    return tuple(SheetBlocks(sheet, "").blocks())


def _is_heading(sheet: Sheet, row: int, following: int) -> bool:
    """Tell whether a row is the heading of a section and not a label whose figures are blank.

    A heading has a number, and below it a text or the heads of a table.
    """
    texts, below = sheet.texts(row), sheet.texts(following)
    if len(texts) != 1 or heading_number(texts[0][1].text) is None:
        return False
    if len(below) == 1:
        return heading_number(below[0][1].text) is None
    return not any(is_figure(each.text) for _, each in below)


def _chunks(rows: Sequence[int], headings: Collection[int]) -> list[list[int]]:
    """Return the rows that stand together, apart from others by empty ones or headings."""
    chunks: list[list[int]] = []
    last = 0
    for row in rows:
        if row in headings:
            continue
        if not chunks or row != last + 1:
            chunks.append([])
        chunks[-1].append(row)
        last = row
    return chunks


def _restore_spans(sheet: Sheet, rows: Sequence[int]) -> None:
    """Let cells reach over the empty ones to their right that a sheet leaves where it has merged.

    Labels reach up to the first column of figures; from there on a cell reaches over columns
    that no head names. Any other empty cell is a blank.
    """
    found = {row: sheet.texts(row) for row in rows}
    first = min(
        (at for texts in found.values() for at, each in texts if is_figure(each.text)), default=0
    )
    headed: set[int] = set()
    was_head = False
    for row, texts in found.items():
        is_head = len(texts) > 1 and texts[-1][0] >= first
        is_head = is_head and not any(is_figure(each.text) for _, each in texts)
        if is_head:
            headed = {at for at, _ in texts} | (headed if was_head else set())
        was_head = is_head
        ends = [at for at, _ in texts if at < first]
        for left, following in pairwise([*ends, first]):
            _merge(sheet, row, left, following)
        if headed and not is_head:
            named = sorted({first, *(at for at in headed if at > first), *_ends(sheet, row, first)})
            for left, following in pairwise([*named, len(sheet.cells[row]) + 1]):
                _merge(sheet, row, left, following)


def _ends(sheet: Sheet, row: int, first: int) -> list[int]:
    return [at for at, _ in sheet.texts(row) if at > first]


def _merge(sheet: Sheet, row: int, left: int, following: int) -> None:
    if following > left + 1:
        sheet.merge(row, left, row, following - 1)
