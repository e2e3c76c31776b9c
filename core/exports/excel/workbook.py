"""The report as an Excel workbook: a sheet for each section, and the check sheet.

It holds values; totals are formulas only where that is asked for, and carry their values then.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from core.checks.inspection import Inspection
from core.exports.excel.check_sheet import write_check_sheets
from core.exports.excel.sheet import TALLEST_ROW, SheetLook, SheetPlace, SheetWriter
from core.exports.excel.sheet_plan import CELL_LOOKS, sheet_names, table_widths
from core.exports.parts.cached_values import Formula, with_cached_values
from core.exports.parts.figure_places import FIRST_LINE, places_of
from core.exports.parts.package import without_clock
from core.exports.parts.totals import agrees, total_formula
from core.figures.address import Address
from core.figures.value import Number
from core.printed.own_marks import COVER_SHEET, pieces
from core.printed.page import (
    PrintedCell,
    PrintedParagraph,
    PrintedReport,
    PrintedTable,
    print_report,
)
from core.report.report import Report
from core.settings.page_options import PageOptions

if TYPE_CHECKING:
    from openpyxl import Workbook

_TEXT_WIDTHS = (45.0, 45.0)
"""Two columns for one text: LibreOffice fits a sheet to a page only between columns."""


def workbook(inspection: Inspection, options: PageOptions | None = None) -> bytes:
    """Return the report as an .xlsx file; the same report always gives the same bytes."""
    chosen = options or PageOptions()
    from openpyxl import Workbook

    printed = print_report(inspection.report)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "".join(printed.title)
    book.properties.creator = printed.organ
    names = sheet_names(section.tab for section in printed.sections)
    formulas = _totals(inspection.report, names) if chosen.formulas else {}
    values: dict[str, dict[str, Number | str]] = {}
    _write_cover(book, inspection, printed)
    for name, section in zip(names, printed.sections, strict=True):
        worksheet = book.create_sheet(name)
        if section.table is None:
            sheet = SheetWriter(worksheet, _TEXT_WIDTHS)
            sheet.put(SheetPlace(1, 1, across=2), section.heading, SheetLook.HEADING)
            sheet.set_height(1, 30)
            _write_paragraphs(sheet, SheetPlace(2, 1, across=2), section.paragraphs)
            sheet.freeze(2)
            sheet.print_on_a4(one_page=False, repeat=(1, 1))
        else:
            sheet = SheetWriter(worksheet, table_widths(section.table))
            _write_table(sheet, section.heading, section.table, formulas)
            values[name] = sheet.values
    if not chosen.without_checks:
        write_check_sheets(book, inspection)
    if formulas:
        # The values stand beside the formulas: nothing has to be computed to be seen.
        book.calculation.fullCalcOnLoad = False
    content = io.BytesIO()
    book.save(content)
    data = content.getvalue()
    return without_clock(with_cached_values(data, values) if formulas else data)


def _totals(report: Report, names: Iterable[str]) -> dict[Address, Formula]:
    """Return a formula for each total that is the sum of its addends, blank ones too."""
    sections = (section.id for section in report.form.sections)
    places = places_of(report.form, dict(zip(sections, names, strict=True)))
    return {
        address: total_formula(report, address, places)
        for address in report.form.addends
        if agrees(report, address)
    }


def _write_cover(book: Workbook, inspection: Inspection, printed: PrintedReport) -> None:
    report = inspection.report
    sheet = SheetWriter(book.create_sheet(COVER_SHEET), (14.0, 76.0))
    row = 1
    for line in printed.title:
        place = SheetPlace(row, 1, across=2)
        sheet.put(place, line, SheetLook.TITLE)
        sheet.fit_row(row, ((line, place, SheetLook.TITLE),), 8)
        row += 1
    for label, text in (
        ("机关名称", report.organ),
        ("报告年度", f"{report.year}年"),
        ("格式文件", report.form.document),
    ):
        sheet.put(SheetPlace(row, 1), label, SheetLook.BAND)
        sheet.put(SheetPlace(row, 2), text, SheetLook.LABEL)
        sheet.fit_row(row, ((text, SheetPlace(row, 2), SheetLook.LABEL),), 8)
        row += 1
    sheet.set_height(row, 12)
    sheet.put(SheetPlace(row + 1, 1), report.form.preamble.heading, SheetLook.TEXT_HEADING)
    sheet.set_height(row + 1, 24)
    _write_paragraphs(sheet, SheetPlace(row + 1, 2), printed.opening)
    sheet.print_on_a4(one_page=False, repeat=(1, 1))


def _write_paragraphs(
    sheet: SheetWriter, first: SheetPlace, paragraphs: Iterable[PrintedParagraph]
) -> None:
    """Write a paragraph to a row, from ``first`` on, in rows high enough to show all of it."""
    place = first
    for paragraph in paragraphs:
        is_heading = paragraph.lead == len(paragraph.text)
        look = SheetLook.TEXT_HEADING if is_heading else SheetLook.TEXT
        for text in pieces(paragraph.text):
            height = sheet.height(text, place, look) + 6
            place = replace(place, down=int(height // TALLEST_ROW) + 1)
            sheet.put(place, text, look)
            for row in range(place.row, place.row + place.down):
                sheet.set_height(row, height / place.down)
            place = replace(place, row=place.row + place.down, down=1)


def _write_table(
    sheet: SheetWriter, heading: str, table: PrintedTable, formulas: Mapping[Address, Formula]
) -> None:
    place = SheetPlace(1, 1, across=len(table.widths))
    sheet.put(place, heading, SheetLook.HEADING)
    sheet.set_height(1, 30)
    for number, line in enumerate(table.lines, FIRST_LINE):
        texts = []
        for cell in line:
            place = SheetPlace(number, cell.column + 1, cell.down, cell.across)
            formula = formulas.get(cell.address) if cell.address is not None else None
            if formula is not None and cell.kind is not None:
                sheet.put_formula(place, formula, cell.kind, cell.unit)
            else:
                _write_cell(sheet, place, cell)
            if cell.down == 1:
                # A figure shrinks to its cell; it never takes a second line.
                text = cell.text if cell.figure is None else ""
                texts.append((text, place, CELL_LOOKS[cell.role]))
        sheet.fit_row(number, tuple(texts), 9)
    first = FIRST_LINE + table.header_lines
    sheet.freeze(first, table.first_figure_column + 1 if table.header_lines else 1)
    sheet.print_on_a4(one_page=True, repeat=(1, first - 1))


def _write_cell(sheet: SheetWriter, place: SheetPlace, cell: PrintedCell) -> None:
    if cell.figure is None or cell.kind is None:
        sheet.put(place, cell.text, CELL_LOOKS[cell.role])
    else:
        sheet.put_figure(place, cell.figure, cell.kind, cell.unit)
