"""Three versions of one sequence: where one side changed it, or both, and whether alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.report.text_changes import ChangedSpan, word_spans, words_of


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch that the other side changed: where it stands in each of the three versions.

    ``is_changed_here`` says that this side changed it too.
    """

    exported: tuple[int, int]
    theirs: tuple[int, int]
    here: tuple[int, int]
    is_changed_here: bool


def regions(theirs: Sequence[ChangedSpan], here: Sequence[ChangedSpan]) -> list[Region]:
    """Lay what both sides changed of one version over each other.

    Changes that overlap, or that put something in at the same point, are one region.
    """
    changes = sorted(
        [(span, True) for span in theirs] + [(span, False) for span in here],
        key=lambda each: (each[0].start, each[0].end),
    )
    found: list[Region] = []
    at = 0
    shift = {True: 0, False: 0}
    """How much longer either side is up to here."""
    while at < len(changes):
        start, end = changes[at][0].start, changes[at][0].end
        before = dict(shift)
        sides: set[bool] = set()
        while at < len(changes) and (not sides or _touches(changes[at][0], start, end)):
            span, is_theirs = changes[at]
            end = max(end, span.end)
            sides.add(is_theirs)
            shift[is_theirs] += span.growth
            at += 1
        if True in sides:
            found.append(
                Region(
                    (start, end),
                    (start + before[True], end + shift[True]),
                    (start + before[False], end + shift[False]),
                    is_changed_here=False in sides,
                )
            )
    return found


def _touches(span: ChangedSpan, start: int, end: int) -> bool:
    return span.start < end or (span.start == span.end == start == end)


def merged_words(exported: str, theirs: str, here: str) -> str | None:
    """Return a paragraph with what both sides changed in it; None where they changed one place."""
    base, other, own = words_of(exported), words_of(theirs), words_of(here)
    changes = regions(word_spans(base, other), word_spans(base, own))
    for region in reversed(changes):
        wanted = other[slice(*region.theirs)]
        if region.is_changed_here and own[slice(*region.here)] != wanted:
            return None
        own[slice(*region.here)] = wanted
    return "".join(own)
