"""One sheet of a workbook: what is stored in its visible cells, and how far each reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from core.base.problem import SourceProblem
from core.sources.html_tree import Element
from core.sources.lettering import STRUCK
from core.sources.number_format import number_of, shown
from core.sources.package import Package, child, children, local
from core.sources.sheet_sight import SheetSight
from core.sources.sum_terms import Term, is_foreign, is_other_cell, moved, terms_of
from core.sources.workbook_parts import Parts, plain, text_in

MOST_CELLS = 200_000
"""Cells of one sheet; the report's largest has some three hundred."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_RANGE = re.compile(rf"{_REFERENCE.pattern}:{_REFERENCE.pattern}", re.ASCII)
MOST_MERGES = 5_000
"""Merged cells of one sheet; the report's largest has some sixty."""
MOST_ABREAST = 100
"""Merged cells that reach over one row; each of its cells is held against all of them."""
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_ON = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Stored:
    """A cell's text, and why it may not be what the sheet shows."""

    text: str = ""
    doubt: str = ""
    remark: str = ""
    """How the text was worked out, where it is not what the file holds."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the cell."""
        return not self.text.strip() and not self.doubt


_EMPTY = Stored()

Place: TypeAlias = tuple[int, int]
"""A cell's row and column."""


@dataclass(frozen=True, slots=True)
class SumFormula:
    """A formula: what it adds up, None where it is no plain sum, and the number that is stored.

    One that ``is_due`` is computed by whatever program opens the file.
    """

    terms: tuple[Term, ...] | None
    stored: Decimal | None
    number_format: str
    is_due: bool


@dataclass(slots=True)
class Sheet:
    """The cells by row and column, counted from 1; those that a span covers are not there."""

    cells: dict[int, dict[int, Stored]] = field(default_factory=dict)
    reaches: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """How many rows and columns a merged cell takes up."""
    covered: dict[int, list[range]] = field(default_factory=dict)
    """The columns of each row that merged cells of other rows or columns cover."""
    hidden: bytearray = field(default_factory=lambda: bytearray(_LAST_COLUMN + 1))
    """For each column whether nobody sees it."""
    numbers: dict[Place, Decimal] = field(default_factory=dict)
    """Of the cells in plain sight that hold a number of their own."""
    formulas: dict[Place, SumFormula] = field(default_factory=dict)
    """Of the cells that can be seen, as far as their results are to be looked at."""
    computed: dict[Place, bool] = field(default_factory=dict)
    """The cells that hold a formula, and whether it looks into another file."""
    merged_rows: int = 0
    """How many rows the merged cells reach over, all together."""

    is_overlaid: bool = False
    """Whether more merged cells stand abreast, or on each other, than in any report."""

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Let the cell at a place reach over others, its last row and column included."""
        if len(self.reaches) >= MOST_MERGES or self.is_overlaid:
            return
        # Rows beyond what a report has are not told apart one by one.
        bottom = min(bottom, top + MOST_CELLS - self.merged_rows - 1)
        self.merged_rows += max(bottom - top + 1, 0)
        self.reaches[top, left] = bottom - top + 1, right - left + 1
        for row in range(top, bottom + 1):
            first = left + 1 if row == top else left
            abreast = self.covered.setdefault(row, [])
            abreast.append(range(first, right + 1))
            self.is_overlaid = self.is_overlaid or len(abreast) > MOST_ABREAST

    def hide(self, first: int, last: int) -> None:
        """Let nobody see some columns, the last one included."""
        last = min(last, _LAST_COLUMN)
        self.hidden[first : last + 1] = b"\1" * (last - first + 1)

    def rows(self) -> list[int]:
        """Return the rows that have cells, from top to bottom."""
        return sorted(self.cells)

    def columns(self, row: int) -> list[int]:
        """Return the columns of a row's cells, from left to right."""
        return sorted(self.cells.get(row, ()))

    def is_covered(self, row: int, column: int) -> bool:
        """Tell whether a merged cell that begins elsewhere reaches over a cell."""
        return any(column in each for each in self.covered.get(row, ()))

    def is_hidden(self, column: int) -> bool:
        """Tell whether nobody sees a column."""
        return column <= _LAST_COLUMN and bool(self.hidden[column])

    def texts(self, row: int) -> list[tuple[int, Stored]]:
        """Return what stands in a row, by column."""
        return [(c, s) for c, s in sorted(self.cells.get(row, {}).items()) if not s.is_empty]

    def stored(self, row: int, column: int) -> Stored:
        """Return what stands in a cell."""
        return self.cells.get(row, {}).get(column, _EMPTY)

    def reach(self, row: int, column: int) -> tuple[int, int]:
        """Return how many rows and columns a cell takes up."""
        return self.reaches.get((row, column), (1, 1))


def read_sheet(package: Package, part: str, parts: Parts) -> Sheet:
    """Read one sheet. Raises Problem where it is damaged or no report could be as large."""
    root = package.required(part)
    sheet = Sheet()
    _merge(sheet, children(root, "mergeCells"))
    if sheet.is_overlaid:
        raise too_many_cells()
    for first, last in _hidden_columns(children(root, "cols")):
        sheet.hide(first, last)
    formulas = _Formulas(parts)
    sight = SheetSight(package, part, parts)
    count = row = 0
    for line in children(root, "sheetData"):
        if local(line) != "row":
            continue
        row = _whole(line.get("r"), row + 1)
        if not 0 < row <= _LAST_ROW or line.get("hidden") in _ON or _is_flat(line):
            continue
        column = 0
        for cell in line:
            if local(cell) != "c":
                continue
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(match[1]) if match else column + 1
            count += 1
            if count > MOST_CELLS:
                raise too_many_cells()
            if column > _LAST_COLUMN or sheet.is_hidden(column):
                continue
            if not sheet.is_covered(row, column):
                stored = _as_seen(cell, parts)
                if not stored.doubt and any(map(str.isdigit, stored.text)):
                    doubt = sight.doubt(line, cell, (row, column), stored.text)
                    stored = replace(stored, doubt=doubt)
                sheet.cells.setdefault(row, {})[column] = stored
                formulas.take(sheet, (row, column), cell, stored)
    return sheet


def _as_seen(cell: Element, parts: Parts) -> Stored:
    """Return what stands in a cell, in doubt where its look strikes it."""
    stored, look = _stored(cell, parts), _whole(cell.get("s"), 0)
    if look in parts.struck and not stored.is_empty:
        return Stored(stored.text, stored.doubt or STRUCK)
    return stored


class _Formulas:
    """Collects the numbers and formulas of a sheet."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._shared: dict[str, tuple[Place, str]] = {}

    def take(self, sheet: Sheet, place: Place, cell: Element, stored: Stored) -> None:
        """Take in a cell."""
        value = child(cell, "v")
        text = (value.text or "") if value is not None else ""
        number = number_of(text) if (cell.get("t") or "n") == "n" else None
        formula = child(cell, "f")
        if formula is None:
            if number is not None and not stored.doubt:
                sheet.numbers[place] = number
            return
        sheet.computed[place] = is_foreign(formula.text or "")
        if cell.get("t") in {"e", "b", "d"} or (cell.get("t") == "str" and text.strip()):
            return
        written, shared = formula.text or "", formula.get("si") or ""
        if formula.get("t") == "shared" and written:
            self._shared[shared] = place, written
        elif formula.get("t") == "shared" and shared in self._shared:
            (row, column), first = self._shared[shared]
            written = moved(first, place[0] - row, place[1] - column)
        terms = terms_of(written) if formula.get("t") in {None, "normal", "shared"} else None
        if cell.get("t") == "str" and (terms is None or is_other_cell(terms)):
            return  # A text that is empty, as IF(…,"") gives it.
        style = _whole(cell.get("s"), 0)
        formats = self._parts.formats
        known = formats[style] if style < len(formats) else "General"
        sheet.formulas[place] = SumFormula(terms, number, known, self._parts.is_due)


def too_many_cells() -> SourceProblem:
    """Say that a sheet has more cells than any report."""
    return SourceProblem(
        "的工作表里有太多格，不像是年报的表格，没有读入。"
        "请把年报复制到一份新的工作簿里，另存后再读取。"
    )


def column_letters(column: int) -> str:
    """Return a column's name: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _stored(cell: Element, parts: Parts) -> Stored:
    kind = cell.get("t") or "n"
    value = child(cell, "v")
    text = (value.text or "") if value is not None else ""
    formula = child(cell, "f")
    if formula is not None and not text and not (kind == "str" and value is not None):
        return Stored("", "这一格是公式，文件里没有存算出的数，请用Excel或WPS打开、保存后再读")
    if kind == "s":
        at = _whole(text, -1)
        if 0 <= at < len(parts.texts):
            return Stored(parts.texts[at].text, parts.texts[at].doubt)
        return Stored("", "这一格的文字在文件里找不到，请对照原文填写") if text else _EMPTY
    if kind == "inlineStr":
        found = text_in(child(cell, "is"), parts.colours)
        return Stored(found.text, found.doubt)
    if kind == "str":
        return Stored(plain(text))
    if kind == "e":
        return Stored(text, "这一格的公式出错，没有算出数来，请对照原文填写")
    if kind == "b":
        return Stored({"1": "TRUE", "0": "FALSE"}.get(text, text), "这一格是逻辑值，不是数")
    if kind == "d":
        return Stored(text, "这一格是日期，不是数，请对照原文填写")
    if not text.strip():
        return _EMPTY
    style = _whole(cell.get("s"), 0)
    known = parts.formats[style] if style < len(parts.formats) else "General"
    return Stored(*shown(text, known))


def _merge(sheet: Sheet, merges: tuple[Element, ...]) -> None:
    for merge in merges:
        match = _RANGE.fullmatch(merge.get("ref") or "")
        if local(merge) == "mergeCell" and match is not None:
            rows, columns = (int(match[2]), int(match[4])), (_column(match[1]), _column(match[3]))
            sheet.merge(min(rows), min(columns), max(rows), max(columns))


def _hidden_columns(columns: tuple[Element, ...]) -> Iterator[tuple[int, int]]:
    for each in columns:
        if each.get("hidden") in _ON or each.get("width") == "0":
            first, last = _whole(each.get("min"), 0), _whole(each.get("max"), 0)
            if first <= last and first <= _LAST_COLUMN:
                yield first, last


def _is_flat(row: Element) -> bool:
    """Tell whether a row is too low to be seen."""
    return row.get("customHeight") in _ON and row.get("ht") == "0"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,7}", text, re.ASCII) else otherwise
