"""A worksheet as the exports use it: looks by name, texts that stay texts, pages that print."""

from __future__ import annotations

import enum
import math
import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, cast

from core.exports.parts.cached_values import Formula
from core.exports.parts.measure import line_count
from core.figures.value import Kind, Number
from core.printed.own_marks import ESCAPED, pieces
from core.printed.page import printable

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

_CUT = "…"
"""What shows that a text was too long for its cell."""
TALLEST_ROW = 400.0
"""Excel's rows are at most 409.5 points high."""
_CHARACTER, _PADDING = 5.25, 2.0
"""In points: a character of the standard font, and what a cell keeps free beside its text."""
_EXACT_DIGITS = 15
"""Excel computes with 15 digits; a longer figure stands as text rather than rounded."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = tuple("=+-@'")


class _Styled(Protocol):
    """What openpyxl keeps of a cell's style, as its own guide copies it from cell to cell."""

    _style: StyleArray


class SheetLook(enum.Enum):
    """What a cell is for; decides font, frame, shading and place of the text."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    TEXT_HEADING = "text heading"
    LINE = "line to write on"
    HEAD = "head"
    BAND = "band"
    LABEL = "label"
    FIGURE = "figure"
    NOTE = "note"
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class _Type:
    """How a look is set: size in points, and what differs from plain text at the left."""

    size: float = 11
    font: str = "宋体"
    bold: bool = False
    colour: str = "FF000000"
    shade: str = ""
    framed: bool = True
    ruled: bool = False
    """Below, to be written on."""
    centred: bool = False
    top: bool = False


_TYPES = {
    SheetLook.TITLE: _Type(20, "方正小标宋简体", framed=False, centred=True),
    SheetLook.HEADING: _Type(14, "黑体", framed=False),
    SheetLook.TEXT: _Type(12, "仿宋", framed=False, top=True),
    SheetLook.TEXT_HEADING: _Type(12, "楷体", bold=True, framed=False, top=True),
    SheetLook.LINE: _Type(12, "仿宋", framed=False, ruled=True),
    SheetLook.HEAD: _Type(bold=True, shade="FFF2F5F9", centred=True),
    SheetLook.BAND: _Type(bold=True, shade="FFDCE6F2"),
    SheetLook.LABEL: _Type(),
    SheetLook.FIGURE: _Type(centred=True),
    SheetLook.NOTE: _Type(framed=False, top=True),
    SheetLook.GOOD: _Type(colour="FF2B7A3E", centred=True),
    SheetLook.BAD: _Type(bold=True, colour="FFB3261E", centred=True),
    SheetLook.OPEN: _Type(colour="FF8A6D00", centred=True),
    SheetLook.HINT: _Type(centred=True),
}


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A cell by row and column, counted from 1, and how far it reaches."""

    row: int
    column: int
    down: int = 1
    across: int = 1


def width_for(room: float, look: SheetLook) -> float:
    """Return the width of a column in which so many ems of a text go into a line."""
    return math.ceil((room * _TYPES[look].size + _PADDING) / _CHARACTER * 10) / 10


class SheetWriter:
    """One worksheet. Widths are Excel's: characters of the standard font.

    ``values`` are what its formulas give now, by cell.
    """

    def __init__(self, worksheet: Worksheet, widths: tuple[float, ...]) -> None:
        from openpyxl.utils import get_column_letter

        self._worksheet = worksheet
        self._widths = widths
        self.values: dict[str, Number | str] = {}
        self._dressed: dict[tuple[SheetLook, bool, str], StyleArray] = {}
        for number, width in enumerate(widths, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = width

    def put(self, place: SheetPlace, text: str, look: SheetLook) -> None:
        """Write a text. It stays a text, even where it begins like a formula."""
        cell = self._cell(place, look)
        content = printable(text)
        first = next(pieces(content), "")
        if len(first) < len(content):
            content = f"{first[:-1]}{_CUT}"
        if content:
            cell.value = _ESCAPE.sub(ESCAPED, content)
            cell.data_type = "s"
            cell.quotePrefix = content.startswith(_FORMULA_LIKE)

    def put_figure(
        self,
        place: SheetPlace,
        figure: Number,
        kind: Kind,
        unit: str = "",
        look: SheetLook = SheetLook.FIGURE,
    ) -> None:
        """Write a figure as a number, shown as the report prints it."""
        exact = Decimal(figure)
        decimals = max(-int(exact.as_tuple().exponent), 0)
        if len(exact.as_tuple().digits) > _EXACT_DIGITS:
            self.put(place, f"{exact:f}{unit}", look)
            return
        self._figure_cell(place, kind, unit, look, decimals).value = figure

    def put_formula(self, place: SheetPlace, formula: Formula, kind: Kind, unit: str = "") -> None:
        """Write a formula of ours that gives a whole number, and remember what it gives."""
        cell = self._figure_cell(place, kind, unit, SheetLook.FIGURE, decimals=0)
        cell.value = formula.text
        cell.data_type = "f"
        self.values[cell.coordinate] = formula.value

    def _figure_cell(
        self, place: SheetPlace, kind: Kind, unit: str, look: SheetLook, decimals: int
    ) -> Cell:
        cell = self._cell(place, look)
        if kind is Kind.SIGNED:
            form = "+0;-0;0"
        else:
            form = f"0.{'0' * decimals}" if decimals else "0"
            form += f'"{unit}"' if unit else ""
        self._dress(cell, look, is_first=True, form=form)
        return cell

    def fit_row(
        self, row: int, texts: tuple[tuple[str, SheetPlace, SheetLook], ...], room: float
    ) -> None:
        """Make a row as high as the tallest of its texts, and ``room`` points more."""
        self.set_height(row, max((self.height(*text) for text in texts), default=0) + room)

    def height(self, text: str, place: SheetPlace, look: SheetLook) -> float:
        """Return the height in points that a text needs in its place."""
        return line_count(printable(text), self.room(place, look)) * _TYPES[look].size * 1.42

    def room(self, place: SheetPlace, look: SheetLook) -> float:
        """Return how many ems of a text go into a line of its place."""
        width = sum(self._widths[place.column - 1 : place.column - 1 + place.across])
        return (width * _CHARACTER - _PADDING) / _TYPES[look].size

    def set_height(self, row: int, height: float) -> None:
        """Set a row's height in points."""
        self._worksheet.row_dimensions[row].height = round(min(height, TALLEST_ROW), 1)

    def freeze(self, row: int, column: int = 1) -> None:
        """Keep what stands above this row and left of this column in sight."""
        self._worksheet.freeze_panes = self._worksheet.cell(row, column).coordinate

    def print_on_a4(self, *, one_page: bool, repeat: tuple[int, int]) -> None:
        """Set the sheet up for A4, one page wide, with the rows ``repeat`` on every page."""
        from openpyxl.worksheet.header_footer import HeaderFooterItem
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._worksheet
        # 125 characters at full size fill an upright page at three quarters of it.
        upright = sum(self._widths) < 140
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = (
            sheet.ORIENTATION_PORTRAIT if upright else sheet.ORIENTATION_LANDSCAPE
        )
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if one_page else 0
        sheet.print_title_rows = f"{repeat[0]}:{repeat[1]}"
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.7
        margins.top = margins.bottom = 0.85
        margins.header = margins.footer = 0.4
        footer = HeaderFooterItem()
        footer.center.text = "— &P —"
        sheet.HeaderFooter.oddFooter = footer

    def _cell(self, place: SheetPlace, look: SheetLook) -> Cell:
        from openpyxl.worksheet.cell_range import CellRange

        sheet = self._worksheet
        bottom, right = place.row + place.down - 1, place.column + place.across - 1
        first = cast("Cell", sheet.cell(place.row, place.column))
        for row in range(place.row, bottom + 1):
            for column in range(place.column, right + 1):
                cell = cast("Cell", sheet.cell(row, column))
                self._dress(cell, look, is_first=cell is first)
        if (bottom, right) != (place.row, place.column):
            # Not by merge_cells: it works out anew the borders that every cell has already.
            merged = CellRange(
                min_row=place.row, min_col=place.column, max_row=bottom, max_col=right
            )
            sheet.merged_cells.add(merged.coord)
        return first

    def _dress(self, cell: Cell, look: SheetLook, *, is_first: bool, form: str = "") -> None:
        """Give a cell its look; what that is in this workbook is worked out once."""
        key = (look, is_first, form)
        known = self._dressed.get(key)
        if known is None:
            _set_look(cell, _TYPES[look], is_first=is_first, form=form)
            self._dressed[key] = copy(_styled(cell)._style)  # noqa: SLF001  # the documented way
        else:
            _styled(cell)._style = copy(known)  # noqa: SLF001  # as above


def _styled(cell: Cell) -> _Styled:
    return cast("_Styled", cell)


def _set_look(cell: Cell, kind: _Type, *, is_first: bool, form: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    if kind.framed or kind.ruled:
        line = Side(style="thin", color="FF7F7F7F")
        cell.border = Border(line, line, line, line) if kind.framed else Border(bottom=line)
    if kind.shade:
        cell.fill = PatternFill("solid", fgColor=kind.shade)
    if is_first:
        cell.font = Font(name=kind.font, size=kind.size, bold=kind.bold, color=kind.colour)
        cell.alignment = Alignment(
            horizontal="center" if kind.centred else "left",
            vertical="top" if kind.top else "center",
            wrap_text=True,
        )
    if form:
        cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        cell.number_format = form
