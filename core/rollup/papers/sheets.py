"""Plain tables as sheets of one workbook: a title, headings, rows; numbers as numbers.

A formula stands with its result, as we reckoned it: else previewers, and whoever reads the file
with a program, would find nothing there until Excel or WPS has reckoned it out.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.exports.excel.sheet import TALLEST_ROW
from core.exports.parts.cached_values import Formula, with_cached_values
from core.exports.parts.measure import line_count
from core.exports.parts.package import without_traces
from core.figures.value import Number
from core.printed.guard import guard
from core.printed.page import printable
from core.rollup.papers.sheet_charts import Bars, Scatter, draw_chart

FIRST_ROW = 3
"""Where the rows of a table begin, below its title and the headings."""
_SIZE, _LINE, _ROOM = 11, 16, 4
"""In points: of the type, of a line in the tallest face that may stand in, above and below."""
_CHARACTER = 4.7
"""The width of a column's unit in points, where the standard font is a narrow one."""
_UPRIGHT_WIDTH = 100
"""A table that is not wider than this, in characters, is read on an upright page."""


Cell: TypeAlias = Number | str | Formula | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, and its width in characters."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: what its tab says, the title above, columns and rows, charts to the right."""

    tab: str
    title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]
    charts: Sequence[Bars | Scatter] = ()


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Return the tables as an .xlsx file; the same tables always give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    wrapped = Alignment(vertical="center", wrap_text=True)
    # A figure at its edge would touch the words of the next cell.
    apart = Alignment(horizontal="right", vertical="center", indent=1)
    values: dict[str, dict[str, Number | str]] = {}
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(table.tab)
        sheet.cell(1, 1, guard(printable(table.title))).font = Font(bold=True, size=14)
        for at, column in enumerate(table.columns, 1):
            head = sheet.cell(2, at, column.heading)
            head.font, head.border, head.alignment = Font(bold=True), frame, wrapped
            sheet.column_dimensions[get_column_letter(at)].width = column.width
        sheet.row_dimensions[FIRST_ROW - 1].height = _height(
            [column.heading for column in table.columns], table.columns
        )
        for number, row in enumerate(table.rows, FIRST_ROW):
            sheet.row_dimensions[number].height = _height(row, table.columns)
            for at, value in enumerate(row, 1):
                if isinstance(value, Formula):
                    cell = sheet.cell(number, at, value.text)
                    values.setdefault(table.tab, {})[cell.coordinate] = value.value
                else:
                    text = guard(printable(value)) if isinstance(value, str) else value
                    cell = sheet.cell(number, at, text)
                cell.border = frame
                if isinstance(value, str):
                    cell.alignment = wrapped
                else:
                    cell.number_format, cell.alignment = "General", apart
        for number, chart in enumerate(table.charts):
            # A row lower, or its edge is printed with the headings of every page.
            below = FIRST_ROW + 1 + 25 * number
            corner = f"{get_column_letter(len(table.columns) + 2)}{below}"
            sheet.add_chart(draw_chart(sheet, chart, FIRST_ROW), corner)
        sheet.freeze_panes = "A3"
        sheet.print_title_rows = "2:2"
        is_narrow = sum(column.width for column in table.columns) < _UPRIGHT_WIDTH
        upright = is_narrow and not table.charts
        sheet.page_setup.orientation = "portrait" if upright else "landscape"
        sheet.print_options.horizontalCentered = True
        sheet.HeaderFooter.oddFooter.center.text = "— &P —"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.creator = ""
    book.properties.category = (
        "nianbao rollup"  # so that a later heap does not take it for a report
    )
    content = io.BytesIO()
    book.save(content)
    return without_traces(with_cached_values(content.getvalue(), values))


def _height(row: Sequence[Cell], columns: Sequence[SheetColumn]) -> float:
    """Return a row's height in points: no program makes room for words that go over their line."""
    lines = [
        line_count(value, column.width * _CHARACTER / _SIZE)
        for value, column in zip(row, columns, strict=False)
        if isinstance(value, str)
    ]
    return min(max(lines, default=1) * _LINE + _ROOM, TALLEST_ROW)
