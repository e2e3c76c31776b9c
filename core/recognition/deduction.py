"""推算: which of the ways to take apart a table's run-together rows is the one that was printed.

A way is accepted only where it is the only one that every identity of the table allows, and where
any other would put more of them out of order. Published reports have faults of their own: where
an identity does not hold, the true way may be one that it excludes, so the others must say more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from core.figures.address import Address
from core.forms.form import Identity
from core.recognition.row_search import RowSearch
from core.recognition.splitting import Total, Way, Ways, digits_in, split
from core.repair.slips import explain
from core.repair.suggestion import SuggestionKind

MOST_STATES = 60_000
"""Partial sums looked at for one table; where more are needed, nothing is told apart by columns."""
_ENOUGH = 2
"""So many identities more must speak for a way where the table has anything out of order."""
_MOST_FAULTS = 2
"""So many identities out of order are put down to the report itself; with more nothing is sure."""


@dataclass(frozen=True, slots=True)
class DigitRun:
    """A row whose figures run together: the words that stand apart, and its cells in their order.

    ``is_joined`` tells that each word is one figure with a space inside it, ``is_running`` that the
    source itself keeps nothing apart.
    """

    words: tuple[str, ...]
    addresses: tuple[Address, ...]
    is_joined: bool = False
    is_running: bool = True


@dataclass(frozen=True, slots=True)
class Deduced:
    """What came of a row: its only ``way``, or None with the ``ways`` that fit.

    A way has None for the figures of a total about which the ways do not agree. ``complete`` tells
    whether the ways are all, ``by_identities`` whether an identity had a say.
    """

    way: tuple[int | None, ...] | None
    ways: tuple[Way, ...]
    complete: bool
    by_identities: bool


def deduce(
    identities: Sequence[Identity],
    known: Mapping[Address, int | None],
    runs: Sequence[DigitRun],
    *,
    has_gaps: bool = False,
) -> tuple[Deduced, ...]:
    """Tell the rows of one table apart; ``known`` are the figures that were read as they stand.

    ``has_gaps`` tells that blanks of the table left no trace.
    """
    rows = [_Row.of(run, identities) for run in runs]
    table = _Table(identities, known, rows, has_gaps=has_gaps)
    return tuple(table.judge(row) for row in rows)


@dataclass(slots=True)
class _Row:
    run: DigitRun
    totals: tuple[Total, ...]
    all: Ways
    """Every way in which its digits can be taken apart."""
    fitting: Ways
    """Those in which its own totals are right."""
    has_columns: bool
    """Whether the form has identities across rows that could speak for it."""
    possible: tuple[Way, ...] = ()
    """Those of the fitting ones, or else of all, that the other rows allow."""
    terms: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """For each identity across rows which of its columns count in it, and with which sign."""

    @classmethod
    def of(cls, run: DigitRun, identities: Sequence[Identity]) -> _Row:
        totals = tuple(_totals(run.addresses, identities))
        count = len(run.addresses)
        touching = [e for e in identities if not set(run.addresses).isdisjoint(e.addresses)]
        return cls(
            run,
            totals,
            split(run.words, count),
            split(run.words, count, totals),
            has_columns=len(touching) > len(totals),
        )

    @property
    def domain(self) -> Ways:
        """The ways that are thought of; a row whose own total is wrong may be any of all."""
        return self.fitting if self.fitting.ways or not self.fitting.complete else self.all

    @property
    def is_usable(self) -> bool:
        return self.domain.complete and bool(self.domain.ways)

    @property
    def is_at_odds(self) -> bool:
        """Tell whether the row is not as a faultless, whole one would be."""
        return not self.fitting.ways

    @property
    def may_have_gaps(self) -> bool:
        """Tell whether its digits are as well a whole row some of whose blanks left no trace."""
        count = len(self.run.addresses)
        if len(self.totals) != 1 or self.totals[0].at != count - 1:
            return len(self.all.ways) != 1
        return any(
            split(self.run.words, fewer, [Total(fewer - 1, tuple(range(fewer - 1)))]).ways
            for fewer in range(2, count)
        )

    def is_crossed(self, way: Way) -> bool:
        """Tell whether a total is its sum with two digits crossed.

        A total crossed in print always leaves a wrong way that adds up: of 27, 0, 72 run together
        2, 70, 72; so it says nothing against a way that its total is crossed.
        """
        wrong = [
            (way[total.at], figure)
            for total in self.totals
            if (figure := sum(way[addend] for addend in total.addends)) != way[total.at]
        ]
        return bool(wrong) and all(explain(*each)[0] is SuggestionKind.SWAPPED for each in wrong)

    def count_in(self, identity: int, way: Way) -> int:
        """Return what the row brings to an identity."""
        return sum(sign * way[column] for column, sign in self.terms.get(identity, ()))


class _Table:
    def __init__(
        self,
        identities: Sequence[Identity],
        known: Mapping[Address, int | None],
        rows: Sequence[_Row],
        *,
        has_gaps: bool,
    ) -> None:
        self._rows = [row for row in rows if row.is_usable]
        self._too_few = has_gaps or any(digits_in(r.run.words) < len(r.run.addresses) for r in rows)
        self._base: list[int] = []
        """What the figures that were read bring to each identity across rows."""
        is_fault_known = self._collect(identities, known)
        self._failing: frozenset[int] = frozenset()
        self._is_solved = self._solve()
        self._at_odds = (
            is_fault_known
            or self._too_few
            or bool(self._failing)
            or any(r.is_at_odds for r in rows)
        )

    def judge(self, row: _Row) -> Deduced:
        """Return the only way of a row, or those that fit."""
        ways = row.possible or row.domain.ways
        whole = row.domain.complete
        is_fitting = row.is_usable and not row.is_at_odds
        if is_fitting and self._is_solved and len(row.possible) > 1:
            return Deduced(self._agreed(row), ways, whole, by_identities=True)
        if not (is_fitting and self._is_solved and len(row.possible) == 1):
            return Deduced(None, ways, whole, by_identities=bool(row.totals))
        way = row.possible[0]
        found = way if self._is_certain(row, way) else None
        return Deduced(found, ways, whole, by_identities=bool(row.totals))

    def _agreed(self, row: _Row) -> tuple[int | None, ...] | None:
        """Return what all ways say of a total and its addends, where a row has several totals.

        No other row can speak for or against it, so that nothing else may be in doubt.
        """
        if row.terms or self._at_odds or not row.run.is_running:
            return None
        agreed: list[int | None] = [None] * len(row.run.addresses)
        for total in row.totals:
            columns = (*total.addends, total.at)
            if len({tuple(way[column] for column in columns) for way in row.possible}) == 1:
                for column in columns:
                    agreed[column] = row.possible[0][column]
        return tuple(agreed) if any(each is not None for each in agreed) else None

    def _is_certain(self, row: _Row, way: Way) -> bool:
        if not row.totals:
            # Nothing proves it, and a blank may have left no trace; but noughts are noughts.
            is_only = row.all.ways == (way,) and row.all.complete
            return is_only and row.run.is_running and not any(way)
        settled = {n for n in row.terms if n not in self._failing and self._is_settled(n)}
        watched = {column for n in settled for column, _ in row.terms[n]}
        if self._too_few and any(way) and (len(watched) < len(way) or row.may_have_gaps):
            return False
        if not row.all.complete:
            return self._is_watched_well(row, settled)
        return all(self._speaks_against(row, way, rival, settled) for rival in row.all.ways)

    def _is_watched_well(self, row: _Row, settled: set[int]) -> bool:
        """Tell whether any other way would put more out of order than it could mend.

        Two ways differ in two columns at the least.
        """
        watched = [0] * len(row.run.addresses)
        for number in settled:
            if len(row.terms[number]) == 1:
                watched[row.terms[number][0][0]] += 1
        return sum(sorted(watched)[:2]) - len(self._failing & row.terms.keys()) >= _ENOUGH

    def _speaks_against(self, row: _Row, way: Way, rival: Way, settled: set[int]) -> bool:
        """Tell whether enough would be out of order if another way were the true one."""
        if rival == way:
            return True
        moved = {n: row.count_in(n, rival) - row.count_in(n, way) for n in row.terms}
        broken = sum(moved[n] != 0 for n in settled)
        mended = sum(moved[n] == -self._excess(n) for n in self._failing if n in moved)
        is_wrong = rival not in row.fitting.ways and not (row.has_columns and row.is_crossed(rival))
        return broken + is_wrong - mended >= (_ENOUGH if self._at_odds else 1)

    def _is_settled(self, number: int) -> bool:
        """Tell whether all rows that count in an identity have one way left."""
        return all(len(row.possible) == 1 for row in self._rows if number in row.terms)

    def _excess(self, number: int) -> int:
        rows = (row for row in self._rows if number in row.terms)
        return self._base[number] + sum(row.count_in(number, row.possible[0]) for row in rows)

    def _collect(self, identities: Sequence[Identity], known: Mapping[Address, int | None]) -> bool:
        """Take the identities that all figures are there for; tell whether one is out of order."""
        place = {
            address: (row, column)
            for row in self._rows
            for column, address in enumerate(row.run.addresses)
        }
        is_fault = False
        for identity in identities:
            signs = dict.fromkeys(identity.left, 1) | dict.fromkeys(identity.right, -1)
            rows = {id(place[address][0]) for address in signs if address in place}
            if any(address not in place and known.get(address) is None for address in signs):
                continue
            read = sum(sign * (known.get(a) or 0) for a, sign in signs.items() if a not in place)
            if not rows:
                is_fault = is_fault or read != 0
                continue
            if len(rows) == 1 and all(address in place for address in signs):
                continue  # A row's own total, which its ways have obeyed.
            for address, sign in signs.items():
                if address in place:
                    row, column = place[address]
                    row.terms.setdefault(len(self._base), []).append((column, sign))
            self._base.append(read)
        return is_fault

    def _solve(self) -> bool:
        """Find what is possible of each row, with as few identities out of order as can be."""
        numbers = range(len(self._base))
        states = MOST_STATES
        for count in range(_MOST_FAULTS + 1):
            found: dict[int, set[Way]] = {}
            failing: set[int] = set()
            for left_out in combinations(numbers, count):
                kept = [number for number in numbers if number not in left_out]
                brought = [
                    {way: tuple(row.count_in(n, way) for n in kept) for way in row.domain.ways}
                    for row in self._rows
                ]
                search = RowSearch(brought, tuple(self._base[number] for number in kept), states)
                ways = search.ways()
                states -= search.states
                if ways is None:
                    return self._give_up()
                if ways:
                    failing |= set(left_out)
                    for number, each in enumerate(ways):
                        found.setdefault(number, set()).update(each)
            if found or not self._rows:
                for number, row in enumerate(self._rows):
                    row.possible = tuple(sorted(found[number]))
                self._failing = frozenset(failing)
                return True
        return self._give_up()

    def _give_up(self) -> bool:
        """Leave it to each row's own totals."""
        only_way = True
        for row in self._rows:
            row.possible = row.domain.ways
            only_way = only_way and len(row.possible) == 1
        self._failing = frozenset(n for n in range(len(self._base)) if only_way and self._excess(n))
        return only_way


def _totals(addresses: Sequence[Address], identities: Sequence[Identity]) -> list[Total]:
    """Return the totals that a row has of its own columns."""
    column = {address: number for number, address in enumerate(addresses)}
    return [
        Total(column[identity.right[0]], tuple(column[address] for address in identity.left))
        for identity in identities
        if identity.is_sum and all(a in column for a in (*identity.left, *identity.right))
    ]
