"""A page of a PDF as it is read: its letters with their places, and lines that rule its tables.

Places are in points from the page's upper left corner as it is looked at, turned pages included.
"""

from __future__ import annotations

from dataclasses import dataclass


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
