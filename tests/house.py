"""The house as it stands: modules, rooms, who imports whom; and the map that the docs show.

    python -m tests.house            counts the rooms and draws the map
    python -m tests.house --write    renews the map in docs/architecture.md

A room is a folder with modules; a loose module at the top of core/ or gui/ is a room of its own.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAP_PAGE = ROOT / "docs/architecture.md"
HOUSE = ("resources", "core", "gui", "nianbao")
NOT_SOURCE = {".git", ".venv", ".coverage", "build", "dist", "__pycache__", ".hypothesis"}
_MAP = re.compile("(?<=<!-- map -->\n```\n).*?(?=```\n<!-- /map -->)", re.DOTALL)
_WIDTH = 100


def source_files() -> list[Path]:
    """Return every file of the project, without what tools and builds left."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [
            name
            for name in inner
            if name not in NOT_SOURCE and not name.endswith((".egg-info", "_cache"))
        ]
        # In a second work tree of git, .git is a file that says where the first one is.
        # Who has a document open leaves a mark beside it, the sample's in some tests.
        found += [
            Path(folder, name)
            for name in names
            if name not in NOT_SOURCE and not name.startswith(".~")
        ]
    return sorted(found)


def name_of(path: Path) -> str:
    """Return a module's dotted name."""
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


@cache
def imports() -> Mapping[str, set[str]]:
    """Return what each module imports; most that know the house never ask."""
    return {name: imports_of(name) for name in MODULES}


def is_in(name: str, *packages: str) -> bool:
    """Tell whether a module is one of these packages or inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def room_of(name: str) -> str | None:
    """Return the room a module is in; None outside the house."""
    if not is_in(name, *HOUSE):
        return None
    is_room = MODULES[name].stem == "__init__" or name.count(".") < 2
    return name if is_room else name.rpartition(".")[0]


def rooms() -> dict[str, set[str]]:
    """Return the rooms, each with the other rooms that it uses."""
    found: dict[str, set[str]] = {}
    for name, targets in imports().items():
        room = room_of(name)
        if room is not None:
            used = {room_of(target) for target in targets if target in MODULES}
            found.setdefault(room, set()).update(each for each in used if each not in {room, None})
    empty = {"core", "gui"}  # They hold rooms and nothing else.
    return {room: used for room, used in found.items() if room not in empty}


def floors(arrows: Mapping[str, set[str]]) -> dict[str, int]:
    """Return each room's floor: one above the highest that it uses. Raises CycleError."""
    found: dict[str, int] = {}
    for room in TopologicalSorter(arrows).static_order():
        found[room] = 1 + max((found[used] for used in arrows[room]), default=-1)
    return found


def circles(arrows: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the circle that these arrows go in, if they do."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def purpose(room: str) -> str:
    """Return what a room is for: the first line of its own docstring, without the full stop."""
    text = ast.get_docstring(ast.parse(MODULES[room].read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).rstrip(".")


def draw(house: Iterable[tuple[int, str]]) -> str:
    """Draw the map: the rooms floor by floor, the lowest first, each with its purpose."""
    lines = []
    shown = -1
    for floor, room in sorted(house):
        place = room.replace(".", "/") + ("/" if MODULES[room].stem == "__init__" else ".py")
        mark = f"{floor:2}" if floor != shown else "  "
        shown = floor
        head = f"{mark}  {place:<22} "
        indent = " " * len(head)
        lines += textwrap.wrap(head + purpose(room), _WIDTH, subsequent_indent=indent)
    return "\n".join(lines) + "\n"


def map_shown() -> str:
    """Return the map that docs/architecture.md shows."""
    found = _MAP.search(MAP_PAGE.read_text("utf-8"))
    return found[0] if found else ""


def counts() -> str:
    """Count rooms, floors and arrows of core/ and of gui/, and the circles of files and folders."""
    arrows = rooms()
    lines = []
    for top in ("core", "gui"):
        own = {
            room: {u for u in used if is_in(u, top)}
            for room, used in arrows.items()
            if is_in(room, top)
        }
        height = 1 + max(floors(own).values()) if not circles(own) else "?"
        number = sum(map(len, own.values()))
        loose = sum(MODULES[room].stem != "__init__" for room in own)
        lines.append(
            f"{top}/: {len(own) - loose} rooms and {loose} loose modules on {height} floors, "
            f"{number} arrows between them"
        )
    ours = {
        name: {t for t in targets if t in MODULES and t != name}
        for name, targets in imports().items()
        if is_in(name, *HOUSE)
    }
    lines.append(f"circles of files: {' → '.join(circles(ours)) or 'none'}")
    lines.append(f"circles of folders: {' → '.join(circles(arrows)) or 'none'}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the counts and the map; renew the page if told so."""
    from tests.test_architecture import ROOMS

    drawn = draw((floor, room) for room, floor in ROOMS.items())
    if "--write" in sys.argv[1:]:
        page = MAP_PAGE.read_text("utf-8")
        MAP_PAGE.write_text(_MAP.sub(lambda _: drawn, page), "utf-8")
    sys.stdout.write(f"{drawn}\n{counts()}")


if __name__ == "__main__":
    main()
