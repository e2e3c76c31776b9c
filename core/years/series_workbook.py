"""Several years' figures as an Excel workbook: one sheet, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from core.clipboard.whole import Pasted
from core.exports.parts.package import without_traces
from core.figures.value import Number
from core.printed.guard import guard
from core.years.series import SeriesLine, table_of

SHEET = "历年对比"
_WIDTHS = (30, 34, 8)
_WIDTH = 14


def series_workbook(lines: Sequence[SeriesLine], title: str) -> bytes:
    """Return the table as an .xlsx file; the same figures always give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    book.properties.title = title
    book.properties.creator = ""
    for number, row in enumerate(table_of(lines), 1):
        for column, value in enumerate(row, 1):
            text = guard(value) if isinstance(value, str) else value
            cell = sheet.cell(number, column, text)
            if number == 1:
                cell.font = Font(bold=True)
            if column > len(_WIDTHS):
                cell.alignment = Alignment(horizontal="right")
            if isinstance(value, Decimal):
                cell.number_format = "General"
    for column in range(1, len(table_of(lines)[0]) + 1):
        width = _WIDTHS[column - 1] if column <= len(_WIDTHS) else _WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "D2"
    content = io.BytesIO()
    book.save(content)
    return without_traces(content.getvalue())


def paste_series(lines: Sequence[SeriesLine]) -> Pasted:
    """Return the table as a clipboard carries it."""
    table = [[_text(value) for value in row] for row in table_of(lines)]
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>\n" for row in table
    )
    plain = "".join("\t".join(row) + "\r\n" for row in table)
    return Pasted(f'<meta charset="utf-8">\n<table border="1">\n{rows}</table>\n', plain)


def _text(value: Number | str | None) -> str:
    if isinstance(value, str):
        return guard(value)
    return "" if value is None else format(value, "d" if isinstance(value, int) else "f")
