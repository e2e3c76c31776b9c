"""The ways in which figures that run together ("230 000023") can be taken apart again.

What still stands apart in the source stays apart; inside it a cut may be anywhere. No figure is
printed with a 0 in front.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.figures.value import MAX_DIGITS, Kind
from core.labels.wording import has_mark, plain_money

Way: TypeAlias = tuple[int, ...]
"""One way to take a row apart: its figures in the order of its columns."""

MOST_STEPS = 40_000
"""Cuts tried in one row; a row that needs more has far too many ways to tell the right one."""
MOST_WAYS = 1_000
"""Ways kept of one row."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a row: ``at`` is its column's number, ``addends`` are those that it adds up."""

    at: int
    addends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways in which a row can be taken apart; not ``complete`` where there are too many."""

    ways: tuple[Way, ...]
    complete: bool = True


_WORD = re.compile(r"([+-]?)(\d+)((?:\.\d+)?(?:[亿万千百十]*元|[千百十]*[万亿])?)")
_SIGN_INSIDE = re.compile(r"(?<=\d)(?=[+-]\d)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True, slots=True)
class Digits:
    """The words of a row whose figures run together: digits, and what stands around them.

    ``signs`` has the sign in front of each word, ``tail`` the decimals and the unit behind the
    last.
    """

    words: tuple[str, ...]
    signs: tuple[str, ...]
    tail: str = ""

    @classmethod
    def of(cls, texts: Sequence[str], kinds: Sequence[Kind]) -> Digits | None:
        """Return the words of a row with such columns; None where they hold anything else."""
        if any(map(has_mark, texts)):
            return None
        plain = [plain_money(text).translate(_DASHES) for text in texts]
        words = [
            word for text in plain for part in text.split() for word in _SIGN_INSIDE.split(part)
        ]
        matches = [_WORD.fullmatch(word) for word in words]
        found = [match for match in matches if match is not None]
        if not found or len(found) < len(matches) or any(match[3] for match in found[:-1]):
            return None
        if found[-1][3] and kinds[-1] is not Kind.AMOUNT:
            return None
        if any(match[1] for match in found) and Kind.SIGNED not in kinds:
            return None
        return cls(
            tuple(match[2] for match in found), tuple(match[1] for match in found), found[-1][3]
        )

    def texts(self, way: Way, kinds: Sequence[Kind]) -> tuple[str, ...] | None:
        """Return a row's figures as printed; None where a sign would stand in a wrong column."""
        begins = {}
        at = 0
        for word, sign in zip(self.words, self.signs, strict=True):
            begins[at] = sign
            at += len(word)
        texts = []
        at = 0
        for figure, kind in zip(way, kinds, strict=True):
            sign = begins.get(at, "")
            if sign and kind is not Kind.SIGNED:
                return None
            texts.append(f"{sign}{figure}")
            at += len(str(figure))
        return (*texts[:-1], texts[-1] + self.tail)


def split(words: Sequence[str], count: int, totals: Sequence[Total] = ()) -> Ways:
    """Take digits apart into ``count`` figures, in every way in which the totals are right."""
    splitter = _Splitter(words, count, totals)
    splitter.follow(0, 0)
    return Ways(tuple(splitter.found), splitter.complete)


def digits_in(words: Sequence[str]) -> int:
    """Count the digits of a row."""
    return sum(map(len, words))


class _Splitter:
    """Follows every cut from left to right, and gives a way up as soon as a total cannot be met."""

    def __init__(self, words: Sequence[str], count: int, totals: Sequence[Total]) -> None:
        self._text = "".join(words)
        self._count = count
        self._ends: list[int] = []
        """For each digit the end of the word that it stands in."""
        self._behind: list[int] = []
        """For each digit how many words begin behind it."""
        for number, word in enumerate(words):
            end = len(self._ends) + len(word)
            self._ends += [end] * len(word)
            self._behind += [len(words) - number - 1] * len(word)
        self._closed_at: dict[int, list[Total]] = {}
        self._open_at: list[list[Total]] = [[] for _ in range(count)]
        for total in totals:
            last = max(total.at, *total.addends)
            self._closed_at.setdefault(last, []).append(total)
            if last == total.at:
                for column in total.addends:
                    self._open_at[column].append(total)
        self._figures: list[int] = []
        self._steps = 0
        self.found: list[Way] = []
        self.complete = True

    def follow(self, column: int, at: int) -> None:
        """Take the figure of a column, which begins at a digit, and all behind it."""
        if column == self._count:
            if at == len(self._text):
                self.found.append(tuple(self._figures))
                self.complete = self.complete and len(self.found) < MOST_WAYS
            return
        left = self._count - column - 1
        if len(self._text) - at - 1 < left or at == len(self._text):
            return
        if self._behind[at] > left:
            return
        longest = min(self._ends[at], at + MAX_DIGITS, len(self._text) - left)
        last = at + 1 if self._text[at] == "0" else longest
        for end in range(at + 1, last + 1):
            self._steps += 1
            if self._steps > MOST_STEPS or not self.complete:
                self.complete = False
                return
            self._figures.append(int(self._text[at:end]))
            if self._can_add_up(column, end):
                self.follow(column + 1, end)
            self._figures.pop()

    def _can_add_up(self, column: int, end: int) -> bool:
        figures = self._figures
        for total in self._closed_at.get(column, ()):
            if sum(figures[addend] for addend in total.addends) != figures[total.at]:
                return False
        rest = len(self._text) - end
        for total in self._open_at[column]:
            # The total itself has no more digits than are left when all others have one.
            most = rest - (self._count - column - 2)
            so_far = sum(figures[addend] for addend in total.addends if addend <= column)
            if len(str(so_far)) > most:
                return False
        return True
