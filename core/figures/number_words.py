"""A figure in Chinese words, as one reads it aloud: 10503 is 一万零五百零三."""

from __future__ import annotations

from decimal import Decimal

from core.figures.value import Number

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
"""A group is four digits; a figure has no more than four (`core.figures.value.MAX_DIGITS`)."""


def in_words(figure: Number) -> str:
    """Return the words; raises ValueError for a figure of more than sixteen digits."""
    sign = "负" if figure < 0 else ""
    whole, _, decimals = format(abs(Decimal(figure)), "f").partition(".")
    words = _whole(whole)
    if decimals:
        words += "点" + "".join(_DIGITS[int(digit)] for digit in decimals)
    return sign + words


def _whole(digits: str) -> str:
    digits = digits.lstrip("0")
    if len(digits) > 4 * len(_GROUPS):
        raise ValueError(f"too many digits: {len(digits)}")
    if not digits:
        return _DIGITS[0]
    count = -(-len(digits) // 4)
    padded = digits.zfill(4 * count)
    words = ""
    gap = False
    for number in range(count):
        group = padded[4 * number : 4 * number + 4]
        if group == "0000":
            gap = True
            continue
        if words and (gap or group[0] == "0"):
            words += _DIGITS[0]
        words += _group(group) + _GROUPS[count - 1 - number]
        gap = False
    # Nobody says 一十五 at the head of a number.
    return words[1:] if words.startswith("一十") else words


def _group(digits: str) -> str:
    words, gap = "", False
    for place, digit in zip((3, 2, 1, 0), digits, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += (_DIGITS[0] if gap else "") + _DIGITS[int(digit)] + _UNITS[place]
        gap = False
    return words
