"""What a collection form computes in another program is what the program computes itself."""

from __future__ import annotations

import io
import random
from pathlib import Path

import openpyxl
import pytest

from core.checks.tally import Tally
from core.collection.book import collection_form
from core.collection.formulas import tally_words
from core.forms.form import Form
from core.printed.own_marks import CHECK_SHEET
from core.report.report import Report
from tests.collection_forms import fill, form_places, random_figures, report_of
from tests.editions import FORMS
from tests.libreoffice import convert, needs_libreoffice

HOW_MANY = 4
"""Of each edition; `test_collection_rates` has another program compute more of them."""


@needs_libreoffice
def test_its_formulas_give_our_totals_and_tallies(tmp_path: Path) -> None:
    chance = random.Random("totals")  # noqa: S311  # figures to fill in
    filled = []
    for form in FORMS.editions:
        blank = collection_form(Report(form, "某局", form.first_year))
        for number in range(HOW_MANY):
            figures = random_figures(form, chance, chance.choice((0, 0, 0.02, 0.5)))
            path = tmp_path / f"f{form.edition}-{number}.xlsx"
            fill(blank, form, figures).save(path)
            filled.append((path, report_of(form, figures, "某局", form.first_year)))
    out = tmp_path / "out"
    out.mkdir()
    convert(out, [path for path, _ in filled], "--convert-to", "xlsx")
    for path, report in filled:
        book = openpyxl.load_workbook(out / path.name, data_only=True)
        for address, place in form_places(report.form).items():
            shown = book[place.sheet].cell(place.row, place.column).value
            figure = report.figure(address)
            assert (None if shown in (None, "") else shown) == (
                None if figure is None else float(figure)
            ), (path.name, address)
        states = [row[4].value for row in book[CHECK_SHEET].iter_rows(min_row=5)]
        told = [state for state in states if isinstance(state, str)]
        due = [Tally(each, report) for each in report.form.identities if each.computes is None]
        assert told[-len(due) :] == [tally_words(tally) for tally in due]


@pytest.mark.parametrize("form", FORMS.editions, ids=[form.edition for form in FORMS.editions])
def test_its_formulas_carry_the_values_that_they_give(form: Form) -> None:
    """A previewer, and a reader that computes nothing, sees the totals."""
    figures = random_figures(form, random.Random(1), 0)  # noqa: S311
    report = report_of(form, figures, "某局", form.first_year)
    book = openpyxl.load_workbook(io.BytesIO(collection_form(report)), data_only=True)
    for address, place in form_places(form).items():
        figure = report.figure(address)
        assert figure is not None
        assert book[place.sheet].cell(place.row, place.column).value == float(figure)
