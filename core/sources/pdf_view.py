"""How a page of a PDF is looked at: its size, and where points of the file come to lie."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from types import ModuleType

from core.sources.pdf_order import Matrix, times

MOST_OBJECTS = 200_000
"""Letters and drawings of one page; a page of the report has some thousand."""


@dataclass(frozen=True, slots=True)
class PdfView:
    """How a page is looked at: its size, and how points of the file come to lie on it."""

    width: float
    height: float
    matrix: Matrix
    turn: int = 0
    """How often the page is turned by a right angle beyond what the file says."""

    @classmethod
    def of(cls, raw: ModuleType, page: object) -> PdfView:
        """Ask PDFium how it would show a page."""
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

    def turned(self, turn: int) -> PdfView:
        """Return the view of the page turned so that text which runs up or down lies level."""
        width, height = self.width, self.height
        match turn:
            case 1:
                return PdfView(height, width, times(self.matrix, (0, 1, -1, 0, height, 0)), turn)
            case 2:
                return PdfView(width, height, times(self.matrix, (-1, 0, 0, -1, width, height)), 2)
            case 3:
                return PdfView(height, width, times(self.matrix, (0, -1, 1, 0, 0, width)), turn)
        return self
