"""Tests the tests: small faults put into the rooms where a wrong figure could arise in silence.

    python -m benchmarks.mutation [ROOM …] [--count N] [--seed N] [--only FILE:LINE] [--with TEST …]

Each mutant is one change of one expression or statement, made as its module is imported, by a
process that runs the tests of the room and stops at the first that fails. No file is changed. The
tests run once without a mutant before, and are watched: a mutant meets those alone that come to its
line, the quickest first. One that no test kills is printed with its place: a test is missing, or
the code says something twice. The rooms and their tests are in `mutation_rooms.ROOMS`.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.mutation_changes import CORE, Mutant, mutants
from benchmarks.mutation_reach import Reach, measure, read, try_mutant
from benchmarks.mutation_rooms import ROOMS, Room

LONGEST = 300
"""Seconds of a processor for the tests of one mutant, whatever they take without it."""


def main() -> int:
    """Print what survived, and the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    parser.add_argument("--count", type=int, default=25, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=(), metavar="FILE:LINE", help="these lines")
    parser.add_argument("--with", nargs="+", default=(), dest="tests", metavar="TEST", help="more")
    given = parser.parse_args()
    os.environ.update(CI="1", NIANBAO_EXAMPLES="20")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(CORE.parent)
    _warm_up()
    table: dict[str, Counter[str]] = {}
    for name in given.rooms or ROOMS:
        room = ROOMS[name]
        found = mutants(room.modules)
        known = len(found)
        if given.only:
            found = [m for m in found if f"{m.module}:{m.line}" in given.only]
        else:
            random.Random(f"{name} {given.seed}").shuffle(found)  # noqa: S311
        tests = (*room.tests, *given.tests)
        table[name] = _try(Room(room.modules, tests), found[: given.count], known)
    columns = ("all", "tried", "killed", "hung", "survived")
    print("| room |" + "".join(f" {column} |" for column in columns))
    for name, counts in table.items():
        print(f"| {name} |" + "".join(f" {counts[column]} |" for column in columns))
    return 0


def _try(room: Room, chosen: Sequence[Mutant], known: int) -> Counter[str]:
    counts = Counter(all=known)
    reach = _reach(room)
    if reach is None:
        print(f"the tests {room.tests} fail without any mutant", flush=True)
        return counts
    for mutant in chosen:
        began = time.monotonic()
        killers = reach.killers(mutant)
        outcome = _run(mutant, killers, reach) if killers else "survived"
        counts[outcome] += 1
        counts["tried"] += 1
        if outcome != "killed":
            by = f"{len(killers)} tests, {time.monotonic() - began:.0f} s"
            place = f"{mutant.module}:{mutant.line}"
            print(f"{outcome}: {place} {mutant.what} [{by}]", flush=True)
    return counts


def _reach(room: Room) -> Reach | None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "reach.json"
        status = _apart(lambda: 0 if measure(room.modules, room.tests, kept) else 1)
        return read(kept) if status == 0 else None


def _run(mutant: Mutant, killers: Sequence[str], reach: Reach) -> str:
    usual = sum(reach.seconds[test] for test in killers)
    status = _apart(lambda: try_mutant(mutant, killers), min(LONGEST, 20 + 3 * int(usual)))
    if status < 0:
        return "hung" if -status in {signal.SIGXCPU, signal.SIGKILL} else "killed"
    return "survived" if status == 0 else "killed"


def _apart(work: Callable[[], int], seconds: int | None = None) -> int:
    """Do work in a process of its own that says nothing; return how it ended."""
    import resource

    child = os.fork()
    if child == 0:
        status = 3
        try:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _warm_up() -> None:
    """Import once what every child would import again, and nothing of our own."""
    import docx  # noqa: F401
    import hypothesis  # noqa: F401
    import lxml.html  # type: ignore[import-untyped]  # noqa: F401  # lxml ships no types
    import openpyxl  # noqa: F401
    import pytest  # noqa: F401
    from PySide6 import QtWidgets  # noqa: F401


if __name__ == "__main__":
    sys.exit(main())
