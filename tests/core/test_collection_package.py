"""The package for all units, and parts put together, by the command line."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from core.cli import main
from core.collection.book import collection_form
from core.document.file import load, save
from core.figures.address import Address
from core.reading.opening import open_file
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from tests.collection_forms import fill, form_places
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
NEW = Address("applications.received.natural")
ISSUED = Address("proactive.normative.issued")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "名单.txt"
    path.write_text("某市水利局\n某市教育局\n某市/民政局\n", "utf-8")
    return path


def report(organ: str = "某市水利局", **texts: str) -> Report:
    made = Report(FORM, organ, 2025)
    apply(made, [SetText(section, text) for section, text in texts.items()])
    return made


def test_each_unit_gets_a_form_and_a_letter(run: Run, units: Path, tmp_path: Path) -> None:
    out = tmp_path / "下发"
    status, said, _ = run(
        *("form", "--year", 2025, "--units", units, "--organ", "某市办公室"),
        *("--deadline", "2026-01-20", "--zip", "-o", out),
    )
    assert status == 0
    assert "共做了3份收集表和通知" in said
    names = ["某市-民政局", "某市教育局", "某市水利局"]
    assert sorted(path.stem for path in (out / "收集表").iterdir()) == sorted(names)
    assert sorted(path.stem for path in (out / "通知").iterdir()) == sorted(names)
    listed = openpyxl.load_workbook(out / "清单.xlsx").worksheets[0]
    shown = [cell.value for row in listed.iter_rows() for cell in row]
    assert "收集表/某市水利局.xlsx" in shown
    with zipfile.ZipFile(tmp_path / "下发.zip") as package:
        assert "下发/收集表/某市水利局.xlsx" in package.namelist()
    opened = open_file(out / "收集表" / "某市水利局.xlsx", FORMS)
    assert (opened.report.organ, opened.year) == ("某市水利局", 2025)


def test_last_year_s_figures_go_on_and_are_told(run: Run, units: Path, tmp_path: Path) -> None:
    before = tmp_path / "上年"
    before.mkdir()
    old = Report(FORM, "某市水利局", 2024)
    carried = Address("applications.carried_out.natural")
    apply(old, [SetFigure(carried, "4"), SetFigure(NEW, "17")])
    save(old, before / "水利.nianbao")
    out = tmp_path / "下发"
    status, said, _ = run("form", "--year", 2025, "--units", units, "--last", before, "-o", out)
    assert status == 0
    assert "其中1份带入了上年的结转数" in said
    path = out / "收集表" / "某市水利局.xlsx"
    read = open_file(path, FORMS).report
    assert read.figure(Address("applications.carried_in.natural")) == 4
    assert read.figure(NEW) is None
    place = form_places(FORM)[NEW]
    sheet = openpyxl.load_workbook(path)[place.sheet]
    hints = [each.prompt for each in sheet.data_validations.dataValidation if place.cell in each]
    assert hints == ["2024年填的是 17"]


def test_nothing_is_written_over_nor_left_half(run: Run, units: Path, tmp_path: Path) -> None:
    out = tmp_path / "下发"
    out.mkdir()
    (out / "别人的.txt").write_text("不要动", "utf-8")
    status, _, said = run("form", "--year", 2025, "--units", units, "-o", out)
    assert status == 2
    assert "里已经有文件" in said
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert [path.name for path in out.iterdir()] == ["别人的.txt"]
    status, _, said = run("form", "--year", 2018, "--units", units, "-o", tmp_path / "早")
    assert status == 2
    assert "2018年度没有统一的报告格式" in said


def test_parts_are_put_together_and_conflicts_told(run: Run, tmp_path: Path) -> None:
    base = report(overview="（一）主动公开情况。")
    apply(base, [SetFigure(NEW, "3")])
    save(base, tmp_path / "总.nianbao")
    law = report(problems="公开不够及时。")
    apply(law, [SetFigure(ISSUED, "2"), SetFigure(NEW, "３")])
    save(law, tmp_path / "法规科.nianbao")
    desk = fill(collection_form(report()), FORM, {NEW: 5})
    desk.save(tmp_path / "窗口.xlsx")
    target = tmp_path / "合并.nianbao"
    parts = (tmp_path / "法规科.nianbao", tmp_path / "窗口.xlsx")
    status, said, _ = run("merge", tmp_path / "总.nianbao", *parts, "-o", target)
    assert status == 1
    assert "法规科.nianbao：取入1个数、1段文字" in said
    assert "填得不一样，没有改动：总.nianbao写“3”；法规科.nianbao写“３”；窗口.xlsx写“5”" in said
    merged, _ = load(target, FORMS)
    assert merged.figure(NEW) == 3
    assert merged.figure(ISSUED) == 2
    assert merged.texts["problems"] == "公开不够及时。"
    origin = merged.origin(ISSUED)
    assert origin is not None
    assert origin.name == "法规科.nianbao"


def test_a_part_of_another_organ_or_year_is_refused(run: Run, tmp_path: Path) -> None:
    save(report(), tmp_path / "总.nianbao")
    save(report("某市教育局"), tmp_path / "教育.nianbao")
    save(Report(FORM, "某市水利局", 2024), tmp_path / "旧.nianbao")
    for name, why in (("教育.nianbao", "写的机关是“某市教育局”"), ("旧.nianbao", "是2024年度的")):
        target = tmp_path / "合并.nianbao"
        status, _, said = run("merge", tmp_path / "总.nianbao", tmp_path / name, "-o", target)
        assert status == 2
        assert why in said
        assert not target.exists()
