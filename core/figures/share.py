"""Shares and changes in percent, rounded as an office rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from core.figures.value import Number

ONE_DECIMAL = Decimal("0.1")


def percent(part: Number, whole: Number, printed: Decimal = ONE_DECIMAL) -> Decimal:
    """Return a part in percent of a whole that is not zero, rounded half up.

    It has as many decimals as ``printed``.
    """
    return (Decimal(part) * 100 / Decimal(whole)).quantize(printed, ROUND_HALF_UP)
