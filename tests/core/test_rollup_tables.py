"""What the roll-up gives out as tables, and the published reports rolled up."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from core.cli import main
from core.document.file import save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup.papers.reminder import reminder
from core.rollup.papers.sheets import SheetColumn, Table, workbook_of
from core.rollup.unit import Unit
from tests.city import YEAR, make_report, name_of
from tests.libreoffice import convert, needs_libreoffice

OF_ANOTHER_YEAR = "shuyang_drc_2023"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def heap(tmp_path: Path, forms: Forms) -> Path:
    """Return a folder with five reports, one of them faulty and one with a blank."""
    found = tmp_path / "收件"
    found.mkdir()
    for number in range(5):
        report = make_report(forms, number)
        if number == 1:
            apply(report, [SetFigure(Address("applications.received.natural"), "77")])
        if number == 2:
            apply(report, [SetFigure(Address("proactive.licensing.decisions"), "")])
        save(report, found / f"{number}.nianbao")
    return found


def test_all_figures_as_csv_add_up_to_the_sum(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "明细.csv"
    arguments = ["rollup", str(heap), "-o", str(tmp_path / "市.nianbao"), "--json"]
    assert main([*arguments, "--table", str(table)]) == 1
    wanted = json.loads(capsys.readouterr().out, parse_float=Decimal)["figures"]
    sums: defaultdict[str, Decimal | None] = defaultdict(lambda: None)
    lines = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    for line in lines:
        if line["value"]:
            sums[line["address"]] = (sums[line["address"]] or 0) + Decimal(line["value"])
    assert {address: sums[address] for address in wanted} == wanted
    assert len(lines) == 5 * len(wanted)
    assert {line["unit"] for line in lines} == {name_of(number) for number in range(5)}


def test_duckdb_adds_the_csv_up_to_the_same(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed here")
    table = tmp_path / "明细.csv"
    arguments = ["rollup", str(heap), "-o", str(tmp_path / "市.nianbao"), "--json"]
    main([*arguments, "--table", str(table)])
    wanted = json.loads(capsys.readouterr().out, parse_float=Decimal)["figures"]
    query = "SELECT address, sum(value::DECIMAL(30, 8)) FROM read_csv(?) GROUP BY address"
    assert dict(duckdb.execute(query, [str(table)]).fetchall()) == wanted


def test_the_workbook_for_leaders_has_numbers(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "汇总.xlsx"
    arguments = ["rollup", str(heap), "-o", str(tmp_path / "市.nianbao"), "--json"]
    main([*arguments, "--table", str(table)])
    wanted = json.loads(capsys.readouterr().out, parse_float=Decimal)["figures"]
    book = openpyxl.load_workbook(table, data_only=True)
    assert book.sheetnames[:3] == ["汇总", "单位", "问题"]
    assert all(name.endswith("排名") for name in book.sheetnames[3:])
    rows = list(book["汇总"].iter_rows(min_row=3, values_only=True))
    assert [row[4] for row in rows] == [
        float(figure) if isinstance(figure, Decimal) else figure for figure in wanted.values()
    ]
    blank = next(row for row in rows if row[1] == "行政许可")
    assert blank[5] == 1
    units = list(book["单位"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[1]) for row in units][:2] == [
        (name_of(0), "已计入"),
        (name_of(1), "有错，已计入"),
    ]
    findings = list(book["问题"].iter_rows(min_row=3, values_only=True))
    assert any(row[0] == name_of(1) and "自然人一列不平" in str(row[3]) for row in findings)
    assert main([*arguments, "--table", str(tmp_path / "x.pdf")]) == 2


def test_a_formula_never_differs_from_its_value(heap: Path, tmp_path: Path, forms: Forms) -> None:
    (heap / "9.docx").write_bytes(b"PK\x03\x04")
    save(make_report(forms, 4, YEAR - 1), heap / "上年.nianbao")
    table = tmp_path / "汇总.xlsx"
    main(["rollup", str(heap), "-o", str(tmp_path / "市.nianbao"), "--table", str(table)])
    formulas, values = (openpyxl.load_workbook(table, data_only=only) for only in (False, True))
    totals, shown = formulas["汇总"], values["汇总"]
    checked = 0
    for row in range(3, totals.max_row + 1):
        text = totals.cell(row, 5).value
        if isinstance(text, str):
            cells = text.removeprefix("=SUM(").removesuffix(")").split(",")
            assert sum(shown[cell].value for cell in cells) == shown.cell(row, 5).value
            checked += 1
    assert checked > 20
    units, shown = formulas["单位"], values["单位"]
    last = units.max_row
    rows = list(shown.iter_rows(min_row=3, max_row=last - 1, values_only=True))
    for at in range(3, 10):
        assert str(units.cell(last, at).value).startswith(f'=SUMIF($B$3:$B${last - 1},"已计入",')
        counted = [row[at - 1] for row in rows if row[1] in {"已计入", "有错，已计入"}]
        assert shown.cell(last, at).value == sum(int(str(each)) for each in counted)
    assert {row[1] for row in rows} == {"已计入", "有错，已计入", "读不出", "年度不对"}


@needs_libreoffice
def test_another_program_reckons_the_same(heap: Path, tmp_path: Path) -> None:
    table = tmp_path / "汇总.xlsx"
    main(["rollup", str(heap), "-o", str(tmp_path / "市.nianbao"), "--table", str(table)])
    with zipfile.ZipFile(table) as old, zipfile.ZipFile(tmp_path / "bare.xlsx", "w") as new:
        for name in old.namelist():  # without our results it has to reckon
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    convert(tmp_path / "out", [tmp_path / "bare.xlsx"], "--convert-to", "xlsx")
    reckoned = tmp_path / "out" / "bare.xlsx"
    ours, theirs = (openpyxl.load_workbook(path, data_only=True) for path in (table, reckoned))
    for sheet in ("汇总", "单位"):
        rows = ours[sheet].iter_rows(min_row=3, values_only=True)
        found = theirs[sheet].iter_rows(min_row=3, values_only=True)
        for one, other in zip(rows, found, strict=True):
            assert [each or None for each in one[:11]] == [each or None for each in other[:11]]


def test_the_missing_are_reminded(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    units = tmp_path / "名单.csv"
    rows = [f"{name_of(number)},=HYPERLINK(1) {number}" for number in range(6)]
    units.write_text("\n".join(["单位名称,联系人", *rows]), "utf-8")
    out = tmp_path / "退回"
    assert main(["return", str(heap), "-o", str(out), "--units", str(units)]) == 0
    sheet = openpyxl.load_workbook(out / "催报单.xlsx").worksheets[0]
    lines = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [line[1] for line in lines] == [name_of(5)]
    assert lines[0][3] == "'=HYPERLINK(1) 5", "no name of a list becomes a formula"
    assert len(list(out.glob("*.docx"))) == 1
    data = reminder([Unit("1", "甲局")], "市", YEAR, date(2025, 1, 31), date(2025, 1, 20))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["F3"].value == "还有11天"


@pytest.mark.parametrize(
    ("year", "names"),
    [
        (2019, ("pingtan_2019", "shanghai_office_2019")),
        (2020, ("cixi_2020",)),
        (2022, ("pingtan_2022",)),
        (2024, ("huaian_2024",)),
    ],
)
def test_published_reports_are_never_added_up_wrongly(
    shared_reports: Path, tmp_path: Path, capsys: Captured, year: int, names: tuple[str, ...]
) -> None:
    heap = tmp_path / "收件"
    heap.mkdir()
    for file in shared_reports.iterdir():
        if file.stem in {*names, OF_ANOTHER_YEAR} and file.suffix != ".json":
            shutil.copy2(file, heap)
    arguments = ["rollup", str(heap), "-o", str(tmp_path / "市.nianbao")]
    main([*arguments, "--year", str(year), "--json"])
    found = json.loads(capsys.readouterr().out, parse_float=Decimal)
    truths = [
        json.loads((shared_reports / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
        for name in names
    ]
    states = {each["file"]: each["state"] for each in found["units"]}
    assert found["counted"] == len(names)
    assert states[f"{OF_ANOTHER_YEAR}.html"] == "wrong_year"
    assert found["edition"] == truths[0]["edition"]
    for name in names:
        own = [state for file, state in states.items() if file.startswith(f"{name}.")]
        assert sum(state in {"counted", "faulty"} for state in own) == 1, states
    for address, figure in found["figures"].items():
        true = [truth["figures"][address] for truth in truths]
        known = [each for each in true if each is not None]
        assert figure is None or figure <= sum(known), address
        if names in {("huaian_2024",), ("cixi_2020",)}:
            assert figure == sum(known) if known else figure is None


def test_no_row_is_lower_than_its_words() -> None:
    long = (
        "三、本年度办理结果·（六）其他处理·2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理"
    )
    columns = (SheetColumn("首次报送的错误", 8), SheetColumn("说明", 30))
    rows = ((1, "短"), (None, long), ("未报", None))
    (sheet,) = openpyxl.load_workbook(
        io.BytesIO(workbook_of([Table("表", "名称", columns, rows)]))
    ).worksheets
    heights = [sheet.row_dimensions[number].height for number in range(2, 6)]
    assert heights[1] == heights[3]
    # So many lines of letters 11 points high, which need 16 where the face is a tall one.
    assert heights[0] >= 3 * 16
    assert heights[2] >= 4 * 16
    assert sheet["A3"].alignment.indent == 1, "a figure does not touch the words beside it"
