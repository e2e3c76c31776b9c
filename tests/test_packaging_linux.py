"""What can be seen of the Linux packages without making them (docs/releasing.md)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.base.version import VERSION
from core.settings.settings import CONFIG, PORTABLE
from gui.app import desktop_entry
from nianbao import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
DATA = LINUX / "data"
SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.nianbao"))


@pytest.fixture(autouse=True)
def _packaging(monkeypatch, qapp):  # the icons need an application, and others the whole one
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.syspath_prepend(str(LINUX))


@pytest.fixture
def part(tmp_path):
    from inventory import Component

    def make(name: str, licence: str = "MIT", places: tuple[str, ...] = ("_internal/x/*",)):
        text = tmp_path / f"{name.lower()}-1.dist-info" / "LICENSE"
        text.parent.mkdir(exist_ok=True)
        text.write_text(f"the licence of {name}")
        return Component(name, "1", licence, "", f"{name}'s maker", (text,), places)

    return make


def test_locks_what_is_pinned():
    import lock

    pinned = lock.pinned((ROOT / "constraints.txt").read_text("utf-8"))
    locked = lock.LOCK.read_text("utf-8").split("\n\n", 1)[1].replace("\\\n", "").splitlines()
    assert [line.split()[0] for line in locked] == pinned, "make lock"
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", line) for line in locked)


def test_a_package_that_nobody_knows_faults_of_is_told_apart_from_one_that_nobody_knows():
    import audit

    faulty = {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2", "3"]}]}
    sound = {"name": "b", "version": "1", "vulns": []}
    unknown = {"name": "c", "skip_reason": "not found"}
    assert audit.told([faulty, sound, unknown]) == (["a 1: CVE-1, mended in 2, 3"], ["c"])


def test_knows_the_licence_of_every_package_that_is_used():
    import lock
    from licences import EMBEDDED, PACKAGES

    text = (ROOT / "constraints.txt").read_text("utf-8").partition("# Tests.")[0]
    used = {line.split("==")[0].lower().replace("-", "_") for line in lock.pinned(text)}
    assert used
    assert used <= PACKAGES.keys()
    assert EMBEDDED.keys() <= PACKAGES.keys()


@pytest.mark.parametrize(
    ("spdx", "debian", "single"),
    [
        ("MIT", "MIT", {"MIT"}),
        (
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT or Apache-2.0, and Unicode-3.0",
            {"MIT", "Apache-2.0", "Unicode-3.0"},
        ),
        (
            "GPL-2.0-or-later WITH Bootloader-exception",
            "GPL-2.0-or-later with Bootloader exception",
            {"GPL-2.0-or-later with Bootloader exception"},
        ),
    ],
)
def test_writes_licences_as_debian_does(spdx, debian, single):
    import rights

    assert rights.debian_licence(spdx) == debian
    assert rights.single_licences(spdx) == single


def test_tells_whose_everything_is(part):
    import inventory
    import rights
    import texts

    parts = (part("Apple"), part("Pear", "Zlib OR MIT"), part("Plum", places=(inventory.PROGRAM,)))
    text = rights.copyright_file(parts, "opt/nianbao")
    paragraphs = [block.splitlines() for block in text.strip().split("\n\n")]
    assert paragraphs[0][0].startswith("Format: ")
    for each in parts:
        assert f" {each.holder}" in text
        for name in texts.texts_of(each):
            assert f"/opt/nianbao/licences/{name}" in text
    named = {line[9:] for block in paragraphs for line in block[:1] if line.startswith("License: ")}
    assert named == {"MIT", "Zlib", "MulanPSL-2.0"}


def test_wants_the_text_of_every_licence(part):
    from dataclasses import replace

    import texts

    with pytest.raises(SystemExit, match="Apple"):
        texts.texts_of(replace(part("Apple"), texts=()))


def test_texts_of_licences_have_names_of_their_own():
    from texts import name_of_text

    texts = [
        Path("/x/site-packages/a_b-1.dist-info/licenses/LICENSE.rst"),
        Path("/x/site-packages/a_b-1.dist-info/licenses/X/LICENSE.txt"),
        Path("/x/site-packages/c-1.dist-info/LICENSE.txt"),
        Path("/usr/share/doc/libx/copyright"),
        Path("/usr/share/doc/liby/copyright"),
        Path("/usr/share/common-licenses/GPL-3"),
        Path("/opt/python/doc/LICENSE"),
    ]
    names = [name_of_text(text) for text in texts]
    assert len(set(names)) == len(texts)
    assert names[0] == "a_b-license.rst.txt"
    assert names[3] == "libx-copyright.txt"


def test_bill_of_materials_names_every_part_once(part, monkeypatch):
    import sbom

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NIANBAO_COMMIT", "abc")
    parts = (part("ICU"), part("ICU", places=("_internal/y/*",)), part("AGG", "LicenseRef-AGG"))
    bill = json.loads(json.dumps(sbom.bill(parts)))
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(set(references)) == len(parts)
    assert bill["dependencies"][0]["dependsOn"] == sorted(references)
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert bill["components"][2]["licenses"] == [{"license": {"name": "LicenseRef-AGG"}}]
    assert bill == json.loads(json.dumps(sbom.bill(parts)))


def test_a_release_is_newer_than_what_came_before_it(monkeypatch):
    import layouts

    monkeypatch.setenv("NIANBAO_COMMIT", "0123456789")
    before = layouts.debian_version()
    assert re.fullmatch(rf"{re.escape(VERSION)}~\d{{12}}\.0123456", before)
    monkeypatch.setenv("NIANBAO_RELEASE", f"v{VERSION}")
    assert layouts.debian_version() == VERSION
    # In a store a later day is newer, for there a version has four numbers and nothing else.
    assert re.fullmatch(rf"{re.escape(VERSION)}\.\d{{8}}", layouts.store_version())


@pytest.fixture
def frozen(tmp_path, monkeypatch):
    folder = tmp_path / "frozen"
    (folder / "_internal").mkdir(parents=True)
    (folder / "nianbao").write_text("program")
    (folder / "_internal" / "a.so").write_text("library")
    monkeypatch.setattr("layouts.dependencies", lambda _program: (["libc6 (>= 2.28)"], ["fonts"]))
    return folder


def files_of(store: str, frozen: Path, part) -> tuple[Path, dict[str, str], str]:
    """Lay out a package: its folder, its files by their place, with its fields and its name."""
    import layouts

    layout = layouts.layouts()[store]
    tree = frozen.parent / f"tree-{store}"
    layouts.make_tree(layout, tree, frozen, (part("Apple"),))
    fields = dict(
        line.split(": ", 1)
        for line in layouts.control_file(layout, tree).splitlines()
        if not line.startswith(" ")
    )
    return tree, fields, layout.file


def test_the_package_for_uos_keeps_to_its_folder_and_tells_of_itself(frozen, part):
    tree, fields, file = files_of("uos", frozen, part)
    name = fields["Package"]
    home = tree / "opt/apps" / name
    assert [path for path in tree.rglob("*") if path.is_file() and home not in path.parents] == []
    assert {path.name for path in home.iterdir()} == {"entries", "files", "info"}
    about = json.loads((home / "info").read_text("utf-8"))
    assert about["appid"] == name == name.lower()
    assert about["version"] == fields["Version"]
    assert file == f"{name}_{fields['Version']}_amd64.deb"
    assert re.fullmatch(r"\d+(\.\d+){3}", fields["Version"])
    assert about["arch"] == [fields["Architecture"]]
    wanted = "Package Version Section Priority Architecture Maintainer Description Depends"
    assert all(fields.get(field) for field in wanted.split())


@pytest.mark.skipif(sys.platform == "win32", reason="paths and links of Linux")
@pytest.mark.parametrize(
    ("store", "share"),
    [("", "usr/share"), ("uos", "opt/apps/{name}/entries"), ("kylin", "usr/share")],
)
def test_a_desktop_finds_program_icon_and_file_type(frozen, part, store, share):
    tree, fields, _file = files_of(store, frozen, part)
    name = fields["Package"]
    place = tree / share.format(name=name)
    entry = place / f"applications/{name}.desktop"
    keys = dict(line.split("=", 1) for line in entry.read_text("utf-8").splitlines() if "=" in line)
    command, argument = keys["Exec"].split()
    assert (command, argument) == (keys["TryExec"], "%F")
    assert desktop_entry(Path(command)) == name
    program = tree / command[1:]
    if program.is_symlink():
        program = tree / str(program.readlink())[1:]
    assert program.read_text() == "program"
    assert (place / f"icons/hicolor/48x48/apps/{keys['Icon']}.png").exists()
    assert (place / f"icons/hicolor/scalable/apps/{keys['Icon']}.svg").exists()
    kind = (place / f"mime/packages/{name}.xml").read_text("utf-8")
    assert f'<icon name="{keys["Icon"]}"/>' in kind
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)  # noqa: S607
    left = [path for path in tree.rglob("*") if path.suffix in {".desktop", ".xml"}]
    assert not [path for path in left if re.search("@[A-Z]+@", path.read_text("utf-8"))]
    rights = next(tree.rglob("copyright")).read_text("utf-8")
    assert f" /{program.parent.relative_to(tree)}/licences/" in rights


def test_no_two_of_the_packages_are_on_one_system(frozen, part):
    every = {store: files_of(store, frozen, part)[1] for store in ("", "uos", "kylin")}
    assert every["uos"]["Package"] == every["kylin"]["Package"] == every[""]["Conflicts"]
    assert every["uos"]["Conflicts"] == every["kylin"]["Conflicts"] == every[""]["Package"]


def test_wants_a_name_that_a_store_takes(monkeypatch):
    import layouts

    for name in ("nianbao", "cn.Example.nianbao", "cn.example.年报"):
        monkeypatch.setattr(layouts, "APP_ID", name)
        with pytest.raises(SystemExit, match=r"cn\.example"):
            layouts.layouts()


@pytest.mark.skipif(not shutil.which("xz"), reason="xz is not installed")
def test_archive_is_the_same_each_time(tmp_path, frozen):
    import deb
    import pack

    (frozen / "_internal" / "b.so").write_text("another")
    made = []
    for turn in range(2):
        target = tmp_path / f"{turn}.tar.xz"
        (frozen / "_internal" / "b.so").chmod(0o600 if turn else 0o777)
        pack.make_archive(tmp_path / str(turn), frozen, target)
        made.append(target.read_bytes())
    assert made[0] == made[1]
    with tarfile.open(tmp_path / "0.tar.xz") as archive:
        members = archive.getmembers()
    assert [member.name for member in members] == sorted(member.name for member in members)
    assert {(member.uid, member.mtime) for member in members} == {(0, deb.EPOCH)}
    assert {m.name for m in members if m.isfile() and m.mode & 0o111} == {"nianbao/nianbao"}
    assert f"nianbao/{PORTABLE}" in {member.name for member in members}


LISTING = """
Dynamic Section:
  NEEDED               {library}
  NEEDED               libc.so.6
Version References:
    0x0 0x00 03 GLIBC_{glibc}
    0x0 0x00 02 GLIBC_2.2.5
"""


@pytest.fixture
def linked(tmp_path, monkeypatch):
    def link(library: str = "libX11.so.6", glibc: str = "2.17") -> Path:
        (tmp_path / "libours.so").write_bytes(b"\x7fELF")
        (tmp_path / "text.txt").write_text("text")
        done = subprocess.CompletedProcess([], 0, LISTING.format(library=library, glibc=glibc))
        monkeypatch.setattr("dependencies.subprocess.run", lambda *_, **__: done)
        return tmp_path

    return link


def test_depends_on_what_its_files_link_to(linked):
    from dependencies import dependencies

    assert dependencies(linked())[0] == ["libc6 (>= 2.17)", "libx11-6"]
    assert dependencies(linked("libours.so"))[0] == ["libc6 (>= 2.17)"]


@pytest.mark.parametrize(
    ("named", "fault"), [({"glibc": "2.29"}, "glibc 2.29"), ({"library": "libnew.so.1"}, "libnew")]
)
def test_refuses_what_old_systems_have_not(linked, named, fault):
    from dependencies import dependencies

    with pytest.raises(SystemExit, match=fault):
        dependencies(linked(**named))


def test_file_type_knows_our_documents():
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(DATA / "nianbao.xml").getroot()[0]  # noqa: S314  our own file
    match = kind.find(".//m:match", space)
    assert match is not None
    first, last = map(int, match.attrib["offset"].split(":"))
    assert SAMPLES
    for sample in SAMPLES:
        place = sample.read_bytes().find(match.attrib["value"].encode())
        assert first <= place <= last
    assert f"MimeType={kind.attrib['type']};" in (DATA / "nianbao.desktop").read_text("utf-8")
    assert kind.attrib["type"] in (DATA / "nianbao.metainfo.xml").read_text("utf-8")


@pytest.mark.parametrize("page", ["nianbao.1", "nianbao.zh_CN.1"])
def test_man_pages_tell_of_every_command(page):
    text = (DATA / page).read_text("utf-8").replace("\\-", "-")
    for word in (*COMMANDS, "--sample", "--self-check", "--version", "--help", CONFIG, PORTABLE):
        assert word in text


@pytest.mark.parametrize("script", sorted(LINUX.glob("*.sh")), ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_scripts_can_be_read(script):
    subprocess.run(["bash", "-n", script], check=True)  # noqa: S607  wherever bash is


LINES = """
deb https://tools.example.org/apt bookworm main
# deb http://old.example.org/debian bookworm main
deb-src http://sources.example.org/debian bookworm main
deb [arch=amd64] http://mirror.example.cn/debian/ bookworm main contrib
deb http://mirror.example.cn/debian bookworm-updates main
deb http://mirror.example.cn/debian-security bookworm-security main
"""
PARAGRAPHS = """
Types: deb
URIs: https://tools.example.org/linux/debian
Suites: bookworm
Components: stable

Types: deb deb-src
URIs: https://office.example.cn/archive/debian/20250520T000000Z
Suites: bookworm bookworm-updates
Components: main non-free-firmware
"""
KEPT_APART = """
Types: deb
URIs: mirror+file://{folder}/address
Suites: trixie
Components: main

Types: deb
URIs: cdrom:[Debian]/debian
Suites: trixie
Components: main
"""


@pytest.mark.skipif(not shutil.which("apt-get"), reason="apt is not installed")
@pytest.mark.parametrize(
    ("name", "text", "named", "found"),
    [
        ("a.list", LINES, {}, ["mirror.example.cn/debian", "mirror.example.cn/debian-security"]),
        (
            "a.sources",
            PARAGRAPHS,
            {},
            [
                "office.example.cn/archive/debian/20250520T000000Z",
                "office.example.cn/archive/debian-security/20250520T000000Z",
            ],
        ),
        (
            "a.sources",
            KEPT_APART,
            {},
            ["near.example.cn/debian", "near.example.cn/debian-security"],
        ),
        ("a.list", LINES, {"NIANBAO_MIRROR": "http://here/x"}, ["here/x", "here/x-security"]),
        ("a.list", "deb http://archive.ubuntu.example/ubuntu jammy main\n", {}, None),
        ("a.list", "", {}, None),
    ],
    ids=["lines", "paragraphs", "address in a file", "named", "another system", "none"],
)
def test_takes_the_archive_from_the_sources_of_the_machine(tmp_path, name, text, named, found):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / name).write_text(text.format(folder=tmp_path))
    (tmp_path / "address").write_text("# near\nhttp://near.example.cn/debian/\tpriority:1\n")
    script = '. "$1" && shift && find_mirrors "$@" && echo "$mirror $security_mirror"'
    options = ["-oDir::Etc::sourcelist=/dev/null", f"-oDir::Etc::sourceparts={tmp_path}/parts"]
    command = ["bash", "-euo", "pipefail", "-c", script, "-", str(LINUX / "roots.sh"), *options]
    environment = {"PATH": os.environ["PATH"], **named}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert re.sub("https?://", "", done.stdout).split() == (found or [])
    assert done.returncode == (0 if found else 1)
    assert ("NIANBAO_MIRROR" in done.stderr) == (not found)


def test_pages_for_administrators_link_to_each_other():
    for page in ("deployment.zh-CN.md", "releasing.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
        assert links
        assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
