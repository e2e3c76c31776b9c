"""The shape of the program: who may import whom, how long a module may be, what no file says."""

from __future__ import annotations

import ast
import os
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A module imports only from its own layer or a lower one. The longest name that fits counts,
# so a line is needed only for what differs from its package.
LAYERS = {
    "resources": 0,
    # What knows no report: the words of the trade, the blank form, plain services.
    "core.address": 1,
    "core.value": 1,
    "core.problem": 1,
    "core.finding": 1,
    "core.version": 1,
    "core.atomic": 1,
    "core.exact_json": 1,
    "core.deadline": 1,
    "core.settings": 1,
    "core.forms": 1,
    # The report, its checks, its file.
    "core": 2,
    "core.office": 3,
    "core.reading": 3,
    "core.writing": 3,
    "core.pasting": 3,
    "core.returning": 3,
    "core.series": 3,
    "core.cli": 4,
    "core.self_check": 4,
    "gui.commands": 5,
    "gui.document": 5,
    "gui.editing": 5,
    "gui.input_method": 5,
    "gui.look": 5,
    "gui.preferences": 5,
    "gui": 6,
    "gui.window": 7,
    "gui.app": 8,
    "gui.self_check": 8,
    "nianbao": 9,
}
MAY_IMPORT_QT = ("gui", "tests", "benchmarks", "scripts", "packaging")
LONGEST_MODULE = 600
NOT_SOURCE = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
# Spelt backwards, so that this file does not say them itself.
NEVER_SAID = tuple(
    word[::-1]
    for word in ("/krow/", "/toor/", "lru-xedni", "yrarbil.", "gro.ipyp", "gro.detsohnohtyp")
)
ONLY_TESTS_SAY = ("../shared",)


def source_files() -> list[Path]:
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [
            name
            for name in inner
            if name not in NOT_SOURCE and not name.endswith((".egg-info", "_cache"))
        ]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = source_files()
MODULES = {name_of(path): path for path in FILES if path.suffix == ".py"}


def imports_of(name: str) -> set[str]:
    """Name the modules this one imports, at its top or inside a function."""
    path = MODULES[name]
    package = name.split(".") if path.stem == "__init__" else name.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*above, node.module] if node.module else above)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in MODULES else base)
    return found


IMPORTS = {name: imports_of(name) for name in MODULES}


def is_in(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def layer_of(name: str) -> int | None:
    fitting = [prefix for prefix in LAYERS if is_in(name, prefix)]
    return LAYERS[max(fitting, key=len)] if fitting else None


def test_core_and_resources_know_neither_qt_nor_the_window() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in IMPORTS.items()
        if is_in(name, "core", "resources")
        for target in targets
        if is_in(target, "PySide6", "shiboken6", "gui")
    ]
    assert not wrong


def test_only_gui_imports_qt() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in IMPORTS.items()
        if not is_in(name, *MAY_IMPORT_QT)
        for target in targets
        if is_in(target, "PySide6", "shiboken6")
    ]
    assert not wrong


def test_the_arrows_point_down() -> None:
    wrong = []
    for name, targets in IMPORTS.items():
        own = layer_of(name)
        for target in targets:
            other = layer_of(target)
            if own is not None and other is not None and other > own:
                wrong.append(f"{name} (layer {own}) imports {target} (layer {other})")
    assert not wrong


def test_no_import_goes_in_a_circle() -> None:
    ours = {
        name: {target for target in targets if target in MODULES and target != name}
        for name, targets in IMPORTS.items()
        if layer_of(name) is not None
    }
    try:
        TopologicalSorter(ours).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_only_the_entry_module_imports_the_command_line() -> None:
    importers = {
        name
        for name, targets in IMPORTS.items()
        if not is_in(name, "tests", "core.cli") and any(is_in(each, "core.cli") for each in targets)
    }
    assert importers <= {"nianbao"}


def test_no_module_is_too_long() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}


def test_no_file_speaks_of_the_machine_it_was_made_on() -> None:
    wrong = []
    for path in FILES:
        inside = path.relative_to(ROOT)
        if path == Path(__file__).resolve():
            continue
        content = path.read_bytes()
        words = NEVER_SAID if inside.parts[0] == "tests" else NEVER_SAID + ONLY_TESTS_SAY
        wrong += [f"{inside} says {word}" for word in words if word.encode() in content]
    assert not wrong
