"""Where everything lies in each .deb: ours, and those that the stores of UOS and Kylin ask for.

docs/releasing.md says which rule comes from where.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from deb import EPOCH
from dependencies import dependencies
from icons import DRAWING, SIZES, draw
from inventory import Component
from rights import copyright_file
from texts import write

from core.base.version import VERSION

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
NEWS = HERE.parent.parent / "CHANGELOG.md"
DATE = datetime.fromtimestamp(EPOCH, UTC)
MAINTAINER = os.environ.get("NIANBAO_MAINTAINER", "Nianbao <nianbao@localhost>")
APP_ID = os.environ.get("NIANBAO_APP_ID") or "cn.nianbao.report"
"""The name in the stores: a domain of whoever hands the package in, from its end, and a word."""

PERMISSIONS = {
    "autostart": False,
    "notification": False,
    "trayicon": False,
    "clipboard": True,
    "account": True,  # who has a report open is told by the name of the user
    "bluetooth": False,
    "camera": False,
    "audio_record": False,
    "installed_apps": False,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to lay out the package; folders are written from the root.

    ``share`` holds what a desktop looks for; ``has_command`` and ``has_info`` tell of the command
    for terminals with its manuals, and of the file that the store of UOS reads.
    """

    package: str
    version: str
    program: str
    share: str
    docs: str
    has_command: bool = False
    has_info: bool = False

    @property
    def file(self) -> str:
        """Name the file of the package."""
        return f"{self.package}_{self.version}_amd64.deb"

    def fill(self, template: str) -> str:
        """Return a file of `data` with names, places, version and date put in."""
        text = (DATA / template).read_text("utf-8")
        command = "usr/bin/nianbao" if self.has_command else f"{self.program}/nianbao"
        words = {"PACKAGE": self.package, "PROGRAM": self.program, "COMMAND": f"/{command}"}
        words |= {"VERSION": VERSION, "DATE": f"{DATE:%Y-%m-%d}"}
        return re.sub("@([A-Z]+)@", lambda found: words[found[1]], text)


def layouts() -> dict[str, Layout]:
    """Return every layout, by the folder of the target that its package goes to."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){2,}", APP_ID):
        raise SystemExit(f"{APP_ID} is no name for a store: write it as cn.example.nianbao")
    ours = Layout(
        "nianbao", debian_version(), "opt/nianbao", "usr/share", "usr/share/doc/nianbao", True
    )
    apps = f"opt/apps/{APP_ID}"
    number = store_version()
    uos = Layout(
        APP_ID, number, f"{apps}/files", f"{apps}/entries", f"{apps}/files/doc", has_info=True
    )
    kylin = Layout(APP_ID, number, apps, "usr/share", f"usr/share/doc/{APP_ID}")
    return {"": ours, "uos": uos, "kylin": kylin}


def debian_version() -> str:
    """Return the package's version: that of the release, or before it where none is tagged."""
    if os.environ.get("NIANBAO_RELEASE") == f"v{VERSION}":
        return VERSION
    return f"{VERSION}~{DATE:%Y%m%d%H%M}.{os.environ.get('NIANBAO_COMMIT', '')[:7] or 'local'}"


def store_version() -> str:
    """Return the version as the stores want it: four numbers, the last one the day."""
    return f"{VERSION}.{DATE:%Y%m%d}"


def make_tree(layout: Layout, tree: Path, frozen: Path, components: tuple[Component, ...]) -> None:
    """Lay out all files of a package."""
    shutil.copytree(frozen, tree / layout.program)
    name, share, docs = layout.package, tree / layout.share, tree / layout.docs
    write(share / f"applications/{name}.desktop", layout.fill("nianbao.desktop"))
    write(share / f"mime/packages/{name}.xml", layout.fill("nianbao.xml"))
    for size in SIZES:
        write(share / f"icons/hicolor/{size}x{size}/apps/{name}.png", draw(size))
    write(share / f"icons/hicolor/scalable/apps/{name}.svg", DRAWING.read_bytes())
    write(docs / "copyright", copyright_file(components, layout.program))
    changes = (
        f"{name} ({layout.version}) stable; urgency=medium\n\n"
        "  * What is new is told in changes.md.gz.\n\n"
        f" -- {MAINTAINER}  {format_datetime(DATE)}\n"
    )
    write(docs / "changelog.gz", gzip.compress(changes.encode(), mtime=0))
    write(docs / "changes.md.gz", gzip.compress(NEWS.read_bytes(), mtime=0))
    if layout.has_info:
        write((tree / layout.program).parent / "info", info_file(layout))
    else:
        write(share / f"metainfo/{name}.metainfo.xml", layout.fill("nianbao.metainfo.xml"))
        write(share / f"lintian/overrides/{name}", layout.fill("lintian-overrides"))
    if layout.has_command:
        link = tree / "usr/bin/nianbao"
        link.parent.mkdir(parents=True)
        link.symlink_to(f"/{layout.program}/nianbao")
        for folder, page in (("man1", "nianbao.1"), ("zh_CN/man1", "nianbao.zh_CN.1")):
            manual = gzip.compress(layout.fill(page).encode(), mtime=0)
            write(share / "man" / folder / "nianbao.1.gz", manual)


def info_file(layout: Layout) -> str:
    """Write what the store of UOS reads of an application."""
    about = {
        "appid": layout.package,
        "name": "年报",
        "version": layout.version,
        "arch": ["amd64"],
        "permissions": PERMISSIONS,
        "support-plugins": [],
        "plugins": [],
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def control_file(layout: Layout, tree: Path) -> str:
    """Write what the package is and what it needs."""
    size = sum(-(-f.stat().st_size // 1024) for f in tree.rglob("*") if not f.is_symlink())
    depends, recommends = dependencies(tree / layout.program)
    # Two of them on one system would both be asked to open a report.
    rivals = "nianbao" if layout.package == APP_ID else APP_ID
    return (
        f"Package: {layout.package}\n"
        f"Version: {layout.version}\n"
        "Architecture: amd64\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {', '.join(depends)}\n"
        f"Recommends: {', '.join(recommends)}\n"
        f"Conflicts: {rivals}\n"
        f"Replaces: {rivals}\n"
        "Section: misc\n"
        "Priority: optional\n"
        "Description: annual reports on government information disclosure (年报)\n"
        " Fills, checks, rolls up, prints and exports the statutory annual report on the\n"
        " disclosure of government information (政府信息公开工作年度报告) of Chinese\n"
        " government offices. Every sum is kept in balance while one types. It needs no\n"
        " network and never uses one.\n"
    )
