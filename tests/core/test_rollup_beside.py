"""A heap that holds more than reports: earlier sums, our own tables, links, projects below."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.checks.inspection import Inspection
from core.document.encode import encode
from core.document.file import load, save
from core.exports.kinds import export
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup.head import Head
from core.rollup.heap import look_through
from core.rollup.index import Index
from core.rollup.judging import describe
from core.rollup.project import Project, make_project
from core.rollup.survey import look_over, total_of
from core.rollup.taken import Taken
from core.rollup.unit import Unit
from tests.city import YEAR, make_report, name_of
from tests.core.conftest import Run
from tests.links import link_or_skip

Captured = pytest.CaptureFixture[str]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return path


def test_a_sum_is_told_by_its_figures(run: Run, tmp_path: Path, folder: Path, forms: Forms) -> None:
    target = tmp_path / "市.nianbao"
    _, text = run("rollup", folder, "-o", folder / "甲.nianbao", "--organ", "青禾市人民政府")
    wanted = json.loads(run("rollup", folder, "-o", target, "--json")[1])["figures"]
    save(make_report(forms, 3), folder / "3.nianbao")
    os.utime(folder / "3.nianbao", (4_000_000_000, 4_000_000_000))
    whole = json.loads(run("rollup", folder, "-o", target, "--json")[1])
    assert whole["counted"] == 4, "what came after the sum was made hides it not"
    (folder / "3.nianbao").unlink()
    export(Inspection(load(folder / "甲.nianbao", forms)[0]), folder / "甲.html")
    (folder / "甲.nianbao").unlink()
    status, text = run("rollup", folder, "-o", target, "--json")
    whole = json.loads(text)
    assert (status, whole["figures"]) == (1, wanted), "exported it counts no unit twice either"
    assert [each["file"] for each in whole["units"] if "算了两遍" in each["why"]] == ["甲.html"]


def test_a_reports_own_file_is_no_place_for_the_sum(run: Run, folder: Path) -> None:
    before = (folder / "1.nianbao").read_bytes()
    status, text = run("rollup", folder, "-o", folder / "1.nianbao", "--force")
    assert (status, "要汇总的一份报告" in text) == (2, True)
    assert (folder / "1.nianbao").read_bytes() == before


def test_what_a_roll_up_wrote_is_no_units(run: Run, tmp_path: Path, folder: Path) -> None:
    target = folder / "市.nianbao"
    tables = [folder / "表.xlsx", folder / "表.CSV"]
    options = [each for table in tables for each in ("--table", table)]
    assert run("rollup", folder, "-o", target, *options)[0] == 0
    status, text = run("rollup", folder, "-o", target, "--json")
    assert (status, len(json.loads(text)["units"])) == (0, 3)
    (folder / "别人的.csv").write_text("单位,数\n", "utf-8")
    status, text = run("rollup", folder, "-o", target, "--json")
    assert (status, json.loads(text)["units"][-1]["state"]) == (1, "unreadable")


def test_reports_without_an_organ_are_told_apart_by_their_folders(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    for number, name in ((5, "水利局"), (6, "民政局")):
        (folder / name).mkdir()
        save(make_report(forms, number, organ=""), folder / name / "年报.nianbao")
    status, text = run("rollup", folder, "-o", tmp_path / "市.nianbao", "--json")
    whole = json.loads(text)
    assert (status, whole["counted"]) == (0, 5)
    assert {"水利局/年报", "民政局/年报"} <= {each["unit"] for each in whole["units"]}


def test_no_folder_is_passed_over_in_silence(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (folder / "关着").mkdir()
    link_or_skip(folder / "链接", elsewhere)
    link_or_skip(folder / "圈", folder)
    link_or_skip(folder / "又一份.nianbao", folder / "0.nianbao")
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path).name == "关着":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {each.file: each.why for each in look_through(folder, tmp_path / "room")}
    assert "没有读取的权限" in found.pop("关着")
    assert "链接" in found.pop("链接")
    assert set(found) == {"0.nianbao", "1.nianbao", "2.nianbao"}, "what is there is there once"


# ---- projects of a lower level ----------------------------------------------------------------


def lower(folder: Path, forms: Forms, *, has_sum: bool = True) -> Project:
    """Make a project of two units, one of them with an older version."""
    units = (Unit("0a", name_of(7)), Unit("0b", name_of(8)))
    project = make_project(folder, Head("青禾市丙区政府", YEAR, units), forms)
    now = datetime(2025, 1, 9, tzinfo=UTC)
    for number, unit in ((9, units[0]), (7, units[0]), (8, units[1])):
        report = make_report(forms, number, organ=unit.name)
        with project.desk(unit) as desk:
            desk.keep(describe(report, Taken("x")), encode(report), "", "", now)
    if has_sum:
        report = total_of(project, look_over(project, Index(None))).report(project.head.organ, YEAR)
        save(report, project.sum_path)
    return project


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_project_of_a_lower_level_is_one_unit(
    run: Run, tmp_path: Path, folder: Path, forms: Forms, kind: str
) -> None:
    lower(tmp_path / "丙区", forms)
    if kind == "folder":
        (tmp_path / "丙区").rename(folder / "丙区")
    else:
        files = [path for path in (tmp_path / "丙区").rglob("*") if path.is_file()]
        names = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in files}
        zipped(folder / "丙区.zip", names)
    status, text = run("rollup", folder, "-o", tmp_path / "市.nianbao", "--json")
    whole = json.loads(text)
    assert (status, whole["counted"]) == (0, 4)
    wanted = [make_report(forms, number) for number in (0, 1, 2, 7, 8)]
    cell = Address("applications.received.natural")
    assert whole["figures"][cell] == sum(report.figure(cell) or 0 for report in wanted)


def test_a_lower_sum_that_is_out_of_date_is_told(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    project = lower(folder / "丙区", forms)
    target = tmp_path / "市.nianbao"
    whys = [
        each["why"]
        for each in json.loads(run("rollup", folder, "-o", target, "--json")[1])["units"]
    ]
    assert not any("旧的数" in why or "还不完整" in why for why in whys)
    unit = project.head.units[0]
    report = make_report(forms, 7, organ=unit.name)
    apply(report, [SetFigure(Address("proactive.licensing.decisions"), "31")])
    with project.desk(unit) as desk:
        desk.keep(
            describe(report, Taken("x")), encode(report), "", "", datetime(2025, 2, 1, tzinfo=UTC)
        )
    project.change(replace(project.head, units=(*project.head.units, Unit("0c", name_of(3)))))
    text = run("rollup", folder, "-o", target, "--json")[1]
    [why] = [each["why"] for each in json.loads(text)["units"] if "汇总" in each["why"]]
    assert "有1格还是旧的数" in why
    assert "3个单位中2个之和" in why


def test_a_lower_project_without_its_sum_is_told(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    lower(tmp_path / "丙区", forms, has_sum=False)
    files = [path for path in (tmp_path / "丙区").rglob("*") if path.is_file()]
    zipped(folder / "丙区.zip", {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in files})
    status, text = run("rollup", folder, "-o", tmp_path / "市.nianbao", "--json")
    told = json.loads(text)["units"][-1]
    assert (status, told["state"], "还没有汇总结果" in told["why"]) == (1, "unreadable", True)


def test_a_project_is_added_up_by_its_own_list(run: Run, tmp_path: Path, forms: Forms) -> None:
    project = lower(tmp_path / "丙区", forms)
    target = tmp_path / "丙.nianbao"
    status, text = run("rollup", project.folder, "-o", target, "--json")
    whole = json.loads(text)
    assert (status, whole["expected"], whole["counted"]) == (0, 2, 2)
    assert load(target, forms)[0].organ == "青禾市丙区政府"
    assert whole["figures"] == {
        str(address): figure
        for address, figure in load(project.sum_path, forms)[0].figures().items()
    }
    project.change(replace(project.head, units=(*project.head.units, Unit("0c", name_of(3)))))
    status, text = run("rollup", project.folder, "-o", target, "--json")
    assert (status, json.loads(text)["units"][2]["state"]) == (1, "missing")
    assert run("rollup", project.folder, "-o", target, "--year", "2023")[0] == 2
    assert run("rollup", project.folder, "-o", target, "--units", target)[0] == 2
    assert run("return", project.folder, "-o", tmp_path / "退回")[0] == 0
