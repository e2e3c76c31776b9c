"""What a number in a text says: 3119, 七百三十一, 44.72万, 300余, 近3200, 96171.6万元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.figures.number_words import number_of_words
from core.figures.value import Number

_WRITTEN = re.compile(
    r"(?P<about>约|近|超过?|逾|突破)?(?P<digits>\d[\d,]{0,14}(?:\.\d{1,6})?)(?P<odd>余|多)?"
    r"(?P<scale>[万亿])?(?P<later>余|多)?(?P<money>元)?"
)
_SCALES = {"": 0, "万": 4, "亿": 8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is meant: every figure from ``low`` to ``high`` agrees with it.

    ``number`` is what stands there, in 万元 where it is money.
    """

    number: Number
    low: Decimal
    high: Decimal
    is_money: bool = False
    """Whether it is an amount told to its last place, neither 约 nor 余."""

    @property
    def is_exact(self) -> bool:
        """Tell whether one figure alone agrees with the number."""
        return self.low == self.high

    def fits(self, value: Number, *, exact: bool) -> bool:
        """Tell whether a figure agrees; one that is not exact is the least that it comes to."""
        figure = Decimal(value)
        if not exact:
            return figure <= self.high
        # An amount in 元 may be told to more places than the table in 万元 prints.
        grain = Decimal(1).scaleb(int(figure.as_tuple().exponent)) if self.is_money else Decimal(0)
        return self.low <= figure <= self.high or abs(figure - self.number) < grain


def read_quantity(words: str) -> Quantity | None:
    """Read digits or Chinese words, with what stands there of 近, 余, 万 and 元."""
    match = _WRITTEN.fullmatch(words)
    if match is None:
        number = number_of_words(words)
        return None if number is None else _between(Decimal(number), 0, 0)
    digits = match["digits"].replace(",", "")
    scale = _SCALES[match["scale"] or ""] - (4 if match["money"] else 0)
    value = Decimal(digits).scaleb(scale)
    about = match["about"] or ""
    odd = match["odd"] or match["later"]
    if not (about or odd):
        return _printed(value, digits, scale, money=bool(match["money"]))
    step = _last_place(digits).scaleb(scale)
    if about == "近":  # many write 近500 for 503 too
        return _between(value, step, step / 2)
    if about == "约":
        return _between(value, step, step)
    if odd and not about:
        return _between(value, 0, step)
    return _between(value, 0, value)


def digits_of(words: str, quantity: Quantity) -> tuple[int, int] | None:
    """Return where in its words the number of a quantity stands that is told to its last place."""
    if quantity.is_exact:
        return 0, len(words)
    match = _WRITTEN.fullmatch(words) if quantity.is_money else None
    return match.span("digits") if match is not None else None


def _between(value: Decimal, below: Decimal | int, above: Decimal | int) -> Quantity:
    return Quantity(_plain(value), value - below, value + above)


def _printed(value: Decimal, digits: str, scale: int, *, money: bool) -> Quantity:
    """Take a number for rounded or cut off at its last place, unless it counts one by one."""
    if scale <= 0 and not money:
        return _between(value, 0, 0)
    decimals = len(digits.partition(".")[2])
    # A whole step away would have been printed otherwise.
    less = Decimal(1).scaleb(scale - decimals) * Decimal("0.9999")
    return Quantity(_plain(value), value - less, value + less, is_money=money)


def _last_place(digits: str) -> Decimal:
    """Return the place of the last digit that is not a nought: 10 for 120, 0.1 for 1.2."""
    whole, _, decimals = digits.partition(".")
    if decimals.strip("0"):
        return Decimal(1).scaleb(-len(decimals.rstrip("0")))
    noughts = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return Decimal(1).scaleb(noughts)


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
