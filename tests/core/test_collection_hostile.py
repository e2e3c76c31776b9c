"""A collection form that was tampered with or is another one: told or refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from core.base.problem import Problem
from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.exports.parts.cached_values import with_cached_values
from core.figures.address import Address
from core.forms.form import Form
from core.printed.own_marks import STAMP_SHEET
from core.reading.door import open_source
from core.recognition.reading import Reading
from core.report.report import Report
from core.report.work_edits import SetShare
from core.returning.returned import objections
from core.rollup.judging import judge
from core.sharing.coming_back import read_part
from tests.collection_forms import fill, form_places
from tests.editions import FORMS, form_of
from tests.libreoffice import convert_to_all, needs_libreoffice

FORM = form_of(FORMS, "2021")
ORGAN, YEAR = "某市水利局", 2025
ROW = "applications.received"
TOTAL = Address(f"{ROW}.total")
NATURAL = Address(f"{ROW}.natural")
FIGURES = {a: 2 for a in FORM.figures if a.startswith(f"{ROW}.") and a != TOTAL}
FOREIGN = "引用了别的文件或者工作表，没有取它的结果"
TYPED_OVER = "合计格里的公式被改成了数"
Hand = Callable[[Workbook, Form], None]


def form_file(folder: Path, *hands: Hand, values: dict[Address, int] | None = None) -> Path:
    """Return a form that was filled and tampered with; ``values`` are what its formulas gave."""
    book = fill(collection_form(Report(FORM, ORGAN, YEAR), FormFor("u1")), FORM, FIGURES)
    for hand in hands:
        hand(book, FORM)
    content = io.BytesIO()
    book.save(content)
    places = form_places(FORM)
    told: dict[str, dict[str, int]] = {}
    for address, figure in ({TOTAL: 14} | (values or {})).items():
        place = places[address]
        if book[place.sheet][place.cell].data_type == "f":
            told.setdefault(place.sheet, {})[place.cell] = figure
    path = folder / "交回.xlsx"
    path.write_bytes(with_cached_values(content.getvalue(), told))
    return path


def putting(address: Address, value: object) -> Hand:
    def put(book: Workbook, form: Form) -> None:
        place = form_places(form)[address]
        book[place.sheet][place.cell].value = value

    return put


def stamping(row: int, value: str) -> Hand:
    return lambda book, _form: book[STAMP_SHEET].cell(row, 2).__setattr__("value", value)


def whys(reading: Reading) -> list[str]:
    return [note.why for note in reading.remarks]


def test_a_form_as_it_was_sent_has_nothing_told_of_it(tmp_path: Path) -> None:
    reading = open_source(form_file(tmp_path), FORMS)
    assert reading.stamp is not None
    assert (reading.stamp.unit, reading.stamp.organ, reading.stamp.year) == ("u1", ORGAN, YEAR)
    assert reading.remarks == ()
    assert reading.report().figure(TOTAL) == 14


@pytest.mark.parametrize("figure", [14, 15, "14"], ids=["equal", "another", "as text"])
def test_a_total_that_was_typed_over_is_told_even_where_it_is_right(
    figure: int | str, tmp_path: Path
) -> None:
    path = form_file(tmp_path, putting(TOTAL, figure))
    reading = open_source(path, FORMS)
    (note,) = reading.remarks
    assert note.address == TOTAL
    assert note.why.startswith(TYPED_OVER)
    taken, _ = judge(path, path.name, FORMS)
    assert taken.told == (f"{FORM.figures[TOTAL].place}：{note.why}",)


@needs_libreoffice
def test_so_it_is_when_another_program_saved_it(tmp_path: Path) -> None:
    path = form_file(tmp_path, putting(TOTAL, 14))
    out = {kind: tmp_path / kind for kind in ("xlsx", "xls", "ods")}
    convert_to_all([path], out)
    for kind, folder in out.items():
        remarks = open_source(folder / f"交回.{kind}", FORMS).remarks
        told = [(note.address, note.why[: len(TYPED_OVER)]) for note in remarks]
        assert told == [(TOTAL, TYPED_OVER)], kind


@pytest.mark.parametrize(
    "formula",
    ["='[1]其他'!A1", "=[别处.xlsx]表!A1+1", "='file:///C:/x.xlsx'#$表.A1", '=WEBSERVICE("x")'],
)
def test_a_figure_from_another_file_is_not_taken(formula: str, tmp_path: Path) -> None:
    path = form_file(tmp_path, putting(NATURAL, formula), values={NATURAL: 2})
    reading = open_source(path, FORMS)
    report = reading.report()
    assert not report.is_filled(NATURAL)
    assert FOREIGN in report.doubts[NATURAL].why


def test_a_formula_in_the_place_of_a_figure_is_told(tmp_path: Path) -> None:
    path = form_file(tmp_path, putting(NATURAL, "=1+1"), values={NATURAL: 2})
    reading = open_source(path, FORMS)
    assert reading.report().figure(NATURAL) == 2
    assert whys(reading) == ["这一格填的是公式，不是数，取的是文件里算好的结果，请对照核对"]


@pytest.mark.parametrize(
    ("hands", "told"),
    [
        ((stamping(1, "0" * 16),), ["隐藏标记被改动过"]),
        ((stamping(5, "u9"),), ["隐藏标记被改动过"]),
        ((stamping(2, "2024"),), ["隐藏标记被改动过", "为2024年度做的，封面上写的是2025年度"]),
        ((stamping(2, "某年"),), ["隐藏标记被改动过", "封面上写的是2025年度"]),
        ((stamping(3, "2019"),), ["隐藏标记被改动过", "按2019版格式做的，填在里面的表是2021版的"]),
        ((stamping(4, "某市教育局"),), ["隐藏标记被改动过", "发给“某市教育局”的"]),
    ],
    ids=["digest", "unit", "year", "no year", "edition", "organ"],
)
def test_a_stamp_that_was_changed_is_told(
    hands: tuple[Hand, ...], told: list[str], tmp_path: Path
) -> None:
    reading = open_source(form_file(tmp_path, *hands), FORMS)
    assert len(whys(reading)) == len(told)
    assert all(part in why for part, why in zip(told, whys(reading), strict=True))
    assert reading.report().figure(TOTAL) == 14


def test_the_form_of_another_unit_is_told_by_its_stamp(tmp_path: Path) -> None:
    """Somebody has written his own name into the form of another."""

    def rename(book: Workbook, _form: Form) -> None:
        cover = book["封面"]
        (cell,) = (c for row in cover.iter_rows() for c in row if c.value == ORGAN)
        cell.value = "某市教育局"

    path = form_file(tmp_path, rename)
    (why,) = whys(open_source(path, FORMS))
    assert why.startswith("收集表是发给“某市水利局”的，填的机关是“某市教育局”")


def unmerged(book: Workbook, _form: Form) -> None:
    for sheet in book:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))


@pytest.mark.parametrize("hand", [unmerged, lambda book, _form: book.remove(book["封面"])])
def test_a_cover_that_is_lost_is_known_by_the_stamp(hand: Hand, tmp_path: Path) -> None:
    reading = open_source(form_file(tmp_path, hand), FORMS)
    assert (reading.organ, reading.year) == (ORGAN, YEAR)
    assert reading.report().figure(TOTAL) == 14
    assert "封面上没有认出机关名称和年度" in whys(reading)[0]

    forged = open_source(form_file(tmp_path, hand, stamping(1, "0" * 16)), FORMS)
    assert (forged.organ, forged.year) == ("", None), "what was written into proves nothing"


@pytest.mark.parametrize("gone", ["received.business", "received.natural", "received.total"])
def test_a_table_that_lost_a_column_is_left_blank_and_told(gone: str, tmp_path: Path) -> None:
    def delete(book: Workbook, form: Form) -> None:
        place = form_places(form)[Address(f"applications.{gone}")]
        unmerged(book, form)
        book[place.sheet].delete_cols(place.column)

    reading = open_source(form_file(tmp_path, delete), FORMS)
    report = reading.report()
    assert {report.figure(a) for a in FORM.figures if a.section == "applications"} == {None}
    assert any(note.why.startswith("列名不全") for note in reading.notes)


def test_a_form_with_macros_is_read_without_them(tmp_path: Path) -> None:
    """Whoever saves a form with macros in it sends figures like everybody."""
    path = form_file(tmp_path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "交回.xlsm", "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            )
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    reading = open_source(tmp_path / "交回.xlsm", FORMS)
    assert reading.report().figure(TOTAL) == 14
    assert whys(reading) == []


def test_another_unit_s_or_year_s_form_is_not_merged(tmp_path: Path) -> None:
    path = form_file(tmp_path)
    for report, why in (
        (Report(FORM, "某市教育局", YEAR), "写的机关是“某市水利局”"),
        (Report(FORM, ORGAN, 2024), "是2025年度的，这份报告是2024年度的"),
        (Report(form_of(FORMS, "2019"), ORGAN, 2020), "两份不能对照"),
    ):
        with pytest.raises(Problem, match=why):
            objections(read_part(path, FORMS), report)


def test_a_share_that_was_forged_is_not_taken(tmp_path: Path) -> None:
    def forge(book: Workbook, _form: Form) -> None:
        for row in (("分工", "1"), ("分工部分", "applications nowhere"), ("分工依据", "f" * 64)):
            book[STAMP_SHEET].append(row)

    returned = read_part(form_file(tmp_path, forge), FORMS)
    assert any("隐藏标记被改动过" in words for words in returned.told)
    with pytest.raises(Problem, match="不是从这份报告分出去的"):
        objections(returned, Report(FORM, ORGAN, YEAR))
    assert SetShare("1", None).share is None


def _swollen(path: Path, part: str, put: bytes) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = parts[part].replace(b"</sheetData>", put + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def test_a_form_with_a_huge_sheet_is_refused(tmp_path: Path) -> None:
    path = form_file(tmp_path)
    _swollen(path, "xl/worksheets/sheet4.xml", b"<row>" + b"<c><v>1</v></c>" * 200_001 + b"</row>")
    with pytest.raises(Problem, match="有太多格，不像是年报的表格，没有读入"):
        open_source(path, FORMS)


def test_a_stamp_that_goes_on_for_ever_is_none(tmp_path: Path) -> None:
    def stretch(book: Workbook, _form: Form) -> None:
        for number in range(600):
            book[STAMP_SHEET].append(("文字", f"第{number}行"))

    reading = open_source(form_file(tmp_path, stretch), FORMS)
    assert reading.stamp is None


def test_what_the_form_keeps_hidden_is_only_its_stamp(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form_file(tmp_path))
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [STAMP_SHEET]
