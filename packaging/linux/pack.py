#!/usr/bin/env python3
"""Make the Linux packages of a frozen program: .deb, .tar.xz, bill of materials, check sums.

    python packaging/linux/pack.py dist/nianbao build/build/sources.json dist/packages

build.sh calls this in the build root. The bytes depend on the commit and the root alone: times are
those of the commit, names are in order, owners are root.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from dependencies import dependencies
from icons import DRAWING, SIZES, draw
from inventory import COMMON, Component, inventory
from inventory import PROGRAM as FILE
from sbom import bill
from texts import collect_licences, texts_of, write

from core.base.version import VERSION

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = HERE / "data"
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
DATE = datetime.fromtimestamp(EPOCH, UTC)
MAINTAINER = os.environ.get("NIANBAO_MAINTAINER", "Nianbao <nianbao@localhost>")
PROGRAM = "opt/nianbao"
OURS = "MulanPSL-2.0"


def debian_version() -> str:
    """Return the package's version: that of the release, or before it where none is tagged."""
    if os.environ.get("NIANBAO_RELEASE") == f"v{VERSION}":
        return VERSION
    return f"{VERSION}~{DATE:%Y%m%d%H%M}.{os.environ.get('NIANBAO_COMMIT', '')[:7] or 'local'}"


def fill(template: str) -> str:
    """Return a file of `data` with the version and the date put in."""
    text = (DATA / template).read_text("utf-8")
    return text.replace("@VERSION@", VERSION).replace("@DATE@", f"{DATE:%Y-%m-%d}")


def copyright_file(components: tuple[Component, ...]) -> str:
    """Write whose everything is, as Debian's machine-readable format has it."""
    paragraphs = [(DATA / "copyright").read_text("utf-8").strip()]
    by_place: dict[tuple[str, ...], list[Component]] = {}
    texts = {OURS: {"nianbao.txt"}}
    for part in components:
        by_place.setdefault(part.places, []).append(part)
        for name in single_licences(part.licence):
            texts.setdefault(name, set()).update(texts_of(part))
    for places, parts in sorted(by_place.items()):
        holders = list(dict.fromkeys(part.holder for part in parts))
        licences = list(dict.fromkeys(debian_licence(part.licence) for part in parts))
        if places == (FILE,):
            holders.append("the Nianbao developers")
            licences.append(OURS)
        paragraphs.append(
            "\n ".join(["Files:", *(f"{PROGRAM}/{place}" for place in places)])
            + "\n ".join(["\nCopyright:", *holders])
            + f"\nLicense: {', and '.join(licences)}"
            + "\n ".join(
                ["\nComment:", *(f"{p.name} {p.version}".strip() + f": {p.licence}" for p in parts)]
            )
        )
    for licence, files in sorted(texts.items()):
        where = "\n  ".join(["", *(f"/{PROGRAM}/licences/{file}" for file in sorted(files))])
        common = {"LGPL-3.0-only": "LGPL-3"}.get(licence, licence)
        also = f"\n It is also in {COMMON / common}." if (COMMON / common).exists() else ""
        paragraphs.append(f"License: {licence}\n The whole text is in{where}{also}")
    return "\n\n".join(paragraphs) + "\n"


def debian_licence(expression: str) -> str:
    """Write an expression of SPDX as the copyright file does."""
    changes = {") AND ": ", and ", "(": "", ")": "", " AND ": " and ", " OR ": " or "}
    changes |= {" WITH ": " with ", "-exception": " exception"}
    for old, new in changes.items():
        expression = expression.replace(old, new)
    return expression


def single_licences(expression: str) -> set[str]:
    """Return the licences that an expression of SPDX names, as the copyright file does."""
    return set(re.split(r",? (?:and|or) ", debian_licence(expression)))


def control_file(tree: Path, program: Path) -> str:
    """Write what the package is and what it needs."""
    size = sum(-(-f.stat().st_size // 1024) for f in tree.rglob("*") if not f.is_symlink())
    depends, recommends = dependencies(program)
    return (
        "Package: nianbao\n"
        f"Version: {debian_version()}\n"
        "Architecture: amd64\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {', '.join(depends)}\n"
        f"Recommends: {', '.join(recommends)}\n"
        "Section: misc\n"
        "Priority: optional\n"
        "Description: annual reports on government information disclosure (年报)\n"
        " Fills, checks, rolls up, prints and exports the statutory annual report on the\n"
        " disclosure of government information (政府信息公开工作年度报告) of Chinese\n"
        " government offices. Every sum is kept in balance while one types. It needs no\n"
        " network and never uses one.\n"
    )


def make_tree(tree: Path, frozen: Path, components: tuple[Component, ...]) -> None:
    """Lay out all files of the .deb."""
    shutil.copytree(frozen, tree / PROGRAM)
    link = tree / "usr/bin/nianbao"
    link.parent.mkdir(parents=True)
    link.symlink_to("/opt/nianbao/nianbao")
    share = tree / "usr/share"
    write(share / "applications/nianbao.desktop", fill("nianbao.desktop"))
    write(share / "mime/packages/nianbao.xml", fill("nianbao.xml"))
    write(share / "metainfo/nianbao.metainfo.xml", fill("nianbao.metainfo.xml"))
    for size in SIZES:
        write(share / f"icons/hicolor/{size}x{size}/apps/nianbao.png", draw(size))
    write(share / "icons/hicolor/scalable/apps/nianbao.svg", DRAWING.read_bytes())
    for folder, page in (("man1", "nianbao.1"), ("zh_CN/man1", "nianbao.zh_CN.1")):
        write(share / "man" / folder / "nianbao.1.gz", gzip.compress(fill(page).encode(), mtime=0))
    write(share / "doc/nianbao/copyright", copyright_file(components))
    changes = (
        f"nianbao ({debian_version()}) stable; urgency=medium\n\n"
        "  * What is new is told in changes.md.gz.\n\n"
        f" -- {MAINTAINER}  {format_datetime(DATE)}\n"
    )
    write(share / "doc/nianbao/changelog.gz", gzip.compress(changes.encode(), mtime=0))
    news = (ROOT / "CHANGELOG.md").read_bytes()
    write(share / "doc/nianbao/changes.md.gz", gzip.compress(news, mtime=0))
    write(share / "lintian/overrides/nianbao", fill("lintian-overrides"))


def make_deb(work: Path, frozen: Path, components: tuple[Component, ...], target: Path) -> None:
    """Make the .deb.

    Not with dpkg-deb, whose compression knows nothing of programs: that costs two megabytes.
    """
    tree, about = work / "deb", work / "control"
    make_tree(tree, frozen, components)
    settle(tree)
    sums = [
        f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(tree)}\n"  # noqa: S324  dpkg's format
        for file in sorted(tree.rglob("*"))
        if file.is_file() and not file.is_symlink()
    ]
    write(about / "md5sums", "".join(sums))
    write(about / "control", control_file(tree, frozen))
    settle(about)
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": packed(about, "."),
        "data.tar.xz": packed(tree, "."),
    }
    with target.open("wb") as file:
        file.write(b"!<arch>\n")
        for name, content in members.items():
            file.write(
                f"{name:<16}{EPOCH:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
            )
            file.write(content + b"\n" * (len(content) % 2))


def make_archive(work: Path, frozen: Path, target: Path) -> None:
    """Make the archive for a stick."""
    folder = work / "archive" / "nianbao"
    shutil.copytree(frozen, folder)
    write(folder / "portable.txt", fill("portable.txt"))
    write(folder / "使用说明.txt", fill("README.txt"))
    settle(folder)
    target.write_bytes(packed(folder.parent, "nianbao"))


def packed(folder: Path, name: str) -> bytes:
    """Return a file or folder as a .tar.xz that does not tell who made it on what day."""
    command = ["tar", "--create", "--format=gnu", "--sort=name", "--owner=0", "--group=0"]
    command += ["--numeric-owner", f"--mtime=@{EPOCH}", f"--directory={folder}", name]
    plain = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    # The addresses in programs for x86 compress better when they count from the file's beginning.
    command = ["xz", "--threads=1", "--x86", "--lzma2=preset=9e", "--stdout"]
    return subprocess.run(command, check=True, input=plain, stdout=subprocess.PIPE).stdout


def settle(tree: Path) -> None:
    """Give every file the time of the commit and plain rights."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == "nianbao" and path.parent.name == "nianbao")
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)


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
    make_deb(work, frozen, components, target / f"nianbao_{debian_version()}_amd64.deb")
    make_archive(work, frozen, target / f"{name}.tar.xz")
    text = json.dumps(bill(components), ensure_ascii=False, indent=1, sort_keys=True)
    write(target / f"{name}.cdx.json", f"{text}\n")
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(target.iterdir())
    ]
    write(target / "SHA256SUMS", "".join(sums))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
