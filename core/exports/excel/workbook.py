"""The report as an Excel workbook: a sheet for each section, and the check sheet.

It holds values only: a formula has no value until a program computes it, and previewers do not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.checks.inspection import Inspection
from core.exports.excel.check_sheet import write_check_sheet
from core.exports.excel.sheet import TALLEST_ROW, SheetLook, SheetPlace, SheetWriter
from core.exports.excel.sheet_plan import CELL_LOOKS, sheet_names, table_widths
from core.exports.parts.package import without_clock
from core.printed.own_marks import CHECK_SHEET, COVER_SHEET, pieces
from core.printed.page import (
    PrintedCell,
    PrintedParagraph,
    PrintedReport,
    PrintedTable,
    print_report,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_TEXT_WIDTHS = (45.0, 45.0)
"""Two columns for one text: LibreOffice fits a sheet to a page only between columns."""


def workbook(inspection: Inspection) -> bytes:
    """Return the report as an .xlsx file; the same report always gives the same bytes."""
    from openpyxl import Workbook

    printed = print_report(inspection.report)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "".join(printed.title)
    book.properties.creator = printed.organ
    names = sheet_names(section.tab for section in printed.sections)
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
            _write_table(
                SheetWriter(worksheet, table_widths(section.table)), section.heading, section.table
            )
    write_check_sheet(book.create_sheet(CHECK_SHEET), inspection)
    content = io.BytesIO()
    book.save(content)
    return without_clock(content.getvalue())


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


def _write_table(sheet: SheetWriter, heading: str, table: PrintedTable) -> None:
    place = SheetPlace(1, 1, across=len(table.widths))
    sheet.put(place, heading, SheetLook.HEADING)
    sheet.set_height(1, 30)
    for number, line in enumerate(table.lines, 2):
        texts = []
        for cell in line:
            place = SheetPlace(number, cell.column + 1, cell.down, cell.across)
            _write_cell(sheet, place, cell)
            if cell.down == 1:
                # A figure shrinks to its cell; it never takes a second line.
                text = cell.text if cell.figure is None else ""
                texts.append((text, place, CELL_LOOKS[cell.role]))
        sheet.fit_row(number, tuple(texts), 9)
    first = 2 + table.header_lines
    sheet.freeze(first, table.first_figure_column + 1 if table.header_lines else 1)
    sheet.print_on_a4(one_page=True, repeat=(1, first - 1))


def _write_cell(sheet: SheetWriter, place: SheetPlace, cell: PrintedCell) -> None:
    if cell.figure is None or cell.kind is None:
        sheet.put(place, cell.text, CELL_LOOKS[cell.role])
    else:
        sheet.put_figure(place, cell.figure, cell.kind, cell.unit)
