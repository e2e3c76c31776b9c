"""Tests the tests: small faults put into the rooms where a wrong figure could arise in silence.

    python -m benchmarks.mutation [ROOM …] [--count N] [--seed N] [--only FILE:LINE]

Each mutant is one change of one expression or statement, made as its module is imported, by a
process that runs the tests of the room and stops at the first that fails. No file is changed. A
mutant that no test kills is printed with its place: a test is missing, or the code says something
twice. The rooms and their tests are in `ROOMS`.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 150
"""Seconds of a processor for the tests of one mutant; beyond it a mutant hangs, and is killed."""


@dataclass(frozen=True)
class Room:
    """Modules of core/, and the tests that stand for them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "value": Room(("figures/value",), ("test_value", "test_hostile_settings")),
    "words": Room(
        ("figures/number_words", "figures/share"), ("test_number_words", "test_text_units")
    ),
    "forms": Room(("forms/identities", "forms/carries"), ("test_form", "test_form_refusals")),
    "report": Room(("report/report", "report/edit"), ("test_report", "test_links")),
    "tallies": Room(
        ("checks/tally", "checks/equations", "checks/causes"), ("test_tally", "test_causes")
    ),
    "carries": Room(("checks/carry_check",), ("test_carries",)),
    "cells": Room(("cells/filling", "cells/facts"), ("test_filling", "test_cell_facts")),
    "clipboard": Room(
        ("clipboard/block", "clipboard/placing", "clipboard/labelled", "clipboard/plan"),
        ("test_pasting", "test_pasting_block", "test_pasting_html"),
    ),
    "rollup": Room(
        ("rollup/total", "rollup/gathering", "rollup/kept_sum", "rollup/earlier_sum"),
        ("test_rollup_walk", "test_rollup_kept_sum", "test_rollup_tables", "test_rollup_heap"),
    ),
    "reading": Room(
        (
            *("recognition/table_reading", "recognition/row_cells", "recognition/splitting"),
            *("recognition/deduction", "recognition/row_search", "recognition/table_figures"),
        ),
        ("test_reading", "test_reading_cells", "test_reading_layouts", "test_reading_running",
         "test_reading_row_order", "test_reading_torn", "test_reading_silent"),
    ),
    "sheets": Room(
        ("sources/sheet", "sources/formulas", "sources/sum_terms", "sources/number_format"),
        ("test_reading_spreadsheets", "test_reading_silent", "test_sum_terms",
         "test_reading_workbook"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A change by its module and its number among all of that module; ``what`` says it."""

    module: str
    number: int
    line: int
    what: str


_Change: TypeAlias = Callable[[], object]
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def changes(tree: ast.Module) -> Iterator[tuple[int, str, _Change]]:
    """Yield every change of a module that is worth a try: its line, its words, what makes it."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.FunctionDef):
            for node in owner.body:
                yield from _of_statement(owner.body, node)
                for each in ast.walk(node):
                    if isinstance(each, ast.expr):
                        yield from _of_expression(each)
                    elif isinstance(each, ast.If | ast.For | ast.While):
                        for inner in each.body:
                            yield from _of_statement(each.body, inner)


def _of_statement(body: list[ast.stmt], node: ast.stmt) -> Iterator[tuple[int, str, _Change]]:
    is_word = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Continue | ast.Break) and not is_word:

        def drop() -> None:
            body[body.index(node)] = ast.copy_location(ast.Pass(), node)

        yield node.lineno, f"without «{_words(node)}»", drop


def _of_expression(node: ast.expr) -> Iterator[tuple[int, str, _Change]]:
    for kind, changed in _CHANGED.items():
        if isinstance(node, kind):
            was = _words(node)
            for how, change in changed(node):
                yield node.lineno, f"«{was}» {how}", change


def _compared(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.Compare)  # noqa: S101  for the types alone
    for at, each in enumerate(node.ops):
        yield (
            f"with {_COMPARED[type(each)].__name__}",
            partial(node.ops.__setitem__, at, _COMPARED[type(each)]()),
        )


def _joined(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.BoolOp)  # noqa: S101
    for at, value in enumerate(node.values):
        yield f"without «{_words(value)}»", partial(node.values.__delitem__, at)
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "with the other of and, or", partial(setattr, node, "op", other)


def _counted(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.BinOp)  # noqa: S101
    if type(node.op) in _COUNTED:
        op = _COUNTED[type(node.op)]()
        yield f"with {type(op).__name__}", partial(setattr, node, "op", op)


def _signed(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.UnaryOp)  # noqa: S101
    if isinstance(node.op, ast.USub):
        yield "without its sign", partial(setattr, node, "op", ast.UAdd())
    elif isinstance(node.op, ast.Not):
        twice = ast.copy_location(ast.UnaryOp(ast.Not(), node.operand), node)
        yield "without its not", partial(setattr, node, "operand", twice)


def _chosen(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.IfExp)  # noqa: S101
    turned = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
    yield "the other way", partial(setattr, node, "test", turned)


def _constant(node: ast.expr) -> Iterator[tuple[str, _Change]]:
    assert isinstance(node, ast.Constant)  # noqa: S101
    if type(node.value) in {int, bool} and isinstance(node.value, int):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"as {value}", partial(setattr, node, "value", value)


_CHANGED: dict[type[ast.expr], Callable[[ast.expr], Iterator[tuple[str, _Change]]]] = {
    ast.Compare: _compared, ast.BoolOp: _joined, ast.BinOp: _counted, ast.UnaryOp: _signed,
    ast.IfExp: _chosen, ast.Constant: _constant,
}  # fmt: skip


def _words(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]


def mutants(room: Room) -> list[Mutant]:
    """Return every mutant of a room."""
    return [
        Mutant(module, number, line, what)
        for module in room.modules
        for number, (line, what, _) in enumerate(changes(_tree(module)))
    ]


def _tree(module: str) -> ast.Module:
    return ast.parse((ROOT / "core" / f"{module}.py").read_text("utf-8"))


class _Importing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of core/ with a change in it."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = f"core.{mutant.module.replace('/', '.')}"

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for that module alone."""
        if name != self._name:
            return None
        file = str(ROOT / "core" / f"{self._mutant.module}.py")
        spec = importlib.machinery.ModuleSpec(name, self, origin=file)
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        tree = _tree(self._mutant.module)
        _, _, change = next(c for n, c in enumerate(changes(tree)) if n == self._mutant.number)
        change()
        file = str(ROOT / "core" / f"{self._mutant.module}.py")
        exec(compile(ast.fix_missing_locations(tree), file, "exec"), module.__dict__)  # noqa: S102


def run(mutant: Mutant | None, tests: Sequence[str]) -> str:
    """Run tests against a mutant, or against none; return killed, survived or hung."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            status = _tests(mutant, tests)
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "hung" if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL} else "killed"
    return {0: "survived", 5: "no test"}.get(os.WEXITSTATUS(status), "killed")


def _tests(mutant: Mutant | None, tests: Sequence[str]) -> int:
    import resource

    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if mutant is not None:
        sys.meta_path.insert(0, _Importing(mutant))
    paths = [str(ROOT / "tests" / "core" / f"{name}.py") for name in tests]
    usual = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--no-header"]
    return int(pytest.main([*usual, f"--rootdir={ROOT}", *paths]))


def main() -> int:
    """Print what survived, and the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    parser.add_argument("--count", type=int, default=25, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="FILE:LINE, to try again what survived there")
    given = parser.parse_args()
    os.environ.update(CI="1", NIANBAO_EXAMPLES="20")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    _warm_up()
    table: dict[str, Counter[str]] = {}
    for name in given.rooms or ROOMS:
        room = ROOMS[name]
        found = mutants(room)
        if given.only:
            found = [m for m in found if given.only == f"{m.module}:{m.line}"]
        else:
            random.Random(f"{name} {given.seed}").shuffle(found)  # noqa: S311
        table[name] = _try(room, found[: given.count], len(found))
    columns = ("all", "tried", "killed", "hung", "survived")
    print("| room |" + "".join(f" {column} |" for column in columns))
    for name, counts in table.items():
        print(f"| {name} |" + "".join(f" {counts[column]} |" for column in columns))
    return 0


def _try(room: Room, chosen: Sequence[Mutant], known: int) -> Counter[str]:
    counts = Counter(all=known)
    if run(None, room.tests) != "survived":
        print(f"the tests {room.tests} fail without any mutant", flush=True)
        return counts
    for mutant in chosen:
        began = time.monotonic()
        outcome = run(mutant, room.tests)
        counts[outcome] += 1
        counts["tried"] += 1
        if outcome != "killed":
            took = time.monotonic() - began
            print(
                f"{outcome}: {mutant.module}:{mutant.line} {mutant.what} [{took:.0f} s]", flush=True
            )
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
