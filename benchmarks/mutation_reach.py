"""Which tests come to which lines of a room, and how long each takes: who may kill a mutant."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import coverage
import pytest

from benchmarks.mutation_changes import CORE, Importing, Mutant

ROOT = CORE.parent
QUICK = 30
"""So many of the quickest tests are run first, whatever file they stand in."""
USUAL = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--no-header")


@dataclass(frozen=True)
class Reach:
    """The tests of a room by the line that they run, ``""`` for what no test alone runs."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, frozenset[str]]]

    def killers(self, mutant: Mutant) -> list[str]:
        """Return the tests that may see a mutant, the likeliest to be over soon first."""
        lines = self.lines.get(mutant.module, {})
        chosen = lines.get(mutant.line, frozenset())
        if not chosen:
            first, last = mutant.within
            chosen = frozenset[str]().union(*(lines.get(n, ()) for n in range(first, last + 1)))
        wanted = self.seconds.keys() if "" in chosen else chosen & self.seconds.keys()
        ranked = sorted(wanted, key=lambda test: (test not in chosen, self.seconds[test]))
        # The rest file by file, so that what a file sets up once is set up once.
        return ranked[:QUICK] + sorted(ranked[QUICK:], key=lambda test: test.partition("::")[0])


def paths_of(tests: Iterable[str]) -> list[str]:
    """Return the files of tests that are named as they stand in tests/core."""
    return [str(ROOT / "tests" / "core" / f"{name}.py") for name in tests]


def measure(modules: Sequence[str], tests: Sequence[str], kept: Path) -> bool:
    """Run tests and write into a file what they reach; tell whether all passed."""
    files = {str(CORE / f"{module}.py"): module for module in modules}
    measured = coverage.Coverage(data_file=None, include=list(files), config_file=False)
    watch = _Watch(measured)
    measured.start()
    _read_here()
    status = pytest.main([*USUAL, f"--rootdir={ROOT}", *paths_of(tests)], plugins=[watch])
    measured.stop()
    data = measured.get_data()
    lines = {name: data.contexts_by_lineno(file) for file, name in files.items()}
    kept.write_text(json.dumps({"seconds": watch.seconds, "lines": lines}))
    return status == 0


def read(kept: Path) -> Reach:
    """Return what was measured."""
    said = json.loads(kept.read_text())
    lines = {
        module: {int(line): frozenset(tests) for line, tests in each.items()}
        for module, each in said["lines"].items()
    }
    return Reach(said["seconds"], lines)


def try_mutant(mutant: Mutant, killers: Sequence[str]) -> int:
    """Run the tests against a mutant in this process; return how pytest ended."""
    sys.meta_path.insert(0, Importing(mutant))
    _read_here()
    files = dict.fromkeys(str(ROOT / test.partition("::")[0]) for test in killers)
    return int(pytest.main([*USUAL, f"--rootdir={ROOT}", *files], plugins=[_Order(killers)]))


def _read_here() -> None:
    """Read in this process what is otherwise read apart, where no change would be made."""
    from core.apart import child

    patch("core.reading.door.read_apart", lambda request, *_more: child.read(request)).start()


class _Watch:
    """Tells a measurement which test runs, and adds up how long each takes."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured = measured
        self.seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._measured.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._measured.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration


class _Order:
    """Leaves only the tests that are wanted, in their order."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._rank = {test: rank for rank, test in enumerate(wanted)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if item.nodeid in self._rank]
        items[:] = sorted(wanted, key=lambda item: self._rank[item.nodeid])
