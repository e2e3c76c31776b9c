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


def number_of_words(words: str) -> int | None:
    """Return the number that words such as 七百三十一 or 二〇二四 spell, None where they do not."""
    digits = [_DIGITS.find(sign) for sign in words.replace("〇", "零").replace("两", "二")]
    if len(digits) > 1 and min(digits) >= 0:
        return int("".join(map(str, digits)))
    total = group = digit = 0
    for sign, value in zip(words, digits, strict=True):
        if value >= 0:
            digit = value
        elif sign in _UNITS[1:]:
            group += (digit or 1) * 10 ** _UNITS.index(sign)
            digit = 0
        elif sign == "万":
            total += (group + digit) * 10000
            group = digit = 0
        else:
            return None
    number = total + group + digit
    # Only what is spelt as one spells it counts: 五十五 does, 五五十 does not.
    return number if in_words(number) == words.replace("两", "二").replace("〇", "零") else None


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
