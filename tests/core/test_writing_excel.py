from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.checks.inspection import Inspection
from core.exports.excel.workbook import workbook
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Role
from core.printed.own_marks import (
    CHECK_SHEET,
    CHECK_SHEETS,
    COVER_SHEET,
    FINDINGS_SHEET,
    UNWATCHED_SHEET,
)
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from core.settings.page_options import PageOptions
from tests.editions import FORMS, form_of

EDITIONS = [form.edition for form in FORMS.editions]


def book_of(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(Inspection(report))))


def full_report(edition: str, full_figures) -> Report:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    return report


def texts_of(sheet: Worksheet) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def find(sheet: Worksheet, text: str):
    return next(c for row in sheet.iter_rows() for c in row if c.value == text)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_filled", [True, False])
def test_labels_spans_and_figures_are_those_of_the_form(edition, is_filled, full_figures) -> None:
    form = form_of(FORMS, edition)
    report = full_report(edition, full_figures) if is_filled else Report(form)
    book = book_of(report)
    names = [section.tab for section in form.sections]
    assert book.sheetnames == [COVER_SHEET, *names, *CHECK_SHEETS]
    for section in form.tables:
        sheet = book[section.tab]
        assert sheet["A1"].value == section.heading
        merged = {(r.min_row, r.min_col): (r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
        for cell in section.cells:
            row, column = cell.line + 2, cell.column + 1
            end = merged.pop((row, column), (row, column))
            assert end == (row + cell.down - 1, column + cell.across - 1)
            value = sheet.cell(row, column).value
            if cell.address is None:
                assert value == cell.text
            elif is_filled:
                assert Decimal(str(value)) == report.figure(cell.address)
                assert sheet.cell(row, column).data_type == "n"
            else:
                assert value is None
        assert list(merged) == [(1, 1)]


@pytest.mark.parametrize("name", ["huaian_2024", "cixi_2020", "shanghai_office_2019"])
def test_every_published_figure_is_found_again(shared_reports, name) -> None:
    published = json.loads((shared_reports / f"{name}.json").read_text("utf-8"))
    form = form_of(FORMS, published["edition"])
    report = Report(form)
    apply(report, [SetCover(published["organ"], published["year"])])
    figures = {Address(a): f for a, f in published["figures"].items()}
    apply(report, [SetFigure(a, "" if f is None else str(f)) for a, f in figures.items()])
    book = book_of(report)
    for section in form.tables:
        for cell in section.cells:
            if cell.address is not None:
                value, figure = (
                    book[section.tab].cell(cell.line + 2, cell.column + 1).value,
                    figures[cell.address],
                )
                if figure is None and form.figures[cell.address].computed:
                    continue  # a blank total is computed where its addends are there
                assert value == figure


@pytest.mark.parametrize(
    ("address", "typed", "value", "number_format"),
    [
        ("proactive.licensing.change", "+2", 2, "+0;-0;0"),
        ("proactive.licensing.change", "-187", -187, "+0;-0;0"),
        ("proactive.procurement.amount", "21692.710", 21692.71, '0.000"万元"'),
        ("proactive.procurement.amount", "30", 30, '0"万元"'),
        ("applications.received.natural", "123456789012", 123456789012, "0"),
    ],
)
def test_a_figure_is_a_number_that_looks_as_printed(address, typed, value, number_format) -> None:
    report = Report(form_of(FORMS, "2019"), "青禾县人民政府", 2020)
    apply(report, [SetFigure(Address(address), typed)])
    section = report.form.table(Address(address).section)
    place = next(c for c in section.cells if c.address == address)
    cell = book_of(report)[section.tab].cell(place.line + 2, place.column + 1)
    assert cell.value == value
    assert cell.number_format == number_format


def test_a_figure_that_excel_would_round_stands_as_text() -> None:
    report = Report(form_of(FORMS, "2021"))
    apply(report, [SetFigure(Address("proactive.fee.amount"), "123456789012.12345678")])
    assert "123456789012.12345678" in texts_of(book_of(report)["二、主动公开"])


def test_refused_and_marked_cells_stand_as_typed() -> None:
    report = Report(form_of(FORMS, "2021"))
    for address, text in (
        ("applications.received.natural", "约三千件"),
        ("applications.received.business", "/"),
        ("applications.received.research", "=1+1"),
    ):
        apply(report, [SetFigure(Address(address), text)])
    sheet = book_of(report)["三、申请办理"]
    assert [sheet.cell(5, column).value for column in (4, 5, 6)] == ["约三千件", "/", "=1+1"]
    assert [sheet.cell(5, column).data_type for column in (4, 5, 6)] == ["s"] * 3


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "'甲", "#N/A", "_x0041_", "{{7*7}}", "<b>&amp;", "𠮷😀"]


def test_hostile_text_stays_text() -> None:
    form = form_of(FORMS, "2021")
    report = Report(form, "=HYPERLINK(1)", 2024)
    apply(report, [SetText(text.id, "\n".join(HOSTILE) + "\x00\x0b\x1f") for text in form.texts])
    data = workbook(Inspection(report))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["一、总体情况"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(HOSTILE))]
    want = [text.replace("_x0041_", "_x005F_x0041_") for text in HOSTILE[:-1]]
    assert [cell.value for cell in cells] == [*want, "𠮷😀�"]
    assert sheet.cell(2 + len(HOSTILE), 1).value == "�"
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[:5]] == [True] * 5
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert len(sheets) == len(form.sections) + 1 + len(CHECK_SHEETS)
        assert not [n for n in sheets if b"<f>" in archive.read(n) or b"<f " in archive.read(n)]
        assert not [n for n in archive.namelist() if "external" in n.lower()]


@given(st.text(max_size=100))
@settings(max_examples=8, deadline=None)
def test_any_text_makes_a_workbook_that_opens(text) -> None:
    report = Report(form_of(FORMS, "2021"), text, 2024)
    apply(report, [SetText("problems", text), SetFigure(Address("proactive.fee.amount"), text)])
    book_of(report)


def test_a_long_paragraph_is_whole_and_has_the_height_it_needs() -> None:
    report = Report(form_of(FORMS, "2021"))
    long, longer = "长" * 3000, "更长" * 20_000
    apply(report, [SetText("overview", f"短。\n{long}\n{longer}")])
    sheet = book_of(report)["一、总体情况"]
    values = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    texts = [str(value) for value in values if value]
    assert texts[0] == "短。"
    assert texts[1] == long
    assert "".join(texts[2:]) == longer
    place = next(r for r in sheet.merged_cells.ranges if r.min_row == 3)
    heights = [sheet.row_dimensions[row].height for row in range(3, place.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) > 3000 / 40 * 12  # forty characters a line, lines of twelve points


def test_the_file_does_not_say_when_it_was_written() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    with zipfile.ZipFile(io.BytesIO(workbook(Inspection(report)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        maker = archive.read("docProps/app.xml").decode()
    assert "Openpyxl" not in maker
    assert "年报</Application>" in maker
    assert "dcterms:created" not in core
    assert "dcterms:modified" not in core
    assert "青禾县人民政府2024年政府信息公开工作年度报告" in core


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sheet_prints_on_a4_one_page_wide(edition, full_figures) -> None:
    book = book_of(full_report(edition, full_figures))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows
        assert sheet.print_options.horizontalCentered
    orientations = {sheet.title[0]: sheet.page_setup.orientation for sheet in book.worksheets}
    assert orientations["三"] == "portrait"
    assert orientations["四"] == "landscape"
    assert book["三、申请办理"].page_setup.fitToHeight == 1
    assert book["三、申请办理"].freeze_panes == "D5"
    assert book["三、申请办理"].print_title_rows == "$1:$4"
    assert book["四、复议诉讼"].freeze_panes == "A5"


def test_bands_are_shaded_and_cells_framed(full_figures) -> None:
    sheet = book_of(full_report("2021", full_figures))["二、主动公开"]
    assert sheet["A2"].fill.fgColor.rgb == "FFDCE6F2"
    for row in range(2, sheet.max_row + 1):
        assert sheet.cell(row, 1).border.left.style == "thin"
        assert sheet.cell(row, 4).border.right.style == "thin"
        assert {sheet.cell(row, column).border.top.style for column in range(1, 5)} == {"thin"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_nine_digits_fit_every_figure(edition) -> None:
    form = form_of(FORMS, edition)
    book = book_of(Report(form))
    for section in form.tables:
        sheet = book[section.tab]
        widths = [d.width for d in sheet.column_dimensions.values()]
        for cell in section.cells:
            if cell.role is Role.FIGURE:
                assert sum(widths[cell.column : cell.column + cell.across]) >= 10


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_heading_of_one_column_is_not_torn(edition, full_figures) -> None:
    book = book_of(full_report(edition, full_figures))
    words = ("自然人", "社会公益组织", "法律服务机构")
    tables = form_of(FORMS, edition).tables
    heads = [(t.tab, c.text) for t in tables for c in t.cells if c.text in words]
    heads.append((CHECK_SHEET, "左边或各项之和"))
    assert len(heads) == 4
    for tab, text in heads:
        cell = find(book[tab], text)
        width = book[tab].column_dimensions[cell.column_letter].width
        # In points, where the font is as narrow as Calibri: a cell keeps two free.
        assert width * 5.25 - 2 >= len(text) * cell.font.size


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_check_sheet_tells_every_tally(edition, full_figures) -> None:
    report = full_report(edition, full_figures)
    row, column = Address("applications.received.natural"), Address("applications.granted.legal")
    apply(report, [SetFigure(row, "99999"), SetFigure(column, "")])
    inspection = Inspection(report)
    book = book_of(report)
    sheet = book[CHECK_SHEET]
    first = find(sheet, "关系").row + 1
    tallies = inspection.board.tallies
    assert len({tally.state for tally in tallies}) == 3
    for number, tally in enumerate(tallies):
        values = [sheet.cell(first + number, column).value for column in range(2, 9)]
        assert values == [
            tally.identity.name,
            tally.identity.place,
            tally.left,
            tally.right,
            tally.difference,
            tally.state.value,
            tally.identity.basis,
        ]
    texts = texts_of(book[FINDINGS_SHEET])
    for finding in inspection.findings:
        assert finding.message in texts
        assert finding.severity.word in texts
        assert any(text.startswith(finding.advice) for text in texts)


def test_the_check_sheet_lists_what_nothing_watches(full_figures) -> None:
    report = full_report("2019", full_figures)
    sheet = book_of(report)[UNWATCHED_SHEET]
    unwatched = report.form.unwatched()
    assert any(f"下列{len(unwatched)}格没有勾稽关系" in text for text in texts_of(sheet))
    first = find(sheet, "数").row + 1
    for number, address in enumerate(unwatched):
        figure = report.form.figures[address]
        assert sheet.cell(first + number, 2).value == figure.place
        assert Decimal(str(sheet.cell(first + number, 4).value)) == report.figure(address)
        if figure.kind is Kind.AMOUNT:
            assert "万元" in sheet.cell(first + number, 4).number_format


def test_the_check_sheet_lists_what_is_printed_as_it_stood(full_figures) -> None:
    report = full_report("2021", full_figures)
    apply(report, [SetFigure(Address("applications.granted.natural"), "约三千件")])
    apply(report, [SetFigure(Address("applications.carried_in.total"), "777")])
    apply(report, [SetFigure(Address("applications.granted.total"), "888")])
    sheet = book_of(report)[UNWATCHED_SHEET]
    first = find(sheet, "打印的内容").row + 1
    rows = [[sheet.cell(row, c).value for c in (2, 4, 8)] for row in range(first, first + 3)]
    total = report.computed(Address("applications.carried_in.total"))
    assert rows == [
        ["“二、上年结转政府信息公开申请数量”总计", "777", f"各项相加得{total}。"],
        ["“（一）予以公开”自然人", "约三千件", "这里要填数字。"],
        ["“（一）予以公开”总计", "888", "各项没有填全，算不出总计。"],
    ]


def test_a_report_without_fault_says_so(full_figures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inspection, "findings", ())
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Inspection(full_report("2021", full_figures))))
    )
    assert "没有发现问题。" in texts_of(book[FINDINGS_SHEET])
    texts = [text for name in CHECK_SHEETS for text in texts_of(book[name])]
    assert "三、照原样打印的内容" not in texts
    assert "三、没有勾稽关系的格" in texts


def test_how_grave_a_finding_is_stands_in_the_middle_of_its_cell(full_figures) -> None:
    report = full_report("2021", full_figures)
    apply(report, [SetText("overview", "一句话,写完。")])
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(Inspection(report))))[FINDINGS_SHEET]
    grave = {"错误", "提醒", "提示"}
    places = {
        cell.value: cell.alignment.horizontal
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in grave
    }
    assert places.keys() >= {"提示"}
    assert set(places.values()) == {"center"}


def test_each_long_table_of_the_check_sheet_repeats_its_head_on_paper(full_figures) -> None:
    report = full_report("2021", full_figures)
    apply(report, [SetFigure(Address("applications.received.natural"), "99999")])
    apply(report, [SetFigure(Address("applications.granted.legal"), "约三件")])
    book = book_of(report)
    heads = (
        (CHECK_SHEET, ["部分", "关系", "位置"]),
        (FINDINGS_SHEET, ["部分", "问题"]),
        (UNWATCHED_SHEET, ["部分", "位置", "数"]),
    )
    for name, head in heads:
        sheet = book[name]
        first, last = re.findall(r"[0-9]+", str(sheet.print_title_rows))
        assert first == last
        row = [cell.value for cell in sheet[int(first)] if cell.value]
        assert row[: len(head)] == head
        below = [c.value for r in sheet.iter_rows(min_row=int(first) + 1) for c in r]
        assert "部分" not in below  # no other table follows, over which this head would stand


def test_the_check_sheet_can_be_left_out_and_the_cover_is_still_known(full_figures) -> None:
    report = full_report("2021", full_figures)
    data = workbook(Inspection(report), PageOptions(without_checks=True))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [COVER_SHEET, *(section.tab for section in report.form.sections)]
    kind = KINDS[".xlsx"]
    assert kind.with_options is not None
    assert kind.with_options(PageOptions(without_checks=True)).write(Inspection(report)) == data
    assert kind.write(Inspection(report)) == workbook(Inspection(report))


def formulas_and_values(report: Report) -> list[tuple[Worksheet, Worksheet]]:
    data = workbook(Inspection(report), PageOptions(formulas=True))
    assert data == workbook(Inspection(report), PageOptions(formulas=True))
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [(formulas[name], values[name]) for name in formulas.sheetnames]


def total_cells(report: Report, address: Address, form: str, value: object) -> None:
    section = report.form.table(address.section)
    cell = next(each for each in section.cells if each.address == address)
    sheets = {f.title: (f, v) for f, v in formulas_and_values(report)}
    found = tuple(s.cell(cell.line + 2, cell.column + 1) for s in sheets[section.tab])
    assert found[0].data_type == form
    assert (found[0].value if form != "f" else found[1].value) == value


@pytest.mark.parametrize("edition", EDITIONS)
def test_totals_are_formulas_with_their_values_where_that_is_asked_for(
    edition, full_figures
) -> None:
    report = full_report(edition, full_figures)
    found = {}
    for formulas, values in formulas_and_values(report):
        for row in formulas.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found[(formulas.title, cell.row, cell.column)] = values[cell.coordinate].value
    wanted = {
        (section.tab, cell.line + 2, cell.column + 1): report.figure(cell.address)
        for section in report.form.tables
        for cell in section.cells
        if cell.address is not None and cell.address in report.form.addends
    }
    assert wanted
    assert found == wanted


def test_a_total_with_a_blank_addend_is_a_blank_formula(full_figures) -> None:
    report = full_report("2021", full_figures)
    apply(report, [SetFigure(Address("applications.granted.legal"), "")])
    apply(report, [SetFigure(Address("applications.received.natural"), "约三件")])
    total_cells(report, Address("applications.granted.total"), "f", None)
    total_cells(report, Address("applications.received.total"), "f", None)


def test_a_printed_total_that_differs_from_its_sum_is_no_formula(full_figures) -> None:
    report = full_report("2021", full_figures)
    total = Address("applications.received.total")
    apply(report, [SetFigure(total, "99999")])
    total_cells(report, total, "n", 99999)
    apply(report, [SetFigure(total, "=1+1")])
    total_cells(report, total, "s", "=1+1")


@settings(max_examples=3, deadline=None)
@given(st.permutations("=+-@'\t"), st.text(max_size=8))
def test_nothing_typed_becomes_a_formula_beside_formulas(firsts: list[str], rest: str) -> None:
    """Every sign that may begin a formula is in each report: as its organ, its text or a figure."""
    form = form_of(FORMS, "2021")
    organ, text, *figures = [f"{first}{rest}" for first in firsts]
    report = Report(form, organ, 2024)
    apply(report, [SetText(form.texts[0].id, text), SetText(form.texts[1].id, "=A1")])
    cells = ("received.natural", "received.total", "granted.total", "granted.legal")
    for cell, typed in zip(cells, figures, strict=True):
        apply(report, [SetFigure(Address(f"applications.{cell}"), typed)])
    totals = {
        (form.table(address.section).tab, cell.line + 2, cell.column + 1)
        for address in form.addends
        for cell in form.table(address.section).cells
        if cell.address == address
    }
    for formulas, _ in formulas_and_values(report):
        places = {
            (formulas.title, c.row, c.column)
            for r in formulas.iter_rows()
            for c in r
            if c.data_type == "f"
        }
        assert places <= totals


def test_a_long_title_is_divided_between_words() -> None:
    name = "新疆生产建设兵团第十三师新星市医疗保障局综合行政执法支队"
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Inspection(Report(form_of(FORMS, "2021"), name, 2025))))
    )
    title = str(book.worksheets[0]["A1"].value)
    assert title.replace("\n", "") == name
    assert title.split("\n")[1] == "新星市医疗保障局综合行政执法支队"
