"""Several years' reports side by side (历年对比): the same figures, by meaning, year by year.

What is compared by itself are the figures of the picture (图解), which follow from the form and
bear their names in every edition; any cell of the tables can be added. A figure that an edition
does not have is said to be none, and a blank is no zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core.apart.stopping import Stop, never
from core.base.problem import Problem
from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Kind, Number, State, show
from core.forms.loader import Forms
from core.picture.picture import BETWEEN, BLANK, REFUSED, balance_of, draw_up
from core.reading.opening import open_file
from core.report.report import Report

MOST = 10
"""So many years stand side by side."""
ABSENT = "当年格式没有"
"""Stands where the edition of a year has no such figure."""
NONE = "—"
"""Stands where there is nothing to reckon a change or a percentage from."""
_RECEIVED = "收到申请"
_CELL = "cell"


@dataclass(frozen=True, slots=True)
class YearEntry:
    """The report of one year, and what to know of how it was read."""

    report: Report
    name: str
    doubts: int = 0

    @property
    def year(self) -> int:
        """The year that it reports on."""
        return self.report.year


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in one year; ``words`` is what is shown, also where there is no figure.

    ``change`` and ``percent`` are against the year before it in the series; None where one of the
    two is no figure, and ``percent`` also where the year before had nothing.
    """

    year: int
    figure: Number | None
    words: str
    change: Number | None = None
    percent: Decimal | None = None

    @property
    def change_words(self) -> str:
        """Show the change with its sign."""
        if self.change is None:
            return NONE
        return f"{'+' if self.change > 0 else ''}{show(self.change, Kind.AMOUNT)}"

    @property
    def percent_words(self) -> str:
        """Show the percentage with its sign."""
        if self.percent is None:
            return NONE
        return f"{'+' if self.percent > 0 else ''}{self.percent:f}%"


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One figure through the years; ``key`` is the same whatever reports stand beside it."""

    key: tuple[str, ...]
    group: str
    name: str
    unit: str
    points: tuple[Point, ...]

    @property
    def title(self) -> str:
        """Name the figure with its unit."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of one report: what it is called and what it says."""

    group: str
    name: str
    unit: str
    figure: Number | None
    words: str
    alone: Address | None
    """The cell that it is, None where it is the sum of several."""


def read_entry(path: Path, forms: Forms, stop: Stop = never) -> YearEntry:
    """Read a document or a published report; raises Problem, also where its year is not known."""
    opened = open_file(path, forms, stop=stop)
    if opened.year is None:
        raise Problem(
            f"“{path.name}”里没有认出报告的年度，不能和别的年度放在一起。"
            "请先读取它，填上年度，存成年报文件，再添加。"
        )
    # The doubts of a document are its clerk's own matter.
    doubts = len(opened.report.doubts) if opened.reading else 0
    return YearEntry(opened.report, opened.name, doubts)


def add_entry(entries: Sequence[YearEntry], entry: YearEntry) -> tuple[YearEntry, ...]:
    """Put a report among the others by its year; raises Problem where its year is taken."""
    for other in entries:
        if other.year == entry.year:
            raise Problem(
                f"{entry.year}年度已经有一份（{other.name}），没有添加“{entry.name}”。"
                "要换成它，请先移去原来的一份。"
            )
    if len(entries) >= MOST:
        raise Problem(f"最多对比{MOST}个年度，没有添加“{entry.name}”。请先移去一份。")
    return tuple(sorted((*entries, entry), key=lambda each: each.year))


def lines_of(entries: Sequence[YearEntry], cells: Iterable[Address] = ()) -> tuple[SeriesLine, ...]:
    """Return what is compared by itself, in the order of the latest form, then the chosen cells."""
    found = [_figures(each.report, cells) for each in entries]
    # What only an earlier edition has stands behind those of its group that the latest has. One
    # cell may bear another name in another edition; its address tells that it is the same.
    keys: dict[tuple[str, ...], _Found] = {}
    alone: set[Address] = set()
    for each in reversed(found):
        for key, figure in each.items():
            is_cell = key[0] == _CELL
            if key not in keys and (is_cell or figure.alone is None or figure.alone not in alone):
                keys[key] = figure
                alone |= set() if is_cell or figure.alone is None else {figure.alone}
    groups = list(dict.fromkeys(figure.group for figure in keys.values()))
    years = [entry.year for entry in entries]
    return tuple(
        SeriesLine(
            key,
            figure.group,
            figure.name,
            figure.unit,
            _points(
                years,
                [
                    each.get(key) or _same_cell(entry.report, figure)
                    for entry, each in zip(entries, found, strict=True)
                ],
            ),
        )
        for key, figure in sorted(keys.items(), key=lambda item: groups.index(item[1].group))
    )


def _same_cell(report: Report, figure: _Found) -> _Found | None:
    """Find a figure by its address in a report whose picture does not name it so."""
    address = figure.alone
    if address is None or address not in report.form.figures:
        return None
    words, known = _why_none(report, address), report.figure(address)
    shown = words if known is None else report.printed(address)
    return _Found(figure.group, figure.name, figure.unit, known, shown, address)


def table_of(lines: Sequence[SeriesLine]) -> list[list[Number | str | None]]:
    """Return a table with its heading: every year, and from the second on change and percentage.

    Numbers are numbers; a percentage is a number of percent.
    """
    years = [point.year for point in lines[0].points] if lines else []
    heading: list[Number | str | None] = ["部分", "项目", "单位"]
    for number, year in enumerate(years):
        heading.append(f"{year}年")
        if number:
            heading += [f"比{years[number - 1]}年增减", "增减%"]
    table = [heading]
    for line in lines:
        row: list[Number | str | None] = [line.group, line.name, line.unit]
        for number, point in enumerate(line.points):
            row.append(point.words if point.figure is None else point.figure)
            if number:
                row += [
                    NONE if point.change is None else point.change,
                    NONE if point.percent is None else point.percent,
                ]
        table.append(row)
    return table


def _figures(report: Report, cells: Iterable[Address]) -> dict[tuple[str, ...], _Found]:
    picture = draw_up(report)
    found: dict[tuple[str, ...], _Found] = {}

    def add(
        group: str,
        name: str,
        addresses: tuple[Address, ...],
        figure: Number | None,
        words: str,
        key: tuple[str, ...] = (),
    ) -> None:
        cell = report.form.figures[addresses[0]]
        shown = words if figure is None else show(figure, cell.kind)
        alone = addresses[0] if len(addresses) == 1 else None
        found[key or (group, name)] = _Found(group, name, cell.unit, figure, shown, alone)

    for chart in (*picture.charts, *picture.figures):
        for mark in chart.marks:
            name = BETWEEN.join(part for part in (mark.group, mark.name) if part)
            add(chart.heading, name, mark.addresses, mark.figure, mark.text)
    for group, name, address in _handled(report):
        add(group, name, (address,), report.figure(address), _why_none(report, address))
    for stacks in picture.stacks:
        for stack in stacks.stacks:
            for mark in (stack.total, *stack.parts):
                name = stack.name if mark is stack.total else f"{stack.name}{BETWEEN}{mark.name}"
                add(stacks.heading, name, mark.addresses, mark.figure, mark.text)
    for address in cells:
        if address in report.form.figures:
            group = report.form.table(address.section).tab
            place, words = report.form.figures[address].place, _why_none(report, address)
            add(group, place, (address,), report.figure(address), words, (_CELL, address))
    return found


def _handled(report: Report) -> Iterable[tuple[str, str, Address]]:
    """Yield what was dealt with in all, of which the picture shows the parts (办结)."""
    for table in report.form.tables:
        identities = [i for i in report.form.identities if i.section == table.id]
        balance = balance_of(identities)
        wholes = {a for i in identities if i.is_sum and i.along == "column" for a in i.right}
        if balance is not None:
            for name, address in zip(balance.captions[1:], balance.right, strict=True):
                if address in wholes:
                    yield _RECEIVED, name, address


def _why_none(report: Report, address: Address) -> str:
    return REFUSED if report.value(address).state is State.REFUSED else BLANK


def _points(years: Sequence[int], found: Sequence[_Found | None]) -> tuple[Point, ...]:
    points: list[Point] = []
    for number, (year, each) in enumerate(zip(years, found, strict=True)):
        figure = each.figure if each else None
        base = found[number - 1] if number else None
        last = base.figure if base else None
        change = rate = None
        if figure is not None and last is not None:
            change = figure - last
            rate = percent(change, last) if last > 0 else None
        points.append(Point(year, figure, each.words if each else ABSENT, change, rate))
    return tuple(points)
