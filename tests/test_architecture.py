"""The shape of the program: who may import whom, how long a module may be, what no file says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house import (
    FILES,
    HOUSE,
    MODULES,
    ROOT,
    circles,
    draw,
    imports,
    is_in,
    map_shown,
    room_of,
    rooms,
)

# The rooms and the floors they stand on. A room uses only rooms on lower floors. A new room needs
# a line here, and a docstring that says what it is for; the map in docs/architecture.md follows
# (`make map`).
ROOMS = {
    "core.figures": 0,
    "gui.words": 0,
    "resources": 0,
    "core.base": 1,
    "core.forms": 1,
    "core.labels": 2,
    "core.report": 2,
    "core.settings": 2,
    "core.texts": 3,
    "core.checks": 4,
    "core.printed": 4,
    "core.cells": 5,
    "core.document": 5,
    "core.picture": 5,
    "core.repair": 5,
    "core.signing": 5,
    "core.sources": 5,
    "core.apart": 6,
    "core.exports.parts": 6,
    "core.keeping": 6,
    "core.recognition": 6,
    "core.clipboard": 7,
    "core.exports.excel": 7,
    "core.exports.web": 7,
    "core.exports.word": 7,
    "core.reading": 7,
    "gui.state": 7,
    "core.collection": 8,
    "core.exports": 8,
    "core.returning": 8,
    "core.rollup": 8,
    "core.years": 8,
    "gui.look": 8,
    "core.publishing": 9,
    "core.rollup.papers": 9,
    "core.self_check": 9,
    "core.sharing": 9,
    "gui.kit": 9,
    "gui.start": 9,
    "core.cli": 10,
    "gui.access": 10,
    "gui.printing": 10,
    "gui.returning": 10,
    "gui.sharing": 10,
    "gui.signing": 10,
    "gui.guide": 11,
    "gui.keeping": 11,
    "gui.panel": 11,
    "gui.tables": 11,
    "gui.texts": 11,
    "gui.proofreading": 12,
    "gui.reading": 12,
    "gui.series": 12,
    "gui.files": 13,
    "gui.rollup": 13,
    "gui.frame": 14,
    "gui.app": 15,
    "gui.self_check": 16,
    "nianbao": 17,
}
MAY_IMPORT_QT = ("gui", "tests", "benchmarks", "scripts", "packaging")
LONGEST_MODULE = 600
# Spelt backwards, so that this file does not say them itself.
NEVER_SAID = tuple(
    word[::-1]
    for word in ("/krow/", "/toor/", "lru-xedni", "yrarbil.", "gro.ipyp", "gro.detsohnohtyp")
)
ONLY_TESTS_SAY = ("../shared",)


def test_core_and_resources_know_neither_qt_nor_the_window() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in imports().items()
        if is_in(name, "core", "resources")
        for target in targets
        if is_in(target, "PySide6", "shiboken6", "gui")
    ]
    assert not wrong


def test_only_gui_imports_qt() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in imports().items()
        if not is_in(name, *MAY_IMPORT_QT)
        for target in targets
        if is_in(target, "PySide6", "shiboken6")
    ]
    assert not wrong


def test_every_room_has_its_line() -> None:
    assert set(rooms()) == set(ROOMS)


def test_a_room_uses_only_rooms_on_lower_floors() -> None:
    wrong = [
        f"{name} (floor {ROOMS[room]}) imports {target} (floor {ROOMS[other]})"
        for name, targets in imports().items()
        if (room := room_of(name)) in ROOMS
        for target in targets
        if target in MODULES and (other := room_of(target)) in ROOMS and other != room
        if ROOMS[other] >= ROOMS[room]
    ]
    assert not wrong


def test_neither_files_nor_folders_go_in_a_circle() -> None:
    files = {
        name: {target for target in targets if target in MODULES and target != name}
        for name, targets in imports().items()
        if is_in(name, *HOUSE)
    }
    assert not circles(files)
    assert not circles(rooms())


def test_no_module_is_loose_but_what_a_front_end_starts() -> None:
    loose = {room for room in ROOMS if MODULES[room].stem != "__init__"}
    assert loose == {"core.self_check", "gui.app", "gui.self_check", "nianbao"}


def test_nobody_in_the_frame_asks_what_kind_of_page_he_has() -> None:
    """A page does what it can of what every page is asked for (`gui.kit.page`)."""
    asked = {
        (name, ast.unparse(node))
        for name, path in MODULES.items()
        if is_in(name, "gui.frame")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"isinstance", "issubclass", "type"}
        and any(each.endswith("Page") for each in re.findall(r"\w+", ast.unparse(node)))
    }
    assert not asked


def test_no_reader_knows_what_its_source_is_called() -> None:
    """Whoever opened a source puts its name on, once (`naming`, `named`).

    A plain Problem is raised only with a path at hand, or about the process that reads.
    """
    of_the_process = {("core.apart.apart", "_start"), ("core.apart.handing_over", "unpack")}
    found = set()
    for name, path in MODULES.items():
        if not is_in(name, "core.sources", "core.recognition", "core.apart"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            taken = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
            found |= {(name, node.name, word) for word in taken & {"source", "source_name"}}
            if "path" in taken or (name, node.name) in of_the_process:
                continue
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Problem":
                    found.add((name, node.name, "Problem"))
    assert not found


def test_no_class_has_two_homes() -> None:
    """One word, one idea: the name of a public class says which one, wherever it is met."""
    homes: dict[str, list[str]] = {}
    for name, path in MODULES.items():
        if is_in(name, "core", "gui"):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes.setdefault(node.name, []).append(name)
    assert not {word: found for word, found in homes.items() if len(found) > 1}


def test_the_docs_show_the_map() -> None:
    assert map_shown() == draw((floor, room) for room, floor in ROOMS.items()), "make map renews it"


def test_only_the_entry_module_imports_the_command_line() -> None:
    importers = {
        name
        for name, targets in imports().items()
        if not is_in(name, "tests", "benchmarks", "core.cli")
        and any(is_in(each, "core.cli") for each in targets)
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
