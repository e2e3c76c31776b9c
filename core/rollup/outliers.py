"""What stands out (离群): among the units of one year, and of one unit against the year before.

It is told by the median and the distances from it, which a few wild figures do not move; figures
are held against each other by their proportion, for units are of very different sizes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Kind, Number, show
from core.forms.form import Form

_STANDS_OUT = 3.5
"""So many robust deviations from the median are usual no more (Iglewicz and Hoaglin)."""
_FEWEST = 8
"""Of fewer units nobody can say what is usual."""
_LEAST_FIGURE = 10
_LEAST_CHANGE = 10
_TIMES = 3
_SPREAD_OF_EQUALS = 0.25


def deviations(figures: Sequence[Number | None]) -> list[float]:
    """Return how far each figure lies from the median, in robust deviations; 0 for a blank."""
    logs = [None if figure is None else _log(figure) for figure in figures]
    known = [value for value in logs if value is not None]
    if len(known) < _FEWEST:
        return [0.0] * len(figures)
    middle = median(known)
    spread = 1.4826 * median(abs(value - middle) for value in known)
    spread = max(spread, _SPREAD_OF_EQUALS)
    return [0.0 if value is None else (value - middle) / spread for value in logs]


def stands_out(figure: Number | None, deviation: float) -> bool:
    """Tell whether a figure is so far from the others that somebody should look."""
    is_large = figure is not None and _size(figure) >= _LEAST_FIGURE
    return abs(deviation) >= _STANDS_OUT and (is_large or deviation < 0)


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has in a cell of the sum; ``percent`` is None where the sum is 0 or blank.

    ``name`` and ``key`` are the unit's.
    """

    key: str
    name: str
    figure: Number | None
    percent: Decimal | None
    deviation: float
    is_outlier: bool


def trace(
    address: Address, units: Iterable[tuple[str, str, Mapping[Address, Number | None]]]
) -> tuple[Share, ...]:
    """Return the units that make a cell of the sum, outliers first, then by share; blanks last.

    ``units`` are keys, names and figures.
    """
    parts = [(key, name, figures.get(address)) for key, name, figures in units]
    far = deviations([figure for _, _, figure in parts])
    total = sum(figure for _, _, figure in parts if figure is not None)
    shares = [
        Share(
            key,
            name,
            figure,
            percent(figure, total) if figure is not None and total else None,
            deviation,
            stands_out(figure, deviation),
        )
        for (key, name, figure), deviation in zip(parts, far, strict=True)
    ]
    return tuple(
        sorted(
            shares,
            key=lambda s: (
                s.figure is None,
                not s.is_outlier,
                -abs(s.deviation) if s.is_outlier else 0.0,
                -(s.figure or 0),
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class YearChange:
    """A cell of a unit in two years; ``weight`` says how much it stands out, 0 where it does not.

    ``words`` says it plainly: 去年12，今年1,204.
    """

    key: str
    name: str
    address: Address
    last: Number | None
    now: Number | None
    weight: float
    words: str


def changes(
    key: str,
    name: str,
    form: Form,
    last: Mapping[Address, Number | None],
    now: Mapping[Address, Number | None],
) -> tuple[YearChange, ...]:
    """Return the cells of a unit that moved from one year to the next, the farthest first."""
    found = []
    for address, figure in form.figures.items():
        before, after = last.get(address), now.get(address)
        if before == after or figure.computed:
            continue
        words = f"{figure.place}：去年{_shown(before)}，今年{_shown(after)}"
        found.append(YearChange(key, name, address, before, after, weight(before, after), words))
    return tuple(sorted(found, key=lambda change: -change.weight))


def weight(last: Number | None, now: Number | None) -> float:
    """Return how much a change stands out: by its proportion, and 0 where it is small."""
    if last is None or now is None:
        return 0.0
    low, high = sorted((_size(last), _size(now)))
    if high - low < _LEAST_CHANGE or high < _TIMES * low:
        return 0.0
    return abs(_log(now) - _log(last))


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A column of the table of applications: what last year left, and what this year begins with.

    ``is_right`` is None where one of the two is blank.
    """

    to: Address
    name: str
    left: Number | None
    begun: Number | None

    @property
    def is_right(self) -> bool | None:
        """Tell whether the two agree."""
        if self.left is None or self.begun is None:
            return None
        return self.left == self.begun


def carried_over(
    form: Form, last: Mapping[Address, Number | None], now: Mapping[Address, Number | None]
) -> tuple[CarriedOver, ...]:
    """Return what goes over unchanged from one year to the next, column by column."""
    return tuple(
        CarriedOver(carry.to, carry.place, last.get(carry.sources[0]), now.get(carry.to))
        for carry in form.carries
        if len(carry.sources) == 1 and not carry.plus + carry.minus
    )


def _size(figure: Number) -> Number:
    return figure if figure >= 0 else -figure


def _log(figure: Number) -> float:
    size = math.log1p(float(_size(figure)))
    return -size if figure < 0 else size


def _shown(figure: Number | None) -> str:
    if figure is None:
        return "空着"
    return f"{figure:,}" if isinstance(figure, int) else show(figure, Kind.AMOUNT)
