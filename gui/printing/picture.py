"""The picture of the report (图解) on one page: bars, and every number as text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from core.inspection import Inspection
from core.writing.picture import Chart, Mark, Picture, Stack, Stacks, draw_up, show_share
from gui.printing.composer import Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.measure import Ruler
from gui.printing.sheet import MM, Face, Fill, Item, Page, Paper, Text
from gui.printing.title import set_title

ACCENT = "#1F5FA8"
_DARKEST, _LIGHTEST = (0x7D, 0x89, 0x98), (0xE1, 0xE6, 0xEC)
"""The greys of a stack's parts behind the first, which has the accent."""
_EDGE = "#7D8998"
"""The outline of the parts, without which the lightest would be lost on white paper."""
_LINE = "#D9DEE5"
_MARGIN = 20 * MM
_HEADLINE = "一图读懂"
_TITLE_SIZE = 20.0
_LONGEST_TITLE = 3
_NAME_SIZE = 9.5
_HEADING_SIZE = 11.5
_NOTE_SIZE = 8.0
_SMALLEST = 3.0
_NOTHING = "还没有填写，不绘图。"
_PITCH = 19.0
"""The distance from bar to bar where there is room enough."""
_BAR = 0.56
"""The share of the pitch that a bar takes."""
_GAP = 12.0
_THINNEST = 0.8
"""The length of a bar whose figure is next to nothing; only a zero has none."""


def compose_picture(inspection: Inspection, faces: Faces | None = None) -> Composed:
    """Set the picture of a report on one page."""
    faces = faces or find_faces()
    picture = draw_up(inspection.report)
    page = _Canvas(picture, faces).page()
    organ = picture.organ
    return Composed(f"{organ}{picture.title}", organ, (page,), faces)


class _Canvas:
    """Sets the parts of the picture from top to bottom."""

    def __init__(self, picture: Picture, faces: Faces) -> None:
        self.picture = picture
        self.faces = faces
        self.ruler = Ruler()
        self.paper = Paper()
        self.left = _MARGIN
        self.width = self.paper.width - 2 * _MARGIN
        self.y = _MARGIN
        self.pitch = _PITCH
        self.items: list[Item] = []
        names = [mark.name for chart in picture.charts for mark in chart.marks]
        names += [mark.group + mark.name + "国" for c in picture.charts for mark in c.marks]
        widest = max((self.ruler.ems(faces.hei, name) for name in names), default=0.0)
        self.names_width = min(widest * _NAME_SIZE, self.width * 0.32)

    def page(self) -> Page:
        """Set the page, closer where the form has more to show than fits."""
        top = self.paper.height
        bottom = self.paper.height - _MARGIN
        for _ in range(60):
            self.items, self.y = [], _MARGIN
            self._title()
            for chart in self.picture.charts:
                self._chart(chart)
            for group in self.picture.stacks:
                self._stacks(group)
            for chart in self.picture.figures:
                self._figures(chart)
            top = bottom - _NOTE_SIZE * 2.2
            if self.y <= top:
                break
            self.pitch *= 0.97
        self._footer(bottom)
        return Page(1, self.paper.width, self.paper.height, tuple(self.items))

    def _title(self) -> None:
        face = self.faces.title
        wanted = tuple(line for line in (self.picture.organ, self.picture.title) if line)
        # The name gets two lines, and a line's end need not stand at the edge.
        room = (_LONGEST_TITLE - 1) * self.width * 0.9
        ems = max(self.ruler.ems(face, line) for line in wanted)
        size = min(_TITLE_SIZE, room / ems)
        lines = set_title(wanted, self.width, size, face, self.ruler)
        while len(lines) > _LONGEST_TITLE and size > _SMALLEST:
            size *= 0.9
            lines = set_title(wanted, self.width, size, face, self.ruler)
        self._text(self.left, self.y + 9, _HEADLINE, self.faces.hei, 10)
        self.items.append(Fill(self.left, self.y + 15, 28, 2.2, ACCENT))
        self.y += 20
        for line in lines:
            self.y += size * 1.32
            for run in line.runs:
                self.items.append(
                    Text(self.left + run.x, self.y, run.text, face, size, run.spacing)
                )
        self.y += 10

    def _heading(self, heading: str, note: str = "") -> None:
        self.y += _GAP * self.pitch / _PITCH
        width = self.ruler.ems(self.faces.hei, heading) * _HEADING_SIZE
        self._text(self.left, self.y + _HEADING_SIZE, heading, self.faces.hei, _HEADING_SIZE)
        if note:
            room = self.width - width - 10
            self._right(self.left + self.width, self.y + _HEADING_SIZE, note, _NOTE_SIZE, room)
        self.y += _HEADING_SIZE + 5
        self.items.append(Fill(self.left, self.y, self.width, 0.6, _LINE))
        self.y += 4

    def _chart(self, chart: Chart) -> None:
        told = chart.note
        if not told and any(mark.share is not None for mark in chart.marks):
            told = f"单位：件；百分数为占{chart.share_of}的比例"
        self._heading(chart.heading, "" if chart.is_blank else told or "单位：件")
        if chart.is_blank:
            self._nothing()
            return
        largest = max(int(mark.figure or 0) for mark in chart.marks)
        tails = [_tail(mark) for mark in chart.marks]
        tail_width = max(self.ruler.ems(self.faces.hei, tail) for tail in tails) * _NAME_SIZE
        start = self.left + self.names_width + 8
        room = max(self.left + self.width - start - tail_width - 5, 0.0)
        for group, those in groupby(
            zip(chart.marks, tails, strict=True), key=lambda pair: pair[0].group
        ):
            pairs = list(those)
            top = self.y
            for mark, tail in pairs:
                length = max(int(mark.figure) / largest * room, _THINNEST) if mark.figure else 0.0
                self._bar(mark, tail, start, length)
            if group:
                self._group(group, [mark for mark, _ in pairs], top)

    def _bar(self, mark: Mark, tail: str, start: float, length: float) -> None:
        base = self.y + self.pitch / 2 + _NAME_SIZE * 0.36
        self._right(start - 8, base, mark.name, _NAME_SIZE, self.names_width)
        self.items.append(Fill(start - 0.3, self.y, 0.6, self.pitch, _LINE))
        if length:
            height = self.pitch * _BAR
            self.items.append(
                Fill(start, self.y + (self.pitch - height) / 2, length, height, ACCENT)
            )
        room = self.left + self.width - start - length - 5
        self._text(start + length + 5, base, tail, self.faces.hei, _NAME_SIZE, room)
        self.y += self.pitch

    def _group(self, group: str, marks: Sequence[Mark], top: float) -> None:
        """Name a group left of its marks, with a line along them."""
        face = self.faces.hei
        names = max(self.ruler.ems(face, mark.name) for mark in marks) * _NAME_SIZE
        line = self.left + max(self.names_width - names - 5, 0)
        self.items.append(Fill(line, top + 3, 0.8, self.y - top - 6, _EDGE))
        base = (top + self.y) / 2 + _NAME_SIZE * 0.36
        self._right(line - 4, base, group, _NAME_SIZE, line - 4 - self.left)

    def _stacks(self, group: Stacks) -> None:
        self._heading(group.heading, "" if group.is_blank else "单位：件")
        if group.is_blank:
            self._nothing()
            return
        start = self.left + self.names_width + 8
        width = (self.left + self.width - start) / (len(group.names) + 1)
        base = self.y + _NAME_SIZE
        self._text(start, base, "总计", self.faces.hei, _NAME_SIZE, width - 6)
        for at, name in enumerate(group.names):
            x = start + width * (at + 1)
            self._swatch(x, base - 7, 7, 7, _tint(at, len(group.names)))
            self._text(x + 10, base, name, self.faces.hei, _NAME_SIZE, width - 16)
        self.y += _NAME_SIZE + 7
        largest = max(_extent(stack) for stack in group.stacks)
        for stack in group.stacks:
            self._stack(stack, start, width, largest)

    def _stack(self, stack: Stack, start: float, width: float, largest: int) -> None:
        """Print the numbers of a stack under their names, and its bar below them."""
        base = self.y + _NAME_SIZE
        name = "·".join(part for part in (stack.total.group, stack.total.name) if part)
        self._right(start - 8, base, name, _NAME_SIZE, self.names_width)
        for at, mark in enumerate((stack.total, *stack.parts)):
            x = start + width * at + (10 if at else 0)
            room = width - (16 if at else 6)
            self._text(x, base, mark.text, self.faces.hei, _NAME_SIZE, room)
        bar = self.pitch * 0.42
        self._stacked_bar(stack, start, base + 4.5, bar, largest)
        self.y = base + 4.5 + bar + self.pitch * 0.3

    def _stacked_bar(
        self, stack: Stack, start: float, top: float, height: float, largest: int
    ) -> None:
        if not _extent(stack):
            return
        room = self.left + self.width - start
        x = start
        for at, part in enumerate(stack.parts):
            if part.figure:
                length = max(int(part.figure) / largest * room, _THINNEST)
                length = min(length, self.left + self.width - x)
                self._swatch(x, top, length, height, _tint(at, len(stack.parts)))
                x += length

    def _swatch(self, x: float, y: float, width: float, height: float, tint: str) -> None:
        """Fill a rectangle in the tint of a part, inside a thin outline."""
        edge = 0.5
        self.items.append(Fill(x, y, width, height, ACCENT if tint == ACCENT else _EDGE))
        if width > 2 * edge:
            self.items.append(Fill(x + edge, y + edge, width - 2 * edge, height - 2 * edge, tint))

    def _figures(self, chart: Chart) -> None:
        """Print the key figures large, side by side."""
        marks = chart.marks
        self._heading(chart.heading)
        if chart.is_blank:
            self._nothing()
            return
        columns = 3 if len(marks) <= 6 else 4
        width = self.width / columns
        for at, mark in enumerate(marks):
            x = self.left + width * (at % columns)
            if at and at % columns == 0:
                self.y += self.pitch * 2.5
            room = width - 10
            top = self.y
            self._text(x, top + 15, mark.text, self.faces.hei, 14.0, room)
            self._text(x, top + 27, mark.group, self.faces.hei, 9.0, room)
            self._text(x, top + 37, mark.name, self.faces.hei, _NOTE_SIZE, room)
        self.y += self.pitch * 2.4

    def _nothing(self) -> None:
        base = self.y + self.pitch / 2 + _NAME_SIZE * 0.36
        self._text(self.left, base, _NOTHING, self.faces.hei, _NAME_SIZE)
        self.y += self.pitch

    def _footer(self, bottom: float) -> None:
        self.items.append(Fill(self.left, bottom - _NOTE_SIZE * 1.6, self.width, 0.6, _LINE))
        shares = any(mark.share is not None for mark in self.picture.marks)
        note = self.picture.source
        if shares:
            note += "百分数四舍五入到0.1，各项之和可能不等于100%。"
        self._text(self.left, bottom, note, self.faces.hei, _NOTE_SIZE, self.width)

    def _text(
        self, x: float, y: float, text: str, face: Face, size: float, room: float = 0.0
    ) -> None:  # fmt: skip
        """Print a text from ``x`` on; in smaller type where it is wider than its room."""
        if text:
            self.items.append(Text(x, y, text, face, self._fit(text, face, size, room)))

    def _right(self, x: float, y: float, text: str, size: float, room: float) -> None:
        """Print a text that ends at ``x``."""
        face = self.faces.hei
        if text:
            fitting = self._fit(text, face, size, room)
            width = self.ruler.ems(face, text) * fitting
            self.items.append(Text(x - width, y, text, face, fitting))

    def _fit(self, text: str, face: Face, size: float, room: float) -> float:
        ems = self.ruler.ems(face, text)
        if room <= 0 or ems * size <= room:
            return size
        return max(int(room / ems * 20) / 20, _SMALLEST)


def _tail(mark: Mark) -> str:
    """Return what is printed behind a bar."""
    return mark.text if mark.share is None else f"{mark.text}　{show_share(mark.share)}"


def _extent(stack: Stack) -> int:
    """Return what a stack's bar stands for; nothing while a part is blank, for it is no zero."""
    figures = [part.figure for part in stack.parts]
    return sum(int(each) for each in figures if each is not None) if None not in figures else 0


def _tint(at: int, count: int) -> str:
    """Return the colour of a part: each lighter than the one before, so that grey tells them."""
    if at == 0:
        return ACCENT
    steps = max(count - 2, 1)
    pairs = zip(_DARKEST, _LIGHTEST, strict=True)
    red, green, blue = (dark + (light - dark) * (at - 1) // steps for dark, light in pairs)
    return f"#{red:02X}{green:02X}{blue:02X}"
