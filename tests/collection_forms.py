"""Filling a collection form as a clerk would: numbers typed into its open cells."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

import openpyxl
from openpyxl.workbook import Workbook

from core.exports.excel.sheet_plan import sheet_names
from core.exports.parts.figure_places import FigurePlace, places_of
from core.figures.address import Address
from core.figures.value import Kind, Number
from core.forms.form import Form
from core.printed.own_marks import COVER_SHEET
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report


def form_places(form: Form) -> dict[Address, FigurePlace]:
    """Return where a form's figures stand on the sheets that it is written with."""
    names = sheet_names(section.tab for section in form.sections)
    ids = (section.id for section in form.sections)
    return places_of(form, dict(zip(ids, names, strict=True)))


def random_figures(form: Form, chance: random.Random, blanks: float) -> dict[Address, Number]:
    """Return figures for the cells that are typed, some of them left blank."""
    found: dict[Address, Number] = {}
    for address, figure in form.figures.items():
        if figure.computed or chance.random() < blanks:
            continue
        size = chance.choice((1, 10, 1000, 10**9))
        if figure.kind is Kind.AMOUNT:
            found[address] = Decimal(chance.randrange(size * 100)).scaleb(-2)
        elif figure.kind is Kind.SIGNED:
            found[address] = chance.randrange(-size, size)
        else:
            found[address] = chance.randrange(size)
    return found


def report_of(form: Form, figures: Mapping[Address, Number], organ: str, year: int) -> Report:
    """Return a report in which these figures were typed."""
    report = Report(form, organ, year)
    apply(report, [SetFigure(address, f"{figure:f}") for address, figure in _decimals(figures)])
    return report


def fill(data: bytes, form: Form, figures: Mapping[Address, Number]) -> Workbook:
    """Return a form with figures typed into its cells; formulas are left as they are."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = form_places(form)
    for address, figure in figures.items():
        place = places[address]
        book[place.sheet].cell(place.row, place.column).value = figure
    return book


def _decimals(figures: Mapping[Address, Number]) -> list[tuple[Address, Decimal]]:
    return [(address, Decimal(figure)) for address, figure in figures.items()]


def write_texts(book: Workbook, form: Form, texts: Mapping[str, Sequence[str]]) -> None:
    """Write paragraphs into the open cells of the written parts; an empty one moves to the next.

    In a part with headings of its own every paragraph goes under the next heading.
    """
    names = dict(
        zip((s.id for s in form.sections), sheet_names(s.tab for s in form.sections), strict=True)
    )
    for section, paragraphs in texts.items():
        is_cover = section == form.preamble.id
        sheet = book[COVER_SHEET if is_cover else names[section]]
        column = 2 if is_cover else 1
        if is_cover:
            row = next(r for r in range(1, 20) if sheet.cell(r, 1).value == form.preamble.heading)
            for number, paragraph in enumerate(paragraphs):
                sheet.cell(row + number, column).value = paragraph
        elif form.text(section).parts:
            heads = [r for r in range(2, sheet.max_row) if sheet.cell(r, 1).value]
            for head, paragraph in zip(heads, filter(None, paragraphs), strict=False):
                sheet.cell(head + 1, 1).value = paragraph
        else:
            for number, paragraph in enumerate(paragraphs):
                sheet.cell(2 + number, column).value = paragraph
