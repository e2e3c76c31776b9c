"""The picture of one figure across units: rank and share, change, and the map of who moved.

It is set as the other pictures are, so that screen, PNG and PDF are the same to the dot; every bar
and every named point stands with its number. The map has last year across and this year up, both
by proportion, for units are of very different sizes; on the dotted line nothing moved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.figures.share import percent
from core.figures.value import Kind, Number, show
from core.rollup.standing import UnitStanding, moved_most
from gui.printing.composer import Composed
from gui.printing.faces import Faces
from gui.printing.measure import Ruler
from gui.printing.picture import ACCENT
from gui.printing.sheet import Fill, Item, PaperPage, Text

MOST_RANKED = 20
MOST_MOVED = 12
MOST_NAMED = 8
"""Points of the map that bear a name."""
_WIDTH = 560.0
_MARGIN = 18.0
_TITLE, _HEAD, _WORDS, _SMALL = 13.0, 10.5, 8.5, 7.5
_ROW = 15.0
_BAR = 8.0
_NAME = 150.0
_NUMBERS = 112.0
_MAP = 300.0
_DOT = 3.6
_FEWER = "#B4532A"
_QUIET = "#8C97A5"
_LINE = "#C9D0D8"
_LEAST = 4.5


def compose_standings(
    found: Sequence[UnitStanding], title: str, kind: Kind, faces: Faces, ruler: Ruler
) -> Composed:
    """Set the picture on a page that is as high as it needs."""
    setter = _Setter(kind, faces, ruler)
    setter.put(_MARGIN, title, _TITLE, _WIDTH - 2 * _MARGIN)
    setter.down(_HEAD * 2)
    setter.ranking(found)
    if any(each.last is not None for each in found):
        setter.moves(found)
        if all(each.figure >= 0 and (each.last or 0) >= 0 for each in found):
            setter.map(found)
    else:
        setter.say("还没有上年的数，画不出增减和变化图。请在“对比上年”里选上年的汇总。")
    page = PaperPage(1, _WIDTH, setter.y + _MARGIN, tuple(setter.items))
    return Composed(title, "", (page,), faces)


def describe_standings(found: Sequence[UnitStanding], kind: Kind) -> str:
    """Tell the picture in words."""
    lines = []
    listed = _listed(found)
    for each in listed:
        last = "" if each.last is None else f"，上年{show(each.last, kind)}"
        lines.append(f"第{each.rank}位，{each.name}：{_with_share(each, kind)}{last}")
    if len(found) > len(listed):
        lines.append(f"其余{len(found) - len(listed)}个单位没有逐个列出。")
    moved = moved_most(found, MOST_MOVED)
    if moved:
        lines.append("变化最大的：" + "；".join(_move_words(each, kind) for each in moved) + "。")
    return "\n".join(lines)


class _Setter:
    """Sets one part below the other."""

    def __init__(self, kind: Kind, faces: Faces, ruler: Ruler) -> None:
        self._kind = kind
        self._face = faces.sans
        self._ruler = ruler
        self.items: list[Item] = []
        self.y = _MARGIN + _TITLE

    def down(self, by: float) -> None:
        """Go on farther below."""
        self.y += by

    def put(self, x: float, text: str, size: float, room: float, y: float | None = None) -> None:
        """Set words from a place on, smaller where they would not fit."""
        at = self.y if y is None else y
        self.items.append(Text(x, at, text, self._face, self._fit(text, size, room)))

    def say(self, words: str) -> None:
        """Set a sentence by itself."""
        self.down(_HEAD * 1.5)
        self.put(_MARGIN, words, _WORDS, _WIDTH - 2 * _MARGIN)

    def ranking(self, found: Sequence[UnitStanding]) -> None:
        """Set bars by rank; those that are not named stand together in the last line."""
        self._head(f"排名和占比（{len(found)}个单位）")
        listed = _listed(found)
        largest = max((abs(float(each.figure)) for each in listed), default=0.0)
        for each in listed:
            self._row(f"{each.rank}  {each.name}")
            self._bar(each.figure, largest)
            self._right(_with_share(each, self._kind))
        rest = [each for each in found if each not in listed]
        if rest and not any(each.figure for each in rest):
            self._row(f"{'其余' if listed else ''}{len(rest)}个单位都是0")
        elif rest:
            self._row(f"其余{len(rest)}个单位")
            part, whole = (sum(each.figure for each in some) for some in (rest, found))
            share = f"（{percent(part, whole)}%）" if whole else ""
            self._right(f"共{show(part, self._kind)}{share}")

    def moves(self, found: Sequence[UnitStanding]) -> None:
        """Set the largest changes, more to the right and fewer to the left."""
        moved = moved_most(found, MOST_MOVED)
        compared = sum(each.last is not None for each in found)
        changed = sum(bool(each.change) for each in found)
        self.down(_HEAD * 2.6)
        self._head(f"比上年增减（{compared}个单位有上年的数，{changed}个有变化）")
        if not moved:
            self.say("各单位和上年都一样。")
            return
        most = max(abs(float(each.change or 0)) for each in moved)
        room = (_WIDTH - 2 * _MARGIN - _NAME - _NUMBERS - 12) / 2
        middle = _MARGIN + _NAME + room
        top = self.y
        for each in moved:
            self._row(("◆ " if each.weight else "") + each.name)
            change = each.change or 0
            length = max(abs(float(change)) / most * room, 0.8)
            left = middle if change > 0 else middle - length
            colour = ACCENT if change > 0 else _FEWER
            self.items.append(Fill(left, self.y - _BAR + 1, length, _BAR, colour))
            self._right(_change_words(each, self._kind))
        self.items.append(Fill(middle - 0.3, top + 4, 0.6, self.y - top, _QUIET))
        if any(each.weight for each in moved):
            self.down(_ROW)
            self.put(_MARGIN, "◆ 变化特别大，请核实。", _SMALL, _WIDTH)

    def map(self, found: Sequence[UnitStanding]) -> None:
        """Set the map of who moved: last year across, this year up."""
        points = [each for each in found if each.last is not None]
        self.down(_HEAD * 2.6)
        self._head("谁变了（横向上年，纵向今年；虚线上没有变，上方是增加，下方是减少）")
        self.down(6)
        left, top = _MARGIN + 40, self.y
        figures = [each.figure for each in points] + [each.last or 0 for each in points]
        scale = _Scale([abs(float(figure)) for figure in figures])
        bottom = top + _MAP
        wide = _WIDTH - _MARGIN - left - 90
        self._axes(scale, left, top, wide)
        named = {each.key: None for each in moved_most(points, MOST_NAMED)}
        places = {}
        for each in reversed(points):
            x = left + scale.share(float(each.last or 0)) * wide
            y = bottom - scale.share(float(each.figure)) * _MAP
            places[each.key] = x, y
            change = each.change or 0
            colour = _QUIET if each.key not in named else ACCENT if change > 0 else _FEWER
            self.items.append(Fill(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, colour))
        # Names lie on no other name, and on no point that bears one.
        taken = [(y + _SMALL / 3, x - _DOT / 2, x + _DOT / 2)
                 for key, (x, y) in places.items() if key in named]  # fmt: skip
        for each in points:
            if each.key in named:
                self._name(each, *places[each.key], taken)
        self.y = bottom + 2 * _SMALL + 4
        self.put(left + wide / 2 - 20, "上年", _SMALL, 60)
        self.put(_MARGIN, "今年", _SMALL, 36, top + _MAP / 2)

    def _name(
        self, each: UnitStanding, x: float, y: float, taken: list[tuple[float, float, float]]
    ) -> None:
        """Set a point's name beside it, where no other name stands yet."""
        words = f"{each.name} {_last_words(each, self._kind)}"
        width = self._ruler.ems(self._face, words) * _SMALL
        start = x + _DOT if x + _DOT + width < _WIDTH - _MARGIN else x - _DOT - width
        at = y + _SMALL / 3
        step = _SMALL + 1.5
        for turn in range(12):
            place = at + (turn + 1) // 2 * step * (1 if turn % 2 else -1)
            if all(
                abs(place - other) >= step or start + width < begin or start > end
                for other, begin, end in taken
            ):
                at = place
                break
        taken.append((at, start, start + width))
        self.put(max(start, _MARGIN), words, _SMALL, _WIDTH - 2 * _MARGIN, at)

    def _axes(self, scale: _Scale, left: float, top: float, wide: float) -> None:
        bottom = top + _MAP
        for tick in scale.ticks:
            share = scale.share(tick)
            x, y = left + share * wide, bottom - share * _MAP
            self.items.append(Fill(left, y - 0.2, wide, 0.4, _LINE))
            self.items.append(Fill(x - 0.2, top, 0.4, _MAP, _LINE))
            words = f"{tick:,}"
            size = self._ruler.ems(self._face, words) * _SMALL
            self.put(left - size - 4, words, _SMALL, 60, y + _SMALL / 3)
            self.put(x - size / 2, words, _SMALL, 60, bottom + _SMALL + 2)
        steps = 60
        for step in range(steps + 1):
            x, y = left + step / steps * wide, bottom - step / steps * _MAP
            self.items.append(Fill(x - 0.6, y - 0.6, 1.2, 1.2, _QUIET))

    def _head(self, words: str) -> None:
        self.put(_MARGIN, words, _HEAD, _WIDTH - 2 * _MARGIN)
        self.items.append(Fill(_MARGIN, self.y + 4, _WIDTH - 2 * _MARGIN, 0.6, _LINE))
        self.down(4)

    def _row(self, name: str) -> None:
        self.down(_ROW)
        self.put(_MARGIN, name, _WORDS, _NAME - 8)

    def _bar(self, figure: Number, largest: float) -> None:
        left = _MARGIN + _NAME
        room = _WIDTH - _MARGIN - _NUMBERS - left
        if figure and largest:
            length = max(abs(float(figure)) / largest * room, 0.8)
            colour = ACCENT if figure > 0 else _FEWER
            self.items.append(Fill(left, self.y - _BAR + 1, length, _BAR, colour))

    def _right(self, words: str) -> None:
        room = _NUMBERS - 6
        size = self._fit(words, _WORDS, room)
        width = self._ruler.ems(self._face, words) * size
        self.put(_WIDTH - _MARGIN - width, words, size, room)

    def _fit(self, text: str, size: float, room: float) -> float:
        ems = self._ruler.ems(self._face, text)
        return size if ems * size <= room else max(room / ems, _LEAST)


class _Scale:
    """Figures by proportion: 0, 1, 10, 100 … at equal distances, to the tick above the largest."""

    def __init__(self, figures: Sequence[float]) -> None:
        largest = max([1.0, *figures])
        self.ticks = [0, 1]
        while self.ticks[-1] < largest:
            self.ticks.append(self.ticks[-1] * 10)
        self._end = math.log10(1 + self.ticks[-1])

    def share(self, figure: float) -> float:
        """Return how far along the axis a figure stands, from 0 to 1."""
        return math.log10(1 + max(figure, 0.0)) / self._end


def _listed(found: Sequence[UnitStanding]) -> list[UnitStanding]:
    """Return the units that have a line of their own: a zero needs none."""
    return [each for each in found if each.figure][:MOST_RANKED]


def _with_share(each: UnitStanding, kind: Kind) -> str:
    share = "" if each.percent is None else f"（{each.percent}%）"
    return f"{show(each.figure, kind)}{share}"


def _last_words(each: UnitStanding, kind: Kind) -> str:
    return f"{show(each.last, kind)}→{show(each.figure, kind)}"


def _change_words(each: UnitStanding, kind: Kind) -> str:
    change = each.change or 0
    return f"{_last_words(each, kind)}（{'+' if change > 0 else ''}{change}）"


def _move_words(each: UnitStanding, kind: Kind) -> str:
    return f"{each.name}上年{show(each.last, kind)}，今年{show(each.figure, kind)}"
