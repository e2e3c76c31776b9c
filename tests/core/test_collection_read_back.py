"""A collection form that comes back reads as it was filled, whatever was done to the file."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.forms.form import Form
from core.printed.own_marks import CHECK_SHEET, HOW_TO_SHEET
from core.reading.opening import open_file
from core.report.report import Report
from tests.collection_forms import (
    fill,
    form_places,
    random_figures,
    report_of,
    write_texts,
)
from tests.editions import FORMS
from tests.libreoffice import convert_to_all, needs_libreoffice

Hand = Callable[[Workbook, Form], None]
ORGAN = "某市水利局"
TEXTS = {
    "preamble": [
        "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。",
        "数据统计期限为全年。",
    ],
    "overview": ["全年主动公开信息120条。", "", "办结申请3件，均按期答复。"],
    "problems": ["公开的深度不够，将加强培训。"],
    "other_matters": ["本年度未收取信息处理费。"],
}
WRITTEN = {
    "preamble": "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。\n数据统计期限为全年。",
    "overview": (
        "（一）主动公开\n全年主动公开信息120条。\n（二）依申请公开\n办结申请3件，均按期答复。"
    ),
    "problems": "公开的深度不够，将加强培训。",
    "other_matters": "本年度未收取信息处理费。",
}


def as_sent(book: Workbook, form: Form) -> None:
    """Leave the form as it is."""


def in_another_order(book: Workbook, form: Form) -> None:
    for name in (HOW_TO_SHEET, CHECK_SHEET, form.sections[2].tab[:3]):
        for sheet in [each for each in book.worksheets if each.title.startswith(name)]:
            book.move_sheet(sheet, 5)


def without_locks(book: Workbook, form: Form) -> None:
    for sheet in book.worksheets:
        sheet.protection.disable()


def with_a_row_more(book: Workbook, form: Form) -> None:
    """openpyxl moves neither formulas nor spans; a row above the table moves nothing in it."""
    for table in form.tables:
        sheet = sheet_of(book, form, table.id)
        last = sheet.max_row + 1
        sheet.cell(last + 1, 1).value = "填表人：张三"


def with_comments(book: Workbook, form: Form) -> None:
    for place in form_places(form).values():
        book[place.sheet].cell(place.row, place.column).comment = Comment("已核对", "张三")


def as_texts(book: Workbook, form: Form) -> None:
    for address, place in form_places(form).items():
        cell = book[place.sheet].cell(place.row, place.column)
        if cell.value is not None and not form.figures[address].computed:
            cell.value, cell.number_format = str(cell.value), "@"


def with_numbers_for_formulas(book: Workbook, form: Form) -> None:
    """Somebody copied a table and pasted its values over it."""
    report = book.nianbao_report  # type: ignore[attr-defined]
    for address, place in form_places(form).items():
        if form.figures[address].computed:
            book[place.sheet].cell(place.row, place.column).value = report.figure(address)


HANDS: tuple[Hand, ...] = (
    as_sent,
    in_another_order,
    without_locks,
    with_a_row_more,
    with_comments,
    as_texts,
    with_numbers_for_formulas,
)


def sheet_of(book: Workbook, form: Form, section: str):
    place = next(p for a, p in form_places(form).items() if a.section == section)
    return book[place.sheet]


def filled(form: Form, seed: str, folder: Path, hand: Hand = as_sent) -> tuple[Path, Report]:
    chance = random.Random(seed)  # noqa: S311  # figures to fill in
    figures = random_figures(form, chance, chance.choice((0, 0, 0.1)))
    report = report_of(form, figures, ORGAN, form.first_year)
    blank = collection_form(Report(form, ORGAN, form.first_year), FormFor("u1"))
    book = fill(blank, form, figures)
    write_texts(book, form, TEXTS)
    book.nianbao_report = report  # type: ignore[attr-defined]
    hand(book, form)
    path = folder / f"表{len(list(folder.iterdir()))}.xlsx"
    book.save(path)
    return path, report


def assert_alike(path: Path, report: Report, form: Form) -> None:
    opened = open_file(path, FORMS)
    read = opened.report
    assert (read.organ, opened.year, read.form) == (ORGAN, form.first_year, form)
    typed = [a for a, figure in form.figures.items() if not figure.computed]
    assert {a: read.figure(a) for a in typed} == {a: report.figure(a) for a in typed}
    assert {a: read.figure(a) for a in form.figures} == dict(report.figures())
    assert dict(read.texts) == WRITTEN


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__)
@pytest.mark.parametrize("form", FORMS.editions, ids=[form.edition for form in FORMS.editions])
def test_it_reads_as_it_was_filled(form: Form, hand: Hand, tmp_path: Path) -> None:
    path, report = filled(form, hand.__name__, tmp_path, hand)
    assert_alike(path, report, form)


@needs_libreoffice
def test_so_it_does_when_another_program_saved_it(tmp_path: Path) -> None:
    out = {kind: tmp_path / kind for kind in ("xlsx", "xls", "ods")}
    made = [(filled(form, "saved", tmp_path), form) for form in FORMS.editions]
    convert_to_all([path for (path, _), _ in made], out)
    for (path, report), form in made:
        for kind, folder in out.items():
            assert_alike(folder / f"{path.stem}.{kind}", report, form)


def test_a_blank_form_is_blank(tmp_path: Path) -> None:
    for form in FORMS.editions:
        path = tmp_path / f"{form.edition}.xlsx"
        path.write_bytes(collection_form(Report(form, ORGAN, form.first_year)))
        opened = open_file(path, FORMS)
        assert opened.report.organ == ORGAN
        assert not any(opened.report.texts.values())
        assert not opened.report.values
        assert opened.reading is not None
        assert not opened.reading.notes
