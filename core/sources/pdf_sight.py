"""Whether the letters of a page of a PDF are seen: it is drawn with its text and without.

Where the two drawings are alike nobody sees a letter, whatever the cause: a layer that is switched
off, something opaque above it, a clip, the colour of its ground. Pictures are not drawn, since they
may unpack to any size; what lies under one is in doubt.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType

from core.sources.pdf_order import DEEPEST, Area

_FINEST = 3.0
"""Pixels a point."""
_MOST_PIXELS = 6_000_000
_LEAST_CONTRAST = 1.5
_STRONG = 3.0
"""The contrast of what is drawn through a digit; a watermark has less."""
_LEAST_CHANGE = 6
"""Shades of grey of 256, below which nothing is told apart."""
_WHOLE = 0.7
"""The share of a digit's height and width that its ink takes up."""
_LEAST_HEIGHT = 1.8
"""Points of a digit; a letter of 2.5 points is too small to be read on paper."""
_LEAST_ROWS = 4
"""Pixels of a digit; in fewer nothing can be told."""
_ASTRAY = 0.05
"""The share of a page's ink that may lie where no letter is."""
_FEW_PIXELS = 300

UNSEEN = "这一格有的字在页面上看不见，或者颜色太浅、字太小，不能确定是不是数，请对照原文填写"
OVERDRAWN = "这一格的字上画有线条、图形或者图片，不能确定是不是删去的，请对照原文填写"


def _lights() -> tuple[float, ...]:
    """Return how light each shade of grey is, as contrast counts it."""
    shares = [shade / 255 for shade in range(256)]
    return tuple(
        0.05 + (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4)
        for each in shares
    )


_LIGHTS = _lights()


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A page drawn in shades of grey, row by row."""

    width: int
    height: int
    scale: float
    shades: bytes

    def rows(self, area: Area) -> Iterator[slice[int, int, None]]:
        """Yield the pixels of each row of an area."""
        left, top, right, bottom = self.pixels(area)
        for row in range(top, bottom):
            yield slice(row * self.width + left, row * self.width + right)

    def pixels(self, area: Area) -> tuple[int, int, int, int]:
        """Return an area in whole pixels, none of which is outside the page."""
        left, top, right, bottom = (each * self.scale for each in area)
        return (
            min(max(math.floor(left), 0), self.width),
            min(max(math.floor(top), 0), self.height),
            min(max(math.ceil(right), 0), self.width),
            min(max(math.ceil(bottom), 0), self.height),
        )


@dataclass(slots=True)
class _Parts:
    """The texts and pictures of a page, those inside drawings too."""

    texts: list[object] = field(default_factory=list)
    pictures: list[object] = field(default_factory=list)

    def collect(self, raw: ModuleType, page: object, most: int) -> bool:
        """Go through a page; tells whether it has no more than ``most`` parts."""
        waiting: list[tuple[object, int]] = [
            (raw.FPDFPage_GetObject(page, at), 0) for at in range(raw.FPDFPage_CountObjects(page))
        ]
        while waiting and most > 0:
            most -= 1
            each, depth = waiting.pop()
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts.append(each)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(each)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                count = min(raw.FPDFFormObj_CountObjects(each), most)
                inner = (raw.FPDFFormObj_GetObject(each, at) for at in range(count))
                waiting += [(part, depth + 1) for part in inner]
        return not waiting


class PdfSight:
    """What is seen of the letters of one page."""

    def __init__(self, full: _Canvas, bare: _Canvas) -> None:
        self._full = full
        self._bare = bare

    @classmethod
    def of(cls, raw: ModuleType, page: object, most: int) -> PdfSight | None:
        """Draw a page; None where it has too many parts, or is too large to be drawn.

        The page is not fit for anything else afterwards, as its text is switched off.
        """
        parts = _Parts()
        if not parts.collect(raw, page, most):
            return None
        for each in parts.pictures:
            raw.FPDFPageObj_SetIsActive(each, 0)
        full = _drawn(raw, page)
        for each in parts.texts:
            raw.FPDFPageObj_SetIsActive(each, 0)
        bare = _drawn(raw, page)
        return cls(full, bare) if full is not None and bare is not None else None

    def doubt(self, area: Area) -> str:
        """Say why a digit that takes up an area may not be what is seen; empty where it is."""
        left, top, right, bottom = self._full.pixels(area)
        if area[3] - area[1] < _LEAST_HEIGHT or bottom - top < _LEAST_ROWS or right <= left:
            return UNSEEN
        rows: list[int] = []
        columns: set[int] = set()
        contrast = 1.0
        for number, row in enumerate(self._full.rows(area)):
            with_text, without = self._full.shades[row], self._bare.shades[row]
            if with_text == without:
                continue
            inked = [
                (at, one, other)
                for at, (one, other) in enumerate(zip(with_text, without, strict=True))
                if abs(one - other) >= _LEAST_CHANGE
            ]
            if inked:
                rows.append(number)
                columns.update(at for at, _, _ in inked)
                contrast = max(contrast, *(_contrast(one, other) for _, one, other in inked))
        if contrast < _LEAST_CONTRAST or not rows:
            return UNSEEN
        is_whole = rows[-1] - rows[0] + 1 >= _WHOLE * (bottom - top - 1)
        if not is_whole or max(columns) - min(columns) + 1 < _WHOLE * (right - left - 1):
            return UNSEEN
        return OVERDRAWN if self._is_overdrawn(area) else ""

    def _is_overdrawn(self, area: Area) -> bool:
        """Tell whether something that is no text is drawn through the middle of an area."""
        left, top, right, bottom = area
        across, down = 0.2 * (right - left), 0.2 * (bottom - top)
        middle = (left + across, top + down, right - across, bottom - down)
        shades = b"".join(self._bare.shades[row] for row in self._bare.rows(middle))
        return bool(shades) and _contrast(min(shades), max(shades)) >= _STRONG

    def is_astray(self, areas: Iterable[Area]) -> bool:
        """Tell whether much of the page's text shows where none of its letters is known to be."""
        size = len(self._full.shades)
        one, other = (int.from_bytes(c.shades, "little") for c in (self._full, self._bare))
        ink = bytearray((one ^ other).to_bytes(size, "little"))
        whole = size - ink.count(0)
        gap = 2 / self._full.scale
        for left, top, right, bottom in areas:
            around = gap + 0.1 * (bottom - top)
            for row in self._full.rows((left - around, top - gap, right + around, bottom + gap)):
                ink[row] = bytes(row.stop - row.start)
        rest = size - ink.count(0)
        return rest > max(_FEW_PIXELS, _ASTRAY * whole)


def _contrast(one: int, other: int) -> float:
    first, second = _LIGHTS[one], _LIGHTS[other]
    return max(first, second) / min(first, second)


def _drawn(raw: ModuleType, page: object) -> _Canvas | None:
    points = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if not all(math.isfinite(each) and each > 0 for each in points):
        return None
    scale = min(_FINEST, math.sqrt(_MOST_PIXELS / (points[0] * points[1])))
    width, height = (max(1, round(each * scale)) for each in points)
    if width * height > 2 * _MOST_PIXELS:
        return None
    pixels = ctypes.create_string_buffer(width * height)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, pixels, width)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return _Canvas(width, height, scale, bytes(pixels))
