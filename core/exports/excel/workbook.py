"""The report as an Excel workbook: a sheet for each section, and the check sheet.

It holds values; totals are formulas only where that is asked for, and carry their values then.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.checks.inspection import Inspection
from core.exports.excel.check_sheet import write_check_sheets
from core.exports.excel.sheet import TALLEST_ROW, SheetLook, SheetPlace, SheetWriter
from core.exports.excel.sheet_plan import CELL_LOOKS, sheet_names, table_widths
from core.exports.parts.cached_values import Formula, with_cached_values
from core.exports.parts.figure_places import FIRST_LINE, places_of
from core.exports.parts.measure import ems
from core.exports.parts.package import without_traces
from core.exports.parts.title_lines import divide_parts
from core.exports.parts.totals import agrees, total_formula
from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Role
from core.printed.empty_form import is_line, print_for_paper
from core.printed.own_marks import COVER_SHEET, pieces
from core.printed.page import (
    PrintedCell,
    PrintedParagraph,
    PrintedReport,
    PrintedTable,
)
from core.printed.small_table import blocks_of
from core.report.report import Report
from core.settings.page_options import PageOptions

if TYPE_CHECKING:
    from openpyxl import Workbook

_TEXT_WIDTHS = (45.0, 45.0)
"""Two columns for one text: LibreOffice fits a sheet to a page only between columns."""
_LINE_TO_WRITE_ON = 29.0
"""In points; as far apart as on the other papers."""
_TABLE_GRID = 24
"""So many where a table stands in it: its columns take as many of them as they need."""


def workbook(inspection: Inspection, options: PageOptions | None = None) -> bytes:
    """Return the report as an .xlsx file; the same report always gives the same bytes."""
    chosen = options or PageOptions()
    from openpyxl import Workbook

    printed = print_for_paper(inspection.report)
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
            widths = _text_widths(section.paragraphs)
            across = len(widths)
            sheet = SheetWriter(worksheet, widths)
            sheet.put(SheetPlace(1, 1, across=across), section.heading, SheetLook.HEADING)
            sheet.set_height(1, 30)
            _write_text(sheet, SheetPlace(2, 1, across=across), section.paragraphs)
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
    return without_traces(with_cached_values(data, values) if formulas else data)


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
    room = sheet.room(SheetPlace(row, 1, across=2), SheetLook.TITLE)
    for line in ("\n".join(part) for part in divide_parts(printed.title_parts, room, ems)):
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
    if printed.opening:
        sheet.set_height(row, 12)
        sheet.put(SheetPlace(row + 1, 1), report.form.preamble.heading, SheetLook.TEXT_HEADING)
        _write_text(sheet, SheetPlace(row + 1, 2), printed.opening)
    sheet.print_on_a4(one_page=False, repeat=(1, 1))


def _text_widths(paragraphs: Sequence[PrintedParagraph]) -> tuple[float, ...]:
    """Return the columns of a written part; a table in it stands on a grid of narrow ones."""
    if not any(paragraph.cells for paragraph in paragraphs):
        return _TEXT_WIDTHS
    return (sum(_TEXT_WIDTHS) / _TABLE_GRID,) * _TABLE_GRID


def _write_text(
    sheet: SheetWriter, first: SheetPlace, paragraphs: Sequence[PrintedParagraph]
) -> None:
    """Write a paragraph, or a row of a small table, to a row of the sheet from ``first`` on."""
    place = first
    for block in blocks_of(paragraphs):
        if not isinstance(block, PrintedParagraph) and place.across >= len(block.widths):
            place = _write_small_table(sheet, place, block)
        elif isinstance(block, PrintedParagraph):
            place = _write_paragraph(sheet, place, block)
        else:
            rows = ("\t".join(cell.text for cell in line) for line in block.lines)
            for row in rows:
                place = _write_paragraph(sheet, place, PrintedParagraph(row))


def _write_paragraph(
    sheet: SheetWriter, place: SheetPlace, paragraph: PrintedParagraph
) -> SheetPlace:
    """Write a paragraph in rows high enough to show all of it; returns the place below."""
    if is_line(paragraph):
        sheet.put(place, "", SheetLook.LINE)
        sheet.set_height(place.row, _LINE_TO_WRITE_ON)
        return replace(place, row=place.row + 1)
    is_heading = paragraph.lead == len(paragraph.text)
    look = SheetLook.TEXT_HEADING if is_heading else SheetLook.TEXT
    for text in pieces(paragraph.text):
        height = sheet.height(text, place, look) + 6
        place = replace(place, down=int(height // TALLEST_ROW) + 1)
        sheet.put(place, text, look)
        for row in range(place.row, place.row + place.down):
            sheet.set_height(row, height / place.down)
        place = replace(place, row=place.row + place.down, down=1)
    return place


def _write_small_table(sheet: SheetWriter, place: SheetPlace, table: PrintedTable) -> SheetPlace:
    """Write a table of a text, its numbers as texts; returns the place below."""
    edges = _edges(table.widths, place.across)
    for line in table.lines:
        texts = []
        for cell in line:
            left, right = edges[cell.column], edges[cell.column + 1]
            own = SheetPlace(place.row, place.column + left, across=right - left)
            look = CELL_LOOKS[cell.role]
            if cell.role is Role.FIGURE and not cell.is_centred:
                look = SheetLook.LABEL
            sheet.put(own, cell.text, look)
            texts.append((cell.text, own, look))
        sheet.fit_row(place.row, tuple(texts), 6)
        place = replace(place, row=place.row + 1)
    return place


def _edges(widths: tuple[int, ...], across: int) -> list[int]:
    """Share narrow columns out among the columns of a table; each gets one at least."""
    spare, whole = across - len(widths), sum(widths)
    return [0, *(n + round(spare * sum(widths[:n]) / whole) for n in range(1, len(widths) + 1))]


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
