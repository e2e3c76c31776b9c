"""The formulas of a collection form, each with the value that it has now.

A blank is not a zero here either: a total with a blank addend is blank, a tally with a blank
member says 未填. Only functions that Excel, WPS and LibreOffice know under one name are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.checks.tally import Tally
from core.exports.parts.cached_values import Formula
from core.exports.parts.figure_places import FigurePlace, ranges
from core.exports.parts.totals import total_formula
from core.figures.address import Address
from core.forms.form import Identity
from core.report.report import Report

BALANCED = "平"
UNFILLED = "未填"
SHORT = "还差"
OVER = "多出"


class FormFormulas:
    """Writes the formulas of one report's form, whose figures stand in ``places``."""

    def __init__(self, report: Report, places: Mapping[Address, FigurePlace]) -> None:
        self._report = report
        self._places = places

    def total(self, address: Address) -> Formula:
        """Add up a computed cell; blank where an addend is."""
        return total_formula(self._report, address, self._places)

    def tally(self, identity: Identity, sheet: str) -> Formula:
        """Say how a tally stands, from the side that the clerk calls what is due (应办)."""
        left, right = (self._cells(side, sheet) for side in (identity.left, identity.right))
        due, done = f"SUM({left})", f"SUM({right})"
        text = (
            f"=IF(COUNT({left},{right})<{len(identity.addresses)},"
            f'"{UNFILLED}",IF({due}={done},"{BALANCED}",'
            f'IF({due}>{done},"{SHORT} "&({due}-{done}),"{OVER} "&({done}-{due}))))'
        )
        return Formula(text, tally_words(Tally(identity, self._report)))

    def sum(self, addresses: Iterable[Address], sheet: str) -> Formula:
        """Add up one side of a tally; blank where a member is."""
        members = tuple(addresses)
        cells = self._cells(members, sheet)
        value, missing = self._report.add(members)
        text = f'=IF(COUNT({cells})<{len(members)},"",SUM({cells}))'
        return Formula(text, "" if missing else value)

    def filled(self, addresses: Iterable[Address], sheet: str) -> Formula:
        """Count the cells that hold a number."""
        members = tuple(addresses)
        value = sum(self._report.is_filled(address) for address in members)
        return Formula(f"=COUNT({self._cells(members, sheet)})", value)

    def _cells(self, addresses: Iterable[Address], sheet: str) -> str:
        return ",".join(ranges((self._places[address] for address in addresses), sheet))


def tally_words(tally: Tally) -> str:
    """Say how a tally stands in the words of the form: 平, 未填, 还差 1, 多出 1."""
    if tally.missing:
        return UNFILLED
    difference = tally.left_sum - tally.right_sum
    if difference == 0:
        return BALANCED
    return f"{SHORT} {difference}" if difference > 0 else f"{OVER} {-difference}"
