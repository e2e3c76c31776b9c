"""A written part as the paragraphs that are printed, each with its place in what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.printed.page import printable
from core.report.edits import SetText
from core.report.text_changes import PieceFate, pieces

_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A paragraph as it is printed; its words from ``start`` to ``end``, its line around them."""

    words: str
    start: int
    end: int
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class ParagraphReplacement:
    """Characters of a text from ``start`` to ``end``, and what shall stand in their place."""

    start: int
    end: int
    words: str


def typed_paragraphs(text: str) -> tuple[Typed, ...]:
    """Return the paragraphs of a text; blank lines and indents are layout."""
    found = []
    for line in _LINE.finditer(text):
        words = printable(line[0])
        if words:
            indent = len(line[0]) - len(line[0].lstrip())
            start = line.start() + indent
            found.append(
                Typed(words, start, start + len(line[0].strip()), line.start(), line.end())
            )
    return tuple(found)


def replacement(
    text: str, typed: Sequence[Typed], place: tuple[int, int], wanted: Sequence[str]
) -> ParagraphReplacement:
    """Put paragraphs in place of others; what is typed around them stays as it is."""
    first, last = place
    words = "\n".join(wanted)
    if first < last and wanted:
        return ParagraphReplacement(typed[first].start, typed[last - 1].end, words)
    if first < last:
        start, end = typed[first].line_start, typed[last - 1].line_end
        if end < len(text):
            return ParagraphReplacement(start, end + 1, "")
        return ParagraphReplacement(max(start - 1, 0), end, "")
    if first:
        at = typed[first - 1].line_end
        return ParagraphReplacement(at, at, f"\n{words}")
    return ParagraphReplacement(0, 0, f"{words}\n" if text else words)


def text_edits(
    section: str, text: str, replacements: Iterable[ParagraphReplacement]
) -> tuple[SetText, ...]:
    """Return the edits that put all this into a text, one for each run of words.

    One edit for all would let go of every linked number between the first change and the last.
    """
    edits = []
    for each in sorted(replacements, key=lambda r: (r.start, r.end), reverse=True):
        at = each.end
        for piece in reversed(pieces(text[each.start : each.end], each.words)):
            if piece.fate is PieceFate.ADDED:
                text = text[:at] + piece.text + text[at:]
            else:
                at -= len(piece.text)
                if piece.fate is PieceFate.SAME:
                    continue
                text = text[:at] + text[at + len(piece.text) :]
            edits.append(SetText(section, text))
    return tuple(edits)
