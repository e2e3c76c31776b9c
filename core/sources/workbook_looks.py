"""How the styles of a workbook set the letters of cells: colour, ground, size, what hides them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from core.sources.colours import BLACK, PICTURED, WHITE, Colour, hex_colour, is_seen, mixed, tinted
from core.sources.html_tree import Element
from core.sources.office_theme import OfficeTheme
from core.sources.package import attribute, child, children

_T = TypeVar("_T")

_LEAST_SIZE = 2.0
"""Points."""
_MOST_INDENT = 30
_USUAL_SIZE = 11.0
_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_PALETTE = (
    f"{_BASIC} {_BASIC} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 "
    "FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 "
    "0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 "
    "FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""The colours that older workbooks name by number; the first eight stand there twice."""
_PATTERNS = {
    "solid": 1.0, "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125,
    "gray0625": 0.06,
}  # fmt: skip
_FORMAT_COLOUR = re.compile(r"\[\s*(colou?r\s*\d{1,2}|[a-z]{3,7})\s*\]", re.IGNORECASE)
_FORMAT_COLOURS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "00FF00", "blue": "0000FF",
    "yellow": "FFFF00", "magenta": "FF00FF", "cyan": "00FFFF",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellLetters:
    """How the letters of a cell look."""

    letters: Colour = BLACK
    grounds: tuple[Colour, ...] = (WHITE,)
    size: float = _USUAL_SIZE
    is_strange: bool = False
    """Whether the cell shows its text in a way that may not be told: again and again, or aside."""

    @property
    def is_unseen(self) -> bool:
        """Tell whether the letters may not be seen."""
        return self.is_strange or self.size <= _LEAST_SIZE or not self.shows(self.letters)

    def shows(self, letters: Colour) -> bool:
        """Tell whether letters of a colour are seen in the cell."""
        return all(is_seen(letters, each) for each in self.grounds)


@dataclass(frozen=True, slots=True)
class RunLook:
    """How some letters of a cell look; None stands for what the cell has."""

    letters: Colour | None
    size: float | None


class BookColours:
    """The colours that a workbook names."""

    def __init__(self, styles: Element | None = None, theme: Element | None = None) -> None:
        self._theme = OfficeTheme(theme)
        own = [hex_colour(e.get("rgb")) for e in children(styles, "colors", "indexedColors")]
        usual = [hex_colour(each) for each in _PALETTE]
        self._palette = [*own, *usual[len(own) :]]

    def of(self, element: Element | None) -> Colour | None:
        """Return the colour that an element names; None where it is left to the program."""
        if element is None:
            return None
        colour = hex_colour(element.get("rgb"))
        if (named := element.get("theme")) is not None:
            colour = self._theme.of_workbook(named)
        elif (number := element.get("indexed")) is not None:
            colour = self.numbered(int(number)) if re.fullmatch(r"\d{1,3}", number) else None
        tint = _real(element.get("tint"), 0.0)
        return colour if colour is None or not tint else tinted(colour, tint)

    def numbered(self, number: int) -> Colour | None:
        """Return a colour of the palette; None for those of the system."""
        return self._palette[number] if number < len(self._palette) else None

    def set_palette(self, colours: bytes) -> None:
        """Take the colours of an older workbook, four bytes each; the first has the number 8."""
        found = [(c[0], c[1], c[2]) for c in zip(*[iter(colours[:224])] * 4, strict=False)]
        self._palette[8 : 8 + len(found)] = found

    def of_format(self, section: str) -> Colour | None:
        """Return the colour that a part of a number format names."""
        match = _FORMAT_COLOUR.search(section)
        if match is None:
            return None
        name = match[1].lower()
        if name[-1].isdigit():
            return self.numbered(int(re.sub(r"\D", "", name)) + 7)
        return hex_colour(_FORMAT_COLOURS.get(name))

    def run(self, properties: Element | None) -> RunLook:
        """Return how a run of a cell's text looks."""
        size = child(properties, "sz")
        said = _real(attribute(size, "val"), _USUAL_SIZE) if size is not None else None
        return RunLook(self.of(child(properties, "color")), said)

    def grounds(self, fill: Element | None, *, is_of_condition: bool = False) -> tuple[Colour, ...]:
        """Return the colours that the ground of a cell has; none where there is no fill."""
        stops = [self.of(child(each, "color")) for each in children(fill, "gradientFill")]
        if stops:
            return tuple(each for each in stops if each is not None)
        pattern = child(fill, "patternFill")
        kind = attribute(pattern, "patternType") or ("solid" if is_of_condition else "none")
        if pattern is None or kind == "none":
            return ()
        front, behind = (self.of(child(pattern, name)) for name in ("fgColor", "bgColor"))
        if is_of_condition:
            ground = behind or front
            return () if ground is None else (ground,)
        return (mixed(front or BLACK, behind or WHITE, _PATTERNS.get(kind, 0.3)),)


def cell_looks(styles: Element | None, colours: BookColours) -> tuple[CellLetters, ...]:
    """Return how each style of a workbook sets the letters of its cells."""
    fonts = [_font(each, colours) for each in children(styles, "fonts")]
    fills = [colours.grounds(each) for each in children(styles, "fills")]
    found = []
    for each in children(styles, "cellXfs"):
        letters, size, is_pictured = _at(fonts, each.get("fontId"), (BLACK, _USUAL_SIZE, False))
        grounds = _at(fills, each.get("fillId"), ()) or (WHITE,)
        aligned = child(each, "alignment")
        is_strange = is_pictured or attribute(aligned, "horizontal") == "fill"
        is_strange = is_strange or _real(attribute(aligned, "indent"), 0.0) > _MOST_INDENT
        found.append(CellLetters(letters, grounds, size, is_strange))
    return tuple(found)


def _font(font: Element, colours: BookColours) -> tuple[Colour, float, bool]:
    size = _real(attribute(child(font, "sz"), "val"), _USUAL_SIZE)
    name = attribute(child(font, "name"), "val") or ""
    return colours.of(child(font, "color")) or BLACK, size, bool(PICTURED.match(name))


def _at(known: list[_T], number: str | None, otherwise: _T) -> _T:
    is_number = re.fullmatch(r"\d{1,4}", number or "", re.ASCII) is not None
    at = int(number or 0) if is_number else 0
    return known[at] if at < len(known) else otherwise


def _real(text: str | None, otherwise: float) -> float:
    match = re.fullmatch(r"\s*(-?\d{1,9}(?:\.\d{0,20})?)(?:[eE]-\d{1,3})?\s*", text or "", re.ASCII)
    return float(match[0]) if match else otherwise
