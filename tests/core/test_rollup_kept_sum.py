"""The sum that a project keeps: corrected by hand, brought up to date, taken back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from core.base.problem import Problem
from core.cli import main
from core.document.encode import encode
from core.document.file import load, load_with_history, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.rollup.head import Head
from core.rollup.index import Index
from core.rollup.judging import describe
from core.rollup.kept_sum import KeptSum, SumChange
from core.rollup.papers.leaders import leaders_workbook
from core.rollup.project import Project, make_project
from core.rollup.receiving import gathering_of
from core.rollup.survey import look_over, total_of
from core.rollup.taken import Taken
from core.rollup.total import RollupTotal
from core.rollup.unit import Unit
from tests.city import YEAR, make_report, name_of
from tests.core.test_rollup_project import NOW

CELL = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
OTHER = Address("proactive.licensing.decisions")


@pytest.fixture
def project(tmp_path: Path, forms: Forms) -> Project:
    units = tuple(Unit(f"{number:04x}", name_of(number)) for number in range(2))
    return make_project(tmp_path / "汇总", Head("青禾市人民政府", YEAR, units), forms)


def total(project: Project, **cells: int) -> RollupTotal:
    """Take in both units' reports, the second with other figures, and add them up."""
    for number, unit in enumerate(project.head.units):
        report = make_report(project.forms, number)
        own = cells if number else {}
        apply(report, [SetFigure(Address(a.replace("__", ".")), str(n)) for a, n in own.items()])
        with project.desk(unit) as desk:
            desk.keep(describe(report, Taken("x.nianbao")), encode(report), "", "", NOW)
    return total_of(project, look_over(project, Index(None)))


def test_a_correction_stays_and_moves_the_totals_above_it(project: Project) -> None:
    kept, before = KeptSum(project, "张三"), total(project)
    summed, whole = before.figures[CELL], before.figures[TOTAL]
    assert summed is not None
    assert whole is not None
    kept.correct(before, CELL, str(summed + 5), "漏报5件，已电话核实")
    after = total(project, proactive__licensing__decisions=31)
    report = kept.report(after)
    assert report.figure(CELL) == summed + 5
    assert report.figure(TOTAL) == whole + 5
    assert report.figure(OTHER) == after.figures[OTHER] != before.figures[OTHER]
    assert not report.is_kept(TOTAL)
    [one] = kept.corrections(after)
    assert (one.summed, one.difference, one.note) == (summed, 5, "漏报5件，已电话核实")
    # The total is not given back to the units in the next step either.
    kept.take_over(after)
    report = load(project.sum_path, project.forms)[0]
    assert (report.figure(TOTAL), report.is_kept(TOTAL)) == (whole + 5, False)
    assert report.figure(OTHER) == after.figures[OTHER]
    kept.withdraw(after, CELL)
    report = load(project.sum_path, project.forms)[0]
    assert report.figures() == after.figures
    assert not report.notes
    assert not kept.corrections(after)


def test_what_units_changed_is_shown_taken_over_and_taken_back(project: Project) -> None:
    kept, before = KeptSum(project, "张三"), total(project)
    assert not kept.changes(before)
    kept.keep(before)
    assert not kept.changes(before)
    report, stamp = load(project.sum_path, project.forms)
    apply(report, [SetText("overview", "本市写好的总体情况。")])
    save(report, project.sum_path, stamp)
    after = total(project, proactive__licensing__decisions=31)
    old, new = before.figures[OTHER], after.figures[OTHER]
    assert kept.changes(after) == (SumChange(OTHER, str(old), str(new)),)
    assert kept.report(after).texts["overview"] == "本市写好的总体情况。"
    assert load(project.sum_path, project.forms)[0].figure(OTHER) == old
    assert kept.take_over(after) == 1
    report, history, _ = load_with_history(project.sum_path, project.forms)
    assert report.figure(OTHER) == new
    assert history.moments[-1].label == kept.last_step == "更新合计"
    assert kept.undo() == "更新合计"
    report = load(project.sum_path, project.forms)[0]
    assert (report.figure(OTHER), report.texts["overview"]) == (old, "本市写好的总体情况。")
    assert kept.last_step == ""


def test_several_steps_are_undone_and_not_over_what_others_wrote(project: Project) -> None:
    kept, sum_ = KeptSum(project, "张三"), total(project)
    kept.correct(sum_, OTHER, "7", "一")
    kept.correct(sum_, OTHER, "8", "二")
    kept.undo()
    assert [(c.stands, c.note) for c in kept.corrections(sum_)] == [(7, "一")]
    kept.undo()
    assert not kept.corrections(sum_)
    kept.correct(sum_, OTHER, "9", "三")
    report, stamp = load(project.sum_path, project.forms)
    apply(report, [SetText("overview", "别处写的。")])
    save(report, project.sum_path, stamp)
    with pytest.raises(Problem, match="又被改动过"):
        kept.undo()
    report = load(project.sum_path, project.forms)[0]
    assert (report.figure(OTHER), report.texts["overview"]) == (9, "别处写的。")


@pytest.mark.parametrize(
    ("text", "note", "words"),
    [("", "漏", "要填一个数"), ("约9", "漏", "要填一个数"), ("9", " ", "为什么")],
)
def test_a_correction_is_a_figure_with_a_reason(
    project: Project, text: str, note: str, words: str
) -> None:
    kept, sum_ = KeptSum(project, ""), total(project)
    with pytest.raises(Problem, match=words):
        kept.correct(sum_, OTHER, text, note)
    assert not kept.is_there


def test_a_sum_of_another_year_is_left_alone(project: Project) -> None:
    save(make_report(project.forms, 3, YEAR - 1), project.sum_path)
    before = project.sum_path.read_bytes()
    kept, sum_ = KeptSum(project, ""), total(project)
    for deed in (kept.report, kept.changes, kept.take_over):
        with pytest.raises(Problem, match="不是这一年度的合计"):
            deed(sum_)
    assert project.sum_path.read_bytes() == before


def test_a_correction_is_told_wherever_the_sum_is_given_out(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, sum_ = KeptSum(project, ""), total(project)
    kept.correct(sum_, OTHER, "9", "漏报9件")
    gathering = gathering_of(project, look_over(project, Index(None)), {})
    data = leaders_workbook(gathering, sum_, "青禾市", kept.corrections(sum_))
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["汇总"].iter_rows(values_only=True))
    assert rows[1][-2:] == ("手工更正为", "更正的理由")
    assert [row[4:] for row in rows[2:] if row[-1]] == [
        (sum_.figures[OTHER], None, 9, "漏报9件"),
    ]
    plain = leaders_workbook(gathering, sum_, "青禾市")
    assert openpyxl.load_workbook(io.BytesIO(plain))["汇总"].max_column == 6


def test_a_command_writes_the_sum_as_it_was_corrected(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, sum_ = KeptSum(project, ""), total(project)
    summed = sum_.figures[OTHER]
    target = tmp_path / "合计.nianbao"
    main(["rollup", str(project.folder), "-o", str(target), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert (data["figures"][OTHER], data["corrected"]) == (summed, [])
    kept.correct(sum_, OTHER, "9", "漏报9件")
    report, history, stamp = load_with_history(project.sum_path, project.forms)
    apply(report, [SetText("overview", "全市的情况。")])
    save(report, project.sum_path, stamp, history=history)

    main(["rollup", str(project.folder), "-o", str(target), "--force"])
    said = capsys.readouterr().out
    assert "有1格是手工更正的" in said
    assert f"各单位之和{summed}，更正为9（漏报9件）" in said
    written = load(target, project.forms)[0]
    assert (written.figure(OTHER), written.texts["overview"]) == (9, "全市的情况。")

    table = tmp_path / "表.xlsx"
    command = ["rollup", str(project.folder), "-o", str(target), "--force"]
    main([*command, "--json", "--table", str(table)])
    data = json.loads(capsys.readouterr().out)
    assert data["figures"][OTHER] == 9
    assert data["corrected"] == [
        {"figure": OTHER, "summed": summed, "stands": 9, "note": "漏报9件"}
    ]
    head = next(openpyxl.load_workbook(table)["汇总"].iter_rows(min_row=2, values_only=True))
    assert "手工更正为" in head

    project.sum_path.write_bytes(b"{")
    assert main(command) == 2
    assert load(target, project.forms)[0].figure(OTHER) == 9


def test_a_command_writes_what_the_units_overviews_count(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, table = tmp_path / "合计.nianbao", tmp_path / "数.xlsx"
    command = ["rollup", str(project.folder), "-o", str(target), "--overview"]
    main([*command, str(table)])
    assert f"已写出：{table}" in capsys.readouterr().out
    rows = list(openpyxl.load_workbook(table)["总体情况的数"].iter_rows(values_only=True))
    counted = {row.unit.name for row in look_over(project, Index(None)) if row.is_added}
    assert counted <= {row[0] for row in rows}
    assert main([*command, str(tmp_path / "数.txt")]) == 2
    assert main(["rollup", str(tmp_path), "-o", str(target), "--overview", str(table)]) == 2
