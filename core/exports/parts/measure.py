"""How much room a text takes, near enough to choose a type size or the height of a row.

The unit is the em: the width of one Chinese character at the size in use.
"""

from __future__ import annotations

import math
import re
import unicodedata
from types import MappingProxyType

from core.printed.marks import NEVER_FIRST

_WIDE = frozenset("WFA")
"""Wide, full-width and ambiguous: Chinese fonts give all of them a whole em."""

LONG_WORD = re.compile("[!-~]{12,}")
"""An address and the like: where it goes down whole, it leaves a gap over which none may spread."""
HYPHENED = re.compile("(?<=[0-9])-(?=[0-9])")
"""The hyphen of a number, as 0902-1234567: every other program would end a line behind it."""
_GAP = 0.2
"""What a word processor may leave between Chinese and Latin, in ems."""
_WIDEST_FIGURE = 0.64
"""The figures of DejaVu Serif, which stands in for Times New Roman where nothing better is."""
_WIDEST_SIGNS = MappingProxyType({"+": 0.84, "-": 0.36, ".": 0.34, ",": 0.34, "%": 0.96})
"""Its signs."""


def ems(text: str) -> float:
    """Return the width of a text set in one line, in ems."""
    return sum(_width(char) for char in text)


def number_ems(text: str) -> float:
    """Return the width of a number in the widest font that a program may set it in, in ems.

    Which fonts a reader's machine has, nobody knows: a number that fits in the widest fits in all.
    """
    return sum(
        _WIDEST_SIGNS.get(char, _WIDEST_FIGURE) if char.isascii() else _width(char) for char in text
    )


def line_count(text: str, room: float) -> int:
    """Return how many lines of ``room`` ems a text fills; at least one.

    In a text of several lines each loses about a character to what may not be broken.
    """
    usable = room - 1 if room >= 8 else max(math.floor(room), 1)
    widths = [ems(line) for line in text.split("\n")]
    return sum(1 if width <= room else math.ceil(width / usable) for width in widths)


def wrapped_line_count(text: str, room: float) -> int:
    """Return how many lines of ``room`` ems a text fills, broken as a word processor breaks it."""
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    count, filled, last = 1, 0.0, 0.0
    for piece in re.findall(r"[!-~]+|.", text):
        width = ems(piece) + (_GAP if piece.isascii() and filled else 0.0)
        if filled and filled + width > room + 1e-6:
            count += 1
            filled = last if piece in NEVER_FIRST else 0.0
        filled += width
        if filled > room:  # a word longer than a line is torn
            count += math.ceil(filled / room) - 1
            filled %= room
        last = width
    return count


def _width(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in _WIDE:
        return 1
    return 0.72 if char.isupper() else 0.52
