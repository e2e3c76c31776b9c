"""Filling a collection form as a clerk would: numbers typed into its open cells."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from decimal import Decimal

import openpyxl
from openpyxl.workbook import Workbook

from core.collection.places import FigurePlace, places_of
from core.exports.excel.sheet_plan import sheet_names
from core.figures.address import Address
from core.figures.value import Kind, Number
from core.forms.form import Form
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
