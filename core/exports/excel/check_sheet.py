"""The check sheet (勾稽核对单): what was checked, what was found, and what nothing watches.

A page repeats the head of one table only, so that each long table has a worksheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.exports.excel.sheet import SheetLook, SheetPlace, SheetWriter
from core.exports.parts.check_list import (
    AS_TYPED,
    FINDING_HEADS,
    FINDINGS,
    NO_FINDINGS,
    TALLIES,
    TALLY_HEADS,
    TITLE,
    TYPED_HEADS,
    TYPED_NOTE,
    UNWATCHED,
    CheckList,
    TallyLine,
    check_list,
)
from core.figures.value import Kind, Number
from core.printed.own_marks import CHECK_SHEETS
from core.report.finding import Severity

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (14.0, 37.0, 34.0, 15.2, 12.0, 10.0, 9.0, 60.0)
_MOST_FROZEN = 8
"""More rows would leave a small screen no room to scroll in."""
_FINDING_SPANS = (1, 5, 1, 1)
_TYPED_SPANS = (1, 2, 4, 1)
_STATE_LOOKS = {
    Balance.BALANCED: SheetLook.GOOD,
    Balance.UNBALANCED: SheetLook.BAD,
    Balance.UNFILLED: SheetLook.OPEN,
}
_SEVERITY_LOOKS = {
    Severity.ERROR: SheetLook.BAD,
    Severity.WARNING: SheetLook.OPEN,
    Severity.HINT: SheetLook.HINT,
}


def write_check_sheets(book: Workbook, inspection: Inspection) -> None:
    """Add the worksheets of a report's check sheet to a workbook."""
    found, parts = check_list(inspection), iter("一二三四")
    tallies, findings, rest = (
        _CheckSheet(book.create_sheet(name), found, parts) for name in CHECK_SHEETS
    )
    tallies.write_tallies()
    findings.write_findings()
    rest.write_rest()


class _CheckSheet:
    """One of the worksheets while it is written, from top to bottom."""

    def __init__(self, worksheet: Worksheet, found: CheckList, parts: Iterator[str]) -> None:
        self.sheet = SheetWriter(worksheet, _WIDTHS)
        self.list = found
        self.row = 1
        self.head = 1
        """The row that every page repeats."""
        self.parts = parts

    def write_tallies(self) -> None:
        self._heading(TITLE)
        for note in self.list.notes:
            self._note(note)
        self._tallies()
        self._finish()

    def write_findings(self) -> None:
        self._findings()
        self._finish()

    def write_rest(self) -> None:
        self._as_typed()
        self._unwatched()
        self._finish()

    def _finish(self) -> None:
        if self.head <= _MOST_FROZEN:
            self.sheet.freeze(self.head + 1)
        self.sheet.print_on_a4(one_page=False, repeat=(self.head, self.head))

    def _tallies(self) -> None:
        self._part(TALLIES)
        heads = ("部分", "关系", *TALLY_HEADS, "依据")
        self._head(*((name, SheetLook.HEAD, 1) for name in heads))
        for tally in self.list.tallies:
            self._tally(tally)

    def _tally(self, tally: TallyLine) -> None:
        row = self.row
        texts = (
            (tally.part, SheetPlace(row, 1), SheetLook.LABEL),
            (tally.name, SheetPlace(row, 2), SheetLook.LABEL),
            (tally.place, SheetPlace(row, 3), SheetLook.LABEL),
            (tally.state.value, SheetPlace(row, 7), _STATE_LOOKS[tally.state]),
            (tally.basis, SheetPlace(row, 8), SheetLook.LABEL),
        )
        for text, place, look in texts:
            self.sheet.put(place, text, look)
        for column, figure in ((4, tally.left), (5, tally.right), (6, tally.difference)):
            self._figure(SheetPlace(row, column), figure, Kind.AMOUNT)
        self.sheet.fit_row(row, texts, 5)
        self.row += 1

    def _findings(self) -> None:
        self._part(FINDINGS)
        if not self.list.findings:
            self._note(NO_FINDINGS)
            return
        self._head(
            *(
                (head, SheetLook.HEAD, across)
                for head, across in zip(FINDING_HEADS, _FINDING_SPANS, strict=True)
            )
        )
        for finding in self.list.findings:
            words = finding.words
            texts = (words.part, words.message, words.severity, words.advice)
            looks = (
                SheetLook.LABEL,
                SheetLook.LABEL,
                _SEVERITY_LOOKS[finding.severity],
                SheetLook.LABEL,
            )
            self._line(*zip(texts, looks, _FINDING_SPANS, strict=True))

    def _as_typed(self) -> None:
        """List what stands in the report as typed or printed, although no sum agrees with it."""
        if not self.list.as_typed:
            return
        self._part(AS_TYPED)
        self._note(TYPED_NOTE)
        self._head(
            *(
                (head, SheetLook.HEAD, across)
                for head, across in zip(TYPED_HEADS, _TYPED_SPANS, strict=True)
            )
        )
        for each in self.list.as_typed:
            looks = (SheetLook.LABEL,) * len(_TYPED_SPANS)
            self._line(*zip(each.words, looks, _TYPED_SPANS, strict=True))

    def _unwatched(self) -> None:
        self._part(UNWATCHED)
        self._note(self.list.unwatched_words("下列"))
        if not self.list.unwatched:
            return
        self._head(
            ("部分", SheetLook.HEAD, 1), ("位置", SheetLook.HEAD, 2), ("数", SheetLook.HEAD, 2)
        )
        for each in self.list.unwatched:
            where = SheetPlace(self.row, 4, across=2)
            self._line((each.part, SheetLook.LABEL, 1), (each.place, SheetLook.LABEL, 2))
            if each.figure is None:
                self.sheet.put(where, each.text, SheetLook.FIGURE)
            else:
                self._figure(where, each.figure, each.kind, each.unit)

    def _figure(self, place: SheetPlace, figure: Number | None, kind: Kind, unit: str = "") -> None:
        if figure is None:
            self.sheet.put(place, "", SheetLook.FIGURE)
        else:
            self.sheet.put_figure(place, figure, kind, unit)

    def _part(self, text: str) -> None:
        if self.row > 1:
            self.sheet.set_height(self.row, 10)
            self.row += 1
        self._heading(f"{next(self.parts)}、{text}")

    def _heading(self, text: str) -> None:
        self._put_across(text, SheetLook.HEADING, 26)

    def _note(self, text: str) -> None:
        self._put_across(text, SheetLook.NOTE, 18)

    def _put_across(self, text: str, look: SheetLook, least: float) -> None:
        place = SheetPlace(self.row, 1, across=len(_WIDTHS))
        self.sheet.put(place, text, look)
        self.sheet.set_height(self.row, max(self.sheet.height(text, place, look) + 3, least))
        self.row += 1

    def _head(self, *cells: tuple[str, SheetLook, int]) -> None:
        """Write the head of a table; the last one of a worksheet is seen on every page of it."""
        self.head = self.row
        self._line(*cells)

    def _line(self, *cells: tuple[str, SheetLook, int]) -> None:
        """Write a row of cells, each with its look and the columns it takes."""
        column = 1
        texts: list[tuple[str, SheetPlace, SheetLook]] = []
        for text, look, across in cells:
            place = SheetPlace(self.row, column, across=across)
            self.sheet.put(place, text, look)
            texts.append((text, place, look))
            column += across
        self.sheet.fit_row(self.row, tuple(texts), 5)
        self.row += 1
