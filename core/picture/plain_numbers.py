"""Numbers as the public reads them: separators below ten thousand, above it 万 and 亿."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from core.figures.value import Number

_WAN, _YI = 10_000, 100_000_000
_ONE, _TWO = Decimal("0.1"), Decimal("0.01")
MONEY = "万元"


def plain_number(figure: Number, unit: str = "") -> str:
    """Return a figure with its unit: 3,119件, 约44.7万件; 约 where digits were left out."""
    if unit == MONEY:
        return plain_number(Decimal(figure) * _WAN, "元")
    exact = Decimal(figure)
    for size, word in ((_YI, "亿"), (_WAN, "万")):
        # What rounds to the next unit is told in it: not 10,000万 but 1亿.
        if abs(exact) >= size - (_WAN * _ONE / 2 if size == _YI else 0):
            rounded = (exact / size).quantize(_TWO if size == _YI else _ONE, ROUND_HALF_UP)
            about = "" if rounded * size == exact else "约"
            return f"{about}{_trimmed(rounded)}{word}{unit}"
    return f"{_trimmed(exact)}{unit}"


def of_hundred(figures: Sequence[int]) -> tuple[int, ...]:
    """Share a hundred out among figures that are not all zero, by the largest remainders."""
    whole = sum(figures)
    shares = [figure * 100 // whole for figure in figures]
    rests = sorted(range(len(figures)), key=lambda at: -(figures[at] * 100 % whole))
    for at in rests[: 100 - sum(shares)]:
        shares[at] += 1
    return tuple(shares)


def _trimmed(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
