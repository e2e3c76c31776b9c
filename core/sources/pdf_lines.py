"""Letters of a PDF put together to lines, and lines to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.sources.lettering import APART, lowered, raised
from core.sources.pdf_page import Glyph

_WIDE = re.compile("[\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_SENTENCE_END = re.compile(r"[。！？：；.!?:;]\s*$")
_UNDIVIDED = re.compile("[^\u3400-\u9fff]{0,40}[\u3400-\u9fff]?[，。、；：？！）》”]?")
_SEVERAL = 0.1
"""The share of a text's lines that make its edge; a line alone may stick out."""
_EVEN = 4.0
"""Points by which lines that end together may differ."""
_COLUMN_GAP = 2.0
"""Widths of a letter; where a line has a wider gap, something else begins."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page; ``is_apart`` where wide gaps divide it into columns."""

    text: str
    page: int
    number: int
    left: float
    right: float
    base: float
    size: float
    doubt: str = ""
    is_apart: bool = False


DOUBLE = "这一格的字有重叠，不能确定原文是什么，请对照原文填写"
UNKNOWN = "这一格有认不出的字，不能确定原文是什么，请对照原文填写"


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[TextLine]:
    """Put letters together to lines from top to bottom, each from left to right."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.base, each.left)):
        line = next((each for each in reversed(found[-4:]) if _is_in(glyph, each)), None)
        if line is None:
            found.append([glyph])
        else:
            line.append(glyph)
    lines = [_line(sorted(each, key=lambda g: g.left), page, n) for n, each in enumerate(found, 1)]
    return [line for line in lines if line.text.strip()]


def _is_in(glyph: Glyph, line: Sequence[Glyph]) -> bool:
    """Tell whether a letter stands in a line, or raised or lowered beside its letters."""
    largest = max(line, key=lambda each: each.size)
    away = abs(glyph.base - largest.base)
    if away <= 0.3 * max(glyph.size, largest.size):
        return True
    small, large = sorted((glyph.size, largest.size))
    return small < 0.8 * large and away <= 0.6 * large


def _line(glyphs: Sequence[Glyph], page: int, number: int) -> TextLine:
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not seen:
        first = glyphs[0]
        return TextLine("", page, number, first.left, first.right, first.base, first.size)
    size = max(glyph.size for glyph in seen)
    base = max(seen, key=lambda each: each.size).base
    parts: list[str] = []
    doubt = ""
    is_apart = False
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            if parts and parts[-1] not in {" ", "\t"}:
                parts.append(" ")
            continue
        if before is not None:
            if _is_same(before, glyph):
                continue  # Set twice to look bold.
            doubt = _doubt(before, glyph) or doubt
            gap = glyph.left - before.right
            if gap > _COLUMN_GAP * size:
                is_apart = True
                parts = [*parts[: -1 if parts[-1] == " " else None], "\t"]
            elif gap > _least_gap(before, glyph) and parts[-1] != " ":
                parts.append(" ")
        if "\ufffd" in glyph.text:
            doubt = UNKNOWN
        doubt = doubt or glyph.doubt
        parts.append(_shown(glyph, size, base))
        before = glyph
    text = "".join(parts).strip()
    right = max(glyph.right for glyph in seen)
    return TextLine(text, page, number, seen[0].left, right, base, size, doubt, is_apart)


def _shown(glyph: Glyph, size: float, base: float) -> str:
    """Return a letter of a line as text: a small one above or below the line stays a mark."""
    if glyph.size >= 0.8 * size or abs(glyph.base - base) <= 0.1 * size:
        return glyph.text
    return raised(glyph.text) if glyph.base < base else lowered(glyph.text)


def _doubt(before: Glyph, glyph: Glyph) -> str:
    """Say why two letters that follow each other may not be what they seem."""
    if glyph.left < before.right - 0.5 * min(_width(glyph), _width(before)):
        return DOUBLE
    return APART if _is_other_digit(before, glyph) else ""


def _is_other_digit(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether a digit behind another is smaller, higher or white: a footnote's mark, say."""
    if not (before.text.isdigit() and glyph.text.isdigit()):
        return False
    size = max(before.size, glyph.size)
    is_level = abs(before.base - glyph.base) < _UNEVEN * size
    is_even = min(before.size, glyph.size) >= (1 - _UNEVEN) * size
    return not (is_level and is_even) or before.is_white != glyph.is_white


_UNEVEN = 0.12
"""The share of a digit's size by which its neighbour may be smaller or higher."""


def _is_same(before: Glyph, glyph: Glyph) -> bool:
    near = 0.12 * glyph.size
    return (
        glyph.text == before.text
        and abs(glyph.left - before.left) < near
        and abs(glyph.base - before.base) < near
    )


def _width(glyph: Glyph) -> float:
    return max(glyph.right - glyph.left, 0.1 * glyph.size)


def _least_gap(before: Glyph, glyph: Glyph) -> float:
    """Return the width from which a gap between two letters is a space."""
    size = max(before.size, glyph.size)
    wide = bool(_WIDE.match(before.text)), bool(_WIDE.match(glyph.text))
    return size * {0: 0.25, 1: 0.6, 2: 0.9}[sum(wide)]


def joined(first: str, second: str) -> str:
    """Put two lines of a text together: between Latin words a space is lost at a line's end."""
    is_word = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if is_word and second[:1].isascii() else first + second


def _first_width(text: str) -> float:
    """Return about how wide the beginning of a line is that stays together (〔2021〕3号)."""
    match = _UNDIVIDED.match(text)
    letters = match[0] if match else text[:1]
    return sum(1.0 if _WIDE.match(letter) else 0.55 for letter in letters)


def _edge(places: Sequence[float]) -> float:
    """Return the outermost place at which a tenth of the lines begin."""
    ordered = sorted(places)
    several = max(1, round(_SEVERAL * len(ordered)))
    ends = zip(ordered, ordered[several - 1 :], strict=False)
    shared = (first for first, last in ends if last - first < _EVEN)
    return next(shared, ordered[0] if ordered else 0.0)


@dataclass(frozen=True, slots=True)
class TypeArea:
    """Where the lines of running text begin and end, and how far apart they are."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> TypeArea:
        """Find the area that the longer lines of a text take up."""
        text = [line for line in lines if len(line.text) >= 12 and not line.is_apart]
        text = text or list(lines)
        right = -_edge([-line.right for line in text])
        left = _edge([line.left for line in text])
        steps = sorted(
            below.base - above.base
            for above, below in pairwise(text)
            if above.page == below.page and below.base > above.base
        )
        return cls(left, right, steps[len(steps) // 2] if steps else 0.0)

    def goes_on(self, above: TextLine, below: TextLine) -> bool:
        """Tell whether a line goes on with the paragraph of the one above it."""
        if above.is_apart or below.is_apart or abs(above.size - below.size) > 0.15 * above.size:
            return False
        room = max(1.7, 0.5 + _first_width(below.text)) * above.size
        if above.right < self.right - room or below.left > self.left + 0.9 * below.size:
            return False
        if above.page == below.page and below.base - above.base > 1.35 * self.pitch:
            return False
        return not (_NUMBERED.match(below.text) and _SENTENCE_END.search(above.text))
