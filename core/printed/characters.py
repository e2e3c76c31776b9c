"""What becomes in print of the characters that a reader cannot see, or cannot tell apart.

Every kind of file prints a text as `as_printed` leaves it, so that all say the same words and
numbers as the checks read. What was typed is never changed.

| typed | printed |
| --- | --- |
| tab | a blank and a tab: the stop may lie no further than the word reaches |
| narrow and half-width blanks | a blank |
| blanks that break no line, of a fixed width | U+00A0 |
| blanks as wide as a character | U+3000 |
| soft hyphens, marks of no width, marks of direction | nothing: no reader sees them on screen |
| joiners | themselves inside an emoji, an Arabic or an Indic word; else nothing |
| what turns the direction of writing, and so the order of digits | U+FFFD |
| control characters, halves of characters, hidden tags, places of pictures | U+FFFD |
| a combining mark that has nothing to stand on | the mark on a blank |
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LOST = "\ufffd"
"""Shows on paper that something stood here which no paper can hold."""


def _characters(*ranges: tuple[int, int]) -> Iterable[int]:
    return (code for first, last in ranges for code in range(first, last + 1))


_NARROW = (0x1680, 0x2000, 0x2002, 0x2004, 0x2005, 0x2006, 0x2008, 0x2009, 0x200A, 0x205F, 0x2800)
_FIXED = (0x2007, 0x202F)
_WIDE = (0x2001, 0x2003, 0x3164)
_UNSEEN = (0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2060, 0x2065), 0xFEFF)
_UNPRINTABLE = _characters(
    (0x00, 0x08), (0x0A, 0x1F), (0x7F, 0x9F),  # controls but for the tab
    (0x115F, 0x1160), (0xFFA0, 0xFFA0),  # fillers of Hangul
    (0x202A, 0x202E), (0x2065, 0x206F),  # what turns the direction of writing
    (0xD800, 0xDFFF),  # halves of characters
    (0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF),  # never a character
    (0xFFF0, 0xFFFC),  # notes between the lines, places of pictures
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF),
)  # fmt: skip
_PRINTED: dict[int, str] = {
    **dict.fromkeys(_NARROW, " "),
    **dict.fromkeys(_FIXED, "\u00a0"),
    **dict.fromkeys(_WIDE, "\u3000"),
    **dict.fromkeys(_UNSEEN, ""),
    **dict.fromkeys(_UNPRINTABLE, _LOST),
}
_JOINERS = re.compile("([^\u200c\u200d]?)([\u200c\u200d]+)(?=(.?))")
_JOINED_WORDS = ("\u0900", "\u0dff")
_AROUND_TAB = re.compile("[ \u3000]*\t[ \u3000]*")
_LONE_TAB = re.compile("(?<![ \t\u00a0\u3000])\t")


def as_printed(line: str) -> str:
    """Return a line as it is printed, without the blanks around it; once more changes nothing."""
    if line.isascii() and line.isprintable():
        return line.strip()
    line = _JOINERS.sub(_join, line.translate(_PRINTED)).strip()
    line = _LONE_TAB.sub(" \t", _AROUND_TAB.sub("\t", line))
    return f"\u00a0{line}" if line and _is_mark(line[0]) else line


def _join(found: re.Match[str]) -> str:
    before, joiners, behind = found.groups()
    is_kept = _is_joined(before) and _is_joined(behind)
    return before + joiners[0] if is_kept else before


def _is_joined(char: str) -> bool:
    """Tell whether a joiner beside a character changes what is seen."""
    if char in {"", _LOST}:
        return False
    return (
        unicodedata.category(char) in {"So", "Sk"}
        or _is_mark(char)
        or unicodedata.bidirectional(char) == "AL"
        or _JOINED_WORDS[0] <= char <= _JOINED_WORDS[1]
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me"}
