"""Texts turned into glyphs as Qt sets them, and the fonts from which the glyphs come."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QRawFont, QTextLayout

from gui.printing.font_file import may_embed, write_font
from gui.printing.measure import make_font
from gui.printing.sheet import Face, Text

EM = 1000
"""Glyphs are measured at this size, in pixels."""
_BOLD = 600
"""Below this weight a font that shall be bold is made so."""
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
    """A glyph: its number in the font, that in the file, its place in ems from the run's start."""

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
        found: dict[int, list[tuple[UsedFont, int, QPointF]]] = {}
        runs = layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll)
        for run in runs:
            used = self._font(run.rawFont(), face)
            places = zip(run.glyphIndexes(), run.positions(), run.stringIndexes(), strict=True)
            for glyph, place, index in places:
                found.setdefault(index, []).append((used, glyph, place))
        if not found:
            return ()
        code = text.encode("utf-16-le")  # Qt counts so
        base = line.ascent()
        starts = sorted(found)
        clusters = []
        for start, end in zip(starts, [*starts[1:], len(code) // 2], strict=True):
            words = code[2 * start : 2 * end].decode("utf-16-le")
            clusters.append(_cluster(words, found[start], base))
        return tuple(clusters)

    def _font(self, raw: QRawFont, face: Face) -> UsedFont:
        family, style = raw.familyName(), raw.styleName()
        for used in self.fonts:
            known = (used.raw.familyName(), used.raw.styleName(), used.raw.weight())
            if known == (family, style, raw.weight()):
                return used
        weight = int.from_bytes(raw.fontTable("OS/2").data()[4:6])
        used = UsedFont(
            len(self.fonts) + 1, raw, family, face.bold and 0 < weight < _BOLD, may_embed(raw)
        )
        self.fonts.append(used)
        return used


def _cluster(words: str, found: list[tuple[UsedFont, int, QPointF]], base: float) -> Cluster:
    font = found[0][0]
    glyphs = tuple(
        PlacedGlyph(glyph, font.use(glyph), place.x() / EM, (place.y() - base) / EM)
        for _, glyph, place in found
    )
    is_plain = len(words) == 1 and len(glyphs) == 1 and abs(glyphs[0].y) < 1e-6
    if is_plain and glyphs[0].own:
        is_plain = font.characters.setdefault(words, glyphs[0].number) == glyphs[0].number
    return Cluster(words, font, glyphs, is_plain)
