"""Several years side by side: every change against the year before, a blank never a zero."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.file import save
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.report.transition import copy
from core.years.series import (
    ABSENT,
    SeriesLine,
    YearEntry,
    add_entry,
    lines_of,
    read_entry,
    table_of,
)
from core.years.series_workbook import paste_series, series_workbook

NATURAL = Address("applications.received.natural")
ISSUED = Address("proactive.regulation.issued")
Fill = Callable[[Form], dict[Address, str]]


def of_year(forms: Forms, year: int, fill: Fill, **cells: str) -> YearEntry:
    form = forms.for_year(year)
    assert form is not None
    report = Report(form, "某局", year)
    apply(report, [SetFigure(a, text) for a, text in fill(form).items()])
    apply(report, [SetFigure(NATURAL, cells.get("natural", "10"))])
    return YearEntry(report, f"{year}.nianbao")


@pytest.fixture
def entries(forms: Forms, full_figures: Fill) -> tuple[YearEntry, ...]:
    found: tuple[YearEntry, ...] = ()
    for year, natural in ((2022, ""), (2019, "0"), (2021, "12"), (2023, "9"), (2024, "3")):
        found = add_entry(found, of_year(forms, year, full_figures, natural=natural))
    return found


def line(lines: tuple[SeriesLine, ...], name: str) -> SeriesLine:
    return next(each for each in lines if each.name == name)


def test_reports_stand_in_the_order_of_their_years(entries: tuple[YearEntry, ...]) -> None:
    assert [entry.year for entry in entries] == [2019, 2021, 2022, 2023, 2024]


def test_changes_are_against_the_year_before(entries: tuple[YearEntry, ...]) -> None:
    natural = line(lines_of(entries), "自然人")
    assert [(p.words, p.change_words, p.percent_words) for p in natural.points] == [
        ("0", "—", "—"),
        ("12", "+12", "—"),  # of nothing there is no percentage
        ("未填", "—", "—"),
        ("9", "—", "—"),
        ("3", "-6", "-66.7%"),
    ]
    assert natural.points[4].percent == Decimal("-66.7")


def test_what_an_edition_does_not_have_is_told(entries: tuple[YearEntry, ...]) -> None:
    assert [entry.report.form.edition for entry in entries[:2]] == ["2019", "2021"]
    lines = lines_of(entries)
    old = line(lines, "规章·对外公开总数量")
    assert [point.words == ABSENT for point in old.points] == [False, True, True, True, True]
    assert all(point.change is None for point in old.points)
    new = line(lines, "规章·现行有效件数")
    assert new.points[0].words == ABSENT
    assert lines.index(new) < lines.index(old)  # the latest form comes first


def test_a_cell_that_is_called_otherwise_is_the_same(entries: tuple[YearEntry, ...]) -> None:
    names = [each.name for each in lines_of(entries)]
    assert "行政许可·本年处理决定数量" in names
    assert "行政许可·处理决定数量" not in names
    licences = line(lines_of(entries), "行政许可·本年处理决定数量")
    cell = Address("proactive.licensing.decisions")
    assert [p.figure for p in licences.points] == [e.report.figure(cell) for e in entries]
    assert [p.words for p in licences.points] == [e.report.printed(cell) for e in entries]


def test_the_chosen_set_is_there_whatever_the_year(entries: tuple[YearEntry, ...]) -> None:
    names = [each.name for each in lines_of(entries)]
    for name in ("办结", "予以公开", "不予公开", "结转下年度继续办理", "行政复议"):
        assert name in names
    parts = ("结果维持", "结果纠正", "其他结果", "尚未审结")
    reviews = [each for each in names if each.startswith("行政复议")]
    assert reviews == ["行政复议", *(f"行政复议·{part}" for part in parts)]
    done = line(lines_of(entries), "办结")
    total = Address("applications.concluded.total")
    assert [p.figure for p in done.points] == [e.report.figure(total) for e in entries]


def test_any_cell_can_be_added(entries: tuple[YearEntry, ...]) -> None:
    plain, more = lines_of(entries), lines_of(entries, [ISSUED, NATURAL])
    added = [each for each in more if each not in plain]
    assert [each.key for each in added] == [("cell", ISSUED), ("cell", NATURAL)]
    assert added[0].points[0].words == ABSENT
    assert added[1].points[4].figure == 3


def test_amounts_stay_exact(entries: tuple[YearEntry, ...]) -> None:
    money = line(lines_of(entries), "行政事业性收费·本年收费金额")
    assert money.unit == "万元"
    assert isinstance(money.points[2].figure, Decimal)
    assert money.points[2].change == 0
    assert (money.points[2].change_words, money.points[2].percent_words) == ("0.00", "0.0%")


def test_a_year_stands_once_and_there_are_ten_at_most(
    entries: tuple[YearEntry, ...], forms: Forms, full_figures: Fill
) -> None:
    with pytest.raises(Problem, match="2022年度已经有一份"):
        add_entry(entries, YearEntry(copy(entries[2].report), "又一份"))
    for year in range(2025, 2030):
        entries = add_entry(entries, of_year(forms, year, full_figures))
    with pytest.raises(Problem, match="最多对比10个年度"):
        add_entry(entries, of_year(forms, 2030, full_figures))


def test_documents_and_published_reports_are_read(
    entries: tuple[YearEntry, ...], forms: Forms, tmp_path: Path
) -> None:
    report = entries[-1].report
    save(report, tmp_path / "a.nianbao")
    (tmp_path / "a.html").write_bytes(KINDS[".html"].write(Inspection(report)))
    for name in ("a.nianbao", "a.html"):
        entry = read_entry(tmp_path / name, forms)
        assert (entry.year, entry.report.figures()) == (2024, report.figures())
    with pytest.raises(Problem):
        read_entry(tmp_path / "无.docx", forms)


def test_the_workbook_has_numbers_as_numbers(entries: tuple[YearEntry, ...]) -> None:
    lines = lines_of(entries)
    content = series_workbook(lines, "某局历年对比")
    assert content == series_workbook(lines, "某局历年对比")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][3:7] == ["2019年", "2021年", "比2019年增减", "增减%"]
    natural = next(row for row in rows if row[1] == "自然人")
    assert natural[3:] == [0, 12, 12, "—", "未填", "—", "—", 9, "—", "—", 3, -6, -66.7]
    assert len(rows) == len(table_of(lines))


def test_the_clipboard_has_the_same_table(entries: tuple[YearEntry, ...]) -> None:
    pasted = paste_series(lines_of(entries))
    natural = next(row for row in pasted.plain.split("\r\n") if "\t自然人\t" in row)
    assert natural.endswith("\t9\t—\t—\t3\t-6\t-66.7")
    assert "<td>-66.7</td>" in pasted.html
