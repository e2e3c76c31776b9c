"""The picture of the report (图解) on one page: bars, and every number as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.figures.value import Number
from core.picture.picture import Chart, Mark, Picture, Stack, Stacks, show_share
from core.picture.words import show_prior
from core.printed.measures import MM
from gui.printing.faces import Faces
from gui.printing.measure import Ruler
from gui.printing.sheet import Face, Fill, Item, Paper, Text
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
_PRIOR = 0.68
"""The share of a pitch that last year's bar adds to a row,"""
_PRIOR_BAR = 0.3
"""and that which the bar itself takes of it."""
_PRIOR_SIZE = 7.5
_FIGURE_ROOM = 40.0
"""The height of a key figure with its two lines of words."""
PALE = "#DCE3EC"
"""The colour of last year's bars, inside their outline."""
_THINNEST = 0.8
"""The length of a bar whose figure is next to nothing; only a zero has none."""


@dataclass(frozen=True, slots=True)
class PictureArea:
    """Where on the paper the picture stands."""

    left: float
    top: float
    width: float
    height: float


def sheet_area(paper: Paper) -> PictureArea:
    """Return the area of a picture that has a sheet to itself."""
    return PictureArea(_MARGIN, _MARGIN, paper.width - 2 * _MARGIN, paper.height - 2 * _MARGIN)


def set_picture(
    picture: Picture, area: PictureArea, faces: Faces, ruler: Ruler
) -> tuple[Item, ...]:
    """Set the picture in its area; where that is lower than a sheet's, all of it is smaller."""
    scale = min(area.height / sheet_area(Paper()).height, 1.0)
    whole = PictureArea(0.0, 0.0, area.width / scale, area.height / scale)
    items = _Canvas(picture, whole, faces, ruler).items_set()
    return tuple(moved(item, area.left, area.top, scale) for item in items)


def moved(item: Text | Fill, left: float, top: float, scale: float = 1.0) -> Text | Fill:
    """Return an item in another place and size."""
    x, y = left + item.x * scale, top + item.y * scale
    if isinstance(item, Text):
        return replace(item, x=x, y=y, size=item.size * scale, spacing=item.spacing * scale)
    return replace(item, x=x, y=y, width=item.width * scale, height=item.height * scale)


class _Canvas:
    """Sets the parts of the picture from top to bottom."""

    def __init__(self, picture: Picture, area: PictureArea, faces: Faces, ruler: Ruler) -> None:
        self.picture = picture
        self.faces = faces
        self.ruler = ruler
        self.top = area.top
        self.bottom = area.top + area.height
        self.left = area.left
        self.width = area.width
        self.y = self.top
        self.pitch = _PITCH
        self.items: list[Text | Fill] = []
        names = [mark.name for chart in picture.charts for mark in chart.marks]
        names += [mark.group + mark.name + "国" for c in picture.charts for mark in c.marks]
        names += [stack.name for group in picture.stacks for stack in group.stacks]
        widest = max((self.ruler.ems(faces.sans, name) for name in names), default=0.0)
        self.names_width = min(widest * _NAME_SIZE, self.width * 0.32)

    def items_set(self) -> tuple[Text | Fill, ...]:
        """Set everything, closer where the form has more to show than fits."""
        for _ in range(60):
            self.items, self.y = [], self.top
            self._title()
            for chart in self.picture.charts:
                self._chart(chart)
            for group in self.picture.stacks:
                self._stacks(group)
            for chart in self.picture.figures:
                self._figures(chart)
            if self.y <= self.bottom - _NOTE_SIZE * 2.2:
                break
            self.pitch *= 0.97
        self._footer()
        return tuple(self.items)

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
        self._text(self.left, self.y + 9, _HEADLINE, self.faces.sans, 10)
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
        width = self.ruler.ems(self.faces.sans, heading) * _HEADING_SIZE
        self._text(self.left, self.y + _HEADING_SIZE, heading, self.faces.sans, _HEADING_SIZE)
        if note:
            room = self.width - width - 10
            self._right(self.left + self.width, self.y + _HEADING_SIZE, note, _NOTE_SIZE, room)
        self.y += _HEADING_SIZE + 5
        self.items.append(Fill(self.left, self.y, self.width, 0.6, _LINE))
        self.y += 4

    def _chart(self, chart: Chart) -> None:
        self._heading(chart.heading, "" if chart.is_blank else chart.unit_note)
        if chart.is_blank:
            self._nothing()
            return
        tails = [_tail(mark) for mark in chart.marks]
        start = self.left + self.names_width + 8
        scale = self._scale(chart, self.left + self.width - start)
        for group, those in groupby(
            zip(chart.marks, tails, strict=True), key=lambda pair: pair[0].group
        ):
            pairs = list(those)
            top = self.y
            for mark, tail in pairs:
                self._bar(mark, tail, start, _length(mark.figure, scale))
                if mark.prior is not None:
                    self._prior_bar(mark, start, _length(mark.prior, scale))
            if group:
                self._group(group, [mark for mark, _ in pairs], top)

    def _scale(self, chart: Chart, room: float) -> float:
        """Return the length of a bar for one, so that what is said behind each bar has room."""
        tails = [_tail(mark) for mark in chart.marks]
        beside = max(self.ruler.ems(self.faces.sans, tail) for tail in tails) * _NAME_SIZE + 5
        largest = max((int(mark.figure or 0) for mark in chart.marks), default=0)
        scales = [max(room - beside, 0.0) / largest] if largest else []
        for mark in chart.marks:
            if mark.prior:
                beside = self.ruler.ems(self.faces.sans, show_prior(mark)) * _PRIOR_SIZE + 5
                scales.append(max(room - beside, 0.0) / int(mark.prior))
        return min(scales, default=0.0)

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
        self._text(start + length + 5, base, tail, self.faces.sans, _NAME_SIZE, room)
        self.y += self.pitch

    def _prior_bar(self, mark: Mark, start: float, length: float) -> None:
        """Draw last year's bar below this year's: thinner, and in outline."""
        own = self.pitch * _PRIOR
        self.items.append(Fill(start - 0.3, self.y, 0.6, own, _LINE))
        height = self.pitch * _PRIOR_BAR
        top = self.y + (own - height) / 2 - self.pitch * 0.08
        if length:
            self._swatch(start, top, length, height, PALE)
        base = top + height / 2 + _PRIOR_SIZE * 0.36
        room = self.left + self.width - start - length - 5
        self._text(start + length + 5, base, show_prior(mark), self.faces.sans, _PRIOR_SIZE, room)
        self.y += own

    def _group(self, group: str, marks: Sequence[Mark], top: float) -> None:
        """Name a group left of its marks, with a line along them."""
        face = self.faces.sans
        names = max(self.ruler.ems(face, mark.name) for mark in marks) * _NAME_SIZE
        line = self.left + max(self.names_width - names - 5, 0)
        self.items.append(Fill(line, top + 3, 0.8, self.y - top - 6, _EDGE))
        base = (top + self.y) / 2 + _NAME_SIZE * 0.36
        self._right(line - 4, base, group, _NAME_SIZE, line - 4 - self.left)

    def _stacks(self, group: Stacks) -> None:
        self._heading(group.heading, "" if group.is_blank else group.unit_note)
        if group.is_blank:
            self._nothing()
            return
        start = self.left + self.names_width + 8
        width = (self.left + self.width - start) / (len(group.names) + 1)
        base = self.y + _NAME_SIZE
        self._text(start, base, "总计", self.faces.sans, _NAME_SIZE, width - 6)
        for at, name in enumerate(group.names):
            x = start + width * (at + 1)
            self._swatch(x, base - 7, 7, 7, _tint(at, len(group.names)))
            self._text(x + 10, base, name, self.faces.sans, _NAME_SIZE, width - 16)
        self.y += _NAME_SIZE + 7
        largest = max(max(stack.extent, stack.prior_extent) for stack in group.stacks)
        for stack in group.stacks:
            self._stack(stack, start, width, largest)

    def _stack(self, stack: Stack, start: float, width: float, largest: int) -> None:
        """Print the numbers of a stack under their names, and its bar below them."""
        marks = (stack.total, *stack.parts)
        base = self.y + _NAME_SIZE
        self._right(start - 8, base, stack.name, _NAME_SIZE, self.names_width)
        self._numbers([mark.text for mark in marks], start, base, width, _NAME_SIZE)
        bar = self.pitch * 0.42
        self._stacked_bar([p.figure for p in stack.parts], start, base + 4.5, bar, largest)
        self.y = base + 4.5 + bar
        if stack.has_prior:
            self._prior_stack(stack, start, width, largest)
        self.y += self.pitch * 0.3

    def _prior_stack(self, stack: Stack, start: float, width: float, largest: int) -> None:
        """Print last year's numbers of a stack in small, and its bar in outline."""
        marks = (stack.total, *stack.parts)
        base = self.y + _PRIOR_SIZE + 1.5
        words = stack.total.change
        self._right(start - 8, base, words, _PRIOR_SIZE, self.names_width)
        priors = ["" if mark.prior is None else f"上年{mark.prior}" for mark in marks]
        self._numbers(priors, start, base, width, _PRIOR_SIZE)
        bar = self.pitch * 0.24
        figures = [part.prior for part in stack.parts]
        self._stacked_bar(figures, start, base + 3, bar, largest, is_prior=True)
        self.y = base + 3 + bar

    def _numbers(
        self, numbers: Sequence[str], start: float, base: float, width: float, size: float
    ) -> None:
        """Print numbers under the names of what they count; the first is the total."""
        for at, number in enumerate(numbers):
            x = start + width * at + (10 if at else 0)
            self._text(x, base, number, self.faces.sans, size, width - (16 if at else 6))

    def _stacked_bar(
        self, figures: Sequence[Number | None], start: float, top: float, height: float,
        largest: int, *, is_prior: bool = False,
    ) -> None:  # fmt: skip
        if None in figures:  # a blank is no zero
            return
        room = self.left + self.width - start
        x = start
        for at, figure in enumerate(figures):
            if figure:
                length = min(_length(figure, room / largest), self.left + self.width - x)
                tint = PALE if is_prior else _tint(at, len(figures))
                self._swatch(x, top, length, height, tint)
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
                self.y += max(self.pitch * 2.5, _FIGURE_ROOM + 6)
            room = width - 10
            top = self.y
            self._text(x, top + 15, mark.text, self.faces.sans, 14.0, room)
            self._text(x, top + 27, mark.group, self.faces.sans, 9.0, room)
            self._text(x, top + 37, mark.name, self.faces.sans, _NOTE_SIZE, room)
        self.y += max(self.pitch * 2.4, _FIGURE_ROOM)

    def _nothing(self) -> None:
        base = self.y + self.pitch / 2 + _NAME_SIZE * 0.36
        self._text(self.left, base, _NOTHING, self.faces.sans, _NAME_SIZE)
        self.y += self.pitch

    def _footer(self) -> None:
        bottom = self.bottom - _NOTE_SIZE * 0.14  # what hangs below the line
        self.items.append(Fill(self.left, bottom - _NOTE_SIZE * 1.6, self.width, 0.6, _LINE))
        self._text(
            self.left, bottom, self.picture.footnote, self.faces.sans, _NOTE_SIZE, self.width
        )

    def _text(
        self, x: float, y: float, text: str, face: Face, size: float, room: float = 0.0
    ) -> None:  # fmt: skip
        """Print a text from ``x`` on; in smaller type where it is wider than its room."""
        if text:
            self.items.append(Text(x, y, text, face, self._fit(text, face, size, room)))

    def _right(self, x: float, y: float, text: str, size: float, room: float) -> None:
        """Print a text that ends at ``x``."""
        face = self.faces.sans
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


def _length(figure: Number | None, scale: float) -> float:
    """Return the length of a bar; only a zero has none, and a blank."""
    return max(int(figure) * scale, _THINNEST) if figure else 0.0


def _tint(at: int, count: int) -> str:
    """Return the colour of a part: each lighter than the one before, so that grey tells them."""
    if at == 0:
        return ACCENT
    steps = max(count - 2, 1)
    pairs = zip(_DARKEST, _LIGHTEST, strict=True)
    red, green, blue = (dark + (light - dark) * (at - 1) // steps for dark, light in pairs)
    return f"#{red:02X}{green:02X}{blue:02X}"
