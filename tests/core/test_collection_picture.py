"""The first page of a collection form shows a picture of it, for every edition, and is ours."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from core.collection.book import collection_form
from core.collection.how_to_sheet import picture_of
from core.collection.plan import FormFor
from core.forms.form import Form
from core.printed.own_marks import HOW_TO_SHEET
from core.report.report import Report
from tests.editions import FORMS


@pytest.mark.parametrize("form", FORMS.editions, ids=[form.edition for form in FORMS.editions])
def test_the_first_page_has_the_picture_of_its_edition_and_the_unit_s_name(form: Form) -> None:
    made_for = FormFor("u1", "某市办公室", "1月20日前")
    data = collection_form(Report(form, "某市水利局", form.first_year), made_for)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (name,) = [each for each in package.namelist() if each.startswith("xl/media/")]
        assert package.read(name) == picture_of(form.edition).read_bytes()
        assert package.testzip() is None
    sheet = openpyxl.load_workbook(io.BytesIO(data))[HOW_TO_SHEET]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "填报单位：某市水利局" in said
    assert said[-1].startswith("下图是表三的样子")
    last = int(sheet.print_area.rpartition("$")[2])
    assert last > sheet.max_row + 5


def test_a_picture_is_small() -> None:
    assert all(picture_of(f.edition).stat().st_size < 40_000 for f in FORMS.editions)
