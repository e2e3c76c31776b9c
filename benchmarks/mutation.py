"""Tests the tests: small faults put into the rooms where a wrong figure could arise in silence.

    python -m benchmarks.mutation [ROOM …] [--count N] [--seed N] [--seconds N]

Each mutant is one change of one expression or statement, made in the memory of a
process that runs the tests of the room that come to its line and stops at the first that fails. No
file is changed. A mutant that no test kills is printed with its place: a test is missing, or the
code says something twice. The rooms and their tests are in `mutation_rooms.ROOMS`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.mutation_changes import CORE, Mutant, mutants
from benchmarks.mutation_rooms import ROOMS, Room
from benchmarks.mutation_trial import try_room


def main() -> int:
    """Print what survived, and the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    parser.add_argument("--count", type=int, default=25, help="mutants of each room")
    parser.add_argument("--seconds", type=int, default=3600, help="begin no mutant of a room later")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=(), metavar="FILE:LINE", help="these lines")
    parser.add_argument("--with", nargs="+", default=(), dest="tests", metavar="TEST", help="more")
    given = parser.parse_args()
    os.environ.update(CI="1", NIANBAO_EXAMPLES="10")
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
        table[name] = _try(Room(room.modules, tests), found[: given.count], known, given.seconds)
    columns = ("all", "tried", "killed", "hung", "survived")
    print("| room |" + "".join(f" {column} |" for column in columns))
    for name, counts in table.items():
        print(f"| {name} |" + "".join(f" {counts[column]} |" for column in columns))
    return 0


def _try(room: Room, chosen: Sequence[Mutant], known: int, longest: int) -> Counter[str]:
    """Try mutants in a process of its own; print what is not killed and count them all."""
    counts = Counter(all=known)
    reader, writer = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            try:
                try_room(
                    *(room.tests, chosen, Path(folder), longest),
                    lambda line: os.write(writer, f"{line}\n".encode()),
                )
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as said:
            for line in said:
                outcome = line.partition(":")[0]
                counts[outcome] += 1
                if outcome != "killed":
                    print(line, end="", flush=True)
        os.waitpid(child, 0)
    counts["tried"] = sum(counts[outcome] for outcome in ("killed", "hung", "survived"))
    if chosen and not counts["tried"]:
        print(f"the tests {', '.join(room.tests)} cannot be run")
    return counts


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
