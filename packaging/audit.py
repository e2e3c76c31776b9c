#!/usr/bin/env python3
"""Ask a public database whether faults are known of the pinned packages (make audit).

pip-audit says "no known vulnerabilities" of a package that it could not find, too; here that is
an answer of its own, and ends with 2. Ends with 1 where a fault is known, 0 where none is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "audit"
PINNED = "pip-audit==2.10.1"
BY_HAND = (
    "Not in that database, to be looked up by hand: Qt (in PySide6), libxml2, libxslt (in lxml), "
    "PDFium (in pypdfium2), Lexbor (in selectolax), CPython, and the libraries of the system."
)


def main() -> int:
    """Look at every package of constraints.txt, those of tests and builds too."""
    if not (PLACE / "pyvenv.cfg").is_file():
        venv.create(PLACE, with_pip=True)
    folder = PLACE / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(folder / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", PINNED], check=True)
    asked = subprocess.run(
        [python, "-m", "pip_audit", "-r", str(ROOT / "constraints.txt"), "--no-deps",
         "--disable-pip", "--progress-spinner", "off", "-f", "json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        print(f"audit: no answer: {asked.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return 2
    faults, unknown = told(packages)
    for line in faults:
        print(line)
    if unknown:
        print(f"audit: nothing was found out about {', '.join(unknown)}", file=sys.stderr)
    looked_up = len(packages) - len(unknown)
    print(f"{looked_up} of {len(packages)} packages looked up, {len(faults)} faults. {BY_HAND}")
    return 1 if faults else 2 if unknown else 0


def told(packages: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """Return pip-audit's list as known faults, a line each, and the packages it did not find."""
    listed = list(packages)
    faults = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for each in listed
        for fault in each.get("vulns", ())
    ]
    return faults, [each["name"] for each in listed if "skip_reason" in each]


if __name__ == "__main__":
    sys.exit(main())
