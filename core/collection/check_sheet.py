"""The sheet of a collection form that counts what is open and shows every tally."""

from __future__ import annotations

from core.collection.form_sheet import FormSheet
from core.collection.formulas import BALANCED
from core.collection.plan import FormPlan
from core.exports.excel.sheet import SheetLook, SheetPlace
from core.exports.parts.cached_values import Formula
from core.forms.form import TableSection
from core.printed.own_marks import CHECK_SHEET, ORGAN_LABEL
from core.printed.page import split_lines

CHECK_WIDTHS = (34.0, 40.0, 12.0, 12.0, 14.0)
ALL_DONE = "都已填完，勾稽一致，可以交回"
STILL_OPEN = "还有没有填完或者勾稽不一致的地方，见下面红色和黄色的各行"
_FILLED, _OPEN = "已填", "未填"


class CheckSheet:
    """Writes the sheet from top to bottom."""

    def __init__(self, plan: FormPlan, sheet: FormSheet) -> None:
        self._plan = plan
        self._sheet = sheet
        self._row = 1
        self._states: list[str] = []
        """The cells that say how each line stands."""
        self._is_done = True

    def write(self) -> None:
        """Write the verdict, what is filled, and the tallies."""
        self._line((CHECK_SHEET, SheetLook.HEADING, 5))
        verdict = self._row
        self._row += 2
        self._line(("一、填写", SheetLook.TEXT_HEADING, 5))
        self._heads("部分", "", "应填", "已填", "情况")
        tables = [each for each in self._plan.form.tables if self._plan.opens(each.id)]
        for section in tables:
            self._table(section)
        self._texts()
        self._row += 1
        self._line(("二、勾稽", SheetLook.TEXT_HEADING, 5))
        self._heads("关系", "列", "左边", "右边", "情况")
        for section in tables:
            for identity in self._plan.tallies(section):
                row = self._row
                formulas, name = self._plan.formulas, self._sheet.name
                self._sheet.writer.put(SheetPlace(row, 1), identity.name, SheetLook.LABEL)
                self._sheet.writer.put(SheetPlace(row, 2), identity.place, SheetLook.LABEL)
                self._sheet.put_total(SheetPlace(row, 3), formulas.sum(identity.left, name))
                self._sheet.put_total(SheetPlace(row, 4), formulas.sum(identity.right, name))
                self._state(formulas.tally(identity, name))
        first, last = self._states[0], self._states[-1]
        even = f'COUNTIF({first}:{last},"{BALANCED}")+COUNTIF({first}:{last},"{_FILLED}")'
        value = ALL_DONE if self._is_done else STILL_OPEN
        text = f'=IF({even}={len(self._states)},"{ALL_DONE}","{STILL_OPEN}")'
        place = SheetPlace(verdict, 1, across=5)
        self._sheet.put_verdict(place, Formula(text, value))
        self._sheet.writer.set_height(verdict, 30)
        self._sheet.writer.freeze(verdict + 1)
        self._sheet.finish(one_page=False, repeat=(1, 1))

    def _table(self, section: TableSection) -> None:
        cells = self._plan.to_fill(section)
        filled = self._plan.formulas.filled(cells, self._sheet.name)
        self._part(section.heading, len(cells), filled)

    def _texts(self) -> None:
        report, form = self._plan.report, self._plan.form
        written = {
            ORGAN_LABEL: bool(report.organ),
            **{t.id: bool(split_lines(report.texts[t.id])) for t in form.texts},
        }
        headings = {text.id: text.heading for text in form.texts} | {ORGAN_LABEL: ORGAN_LABEL}
        for key, ranges in self._plan.open_cells.items():
            for number, cells in enumerate(ranges):
                part = headings[key]
                if len(ranges) > 1:
                    part += self._plan.own_headings[number]
                text = f"=IF(COUNTA({cells})>0,1,0)"
                self._part(part, 1, Formula(text, int(written[key])))

    def _part(self, name: str, count: int, filled: Formula) -> None:
        row = self._row
        self._sheet.writer.put(SheetPlace(row, 1, across=2), name, SheetLook.LABEL)
        self._sheet.put_total(SheetPlace(row, 3), Formula(f"={count}", count))
        self._sheet.put_total(SheetPlace(row, 4), filled)
        left = count - int(filled.value)
        words = _FILLED if not left else f"{_OPEN} {left}"
        text = f'=IF(D{row}=C{row},"{_FILLED}","{_OPEN} "&(C{row}-D{row}))'
        self._state(Formula(text, words))

    def _state(self, formula: Formula) -> None:
        self._sheet.put_tally(SheetPlace(self._row, 5), formula, good=(BALANCED, _FILLED))
        self._states.append(f"E{self._row}")
        self._is_done &= formula.value in {BALANCED, _FILLED}
        self._sheet.writer.set_height(self._row, 22)
        self._row += 1

    def _heads(self, *names: str) -> None:
        self._line(*((name, SheetLook.HEAD, 1) for name in names))

    def _line(self, *cells: tuple[str, SheetLook, int]) -> None:
        column = 1
        for text, look, across in cells:
            self._sheet.writer.put(SheetPlace(self._row, column, across=across), text, look)
            column += across
        self._sheet.writer.set_height(self._row, 26)
        self._row += 1
