"""The letters of a page of a PDF: where the file sets them, and which of them are seen."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from core.sources.pdf_order import Area, DrawingOrder, area_of, is_under, moved
from core.sources.pdf_page import Glyph
from core.sources.pdf_sight import OVERDRAWN, UNSEEN, PdfSight
from core.sources.pdf_view import MOST_OBJECTS, PdfView

_INVISIBLE = 3
_WIDEST = 3.0
"""Times its size that a letter may be wide; a dash of two letters is twice as wide."""
_UNKNOWN = "\ufffd"
_WHITE = 0xFA
_SLANTED = -1
"""The turn of letters that run neither level nor upright, as a watermark's."""


@dataclass(frozen=True, slots=True)
class PdfLetter:
    """A letter where the file sets it, ``tight`` is what its ink takes up as looked at.

    ``number`` counts the letters of the page; ``holder`` tells apart the texts that they stand in.
    """

    number: int
    holder: int
    text: str
    box: tuple[float, float, float, float]
    tight: Area
    ink: tuple[tuple[float, float], tuple[float, float]]
    origin: tuple[float, float]
    size: float
    turn: int
    is_hidden: bool
    is_white: bool

    def seen(self, view: PdfView, doubt: str) -> Glyph:
        """Return it as it lies on the page, with what makes it doubtful."""
        left, bottom, right, top = self.box
        first, second = moved(view.matrix, left, bottom), moved(view.matrix, right, top)
        base = moved(view.matrix, *self.origin)[1]
        left, right = min(first[0], second[0]), max(first[0], second[0])
        if right - left > _WIDEST * self.size:
            # Under the matrix of some programs (WPS) PDFium takes a letter for far too wide.
            first, second = self.ink
            first, second = moved(view.matrix, *first), moved(view.matrix, *second)
            left, right = min(first[0], second[0]), max(first[0], second[0])
        return Glyph(self.text, left, right, base, self.size, self.is_white, doubt)


@dataclass(frozen=True, slots=True)
class ShownLetters:
    """What drawing a page tells of its letters: doubts by their numbers."""

    doubts: Mapping[int, str]
    is_astray: bool = False

    @classmethod
    def of(
        cls, raw: ModuleType, page: object, letters: Sequence[PdfLetter], order: DrawingOrder
    ) -> ShownLetters:
        """Draw the page and look at its digits."""
        digits = [each for each in letters if each.text.isdigit()]
        if not digits:
            return cls({})
        sight = PdfSight.of(raw, page, MOST_OBJECTS)
        doubts: dict[int, str] = {}
        for each in digits:
            doubt = OVERDRAWN if is_under(each.tight, order.above(each.holder)) else ""
            doubts[each.number] = doubt or (UNSEEN if sight is None else sight.doubt(each.tight))
        return cls(doubts, sight is not None and sight.is_astray(x.tight for x in letters))


def letters_of(raw: ModuleType, letters: object, count: int, view: PdfView) -> Iterator[PdfLetter]:
    """Yield the letters of a page that PDFium has opened, hidden ones too."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    sides = tuple(ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    a, b, c, d, _, _ = view.matrix
    hidden: dict[int, tuple[bool, bool]] = {}
    for at in range(count):
        if raw.FPDFText_IsGenerated(letters, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(letters, at)
        is_known = 32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        if not is_known and code in {9, 10, 13}:
            continue
        if raw.FPDFText_HasUnicodeMapError(letters, at) == 1:
            is_known = False
        if not (
            raw.FPDFText_GetLooseCharBox(letters, at, box)
            and raw.FPDFText_GetCharBox(letters, at, *sides)
            and raw.FPDFText_GetMatrix(letters, at, matrix)
            and raw.FPDFText_GetCharOrigin(letters, at, x, y)
        ):
            continue
        across = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        turn = round(math.atan2(-across[1], across[0]) / (math.pi / 2), 1)
        size = raw.FPDFText_GetFontSize(letters, at) * math.hypot(matrix.c, matrix.d)
        holder = raw.FPDFText_GetTextObject(letters, at)
        key = ctypes.cast(holder, ctypes.c_void_p).value or 0
        if key not in hidden:
            is_hidden = raw.FPDFTextObj_GetTextRenderMode(holder) == _INVISIBLE
            hidden[key] = is_hidden, _is_white(raw, holder)
        left, right, bottom, top = (each.value for each in sides)
        yield PdfLetter(
            at,
            key,
            chr(code) if is_known else _UNKNOWN,
            (box.left, box.bottom, box.right, box.top),
            area_of(view.matrix, (left, bottom), (right, top)),
            ((left, bottom), (right, top)),
            (x.value, y.value),
            size,
            int(turn) % 4 if turn == int(turn) else _SLANTED,
            *hidden[key],
        )


def _is_white(raw: ModuleType, holder: object) -> bool:
    """Tell whether a text is filled with white, or with nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(holder, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE
