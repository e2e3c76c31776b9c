"""A written part as the paragraphs that are printed, each with its place in what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.printed.characters import as_printed
from core.printed.page import printable
from core.report.edits import SetText
from core.report.text_changes import PieceFate, pieces
from core.texts.text_tables import find_tables

_BLANKS = " \u3000"
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
    """Return the paragraphs of a text; blank lines and indents are layout.

    In a row of a small table every tab counts, those at its ends too: an empty cell is a cell.
    """
    found = []
    lines = list(_LINE.finditer(text))
    tables = find_tables([line[0] for line in lines])
    rows = {table.first + at: row for table in tables for at, row in enumerate(table.rows)}
    for number, line in enumerate(lines):
        is_row = number in rows
        # The blank that a tab gets on paper is nobody's.
        words = (
            "\t".join(map(as_printed, rows[number]))
            if is_row
            else printable(line[0]).replace(" \t", "\t")
        )
        if words:
            layout = _BLANKS if is_row else None
            start = line.start() + len(line[0]) - len(line[0].lstrip(layout))
            end = start + len(line[0].strip(layout))
            found.append(Typed(words, start, end, line.start(), line.end()))
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
