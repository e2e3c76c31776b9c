"""The sheets of a collection form that are written: the cover with its opening, and the texts."""

from __future__ import annotations

from core.collection.form_sheet import FormSheet
from core.collection.plan import FormPlan
from core.exports.excel.sheet import SheetLook, SheetPlace
from core.forms.form import TextSection
from core.printed.own_marks import ORGAN_LABEL
from core.printed.page import split_lines
from core.report.share import COVER_SHARE

TEXT_WIDTHS = (80.0,)
"""One column, for only rows without merged cells grow with what is typed; it fits upright A4."""
COVER_WIDTHS = (14.0, 66.0)
_OPEN_LINES = 12
"""Rows to write in under a heading: a paragraph each."""
_NUMERALS = "一二三四五六七八九十"


class TextSheets:
    """Writes the written parts of one form."""

    def __init__(self, plan: FormPlan) -> None:
        self._plan = plan

    def cover(self, sheet: FormSheet) -> None:
        """Write the organ, the year and the opening paragraph."""
        from openpyxl.utils import quote_sheetname

        form, report = self._plan.form, self._plan.report
        collected = "（收集表）"
        lines = (f"{report.year}年{form.title}", collected)
        for row, line in enumerate(lines, 1):
            place = SheetPlace(row, 1, across=2)
            sheet.writer.put(place, line, SheetLook.TITLE)
            sheet.writer.fit_row(row, ((line, place, SheetLook.TITLE),), 8)
        self._plan.own_lines.append(collected)
        row = len(lines) + 1
        for label, text in (
            (ORGAN_LABEL, report.organ),
            ("报告年度", f"{report.year}年"),
            ("格式文件", form.document),
        ):
            sheet.writer.put(SheetPlace(row, 1), label, SheetLook.BAND)
            place = SheetPlace(row, 2)
            if label == ORGAN_LABEL and self._plan.opens(COVER_SHARE):
                sheet.open_text(place, text, "请填写机关的全称。")
                self._plan.open_cells[label] = [f"{quote_sheetname(sheet.name)}!B{row}"]
            else:
                sheet.put_known(place, text)
            sheet.writer.fit_row(row, ((text, place, SheetLook.LABEL),), 8)
            row += 1
        sheet.writer.put(SheetPlace(row + 1, 1), form.preamble.heading, SheetLook.TEXT_HEADING)
        self._write_text(sheet, form.preamble, row + 1, 2)
        sheet.finish(one_page=False, repeat=(1, 2))

    def text(self, sheet: FormSheet, section: TextSection) -> None:
        """Write a part that is written, under the headings of its own parts."""
        sheet.writer.put(SheetPlace(1, 1), section.heading, SheetLook.HEADING)
        sheet.writer.set_height(1, 30)
        row = 2
        is_open = self._plan.opens(section.id)
        if self._plan.report.texts[section.id] or not section.parts or not is_open:
            row = self._write_text(sheet, section, row, 1)
        else:
            for numeral, part in zip(_NUMERALS, section.parts, strict=False):
                heading = f"（{numeral}）{part}"
                sheet.writer.put(SheetPlace(row, 1), heading, SheetLook.TEXT_HEADING)
                sheet.writer.set_height(row, 24)
                self._plan.own_headings.append(heading)
                row = self._write_text(sheet, section, row + 1, 1)
        sheet.writer.freeze(2)
        sheet.finish(one_page=False, repeat=(1, 1))

    def _write_text(self, sheet: FormSheet, section: TextSection, row: int, column: int) -> int:
        """Write a text's paragraphs and the rows that are open; returns the row behind them."""
        from openpyxl.utils import get_column_letter, quote_sheetname

        hint = "一格写一段，不用在段首空格。" + section.guidance
        lines = split_lines(self._plan.report.texts[section.id])
        if not self._plan.opens(section.id):
            for number, line in enumerate(lines):
                place = SheetPlace(row + number, column)
                sheet.writer.put(place, line, SheetLook.TEXT)
            return row + len(lines)
        count = max(_OPEN_LINES, len(lines) + _OPEN_LINES // 2)
        for number in range(count):
            text = lines[number] if number < len(lines) else ""
            sheet.open_text(SheetPlace(row + number, column), text, hint)
        letters = get_column_letter(column)
        cells = f"{quote_sheetname(sheet.name)}!{letters}{row}:{letters}{row + count - 1}"
        self._plan.open_cells.setdefault(section.id, []).append(cells)
        return row + count
