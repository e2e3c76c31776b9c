"""Where what a page of a PDF is made of lies, and in which order it is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TypeAlias

DEEPEST = 6
"""Drawings inside others."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Area: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in points of the page as it is looked at."""


@dataclass(slots=True)
class DrawingOrder:
    """In which order the texts of a page are drawn, and the pictures above them."""

    texts: dict[int, int] = field(default_factory=dict)
    """How many pictures were drawn before each text."""
    pictures: list[Area] = field(default_factory=list)

    @classmethod
    def of(cls, raw: ModuleType, page: object, matrix: Matrix) -> DrawingOrder:
        """Go through a page that has no more parts than are allowed."""
        order = cls()
        waiting = [
            (raw.FPDFPage_GetObject(page, at), matrix, 0)
            for at in reversed(range(raw.FPDFPage_CountObjects(page)))
        ]
        found = raw.FS_MATRIX()
        while waiting:
            each, outer, depth = waiting.pop()
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                key = ctypes.cast(each, ctypes.c_void_p).value or 0
                order.texts[key] = len(order.pictures)
                continue
            has_matrix = raw.FPDFPageObj_GetMatrix(each, found)
            own = (found.a, found.b, found.c, found.d, found.e, found.f) if has_matrix else SAME
            matrix = times(own, outer)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                corners = [moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
                xs, ys = [x for x, _ in corners], [y for _, y in corners]
                order.pictures.append((min(xs), min(ys), max(xs), max(ys)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                waiting += [
                    (raw.FPDFFormObj_GetObject(each, at), matrix, depth + 1)
                    for at in reversed(range(raw.FPDFFormObj_CountObjects(each)))
                ]
        return order

    def above(self, text: int) -> list[Area]:
        """Return where pictures lie that are drawn after a text."""
        return self.pictures[self.texts.get(text, 0) :]


def is_under(area: Area, covers: Sequence[Area]) -> bool:
    """Tell whether the middle of an area lies under something that is drawn above it."""
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in covers)


def area_of(matrix: Matrix, first: tuple[float, float], second: tuple[float, float]) -> Area:
    """Return the area between two points on the page as it is looked at."""
    (x, y), (x2, y2) = moved(matrix, *first), moved(matrix, *second)
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does what the first does and then what the second does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
