"""A page of the display list as the content of an OFD page (GB/T 33190—2016, chapters 7 to 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath, QTransform

from core.printed.measures import MM
from gui.printing.glyphs import EM, Cluster, FontBook, PlacedGlyph, UsedFont
from gui.printing.painter import MARK_COLOUR, watermark_path
from gui.printing.sheet import Fill, Item, PaperPage, RuleItem, Text, WatermarkItem

_ABOVE, _BELOW, _BESIDE = 1.1, 0.4, 0.2
"""How far letters may reach beyond their baseline and their run, in ems; readers cut there."""
_OUTLINE = 0.025
"""The width of the outline that makes letters bold where the font has no bold, in ems."""


class Numbers:
    """The numbers of the objects of a document: each is given once."""

    def __init__(self) -> None:
        self.last = 0

    def take(self) -> int:
        """Return the next number."""
        self.last += 1
        return self.last


@dataclass(frozen=True, slots=True)
class _Piece:
    """Clusters of one font that stand in one row; or a single one that needs more to be said."""

    clusters: tuple[Cluster, ...]
    places: tuple[float, ...]
    """Where each begins, in points from the run's beginning."""

    @property
    def is_plain(self) -> bool:
        return self.clusters[0].is_plain


class PageWriter:
    """Writes pages; the fonts that they use are in the book, by the numbers given here."""

    def __init__(self, book: FontBook, numbers: Numbers) -> None:
        self._book = book
        self._numbers = numbers
        self._fonts: dict[int, int] = {}

    def font_id(self, font: UsedFont) -> int:
        """Return the number by which the pages call a font."""
        known = self._fonts.get(font.number)
        if known is None:
            known = self._fonts[font.number] = self._numbers.take()
        return known

    def content(self, page: PaperPage) -> str:
        """Return the objects of a page, one on a line, in the order in which they are drawn."""
        return "\n".join(part for item in page.items for part in self._item(item, page))

    def _item(self, item: Item, page: PaperPage) -> Iterator[str]:
        if isinstance(item, Text):
            yield from self._text(item)
        elif isinstance(item, RuleItem):
            yield self._rule(item)
        elif isinstance(item, Fill):
            path = f"M 0 0 L {_mm(item.width)} 0 L {_mm(item.width)} {_mm(item.height)}"
            path += f" L 0 {_mm(item.height)} C"
            box = _box(item.x, item.y, item.width, item.height)
            yield self._filled(box, path, item.colour)
        elif isinstance(item, WatermarkItem):
            yield self._outline(watermark_path(item, page.width, page.height), MARK_COLOUR)

    def _rule(self, rule: RuleItem) -> str:
        half = rule.width / 2
        left, top = min(rule.x1, rule.x2) - half, min(rule.y1, rule.y2) - half
        width, height = abs(rule.x2 - rule.x1) + rule.width, abs(rule.y2 - rule.y1) + rule.width
        ends = ((rule.x1 - left, rule.y1 - top), (rule.x2 - left, rule.y2 - top))
        (x1, y1), (x2, y2) = ends
        return (
            f'<ofd:PathObject ID="{self._numbers.take()}"'
            f' Boundary="{_box(left, top, width, height)}" LineWidth="{_mm(rule.width)}">'
            f'<ofd:StrokeColor Value="0 0 0"/>'
            f"<ofd:AbbreviatedData>M {_mm(x1)} {_mm(y1)} L {_mm(x2)} {_mm(y2)}"
            f"</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _filled(self, box: str, path: str, colour: str) -> str:
        value = QColor(colour)
        return (
            f'<ofd:PathObject ID="{self._numbers.take()}" Boundary="{box}"'
            f' Stroke="false" Fill="true">'
            f'<ofd:FillColor Value="{value.red()} {value.green()} {value.blue()}"/>'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _outline(self, path: QPainterPath, colour: str) -> str:
        """Write a shape that stands somewhere on the page, in points."""
        frame = path.boundingRect()
        path.translate(-frame.topLeft())
        box = _box(frame.x(), frame.y(), frame.width(), frame.height())
        return self._filled(box, _path_data(path), colour)

    def _text(self, text: Text) -> Iterator[str]:
        for piece in _pieces(text, self._book.clusters(text)):
            font = piece.clusters[0].font
            # What is not embedded is drawn, and lies below as text that is not seen.
            if not font.is_embedded:
                shapes = [glyph for cluster in piece.clusters for glyph in cluster.glyphs]
                yield from self._shapes(text, shapes, piece)
            elif len(piece.clusters[0].glyphs) > 1:
                yield from self._shapes(text, piece.clusters[0].glyphs[1:], piece)
            yield self._text_object(text, piece)

    def _text_object(self, text: Text, piece: _Piece) -> str:
        font = piece.clusters[0].font
        size, glyph = text.size, piece.clusters[0].glyphs[0]
        start = piece.places[0]
        # What is read from the right begins at the right, so the first place may be the last.
        before = start - min(piece.places)
        length = max(piece.places) - start + size
        # The box, seen from the beginning of the piece, before the run is turned.
        x, y = start, 0.0 if piece.is_plain else glyph.y * size
        box = (
            -before - _BESIDE * size,
            -_ABOVE * size,
            before + length + 2 * _BESIDE * size,
            (_ABOVE + _BELOW) * size,
        )
        turn, how = QTransform().translate(text.x, text.y).rotate(text.turn).translate(x, y), ""
        frame = turn.mapRect(_rect(box))
        inner = (before + _BESIDE * size, _ABOVE * size)
        if text.turn:
            # The object's own coordinates begin at the corner of its box, and are turned there.
            own = QTransform().rotate(text.turn)
            origin = own.mapRect(_rect(box)).topLeft()
            own = QTransform.fromTranslate(-origin.x(), -origin.y())
            own = QTransform().rotate(text.turn) * own
            inner = (0.0, 0.0)
            how = f' CTM="{own.m11():.0f} {own.m12():.0f} {own.m21():.0f} {own.m22():.0f}'
            how += f' {_mm(own.dx())} {_mm(own.dy())}"'
        if not font.is_embedded:
            how += ' Fill="false"'
        elif font.is_thickened:
            how += f' Stroke="true" LineWidth="{_mm(size * _OUTLINE)}"'
        colour = '<ofd:StrokeColor Value="0 0 0"/>' if font.is_thickened else ""
        words = "".join(cluster.text for cluster in piece.clusters)
        return (
            f'<ofd:TextObject ID="{self._numbers.take()}"'
            f' Boundary="{_box(frame.x(), frame.y(), frame.width(), frame.height())}"'
            f' Font="{self.font_id(font)}" Size="{_mm(size)}"{how}>{colour}'
            f'{_glyphs(piece)}<ofd:TextCode X="{_mm(inner[0])}" Y="{_mm(inner[1])}"{_delta(piece)}>'
            f"{escape(words, quote=False)}</ofd:TextCode></ofd:TextObject>"
        )

    def _shapes(self, text: Text, glyphs: Iterable[PlacedGlyph], piece: _Piece) -> Iterator[str]:
        """Draw glyphs as shapes."""
        begins = {
            id(g): at for c, at in zip(piece.clusters, piece.places, strict=True) for g in c.glyphs
        }
        firsts = {id(g): c.glyphs[0].x for c in piece.clusters for g in c.glyphs}
        scale = text.size / EM
        for glyph in glyphs:
            path = glyph.font.raw.pathForGlyph(glyph.own)
            if path.isEmpty():
                continue
            x = begins[id(glyph)] + (glyph.x - firsts[id(glyph)]) * text.size
            place = QTransform().translate(text.x, text.y).rotate(text.turn)
            place = place.translate(x, glyph.y * text.size).scale(scale, scale)
            yield self._outline(place.map(path), "#000000")


def _pieces(text: Text, clusters: tuple[Cluster, ...]) -> Iterator[_Piece]:
    """Divide a run: each piece is of one font, and blanks that begin it are a piece of their own.

    A reader that takes the blanks off a text would else lose the places of what follows. So a mark
    that stands on a blank is a piece of its own too.
    """
    places = [
        cluster.glyphs[0].x * text.size + text.spacing * at for at, cluster in enumerate(clusters)
    ]

    def kind(at: int) -> tuple[int, int]:
        return clusters[at].font.number, -1 if clusters[at].is_plain else at

    for _, group in groupby(range(len(clusters)), kind):
        inside = list(group)
        begin = 0
        while begin < len(inside) and not clusters[inside[begin]].text.strip():
            begin += 1
        for part in filter(None, (inside[:begin], inside[begin:])):
            piece = _Piece(tuple(clusters[at] for at in part), tuple(places[at] for at in part))
            yield from _off_its_blank(piece, text.size)


def _off_its_blank(piece: _Piece, size: float) -> Iterator[_Piece]:
    """Part a blank from the marks that stand on it."""
    cluster, place = piece.clusters[0], piece.places[0]
    marks = cluster.text.lstrip()
    if not marks or marks == cluster.text:
        yield piece
        return
    blank, rest = cluster.glyphs[:1], cluster.glyphs[1:] or cluster.glyphs
    blanks = cluster.text.removesuffix(marks)
    yield _Piece((replace(cluster, text=blanks, glyphs=blank),), (place,))
    beside = place + (rest[0].x - blank[0].x) * size
    yield _Piece((replace(cluster, text=marks, font=rest[0].font, glyphs=rest),), (beside,))


def _glyphs(piece: _Piece) -> str:
    """Name the glyph of what has no usual one: joined letters, a letter and its mark."""
    cluster = piece.clusters[0]
    if piece.is_plain or not cluster.font.is_embedded:
        return ""
    return (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(cluster.text)}" GlyphCount="1">'
        f"<ofd:Glyphs>{cluster.glyphs[0].number}</ofd:Glyphs></ofd:CGTransform>"
    )


def _delta(piece: _Piece) -> str:
    """Write the steps from each character to the next; equal ones are counted."""
    steps = [_mm(after - before) for before, after in pairwise(piece.places)]
    if not piece.is_plain:  # all its characters stand at one place
        steps = ["0"] * (len(piece.clusters[0].text) - 1)
    if not steps:
        return ""
    parts: list[str] = []
    for step, group in groupby(steps):
        count = len(list(group))
        parts += ["g", str(count), step] if count > 2 else [step] * count
    return f' DeltaX="{" ".join(parts)}"'


def _path_data(path: QPainterPath) -> str:
    kinds = QPainterPath.ElementType
    parts: list[str] = []
    for at in range(path.elementCount()):
        element: Any = path.elementAt(at)  # the stubs do not say what it has
        if element.type == kinds.MoveToElement:
            parts += ["C", "M"] if parts else ["M"]
        elif element.type == kinds.LineToElement:
            parts.append("L")
        elif element.type == kinds.CurveToElement:
            parts.append("B")
        parts += [_mm(element.x), _mm(element.y)]
    return " ".join([*parts, "C"])


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    return QRectF(*box)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"{_mm(x)} {_mm(y)} {_mm(width)} {_mm(height)}"


def _mm(points: float) -> str:
    text = f"{points / MM:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
