"""How a workbook shows the form: names of sheets, looks of cells, widths of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.exports.excel.sheet import SheetLook, width_for
from core.exports.parts.measure import ems
from core.forms.form import Role
from core.printed.own_marks import OWN_SHEETS
from core.printed.page import PrintedTable

_TABLE_WIDTH = 95.0
_FIGURE_WIDTH = 10.0
"""The least width of a column of figures: nine digits, and four characters of a heading."""
_WIDENED = 1.4
"""How much wider at most its heading makes a column."""
CELL_LOOKS = {
    Role.BAND: SheetLook.BAND,
    Role.HEAD: SheetLook.HEAD,
    Role.LABEL: SheetLook.LABEL,
    Role.FIGURE: SheetLook.FIGURE,
}


def table_widths(table: PrintedTable) -> tuple[float, ...]:
    """Widen the columns alike until nine digits fit the narrowest figure.

    A column whose heading is a little longer takes it in one line: where it would be divided
    hangs on the font, and Excel tears words.
    """
    narrowest = min(
        sum(table.widths[cell.column : cell.column + cell.across])
        for line in table.lines
        for cell in line
        if cell.role is Role.FIGURE
    )
    share = max(_TABLE_WIDTH / sum(table.widths), _FIGURE_WIDTH / narrowest)
    widths = [round(width * share, 1) for width in table.widths]
    for cell in (cell for line in table.lines for cell in line):
        if cell.role is Role.HEAD and cell.across == 1:
            needed = width_for(ems(cell.text), SheetLook.HEAD)
            if widths[cell.column] < needed <= widths[cell.column] * _WIDENED:
                widths[cell.column] = needed
    return tuple(widths)


def sheet_names(tabs: Iterable[str]) -> list[str]:
    """Turn the sections' short names into names that Excel takes, each used once."""
    names: list[str] = []
    for tab in tabs:
        name = re.sub(r"[\[\]:*?/\\']", " ", tab).strip()[:28] or "表"
        while name in (*names, *OWN_SHEETS):
            name += "+"
        names.append(name)
    return names
