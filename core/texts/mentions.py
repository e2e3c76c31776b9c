"""What the written parts say about the tables (收到…申请n件): where, of whom and of when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from core.figures.value import Number
from core.forms.form import Form, Mention
from core.forms.form_pattern import FormPattern
from core.report.report import Report
from core.texts.clauses import Clause, Prose
from core.texts.context import When, speaks_of_whole, when
from core.texts.quantities import Quantity, digits_of, read_quantity

_NONE = frozenset({"未", "没有", "无", "均", "全部"})
"""What a statement says instead of a number: that there were none, or that all were otherwise."""
_MOST_CLAUSES = 20_000
_NONE_AT_ALL = Quantity(0, Decimal(0), Decimal(0))
_COUNTED = re.compile(r"(?<![\d.])\d[\d.,]*+(?!%)")
"""A number that counts something; a share of what was counted before does not."""
_APPROXIMATE = re.compile("(?:以上|左右|以内|次|余|多|的|中|里)")


@dataclass(frozen=True, slots=True)
class Said:
    """A mention found in a text: its place in the plain text, its number, and its year's fit.

    ``digits`` is where the number itself stands, without 万元 or 元; None where a word says that
    there was none or the number is rounded.
    """

    mention: Mention
    prose: Prose
    start: int
    end: int
    clause: Clause
    quantity: Quantity
    when: When
    digits: tuple[int, int] | None
    is_doubtful: bool = False
    """Whether only its neighbours can prove that it speaks of the tables."""

    @property
    def number(self) -> Number:
        """The number as it stands there, in 万元 where it is money."""
        return self.quantity.number


class Wordings:
    """Which mentions the words of a clause may make; kept, for most clauses stay as they are."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._known: dict[str, tuple[tuple[Mention, tuple[re.Match[str], ...]], ...]] = {}

    def of(self, words: str) -> tuple[tuple[Mention, tuple[re.Match[str], ...]], ...]:
        """Return the mentions in their order, each with where its patterns stand in the words."""
        known = self._known.get(words)
        if known is None:
            if len(self._known) >= _MOST_CLAUSES:
                self._known.clear()
            known = self._known[words] = tuple(self._look(words))
        return known

    @cached_property
    def _patterns(self) -> list[tuple[Mention, FormPattern]]:
        return [(mention, each) for mention in self.form.mentions for each in mention.patterns]

    def _look(self, words: str) -> Iterator[tuple[Mention, tuple[re.Match[str], ...]]]:
        found: list[tuple[Mention, re.Match[str]]] = []
        for number in self.form.mention_index.possible(words):
            mention, pattern = self._patterns[number]
            match = pattern.search(words)
            if match is not None:
                found.append((mention, match))
        for mention, group in groupby(found, itemgetter(0)):
            yield mention, tuple(match for _, match in group)


def find_mentions(report: Report, prose: Prose, wordings: Wordings | None = None) -> list[Said]:
    """Find the mentions that speak of the whole, of this year or of another year by number.

    ``wordings`` remembers clauses from one reading to the next.
    """
    reading = MentionReading(report, prose, wordings or Wordings(report.form))
    for _ in reading.read():
        pass
    return reading.found


class MentionReading:
    """Goes through a text clause by clause and remembers what was counted last.

    A part is told behind its whole: after 其中, or simply later in the sentence. What was counted
    before it says whose part it is.
    """

    def __init__(self, report: Report, prose: Prose, wordings: Wordings) -> None:
        self._wordings = wordings
        self._report = report
        self._prose = prose
        self.found: list[Said] = []
        self._sentence = -1
        self._before_sentence = 0
        """How many of the found stand before the sentence that is read."""
        self._told: set[str] = set()
        """The codes of what was found in that sentence."""
        self._latest: Said | None = None
        self._in_bracket: dict[int, Said | None] = {}
        self._before_part: dict[int, Said | None] = {}

    def read(self) -> Iterator[None]:
        """Read a clause at a time."""
        for clause in self._prose.clauses:
            if clause.sentence != self._sentence:
                self._sentence, self._before_sentence = clause.sentence, len(self.found)
                self._told.clear()
            words = self._prose.plain[clause.start : clause.end]
            self._in_bracket.setdefault(clause.bracket, self._latest)
            if clause.part is not None:
                self._before_part.setdefault(clause.part, self._in_bracket[clause.bracket])
            every = (self._said(clause, words, *each) for each in self._wordings.of(words))
            said = [each for each in every if each is not None]
            self.found += said
            self._told.update(each.mention.code for each in said)
            if said or _COUNTED.search(words):
                self._latest = said[0] if said else None
                self._in_bracket[clause.bracket] = self._latest
            yield

    def _said(
        self, clause: Clause, words: str, mention: Mention, matches: tuple[re.Match[str], ...]
    ) -> Said | None:
        """Return the place where a clause makes a mention, None where it does not."""
        prose = self._prose
        for match in matches:
            if _APPROXIMATE.match(words, match.end()):
                continue
            if not self._names_right_years(match):
                continue
            start, end = clause.start + match.start(), clause.start + match.end()
            but = mention.unless_followed_by
            if (
                self._stands(clause, mention, end)
                and not (but and but.match(prose.plain, end))
                and speaks_of_whole(prose, clause, words[: match.start()], self._report.organ)
            ):
                told = when(prose, clause, start, self._report.year)
                if match["n"] in _NONE:
                    return Said(mention, prose, start, end, clause, _NONE_AT_ALL, told, None)
                quantity = read_quantity(match["n"])
                if quantity is None:
                    continue
                at, digits = clause.start + match.start("n"), digits_of(match["n"], quantity)
                place = (at + digits[0], at + digits[1]) if digits else None
                return Said(mention, prose, start, end, clause, quantity, told, place)
        return None

    def _names_right_years(self, match: re.Match[str]) -> bool:
        """Tell whether the years that the words name are the one before and the one after."""
        named = match.groupdict()
        return all(
            named.get(name) in (None, str(self._report.year + by))
            for name, by in (("last", -1), ("next", 1))
        )

    def _stands(self, clause: Clause, mention: Mention, end: int) -> bool:
        """Tell whether a mention is a part of its whole, or stands by itself and is no other's."""
        sentence = self._prose.before(clause.sentence, clause.start)
        but = mention.unless_preceded_by
        if not self._told.isdisjoint(mention.not_after):
            return False
        if but and but.search(self._prose.before(clause.sentence, end)):
            return False
        if mention.only_behind and not mention.only_behind.search(sentence):
            return False
        if clause.part is not None:
            whole = self._before_part[clause.part]
            if whole is not None and whole.mention.code in mention.part_of:
                return True
            # 上年结转36件。其中，部分公开…: all that the sentence before counted may be the whole.
            return not sentence[: clause.part - clause.sentence].strip("，,") and any(
                each.mention.code in mention.part_of for each in self._sentence_before(clause)
            )
        if mention.beside:
            latest = self._latest
            if (
                latest is not None
                and latest.clause.sentence == clause.sentence
                and not {latest.mention.code, *latest.mention.beside}.isdisjoint(mention.beside)
            ):
                return True
        if mention.context is None:
            return False
        before = self.found[-1] if self.found else None
        if before is not None and before.clause.sentence == clause.sentence and mention.part_of:
            kin = {before.mention.code, *before.mention.part_of}
            if kin.isdisjoint(mention.part_of):
                return False
        _, head = self._prose.head(clause.start)
        return bool(mention.context.search(head + self._prose.before(clause.sentence, end)))

    def _sentence_before(self, clause: Clause) -> list[Said]:
        """Return what was found in the sentence right before a clause's own."""
        before = self.found[max(0, self._before_sentence - 6) : self._before_sentence]
        if not before or self._prose.sentence_end(before[-1].end) + 1 != clause.sentence:
            return []
        last = before[-1].clause.sentence
        return [each for each in before if each.clause.sentence == last]
