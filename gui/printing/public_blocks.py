"""The blocks of the picture for the public: a sentence, and what is drawn below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.picture.public import HUNDRED, Look, PublicBlock, PublicItem, count_words
from core.picture.style import PictureStyle
from gui.printing.faces import Faces
from gui.printing.line_breaking import FaceSpan, Measure, break_lines
from gui.printing.measure import Ruler
from gui.printing.sheet import Face, Fill, Text

INNER = 436.0
"""The width of a block in points, where the long picture is 540 wide."""
_SENTENCE = 26.0
_BIG = 62.0
_FACT = 30.0
_NAME = 21.0
_NOTE = 17.0
_LEADING = 1.42
_BASELINE = 0.86
_GAP = 12.0
_SQUARES = 20
"""Squares of the grid of a hundred that stand side by side."""
_BAR = 26.0
_THINNEST = 1.5


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A block that is set, from its own corner on."""

    items: tuple[Text | Fill, ...]
    height: float


class BlockSetter:
    """Sets blocks in a style."""

    def __init__(self, style: PictureStyle, faces: Faces, ruler: Ruler) -> None:
        self.style = style
        self._faces = faces
        self._ruler = ruler
        self._items: list[Text | Fill] = []
        self._y = 0.0

    def set(self, block: PublicBlock) -> SetBlock:
        """Set one block."""
        self._items, self._y = [], 0.0
        self._lines(block.sentence, _SENTENCE, self._faces.hei)
        self._y += _GAP
        draw = {
            Look.LEAD: self._lead,
            Look.HUNDRED: self._hundred,
            Look.STACKS: self._stacks,
            Look.FACTS: self._facts,
            Look.YEARS: self._years,
        }[block.look]
        draw(block.items)
        if block.note:
            self._y += _GAP / 2
            self._lines(block.note, _NAME, self._faces.sans)
        return SetBlock(tuple(self._items), self._y)

    def _lead(self, items: Sequence[PublicItem]) -> None:
        for item in items:
            self._lines(item.text, _BIG, self._faces.hei)
            if item.prior:
                self._lines(f"{item.prior}。", _NAME, self._faces.sans)

    def _hundred(self, items: Sequence[PublicItem]) -> None:
        tints = self._tints(len(items))
        if self.style.hundred == "grid":
            self._grid(items, tints)
        else:
            self._bar([item.count for item in items], tints, INNER / HUNDRED, _BAR * 1.6)
        self._y += _GAP
        for item, tint in zip(items, tints, strict=True):
            count = f"{count_words(item)}{item.name}"
            exact = "，".join(part for part in (f"共{item.text}", item.prior) if part)
            self._entry(tint, count, exact, item.told)

    def _grid(self, items: Sequence[PublicItem], tints: Sequence[str]) -> None:
        side = INNER / _SQUARES
        owners = [tint for item, tint in zip(items, tints, strict=True) for _ in range(item.count)]
        for at, tint in enumerate(owners):
            x, y = at % _SQUARES * side, self._y + at // _SQUARES * side
            self._swatch(x, y, side - 3, side - 3, tint)
        self._y += side * (HUNDRED / _SQUARES)

    def _stacks(self, items: Sequence[PublicItem]) -> None:
        largest = max((int(item.figure or 0) for item in items), default=0)
        names = [part.name for part in items[0].parts] if items else []
        tints = self._tints(len(names))
        if not largest:
            return
        x, room = 0.0, INNER
        for name, tint in zip(names, tints, strict=True):
            width = self._ems(name) * _NOTE + _NOTE * 2.4
            if x and x + width > room:
                x, self._y = 0.0, self._y + _NOTE * _LEADING
            self._swatch(x, self._y + _NOTE * 0.3, _NOTE * 0.8, _NOTE * 0.8, tint)
            self._put(x + _NOTE * 1.2, name, _NOTE)
            x += width
        self._y += _NOTE * _LEADING + _GAP / 2
        for item in items:
            said = "　".join(part for part in (item.text, item.prior) if part)
            self._lines(f"{item.name}　{said}", _NAME, self._faces.sans)
            figures = [int(part.figure or 0) for part in item.parts]
            self._bar(figures, tints, INNER / largest, _BAR * 0.8)
            told = "，".join(f"{part.name}{part.text}" for part in item.parts if part.figure)
            if told:
                self._lines(told, _NOTE, self._faces.sans)
            self._y += _GAP / 2

    def _facts(self, items: Sequence[PublicItem]) -> None:
        """Print figures large, two side by side where their names have the room."""
        half = (INNER - _GAP) / 2
        widest = max(max(self._ems(i.name) * _NAME, self._ems(i.text) * _FACT) for i in items)
        columns = 2 if widest <= half else 1
        for first in range(0, len(items), columns):
            for at, item in enumerate(items[first : first + columns]):
                x = at * (half + _GAP)
                self._put(x, item.text, _FACT, self._faces.hei)
                self._y += _FACT * _LEADING
                self._put(x, item.name, _NAME)
                self._y -= _FACT * _LEADING
            self._y += (_FACT + _NAME) * _LEADING + _GAP / 2

    def _years(self, items: Sequence[PublicItem]) -> None:
        largest = max((int(item.figure or 0) for item in items), default=0)
        named = max(self._ems(item.name) for item in items) * _NAME + 10
        told = max(self._ems(item.text) for item in items) * _NAME + 10
        for item in items:
            tint = self.style.accent if item is items[-1] else self.style.prior
            length = (INNER - named - told) * int(item.figure or 0) / max(largest, 1)
            self._put(0, item.name, _NAME)
            top = self._y + (_NAME * _LEADING - _BAR * 0.8) / 2
            if item.figure:
                self._swatch(named, top, max(length, _THINNEST), _BAR * 0.8, tint)
            self._put(named + length + 8, item.text, _NAME)
            self._y += _NAME * _LEADING + 4

    def _entry(self, tint: str, words: str, exact: str, told: str) -> None:
        """Say a part: its swatch, its share of a hundred, its figure, and what it means."""
        indent = _NAME * 1.4
        self._swatch(0, self._y + _NAME * 0.3, _NAME * 0.85, _NAME * 0.85, tint)
        one = f"{words}（{exact}）"
        self._lines(one, _NAME, self._faces.sans, indent)
        if told:
            self._lines(told, _NOTE, self._faces.sans, indent)

    def _bar(
        self, figures: Sequence[int], tints: Sequence[str], scale: float, height: float
    ) -> None:
        x = 0.0
        for figure, tint in zip(figures, tints, strict=True):
            if figure:
                self._swatch(x, self._y, max(figure * scale, _THINNEST), height, tint)
                x += figure * scale
        self._y += height

    def _tints(self, count: int) -> list[str]:
        """Return the colours of so many parts, as far from each other as may be."""
        parts = self.style.parts
        if count <= 1:
            return [parts[0]] * count
        return [parts[round(at * (len(parts) - 1) / (count - 1))] for at in range(count)]

    def _swatch(self, x: float, y: float, width: float, height: float, tint: str) -> None:
        edge = 0.75
        self._items.append(Fill(x, y, width, height, self.style.line))
        if width > 2 * edge:
            self._items.append(Fill(x + edge, y + edge, width - 2 * edge, height - 2 * edge, tint))

    def _put(self, x: float, text: str, size: float, face: Face | None = None) -> None:
        base = self._y + (_LEADING - 1) / 2 * size + size * _BASELINE
        self._items.append(Text(x, base, text, face or self._faces.sans, size))

    def _lines(self, text: str, size: float, face: Face, indent: float = 0.0) -> None:
        measure = Measure(INNER - indent, size, justified=False)
        for line in break_lines((FaceSpan(text, face),), measure, self._ruler):
            base = self._y + (_LEADING - 1) / 2 * size + size * _BASELINE
            self._items += (
                Text(indent + run.x, base, run.text, run.face, size, run.spacing)
                for run in line.runs
            )
            self._y += size * _LEADING

    def _ems(self, text: str) -> float:
        return self._ruler.ems(self._faces.sans, text)
