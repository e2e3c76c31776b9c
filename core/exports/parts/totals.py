"""Totals of a workbook as formulas, each with the value that it has now."""

from __future__ import annotations

from collections.abc import Mapping

from core.exports.parts.cached_values import Formula
from core.exports.parts.figure_places import FigurePlace, ranges
from core.figures.address import Address
from core.figures.value import MAX_DIGITS, State
from core.report.report import Report


def total_formula(
    report: Report, address: Address, places: Mapping[Address, FigurePlace]
) -> Formula:
    """Add up a computed cell; blank where an addend is."""
    addends = report.form.addends[address]
    cells = ",".join(ranges((places[each] for each in addends), places[address].sheet))
    value = report.computed(address)
    text = f'=IF(COUNT({cells})<{len(addends)},"",SUM({cells}))'
    return Formula(text, "" if value is None else value)


def agrees(report: Report, address: Address) -> bool:
    """Tell whether a computed cell shows what its formula gives, in every program.

    A total that is kept as printed or typed stands as it is. Programs compute with 15 binary
    digits, so that only whole numbers come out the same everywhere.
    """
    if report.value(address).state is State.REFUSED or report.is_kept(address):
        return False
    figures = [report.figure(each) for each in (address, *report.form.addends[address])]
    return report.figure(address) == report.computed(address) and all(
        figure is None or (figure == int(figure) and abs(figure) < 10**MAX_DIGITS)
        for figure in figures
    )
