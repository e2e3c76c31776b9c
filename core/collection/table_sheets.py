"""The sheets of a collection form that are tables: open cells, totals, and how they tally."""

from __future__ import annotations

from core.collection.form_sheet import FormSheet
from core.collection.plan import FormPlan
from core.exports.excel.sheet import SheetLook, SheetPlace
from core.exports.excel.sheet_plan import CELL_LOOKS
from core.exports.parts.figure_places import FIRST_LINE, label_columns
from core.figures.address import Address
from core.figures.value import show
from core.forms.form import TableSection
from core.printed.page import PrintedTable


class TableSheets:
    """Writes the tables of one form."""

    def __init__(self, plan: FormPlan) -> None:
        self._plan = plan

    def write(self, sheet: FormSheet, section: TableSection, table: PrintedTable) -> None:
        """Write a table as it is printed, its totals as formulas, and below it how it tallies."""
        heading = SheetPlace(1, 1, across=section.grid_columns)
        sheet.writer.put(heading, section.heading, SheetLook.HEADING)
        sheet.writer.set_height(1, 30)
        for line in table.lines:
            texts = []
            for cell in line:
                place = SheetPlace(cell.line + FIRST_LINE, cell.column + 1, cell.down, cell.across)
                if cell.address is None:
                    sheet.writer.put(place, cell.text, CELL_LOOKS[cell.role])
                    if cell.down == 1:
                        texts.append((cell.text, place, CELL_LOOKS[cell.role]))
                else:
                    self._figure(sheet, place, cell.address)
            sheet.writer.fit_row(line[0].line + FIRST_LINE, tuple(texts), 9)
        self._strip(sheet, section)
        first = FIRST_LINE + section.header_lines
        column = label_columns(section) + 1 if section.header_lines else 1
        sheet.writer.freeze(first, column)
        sheet.finish(one_page=True, repeat=(1, first - 1))

    def _figure(self, sheet: FormSheet, place: SheetPlace, address: Address) -> None:
        figure = self._plan.form.figures[address]
        if figure.computed:
            sheet.put_total(place, self._plan.formulas.total(address))
            return
        named = any(figure.unit in head for head in figure.heads)
        unit = "" if named else figure.unit
        number = self._plan.report.figure(address)
        if not self._plan.opens(address.section):
            sheet.put_figure(place, number, figure.kind, unit)
            return
        sheet.open_figure(place, figure.kind, number, unit, self._hint(address))

    def _hint(self, address: Address) -> str:
        prior = self._plan.report.prior
        before = None if prior is None else prior.figure(address)
        if prior is None or before is None:
            return ""
        return f"{prior.year}年填的是 {show(before, self._plan.form.figures[address].kind)}"

    def _strip(self, sheet: FormSheet, section: TableSection) -> None:
        """Write how each column stands below the table, a row for each kind of tally."""
        labels = label_columns(section)
        row = section.lines + FIRST_LINE
        tallies = [each for each in self._plan.tallies(section) if each.along == "column"]
        for code, name in {each.code: each.name for each in tallies}.items():
            row += 1
            label = f"核对：{name}"
            self._plan.own_lines.append(label)
            place = SheetPlace(row, 1, across=max(labels, 1))
            sheet.writer.put(place, label, SheetLook.BAND)
            sheet.writer.fit_row(row, ((label, place, SheetLook.BAND),), 9)
            for identity in tallies:
                if identity.code == code:
                    column = self._plan.places[identity.left[0]].column
                    formula = self._plan.formulas.tally(identity, sheet.name)
                    sheet.put_tally(SheetPlace(row, column), formula)
