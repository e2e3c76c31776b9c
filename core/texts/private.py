"""Numbers of persons that must not be published: identity cards, mobiles, bank cards (第十五条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# What must not stand before the first digit is asked behind it: a search then skips to digits.
_IDENTITY = re.compile(r"[1-9](?<![\dA-Za-z][1-9])\d{16}[\dXx](?![\dA-Za-z])", re.ASCII)
_MOBILE = re.compile(
    r"1(?<![\d.,\-—－A-Za-z]1)[3-9]\d(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}"
    r"(?![\d\-A-Za-z]|[.,，]\d|[ \u3000]*(?:余|多)?[万亿千元次条件份个人项篇平㎡%％])",
    re.ASCII,
)
_CARD = re.compile(r"(?<![\d.A-Za-z])(?:62|4|5[1-5])\d{11,17}(?![\d.A-Za-z])", re.ASCII)
_HOME = re.compile(
    r"(?<!\d)\d{1,4}(?:号楼|栋|幢|座|号)[^，,。;；\d]{0,4}\d{1,3}单元[^，,。;；\d]{0,4}"
    r"\d{2,5}(?:室|号|户)"
)
"""A flat: its house, its staircase and its door; offices have no 单元."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643, from the first digit on."""
_CHECKS = "10X98765432"


def find_identity_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers of identity cards: a date of birth, and the right check digit."""
    for match in _IDENTITY.finditer(text):
        if _is_identity(match[0]):
            yield match.start(), match.end(), "像是身份证号码"


def find_mobile_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield numbers of mobile telephones; those of offices are shorter or have a 0 before them."""
    for match in _MOBILE.finditer(text):
        yield match.start(), match.end(), "像是手机号码"


def find_bank_cards(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield numbers of bank cards: sixteen to nineteen digits with the right check digit."""
    for match in _CARD.finditer(text):
        if 16 <= len(match[0]) <= 19 and _is_card(match[0]) and not _is_identity(match[0]):
            yield match.start(), match.end(), "像是银行卡号"


def find_home_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield addresses of flats."""
    if "单元" not in text:
        return
    for match in _HOME.finditer(text):
        yield match.start(), match.end(), "像是家庭住址"


def _is_identity(number: str) -> bool:
    if len(number) != 18:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(w * int(digit) for w, digit in zip(_WEIGHTS, number[:17], strict=True))
    return 1900 <= born.year <= 2100 and _CHECKS[total % 11] == number[17].upper()


def _is_card(number: str) -> bool:
    """Tell whether the digits pass the Luhn test (GB/T 17552)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
