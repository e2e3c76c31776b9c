#!/usr/bin/env python3
"""Write constraints-hashes.txt: the packages that a release is made of, with their hashes.

    make lock

The versions are those of constraints.txt; a hash is that of the wheel for each system we build
on. pip asks the index that it is set up for, and downloads no wheel to get its hash.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
LOCK = ROOT / "constraints-hashes.txt"
PARTS = ("# The program.", "# Packaging.")
"""The headings in constraints.txt of what a release needs."""
ALSO = {"packaging"}
"""Pinned for the tests, and PyInstaller wants it too."""
NOT_OURS = {"macholib"}
"""PyInstaller wants it on macOS alone."""
ONLY_ON = {"pywin32-ctypes": "win32", "pefile": "win32", "jeepney": "linux"}
PYTHON = "3.11"
PLATFORMS = {
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in (28, 17, 12, 5)]
    + ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"],
    "win32": ["win_amd64"],
}
HEAD = """\
# The packages that a release is made of, with the hashes of their wheels for Linux and Windows on
# amd64. Written by `make lock` from constraints.txt; pip refuses anything else:
#     pip install --require-hashes -r constraints-hashes.txt
"""


def pinned(text: str) -> list[str]:
    """Return the lines of constraints.txt that a release needs, in order."""
    found = []
    for part in text.split("\n\n"):
        is_ours = any(line.startswith(PARTS) for line in part.splitlines())
        for line in part.splitlines():
            name = line.split("==")[0]
            if "==" in line and (name in ALSO or (is_ours and name not in NOT_OURS)):
                found.append(line)
    return found


def hash_of(requirement: str, platforms: list[str]) -> str:
    """Ask the index for the hash of the wheel that fits."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "pip", "install", "-qq", "--dry-run", "--no-deps"]
        command += ["--ignore-installed", "--only-binary=:all:", "--report=-", f"--target={target}"]
        command += [f"--python-version={PYTHON}", "--implementation=cp", requirement]
        command += [f"--platform={platform}" for platform in platforms]
        report = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    (found,) = json.loads(report)["install"]
    return str(found["download_info"]["archive_info"]["hashes"]["sha256"])


def main() -> int:
    """Write the lock file."""
    lines = [HEAD]
    for requirement in pinned(CONSTRAINTS.read_text("utf-8")):
        only = ONLY_ON.get(requirement.split("==")[0])
        systems = [system for system in PLATFORMS if only in {None, system}]
        hashes = sorted({hash_of(requirement, PLATFORMS[system]) for system in systems})
        marker = f' ; sys_platform == "{only}"' if only else ""
        lines.append(
            " \\\n    ".join([requirement + marker, *(f"--hash=sha256:{h}" for h in hashes)])
        )
        print(requirement, len(hashes))
    LOCK.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
