"""Sums of figures as the texts are held against them: exact, or the least that they come to."""

from __future__ import annotations

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Terms
from core.report.report import Report


def at_least(report: Report, terms: Terms) -> tuple[Number, bool]:
    """Return a sum, and whether it is exact; otherwise it is the least that the cells come to."""
    total: Number = 0
    exact = True
    for address in terms.plus:
        figure = report.figure(address)
        if figure is None:
            exact = False
            figure = _filled_part(report, address)
        total += figure
    taken, missing = report.add(terms.minus)
    if missing or (terms.minus and not exact):
        return 0, False
    return total - taken, exact


def _filled_part(report: Report, address: Address) -> Number:
    """Add up the filled addends of a blank total: no count is less than nothing."""
    for identity in report.form.used_by.get(address, ()):
        if identity.computes == address:
            return report.add(identity.left)[0]
    return 0
