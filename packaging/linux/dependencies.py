"""What the program needs of the system, told by the libraries that its files link to."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2 | libcups2t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libsqlite3.so.0": "libsqlite3-0",
    "libstdc++.so.6": "libstdc++6 (>= 8)",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The package that has each library; a second name is that of later systems."""
GLIBC = {"ld-linux-x86-64", "libc", "libdl", "libm", "libpthread", "librt", "libutil"}
NEWEST_GLIBC = (2, 28)
"""That of UOS 20: nothing in the program may ask for a newer one."""
RECOMMENDED = (
    "fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei | fonts-arphic-uming",
    "shared-mime-info",
)


def dependencies(program: Path) -> tuple[list[str], list[str]]:
    """Return the packages that the program needs, and those that it wants."""
    files = [file for file in program.rglob("*") if file.is_file() and is_elf(file)]
    own = {file.name for file in files}
    linked, newest = set(), (2, 0)
    for file in files:
        named = subprocess.run(
            ["objdump", "-p", str(file)], check=True, capture_output=True, text=True
        ).stdout
        linked |= set(re.findall(r"^ +NEEDED +(\S+)", named, re.MULTILINE))
        for found in re.findall(r"\bGLIBC_(\d+)\.(\d+)", named):
            number = (int(found[0]), int(found[1]))
            if number > NEWEST_GLIBC:
                raise SystemExit(f"{file} needs glibc {number[0]}.{number[1]}")
            newest = max(newest, number)
    needed = {f"libc6 (>= {newest[0]}.{newest[1]})"}
    for library in linked - own:
        if library.partition(".so")[0] in GLIBC or library.startswith("ld-linux"):
            continue
        if library not in PACKAGES:
            raise SystemExit(f"the program needs {library}: write its package into {__file__}")
        needed.add(PACKAGES[library])
    return sorted(needed), list(RECOMMENDED)


def is_elf(file: Path) -> bool:
    """Tell programs and libraries from data."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"
