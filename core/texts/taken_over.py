"""What of the written parts stands in last year's report too, sentence by sentence (与上年雷同)."""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.report.finding import Finding, Severity, Spot
from core.report.prior import Prior
from core.report.report import Report

CODE = "X68"
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_SHORTEST = 6
"""Characters of a sentence that is compared; a heading or 无 is everybody's."""
_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*[%％]?")
_NO_WORD = re.compile(r"[\W_]+")
_ALIKE = 0.8
"""So much of two sentences' pairs of characters must be the same for them to be alike."""
_MOST = 2000
"""Sentences of a part that are compared; no report has more."""


class Likeness(enum.Enum):
    """How a sentence stands to last year's: from the same to none like it."""

    SAME = "相同"
    NUMBERS = "只改了数字"
    ALIKE = "相近"
    NEW = "新写"

    @property
    def is_taken_over(self) -> bool:
        """Tell whether the words are last year's."""
        return self in {Likeness.SAME, Likeness.NUMBERS}


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of this year, where it stands, and the one of last year that it is like."""

    spot: Spot
    words: str
    before: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class TakenOverLimit:
    """The share of the written parts, in percent, that an office lets stand as last year had it."""

    percent: int
    severity: Severity
    sections: tuple[str, ...]


def compare_sentences(report: Report) -> tuple[SentencePair, ...]:
    """Set each sentence of the written parts beside last year's; empty where that has no texts."""
    return TakenOverCheck().compare(report)


def taken_over_share(pairs: tuple[SentencePair, ...]) -> tuple[int, int]:
    """Return how many characters were taken over, and of how many."""
    taken = sum(len(pair.words) for pair in pairs if pair.likeness.is_taken_over)
    return taken, sum(len(pair.words) for pair in pairs)


class TakenOverCheck:
    """Compares one report with last year's; what was found of a sentence is kept."""

    def __init__(self) -> None:
        self._last: tuple[Prior, _Last] | None = None
        self._known: dict[tuple[str, str], tuple[str, Likeness]] = {}

    def compare(self, report: Report) -> tuple[SentencePair, ...]:
        """Set each sentence beside last year's; empty where that has no texts."""
        prior = report.prior
        if prior is None or not prior.texts:
            return ()
        if self._last is None or self._last[0] is not prior:
            self._last, self._known = (prior, _Last(prior.texts, prior.organ)), {}
        last, organ = self._last[1], report.organ
        found = []
        for section, text in report.texts.items():
            for start, end, words in _sentences(text):
                like = self._known.get((words, organ)) or last.find(words, organ)
                self._known[words, organ] = like
                found.append(SentencePair(Spot(section, start, end), words, *like))
        return tuple(found)

    def check(self, report: Report, limit: TakenOverLimit) -> Iterator[Finding]:
        """Tell that more was taken over from last year than the office lets pass."""
        pairs = tuple(
            pair
            for pair in self.compare(report)
            if not limit.sections or pair.spot.section in limit.sections
        )
        yield from _judge(report, pairs, limit)


def _judge(
    report: Report, pairs: tuple[SentencePair, ...], limit: TakenOverLimit
) -> Iterator[Finding]:
    taken, of = taken_over_share(pairs)
    same = [pair for pair in pairs if pair.likeness.is_taken_over]
    if report.prior is None or not same or 100 * taken <= limit.percent * of:
        return
    numbers = sum(pair.likeness is Likeness.NUMBERS for pair in same)
    only = f"（其中{numbers}句只改了数字）" if numbers else ""
    share = 100 * taken // of
    yield Finding(
        code=CODE,
        severity=limit.severity,
        section=same[0].spot.section,
        message=f"{len(pairs)}句中有{len(same)}句{only}与{report.prior.year}年度的报告相同，"
        f"占{share}%，超过本单位定的{limit.percent}%。",
        advice="请逐句对照上年的报告，照抄的改写成本年的情况。",
        left=share,
        right=limit.percent,
        difference=share - limit.percent,
        spot=same[0].spot,
        basis="本单位的规则；国办公开办函〔2021〕30号：内容雷同、敷衍塞责的追究责任",
    )


class _Last:
    """Last year's sentences, found by their words, by their words without numbers, by likeness."""

    def __init__(self, texts: Mapping[str, str], organ: str) -> None:
        self._exact: dict[str, str] = {}
        self._without_numbers: dict[str, str] = {}
        self._pairs: list[tuple[str, Counter[str]]] = []
        self._holding: dict[str, list[int]] = {}
        for text in texts.values():
            for _, _, words in _sentences(text):
                exact, bare = _forms(words, organ)
                self._exact.setdefault(exact, words)
                self._without_numbers.setdefault(bare, words)
                pairs = _pairs(bare)
                for pair in pairs:
                    self._holding.setdefault(pair, []).append(len(self._pairs))
                self._pairs.append((words, pairs))

    def find(self, words: str, organ: str) -> tuple[str, Likeness]:
        """Return last year's sentence that is most like one, and how much."""
        exact, bare = _forms(words, organ)
        if exact in self._exact:
            return self._exact[exact], Likeness.SAME
        if bare in self._without_numbers:
            return self._without_numbers[bare], Likeness.NUMBERS
        mine = _pairs(bare)
        # The rarest pairs name the few that are worth comparing.
        rare = sorted(mine, key=lambda pair: len(self._holding.get(pair, ())))
        near: set[int] = set()
        for pair in rare[: len(rare) // 2 + 1]:
            near.update(self._holding.get(pair, [])[:50])
        best, likeness = "", 0.0
        for at in sorted(near):
            before, theirs = self._pairs[at]
            shared = 2 * (mine & theirs).total() / ((mine.total() + theirs.total()) or 1)
            if shared > likeness:
                best, likeness = before, shared
        return (best, Likeness.ALIKE) if likeness >= _ALIKE else ("", Likeness.NEW)


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    for number, match in enumerate(_SENTENCE.finditer(text)):
        words = match[0].strip()
        if number >= _MOST:
            return
        if len(_NO_WORD.sub("", words)) >= _SHORTEST:
            start = match.start() + match[0].index(words)
            yield start, start + len(words), words


def _forms(words: str, organ: str) -> tuple[str, str]:
    """Return a sentence without marks and the organ's name, and without its numbers as well."""
    plain = words.replace(organ, "") if organ else words
    return _NO_WORD.sub("", plain), _NO_WORD.sub("", _NUMBER.sub("0", plain))


def _pairs(words: str) -> Counter[str]:
    return Counter(words[at : at + 2] for at in range(len(words) - 1))
