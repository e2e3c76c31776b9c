"""Reports printed as plain text in the ways in which clerks have them, for reading them back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import show
from core.forms.form import Form, Role, TableSection
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report

OVERVIEW = (
    "本年度按照条例的要求开展工作。\n主动公开情况。全年公开信息若干条。\n（二）依申请公开情况"
)
PROBLEMS = "一是内容还不够细。\n二是解读还不够多，准备逐项改进。"
OTHER = "无"
PREAMBLE = "本报告依照条例编制，分为六个部分。\n电子版见本机关网站。"

_ENUMERATOR = re.compile(r"^(（[一二三四五六七]）|[一二三四五六]、|\d\.)")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Printed:
    """A cell of a printed row; ``spanned`` is what a span from above or the left leaves."""

    text: str
    spanned: bool = False
    from_above: bool = False


Row = list[Printed]


@dataclass(frozen=True)
class Layout:
    """A way of setting a table as text; ``exact`` where a blank cell has its certain place too."""

    name: str
    table: Callable[[list[Row]], list[str]]
    exact: bool = False


@dataclass(frozen=True)
class Style:
    """What may differ between texts of the same figures."""

    numbered: bool = True
    full_width: bool = False
    blank: str = ""
    wording: Mapping[str, str] | None = None


def filled(form: Form, figures: Mapping[Address, object], organ: str = "某县甲局") -> Report:
    """Make a report of figures; computed totals follow from them."""
    report = Report(form, organ, form.first_year)
    apply(report, [SetFigure(address, str(figure)) for address, figure in figures.items()])
    return report


def printed_rows(report: Report, table: TableSection, style: Style) -> list[Row]:
    """Return a table line by line, spans included, as its grid shows it."""
    rows = []
    for line in range(table.lines):
        row: Row = []
        for cell in sorted(table.cells, key=lambda each: each.column):
            if not cell.line <= line < cell.line + cell.down:
                continue
            text = cell.text
            if cell.address:
                text = _figure(report, cell.address, style)
            elif cell.role is not Role.BAND:
                text = (style.wording or {}).get(text, text)
                text = text if style.numbered else _ENUMERATOR.sub("", text)
            above = cell.line < line
            row.append(Printed("" if above else text, spanned=above, from_above=above))
            row += [Printed("", spanned=True)] * (cell.across - 1)
        rows.append(row)
    return rows


def _figure(report: Report, address: Address, style: Style) -> str:
    figure = report.figure(address)
    text = show(figure, report.form.figures[address].kind)
    if figure is None:
        return style.blank
    return text.translate(_FULL_WIDTH) if style.full_width else text


def _cells(row: Row, *, above: bool = False) -> list[str]:
    return [each.text for each in row if not each.spanned or (above and each.from_above)]


def _tabbed(rows: list[Row]) -> list[str]:
    """Each cell on its own line behind a tab, an empty line between rows."""
    lines = []
    for row in rows:
        lines += [f"\t{text}" for text in _cells(row, above=True)]
        lines.append("")
    return lines


def _stacked(rows: list[Row]) -> list[str]:
    return [text for row in rows for text in _cells(row)]


def _spaced(rows: list[Row]) -> list[str]:
    return [line for text in _stacked(rows) for line in (text, "")]


def _broken(rows: list[Row]) -> list[str]:
    """Like stacked, but long labels break over two lines."""
    lines = []
    for text in _stacked(rows):
        long = len(text) > 5 and not text.lstrip("+-").isdecimal()
        lines += [text[:3], text[3:]] if long else [text]
    return lines


def _strokes_between(rows: list[Row]) -> list[str]:
    return [line for text in _stacked(rows) for line in (text, "|")]


def _tabs(rows: list[Row]) -> list[str]:
    return ["\t".join(_cells(row, above=True)) for row in rows]


def _sheet(rows: list[Row]) -> list[str]:
    """As a spreadsheet copies: every column of the grid, merged ones empty."""
    return ["\t".join(each.text for each in row) for row in rows]


def _pipes(rows: list[Row]) -> list[str]:
    return [" | ".join(_cells(row)) + " |" for row in rows]


def _markdown(rows: list[Row]) -> list[str]:
    lines = ["| " + " | ".join(_cells(row, above=True)) + " |" for row in rows]
    return [lines[0], "|---|---|", *lines[1:]]


def _filled_in(rows: list[Row]) -> list[str]:
    """As programs write it that know no merged cells: each part has the text of the whole."""
    above: list[str] = []
    lines = []
    for row in rows:
        texts: list[str] = []
        for at, each in enumerate(row):
            left = above[at] if each.from_above else (texts or [""])[-1]
            is_right_of_above = each.spanned and not each.from_above and row[at - 1].from_above
            texts.append(above[at] if is_right_of_above else left if each.spanned else each.text)
        above = texts
        lines.append("| " + " | ".join(texts) + " |")
    return [lines[0], "|---|---|", *lines[1:]]


LAYOUTS = (
    Layout("tabbed", _tabbed, exact=True),
    Layout("stacked", _stacked),
    Layout("spaced", _spaced),
    Layout("broken", _broken),
    Layout("strokes between", _strokes_between),
    Layout("tabs", _tabs, exact=True),
    Layout("sheet", _sheet),
    Layout("pipes", _pipes, exact=True),
    Layout("markdown", _markdown, exact=True),
    Layout("filled in", _filled_in),
)


def _figures_of(rows: list[Row]) -> list[list[str]]:
    """Return the figures of each row that has some."""
    found = [[each.text for each in row if _is_number(each.text)] for row in rows]
    return [each for each in found if each]


def _labels_of(rows: list[Row]) -> list[str]:
    return [text for row in rows for text in _cells(row) if text and not _is_number(text)]


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def _labels_then_rows(rows: list[Row]) -> list[str]:
    return [*_labels_of(rows), *map(" ".join, _figures_of(rows))]


def _rows_then_labels(rows: list[Row]) -> list[str]:
    return [*map(" ".join, _figures_of(rows)), *_labels_of(rows)]


def _labels_then_figures(rows: list[Row]) -> list[str]:
    return [*_labels_of(rows), *(each for row in _figures_of(rows) for each in row)]


def _columns(rows: list[Row]) -> list[list[str]]:
    """Return the figures column by column; a row of others begins columns of its own."""
    found: list[list[str]] = []
    block: list[list[str]] = []
    for row in [*_figures_of(rows), []]:
        if block and len(row) != len(block[-1]):
            found += [list(each) for each in zip(*block, strict=True)]
            block = []
        block.append(row)
    return found


def _labels_then_columns(rows: list[Row]) -> list[str]:
    return [*_labels_of(rows), *map(" ".join, _columns(rows))]


def _labels_then_stacked_columns(rows: list[Row]) -> list[str]:
    return [*_labels_of(rows), *(each for column in _columns(rows) for each in column)]


def _by_pages(rows: list[Row]) -> list[str]:
    """Set the labels of each page before its figures."""
    half = len(rows) * 2 // 3
    return [*_labels_then_rows(rows[:half]), *_labels_then_rows(rows[half:])]


TORN_LAYOUTS = (
    Layout("labels, then rows", _labels_then_rows),
    Layout("rows, then labels", _rows_then_labels),
    Layout("labels, then figures", _labels_then_figures),
    Layout("labels, then columns", _labels_then_columns),
    Layout("labels, then stacked columns", _labels_then_stacked_columns),
    Layout("by pages", _by_pages),
)
"""Flows of text in which every label is torn from its figures."""


def printed(report: Report, layout: Layout, style: Style | None = None) -> str:
    """Print a whole report as text."""
    style = style or Style()
    form = report.form
    texts = {"overview": OVERVIEW, "problems": PROBLEMS, "other_matters": OTHER}
    lines = [report.organ, f"{report.year}年{form.title}", "", *PREAMBLE.split("\n"), ""]
    for section in form.sections:
        heading = section.heading if style.numbered else _ENUMERATOR.sub("", section.heading)
        lines += [heading, ""]
        if isinstance(section, TableSection):
            lines += [*layout.table(printed_rows(report, section, style)), ""]
        else:
            lines += [*texts[section.id].split("\n"), ""]
    return "\n".join(lines)


def addends(form: Form) -> list[Address]:
    """Return the figures that are typed, not computed."""
    return [address for address, figure in form.figures.items() if not figure.computed]
