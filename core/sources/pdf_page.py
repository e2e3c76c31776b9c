"""What stands on a page of a PDF: letters with their places, and lines that rule its tables.

Places are in points from the page's upper left corner as it is looked at, turned pages included.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from core.base.problem import SourceProblem
from core.sources.pdf_order import (
    DEEPEST,
    SAME,
    Area,
    DrawingOrder,
    Matrix,
    area_of,
    is_under,
    moved,
    times,
)
from core.sources.pdf_sight import OVERDRAWN, UNSEEN, PdfSight

MOST_OBJECTS = 200_000
"""Letters and drawings of one page; a page of the report has some thousand."""
MOST_RULES = 8_000
"""Lines of one page; a table drawn cell by cell has some thousand."""
_THIN = 3.5
"""Points; what is filled and no thicker is a line."""
_SHORTEST = 4.0
"""Points; what is shorter rules nothing."""
_INVISIBLE = 3
_FEW = 20
"""Letters; a page with no more has just its number beside a picture."""
_WIDEST = 3.0
"""Times its size that a letter may be wide; a dash of two letters is twice as wide."""
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter; ``base`` is the line that it stands on, ``size`` that of its font."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_white: bool = False
    doubt: str = ""
    """Why it may not be what a reader sees: one Chinese sentence."""

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in its middle."""
        return (self.left + self.right) / 2, self.base - 0.36 * self.size


@dataclass(frozen=True, slots=True)
class PdfRule:
    """A straight line across or down the page: where it lies, from where to where it runs."""

    across: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's letters and rules; a page that is a picture has no letters to rely on."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[PdfRule, ...]
    is_picture: bool
    is_astray: bool = False
    """Whether text shows on it where none of its letters is known to be."""


class PageReader:
    """Reads pages one after the other. Raises Problem where one has more than any report."""

    def __init__(self) -> None:
        import pypdfium2.raw  # type: ignore[import-untyped]  # it ships no types

        self._raw = pypdfium2.raw

    def read(self, document: object, number: int) -> PdfPage:
        """Read a page of a document that PDFium has opened, counted from 0."""
        raw = self._raw
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            raise self._damaged(number)
        try:
            if _has_entries(raw, page):
                # What was typed into the fields of a form belongs to what the page shows.
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                raw.FPDF_ClosePage(page)
                page = raw.FPDF_LoadPage(document, number)
                if not page:
                    raise self._damaged(number)
            return self._read(page, number)
        finally:
            if page:
                raw.FPDF_ClosePage(page)

    def _read(self, page: object, number: int) -> PdfPage:
        raw = self._raw
        if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
            raise self._too_much(number)
        letters = raw.FPDFText_LoadPage(page)
        if not letters:
            raise self._damaged(number)
        try:
            count = raw.FPDFText_CountChars(letters)
            if count > MOST_OBJECTS:
                raise self._too_much(number)
            flat = view = _View.of(raw, page)
            set_letters = list(_letters(raw, letters, count, view))
            turn = Counter(each.turn for each in set_letters).most_common(1)
            view = view.turned(turn[0][0] if turn else 0)
        finally:
            raw.FPDFText_ClosePage(letters)
        drawing = _Drawing(raw, view)
        drawing.go_through(page)
        if drawing.left <= 0 or len(drawing.rules) > MOST_RULES:
            raise self._too_much(number)
        seen = [each for each in set_letters if not each.is_hidden]
        shown = _Shown.of(raw, page, seen, DrawingOrder.of(raw, page, flat.matrix))
        glyphs = tuple(
            glyph
            for each in seen
            if each.turn == view.turn
            for glyph in [each.seen(view, shown.doubts.get(each.number, ""))]
            if 0 <= glyph.middle[0] <= view.width and 0 <= glyph.middle[1] <= view.height
        )
        hidden = sum(each.is_hidden for each in set_letters)
        is_picture = (
            (drawing.is_covered and len(glyphs) < _FEW)
            or hidden >= _FEW
            or (drawing.is_text_covered and len(glyphs) > 0)
        )
        return PdfPage(
            number + 1,
            view.width,
            view.height,
            glyphs,
            tuple(drawing.rules),
            is_picture,
            shown.is_astray,
        )

    def _damaged(self, number: int) -> SourceProblem:
        return SourceProblem(
            f"的第{number + 1}页已经损坏，所以没有读入。请重新下载或复制一份再读取。"
        )

    def _too_much(self, number: int) -> SourceProblem:
        return SourceProblem(
            f"第{number + 1}页的内容太多，不像是一份年报，没有读入。"
            "请把年报部分另存为单独的文件，再读取。"
        )


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is looked at: its size, and how points of the file come to lie on it."""

    width: float
    height: float
    matrix: Matrix
    turn: int = 0
    """How often the page is turned by a right angle beyond what the file says."""

    @classmethod
    def of(cls, raw: ModuleType, page: object) -> _View:
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        x, y = ctypes.c_int(), ctypes.c_int()
        scale, far = 100, 1000.0

        def seen(at_x: float, at_y: float) -> tuple[float, float]:
            size = round(width * scale), round(height * scale)
            raw.FPDF_PageToDevice(page, 0, 0, *size, 0, at_x, at_y, x, y)
            return x.value / scale, y.value / scale

        (e, f), (ax, ay), (cx, cy) = seen(0, 0), seen(far, 0), seen(0, far)
        a, b, c, d = ((v) / far for v in (ax - e, ay - f, cx - e, cy - f))
        return cls(width, height, (a, b, c, d, e, f))

    def turned(self, turn: int) -> _View:
        """Return the view of the page turned so that text which runs up or down lies level."""
        width, height = self.width, self.height
        match turn:
            case 1:
                return _View(height, width, times(self.matrix, (0, 1, -1, 0, height, 0)), turn)
            case 2:
                return _View(width, height, times(self.matrix, (-1, 0, 0, -1, width, height)), 2)
            case 3:
                return _View(height, width, times(self.matrix, (0, -1, 1, 0, 0, width)), turn)
        return self


@dataclass(frozen=True, slots=True)
class _Letter:
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

    def seen(self, view: _View, doubt: str) -> Glyph:
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
class _Shown:
    """What drawing a page tells of its letters: doubts by their numbers."""

    doubts: Mapping[int, str]
    is_astray: bool = False

    @classmethod
    def of(
        cls, raw: ModuleType, page: object, letters: Sequence[_Letter], order: DrawingOrder
    ) -> _Shown:
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


def _letters(raw: ModuleType, letters: object, count: int, view: _View) -> Iterator[_Letter]:
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
        yield _Letter(
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


_WHITE = 0xFA
_SLANTED = -1
"""The turn of letters that run neither level nor upright, as a watermark's."""


@dataclass(slots=True)
class _Shape:
    """What is drawn without lifting the pen: its points, and its straight sides."""

    points: list[tuple[float, float]] = field(default_factory=list)
    sides: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    is_square: bool = True
    """Whether all of it runs across or down."""

    def add(self, point: tuple[float, float], *, is_line: bool) -> None:
        """Go on to a point."""
        if self.points and is_line:
            last = self.points[-1]
            self.sides.append((last, point))
            leans = min(abs(last[0] - point[0]), abs(last[1] - point[1]))
            self.is_square = self.is_square and leans <= _THIN
        elif self.points:
            self.is_square = False
        self.points.append(point)


_MOST_SIDES = 5
"""Of a frame with round corners; a shape with more that is not square is a letter, or a drawing."""


class _Drawing:
    """Collects the rules of a page, and how far pictures cover it."""

    def __init__(self, raw: ModuleType, view: _View) -> None:
        self.rules: list[PdfRule] = []
        self.left = MOST_OBJECTS
        self.is_covered = False
        """Whether one picture takes up most of the page."""
        self.is_text_covered = False
        """Whether such a picture lies above all text."""
        self._raw = raw
        self._view = view

    def go_through(self, page: object) -> None:
        """Look at everything on the page."""
        raw = self._raw
        for at in range(raw.FPDFPage_CountObjects(page)):
            self._take(raw.FPDFPage_GetObject(page, at), self._view.matrix, 0)

    def _take(self, each: object, matrix: Matrix, depth: int) -> None:
        raw = self._raw
        self.left -= 1
        if self.left <= 0:
            return
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._take_path(each, times(self._matrix_of(each), matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._take_picture(times(self._matrix_of(each), matrix))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self.is_text_covered = False
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = times(self._matrix_of(each), matrix)
            for at in range(raw.FPDFFormObj_CountObjects(each)):
                self._take(raw.FPDFFormObj_GetObject(each, at), inner, depth + 1)

    def _matrix_of(self, each: object) -> Matrix:
        found = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(each, found):
            return SAME
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _take_picture(self, matrix: Matrix) -> None:
        corners = [moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        self._rule_of_bar(left, top, right, bottom)
        if (right - left) * (bottom - top) > 0.5 * self._view.width * self._view.height:
            self.is_covered = self.is_text_covered = True

    def _take_path(self, each: object, matrix: Matrix) -> None:
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for shape in self._shapes(each, matrix):
            if stroke.value:
                if len(shape.sides) <= _MOST_SIDES or shape.is_square:
                    for (x, y), (x2, y2) in shape.sides:
                        self._rule_of_bar(min(x, x2), min(y, y2), max(x, x2), max(y, y2))
            else:
                # Of what is filled the whole counts: a letter's outline has straight parts too.
                xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
                self._rule_of_bar(min(xs), min(ys), max(xs), max(ys))

    def _shapes(self, each: object, matrix: Matrix) -> Iterator[_Shape]:
        """Yield the shapes of a path; each begins where the pen is put down."""
        raw = self._raw
        count = raw.FPDFPath_CountSegments(each)
        self.left -= count
        if self.left <= 0:
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        shape = _Shape()
        for at in range(count):
            segment = raw.FPDFPath_GetPathSegment(each, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and shape.points:
                yield shape
                shape = _Shape()
            shape.add(moved(matrix, x.value, y.value), is_line=kind == raw.FPDF_SEGMENT_LINETO)
            if raw.FPDFPathSegment_GetClose(segment):
                shape.add(shape.points[0], is_line=True)
        if shape.points:
            yield shape

    def _rule_of_bar(self, left: float, top: float, right: float, bottom: float) -> None:
        width, height = right - left, bottom - top
        if height <= _THIN and width >= max(_SHORTEST, height):
            self.rules.append(PdfRule(True, (top + bottom) / 2, left, right))
        elif width <= _THIN and height >= _SHORTEST:
            self.rules.append(PdfRule(False, (left + right) / 2, top, bottom))


def _has_entries(raw: ModuleType, page: object) -> bool:
    """Tell whether something is set on the page after it was made: fields, typed-in text."""
    kinds = {getattr(raw, f"FPDF_ANNOT_{kind}") for kind in _ENTRIES}
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ENTRIES)):
        entry = raw.FPDFPage_GetAnnot(page, at)
        if entry:
            kind = raw.FPDFAnnot_GetSubtype(entry)
            raw.FPDFPage_CloseAnnot(entry)
            if kind in kinds:
                return True
    return False


_MOST_ENTRIES = 2000
_ENTRIES = (
    "WIDGET", "FREETEXT", "STAMP", "STRIKEOUT", "LINE", "INK", "SQUARE", "CIRCLE", "POLYGON",
    "POLYLINE", "REDACT",
)  # fmt: skip
"""What shows something of its own, or takes away what is under it."""
