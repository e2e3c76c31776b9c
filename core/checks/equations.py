"""A table as equations over the cells that can be typed, each total written out as its addends.

Written out so, a slip is a few cells that are off, and what each failing equation wants is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Identity
from core.report.report import Report

Terms = dict[Address, int]
"""How often each cell counts in a sum; what is taken off counts less than nothing."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum of cells that should come to nothing, or to a printed total; ``excess`` is how far not.

    ``printed`` is the kept total that the sum is held against; None where two sides must balance.
    """

    identity: Identity
    terms: Mapping[Address, int]
    excess: int
    printed: Address | None

    def wants(self, address: Address) -> int | None:
        """Return by how much a cell alone would have to change; None where it cannot."""
        change, rest = divmod(-self.excess, self.terms[address])
        return None if rest else change


class Equations:
    """The equations of one table as it stands, as far as its cells are filled.

    ``cells`` are the figures that count for themselves: typed cells, and printed totals whose
    addends are blank. An equation that follows from the others is left out.
    """

    def __init__(self, report: Report, section: str) -> None:
        self.report = report
        self.table = report.form.table(section)
        self.cells: dict[Address, int] = {}
        self.of: dict[Address, list[int]] = {}
        self._written_out: dict[Address, Terms | None] = {}
        balances: list[Equation] = []
        totals: list[Equation] = []
        for identity in report.form.identities:
            if identity.section != section:
                continue
            equation = self._equation(identity)
            if equation is not None:
                (balances if equation.printed is None else totals).append(equation)
        self.all = (*_independent(balances), *totals)
        for number, equation in enumerate(self.all):
            for address in equation.terms:
                self.of.setdefault(address, []).append(number)
        self.failing = frozenset(n for n, equation in enumerate(self.all) if equation.excess)

    def solved_by(self, changes: Mapping[Address, int]) -> frozenset[int] | None:
        """Return the failing equations that a change of cells settles.

        None where it leaves an equation that it touches unsettled, or unsettles one.
        """
        moved: dict[int, int] = {}
        for address, change in changes.items():
            for number in self.of.get(address, ()):
                by = self.all[number].terms[address] * change
                moved[number] = moved.get(number, 0) + by
        for number, by in moved.items():
            if self.all[number].excess + by:
                return None
        return frozenset(number for number, by in moved.items() if by)

    def sum_of(self, addresses: tuple[Address, ...]) -> Terms | None:
        """Write a sum out over the cells; None where one of its figures is blank."""
        terms: Terms = {}
        for address in addresses:
            part = self._write_out(address)
            if part is None:
                return None
            _add(terms, part, 1)
        return terms

    def come_to(self, terms: Mapping[Address, int]) -> int:
        """Return what a written-out sum comes to."""
        return sum(times * self.cells[address] for address, times in terms.items())

    def _equation(self, identity: Identity) -> Equation | None:
        total = identity.computes
        if total is not None and not self.report.is_kept(total):
            return None  # a total that is worked out is its sum, whatever that is
        left, right = self.sum_of(identity.left), self.sum_of(identity.right)
        if left is None or right is None:
            return None
        if total is not None:
            printed = self.report.figure(total)
            if not isinstance(printed, int):
                return None
            return Equation(identity, left, self.come_to(left) - printed, total)
        terms = dict(left)
        _add(terms, right, -1)
        return Equation(identity, terms, self.come_to(terms), None) if terms else None

    def _write_out(self, address: Address) -> Terms | None:
        if address not in self._written_out:
            self._written_out[address] = self._terms(address)
        return self._written_out[address]

    def _terms(self, address: Address) -> Terms | None:
        addends = self.report.form.addends.get(address)
        if addends is not None and self.report.computed(address) is not None:
            return self.sum_of(addends)
        figure = self.report.figure(address)
        if not isinstance(figure, int) or self.report.form.figures[address].kind is not Kind.COUNT:
            return None  # blank; a sum of money or a change with its sign is not counted in cases
        self.cells[address] = figure
        return {address: 1}


def _add(terms: Terms, other: Mapping[Address, int], times: int) -> None:
    for address, count in other.items():
        both = terms.get(address, 0) + times * count
        if both:
            terms[address] = both
        else:
            terms.pop(address, None)


def _independent(equations: list[Equation]) -> list[Equation]:
    """Leave out what follows from the others: the total column balances when all columns do."""
    kept: list[Equation] = []
    reduced: list[tuple[Address, Terms]] = []
    for equation in sorted(equations, key=lambda each: len(each.terms)):
        rest = dict(equation.terms)
        for pivot, row in reduced:
            times = rest.get(pivot, 0)
            if times:
                rest = {address: count * row[pivot] for address, count in rest.items()}
                _add(rest, row, -times)
        if rest:
            kept.append(equation)
            reduced.append((next(iter(rest)), rest))
    return kept
