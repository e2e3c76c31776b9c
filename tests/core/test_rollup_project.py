"""A project on the disk: taken in, kept, killed, shared, copied and merged back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from core.base.problem import Problem
from core.cli import main
from core.document.encode import encode
from core.document.file import Stamp, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup.head import Head, decode_head, encode_head
from core.rollup.heap import look_through
from core.rollup.index import Index, index_path
from core.rollup.judging import describe
from core.rollup.matching import By
from core.rollup.merging import merge
from core.rollup.project import Project, copy_project, is_project, make_project, open_project
from core.rollup.receiving import Fate, Receipt, Receiver
from core.rollup.resent import change_words
from core.rollup.survey import last_year, look_over, total_of
from core.rollup.taken import Taken
from core.rollup.taking_in import TakingIn
from core.rollup.total import correct, corrections, take_over
from core.rollup.unit import Unit, UnitState
from tests.city import YEAR, make_report, name_of
from tests.conftest import ROOT

NOW = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
CELL = Address("proactive.licensing.decisions")


@pytest.fixture
def project(tmp_path: Path, forms: Forms) -> Project:
    units = tuple(Unit(f"{number:04x}", name_of(number)) for number in range(4))
    head = Head("青禾市人民政府", YEAR, units, date(2025, 1, 31))
    return make_project(tmp_path / "汇总", head, forms)


def keep(project: Project, number: int, figure: str = "0", now: datetime = NOW) -> str:
    """Take in a report of a unit; returns its digest."""
    report = make_report(project.forms, number)
    apply(report, [SetFigure(CELL, figure)])
    with project.desk(project.head.units[number]) as desk:
        return desk.keep(
            describe(report, Taken(f"{number}.nianbao")), encode(report), "文件名", "李四", now
        ).current


def test_a_head_comes_back_as_it_was(project: Project, forms: Forms) -> None:
    assert decode_head(encode_head(project.head), "x") == project.head
    assert open_project(project.folder, forms).head == project.head
    with pytest.raises(Problem, match="已经有东西"):
        make_project(project.folder, project.head, forms)


def test_a_key_never_leads_out_of_the_project(project: Project) -> None:
    data = encode_head(project.head).replace(b'"0001"', b'"../../x"')
    with pytest.raises(Problem, match="已经损坏"):
        decode_head(data, "rollup.json")


def test_what_is_no_project_or_gone_is_told(project: Project, tmp_path: Path, forms: Forms) -> None:
    assert is_project(project.folder)
    assert not is_project(tmp_path)
    assert not is_project(Path("a\0b"))
    with pytest.raises(Problem, match=r"找不到“.*rollup.json”"):
        open_project(tmp_path, forms)
    (tmp_path / "rollup.json").mkdir()
    with pytest.raises(Problem, match="读不出来"):
        open_project(tmp_path, forms)
    early = replace(project.head, year=1999)
    with pytest.raises(Problem, match="1999年度没有统一的报告格式"):
        make_project(tmp_path / "早", early, forms)
    assert not (tmp_path / "早").exists()
    with pytest.raises(Problem, match="没有统一的报告格式"):
        _ = Project(project.folder, early, Stamp.of(b""), forms).form
    (tmp_path / "占着").write_text("", "utf-8")
    with pytest.raises(Problem, match="汇总工程没有建立"):
        make_project(tmp_path / "占着", project.head, forms)


def test_a_unit_is_found_by_its_key_and_keeps_its_folder(project: Project) -> None:
    unit = project.unit("0001")
    assert unit == project.head.units[1]
    with pytest.raises(KeyError):
        project.unit("9999")
    keep(project, 1)
    folder = project.folder_of(unit)
    renamed = replace(unit, name="改了名的局")
    units = (project.head.units[0], renamed, *project.head.units[2:])
    project.change(replace(project.head, units=units))
    assert project.folder_of(renamed) == folder
    assert project.report(renamed).organ == name_of(1)
    with pytest.raises(Problem, match="还没有这份报告"):
        project.version_path(renamed, "0" * 64)
    assert not project.refresh(), "it was changed here"


def test_a_damaged_unit_stops_no_other(project: Project) -> None:
    for number in range(3):
        keep(project, number, "3")
    first, second, third, _ = (project.folder_of(unit) for unit in project.head.units)
    (first / "unit.json").write_text('{"format": 1}', "utf-8")
    (second / "unit.json").unlink()
    (second / "unit.json").mkdir()
    [kept] = third.glob("*.nianbao")
    kept.unlink()
    rows = look_over(project, Index(None))
    assert [row.state for row in rows] == [*[UnitState.FAULTY] * 3, UnitState.MISSING]
    assert "已经损坏" in rows[0].fault
    assert "读不出来" in rows[1].fault
    assert not any(row.is_added for row in rows)
    with pytest.raises(Problem, match="找不到"):
        project.report(project.head.units[2])
    keep(project, 2, "3")
    assert project.report(project.head.units[2]).figure(CELL) == 3, "it came again, and is there"
    with project.desk(project.head.units[1]) as desk, pytest.raises(Problem, match="读不出来"):
        desk.note("等人来看")


def test_a_copy_that_is_cut_short_has_no_units(
    project: Project, tmp_path: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, 0)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(Problem, match="没有复制完"):
        copy_project(project, tmp_path / "U盘")
    assert open_project(tmp_path / "U盘", forms).head.units == ()


def test_the_desk_keeps_remarks_and_takes_a_version_back(project: Project) -> None:
    unit = project.head.units[0]
    with project.desk(unit) as desk:
        with pytest.raises(Problem, match="还没有报送"):
            desk.confirm("李四", NOW)
        assert desk.note("已电话催过").note == "已电话催过"
    digest = keep(project, 0)
    with project.desk(unit) as desk:
        assert desk.withdraw().state is UnitState.MISSING
        with pytest.raises(KeyError):
            desk.choose("0" * 64)
        assert desk.choose(digest).state is UnitState.RECEIVED
    assert project.status(unit).note == "已电话催过"


def test_the_state_follows_the_version_that_counts(project: Project) -> None:
    unit = project.head.units[0]
    assert project.status(unit).state is UnitState.MISSING
    first = keep(project, 0)
    assert project.status(unit).state is UnitState.RECEIVED
    with project.desk(unit) as desk:
        assert desk.send_back("李四", NOW).state is UnitState.RETURNED
    second = keep(project, 0, "5")
    assert project.status(unit).state is UnitState.RECEIVED, "what is new is not sent back yet"
    with project.desk(unit) as desk:
        assert desk.confirm("李四", NOW).state is UnitState.CONFIRMED
        assert desk.choose(first).state is UnitState.RETURNED
        assert desk.choose(second).state is UnitState.CONFIRMED
    assert project.report(unit).figure(CELL) == 5
    assert project.report(unit, first).figure(CELL) == 0
    assert keep(project, 0) == first
    assert len(project.status(unit).versions) == 2, "the same report again is no new version"


def test_one_works_on_a_unit_at_a_time(project: Project, forms: Forms) -> None:
    other = open_project(project.folder, forms)
    with project.desk(project.head.units[0]):
        with pytest.raises(Problem, match="别人正在处理"):
            other.desk(other.head.units[0])
        other.desk(other.head.units[1]).close()
    other.desk(other.head.units[0]).close()
    project.change(replace(project.head, organ="青禾县人民政府"))
    with pytest.raises(Problem, match="被别人改动过"):
        other.change(replace(other.head, organ="白杨县人民政府"))
    assert other.refresh()
    assert other.head.organ == "青禾县人民政府"


def test_the_survey_reads_nothing_twice(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, 0, "3")
    keep(project, 2, "4")
    index = Index(index_path(tmp_path, project.folder))
    rows = look_over(project, index)
    assert [row.state.value for row in rows] == ["已报", "未报", "已报", "未报"]
    total = total_of(project, rows)
    assert (total.figures[CELL], total.extent) == (7, "4个单位中2个之和，还不完整")
    monkeypatch.setattr("core.rollup.taking_in.judge", None)
    assert look_over(project, index) == rows
    index.close()
    index_path(tmp_path, project.folder).write_bytes(b"no database")
    monkeypatch.undo()
    assert look_over(project, Index(index_path(tmp_path, project.folder))) == rows


def test_who_is_late_is_told(project: Project) -> None:
    keep(project, 0, now=datetime(2025, 1, 31, 12, 0, tzinfo=UTC))
    keep(project, 1, now=datetime(2025, 2, 2, 9, 0, tzinfo=UTC))
    keep(project, 1, "5", now=datetime(2025, 2, 3, 9, 0, tzinfo=UTC))
    rows = look_over(project, Index(None))
    late = [row.unit for row in rows if row.is_late(project.head.deadline)]
    assert late == list(project.head.units[1:]), "the missing are late too, once the day is over"
    assert not any(row.is_late(None) for row in rows)
    worst = sorted(rows, key=lambda row: row.trouble)
    assert [row.state for row in worst] == [
        *(UnitState.MISSING, UnitState.MISSING),
        *(UnitState.RECEIVED, UnitState.RECEIVED),
    ]


def test_last_year_is_found_for_each_unit(project: Project, tmp_path: Path) -> None:
    units = (project.head.units[0], Unit("abcd", name_of(1)))
    head = Head("青禾市人民政府", YEAR - 1, units)
    before = make_project(tmp_path / "上年", head, project.forms)
    for unit, figure in zip(units, "35", strict=True):
        report = make_report(project.forms, 0, YEAR - 1)
        apply(report, [SetFigure(CELL, figure)])
        with before.desk(unit) as desk:
            desk.keep(describe(report, Taken("x")), encode(report), "", "", NOW)
    for number in range(3):
        keep(project, number, "9")
    index = Index(None)
    rows = look_over(project, index)
    last = last_year(rows, look_over(before, index), project.forms)
    assert {key: figures[CELL] for key, figures in last.items()} == {"0000": 3, "0001": 5}


def test_a_copy_comes_back_unit_by_unit(project: Project, tmp_path: Path) -> None:
    keep(project, 0, "1")
    keep(project, 1, "1")
    copy = copy_project(project, tmp_path / "U盘")
    theirs = keep(copy, 0, "2")
    ours = keep(project, 1, "3")
    keep(copy, 1, "4")
    keep(copy, 2, "5")
    copy.change(replace(copy.head, units=(*copy.head.units, Unit("ffff", "新设局"))))
    told = {each.unit.name: each for each in merge(project, copy)}
    assert {name for name, each in told.items() if each.is_conflict} == {name_of(1)}
    assert project.status(project.head.units[0]).current == theirs
    status = project.status(project.head.units[1])
    assert (status.current, len(status.versions)) == (ours, 3)
    assert project.report(project.head.units[2]).figure(CELL) == 5
    assert project.head.units[-1].name == "新设局"
    assert {e.unit.name for e in merge(project, copy) if not e.is_conflict} == set()


def test_a_sum_is_brought_up_to_date_in_one_step(project: Project, tmp_path: Path) -> None:
    keep(project, 0, "3")
    keep(project, 1, "4")
    index = Index(None)
    sum_ = total_of(project, look_over(project, index)).report("市", YEAR)
    apply(sum_, correct(Address("proactive.penalty.decisions"), "9", "漏报了9件，已电话核实"))
    keep(project, 1, "6")
    total = total_of(project, look_over(project, index))
    edits = take_over(sum_, total)
    assert [(edit.address, edit.text) for edit in edits] == [(CELL, "9")]
    change = apply(sum_, edits)
    assert sum_.figure(CELL) == 9
    [corrected] = corrections(sum_, total)
    assert (corrected.stands, corrected.summed, corrected.difference) == (9, 0, 9)
    assert corrected.note == "漏报了9件，已电话核实"
    apply(sum_, change.inverse)
    assert sum_.figure(CELL) == 7


def receive(project: Project, heap: Path, index: Index) -> tuple[Receiver, dict[str, Receipt]]:
    """Receive a heap; returns who received it, and what became of each file."""
    receiver = Receiver(project, look_over(project, index), "李四")
    files = list(look_through(heap, heap.parent / "unpacked", (project.folder,)))
    came = TakingIn(files, project.forms, keep=True)
    return receiver, {each.found.file: receiver.receive(each) for each in came}


def test_a_heap_is_taken_into_a_project(project: Project, tmp_path: Path) -> None:
    heap = tmp_path / "邮件"
    heap.mkdir()
    save(make_report(project.forms, 0), heap / "一.nianbao")
    save(make_report(project.forms, 1, organ="甲甲乙局"), heap / "二.nianbao")
    save(make_report(project.forms, 2, organ="白杨县某局"), heap / "三.nianbao")
    (heap / "坏.docx").write_bytes(b"PK\x03\x04")
    index = Index(None)
    receiver, told = receive(project, heap, index)
    assert len(told) == 4
    asked = {file: each.match for file, each in told.items() if each.fate is Fate.ASKED}
    candidates = {file: [u.name for u in m.candidates] for file, m in asked.items() if m}
    assert candidates.keys() == {"二.nianbao", "三.nianbao"}
    assert name_of(1) in candidates["二.nianbao"]
    assert "白杨县某局" in told["三.nianbao"].words
    assert (told["一.nianbao"].fate, told["坏.docx"].fate) == (Fate.KEPT, Fate.REFUSED)
    for file, number in (("二.nianbao", 1), ("三.nianbao", 2)):
        put = receiver.put(told[file].came, project.head.units[number], By.CHOSEN)
        assert put.fate is Fate.KEPT
    rows = look_over(project, index)
    assert [row.state.value for row in rows] == ["已报", "已报", "已报", "未报"]
    _, again = receive(project, heap, index)
    assert [each.fate for _, each in sorted(again.items())] == [
        *(Fate.SAME, Fate.SAME, Fate.SAME, Fate.REFUSED)
    ], "what lies in the project is not kept twice"
    assert all(len(row.status.versions) == 1 for row in look_over(project, index)[:3])
    save(make_report(project.forms, 3, organ="白杨县某局"), heap / "四.nianbao")
    _, later = receive(project, heap, index)
    came = later["四.nianbao"]
    assert came.unit == project.head.units[2], "the organ is known from before"
    assert came.fate is Fate.LATER
    before = rows[2].taken
    assert before is not None
    assert "改为" in change_words(before, came.came.taken, project.form)


@pytest.mark.skipif(os.name == "nt", reason="there a process is ended in another way")
def test_a_kill_while_taking_in_loses_nothing(project: Project, forms: Forms) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom core.forms.loader import load_forms\n"
        "from core.rollup.project import open_project\n"
        "from tests.core.test_rollup_project import keep\n"
        "project = open_project(Path(sys.argv[1]), load_forms())\n"
        "for figure in range(1, 10_000):\n"
        "    keep(project, figure % 4, str(figure))\n"
        "    print(figure, flush=True)\n"
    )
    program = [sys.executable, "-c", code, str(project.folder)]
    for _ in range(3):
        said = ""
        run = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        for _ in range(5):
            said = run.stdout.readline()
        run.send_signal(signal.SIGKILL)
        rest = run.communicate()[0].split()
        last = int(rest[-1] if rest else said)
        project = open_project(project.folder, forms)
        for unit, status in project.statuses():
            assert status.current, unit
            for version in status.versions:
                assert project.report(unit, version.sha256).organ == unit.name
        kept = [project.report(unit).figure(CELL) or 0 for unit in project.head.units]
        assert max(kept) >= last, "what was said to be kept is kept"


def test_the_circular_tells_who_was_in_time_and_right(
    project: Project, tmp_path: Path, forms: Forms, capsys: pytest.CaptureFixture[str]
) -> None:
    units = (project.head.units[0], Unit("00ff", "已撤局"))
    head = Head(project.head.organ, YEAR - 1, units, date(2024, 1, 31))
    before = make_project(tmp_path / "上年", head, forms)
    keep(before, 0, now=datetime(2024, 2, 3, 9, 0, tzinfo=UTC))
    keep(project, 0)
    keep(project, 1, "x")
    keep(project, 1, "7", datetime(2025, 1, 25, 9, 0, tzinfo=UTC))
    table = tmp_path / "通报.xlsx"
    arguments = ["circular", str(project.folder), str(before.folder), "-o", str(table)]
    assert main(arguments) == 0
    assert main(arguments) == 2, "what is there is not written over"
    assert main(["circular", str(before.folder), *arguments[1:], "--force"]) == 2
    assert "两个2023年度" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(table)["通报"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert rows[name_of(0)] == ("迟3天", 0, 1, "已报", "按时", 0, 1, "已报")
    assert rows[name_of(1)] == (None, None, None, None, "按时", 1, 2, "已报")
    assert str(rows["已撤局"][0]).startswith("未报，已过期")
    assert rows["按时报送且首次没有错误的单位数"][::4] == (0, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the jobs that are killed are forked")
def test_a_project_outlives_a_kill_at_any_step() -> None:
    code = (
        "from benchmarks.rollup_kill_rates import *\n"
        "import core.rollup.desk\n"
        "killed = kill_all(load_forms(), 40, 2)\n"
        "print(len(killed), sum(len(k.faults) for k in killed))\n"
        "def in_place(path, data, **_):\n"
        "    with open(path, 'wb', buffering=0) as file:\n"
        "        os.write(file.fileno(), data[:99])\n"
        "        os.write(file.fileno(), data[99:])\n"
        "core.rollup.desk.write_bytes = in_place\n"
        "print(sum(len(k.faults) for k in kill_all(load_forms(), 6, 0, 90)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (kills, faults), (caught,) = (map(int, line.split()) for line in run.stdout.splitlines())
    assert (kills >= 6, faults) == (True, 0), run.stderr
    assert caught > 0, "a writing that is not whole is found out"
