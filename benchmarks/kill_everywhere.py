"""What is lost or half written when the program is struck at every call that touches a file.

Each job (`kill_jobs`) is run once and watched; then anew for each of its calls on its files: killed
before it; the call refused with each error that a disk or a share may give; and, as root, once it
was made: the mount gone, read-only, or full (which gives short writes, too). After each:

* every file is the old one or the new one, whole, and none that was there is gone;
* what was said to be done is there;
* whoever was not killed ended with an exit code and a Chinese sentence, and left nothing of its own
  beside the files;
* begun anew on what was left, a day and more later, the job ends as one that nobody struck, and
  what the killed one left is swept away.

    python -m benchmarks.kill_everywhere [--every N] [--most N] [--way WAY] [JOB …]

strikes with every Nth blow of the jobs whose names begin so (all of them), or else at so many that
each job gets about --most blows. Linux, with strace.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.kill_jobs import DOCUMENT, NOW, Jobs, Kind
from benchmarks.kill_points import (
    FULL,
    KILL,
    READ_ONLY,
    VANISH,
    Blow,
    Call,
    Ended,
    Striker,
    can_strike,
)
from core.base.problem import Problem
from core.document.file import load
from core.forms.loader import Forms, load_forms
from core.keeping.presence import Marker, myself
from core.keeping.sweeping import sweep_own_folder

IN_A_ROOM_OF_MOUNTS = "NIANBAO_KILL_MOUNTS"
"""Set where the process has mounts of its own."""
OURS = re.compile(r"\.nianbao-[0-9a-f]{12}\.(tmp|folder)")
LOGS = "config/logs/"
UNREAD = "读不出"
"""Says that one of many sources is missing in what was made: no more is promised then."""
MOST = 600
"""Blows at a job where nobody says how many."""
TWO_DAYS = 2 * 24 * 60 * 60
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CLEANING = {"unlink", "unlinkat", "rmdir"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which blows: every so-manieth, else about so many at a job; of these ways, or of all."""

    every: int = 0
    most: int = MOST
    ways: frozenset[str] = frozenset()

    def choose(self, blows: Sequence[Blow]) -> Sequence[Blow]:
        """Return the blows that are dealt."""
        wanted = [each for each in blows if not self.ways or each.way in self.ways]
        # An odd step, so that it does not fall in with the number of ways.
        step = len(wanted) // self.most | 1 if len(wanted) > self.most else 1
        return wanted[:: self.every or step]


@dataclass
class Tally:
    """What came of the blows at one job."""

    job: str
    calls: int = 0
    blows: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    left: int = 0
    faults: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Whole:
    """What a job begins with and ends with when nobody strikes it: files by their paths."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    is_same_each_time: frozenset[str]
    ended: Ended
    entries: frozenset[str]


class Judge:
    """Looks at what a job has left."""

    def __init__(self, forms: Forms, kind: Kind, whole: Whole, under: Path) -> None:
        """``under`` is where the room's mount stood."""
        self._under = under
        self._forms = forms
        self._kind = kind
        self._whole = whole

    def faults(self, room: Path, ended: Ended, blow: Blow) -> Iterator[str]:
        """Yield what is wrong after a blow."""
        there = files_of(room)
        for name in self._whole.before:
            if name not in there and name in self._whole.after:
                yield f"{name} is gone"
        for name, data in there.items():
            if not OURS.search(name) and not self._is_whole(name, data, ended):
                yield f"{_plain(name)} is half"
        if ended.was_killed:
            yield from self._broken_promises(room, ended, blow)
            return
        yield from self._ending(ended)
        left = [name for name in entries_of(room) if OURS.search(name)]
        if left and blow.call.name not in _CLEANING and not blow.needs_mount:
            yield "a temporary is left by a program that was not killed"
        yield from self._broken_promises(room, ended, blow)
        if ended.status in {0, self._whole.ended.status} and UNREAD not in ended.said:
            yield from self._missing(there)

    def _ending(self, ended: Ended) -> Iterator[str]:
        if "Traceback" in ended.said:
            yield f"a traceback: {ended.said.strip().splitlines()[-1][:60]}"
        elif "没有料到" in ended.said:
            yield f"unforeseen: {ended.said.strip()[-60:]}"
        elif ended.status < 0:
            yield f"ended by signal {-ended.status}"
        elif ended.status == 2 and not _CHINESE.search(ended.said):
            yield "ended without a word"

    def _broken_promises(self, room: Path, ended: Ended, blow: Blow) -> Iterator[str]:
        for promise, lasts in self._kind.lasts.items():
            if promise in ended.promises:
                try:
                    # Where the mount has gone, it was perhaps done in the empty folder under it.
                    if lasts(room) or (blow.way == VANISH and lasts(self._under)):
                        continue
                except (Problem, OSError) as error:
                    yield f"{promise}, and {str(error)[:60]}"
                else:
                    yield f"{promise}, and it is not there"

    def _missing(self, there: dict[str, bytes]) -> Iterator[str]:
        """Yield what is not as it must be after a job that says it is done."""
        for name, data in self._whole.after.items():
            if _plain(name) != name or name.startswith(LOGS):
                continue  # its name has a time in it; or it is of what costs nobody anything
            if name not in there:
                yield f"done, and {name} is not there"
            elif name in self._whole.is_same_each_time and there[name] != data:
                yield f"done, and {name} is another one"

    def _is_whole(self, name: str, data: bytes, ended: Ended) -> bool:
        before, after = self._whole.before.get(name), self._whole.after.get(name)
        if data in {before, after}:
            return True
        is_same = name in self._whole.is_same_each_time and not name.startswith(LOGS)
        if is_same and UNREAD not in ended.said:
            return False
        return is_sound(name, data, after or b"", self._forms)


def is_sound(name: str, data: bytes, like: bytes, forms: Forms) -> bool:
    """Tell whether a file that may differ each time is whole, by what its kind ends with."""
    suffix = Path(name).suffix.lower()
    if suffix == ".nianbao":
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data)
            file.flush()
            try:
                load(Path(file.name), forms)
            except Problem:
                return False
            return True
    if suffix in {".docx", ".xlsx", ".ofd", ".zip"}:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return package.testzip() is None
        except zipfile.BadZipFile:
            return False
    if suffix == ".json":
        try:
            json.loads(data)
        except ValueError:
            return False
        return True
    if suffix == ".open" or name.startswith((LOGS, "config/recovery/")):
        return True  # a log grows by lines; a mark and a lock say nothing once their process ends
    if suffix in {".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal"}:
        return True  # an index of what was read: SQLite keeps it whole, or it is made anew
    if suffix == ".csv":
        return data.endswith(b"\n") and data.split(b"\n")[0] == like.split(b"\n")[0]
    return len(data) > 0.9 * len(like) and data[-5:].strip() == like[-5:].strip()


def files_of(room: Path) -> dict[str, bytes]:
    """Return the files below a room."""
    found = (each for each in room.rglob("*") if each.is_file() and not each.is_symlink())
    return {each.relative_to(room).as_posix(): each.read_bytes() for each in found}


def entries_of(room: Path) -> list[str]:
    """Return the names of all that lies below a room, folders too."""
    return [each.relative_to(room).as_posix() for each in room.rglob("*")]


def age(room: Path) -> bool:
    """Let what writes have left be two days old; returns whether there is any."""
    then = time.time() - TWO_DAYS
    left = [each for each in room.rglob("*") if OURS.search(each.as_posix())]
    for each in left:
        os.utime(each, (then, then))
    return bool(left)


def try_job(forms: Forms, kind: Kind, striker: Striker, ready: Path, plan: Plan) -> Tally:
    """Strike a job at every call, or with every so-manieth blow, and return what came of it."""
    kind.do(_trial_room(ready, striker))  # what is imported on the way is there for every run
    calls, ended = striker.watch(ready, kind.do)
    first = files_of(striker.room)
    time.sleep(1.1)  # what has the time in it is another one a second later
    striker.furnish(ready)
    striker.run(kind.do)
    after = files_of(striker.room)
    same = frozenset(name for name, data in after.items() if first.get(name) == data)
    whole = Whole(files_of(ready), after, same, ended, frozenset(entries_of(striker.room)))
    if ended.status not in {0, 1}:
        raise RuntimeError(f"{kind.name} does not end well: {ended.said}")
    judge = Judge(forms, kind, whole, striker.room)
    tally = Tally(kind.name, len(calls))
    for blow in plan.choose(list(_blows(calls, may_mount=striker.may_mount))):
        struck = striker.strike(ready, kind.do, blow)
        if struck is None:
            continue
        tally.blows[blow.way] += 1
        tally.ended[_how(struck, whole.ended)] += 1
        for fault in [
            *judge.faults(striker.left(), struck, blow),
            *_again(striker, kind, whole, tally),
        ]:
            tally.faults[fault] += 1
            print(f"  {kind.name}: {blow.way} at {blow.call.words[:150]}: {fault}", file=sys.stderr)
    striker.clear()
    return tally


def _trial_room(ready: Path, striker: Striker) -> Path:
    striker.furnish(ready)
    os.environ["NIANBAO_CONFIG"] = str(striker.room / "config")
    return striker.room


def _blows(calls: Sequence[Call], *, may_mount: bool) -> Iterator[Blow]:
    for call in calls:
        for way in call.ways:
            yield Blow(call, way)
        if may_mount and call.changes:
            yield from (Blow(call, way) for way in (VANISH, READ_ONLY, FULL))


def _how(ended: Ended, usual: Ended) -> str:
    if ended.was_killed:
        return "killed"
    return "done" if ended.status == usual.status else "told"


def _again(striker: Striker, kind: Kind, whole: Whole, tally: Tally) -> Iterator[str]:
    """Do the job once more on what was left, two days later, and yield what is wrong then."""
    room = striker.bring_back()
    there = files_of(room)
    if there in (whole.before, whole.after) and set(entries_of(room)) <= whole.entries:
        return  # as if nothing had been begun, or nothing had come between
    tally.left += age(room)
    sweep_own_folder(room / "config")
    Marker(room / DOCUMENT, myself(NOW)).enter()  # as the window does that opens the document
    ended = striker.run(kind.do)
    is_there = "没有覆盖" in ended.said or "已经有" in ended.said or "已有" in ended.said
    if ended.status not in {0, whole.ended.status} and not is_there:
        yield f"begun anew it does not end: {ended.said.strip()[-60:]}"
    elif not is_there:
        there = files_of(room)
        for name in whole.is_same_each_time:
            if not name.startswith(LOGS) and there.get(name) != whole.after[name]:
                yield f"begun anew it ends otherwise: {name}"
    if not is_there and any(OURS.search(name) for name in entries_of(room)):
        yield "what was left is not swept away"


def _plain(name: str) -> str:
    """Write the digits of times and numbers as #."""
    return re.sub(r"[0-9a-f-]{6,}", "#", name)


def main() -> int:
    """Print the table of all blows; returns how many found a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--every", type=int, default=0)
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--way", action="append", default=[], help="SIGKILL, EIO, …")
    parser.add_argument("jobs", nargs="*")
    arguments = parser.parse_args()
    if not can_strike():
        print("strace is missing, or may not hold a process here")
        return 2
    may_mount = bool(os.environ.get(IN_A_ROOM_OF_MOUNTS))
    if not may_mount and _may_mount():
        os.environ[IN_A_ROOM_OF_MOUNTS] = "1"
        alone = ["unshare", "--mount", "--propagation", "private"]
        os.execvp(  # noqa: S606  no shell is wanted
            alone[0], [*alone, sys.executable, "-m", "benchmarks.kill_everywhere", *sys.argv[1:]]
        )
    plan = Plan(arguments.every, arguments.most, frozenset(arguments.way))
    tallies = list(try_all(arguments.jobs, plan, may_mount=may_mount))
    print_table(tallies)
    return sum(sum(tally.faults.values()) for tally in tallies)


def try_all(names: Sequence[str], plan: Plan, *, may_mount: bool) -> Iterator[Tally]:
    """Strike the jobs whose names begin so."""
    from PySide6.QtGui import QGuiApplication

    _app = QGuiApplication.instance() or QGuiApplication([sys.argv[0]])
    forms = load_forms()
    jobs = Jobs(forms)
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  made there anew
    with tempfile.TemporaryDirectory(prefix="kills-", dir=where) as name:
        beside = Path(name).resolve()
        ready = beside / "ready"
        ready.mkdir()
        jobs.make_ready(ready)
        striker = Striker(beside / "room", beside, may_mount=may_mount)
        try:
            for kind in jobs.all():
                if not names or kind.name.startswith(tuple(names)):
                    yield try_job(forms, kind, striker, ready, plan)
        finally:
            striker.clear()


def print_table(tallies: Sequence[Tally]) -> None:
    """Print a row for each job, and what was wrong."""
    ways = (VANISH, READ_ONLY, FULL)
    print(
        "| job | calls | killed | errors | mount gone / read-only / full | told | done all the same"
        " | left a temporary | faults |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for tally in [*tallies, _together(tallies)]:
        mounts = " / ".join(str(tally.blows[way]) for way in ways)
        errors = sum(count for way, count in tally.blows.items() if way not in {KILL, *ways})
        ended = tally.ended
        print(
            f"| {tally.job} | {tally.calls} | {tally.blows[KILL]} | {errors} | {mounts} |"
            f" {ended['told']} | {ended['done']} | {tally.left} | {sum(tally.faults.values())} |"
        )
    for tally in tallies:
        for fault, count in tally.faults.most_common():
            print(f"{tally.job}: {count} times: {fault}")


def _together(tallies: Sequence[Tally]) -> Tally:
    found = Tally("together")
    for tally in tallies:
        found.calls += tally.calls
        found.left += tally.left
        found.blows += tally.blows
        found.ended += tally.ended
        found.faults += tally.faults
    return found


def _may_mount() -> bool:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    done = subprocess.run(tried, capture_output=True, check=False)  # noqa: S603  our own command
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main() > 0)
