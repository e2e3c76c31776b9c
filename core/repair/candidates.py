"""The small changes that could have made a table fail: one cell, two of a line, a row, a total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from core.checks.equations import Equations
from core.figures.address import Address
from core.repair.slips import ONCE_MORE, explain, explain_two, is_explained
from core.repair.suggestion import SuggestionKind

_SHIFT = 2.0
"""What it costs that a whole row was typed one cell off; fewer slips explain it otherwise."""
_SUM = 2.5
"""What it costs that a printed total was not added up from its addends as they stand."""


@dataclass(frozen=True, slots=True)
class RepairCandidate:
    """A change of figures that settles some failing equations and unsettles none.

    ``after`` are the new figures in the order of the form, ``changes`` by how much the cells
    move; a total follows its addends and moves nothing.
    """

    kind: SuggestionKind
    cost: float
    after: Mapping[Address, int]
    changes: Mapping[Address, int]
    solves: frozenset[int]

    @property
    def is_plausible(self) -> bool:
        """Tell whether a slip explains it, or failing tallies of two lines point to it."""
        return is_explained(self.kind) or len(self.solves) > 1


def find_candidates(equations: Equations) -> Iterator[RepairCandidate]:
    """Yield every small change that settles something. One change may come more than once."""
    if equations.failing:
        yield from _totals(equations)
        search = _Cells(equations)
        yield from search.single_cells()
        yield from search.pairs()
        yield from search.shifted_rows()


def _totals(equations: Equations) -> Iterator[RepairCandidate]:
    for number in sorted(equations.failing):
        equation = equations.all[number]
        if equation.printed is not None:
            total = equations.come_to(equation.terms)
            kind, cost = explain(total - equation.excess, total)
            # A sum done by hand is wrong in ways that its digits do not show.
            cost = min(cost, _SUM + ONCE_MORE) if is_explained(kind) else _SUM + ONCE_MORE
            after = {equation.printed: total}
            yield RepairCandidate(SuggestionKind.TOTAL, cost, after, {}, frozenset((number,)))


class _Cells:
    """Candidates among the typed cells. What each equation wants of a cell is known."""

    def __init__(self, equations: Equations) -> None:
        self._equations = equations
        self._at = equations.cells
        self._of = {a: frozenset(numbers) for a, numbers in equations.of.items()}
        self._signs = {
            address: [(n, equations.all[n].terms[address]) for n in numbers]
            for address, numbers in equations.of.items()
        }
        self._rows = [
            [a for c in equations.table.columns if (a := _address(equations, row, c)) in self._of]
            for row in equations.table.rows
        ]
        self._columns = [
            [a for r in equations.table.rows if (a := _address(equations, r, column)) in self._of]
            for column in equations.table.columns
        ]

    def single_cells(self) -> Iterator[RepairCandidate]:
        for address, numbers in self._of.items():
            change = self._wanted(address, numbers)
            if change:
                yield from self._one(address, change)

    def pairs(self) -> Iterator[RepairCandidate]:
        for line in (*self._rows, *self._columns):
            near = set(pairwise(line))
            failing = [a for a in line if not self._equations.failing.isdisjoint(self._of[a])]
            for one, other in combinations(failing, 2):
                neighbours = (one, other) in near
                if not neighbours and self._signs[one] == self._signs[other]:
                    continue  # what one of them gains the other loses in every equation
                for changes in self._changes_of(one, other, neighbours=neighbours):
                    yield from self._two(one, other, changes, neighbours=neighbours)

    def shifted_rows(self) -> Iterator[RepairCandidate]:
        for row in self._rows:
            shown = [self._at[a] for a in row]
            if sum(map(bool, shown)) < 2:
                continue
            # Typed one cell to the right, the first is left at 0 and the last is lost; or the
            # reverse.
            if shown[0] == 0:
                yield from self._shifted(row, shown, [*shown[1:], 0])
            if shown[-1] == 0:
                yield from self._shifted(row, shown, [0, *shown[:-1]])

    def _wanted(self, address: Address, numbers: frozenset[int]) -> int | None:
        """Return the one change that all these equations want of a cell, None for none."""
        found: int | None = None
        for number in numbers:
            wanted = self._equations.all[number].wants(address)
            if not wanted or (found is not None and wanted != found):
                return None
            found = wanted
        return found

    def _changes_of(
        self, one: Address, other: Address, *, neighbours: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield how two cells could change together: what they do not share fixes either."""
        shared = self._of[one] & self._of[other]
        alone, aside = self._of[one] - shared, self._of[other] - shared
        first = self._wanted(one, alone)
        second = self._wanted(other, aside)
        if (alone and first is None) or (aside and second is None):
            return
        if first is not None and second is not None:
            yield first, second
            return
        number = next(iter(shared), None)
        if number is None:
            return
        a, b = self._at[one], self._at[other]
        if first is not None:
            yield from self._completed(number, one, other, first)
        elif second is not None:
            yield from ((x, y) for y, x in self._completed(number, other, one, second))
        else:
            yield b - a, a - b
            yield from ((-a, a), (b, -b)) if a and b else ()
            if neighbours and a == 0:  # the number of the one was written over the other's
                yield from self._completed(number, one, other, b)
            if neighbours and b == 0:
                yield from ((x, y) for y, x in self._completed(number, other, one, a))

    def _completed(
        self, number: int, one: Address, other: Address, change: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the change of one cell with what an equation then wants of the other."""
        equation = self._equations.all[number]
        rest = -equation.excess - equation.terms[one] * change
        if rest % equation.terms[other] == 0:
            yield change, rest // equation.terms[other]

    def _one(self, address: Address, change: int) -> Iterator[RepairCandidate]:
        shown = self._at[address]
        if shown + change >= 0:
            kind, cost = explain(shown, shown + change)
            yield from self._candidate(kind, cost, {address: change})

    def _two(
        self, one: Address, other: Address, changes: tuple[int, int], *, neighbours: bool
    ) -> Iterator[RepairCandidate]:
        shown = self._at[one], self._at[other]
        true = shown[0] + changes[0], shown[1] + changes[1]
        if min(true) >= 0 and all(changes):
            kind, cost = explain_two(
                shown, true, neighbours=neighbours, in_row=one.row == other.row
            )
            if kind is not SuggestionKind.VALUE:
                changed = dict(zip((one, other), changes, strict=True))
                yield from self._candidate(kind, cost, changed)

    def _shifted(
        self, row: list[Address], shown: list[int], true: list[int]
    ) -> Iterator[RepairCandidate]:
        changes = {a: t - s for a, s, t in zip(row, shown, true, strict=True) if t != s}
        if len(changes) > 2:
            yield from self._candidate(SuggestionKind.SHIFTED, _SHIFT, changes)

    def _candidate(
        self, kind: SuggestionKind, cost: float, changes: Mapping[Address, int]
    ) -> Iterator[RepairCandidate]:
        solves = self._equations.solved_by(changes)
        if solves:
            after = {address: self._at[address] + change for address, change in changes.items()}
            yield RepairCandidate(kind, cost, after, changes, solves)


def _address(equations: Equations, row: str, column: str) -> Address:
    return Address.of(equations.table.id, row, column)
