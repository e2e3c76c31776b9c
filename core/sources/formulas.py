"""Formulas of a sheet that are plain sums, worked out where a file holds no result, or an old one.

A program shows the result that it computes itself on loading. What a file holds beside the
formula may be nothing, or a 0 that a library has put there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from core.sources.number_format import shown
from core.sources.sheet import Place, Sheet, Stored, SumFormula
from core.sources.sum_terms import Area, Term

NOT_COMPUTED = "这一格是公式，文件里没有存算出的数，请用Excel或WPS打开、保存后再读"
_MOST_LOOKED_AT = 400_000
"""Cells added up on one sheet, however many formulas it has."""
_LARGEST_AREA = 2_000
"""Cells of one range; the report's largest has some thirty."""
_DEEPEST = 40
"""Formulas that add up the results of others."""


def work_out(sheet: Sheet, formulas: Mapping[Place, SumFormula]) -> None:
    """Put into a sheet's formulas what they come to, where the file's results cannot be right."""
    adder = _Adder(sheet, formulas)
    for place, formula in formulas.items():
        row, column = place
        cell = sheet.cells.get(row, {}).get(column)
        if cell is None:
            continue
        result = adder.result(place, 0)
        if result is None and (formula.is_due or formula.stored is None):
            sheet.cells[row][column] = Stored("", cell.doubt or NOT_COMPUTED)
        elif result is not None and result != formula.stored:
            text, doubt = shown(str(result), formula.number_format)
            held = "没有存算出的数" if formula.stored is None else f"存的是{formula.stored:f}"
            remark = f"这一格是公式，文件里{held}，按公式算得{text}，请核对"
            sheet.cells[row][column] = replace(
                cell, text=text, doubt=cell.doubt or doubt, remark=remark
            )


class _Adder:
    def __init__(self, sheet: Sheet, formulas: Mapping[Place, SumFormula]) -> None:
        self._sheet = sheet
        self._formulas = formulas
        self._known: dict[Place, Decimal | None] = {}
        self._left = _MOST_LOOKED_AT

    def result(self, place: Place, depth: int) -> Decimal | None:
        """Return what a cell comes to; None where that is not certain."""
        if place not in self._formulas:
            return self._sheet.numbers.get(place)
        if place not in self._known:
            self._known[place] = None  # One that adds itself up comes to nothing.
            self._known[place] = self._added_up(self._formulas[place].terms, depth)
        return self._known[place]

    def _added_up(self, terms: tuple[Term, ...] | None, depth: int) -> Decimal | None:
        if terms is None or depth > _DEEPEST:
            return None
        total = Decimal(0)
        for sign, what in terms:
            one = what if isinstance(what, Decimal) else self._area(what, depth)
            if one is None:
                return None
            total += sign * one
        return total

    def _area(self, area: Area, depth: int) -> Decimal | None:
        top, left, bottom, right = area
        top, bottom, left, right = (
            min(top, bottom),
            max(top, bottom),
            min(left, right),
            max(left, right),
        )
        count = (bottom - top + 1) * (right - left + 1)
        self._left -= count
        if count > _LARGEST_AREA or self._left < 0:
            return None
        total = Decimal(0)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if self._sheet.is_covered(row, column):
                    continue
                one = self.result((row, column), depth + 1)
                if one is None:
                    return None
                total += one
        return total
