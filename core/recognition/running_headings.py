"""The headings of sections that stand inside a line: ……邮编：350400。一、总体情况2021年，……."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from core.forms.form import Section, TableSection
from core.labels.wording import heading_number, key, same_words, simplified

_NUMERALS = "一二三四五六七八九十"
_MAY_END = frozenset('。；！？.;!?）)】〕"”’/|｜│:：>…%％元')
"""What may stand right in front of a heading that begins inside a line; so may a digit."""
_LIKENESS = 0.85
"""Of a misspelt heading; lower than this it may be a sentence or the label of a row."""
_FIRST_LABELS = 40
"""Letters that are looked at behind a heading; no first label has more."""
_MOST_PLACES = 100
"""Places in one line where a section's heading may begin."""
_MORE = 3
"""Letters that a misspelt heading may have more or fewer."""
_BEHIND = " \t\u3000\xa0。:："


def find_headings(line: str, sections: Sequence[Section]) -> list[tuple[int, int]]:
    """Return where the headings of these sections stand in a line, in their order.

    Of several the last counts that is in front of the next section's: earlier ones are mentions.
    A heading bears its number, but for one right behind which its table begins.
    """
    found: list[tuple[int, int]] = []
    end = len(line)
    for section in reversed(sections):
        span = _above_table(line[:end], section) or _numbered(line, end, section)
        if span:
            found.insert(0, span)
            end = span[0]
    return found


def _numbered(line: str, end: int, section: Section) -> tuple[int, int] | None:
    number = heading_number(section.heading)
    if number is None or number > len(_NUMERALS):
        return None
    pattern = _number_pattern(number)
    begins = [m.span() for m in pattern.finditer(line[:end]) if _may_begin(line, m.start())]
    begins = begins[-_MOST_PLACES:]
    names = _names(section)
    spans = [(start, _exact_end(line, at, names)) for start, at in begins]
    if not any(stop for _, stop in spans):
        spans = [(start, _alike_end(line, at, names)) for start, at in begins]
    return next(((start, stop) for start, stop in reversed(spans) if stop), None)


def _above_table(line: str, section: Section) -> tuple[int, int] | None:
    """Find a table's heading by the first labels of the table behind it."""
    if not isinstance(section, TableSection):
        return None
    firsts = [key(cell.text) for cell in section.cells if cell.line == 0 and cell.text]
    number = heading_number(section.heading)
    for name in _names(section):
        for match in reversed(list(_spaced(name).finditer(line))):
            stop = match.end()
            behind = _letters(line, stop, _FIRST_LABELS)[0]
            if not any(behind.startswith(first) for first in firsts):
                continue
            numbered = re.search(rf"{_number_pattern(number).pattern}$", line[: match.start()])
            return (numbered.start() if numbered else match.start()), stop
    return None


def _spaced(name: str) -> re.Pattern[str]:
    """Return a pattern of a name with spaces and marks between its letters."""
    return re.compile(r"[\s、，,]*".join(map(re.escape, name)))


def _names(section: Section) -> list[str]:
    """Return the names of a section, the longest first."""
    return _names_of((section.heading, *section.also))


@cache
def _names_of(names: tuple[str, ...]) -> list[str]:
    return sorted(map(key, names), key=len, reverse=True)


@cache
def _number_pattern(number: int | None) -> re.Pattern[str]:
    if number is None or number > len(_NUMERALS):
        return re.compile("(?!)")
    numeral = _NUMERALS[number - 1]
    return re.compile(rf"(?<![{_NUMERALS}（(])第?{numeral}(?:部分)?[、.．，,:：\s]\s*")


def apart(line: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return a line with the headings on lines of their own, each part with its place."""
    parts = []
    end = 0
    for start, stop in spans:
        parts.append((end, line[end:start]))
        parts.append((start, line[start:stop]))
        end = stop
        while end < len(line) and line[end] in _BEHIND:
            end += 1
    parts.append((end, line[end:]))
    return [(at, text) for at, text in parts if text.strip()]


def _may_begin(line: str, at: int) -> bool:
    before = line[at - 1 : at] if at else ""
    return not before or before.isspace() or before.isdigit() or before in _MAY_END


def _letters(line: str, at: int, count: int) -> tuple[str, list[int]]:
    """Return letters from a place on as names are compared by, and where each of them ends."""
    letters = ""
    ends: list[int] = []
    while at < len(line) and len(ends) < count:
        for letter in unicodedata.normalize("NFKC", line[at]):
            if letter.isalnum():
                letters += simplified(letter)
                ends.append(at + 1)
        at += 1
    return same_words(letters), ends


def _exact_end(line: str, at: int, names: Sequence[str]) -> int:
    """Return where a name ends that stands at a place; 0 for none."""
    for name in names:
        letters, ends = _letters(line, at, len(name))
        if letters == name:
            return ends[-1]
    return 0


def _alike_end(line: str, at: int, names: Sequence[str]) -> int:
    best, end = _LIKENESS, 0
    for name in names:
        letters, ends = _letters(line, at, len(name) + _MORE)
        for count in range(max(len(name) - _MORE, 1), len(ends) + 1):
            ratio = SequenceMatcher(None, letters[:count], name).ratio()
            if ratio > best:
                best, end = ratio, ends[count - 1]
    return end
