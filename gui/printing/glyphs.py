"""Texts turned into glyphs as Qt sets them, and the fonts from which the glyphs come."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QRawFont, QTextLayout

from gui.printing.font_file import may_embed, write_font
from gui.printing.measure import make_font
from gui.printing.sheet import Face, Text

EM = 1000
"""Glyphs are measured at this size, in pixels."""
_LAST_SHORT = 0xFFFF
"""Characters beyond it are two of Qt's."""
_BOLD = 600
"""Below this weight a font that shall be bold is made so."""
_ALL = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
_LIGATURES = ("liga", "clig")
"""Letters that are spaced are not joined."""


@dataclass(slots=True)
class UsedFont:
    """A font of the pages, and what is used of it."""

    number: int
    raw: QRawFont
    family: str
    is_thickened: bool
    """It has no bold of its own: its letters get an outline."""
    is_embedded: bool
    glyphs: dict[int, int] = field(default_factory=dict)
    """The number in the file of every glyph that is used."""
    characters: dict[str, int] = field(default_factory=dict)
    """The characters that have a glyph of their own, with its number in the file."""

    def use(self, glyph: int) -> int:
        """Take a glyph into the file; returns its number there."""
        return self.glyphs.setdefault(glyph, len(self.glyphs) + 1)

    def content(self) -> bytes:
        """Return the font file of all that was used."""
        return write_font(self.raw, tuple(self.glyphs), self.characters, self.name)

    @property
    def name(self) -> str:
        """The name of the font, its style included."""
        style = self.raw.styleName()
        return self.family if style in ("", "Regular") else f"{self.family} {style}"


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A glyph: its number in the font, that in the file, its place in ems from the run's start.

    A mark may be of another font than its letter.
    """

    font: UsedFont
    own: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a reader sees as one character; ``is_plain`` where its only glyph is the usual one."""

    text: str
    font: UsedFont
    glyphs: tuple[PlacedGlyph, ...]
    is_plain: bool


_Found: TypeAlias = tuple[UsedFont, int, QPointF]
"""A glyph that Qt set: its font, its number there, its place."""


class FontBook:
    """Turns texts into glyphs; what it set it remembers."""

    def __init__(self) -> None:
        self.fonts: list[UsedFont] = []
        self._known: dict[tuple[Face, str, bool], tuple[Cluster, ...]] = {}

    def clusters(self, text: Text) -> tuple[Cluster, ...]:
        """Return the clusters of a run of text, in the order in which it is read."""
        key = (text.face, text.text, text.spacing != 0)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._set(*key)
        return known

    def _set(self, face: Face, text: str, is_spaced: bool) -> tuple[Cluster, ...]:
        font = make_font(face, EM)
        if is_spaced:
            for feature in _LIGATURES:
                font.setFeature(QFont.Tag(feature), 0)
        layout = QTextLayout(text, font)
        layout.beginLayout()
        line = layout.createLine()
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        code = text.encode("utf-16-le")  # Qt counts so
        found = self._found(layout, text, face)
        if not found:
            return ()
        base = line.ascent()
        starts = sorted(found)
        clusters = []
        for start, end in zip(starts, [*starts[1:], len(code) // 2], strict=True):
            words = code[2 * start : 2 * end].decode("utf-16-le")
            clusters.append(_cluster(words, found[start], base))
        return tuple(clusters)

    def _found(self, layout: QTextLayout, text: str, face: Face) -> dict[int, list[_Found]]:
        """Return the glyphs of every cluster, by the place in the text where it begins."""
        found: dict[int, list[_Found]] = {}
        runs = layout.glyphRuns(-1, -1, _ALL)
        if len({_name_of(run.rawFont()) for run in runs}) < 2:
            for run in runs:
                indexes = run.stringIndexes()
                for index, each in zip(indexes, self._glyphs(run, face), strict=True):
                    found.setdefault(index, []).append(each)
            return found
        # Behind a character that came from another font Qt counts the places from there anew.
        begin, seen = 0, set[tuple[int, int, float, float]]()
        units = [char for char in text for _ in range(1 + (ord(char) > _LAST_SHORT))]
        for at, char in enumerate(units):
            own = [each for r in layout.glyphRuns(at, 1, _ALL) for each in self._glyphs(r, face)]
            keys = [(font.number, glyph, place.x(), place.y()) for font, glyph, place in own]
            is_mark = unicodedata.category(char).startswith("M")
            if seen.isdisjoint(keys) and not (is_mark and begin in found):
                begin, seen = at, set()
            new = [each for key, each in zip(keys, own, strict=True) if key not in seen]
            if new:
                found.setdefault(begin, []).extend(new)
            seen.update(keys)
        return found

    def _glyphs(self, run: QGlyphRun, face: Face) -> list[_Found]:
        used = self._font(run.rawFont(), face)
        return [
            (used, glyph, place)
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
        ]

    def _font(self, raw: QRawFont, face: Face) -> UsedFont:
        name = _name_of(raw)
        for used in self.fonts:
            if _name_of(used.raw) == name:
                return used
        weight = int.from_bytes(raw.fontTable("OS/2").data()[4:6])
        used = UsedFont(
            len(self.fonts) + 1,
            raw,
            raw.familyName(),
            face.bold and 0 < weight < _BOLD,
            may_embed(raw),
        )
        self.fonts.append(used)
        return used


def _name_of(raw: QRawFont) -> tuple[str, str, int]:
    return raw.familyName(), raw.styleName(), raw.weight()


def _cluster(words: str, found: list[_Found], base: float) -> Cluster:
    font = found[0][0]
    glyphs = tuple(
        PlacedGlyph(used, glyph, used.use(glyph), place.x() / EM, (place.y() - base) / EM)
        for used, glyph, place in found
    )
    is_plain = len(words) == 1 and len(glyphs) == 1 and abs(glyphs[0].y) < 1e-6
    if is_plain and glyphs[0].own:
        is_plain = font.characters.setdefault(words, glyphs[0].number) == glyphs[0].number
    return Cluster(words, font, glyphs, is_plain)
