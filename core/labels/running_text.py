"""A table's text in which labels and figures follow each other without a line or cell between.

So the text of a web page comes out when its marks are taken away: 规章000行政规范性文件693665.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.figures.marks import BLANKS, COUNTERS, SIGNS
from core.labels.wording import READING_BEHIND, is_figure, is_remark, key, same_words, simplified

_YEAR_IN_BRACKETS = re.compile(r"[(（]20\d\d年?度?[)）]")
_OWN_NUMBER = re.compile(r"[(（]?([一二三四五六七八九十]{1,3}|\d)[)）、.]")
_REMARK = re.compile(r"\s*[(（\[【〔][^()（）\[\]【】〔〕\d]*[)）\]】〕]")
_WORD = re.compile(
    rf"[{SIGNS}]?\d[\d.,，．、]*(?:[{COUNTERS}]|[亿万千]?元|[万亿])?"
    rf"(?:[(（][^()（）]*\d[^()（）]*[)）])?|[{BLANKS}]+"
)
_OTHER_NUMBER = re.compile(r"(?:^|[^\d.．\s])\s*(\d{1,2}\s*[.．、]\s*)$")
_BETWEEN = " \t\u3000\xa0|｜│:：;；,，。、"
"""Marks that say nothing."""
_OPENING, _CLOSING = "(（[【〔“‘\"'", ")）]】〕”’\"'"


@dataclass(frozen=True, slots=True)
class Token:
    """A label, a figure's word or something else in a line, with its place there."""

    text: str
    start: int
    end: int
    is_label: bool = False


class RunningLabels:
    """Finds a table's labels, as the form prints them, inside a line."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._numbers: dict[str, re.Pattern[str] | None] = {}
        """For each label its own number as it stands right in front of it."""
        for label in labels:
            number = _OWN_NUMBER.match(label)
            own = None
            if number and number[1].isdigit():
                own = re.compile(rf"{number[1]}\s*[.．、，,]\s*$")
            elif number:
                own = re.compile(rf"[(（]?\s*{number[1]}\s*[)）]?\s*[、.．，,]?\s*$")
            for known in {key(label)} - {""}:
                self._numbers[known] = self._numbers.get(known) or own
        self._by_first: dict[str, list[str]] = {}
        for known in sorted(self._numbers, key=len, reverse=True):
            self._by_first.setdefault(known[0], []).append(known)

    def tokens(self, line: str) -> tuple[Token, ...]:
        """Take a line apart; nothing where it does not hold a label together with others."""
        tokens = _merged(self._labels_and_gaps(line))
        labels = sum(token.is_label for token in tokens)
        figures = sum(not token.is_label and is_figure(token.text) for token in tokens)
        return tuple(tokens) if labels > 1 or (labels and figures) else ()

    def _labels_and_gaps(self, line: str) -> Iterator[Token]:
        end = 0
        for start, stop, known in self._spans(line):
            opening = _opening(line, end, start)
            begin = self._begin(line[end:opening], known) + end
            yield from _gap(line, end, begin)
            end = _end_of_label(line, stop)
            yield Token(line[begin:end], begin, end, is_label=True)
        yield from _gap(line, end, len(line))

    def _begin(self, gap: str, known: str) -> int:
        """Return where a label's number begins that stands at the end of the gap before it."""
        own = self._numbers[known]
        match = own.search(gap) if own else None
        if match:
            return match.start()
        other = _OTHER_NUMBER.search(gap)
        return other.start(1) if other else len(gap)

    def _spans(self, line: str) -> Iterator[tuple[int, int, str]]:
        """Yield where labels stand, of those that begin at a place the longest."""
        text, places = _letters(line)
        at = 0
        while at < len(text):
            longest = next(
                (known for known in self._by_first.get(text[at], ()) if text.startswith(known, at)),
                None,
            )
            if longest is None:
                at += 1
                continue
            begin, end = places[at], places[at + len(longest) - 1] + 1
            at += len(longest)
            if begin >= 0:
                yield begin, end, longest


def _opening(line: str, end: int, start: int) -> int:
    """Return where the brackets and quotes begin that a label opens with."""
    while start > end and line[start - 1] in _OPENING:
        start -= 1
    return start


def _end_of_label(line: str, stop: int) -> int:
    """Return where a label ends together with its closing marks and a remark in brackets."""
    while stop < len(line) and line[stop] in _CLOSING:
        stop += 1
    remark = _REMARK.match(line, stop)
    # （一） is no remark but the number of the next label.
    return remark.end() if remark and is_remark(remark[0]) else stop


def _letters(line: str) -> tuple[str, list[int]]:
    """Return the letters that labels are compared by, with the place of each."""
    skipped: set[int] = set()
    for pattern in (READING_BEHIND, _YEAR_IN_BRACKETS):
        for match in pattern.finditer(line):
            skipped |= set(range(*match.span()))
    letters, places = [], []
    for place, character in enumerate(line):
        if place not in skipped:
            for letter in unicodedata.normalize("NFKC", character):
                if letter.isalnum():
                    letters.append(letter)
                    places.append(place)
    return same_words(simplified("".join(letters))), places


def _gap(line: str, start: int, end: int) -> Iterator[Token]:
    """Yield what stands between two labels: words of figures, and anything else."""
    at = start
    for match in _WORD.finditer(line, start, end):
        yield from _other(line, at, match.start())
        yield Token(match[0], match.start(), match.end())
        at = match.end()
    yield from _other(line, at, end)


def _other(line: str, start: int, end: int) -> Iterator[Token]:
    while start < end and line[start] in _BETWEEN:
        start += 1
    while start < end and line[end - 1] in _BETWEEN:
        end -= 1
    if start < end:
        yield Token(line[start:end], start, end)


def _merged(tokens: Iterable[Token]) -> list[Token]:
    """Put a label together with words that run into it: 其他规章 is no 规章."""
    merged: list[Token] = []
    for token in tokens:
        last = merged[-1] if merged else None
        if last and last.end == token.start and _is_one(last, token):
            merged[-1] = Token(last.text + token.text, last.start, token.end)
        else:
            merged.append(token)
    return merged


def _is_one(last: Token, token: Token) -> bool:
    if last.is_label and token.is_label:
        return False
    other = token if last.is_label else last
    if not last.is_label and not token.is_label:
        # A figure with letters around it, such as 12号, is none.
        return not (is_figure(last.text) and is_figure(token.text))
    return not is_figure(other.text)
