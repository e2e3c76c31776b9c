"""The display list: what stands where on each page, in points from the paper's corner.

It knows no device, so that screen, printer and PDF show the same to the dot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from core.printed.measures import (
    BOTTOM_MM,
    CHARACTERS,
    LEFT_MM,
    LINES,
    MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    TOP_MM,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its type area, in points; the default is A4 as GB/T 9704 asks."""

    width: float = PAGE_WIDTH_MM * MM
    height: float = PAGE_HEIGHT_MM * MM
    top: float = TOP_MM * MM
    left: float = LEFT_MM * MM
    right: float = RIGHT_MM * MM
    bottom: float = BOTTOM_MM * MM
    lines: int = LINES
    characters: int = CHARACTERS

    @property
    def type_width(self) -> float:
        """The width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def type_height(self) -> float:
        """The height of the type area."""
        return self.height - self.top - self.bottom

    @property
    def pitch(self) -> float:
        """The distance from line to line of the body."""
        return self.type_height / self.lines

    @property
    def cell(self) -> float:
        """The width that a character of the body takes."""
        return self.type_width / self.characters


@dataclass(frozen=True, slots=True)
class Face:
    """A font that is there; ``bold`` where a face lighter than the prescribed stands in.

    ``latin`` is the family of its words in Latin letters and figures; empty where that is its own.
    ``behind`` are the families that have its rare characters, where it lacks them.
    """

    family: str
    bold: bool = False
    latin: str = ""
    behind: tuple[str, ...] = field(default=(), compare=False)

    def of_word(self, word: str) -> Face:
        """Return the face in which a word of other than Chinese characters is set."""
        return Face(self.latin, self.bold) if self.latin and word.isascii() else self


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text on its baseline; ``spacing`` is added behind every character.

    ``turn`` is clockwise, in degrees, about the run's beginning.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    spacing: float = 0.0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class RuleItem:
    """A straight black line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle of colour, without an outline."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class WatermarkItem:
    """A word drawn as an outline, so that it is no part of the text that a reader copies."""

    word: str
    face: Face


Item: TypeAlias = Text | RuleItem | Fill | WatermarkItem


@dataclass(frozen=True, slots=True)
class PageAnchor:
    """A heading that a reader may jump to, and its top."""

    title: str
    y: float
    level: int = 0
    """0 for a part of the report, 1 for a heading in it."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page; ``number`` counts from one. A turned page is wider than high."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    anchors: tuple[PageAnchor, ...] = ()

    @property
    def is_turned(self) -> bool:
        """Tell whether the page lies on its side."""
        return self.width > self.height

    @property
    def texts(self) -> tuple[Text, ...]:
        """The runs of text, in reading order."""
        return tuple(item for item in self.items if isinstance(item, Text))
