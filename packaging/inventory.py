"""What a frozen program is made of, and under which licences: told by where its files came from.

`build.spec` leaves a list of sources; each belongs to a Python package, to CPython, to a package of
the system or to us. A file of unknown origin ends the build.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath

from licences import BOOTLOADER, EMBEDDED, PACKAGES, SYSTEM, Embedded

ROOT = Path(__file__).resolve().parent.parent
COMMON = Path("/usr/share/common-licenses")
PROGRAM = "nianbao"
"""The file of the program, which holds the modules that are Python alone."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part that somebody else made.

    ``licence`` is an SPDX expression, ``texts`` are the files that have its words; ``places`` are
    patterns of files in the folder of the program.
    """

    name: str
    version: str
    licence: str
    purl: str
    holder: str
    texts: tuple[Path, ...]
    places: tuple[str, ...]


def inventory(sources: Path) -> tuple[Component, ...]:
    """Return the parts that a frozen program is made of, by name."""
    places: dict[Path, str] = {}
    for name, source, kind in json.loads(sources.read_text("utf-8")):
        path = Path(source).resolve()
        inside = PurePath(name).as_posix()  # on Windows PyInstaller writes it as Windows does
        is_ours = path.is_relative_to(ROOT) or inside == "resources/build.txt"
        if source not in {"", "-"} and not is_ours:
            places[path] = PROGRAM if kind.startswith("PYMODULE") else f"_internal/{inside}"
    found = _python_packages(places)
    prefix = Path(sys.base_prefix).resolve()
    found.append(_cpython(prefix, places))
    found += _system_packages({f: p for f, p in places.items() if not f.is_relative_to(prefix)})
    loader = metadata.distribution("pyinstaller")
    found.append(_of_distribution(loader, *BOOTLOADER, (PROGRAM,)))
    return tuple(sorted(found, key=lambda part: (part.name.lower(), part.places)))


def _python_packages(places: dict[Path, str]) -> list[Component]:
    """Tell the Python packages, and take what is theirs from the places."""
    found = []
    for distribution in metadata.distributions():
        own = {Path(str(distribution.locate_file(f))).resolve() for f in distribution.files or ()}
        own &= places.keys()
        where = [places.pop(file) for file in own]
        name = _plain(distribution.metadata["Name"])
        if not where or name == "pyinstaller":  # whose loader is told of in any case
            continue
        if name not in PACKAGES:
            raise SystemExit(f"{name} is in the program: write its licence into licences.py")
        folders = {f"_internal/{p.split('/')[1]}/*" for p in where if p != PROGRAM}
        globs = tuple(sorted(folders)) or (PROGRAM,)
        found.append(_of_distribution(distribution, *PACKAGES[name], globs))
        found += [
            _embedded(part, distribution, own, globs)
            for part in EMBEDDED.get(name, ())
            if part.only_on in {"", sys.platform}
        ]
    return found


def _of_distribution(
    distribution: metadata.Distribution, licence: str, holder: str, places: tuple[str, ...]
) -> Component:
    name, version = distribution.metadata["Name"], distribution.version
    texts = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if ".dist-info" in file.parts[0]
        and (file.name.upper().startswith(("LICEN", "COPYING")) or "LICENSES" in file.parts)
    ]
    if licence.startswith("LGPL-3.0"):  # which adds to the GPL, and has no text in the wheel
        texts += [file for file in (COMMON / "LGPL-3", COMMON / "GPL-3") if file.exists()]
    plain = _plain(name).replace("_", "-")
    purl = f"pkg:pypi/{plain}@{version}"
    return Component(name, version, licence, purl, holder, tuple(texts), places)


def _embedded(
    part: Embedded, distribution: metadata.Distribution, own: set[Path], places: tuple[str, ...]
) -> Component:
    texts = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if ".dist-info" in file.parts[0] and any(file.match(text) for text in part.texts)
    ]
    texts += _text_of(part.system_text) if part.system_text else ()
    version = _version(part, own)
    return Component(part.name, version, part.licence, "", part.holder, tuple(texts), places)


def _version(part: Embedded, own: set[Path]) -> str:
    """Find out which version a wheel has built in, where its files tell."""
    if part.name in {"libxml2", "libxslt"}:
        from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

        return ".".join(map(str, getattr(etree, f"{part.name.upper().removesuffix('2')}_VERSION")))
    if part.name == "PDFium":
        told = next(
            (file for file in own if file.name == "version.json" and "raw" in str(file)), None
        )
        numbers = json.loads(told.read_text("utf-8")) if told else {}
        return ".".join(str(numbers[k]) for k in ("major", "minor", "build", "patch") if numbers)
    for library in sorted(own) if part.version else ():
        if part.version and library.name.removeprefix("lib").startswith(part.version[0]):
            versions = set(re.findall(part.version[1], library.read_bytes()))
            if len(versions) != 1:
                raise SystemExit(f"{library} does not tell the version of {part.name}: {versions}")
            return str(versions.pop().decode())
    return ""


def _cpython(prefix: Path, places: dict[Path, str]) -> Component:
    """Tell the Python: ours is Debian's source, whose version says which fixes it has."""
    file = prefix / "doc" / "version"
    version = file.read_text("utf-8").strip() if file.exists() else sys.version.split()[0]
    texts = tuple(t for t in (prefix / "doc" / "LICENSE", prefix / "LICENSE.txt") if t.exists())
    globs = {"_internal/base_library.zip"}
    for path, place in places.items():
        if path.is_relative_to(prefix) and place != PROGRAM:
            folder, _, name = place.removeprefix("_internal/").partition("/")
            globs.add(f"_internal/{folder}/*" if name else place)
    purl = f"pkg:generic/cpython@{version}"
    holder = "Python Software Foundation"
    return Component("CPython", version, "PSF-2.0", purl, holder, texts, tuple(sorted(globs)))


def _system_packages(places: dict[Path, str]) -> list[Component]:
    """Tell the packages of Debian that libraries came from."""
    owned: dict[str, set[str]] = {}
    for file, place in places.items():
        if shutil.which("dpkg-query") is None:
            raise SystemExit(f"{file} is in the program, and nothing tells where it is from")
        owned.setdefault(_owner(file), set()).add(place)
    query = ["dpkg-query", "--show", "--showformat", "${source:Package} ${source:Version}"]
    found: dict[str, Component] = {}
    for name, own in sorted(owned.items()):
        done = subprocess.run([*query, name], check=True, capture_output=True, text=True)
        source, version = done.stdout.split()
        known = [value for key, value in SYSTEM.items() if source.startswith(key)]
        if not known:
            raise SystemExit(f"{source} is in the program: write its licence into licences.py")
        licence, holder = known[0]
        purl = f"pkg:deb/debian/{source}@{version}?arch=source"
        also = found[source].places if source in found else ()
        globs = tuple(sorted(own.union(also)))
        found[source] = Component(source, version, licence, purl, holder, _text_of(name), globs)
    return list(found.values())


def _owner(file: Path) -> str:
    """Name the package that a file is of; /lib may be another name of /usr/lib, or not."""
    for path in (str(file), str(file).removeprefix("/usr")):
        command = ["dpkg-query", "--search", path]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.rpartition(": ")[0].split(",")[0]
    raise SystemExit(f"{file} is in the program, and nothing tells where it is from")


def _text_of(package: str) -> tuple[Path, ...]:
    if package.startswith("common-licenses/"):
        found = [Path("/usr/share") / package]
    else:  # of which another edition of Debian has another version, so that it is a pattern
        found = sorted(Path("/usr/share/doc").glob(f"{package.partition(':')[0]}/copyright"))
    return tuple(file for file in found[:1] if file.exists())


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")
