"""What the program remembers between two runs: what the user chose, and how the window stood."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from core.base.atomic import write_bytes
from core.base.problem import Problem
from core.settings.deadline import CHOICES, is_setting

MOST_RECENT = 10
THEMES = ("system", "light", "dark", "contrast")
ENTER_GOES = ("down", "right")
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Steps of the zoom, in percent; a file may hold any whole number between the first and last."""
BACKUP_MONTHS = (6, 12, 24, 60)
LARGEST = 1024 * 1024
"""Bytes of a file of settings; it has some hundred."""
LONGEST_NAME = 40
"""Characters of a person's name."""
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
    """Choices about the printed page (`core.settings.page_options`)."""
    enter: str = ENTER_GOES[0]
    """Where Enter goes on in a table: down a column, or right along a row."""
    zoom: int = 100
    """How large the window is drawn, in percent."""
    shows_prior: bool = False
    """Last year's figures stand small in the cells."""
    records_author: bool = False
    """The history notes who made an edit."""
    author: str = ""
    """Who that is; empty for the name that the user has on this machine."""
    backup_months: int = 24
    """The last backup of so many months is kept."""
    deadline: str = ""
    """By when a report must be published (`core.settings.deadline`); empty until it is chosen."""

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with a document at the head of the recent ones."""
        new = str(path)
        others = (old for old in self.recent if os.path.normcase(old) != os.path.normcase(new))
        return replace(self, recent=(new, *others)[:MOST_RECENT])


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value in a file of settings may be: the test, and the words for a complaint."""

    fits: Callable[[object], bool]
    words: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_one_of(*known: str) -> Rule:
    words = "、".join(f"“{each}”" for each in known)
    return Rule(lambda value: value in known, f"只能是{words}之一")


RULES: Mapping[str, Rule] = MappingProxyType({
    "recent": Rule(
        lambda value: isinstance(value, list) and all(map(_is_text, value)), "要是一列文件名"
    ),
    "theme": _is_one_of(*THEMES),
    "geometry": Rule(
        lambda value: isinstance(value, str) and value.isascii(), "要是程序自己写下的窗口位置"
    ),
    "last_folder": Rule(_is_text, "要是一个文件夹"),
    "printing": Rule(
        lambda value: isinstance(value, dict)
        and all(isinstance(each, str | bool) for each in value.values()),
        "要是打印选项",
    ),
    "enter": _is_one_of(*ENTER_GOES),
    "zoom": Rule(
        lambda value: type(value) is int and ZOOMS[0] <= value <= ZOOMS[-1],
        f"要是{ZOOMS[0]}到{ZOOMS[-1]}的整数",
    ),
    "shows_prior": Rule(_is_truth, "只能是true或者false"),
    "records_author": Rule(_is_truth, "只能是true或者false"),
    "author": Rule(
        lambda value: isinstance(value, str) and len(value) <= LONGEST_NAME and _is_a_line(value),
        f"要是一行文字，不超过{LONGEST_NAME}个字",
    ),
    "deadline": Rule(
        is_setting,
        f"要写{'、'.join(f'“{choice.name}”（{choice.organs}）' for choice in CHOICES)}"
        "或者“02-20”这样的月和日",
    ),
    "backup_months": Rule(
        lambda value: type(value) is int and value in BACKUP_MONTHS,
        f"只能是{'、'.join(map(str, BACKUP_MONTHS))}之一",
    ),
})  # fmt: skip
"""What each field of `Settings` may be in a file."""


def program_folder() -> Path | None:
    """Return the folder of a packaged program; None where it runs from its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the program's own files; NIANBAO_CONFIG names another one."""
    if chosen := environment.get(CONFIG):
        return Path(chosen)
    program = program_folder()
    if program is not None and (program / PORTABLE).exists():
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


def load_settings(
    folder: Path | None = None,
    defaults: Settings | None = None,
    tell: Callable[[str], object] = lambda _words: None,
) -> Settings:
    """Return the saved settings over the usual ones (``defaults``, where an office has its own).

    A value that cannot be right is as usual, and the others stand; a copy of the damaged file is
    kept beside as ``settings.json.bak``. A file that is no settings at all is moved there. What
    was not used is told in a sentence.
    """
    usual = defaults or Settings()
    try:
        file = (folder or config_folder()) / FILE_NAME
    except RuntimeError:  # Path.home() raises it for a user without a home
        return usual
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return usual
    except (OSError, ValueError):
        tell(f"设置文件打不开，这次按默认的设置运行，改了的设置存不下来（{file}）。")
        return usual
    beside = file.with_name(f"{FILE_NAME}.bak")
    try:
        data = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        with suppress(OSError):
            file.replace(beside)
        tell(f"设置文件已经损坏，改用默认的设置；原来的文件留在旁边（{beside}）。")
        return usual
    known = {key: data[key] for key in RULES if key in data}
    right = {key: value for key, value in known.items() if RULES[key].fits(value)}
    if len(right) < len(known):
        with suppress(OSError, Problem):
            write_bytes(beside, content)
        wrong = "、".join(f"“{key}”" for key in known if key not in right)
        tell(f"设置文件里的{wrong}不对，改用默认的；原来的文件另存在旁边（{beside}）。")
    if "recent" in right:
        right["recent"] = tuple(right["recent"][:MOST_RECENT])
    return replace(usual, **right)


def save_settings(
    settings: Settings, folder: Path | None = None, defaults: Settings | None = None
) -> bool:
    """Save what is not as usual; returns whether that worked, for nothing is lost if it did not.

    What the user left alone is not written down: it goes on following the office's defaults.
    """
    usual = asdict(defaults or Settings())
    chosen = {key: value for key, value in asdict(settings).items() if value != usual[key]}
    try:
        file = (folder or config_folder()) / FILE_NAME
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, f"{json.dumps(chosen, indent=2)}\n".encode())
    except (OSError, RuntimeError, Problem):
        return False
    return True


def _is_a_line(text: str) -> bool:
    return text.isprintable()
