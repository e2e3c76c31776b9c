"""What is drawn on a page of a PDF: the lines that rule its tables, and pictures over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

from core.sources.pdf_order import DEEPEST, SAME, Matrix, moved, times
from core.sources.pdf_page import PdfRule
from core.sources.pdf_view import MOST_OBJECTS, PdfView

_THIN = 3.5
"""Points; what is filled and no thicker is a line."""
_SHORTEST = 4.0
"""Points; what is shorter rules nothing."""


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


class PageDrawing:
    """Collects the rules of a page, and how far pictures cover it."""

    def __init__(self, raw: ModuleType, view: PdfView) -> None:
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
