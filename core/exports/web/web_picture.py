"""The picture of the report (图解) for the web page: charts that fit a screen of any width.

Lengths from left to right are per cents of the chart's width, heights are ems; so a chart is as
wide as its place and its text as large as the page's. The sheet that is printed has no room to
grow narrow, so it is set elsewhere (`gui.printing.picture`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from core.exports.parts.measure import ems
from core.figures.value import Number
from core.picture.picture import ANNEX, Chart, Mark, Stacks, draw_up, show_share
from core.picture.words import describe_chart, describe_stacks, show_prior
from core.report.report import Report

NARROWEST = 21.5
"""The width in ems of a chart on the narrowest telephone."""
_LINE = 1.55
_BASE = 1.1
"""How far below the top of a line its baseline lies."""
_BAR, _PRIOR_BAR, _GAP = 0.75, 0.5, 0.55
_APART = 0.2
_SWATCH, _SWATCH_ROOM = 0.75, 1.0
_THINNEST = 0.25
"""The width in per cent of a bar whose figure is next to nothing."""
_BIG = 1.4
"""The size of a key figure, in ems."""


@dataclass(frozen=True, slots=True)
class ChartText:
    """A text; ``x`` is in per cent, ``y`` its baseline in ems of its own size."""

    x: float
    y: float
    text: str
    style: str = ""
    """What it is: ``quiet`` or ``big``; empty for a plain one."""
    ends: bool = False
    """It ends at ``x``."""
    shift: float = 0.0
    """How many ems it stands further right."""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar; ``style`` names its colour. A ``width`` of None is a swatch as wide as it is high."""

    x: float
    y: float
    width: float | None
    height: float
    style: str


@dataclass(slots=True)
class WebChart:
    """A drawn chart with its title and its words."""

    id: str
    heading: str
    note: str
    description: str
    height: float = 0.0
    texts: list[ChartText] = field(default_factory=list)
    bars: list[ChartBar] = field(default_factory=list)

    def line(self, *texts: ChartText) -> None:
        """Add a line of texts below what is there; their ``y`` is filled in."""
        for each in texts:
            size = _BIG if each.style == "big" else 1.0
            y = round((self.height + _BASE) / size, 3)
            self.texts.append(ChartText(each.x, y, each.text, each.style, each.ends, each.shift))
        self.height += _LINE

    def bar(self, parts: Sequence[tuple[float, str]], height: float) -> None:
        """Add bars of some widths and styles, one behind the other."""
        x = 0.0
        for width, style in parts:
            own = round(min(width, 100 - x), 3)
            if own > 0:
                self.bars.append(ChartBar(round(x, 3), self.top, own, height, style))
                x += own
        self.height += height

    def track(self, height: float) -> None:
        """Draw the whole length that the next bar may have."""
        self.bars.append(ChartBar(0, self.top, 100, height, "track"))

    def skip(self, height: float) -> None:
        """Leave some room free."""
        self.height += height

    @property
    def top(self) -> float:
        """Where the next thing stands."""
        return round(self.height, 3)


@dataclass(frozen=True, slots=True)
class WebPicture:
    """The picture as charts; ``source`` tells what it was drawn from."""

    title: str
    charts: tuple[WebChart, ...]
    source: str


def web_picture(report: Report) -> WebPicture | None:
    """Draw the picture of a report; None where nothing is filled in yet."""
    picture = draw_up(report)
    if picture.is_blank:
        return None
    charts: list[WebChart] = []
    parts: tuple[Chart | Stacks, ...] = (*picture.charts, *picture.stacks, *picture.figures)
    for part in parts:
        if part.is_blank:
            continue
        name = f"picture-{len(charts) + 1}"
        if isinstance(part, Stacks):
            chart = WebChart(name, part.heading, part.unit_note, describe_stacks(part))
            _draw_stacks(chart, part)
        elif part in picture.figures:
            chart = WebChart(name, part.heading, "", describe_chart(part))
            _draw_figures(chart, part)
        else:
            chart = WebChart(name, part.heading, part.unit_note, describe_chart(part))
            _draw_bars(chart, part)
        charts.append(chart)
    return WebPicture(ANNEX, tuple(charts), picture.footnote)


def _draw_bars(chart: WebChart, part: Chart) -> None:
    """Draw each figure as a line of text with its bar below, last year's below that."""
    largest = _largest(each for mark in part.marks for each in (mark.figure, mark.prior))
    # A track reads as all of them: it is there only where the bars are shares of a whole.
    has_shares = any(mark.share is not None for mark in part.marks)
    if has_shares:
        largest = max(largest, sum(int(mark.figure or 0) for mark in part.marks))
    for group, marks in groupby(part.marks, key=lambda mark: mark.group):
        if group:
            chart.line(ChartText(0, 0, group, "quiet"))
        for mark in marks:
            share = "" if mark.share is None else f"　{show_share(mark.share)}"
            _name_and_figure(chart, mark.name, mark.text + share)
            if has_shares and mark.figure is not None:
                # A zero shows its empty track, a blank has none.
                chart.track(_BAR)
            chart.bar([(_share(mark.figure, largest), "own")], _BAR)
            if mark.prior is not None:
                chart.skip(_APART)
                chart.bar([(_share(mark.prior, largest), "prior")], _PRIOR_BAR)
                _words(chart, show_prior(mark))
            chart.skip(_GAP)


def _draw_stacks(chart: WebChart, part: Stacks) -> None:
    """Draw each stack as a bar of its parts, with the parts' figures below."""
    largest = max(max(stack.extent, stack.prior_extent) for stack in part.stacks)
    widest = max(map(ems, part.names)) + _SWATCH_ROOM
    texts = [text for mark in part.marks for text in (mark.text, _last_year(mark))]
    widest = max(widest, *(ems(text) + _SWATCH_ROOM for text in texts))
    columns = min(max(int(NARROWEST / (widest + 0.3)), 1), len(part.names))
    _columns(chart, part.names, columns, swatches=True)
    chart.skip(_GAP)
    for stack in part.stacks:
        _name_and_figure(chart, stack.name, stack.total.text)
        chart.bar(_stack_parts([p.figure for p in stack.parts], largest, "part"), _BAR)
        _columns(chart, [p.text for p in stack.parts], columns)
        if stack.has_prior:
            chart.skip(_APART)
            chart.bar(_stack_parts([p.prior for p in stack.parts], largest, "prior"), _PRIOR_BAR)
            _columns(chart, [_last_year(p) for p in stack.parts], columns, style="quiet")
            _words(chart, show_prior(stack.total))
        chart.skip(_GAP)


def _draw_figures(chart: WebChart, part: Chart) -> None:
    """Print the key figures large, side by side where there is room for two."""
    widths = [max(ems(m.text) * _BIG, ems(m.group), ems(m.name)) for m in part.marks]
    columns = 2 if max(widths) <= NARROWEST / 2 - 0.5 else 1
    for first in range(0, len(part.marks), columns):
        marks = part.marks[first : first + columns]
        places = [100 * at / columns for at in range(columns)]
        pairs = list(zip(places, marks, strict=False))
        chart.skip(_BIG - 1)
        chart.line(*(ChartText(x, 0, mark.text, "big") for x, mark in pairs))
        chart.line(*(ChartText(x, 0, mark.group) for x, mark in pairs))
        chart.line(*(ChartText(x, 0, mark.name, "quiet") for x, mark in pairs))
        chart.skip(_GAP)


def _name_and_figure(chart: WebChart, name: str, figure: str) -> None:
    """Print a name and its figure in one line, or in two where they do not fit one."""
    own, number = ChartText(0, 0, name), ChartText(100, 0, figure, ends=True)
    if ems(name) + ems(figure) <= NARROWEST - 0.5:
        chart.line(own, number)
    else:
        chart.line(own)
        chart.line(number)


def _words(chart: WebChart, words: str) -> None:
    """Print what is said of last year, in two lines where it does not fit one."""
    lines = [words] if ems(words) <= NARROWEST else words.split("，")
    for line in lines:
        if line:
            chart.line(ChartText(0, 0, line, "quiet"))


def _columns(
    chart: WebChart, texts: Sequence[str], columns: int, *, style: str = "", swatches: bool = False
) -> None:
    """Print texts in columns, each behind the room of a swatch."""
    for first in range(0, len(texts), columns):
        line = texts[first : first + columns]
        places = [100 * at / columns for at in range(len(line))]
        for part, x in enumerate(places if swatches else (), first + 1):
            top = round(chart.top + _BASE - _SWATCH, 3)
            chart.bars.append(ChartBar(x, top, None, _SWATCH, f"part part-{part}"))
        pairs = zip(places, line, strict=True)
        chart.line(*(ChartText(x, 0, text, style, shift=_SWATCH_ROOM) for x, text in pairs))


def _last_year(mark: Mark) -> str:
    return "" if mark.prior is None else f"上年{mark.prior}"


def _stack_parts(
    figures: Sequence[Number | None], largest: int, style: str
) -> list[tuple[float, str]]:  # fmt: skip
    if None in figures:  # a blank is no zero
        return []
    return [
        (_share(figure, largest), f"part part-{at}" if style == "part" else style)
        for at, figure in enumerate(figures, 1)
        if figure
    ]


def _share(figure: Number | None, largest: int) -> float:
    """Return the width of a bar; only a zero has none, and a blank."""
    return max(100 * int(figure) / largest, _THINNEST) if figure else 0.0


def _largest(figures: Iterable[Number | None]) -> int:
    return max((int(each) for each in figures if each is not None), default=0)
