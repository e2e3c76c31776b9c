"""Whether letters of a Word document are seen: their colour, ground, size and room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.sources.colours import BLACK, PICTURED, WHITE, Colour, contrast, is_seen, mixed
from core.sources.docx_styles import TextStyles
from core.sources.html_tree import Element
from core.sources.office_theme import OfficeTheme, highlight, pattern_share
from core.sources.package import attribute, child, children, local

_LEAST_SIZE = 4
"""Half points."""
_USUAL_SIZE = 20
_NARROWEST = 20
"""Percent of a letter's width."""
_LOWEST_ROW = 100
"""Twentieths of a point."""
_FAR = 2000
_ALIKE = 1.15
_EDGES = {"firstRow", "lastRow", "firstCol", "lastCol"}
_CORNERS = {"nwCell", "neCell", "swCell", "seCell"}


@dataclass(frozen=True, slots=True)
class DocxRoom:
    """Where a paragraph stands: the grounds that it may have, and the text of its table's style."""

    grounds: tuple[Colour, ...] = (WHITE,)
    styles: tuple[Element, ...] = ()
    """What the table's style says of letters here."""
    is_squeezed: bool = False


@dataclass(frozen=True, slots=True)
class DocxLook:
    """How letters look; the colour is as it is seen."""

    size: int
    ink: Colour
    ground: Colour

    def is_like(self, other: DocxLook) -> bool:
        """Tell whether letters of two kinds look alike."""
        smaller, larger = sorted((self.size, other.size))
        return (
            larger <= smaller * _ALIKE
            and contrast(self.ink, other.ink) <= _ALIKE
            and contrast(self.ground, other.ground) <= _ALIKE
        )


class DocxSight:
    """What a document's theme and styles say of how its letters are seen."""

    def __init__(self, styles: TextStyles, theme: OfficeTheme) -> None:
        self._styles = styles
        self._theme = theme

    def look(
        self, run: Element | None, paragraph: Element | None, room: DocxRoom
    ) -> tuple[DocxLook, bool]:
        """Return how a run looks, and whether its letters may not be seen."""

        def found(name: str) -> Element | None:
            return self._styles.element(run, paragraph, name, room.styles)

        size = _number(attribute(found("sz"), "val"), _USUAL_SIZE)
        grounds = self._grounds(paragraph, room, found("shd"), found("highlight"))
        letters = self._theme.of_word(found("color"))
        ground = grounds[0]
        ink = letters or (BLACK if contrast(BLACK, ground) > contrast(WHITE, ground) else WHITE)
        is_faint = letters is not None and not all(is_seen(letters, each) for each in grounds)
        filled = found("textFill")
        if filled is not None:
            is_faint = not self._is_filled(filled, grounds) or is_faint
        gap = _number(attribute(found("spacing"), "val"), 0)
        fonts = found("rFonts")
        is_faint = (
            is_faint
            or room.is_squeezed
            or size <= _LEAST_SIZE
            or _number(attribute(found("w"), "val"), 100) < _NARROWEST
            or gap * 5 < -size * 10
            or abs(_number(attribute(found("position"), "val"), 0)) > 2 * size
            or any(PICTURED.match(attribute(fonts, name) or "") for name in ("ascii", "hAnsi"))
            or self._is_cramped(paragraph, size)
        )
        return DocxLook(size, ink, ground), is_faint

    def _grounds(
        self,
        paragraph: Element | None,
        room: DocxRoom,
        shade: Element | None,
        marked: Element | None,
    ) -> tuple[Colour, ...]:
        colour = highlight(marked) or ground_of(self._theme, shade)
        if colour is None:
            own = child(paragraph, "shd")
            colour = ground_of(self._theme, own)
        if colour is None:
            colour = ground_of(self._theme, self._styles.of_paragraph(paragraph, "shd"))
        return room.grounds if colour is None else (colour,)

    def _is_filled(self, filled: Element, grounds: tuple[Colour, ...]) -> bool:
        """Tell whether the fill that newer programs draw letters with is seen."""
        kind = next(iter(filled), None)
        if kind is None or local(kind) == "noFill":
            return False
        if local(kind) != "solidFill":
            return True
        named = next(iter(kind), None)
        if named is None:
            return True
        if child(named, "alpha") is not None:
            return False  # They may be seen through.
        colour = self._theme.of_drawing(named)
        return colour is None or all(is_seen(colour, each) for each in grounds)

    def _is_cramped(self, paragraph: Element | None, size: int) -> bool:
        """Tell whether a paragraph's lines are too low, or stand off the page."""
        gap = child(paragraph, "spacing")
        if gap is None:
            gap = self._styles.of_paragraph(paragraph, "spacing")
        # Twentieths of a point for the line, half points for the letters.
        line = _number(attribute(gap, "line"), 240)
        if attribute(gap, "lineRule") == "exact" and line < size * 5:
            return True
        indent = child(paragraph, "ind")
        ends = ("left", "start", "right", "end", "firstLine")
        moved = [_number(attribute(indent, name), 0) for name in ends]
        hanging = _number(attribute(indent, "hanging"), 0)
        frame = child(paragraph, "framePr")
        return min(moved[0] - hanging, *moved) < -_FAR or frame is not None


class DocxRooms:
    """The rooms of a table's cells."""

    def __init__(self, styles: TextStyles, theme: OfficeTheme, table: Element, rows: int) -> None:
        self._theme = theme
        self._rows = rows
        properties = child(table, "tblPr")
        self._own = ground_of(theme, child(properties, "shd"))
        look = child(properties, "tblLook")
        self._parts: dict[str, list[Element]] = {}
        for style in styles.descent(attribute(child(properties, "tblStyle"), "val")):
            self._parts.setdefault("wholeTable", []).append(style)
            for each in style:
                if local(each) == "tblStylePr":
                    self._parts.setdefault(attribute(each, "type") or "", []).append(each)
        self._is_off = {
            name
            for name, other in (
                ("firstRow", "firstRow"), ("lastRow", "lastRow"),
                ("firstCol", "firstColumn"), ("lastCol", "lastColumn"),
            )
            if attribute(look, other) in {"0", "false"}
        }  # fmt: skip

    def room(self, row: Element, cell: Element, at: tuple[int, int], is_last: bool) -> DocxRoom:
        """Return where a cell stands, ``at`` being its row and its place in the row."""
        own = ground_of(self._theme, child(cell, "tcPr", "shd"))
        if own is None:
            own = ground_of(self._theme, child(row, "tblPrEx", "shd"))
        if own is None:
            own = self._own
        names = list(self._names(at, is_last))
        parts = [part for name in names for part in self._parts.get(name, ())]
        grounds: list[Colour] = [] if own is None else [own]
        for name in names:
            if grounds and (own is not None or name == "wholeTable" or names[0] in _EDGES):
                break
            styled = (ground_of(self._theme, child(p, "tcPr", "shd")) for p in self._parts[name])
            grounds += [each for each in styled if each is not None][:1]
        if own is None and grounds and names[0] not in _EDGES:
            grounds.append(WHITE)  # Rows that no band of the style colours.
        letters = [found for part in parts if (found := child(part, "rPr")) is not None]
        return DocxRoom(
            tuple(dict.fromkeys(grounds)) or (WHITE,), tuple(letters), _is_squeezed(row)
        )

    def _names(self, at: tuple[int, int], is_last: bool) -> Iterator[str]:
        """Yield the parts of the table's style that may hold for a cell, stronger ones first."""
        edges = {"firstRow": at[0] == 0, "lastRow": at[0] == self._rows - 1,
                 "firstCol": at[1] == 0, "lastCol": is_last}  # fmt: skip
        found = [name for name, holds in edges.items() if holds and name not in self._is_off]
        yield from (name for name in found if name in self._parts)
        for name in self._parts:
            if name not in _EDGES and name not in _CORNERS and name != "wholeTable":
                yield name
        if "wholeTable" in self._parts:
            yield "wholeTable"


def ground_of(theme: OfficeTheme, shade: Element | None) -> Colour | None:
    """Return the colour of a ground; None where what is behind it is seen."""
    if shade is None:
        return None
    fill = theme.of_word(shade, "fill")
    share = pattern_share(attribute(shade, "val") or "")
    if not share:
        return fill
    return mixed(theme.of_word(shade, "color") or BLACK, fill or WHITE, share)


def _is_squeezed(row: Element) -> bool:
    """Tell whether a row is too low for letters, or is hidden."""
    hidden = child(row, "trPr", "hidden")
    if hidden is not None and attribute(hidden, "val") not in {"0", "false"}:
        return True
    return any(
        local(each) == "trHeight"
        and attribute(each, "hRule") == "exact"
        and _number(attribute(each, "val"), _LOWEST_ROW) < _LOWEST_ROW
        for each in children(row, "trPr")
    )


def _number(text: str | None, otherwise: int) -> int:
    match = re.match(r"-?\d{1,6}", text or "", re.ASCII)
    return int(match[0]) if match else otherwise
