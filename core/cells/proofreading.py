"""Proofreading (读数校对): the filled cells in the order of the paper, and what was read when.

A `Walk` leads through the cells of some tables. It keeps no list: what stands in the report now
decides where it goes, so an edit made meanwhile counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edits import Edit, SetFigure, SetProof
from core.report.origin import TYPED
from core.report.proof import Proof
from core.report.report import Report


@dataclass(frozen=True, slots=True)
class Zeros:
    """The zeros of one table that are still to be read, held against the paper together."""

    section: str
    addresses: tuple[Address, ...]


Stop: TypeAlias = Address | Zeros
"""Where a walk stops: at a cell, or at the zeros of a table."""


@dataclass(frozen=True, slots=True)
class Count:
    """How far a walk has come; ``blank`` counts the cells that nobody has filled."""

    cells: int
    read: int
    blank: int


class Walk:
    """Leads through the cells of some tables of a report, as they stand on the paper.

    With ``skips_zeros`` the zeros are not met one by one: those that nobody has read stand
    together behind the other cells of their table.
    """

    def __init__(
        self, report: Report, tables: Iterable[str] = (), *, skips_zeros: bool = False
    ) -> None:
        chosen = frozenset(tables)
        self.report = report
        self.skips_zeros = skips_zeros
        self.tables = tuple(t for t in report.form.tables if not chosen or t.id in chosen)
        self._ranks = {address: n for n, address in enumerate(report.form.figures)}

    def cells(self) -> tuple[Address, ...]:
        """Return the cells in which something stands, or in whose source something stood."""
        return tuple(a for table in self.tables for a in table.figures if self._has_anything(a))

    def blanks(self) -> tuple[Address, ...]:
        """Return the cells that somebody would have to fill first, totals left out."""
        figures = self.report.form.figures
        return tuple(
            address
            for table in self.tables
            for address in table.figures
            if not figures[address].computed and not self._has_anything(address)
        )

    def unread(self) -> tuple[Address, ...]:
        """Return the cells of the walk that nobody has proofread as they are now."""
        return tuple(a for a in self.cells() if not self.report.is_proofread(a))

    def count(self) -> Count:
        """Count the cells of the walk, and those of them that were read."""
        cells = self.cells()
        read = sum(map(self.report.is_proofread, cells))
        return Count(len(cells), read, len(self.blanks()))

    def number(self, address: Address) -> int:
        """Return the place of a cell in the walk, counted from one; 0 where it has none."""
        cells = self.cells()
        return cells.index(address) + 1 if address in cells else 0

    def stops(self) -> tuple[Stop, ...]:
        """Return where the walk stops now, in its order."""
        return tuple(stop for table in self.tables for stop in self._stops_of(table))

    def first(self) -> Stop | None:
        """Return the first stop at which something is still to be read; None where all is."""
        return next((stop for stop in self.stops() if self._is_open(stop)), None)

    def next_open(self, here: Stop) -> Stop | None:
        """Return the next stop behind this one at which something is still to be read."""
        return next((s for s in self._behind(here) if self._is_open(s)), None)

    def beside(self, here: Stop, step: int) -> Stop | None:
        """Return the stop behind this one, with -1 the one before, read or not."""
        if step > 0:
            return next(iter(self._behind(here)), None)
        rank = self._rank(here)
        return next((s for s in reversed(self.stops()) if self._rank(s) < rank), None)

    def last(self) -> Stop | None:
        """Return the last stop."""
        return next(reversed(self.stops()), None)

    def enter(self) -> Stop | None:
        """Return where to begin: the first open stop, or else the first of all."""
        return self.first() or next(iter(self.stops()), None)

    def now(self, here: Stop) -> Stop | None:
        """Return a stop as it is now; None where the zeros of its table are all read."""
        if not isinstance(here, Zeros):
            return here
        return next((s for s in self.stops() if self._rank(s) == self._rank(here)), None)

    def _has_anything(self, address: Address) -> bool:
        return can_be_read(self.report, address) or address in self.report.doubts

    def _is_open(self, stop: Stop) -> bool:
        return isinstance(stop, Zeros) or not self.report.is_proofread(stop)

    def _is_plain_zero(self, address: Address) -> bool:
        """Tell whether a cell is a zero about which there is nothing else to say."""
        report = self.report
        is_odd = address in report.doubts or report.is_kept(address)
        return report.figure(address) == 0 and not is_odd and not report.value(address).remark

    def _stops_of(self, table: TableSection) -> list[Stop]:
        cells = [a for a in table.figures if self._has_anything(a)]
        if not self.skips_zeros:
            return [*cells]
        zeros = [a for a in cells if self._is_plain_zero(a)]
        open_zeros = tuple(a for a in zeros if not self.report.is_proofread(a))
        met = frozenset(zeros)
        stops: list[Stop] = [a for a in cells if a not in met]
        return [*stops, Zeros(table.id, open_zeros)] if open_zeros else stops

    def _behind(self, here: Stop) -> list[Stop]:
        rank = self._rank(here)
        return [stop for stop in self.stops() if self._rank(stop) > rank]

    def _rank(self, stop: Stop) -> tuple[int, int]:
        """Order the stops: by table, then by cell, the zeros of a table at its end."""
        if isinstance(stop, Zeros):
            last = self.report.form.table(stop.section).figures[-1]
            return self._ranks[last], 1
        return self._ranks[stop], 0


def can_be_read(report: Report, address: Address) -> bool:
    """Tell whether anything stands in a cell that can be held against the paper."""
    return bool(report.shown(address).strip())


def marks(report: Report, addresses: Iterable[Address], now: datetime) -> tuple[Edit, ...]:
    """Return the edits which note that these cells were held against the paper as they are now.

    Whoever finds a cell right that was read with a doubt has settled the doubt.
    """
    time = now.isoformat(timespec="seconds")
    edits: list[Edit] = []
    for address in addresses:
        if address in report.doubts:
            origin = report.origins.get(address, TYPED)
            edits.append(SetFigure(address, report.value(address).text, origin=origin))
        edits.append(SetProof(address, Proof(report.shown(address), time)))
    return tuple(edits)
