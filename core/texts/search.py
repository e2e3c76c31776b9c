"""Finding words in the written parts and putting others in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.report.finding import Spot
from core.report.link import Link
from core.report.report import Report

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width letters, digits and signs, and the narrow ones that mean the same."""


@dataclass(frozen=True, slots=True)
class TextSearch:
    """What is looked for: the words, and whether full-width and half-width are alike."""

    words: str
    folds_width: bool = False
    section: str = ""
    """The written part to look in; all of them where it is empty."""

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the spans of a text that match; none overlap."""
        words = self._folded(self.words)
        if not words:
            return ()
        text = self._folded(text)
        found = []
        at = text.find(words)
        while at >= 0:
            found.append((at, at + len(words)))
            at = text.find(words, at + len(words))
        return tuple(found)

    def find_in(self, report: Report) -> tuple[Spot, ...]:
        """Return every match in the written parts, in the order of the report."""
        return tuple(
            Spot(part.id, start, end)
            for part in report.form.texts
            if self.section in {"", part.id}
            for start, end in self.find(report.texts[part.id])
        )

    def _folded(self, text: str) -> str:
        return text.translate(_FULL_WIDTH) if self.folds_width else text


def is_linked(links: Iterable[Link], start: int, end: int) -> bool:
    """Tell whether a span touches a linked number."""
    return any(link.start < end and start < link.end for link in links)


def replace_spans(
    text: str, links: Iterable[Link], spans: Iterable[tuple[int, int]], words: str
) -> tuple[str, tuple[Link, ...]]:
    """Put words in the place of spans, given in order; returns the text and where its links are.

    A link that a span touches is gone.
    """
    spans, links = tuple(spans), tuple(links)
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], words]
        at = end
    pieces.append(text[at:])
    kept = []
    for link in links:
        if not any(link.start < end and start < link.end for start, end in spans):
            by = sum(len(words) - (end - start) for start, end in spans if end <= link.start)
            kept.append(replace(link, start=link.start + by, end=link.end + by))
    return "".join(pieces), tuple(kept)
