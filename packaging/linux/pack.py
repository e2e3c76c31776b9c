#!/usr/bin/env python3
"""Make the Linux packages of a frozen program: .deb, .tar.xz, bill of materials, check sums.

    python packaging/linux/pack.py dist/nianbao build/build/sources.json dist/packages

build.sh calls this in the build root. The bytes depend on the commit and the root alone: times are
those of the commit, names are in order, owners are root.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from deb import packed, settle, write_deb
from inventory import Component, inventory
from layouts import DATA, Layout, control_file, layouts, make_tree
from sbom import bill
from texts import collect_licences, write

from core.base.version import VERSION


def make_deb(
    layout: Layout, work: Path, frozen: Path, components: tuple[Component, ...], target: Path
) -> None:
    """Make one of the packages for Debian and its kin."""
    tree = work / "deb"
    make_tree(layout, tree, frozen, components)
    write_deb(tree, control_file(layout, tree), work / "control", target / layout.file)


def make_archive(work: Path, frozen: Path, target: Path) -> None:
    """Make the archive for a stick."""
    folder = work / "archive" / "nianbao"
    shutil.copytree(frozen, folder)
    for name, source in (("portable.txt", "portable.txt"), ("使用说明.txt", "README.txt")):
        write(folder / name, (DATA / source).read_bytes())
    settle(folder)
    target.write_bytes(packed(folder.parent, "nianbao"))


def main(arguments: list[str]) -> int:
    """Make all packages."""
    frozen, sources, target = (Path(argument).resolve() for argument in arguments)
    work = target.parent / "packing"
    for folder in (work, target):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    components = inventory(sources)
    collect_licences(frozen, components)
    name = f"nianbao-{VERSION}-linux-amd64"
    for place, layout in layouts().items():
        make_deb(layout, work / f"deb-{place}", frozen, components, target / place)
    make_archive(work, frozen, target / f"{name}.tar.xz")
    text = json.dumps(bill(components), ensure_ascii=False, indent=1, sort_keys=True)
    write(target / f"{name}.cdx.json", f"{text}\n")
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(target)}\n"
        for file in sorted(target.rglob("*"))
        if file.is_file()
    ]
    write(target / "SHA256SUMS", "".join(sums))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
