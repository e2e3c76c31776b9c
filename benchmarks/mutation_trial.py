"""Mutants of a room against its tests, in copies of one process that has found the tests already.

The tests run once without a mutant, and are watched: a mutant meets those alone that come to its
line, the quickest first. It is put into the functions that are there; only one whose lines run as
modules are imported needs a process that imports them anew.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from unittest.mock import patch

import coverage
import pytest

from benchmarks.mutation_changes import CORE, Importing, Mutant, put_in

ROOT = CORE.parent
QUICK = 30
"""So many of the quickest tests are run first, whatever file they stand in."""
LONGEST = 300
"""Seconds of a processor for the tests of one mutant, whatever they take without it."""
USUAL = ("-x", "-q", "-s", "-p", "no:cacheprovider", "--assert=plain", "--no-header")
ANEW = 77
"""How a process ends whose mutant needs another that imports its module."""


@dataclass
class Reach:
    """The tests of a room by the line that they run, ``""`` for what no test alone runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    failing: list[str] = field(default_factory=list)
    """Those that fail without any mutant, which are left out."""
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def killers(self, mutant: Mutant) -> tuple[list[str], bool]:
        """Return the tests that may see a mutant, the likeliest to be over soon first.

        Tell as well whether its line is run as modules are imported.
        """
        lines = self.lines.get(mutant.module, {})
        chosen = set(lines.get(mutant.line, ()))
        if not chosen:
            first, last = mutant.within
            chosen = {test for n in range(first, last + 1) for test in lines.get(n, ())}
        wanted = self.seconds.keys() if "" in chosen else chosen & self.seconds.keys()
        ranked = sorted(wanted, key=lambda test: (test not in chosen, self.seconds[test]))
        # The rest file by file, so that what a file sets up once is set up once.
        rest = sorted(ranked[QUICK:], key=lambda test: test.partition("::")[0])
        return ranked[:QUICK] + rest, "" in chosen


Told = Callable[[str], object]


def try_room(
    tests: Sequence[str], mutants: Sequence[Mutant], folder: Path, longest: int, told: Told
) -> int:
    """Find tests in this process and try mutants in copies of it; return how pytest ended.

    After ``longest`` seconds no further mutant is begun.
    """
    files = [str(CORE / f"{module}.py") for module in {each.module for each in mutants}]
    measured = coverage.Coverage(data_file=None, include=files, config_file=False)
    measured.set_option("run:disable_warnings", ["no-data-collected"])
    trial = _Trial(mutants, measured, folder, longest, told)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    measured.start()
    _read_here()
    paths = [str(ROOT / "tests" / "core" / f"{name}.py") for name in tests]
    return int(pytest.main([*_usual(folder), *paths], plugins=[trial]))


def _apart(work: Callable[[], int], seconds: int | None = None) -> int:
    """Do work in a process of its own; return how it ended."""
    import resource

    child = os.fork()
    if child == 0:
        status = 3
        try:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _usual(folder: Path) -> list[str]:
    return [*USUAL, f"--rootdir={ROOT}", f"--basetemp={folder / 'tests'}"]


def _read_here() -> None:
    """Read in this process what is otherwise read apart, where no change would be made."""
    from core.apart import child

    patch("core.reading.door.read_apart", lambda request, *_more: child.read(request)).start()


class _Trial:
    """Tries the mutants where pytest would run the tests that it found."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        measured: coverage.Coverage,
        folder: Path,
        longest: int,
        told: Told,
    ) -> None:
        self._mutants = mutants
        self._measured = measured
        self._folder = folder
        self._told = told
        self._end = time.monotonic() + longest

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("tests cannot be imported")
        self._measured.stop()
        imported = self._lines(self._measured)
        gc.unfreeze()
        kept = self._folder / "reach.json"
        _apart(lambda: self._measure(session, kept))
        reach = _read(kept, imported)
        for test in reach.failing:
            del reach.seconds[test]
            self._told(f"left out: {test}, which fails without any mutant")
        by_name = {item.nodeid: item for item in session.items}
        for mutant in self._mutants:
            began = time.monotonic()
            if began > self._end:
                break
            killers, is_imported = reach.killers(mutant)
            seconds = min(LONGEST, 20 + 3 * int(sum(reach.seconds[test] for test in killers)))
            items = [by_name[test] for test in killers]
            status = 0
            if killers:
                status = ANEW if is_imported else _apart(lambda: _put_in(mutant, items), seconds)  # noqa: B023
            if status == ANEW:
                status = _apart(lambda: _import_anew(mutant, killers, self._folder), seconds)  # noqa: B023
            by = f"{len(killers)} tests, {time.monotonic() - began:.0f} s"
            place = f"{mutant.module}:{mutant.line}"
            self._told(f"{_outcome(status)}: {place} {mutant.what} [{by}]")
        return True

    def _measure(self, session: pytest.Session, kept: Path) -> int:
        """Run the tests and write down which lines each runs, and how long it takes."""
        self._measured.start()
        seconds, failing = {}, []
        for item, after in _with_next(session.items):
            self._measured.switch_context(item.nodeid)
            began, failed = time.process_time(), session.testsfailed
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            seconds[item.nodeid] = time.process_time() - began
            if session.testsfailed > failed:
                failing.append(item.nodeid)
        self._measured.stop()
        said = {"seconds": seconds, "failing": failing, "lines": self._lines(self._measured)}
        kept.write_text(json.dumps(said))
        return 0

    def _lines(self, measured: coverage.Coverage) -> dict[str, dict[int, list[str]]]:
        data = measured.get_data()
        return {
            module: data.contexts_by_lineno(str(CORE / f"{module}.py"))
            for module in {each.module for each in self._mutants}
        }


def _read(kept: Path, imported: dict[str, dict[int, list[str]]]) -> Reach:
    said = json.loads(kept.read_text())
    lines = {
        module: {int(line): [test for test in tests if test] for line, tests in each.items()}
        for module, each in said["lines"].items()
    }
    for module, each in imported.items():
        for line in each:
            lines[module].setdefault(line, []).append("")
    return Reach(said["seconds"], said["failing"], lines)


def _put_in(mutant: Mutant, items: Sequence[pytest.Item]) -> int:
    """Run tests with a mutant in this process, until the first that fails."""
    if not put_in(mutant):
        return ANEW
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("core."):
            each.cache_clear()
    session = items[0].session
    for item, after in _with_next(items):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return 1
    return 0


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _import_anew(mutant: Mutant, killers: Sequence[str], folder: Path) -> int:
    """Run tests in a new process, which imports the module with its change."""
    given = folder / "mutant.json"
    given.write_text(json.dumps([mutant.module, mutant.number, killers, str(folder)]))
    os.execv(sys.executable, [sys.executable, "-m", "benchmarks.mutation_trial", str(given)])  # noqa: S606


def _outcome(status: int) -> str:
    if status < 0:
        return "hung" if -status in {signal.SIGXCPU, signal.SIGKILL} else "killed"
    return "survived" if status == 0 else "killed"


class _Order:
    """Leaves only the tests that are wanted, in their order."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._rank = {test: rank for rank, test in enumerate(wanted)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if item.nodeid in self._rank]
        items[:] = sorted(wanted, key=lambda item: self._rank[item.nodeid])


def _main() -> int:
    """Try the one mutant that a file names."""
    module, number, killers, folder = json.loads(Path(sys.argv[1]).read_text())
    sys.meta_path.insert(0, Importing(module, number))
    _read_here()
    files = dict.fromkeys(str(ROOT / test.partition("::")[0]) for test in killers)
    return int(pytest.main([*_usual(Path(folder)), *files], plugins=[_Order(killers)]))


if __name__ == "__main__":
    sys.exit(_main())
