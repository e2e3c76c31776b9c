"""Live tallies (勾稽): each identity of the form with both its sides as they stand now."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Form, Identity
from core.report.report import Report


class Balance(enum.Enum):
    """The state of a tally. The value is the word that a clerk sees."""

    BALANCED = "平衡"
    UNBALANCED = "不平衡"
    UNFILLED = "未填"

    @property
    def sign(self) -> str:
        """The sign that stands beside the word, so that colour never tells it alone."""
        return {"平衡": "✓", "不平衡": "≠", "未填": "○"}[self.value]


GRAVEST_FIRST = (Balance.UNBALANCED, Balance.UNFILLED, Balance.BALANCED)
"""What is told first, and what a group is called by."""


class Tally:
    """One identity and its live state.

    ``left_sum`` and ``right_sum`` add up what is filled; ``left``, ``right`` and ``difference``
    are None as long as an addend on their side is blank. ``missing`` names the cells that are
    still to be typed for it: of a blank total those under it.
    """

    __slots__ = ("identity", "left_sum", "missing", "missing_left", "missing_right", "right_sum")

    def __init__(self, identity: Identity, report: Report) -> None:
        self.identity = identity
        self.left_sum: Number = 0
        self.right_sum: Number = 0
        self.missing_left: tuple[Address, ...] = ()
        self.missing_right: tuple[Address, ...] = ()
        self.missing: tuple[Address, ...] = ()
        self._read(report)

    def refresh(self, report: Report) -> bool:
        """Read both sides again; returns whether anything about the tally changed."""
        before = self._sides()
        self._read(report)
        return before != self._sides()

    def _read(self, report: Report) -> None:
        self.left_sum, self.missing_left = report.add(self.identity.left)
        self.right_sum, self.missing_right = report.add(self.identity.right)
        blank = self.missing_left + self.missing_right
        self.missing = report.blanks_under(blank) if blank else ()

    def _sides(self) -> tuple[object, ...]:
        return (self.left, self.right, self.left_sum, self.right_sum, self.missing)

    @property
    def left(self) -> Number | None:
        """The sum of the left side, None while an addend is blank."""
        return None if self.missing_left else self.left_sum

    @property
    def right(self) -> Number | None:
        """The sum of the right side, None while an addend is blank."""
        return None if self.missing_right else self.right_sum

    @property
    def difference(self) -> Number | None:
        """How far the sides are apart, never negative; None while an addend is blank."""
        if self.missing:
            return None
        difference = self.left_sum - self.right_sum
        return -difference if difference < 0 else difference

    @property
    def state(self) -> Balance:
        """Balanced, unbalanced, or not yet to be told."""
        if self.missing:
            return Balance.UNFILLED
        return Balance.BALANCED if self.left_sum == self.right_sum else Balance.UNBALANCED


class TallyBoard:
    """Every tally of a report; `update` touches only those that a change reaches."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.tallies = tuple(Tally(identity, report) for identity in report.form.identities)

    @cached_property
    def _by_section(self) -> dict[str, tuple[Tally, ...]]:
        found: dict[str, tuple[Tally, ...]] = {}
        for tally in self.tallies:
            section = tally.identity.section
            found[section] = (*found.get(section, ()), tally)
        return found

    @cached_property
    def _by_address(self) -> dict[Address, list[Tally]]:
        found: dict[Address, list[Tally]] = {}
        for tally in self.tallies:
            for address in tally.identity.addresses:
                found.setdefault(address, []).append(tally)
        return found

    @cached_property
    def _reached_by(self) -> dict[Address, list[Tally]]:
        """Which tallies each cell moves; a report that is checked once hardly ever asks."""
        found: dict[Address, list[Tally]] = {}
        for tally in self.tallies:
            for address in cells_under(self._report.form, tally.identity.addresses):
                found.setdefault(address, []).append(tally)
        return found

    def update(self, changed: Iterable[Address]) -> list[Tally]:
        """Bring the tallies of the changed figures up to date; returns those that moved."""
        reached = {
            id(tally): tally for address in changed for tally in self._reached_by.get(address, ())
        }
        return [tally for tally in reached.values() if tally.refresh(self._report)]

    def of(self, address: Address) -> tuple[Tally, ...]:
        """Return the tallies in which a figure stands."""
        return tuple(self._by_address.get(address, ()))

    def failing(self, addresses: Iterable[Address]) -> tuple[Tally, ...]:
        """Return the tallies out of balance that figures move, or what is added up for them."""
        if not any(tally.state is Balance.UNBALANCED for tally in self.tallies):
            return ()
        cells = cells_under(self._report.form, addresses)
        reached = {id(tally) for cell in cells for tally in self._reached_by.get(cell, ())}
        return tuple(
            tally
            for tally in self.tallies
            if tally.state is Balance.UNBALANCED and id(tally) in reached
        )

    def of_section(self, section: str) -> tuple[Tally, ...]:
        """Return the tallies of one table, in the order of the form."""
        return self._by_section.get(section, ())

    def count(self, section: str | None = None) -> Counter[Balance]:
        """Count the tallies by state, of the whole report or of one table."""
        tallies = self.tallies if section is None else self.of_section(section)
        return Counter(tally.state for tally in tallies)


def cells_under(form: Form, addresses: Iterable[Address]) -> set[Address]:
    """Return figures and all that is added up for them: a blank total misses cells of its own."""
    found: set[Address] = set()
    for address in addresses:
        found.add(address)
        found |= cells_under(form, form.addends.get(address, ()))
    return found
