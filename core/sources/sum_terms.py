"""What a formula adds up, where it is a plain sum: numbers, cells and ranges of its sheet."""

from __future__ import annotations

import re
import struct
from decimal import Decimal
from typing import TypeAlias

_LONGEST = 400
"""Characters or bytes of a formula that is a plain sum."""
_MOST_TERMS = 100
Area: TypeAlias = tuple[int, int, int, int]
"""First row and column, last row and column."""
Term: TypeAlias = tuple[int, "Decimal | Area"]
"""A sign, and what is added or taken away."""

_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_TOKEN = re.compile(
    rf"\s*(?:(?P<sum>SUM\()|(?P<sign>[-+])|(?P<open>\()|(?P<close>\))|(?P<next>[,;~])"
    rf"|\[?\.?{_CELL}(?::\.?{_CELL})?\]?(?![\w(!.])|(?P<number>\d{{1,15}}(?:\.\d{{1,10}})?))",
    re.IGNORECASE | re.ASCII,
)

_FOREIGN = re.compile(
    r"\[[^\[\]]+\][^\[\]'!]*'?!|'file:|'#\$|\|'|\b(?:WEBSERVICE|DDE)\(", re.IGNORECASE
)
_OTHER_SHEET = frozenset({0x3A, 0x3B, 0x3C, 0x3D})
"""The tokens of an older workbook for cells of another sheet, which may be one of another file."""


def terms_of(formula: str) -> tuple[Term, ...] | None:  # noqa: C901, PLR0912 - one grammar
    """Return what a formula adds up; None where it is anything but a plain sum."""
    text = formula.strip().removeprefix("of:").removeprefix("oooc:").removeprefix("=").strip()
    if len(text) > _LONGEST:
        return None
    found: list[Term] = []
    signs, opened = [1], [""]
    sign, at, wants = 1, 0, True
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match["sign"]:
            sign = (sign if wants else 1) * (-1 if match["sign"] == "-" else 1)
            wants = True
        elif match["sum"] or match["open"]:
            if not wants:
                return None
            signs.append(signs[-1] * sign)
            opened.append("sum" if match["sum"] else "(")
            sign = 1
        elif match["close"]:
            if wants or len(signs) == 1:
                return None
            signs.pop()
            opened.pop()
        elif match["next"]:
            if wants or opened[-1] != "sum":
                return None
            sign, wants = 1, True
        else:
            if not wants:
                return None
            what: Decimal | Area
            if match["number"]:
                what = Decimal(match["number"])
            else:
                left, top, right, bottom = match.groups()[5:9]
                if right and opened[-1] != "sum":
                    return None
                first = int(top), column_number(left.upper())
                last = (int(bottom), column_number(right.upper())) if right else first
                what = (*first, *last)
            found.append((signs[-1] * sign, what))
            sign, wants = 1, False
    return tuple(found) if not wants and len(signs) == 1 and len(found) <= _MOST_TERMS else None


def is_other_cell(terms: tuple[Term, ...]) -> bool:
    """Tell whether a formula only repeats another cell, which may well hold an empty text."""
    only = terms[0][1] if len(terms) == 1 else None
    return isinstance(only, tuple) and only[:2] == only[2:]


def is_foreign(formula: str) -> bool:
    """Tell whether a formula looks into another file, as workbooks and .ods write it."""
    return _FOREIGN.search(formula[:2000]) is not None


def moved(formula: str, down: int, right: int) -> str:
    """Return a formula as it reads so many rows and columns further on."""

    def move(match: re.Match[str]) -> str:
        fixed, letters, still, row = match.groups()
        column = column_number(letters) + (0 if fixed else right)
        number = int(row) + (0 if still else down)
        return f"{fixed}{_letters(column)}{still}{number}" if column > 0 and number > 0 else "#REF!"

    if len(formula) > _LONGEST:
        return formula
    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d{1,7})\b(?!\()", move, formula)


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_foreign_in_tokens(tokens: bytes) -> bool:
    """Tell whether the formula of an older workbook begins in another sheet, or another file."""
    if not tokens:
        return False
    kind = tokens[0]
    kind = kind - 0x40 if kind >= 0x60 else kind - 0x20 if kind >= 0x40 else kind
    return kind in _OTHER_SHEET


def terms_in_tokens(tokens: bytes) -> tuple[Term, ...] | None:
    """Return what a formula of an older workbook (Excel 97) adds up; None where it is no sum."""
    if len(tokens) > _LONGEST:
        return None
    try:
        return _in_tokens(tokens)
    except (struct.error, IndexError):
        return None


def _in_tokens(tokens: bytes) -> tuple[Term, ...] | None:  # noqa: C901 - one grammar
    stack: list[tuple[Term, ...]] = []
    at = 0
    while at < len(tokens):
        kind = tokens[at]
        kind = kind - 0x40 if kind >= 0x60 else kind - 0x20 if kind >= 0x40 else kind
        rest = tokens[at + 1 :]
        size = 0
        if kind == 0x24:  # a cell
            row, column = struct.unpack_from("<HH", rest)
            place = row + 1, (column & 0x3FFF) + 1
            stack.append(((1, (*place, *place)),))
            size = 4
        elif kind == 0x25:  # a range
            top, bottom, left, right = struct.unpack_from("<4H", rest)
            corners = (left & 0x3FFF) + 1, (right & 0x3FFF) + 1
            stack.append(((1, (top + 1, corners[0], bottom + 1, corners[1])),))
            size = 8
        elif kind == 0x1E:
            stack.append(((1, Decimal(struct.unpack_from("<H", rest)[0])),))
            size = 2
        elif kind == 0x1F:
            stack.append(((1, Decimal(repr(struct.unpack_from("<d", rest)[0]))),))
            size = 8
        elif kind in {0x03, 0x04}:
            second, first = stack.pop(), stack.pop()
            stack.append(first + (_negative(second) if kind == 0x04 else second))
        elif kind == 0x13:
            stack.append(_negative(stack.pop()))
        elif kind == 0x19 and not rest[0] & 0x2E:  # the sum of one thing, or blanks between
            size = 3
        elif kind == 0x22 and struct.unpack_from("<xH", rest)[0] == 4:  # the sum of several
            count = rest[0]
            if not 0 < count <= len(stack):
                return None
            several = stack[-count:]
            del stack[-count:]
            stack.append(tuple(term for each in several for term in each))
            size = 3
        elif kind not in {0x12, 0x15}:
            return None
        at += 1 + size
        if sum(map(len, stack)) > _MOST_TERMS:
            return None
    return stack[0] if len(stack) == 1 else None


def _negative(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple((-sign, what) for sign, what in terms)


def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
