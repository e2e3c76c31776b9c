"""This year against last year's report: what must go on, and what is said where it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import resources
from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetNote, SetPrior
from core.report.finding import Finding, Severity
from core.report.note import Subject
from core.report.prior import Prior
from core.report.report import Report
from core.years.last import read_last_year

SAMPLE = resources.folder() / "samples" / "huaian-2024.nianbao"
IN = "applications.carried_in"
OUT = "applications.carried_out"
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "reports"


@pytest.fixture
def report(forms: Forms) -> Report:
    return load(SAMPLE, forms)[0]


def prior_of(report: Report, year: int = 2023, **out: int) -> Prior:
    """Return a last year whose 结转下年 is this year's 上年结转, but for what is given."""
    figures = {Address(f"{OUT}.{c}"): report.figure(Address(f"{IN}.{c}")) for c in COLUMNS}
    figures |= {Address(f"{OUT}.{column}"): number for column, number in out.items()}
    known = {address: figure for address, figure in figures.items() if figure is not None}
    return Prior("2021", year, report.organ, known)


def carried(inspection: Inspection) -> list[Finding]:
    return [finding for finding in inspection.findings if finding.code.startswith("Y")]


def test_all_columns_are_held_against_last_year(report: Report) -> None:
    for column in COLUMNS[:-1]:
        wrong = 35 if column == "natural" else 1
        apply(report, [SetPrior(prior_of(report, **{column: wrong}))])
        (finding,) = carried(Inspection(report))
        assert finding.addresses[0] == f"{IN}.{column}"
        assert finding.severity is Severity.WARNING
        assert (finding.right, finding.difference) == (wrong, 1)


def test_the_sentence_has_both_numbers(report: Report) -> None:
    apply(report, [SetPrior(prior_of(report, natural=30))])
    (finding,) = carried(Inspection(report))
    assert finding.message == "“自然人”的上年结转是34，按上年报告的结转下年应当是30，相差4。"


def test_a_total_is_told_only_where_no_column_explains_it(report: Report) -> None:
    apply(report, [SetPrior(prior_of(report, natural=35, total=35))])
    assert [f.addresses[0].column for f in carried(Inspection(report))] == ["natural"]
    apply(report, [SetPrior(prior_of(report, total=35))])
    assert [f.addresses[0].column for f in carried(Inspection(report))] == ["total"]


def test_a_blank_proves_nothing(report: Report) -> None:
    apply(report, [SetPrior(Prior("2021", 2023, "", {}))])
    assert carried(Inspection(report)) == []
    apply(report, [SetPrior(prior_of(report, natural=35)), SetFigure(Address(f"{IN}.natural"), "")])
    assert carried(Inspection(report)) == []


def test_only_the_year_before_is_held_against_this_one(report: Report) -> None:
    inspection = Inspection(report)
    inspection.update(apply(report, [SetPrior(prior_of(report, 2022, natural=35))]))
    assert carried(inspection) == []
    inspection.update(apply(report, [SetCover(report.organ, 2023)]))
    assert len(carried(inspection)) == 1


def test_what_is_in_force_goes_on_but_for_what_came_and_went(report: Report) -> None:
    in_force = Address("proactive.normative.in_force")
    apply(report, [SetPrior(Prior("2021", 2023, "", {in_force: 84}))])
    assert carried(Inspection(report)) == []  # 84 + 8 - 26
    apply(report, [SetPrior(Prior("2021", 2023, "", {in_force: 85}))])
    (finding,) = carried(Inspection(report))
    assert finding.message == (
        "“行政规范性文件”的现行有效件数是66，按上年报告的现行有效件数85＋本年制发件数8"
        "－本年废止件数26应当是67，相差1。"
    )


def test_a_note_closes_it_until_a_number_changes(report: Report) -> None:
    inspection = Inspection(report)
    inspection.update(apply(report, [SetPrior(prior_of(report, natural=35))]))
    (finding,) = carried(inspection)
    inspection.update(apply(report, [SetNote(Subject.of(finding), "上年报错一件")]))
    assert inspection.open_findings == ()
    assert inspection.open_in_words() == "问题 0 条，已说明 1 条"
    assert inspection.count_in_words() == "错误0条，提醒1条（其中已说明1条），提示0条"
    inspection.update(apply(report, [SetPrior(prior_of(report, natural=36))]))
    assert inspection.open_in_words() == "问题 1 条"


def test_another_year_or_organ_is_objected_to(report: Report, forms: Forms, tmp_path: Path) -> None:
    other = Report(report.form, "某市某局", 2021)
    save(other, tmp_path / "a.nianbao")
    first, second = read_last_year(tmp_path / "a.nianbao", forms).objections(report)
    assert "2021年度的报告，不是上一年度（2023年度）的" in first
    assert "某市某局" in second
    assert report.organ in second
    good = Report(report.form, report.organ, 2023)
    save(good, tmp_path / "b.nianbao")
    assert read_last_year(tmp_path / "b.nianbao", forms).objections(report) == ()


@pytest.fixture
def last(report: Report, tmp_path: Path) -> Path:
    """Return a file of last year's report that left one application more."""
    before = Report(report.form, report.organ, 2023)
    apply(before, [SetFigure(Address(f"{OUT}.{c}"), "0") for c in COLUMNS[:-1]])
    apply(before, [SetFigure(Address(f"{OUT}.natural"), "35")])
    save(before, tmp_path / "2023.nianbao")
    return tmp_path / "2023.nianbao"


def test_the_command_line_checks_against_last_year(
    last: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(SAMPLE), "--prior", str(last), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["code"], f["left"], f["right"]) for f in found] == [("Y01", 34, 35)]
    assert main(["check", str(SAMPLE), "--prior", str(last)]) == 0
    assert "提醒［三、申请办理］“自然人”的上年结转是34" in capsys.readouterr().out


def test_the_command_line_exports_against_last_year(
    last: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "a.json"
    assert main(["export", str(SAMPLE), "--prior", str(last), "-o", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["findings"]["warning"] == 1
    assert capsys.readouterr().out


def test_the_command_line_refuses_another_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SAMPLE), "--prior", str(SAMPLE)]) == 2
    assert "不是上一年度（2023年度）的" in capsys.readouterr().err


def test_the_command_line_tells_notes(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apply(report, [SetPrior(prior_of(report, natural=35))])
    (finding,) = carried(Inspection(report))
    apply(report, [SetNote(Subject.of(finding), "上年报错一件")])
    save(report, tmp_path / "a.nianbao")
    main(["check", str(tmp_path / "a.nianbao")])
    assert "已说明：上年报错一件" in capsys.readouterr().out
    main(["check", str(tmp_path / "a.nianbao"), "--json"])
    assert json.loads(capsys.readouterr().out)["findings"][0]["note"] == "上年报错一件"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
def test_two_published_years_of_one_organ(forms: Forms) -> None:
    now = read_last_year(SHARED / "pingtan_2022.txt", forms).report
    last = read_last_year(SHARED / "pingtan_2021.txt", forms)
    assert last.year == now.year - 1
    apply(now, [SetPrior(last.prior(now))])
    this, before = Address(f"{IN}.total"), Address(f"{OUT}.total")
    told = [f for f in carried(Inspection(now)) if f.code == "Y01"]
    assert bool(told) is (now.figure(this) != last.report.figure(before))
