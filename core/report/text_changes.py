"""What two texts say differently: paragraph by paragraph, and inside a paragraph word by word."""

from __future__ import annotations

import difflib
import enum
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Chinese is held against Chinese character by character; a number or a Latin word is one word.
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|[^\S\n]+|.", re.DOTALL)
_ALIKE = 0.5
"""Two paragraphs with such a share of their characters in common are one, rewritten."""
_MOST_PAIRS = 900
"""So many pairs of paragraphs are weighed; a longer stretch is told as a whole."""
_CONTEXT = 10
"""Characters that stay beside a change where a text is told in one line."""


class PieceFate(enum.Enum):
    """What became of a piece of a text."""

    SAME = "same"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A piece of two texts: in both, struck out of the old one, or added by the new one."""

    fate: PieceFate
    text: str


@dataclass(frozen=True, slots=True)
class ChangedSpan:
    """Where two sequences differ: from ``start`` to ``end`` in the old, and in the new."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def growth(self) -> int:
        """How much longer the new one is here."""
        return (self.new_end - self.new_start) - (self.end - self.start)


def words_of(text: str) -> list[str]:
    """Take a text apart; joined again it is the same text."""
    return _WORDS.findall(text)


def pieces(old: str, new: str) -> tuple[ChangedPiece, ...]:
    """Lay two texts over each other word by word."""
    before, after = words_of(old), words_of(new)
    found: list[ChangedPiece] = []
    at = 0
    for span in word_spans(before, after):
        found += _piece(PieceFate.SAME, before[at : span.start])
        found += _piece(PieceFate.STRUCK, before[span.start : span.end])
        found += _piece(PieceFate.ADDED, after[span.new_start : span.new_end])
        at = span.end
    return (*found, *_piece(PieceFate.SAME, before[at:]))


def _piece(fate: PieceFate, words: Sequence[str]) -> list[ChangedPiece]:
    return [ChangedPiece(fate, "".join(words))] if words else []


def word_spans(old: Sequence[str], new: Sequence[str]) -> list[ChangedSpan]:
    """Return where two lists of words differ; a single word left between changes goes with them."""
    found: list[ChangedSpan] = []
    for span in _spans(old, new):
        last = found[-1] if found else None
        if last and span.start - last.end == 1 and old[last.end] != "\n":
            found[-1] = ChangedSpan(last.start, span.end, last.new_start, span.new_end)
        else:
            found.append(span)
    return found


def line_spans(old: Sequence[str], new: Sequence[str]) -> list[ChangedSpan]:
    """Return where two lists of paragraphs differ, a rewritten paragraph by itself."""
    return [each for span in _spans(old, new) for each in _paired(span, old, new)]


def _spans(old: Sequence[str], new: Sequence[str]) -> list[ChangedSpan]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [ChangedSpan(*ends) for tag, *ends in matcher.get_opcodes() if tag != "equal"]


def _paired(span: ChangedSpan, old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedSpan]:
    """Divide a stretch of changed paragraphs where one of them is plainly another rewritten."""
    height, width = span.end - span.start, span.new_end - span.new_start
    if height + width <= 2 or not height or not width or height * width > _MOST_PAIRS:
        yield span
        return
    alike = [
        [_likeness(old[span.start + row], new[span.new_start + column]) for column in range(width)]
        for row in range(height)
    ]
    # The best sum of likenesses of pairs that do not cross, from every corner to the end.
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for row in reversed(range(height)):
        for column in reversed(range(width)):
            both = alike[row][column]
            paired = both + best[row + 1][column + 1] if both >= _ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = done = new_done = 0
    while row < height and column < width:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            yield from _rest(span, done, row, new_done, column)
            if old[span.start + row] != new[span.new_start + column]:
                yield from _rest(span, row, row + 1, column, column + 1)
            row, column = row + 1, column + 1
            done, new_done = row, column
    yield from _rest(span, done, height, new_done, width)


def _rest(
    span: ChangedSpan, start: int, end: int, new_start: int, new_end: int
) -> Iterator[ChangedSpan]:
    if start < end or new_start < new_end:
        yield ChangedSpan(
            span.start + start, span.start + end, span.new_start + new_start,
            span.new_start + new_end,
        )  # fmt: skip


def _likeness(one: str, other: str) -> float:
    """Return the share of characters that two paragraphs have in common, wherever they stand."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if one and other else 0.0


def in_one_line(changed: Sequence[ChangedPiece]) -> str:
    """Tell changes in a line of plain text; of what stayed only what stands beside them."""
    words = []
    for number, piece in enumerate(changed):
        text = piece.text.replace("\n", "¶")
        if piece.fate is PieceFate.SAME:
            words.append(_shortened(text, number > 0, number < len(changed) - 1))
        else:
            words.append(f"〔{'删' if piece.fate is PieceFate.STRUCK else '加'}：{text}〕")
    return "".join(words)


def _shortened(text: str, follows: bool, leads: bool) -> str:
    if len(text) <= _CONTEXT * (follows + leads) + 1:
        return text
    return (text[:_CONTEXT] if follows else "") + "…" + (text[-_CONTEXT:] if leads else "")
