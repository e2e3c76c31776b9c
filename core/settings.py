"""What the program remembers between two runs: recent files and how the window stood."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from core.atomic import write_bytes
from core.problem import Problem

MOST_RECENT = 10
THEMES = ("system", "light", "dark")
ENTER_GOES = ("down", "right")
FILE_NAME = "settings.json"
CONFIG = "NIANBAO_CONFIG"
"""Set in the environment, it names the folder of the program's own files."""
PORTABLE = "portable.txt"
"""Where this file lies beside a packaged program, its settings lie there too."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's preferences. ``geometry`` is the window's place as base64."""

    recent: tuple[str, ...] = ()
    """Paths of documents, the most recent first."""
    theme: str = THEMES[0]
    geometry: str = ""
    last_folder: str = ""
    printing: Mapping[str, str | bool] = field(default_factory=dict)
    """Choices about the printed page (`core.writing.options`)."""
    enter: str = ENTER_GOES[0]
    """Where Enter goes on in a table: down a column, or right along a row."""

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with a document at the head of the recent ones."""
        new = str(path)
        others = (old for old in self.recent if os.path.normcase(old) != os.path.normcase(new))
        return replace(self, recent=(new, *others)[:MOST_RECENT])


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the program's own files; NIANBAO_CONFIG names another one."""
    if chosen := environment.get(CONFIG):
        return Path(chosen)
    program = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (program / PORTABLE).exists():
        return program / "settings"
    if sys.platform == "win32":
        return Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Nianbao"
    return Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "nianbao"


def own_folder() -> Path:
    """Return the folder of the program's own files; of a user without a home a passing one."""
    try:
        return config_folder()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "nianbao"


def load_settings(folder: Path | None = None) -> Settings:
    """Return the saved settings, or the usual ones where there are none to be read.

    A damaged file is kept beside as ``settings.json.bak``.
    """
    try:
        file = (folder or config_folder()) / FILE_NAME
        data = file.read_bytes()
    except (OSError, RuntimeError):  # Path.home() raises RuntimeError for a user without a home
        return Settings()
    try:
        return _settings(json.loads(data))
    except (TypeError, ValueError, RecursionError):
        with suppress(OSError):
            file.replace(file.with_name(f"{FILE_NAME}.bak"))
        return Settings()


def save_settings(settings: Settings, folder: Path | None = None) -> bool:
    """Save the settings; returns whether that worked, for nothing is lost if it did not."""
    try:
        file = (folder or config_folder()) / FILE_NAME
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, f"{json.dumps(asdict(settings), indent=2)}\n".encode())
    except (OSError, RuntimeError, Problem):
        return False
    return True


def _settings(data: object) -> Settings:
    """Take the known keys; raises TypeError or ValueError where one of them is wrong."""
    if not isinstance(data, dict):
        raise TypeError
    recent = data.get("recent", [])
    texts = {key: data[key] for key in ("theme", "geometry", "last_folder", "enter") if key in data}
    if not isinstance(recent, list):
        raise TypeError
    if not all(isinstance(text, str) for text in (*recent, *texts.values())):
        raise TypeError
    if texts.get("theme", THEMES[0]) not in THEMES:
        raise ValueError
    if texts.get("enter", ENTER_GOES[0]) not in ENTER_GOES:
        raise ValueError
    printing = data.get("printing", {})
    if not isinstance(printing, dict):
        raise TypeError
    if not all(isinstance(value, str | bool) for value in printing.values()):
        raise TypeError
    return Settings(tuple(recent[:MOST_RECENT]), **texts, printing=printing)
