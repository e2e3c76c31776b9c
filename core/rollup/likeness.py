"""Reports that are too alike (雷同): equal tables, one text in two reports, last year's figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.rollup.taken import Taken

_FEWEST_FIGURES = 3
"""Figures other than 0 that two equal tables must have: small units often have next to none."""
_FEWEST_PASSAGES = 3
_ALIKE = 0.7
"""The share of the shorter text's sentences that the other has too."""
_EVERYBODYS = 0.2
"""A sentence that this share of all reports has is a form of words, and no copy."""
_ALWAYS_COMPARED = 4
_MOST_COMPARED = 30
"""A sentence of more reports than this is a form of words too: pairs grow with their square."""
_ZEROS = re.compile(r"(\.\d*?)0+(?=;|$)")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two reports that are alike, by their files; ``shared`` counts figures, or sentences."""

    one: str
    other: str
    shared: int


def equal_tables(takens: Iterable[Taken]) -> list[list[Taken]]:
    """Return the reports whose tables are equal, group by group; those of almost none left out."""
    groups: dict[tuple[str, str], list[Taken]] = {}
    for taken in takens:
        if filled(taken) >= _FEWEST_FIGURES:
            groups.setdefault((taken.edition, comparable(taken.figures)), []).append(taken)
    return [group for group in groups.values() if len(group) > 1]


def copied_texts(takens: Sequence[Taken]) -> list[Alike]:
    """Return the pairs of reports of which one has most sentences of the other."""
    times = Counter(passage for taken in takens for passage in taken.passages)
    most = max(_ALWAYS_COMPARED, min(int(len(takens) * _EVERYBODYS), _MOST_COMPARED))
    own = [frozenset(p for p in taken.passages if times[p] <= most) for taken in takens]
    where: dict[int, list[int]] = {}
    for at, passages in enumerate(own):
        for passage in passages:
            if times[passage] > 1:
                where.setdefault(passage, []).append(at)
    pairs: Counter[tuple[int, int]] = Counter()
    for places in where.values():
        for number, first in enumerate(places):
            pairs.update((first, second) for second in places[number + 1 :])
    found = []
    for (first, second), shared in pairs.items():
        shorter = min(len(own[first]), len(own[second]))
        if shared >= _FEWEST_PASSAGES and shared >= _ALIKE * shorter:
            found.append(Alike(takens[first].file, takens[second].file, shared))
    return found


def is_last_years(figures: str, last: str) -> bool:
    """Tell whether this year's figures are last year's, sent once more."""
    return (
        bool(last)
        and _count(figures) >= _FEWEST_FIGURES
        and comparable(figures) == comparable(last)
    )


def filled(taken: Taken) -> int:
    """Count the figures of a report that are neither blank nor 0."""
    return _count(taken.figures)


def comparable(line: str) -> str:
    """Return packed figures so that equal ones are equal texts: 24.60 is 24.6."""
    if "." not in line:
        return line
    return _ZEROS.sub(lambda found: "" if found[1] == "." else found[1], line)


def _count(line: str) -> int:
    texts = line.split(";")
    return len(texts) - texts.count("") - texts.count("0")
