"""The plot of several years: a small panel of bars for each figure, every number as text.

A year without a figure has no bar: a gap is no zero. It is set as the picture (图解) is, so that
screen, SVG and PNG are the same to the dot.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.value import Number
from core.years.series import Point, SeriesLine
from gui.printing.composer import Composed
from gui.printing.faces import Faces
from gui.printing.measure import Ruler
from gui.printing.picture import ACCENT
from gui.printing.sheet import Fill, Item, PaperPage, Text

MOST = 6
"""So many figures are plotted at once."""
_WIDTH = 480.0
_MARGIN = 16.0
_GAP = 18.0
_PANEL = 148.0
_TITLE, _NUMBER, _SMALL = 10.0, 9.0, 8.0
_LEAST = 4.0
_LINE = "#7D8998"
_BAR = 0.52
"""The share of a year's room that its bar takes."""
_WIDEST = 34.0
_THINNEST = 0.8
"""The height of a bar whose figure is next to nothing; only a zero has none."""
_FEW = 5
"""With so many years two panels stand side by side."""


def compose_plot(lines: Sequence[SeriesLine], title: str, faces: Faces, ruler: Ruler) -> Composed:
    """Set the panels of some figures on a page that is as high as they need."""
    lines = lines[:MOST]
    columns = 2 if len(lines) > 1 and all(len(line.points) <= _FEW for line in lines) else 1
    width = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) / columns
    items: list[Item] = [Text(_MARGIN, _MARGIN + _TITLE, title, faces.sans, _TITLE)]
    top = _MARGIN + 2 * _TITLE
    for at, line in enumerate(lines):
        left = _MARGIN + at % columns * (width + _GAP)
        panel = _Panel(left, top + at // columns * (_PANEL + _GAP), width, faces, ruler)
        items += panel.items(line)
    rows = -(-len(lines) // columns)
    height = top + rows * (_PANEL + _GAP) + _MARGIN
    page = PaperPage(1, _WIDTH, height, tuple(items))
    return Composed(title, "", (page,), faces)


def describe_plot(lines: Sequence[SeriesLine]) -> str:
    """Tell the plot in words: every figure with its years, and how it went on."""
    return "\n".join(
        f"{line.group}，{line.title}："
        + "，".join(f"{point.year}年{point.words}{_went(point)}" for point in line.points)
        for line in lines[:MOST]
    )


def _went(point: Point) -> str:
    if point.change is None:
        return ""
    share = "" if point.percent is None else f"，{point.percent_words}"
    return f"（{point.change_words}{share}）"


class _Panel:
    """Sets one figure's bars, year by year, to a scale of their own."""

    def __init__(self, left: float, top: float, width: float, faces: Faces, ruler: Ruler) -> None:
        self._left, self._top, self._width = left, top, width
        self._face = faces.sans
        self._ruler = ruler

    def items(self, line: SeriesLine) -> list[Item]:
        """Return the panel of a figure."""
        found: list[Item] = []
        base = self._top + _TITLE
        found.append(self._text(self._left, base, line.title, _TITLE, self._width))
        base += _SMALL + 3
        found.append(self._text(self._left, base, line.group, _SMALL, self._width))
        figures = [point.figure for point in line.points if point.figure is not None]
        highest, lowest = max([0, *figures]), min([0, *figures])
        roof, floor = base + 3 * _NUMBER, self._top + _PANEL - _SMALL - 6
        if lowest < 0:
            floor -= 2 * _NUMBER
        scale = (floor - roof) / float(highest - lowest or 1)
        zero = roof + float(highest) * scale
        room = self._width / len(line.points)
        for at, point in enumerate(line.points):
            middle = self._left + room * (at + 0.5)
            found += self._bar(point, middle, zero, scale, room)
            year = f"{point.year}年"
            found.append(self._centred(middle, self._top + _PANEL, year, _SMALL, room - 4))
        found.append(Fill(self._left, zero - 0.3, self._width, 0.6, _LINE))
        return found

    def _bar(
        self, point: Point, middle: float, zero: float, scale: float, room: float
    ) -> list[Item]:
        if point.figure is None:
            words = self._centred(middle, zero - 4, point.words, _SMALL, room - 4)
            return [words]
        length = _length(point.figure, scale)
        width = min(room * _BAR, _WIDEST)
        up = point.figure >= 0
        found: list[Item] = []
        if length:
            found.append(
                Fill(middle - width / 2, zero - length if up else zero, width, length, ACCENT)
            )
        tip = zero - length - 3 if up else zero + length + _NUMBER
        if point.percent is not None:
            share = tip if up else tip + _NUMBER
            found.append(self._centred(middle, share, point.percent_words, _SMALL, room - 4))
            tip -= _NUMBER + 1 if up else 0
        found.append(self._centred(middle, tip, point.words, _NUMBER, room - 4))
        return found

    def _centred(self, middle: float, y: float, text: str, size: float, room: float) -> Text:
        made = self._text(0.0, y, text, size, room)
        width = self._ruler.ems(self._face, text) * made.size
        return Text(middle - width / 2, y, text, self._face, made.size)

    def _text(self, x: float, y: float, text: str, size: float, room: float) -> Text:
        ems = self._ruler.ems(self._face, text)
        fitting = size if ems * size <= room else max(room / ems, _LEAST)
        return Text(x, y, text, self._face, fitting)


def _length(figure: Number, scale: float) -> float:
    return max(abs(float(figure)) * scale, _THINNEST) if figure else 0.0
