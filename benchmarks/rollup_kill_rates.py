"""What is lost of a roll-up when the program is killed at any step that touches the disk.

A job is done on a project: reports taken in, one sent again, marks, a unit more, the sum kept, a
text written into it, a cell of it corrected by hand, a copy merged, the sum brought up to date,
that taken back and done once more. It is killed by SIGKILL at its first step on the disk, then
anew at its second, and so on; then at random moments. What the job had said to be done must be
there, every version must be whole, what was there before must be there still, and the same job
begun anew must end as one that nobody killed.

    python benchmarks/rollup_kill_rates.py [EVERY] [RANDOM]

kills at every EVERYth step (1), and RANDOM times at random (100). Not for Windows: it forks.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.base.problem import Problem
from core.document.encode import encode
from core.document.file import load, load_with_history, save
from core.figures.address import Address
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.rollup.head import Head
from core.rollup.heap import look_through
from core.rollup.index import Index
from core.rollup.judging import describe
from core.rollup.kept_sum import KeptSum
from core.rollup.merging import merge
from core.rollup.project import Project, copy_project, make_project, open_project
from core.rollup.receiving import Fate, Receiver, waiting_version
from core.rollup.survey import look_over, total_of
from core.rollup.taken import Taken
from core.rollup.taking_in import TakingIn
from core.rollup.unit import Unit
from core.rollup.version import Status
from tests.city import YEAR, make_report, name_of

CELL = Address("proactive.licensing.decisions")
CORRECTED = Address("applications.received.natural")
WRITTEN, WORDS = "overview", "全市的总体情况。"
NOW = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
LONGEST = 60
"""Seconds within which a job must be done."""


@dataclass(frozen=True)
class Killed:
    """One job that was killed: in the midst of what, and what is wrong afterwards."""

    during: str
    faults: tuple[str, ...]
    was_done: bool


def prepare(room: Path, forms: Forms) -> None:
    """Make the project, a heap for it, and a copy that was worked on elsewhere."""
    units = tuple(Unit(f"{number:04x}", name_of(number)) for number in range(4))
    project = make_project(room / "project", Head("青禾市人民政府", YEAR, units), forms)
    _keep(project, 0, "5")
    (room / "heap").mkdir()
    for number in range(3):
        report = make_report(forms, number)
        if number == 2:
            apply(report, [SetFigure(Address("applications.received.natural"), "77")])
        save(report, room / "heap" / f"{number}.nianbao")
    _keep(copy_project(project, room / "copy"), 3, "8")


def do_job(room: Path, forms: Forms, say: int) -> None:
    """Do all that a project is for; each step is told on a pipe before it begins and when done."""

    def told(**entry: object) -> None:
        os.write(say, f"{json.dumps(entry)}\n".encode())

    told(during="opening")
    project = open_project(room / "project", forms)
    index = Index(room / "index.sqlite")
    rows = look_over(project, index)
    told(during="taking in")
    receiver = Receiver(project, rows, "张三")
    files = list(look_through(room / "heap", room / "zips"))
    for came in TakingIn(files, forms, keep=True, processes=1):
        receipt = receiver.receive(came)
        if receipt.fate in {Fate.ASKED, Fate.REFUSED}:
            raise RuntimeError(receipt.words)
        if receipt.kept is not None and receipt.unit is not None:
            told(kept=receipt.unit.key, sha256=receipt.kept.sha256)
    told(during="marks")
    first, second = project.head.units[:2]
    with project.desk(first) as desk:
        waiting = waiting_version(desk.status)
        if waiting is not None:
            desk.choose(waiting.sha256)
        desk.confirm("张三", NOW)
        told(mark="confirmed", unit=first.key)
    with project.desk(second) as desk:
        desk.send_back("张三", NOW)
        told(mark="returned", unit=second.key)
        desk.note("已电话告知")
    told(during="the list")
    if all(unit.key != "00ff" for unit in project.head.units):
        project.change(replace(project.head, units=(*project.head.units, Unit("00ff", "新局"))))
    told(listed="00ff")
    _do_with_sum(room, project, index, told)
    index.close()
    told(done=True)


def _do_with_sum(room: Path, project: Project, index: Index, told: Callable[..., object]) -> None:
    """Do all that is done with a kept sum, and merge a copy meanwhile."""
    told(during="keeping the sum")
    kept, total = KeptSum(project, "张三"), total_of(project, look_over(project, index))
    kept.keep(total)
    told(summed=True)
    told(during="writing into the sum")
    report, history, stamp = load_with_history(project.sum_path, project.forms)
    if not report.texts[WRITTEN]:
        change = apply(report, [SetText(WRITTEN, WORDS)])
        history.record(report, change, "写总体情况", NOW, "张三")
        save(report, project.sum_path, stamp, history=history)
    told(written=True)
    told(during="correcting the sum")
    kept.correct(total, CORRECTED, "9", "漏报9件")
    told(corrected=True)
    told(during="merging a copy")
    merge(project, open_project(room / "copy", project.forms))
    told(merged=True)
    told(during="bringing the sum up to date")
    kept.take_over(total_of(project, look_over(project, index)))
    told(during="taking that back, and once more")
    kept.undo()
    kept.take_over(total_of(project, look_over(project, index)))
    told(renewed=True)


def kill(ready: Path, forms: Forms, wanted: State, at: int | float) -> Killed:
    """Kill a job at a step (int), or after some seconds (float), and look at what is left."""
    with tempfile.TemporaryDirectory(prefix="rollup-kills-") as name:
        room = Path(name) / "room"
        shutil.copytree(ready, room)
        log = _run(room, forms, at)
        faults = _faults(room, forms, log, ready)
        if "done" not in log[-1]:
            again = _run(room, forms, 0)
            if "done" not in again[-1]:
                faults.append("the job does not go on")
            elif state_of(room, forms) != wanted:
                faults.append("begun anew it ends otherwise")
        during = [str(entry["during"]) for entry in log if "during" in entry]
        return Killed(during[-1] if during else "starting", tuple(faults), "done" in log[-1])


Entry = dict[str, object]
State = dict[str, object]


def _run(room: Path, forms: Forms, at: int | float) -> list[Entry]:
    """Let a process of its own do the job; returns what it told."""
    source, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            if isinstance(at, int) and at:
                _kill_at(at)
            do_job(room, forms, say)
        finally:
            os._exit(0)
    os.close(say)
    if isinstance(at, float):
        time.sleep(at)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(source, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    whole = data.split(b"\n")[:-1]
    return [{}, *map(json.loads, whole)]


def _kill_at(wanted: int) -> None:
    """Kill this process at a step that opens, writes, names or removes anything on the disk."""
    seen = 0

    def step() -> None:
        nonlocal seen
        seen += 1
        if seen == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, _arguments: object) -> None:
        if event == "open" or event.startswith(("os.", "fcntl.", "shutil.", "sqlite3.")):
            step()

    sys.addaudithook(heard)
    for name in ("write", "fsync", "replace"):
        _after(name, step)


def _after(name: str, step: object) -> None:
    """Let a step be counted when a call of the system has returned, too."""
    call = getattr(os, name)

    def counted(*arguments: object, **more: object) -> object:
        found = call(*arguments, **more)
        if not (name == "write" and isinstance(arguments[0], int) and arguments[0] < 3):
            step()  # type: ignore[operator]  # a function of ours
        return found

    setattr(os, name, counted)


def state_of(room: Path, forms: Forms) -> State:
    """Return what a project holds, times left out."""
    project = open_project(room / "project", forms)
    state: State = {"units": [unit.key for unit in project.head.units]}
    for unit, status in project.statuses():
        marks = status.returned is not None, status.confirmed is not None, status.note
        state[unit.key] = (sorted(v.sha256 for v in status.versions), status.current, marks)
    found = load(project.sum_path, forms)[0]
    state["sum"] = {str(address): figure for address, figure in found.figures().items()}
    state["written"] = dict(found.texts), sorted(found.notes.values())
    return state


def _faults(room: Path, forms: Forms, log: list[Entry], ready: Path) -> list[str]:
    """Return what is damaged or lost of what was there, or was said to be done."""
    try:
        project = open_project(room / "project", forms)
        statuses = {unit.key: status for unit, status in project.statuses()}
        for unit in project.head.units:
            for version in statuses[unit.key].versions:
                data = project.version_path(unit, version.sha256).read_bytes()
                if hashlib.sha256(data).hexdigest() != version.sha256:
                    return [f"{unit.key} has a version that is not whole"]
        in_sum = _lost_of_sum(project, log)
    except (Problem, OSError) as problem:
        return [f"damaged: {problem}"]
    held = {key: {v.sha256 for v in status.versions} for key, status in statuses.items()}
    faults = [
        "what was there is lost"
        for unit, status in open_project(ready / "project", forms).statuses()
        if not {version.sha256 for version in status.versions} <= held[unit.key]
    ]
    faults += in_sum
    faults += [words for entry in log if (words := _lost(entry, statuses, held))]
    return faults + [
        "a source was touched"
        for path in (ready / "heap").iterdir()
        if (room / "heap" / path.name).read_bytes() != path.read_bytes()
    ]


def _lost_of_sum(project: Project, log: list[Entry]) -> list[str]:
    """Say what of the kept sum is not there; raises Problem where it cannot be read."""
    told = {key for entry in log for key in entry}
    if not project.sum_path.exists() and "summed" not in told:
        return []
    report = load(project.sum_path, project.forms)[0]
    faults = []
    if "written" in told and report.texts[WRITTEN] != WORDS:
        faults.append("a text of the sum is lost")
    notes = [text for subject, text in report.notes.items() if CORRECTED in subject.addresses]
    if "corrected" in told and (report.figure(CORRECTED), notes) != (9, ["漏报9件"]):
        faults.append("a correction is lost")
    if "renewed" in told:
        total = total_of(project, look_over(project, Index(None)))
        if KeptSum(project, "").changes(total):
            faults.append("the sum is not brought up to date")
    return faults


def _lost(entry: Entry, statuses: Mapping[str, Status], held: Mapping[str, set[str]]) -> str:
    """Say where something that was told as done is not there; empty where it is."""
    if "kept" in entry and entry["sha256"] not in held[str(entry["kept"])]:
        return "a report that was taken in is lost"
    if "mark" in entry and getattr(statuses[str(entry["unit"])], str(entry["mark"])) is None:
        return "a mark is lost"
    if "listed" in entry and entry["listed"] not in statuses:
        return "a unit is lost"
    if "merged" in entry and not held["0003"]:
        return "what was merged is lost"
    return ""


def _keep(project: Project, number: int, figure: str) -> None:
    report = make_report(project.forms, number)
    apply(report, [SetFigure(CELL, figure)])
    with project.desk(project.head.units[number]) as desk:
        desk.keep(describe(report, Taken(f"{number}.nianbao")), encode(report), "", "李四", NOW)


def kill_all(forms: Forms, every: int, at_random: int, most: int = 100_000) -> list[Killed]:
    """Kill jobs step by step, so far as there are steps, and at random moments."""
    killed: list[Killed] = []
    with tempfile.TemporaryDirectory(prefix="rollup-kills-") as name:
        ready, whole = Path(name) / "ready", Path(name) / "whole"
        ready.mkdir()
        prepare(ready, forms)
        shutil.copytree(ready, whole)
        start = time.monotonic()
        if "done" not in _run(whole, forms, 0)[-1]:
            raise RuntimeError("the job does not end")
        longest = time.monotonic() - start
        wanted = state_of(whole, forms)
        for at in range(1, most, every):
            killed.append(kill(ready, forms, wanted, at))
            if killed[-1].was_done:
                break
        chance = random.Random(1)  # noqa: S311  no secret
        killed += [kill(ready, forms, wanted, chance.uniform(0, longest)) for _ in range(at_random)]
    return killed


def main(every: int = 1, at_random: int = 100) -> int:
    """Print what came of all kills; returns how many lost or damaged anything."""
    killed = kill_all(load_forms(), every, at_random)
    ended = [each for each in killed if not each.was_done]
    kills, lost = Counter(k.during for k in ended), Counter(k.during for k in ended if k.faults)
    print(f"{'killed while':<22} {'kills':>6} {'with a fault':>13}")
    for during, count in kills.items():
        print(f"{during:<22} {count:>6} {lost[during]:>13}")
    print(f"{'together':<22} {len(ended):>6} {sum(lost.values()):>13}")
    for words, count in Counter(fault for k in killed for fault in k.faults).items():
        print(f"{count} times: {words}")
    return sum(lost.values())


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
