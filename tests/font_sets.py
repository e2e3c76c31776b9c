"""The fonts that the tests print with: the same few on every machine, whatever else it has.

`tests/fontconfig` has a file for each set; fontconfig, and with it Qt and LibreOffice, then sees
those fonts alone. The fonts themselves are the system's.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

FOLDER = Path(__file__).resolve().parent / "fontconfig"
WITH_TIMES = "with_times"
WITHOUT_TIMES = "without_times"
"""Times New Roman becomes DejaVu Serif, whose digits are 0.64 em wide."""


def environment(fonts: str) -> dict[str, str]:
    """Return the environment in which a program sees a set of fonts alone."""
    return {**os.environ, "FONTCONFIG_FILE": str(FOLDER / f"{fonts}.conf")}


@cache
def missing(fonts: str) -> tuple[str, ...]:
    """Return the files of a set that this machine has not, as the set's file names them."""
    root = ET.parse(FOLDER / f"{fonts}.conf").getroot()  # noqa: S314  # our own file
    home = {"xdg": Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share")}
    folders = [home.get(d.get("prefix", ""), Path()) / (d.text or "") for d in root.iter("dir")]
    files = [file for folder in folders for file in folder.expanduser().rglob("*.*")]
    wanted = [(glob.text or "").lstrip("*/") for glob in root.iterfind("selectfont/acceptfont/*")]
    return tuple(each for each in wanted if not any(file.match(each) for file in files))


def need(fonts: str) -> None:
    """Skip the test where the set is not whole."""
    if sys.platform != "linux":
        pytest.skip("fonts are chosen through fontconfig, which only Linux has")
    if missing(fonts):
        pytest.skip(f"fonts are not installed: {', '.join(missing(fonts))}")


def choose() -> str:
    """Return the set that this machine has whole, the better one first; empty where neither is."""
    if sys.platform != "linux":
        return ""
    return next((fonts for fonts in (WITH_TIMES, WITHOUT_TIMES) if not missing(fonts)), "")
