"""Where each unit stands in one figure (位次): its rank, its share, how it moved from last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Number
from core.rollup.outliers import weight


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit in one figure of the sum; ``last`` is last year's, None where it is not known.

    ``rank`` begins at 1, equal figures have one rank. ``percent`` is its share of the sum, None
    where that is 0. ``weight`` says how much its change stands out, 0 where it does not.
    """

    key: str
    name: str
    figure: Number
    rank: int
    percent: Decimal | None
    last: Number | None = None
    weight: float = 0.0

    @property
    def change(self) -> Number | None:
        """How far it is from last year's figure; None where that is not known."""
        return None if self.last is None else self.figure - self.last


def standings(
    address: Address,
    units: Iterable[tuple[str, str, Number | None]],
    last: Mapping[str, Mapping[Address, Number | None]],
) -> tuple[UnitStanding, ...]:
    """Return the units that have a figure in a cell, the largest first; blanks are left out.

    ``units`` are keys, names and figures, ``last`` last year's figures by key.
    """
    known = [(key, name, figure) for key, name, figure in units if figure is not None]
    known.sort(key=lambda each: (-each[2], each[1]))
    total = sum(figure for _, _, figure in known)
    found: list[UnitStanding] = []
    for place, (key, name, figure) in enumerate(known, 1):
        is_equal = bool(found) and found[-1].figure == figure
        before = last.get(key, {}).get(address)
        found.append(
            UnitStanding(
                key,
                name,
                figure,
                found[-1].rank if is_equal else place,
                percent(figure, total) if total else None,
                before,
                weight(before, figure),
            )
        )
    return tuple(found)


def moved_most(found: Iterable[UnitStanding], most: int) -> tuple[UnitStanding, ...]:
    """Return the units that moved from last year: outliers first, then the largest changes."""
    moved = [each for each in found if each.change]
    moved.sort(key=lambda each: (-each.weight, -_distance(each), each.name))
    return tuple(moved[:most])


def _distance(each: UnitStanding) -> Number:
    change = each.change or 0
    return change if change >= 0 else -change
