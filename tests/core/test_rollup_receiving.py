"""Files put to their units: kept, asked about, laid beside what counts, or not kept, with why."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.document.file import save
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from core.rollup.entry import EntryState
from core.rollup.head import Head
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.judging import describe
from core.rollup.matching import By
from core.rollup.project import Project, make_project
from core.rollup.receiving import (
    Fate,
    Receipt,
    Receiver,
    gathering_of,
    organs_of,
    remarks_on,
    waiting_version,
)
from core.rollup.survey import UnitRow, look_over
from core.rollup.taken import Taken
from core.rollup.taking_in import TakenIn, TakingIn
from core.rollup.unit import Unit
from core.rollup.version import Status
from tests.city import YEAR, make_report, name_of


@pytest.fixture
def project(tmp_path: Path, forms: Forms) -> Project:
    units = tuple(Unit(f"{number:04x}", name_of(number)) for number in range(4))
    return make_project(tmp_path / "汇总", Head("青禾市人民政府", YEAR, units), forms)


def came(project: Project, report: Report, file: str, day: int = 2) -> TakenIn:
    """Take in a report as a file of the heap, last changed on that day."""
    path = project.folder.parent / file
    save(report, path)
    os.utime(path, (day * 86_400,) * 2)
    (taken,) = TakingIn([Found(path, file)], project.forms, keep=True)
    return taken


def receiver(project: Project) -> Receiver:
    return Receiver(project, look_over(project, Index(None)), "李四")


def test_of_several_in_one_heap_the_latest_counts_and_nothing_waits(project: Project) -> None:
    heap = receiver(project)
    earlier, later = make_report(project.forms, 0), make_report(project.forms, 0)
    apply(later, [SetText("overview", "改过的一份。")])
    second = heap.receive(came(project, later, "乙.nianbao"))
    assert (second.fate, second.words) == (Fate.KEPT, "")
    first = heap.receive(came(project, earlier, "甲.nianbao", day=1))
    assert first.fate is Fate.KEPT
    assert f"“{name_of(0)}”交了2份，以“乙.nianbao”为准" in first.words
    status = project.status(project.head.units[0])
    assert [version.source for version in status.versions] == ["甲.nianbao", "乙.nianbao"]
    assert status.version == status.versions[-1]
    assert waiting_version(status) is None
    again = heap.receive(came(project, later, "丙.nianbao"))
    assert (again.fate, again.words) == (Fate.SAME, f"“{name_of(0)}”的这一份以前收过。")


def test_what_comes_after_one_that_counts_waits_until_it_is_chosen(project: Project) -> None:
    unit = project.head.units[0]
    receiver(project).receive(came(project, make_report(project.forms, 0), "甲.nianbao"))
    first = project.status(unit).current
    report = make_report(project.forms, 0)
    apply(report, [SetText("overview", "重报的一份。")])
    resent = came(project, report, "重报.nianbao")
    receipt = receiver(project).receive(resent)
    assert receipt.fate is Fate.LATER
    status = project.status(unit)
    assert status.current == first
    waiting = waiting_version(status)
    assert waiting is not None
    assert waiting.source == "重报.nianbao"
    chosen = receiver(project).put(resent, unit, By.CHOSEN, counts=True)
    assert chosen.fate is Fate.KEPT
    assert project.status(unit).current == waiting.sha256
    assert waiting_version(project.status(unit)) is None


def asked(project: Project, organ: str, file: str) -> Receipt:
    return receiver(project).receive(
        came(project, make_report(project.forms, 1, organ=organ), file)
    )


def test_what_is_not_plain_is_asked_about(project: Project) -> None:
    by_words = {
        "白杨县某局": "报告里的机关写的是“白杨县某局”，名单里没有这个名称。",
        f"青禾省{name_of(1)}": f"“青禾省{name_of(1)}”，可能是“{name_of(1)}”。",
        "": "报告里没有写机关名称。",
    }
    for number, (organ, words) in enumerate(by_words.items()):
        receipt = asked(project, organ, f"{number}.nianbao")
        assert receipt.fate is Fate.ASKED
        assert words in receipt.words
    doubtful = asked(project, name_of(1), f"{name_of(2)}.nianbao")
    assert doubtful.fate is Fate.ASKED
    assert f"文件名写的是“{name_of(2)}”" in doubtful.words
    assert not any(status.versions for _, status in project.statuses())


def test_what_cannot_be_kept_is_refused_with_why(project: Project, tmp_path: Path) -> None:
    other_year = came(project, make_report(project.forms, 1, YEAR - 1), "上年.nianbao")
    receipt = receiver(project).receive(other_year)
    assert (receipt.fate, receipt.unit) == (Fate.REFUSED, project.head.units[1])
    assert "年度" in receipt.words
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (broken,) = TakingIn([Found(tmp_path / "坏.docx", "坏.docx")], project.forms, keep=True)
    receipt = receiver(project).receive(broken)
    assert (receipt.fate, receipt.unit) == (Fate.REFUSED, None)
    good = came(project, make_report(project.forms, 0), "甲.nianbao")
    with project.desk(project.head.units[0]):
        receipt = receiver(project).receive(good)
    assert receipt.fate is Fate.REFUSED
    assert "别人正在处理" in receipt.words
    assert receiver(project).receive(good).fate is Fate.KEPT


def row(number: int, organ: str = "", *, fault: str = "", **about: object) -> UnitRow:
    unit = Unit(f"{number:04x}", name_of(number))
    taken = Taken(f"{number}.nianbao", organ=organ or unit.name)
    return UnitRow(unit, Status(), replace(taken, **about), fault)  # type: ignore[arg-type]


def test_an_organ_that_two_units_used_tells_neither() -> None:
    rows = [row(0, "甲局"), row(1, "乙局"), row(2, "乙 局"), UnitRow(Unit("3", "丙"), Status())]
    assert organs_of(rows) == {"甲局": "0000"}


def test_what_is_unsure_or_too_alike_is_remarked_on(forms: Forms) -> None:
    takens = [describe(make_report(forms, n), Taken(f"{n}.nianbao")) for n in range(6)]
    one = takens[1]
    takens[0] = replace(takens[0], doubts=2, blanks=3, prior_figures=takens[0].figures)
    takens[2:] = [replace(taken, figures=one.figures) for taken in takens[2:]]
    takens[5] = replace(takens[5], passages=one.passages)
    units = [Unit(str(number), name_of(number)) for number in range(6)]
    found = remarks_on(
        [UnitRow(u, Status(), taken) for u, taken in zip(units, takens, strict=True)]
    )
    assert [words.split("，")[0] for words in found["0"]] == [
        "有2格没有读准",
        "有3格空着",
        "各表的数字和上年报告完全相同",
    ]
    told = "、".join(f"“{name_of(number)}”" for number in (2, 3, 4))
    assert found["1"][0].startswith(f"各表的数字和{told}等4个单位完全相同")
    copied = [words for words in found["1"] if "请核实是不是照抄" in words]
    assert [f"和“{name_of(5)}”的相同" in words for words in copied] == [True]
    assert len(found["2"]) == 1


def test_a_project_is_told_as_what_its_heap_came_to(project: Project) -> None:
    receiver(project).receive(came(project, make_report(project.forms, 0), "甲.nianbao"))
    (own, *_) = look_over(project, Index(None))
    left_out = Unit("f", "垂管局", is_counted=False)
    rows = [
        own,
        UnitRow(left_out, Status()),
        UnitRow(replace(left_out, why_not="由上级汇总"), Status()),
        row(1, fault="记录已经损坏。"),
        row(2, why="打不开。"),
        UnitRow(project.head.units[3], Status()),
    ]
    gathering = gathering_of(project, rows, {own.unit.key: ("有1格空着。",)})
    told = [(entry.state, entry.remarks) for entry in gathering.entries]
    assert told == [
        (EntryState.COUNTED, ("有1格空着。",)),
        (EntryState.NOT_COUNTED, ("名单里写明不计入：没有写原因。",)),
        (EntryState.NOT_COUNTED, ("名单里写明不计入：由上级汇总。",)),
        (EntryState.UNREADABLE, ("记录已经损坏。",)),
        (EntryState.UNREADABLE, ("打不开。",)),
        (EntryState.MISSING, ("没有收到报告。",)),
    ]
    assert gathering.entries[0].taken is not None
    assert gathering.entries[0].taken.file == "甲.nianbao"
