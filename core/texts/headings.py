"""Headings in a written part, by the mark before them: 一、 （一） 1. （1） (GB/T 9704)."""

from __future__ import annotations

import enum
import re


class Level(enum.IntEnum):
    """How deep a paragraph's heading stands (GB/T 9704)."""

    BODY = 0
    FIRST = 1
    """一、"""
    SECOND = 2
    """（一）"""
    THIRD = 3
    """1."""
    FOURTH = 4
    """（1）"""


_MARKS = (
    (Level.FIRST, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (Level.SECOND, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (Level.THIRD, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,2}[）)]")),
)
_LEAD_END = re.compile("[。；：！？;:]")
_BLANK = re.compile(r"(?<=[^\x00-\x7f，、])[ \u3000]+(?=[^\x00-\x7f])")
"""Between two Chinese characters: many set a heading apart by it (“（一）主动公开方面　全年……”)."""
_LONGEST_LEAD = 40
"""A first sentence that is longer than this is text, not a heading."""


def heading_of(line: str) -> tuple[Level, int]:
    """Return the level of a line's mark, and how many of its first characters are the heading.

    Official style runs a heading into its text: “（一）主动公开情况。全年……”. A marked line whose
    first sentence is too long for a heading has a level, and 0 characters of heading.
    """
    for level, mark in _MARKS:
        found = mark.match(line)
        if found:
            end = _LEAD_END.search(line, found.end())
            lead = end.end() if end else len(line)
            if end is not None or lead > _LONGEST_LEAD:  # else the blank stands in a heading
                blank = _BLANK.search(line, found.end() + 1, lead)
                lead = blank.start() if blank else lead
            return level, lead if lead <= _LONGEST_LEAD else 0
    return Level.BODY, 0


def without_mark(line: str) -> str:
    """Return a line without the mark of its level."""
    found = next((match for _, mark in _MARKS if (match := mark.match(line))), None)
    return line[found.end() :] if found else line
