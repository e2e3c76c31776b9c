"""A sheet of a collection form: locked but for its open cells, each with what may be typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.collection.formulas import BALANCED, UNFILLED
from core.exports.excel.sheet import SheetLook, SheetPlace, SheetWriter
from core.exports.parts.cached_values import Formula
from core.figures.value import MAX_DIGITS, Kind, Number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OPEN_GROUND = "FFF6CC"
"""Of a cell that is still to be filled; what is filled prints on white."""
LOCKED_GROUND = "D9DEE6"
"""Of a figure that nobody may type: grey enough to be told from white on grey paper."""
_LINE = "FFC4CAD3"
_GOOD, _BAD = "FF2B7A3E", "FFB3261E"
_MOST = 10**MAX_DIGITS - 1
_PIXELS_A_ROW = 20
"""Of a row that nobody set the height of; Excel has 20, others a little less."""
_LONGEST_PROMPT = 250
"""Excel takes 255 characters of advice at a cell."""


class FormSheet:
    """One sheet while it is written; ``values`` are what its formulas give now, by cell."""

    def __init__(self, worksheet: Worksheet, widths: tuple[float, ...]) -> None:
        self.writer = SheetWriter(worksheet, widths)
        self.values: dict[str, Number | str] = {}
        self._worksheet = worksheet
        self._pictured = 0
        """The row that a picture ends in; 0 without one."""
        self._open: dict[tuple[Kind | None, str], list[str]] = {}

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self._worksheet.title

    def put_total(self, place: SheetPlace, formula: Formula) -> None:
        """Write a figure that the sheet works out, on the ground of what is locked."""
        self._write_formula(place, formula, SheetLook.FIGURE)
        self._lock(place)

    def put_verdict(self, place: SheetPlace, formula: Formula) -> None:
        """Write the sentence that the sheet comes to."""
        self._write_formula(place, formula, SheetLook.BAND)

    def put_figure(self, place: SheetPlace, figure: Number | None, kind: Kind, unit: str) -> None:
        """Show a figure that somebody else fills, on the ground of what is locked."""
        self.writer.put(place, "", SheetLook.FIGURE)
        if figure is not None:
            self.writer.put_figure(place, figure, kind, unit)
        self._lock(place)

    def put_known(self, place: SheetPlace, text: str) -> None:
        """Show what is known already and not to be typed, on the ground of what is locked."""
        self.writer.put(place, text, SheetLook.LABEL)
        self._lock(place)

    def _lock(self, place: SheetPlace) -> None:
        from openpyxl.styles import PatternFill

        cell = self._worksheet.cell(place.row, place.column)
        cell.fill = PatternFill("solid", fgColor=LOCKED_GROUND)

    def _write_formula(self, place: SheetPlace, formula: Formula, look: SheetLook) -> None:
        self.writer.put(place, "", look)
        cell = self._worksheet.cell(place.row, place.column)
        cell.value = formula.text
        cell.data_type = "f"
        self.values[cell.coordinate] = formula.value

    def put_tally(
        self, place: SheetPlace, formula: Formula, good: tuple[str, ...] = (BALANCED,)
    ) -> None:
        """Write how something stands: green for the words of ``good``, red where it is wrong."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font
        from openpyxl.styles.differential import DifferentialStyle

        self._write_formula(place, formula, SheetLook.OPEN)
        name = self._worksheet.cell(place.row, place.column).coordinate
        even = ",".join(f'{name}="{word}"' for word in good)
        for condition, colour in (
            (f"OR({even})", _GOOD),
            (f'AND(NOT(OR({even})),LEFT({name},{len(UNFILLED)})<>"{UNFILLED}")', _BAD),
        ):
            font = Font(color=colour, bold=colour == _BAD)
            rule = Rule(type="expression", formula=[condition], dxf=DifferentialStyle(font=font))
            self._worksheet.conditional_formatting.add(name, rule)

    def open_figure(
        self, place: SheetPlace, kind: Kind, figure: Number | None, unit: str, hint: str
    ) -> None:
        """Let a figure be typed into a cell; ``hint`` is shown while it is chosen."""
        from openpyxl.styles import Alignment, Protection

        if figure is None:
            self.writer.put(place, "", SheetLook.FIGURE)
        else:
            self.writer.put_figure(place, figure, kind, unit)
        cell = self._worksheet.cell(place.row, place.column)
        cell.protection = Protection(locked=False)
        cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        if figure is None and kind is not Kind.AMOUNT:
            cell.number_format = "+0;-0;0" if kind is Kind.SIGNED else "0"
        elif figure is None and unit:
            cell.number_format = f'General"{unit}"'
        self._open.setdefault((kind, hint), []).append(cell.coordinate)

    def open_text(self, place: SheetPlace, text: str, hint: str) -> None:
        """Let a paragraph be typed into a cell; its row grows with it."""
        from openpyxl.styles import Border, Protection, Side

        self.writer.put(place, text, SheetLook.TEXT)
        cell = self._worksheet.cell(place.row, place.column)
        # A thin line shows where one paragraph's cell ends and the next begins.
        line = Side(style="thin", color=_LINE)
        cell.border = Border(line, line, line, line)
        cell.protection = Protection(locked=False)
        self._open.setdefault((None, hint), []).append(cell.coordinate)

    def picture(self, row: int, data: bytes) -> None:
        """Put a picture (.png) below what is written, and leave it room on the paper."""
        from core.collection.form_picture import FormPicture

        shown = FormPicture(data)
        self._worksheet.add_image(shown, f"B{row}")
        self._pictured = row + shown.height // _PIXELS_A_ROW + 1

    def finish(self, *, one_page: bool, repeat: tuple[int, int]) -> None:
        """Set what holds for the whole sheet: advice at cells, locks, paper."""
        for (kind, hint), cells in self._open.items():
            self._advise(kind, hint, cells)
        self._mark_open([cell for cells in self._open.values() for cell in cells])
        protection = self._worksheet.protection
        protection.enable()
        # What a clerk needs to see the whole of a text stays allowed.
        protection.formatColumns = protection.formatRows = False
        self.writer.print_on_a4(one_page=one_page, repeat=repeat)
        # Open cells are printed too, though nothing stands in them yet.
        area = self._worksheet.dimensions
        if self._pictured:
            area = re.sub(r"\d+$", str(self._pictured), area)
        self._worksheet.print_area = area

    def _advise(self, kind: Kind | None, hint: str, cells: list[str]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        first = cells[0]
        if kind is None:
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="32000")
            rule.error = "这一格的文字太长，请分成几段，一格写一段。"
        elif kind is Kind.COUNT:
            rule = DataValidation(type="whole", operator="between", formula1="0")
            rule.formula2 = str(_MOST)
            rule.error = "这里只能填0或者正整数。没有的填0，不要填“无”或者“/”。"
        elif kind is Kind.SIGNED:
            rule = DataValidation(type="whole", operator="between", formula1=str(-_MOST))
            rule.formula2 = str(_MOST)
            rule.error = "这里只能填整数，减少的填负数，例如 -3。"
        else:
            rule = DataValidation(
                type="custom",
                formula1=f"AND(ISNUMBER({first}),{first}>=0,ROUND({first},2)={first})",
            )
            rule.error = "这里只能填0或者正数，最多两位小数，单位是万元。"
        rule.errorTitle = "请核对"
        rule.showErrorMessage = True
        rule.allow_blank = True
        if hint:
            rule.prompt = hint[:_LONGEST_PROMPT]
            rule.showInputMessage = True
        for cell in cells:
            rule.add(cell)
        self._worksheet.add_data_validation(rule)

    def _mark_open(self, cells: list[str]) -> None:
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        if cells:
            fill = PatternFill("solid", start_color=OPEN_GROUND, end_color=OPEN_GROUND)
            look = DifferentialStyle(fill=fill)
            rule = Rule(type="expression", formula=[f"ISBLANK({cells[0]})"], dxf=look)
            self._worksheet.conditional_formatting.add(" ".join(cells), rule)
