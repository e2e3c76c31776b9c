"""What the program remembers between two runs: what the user chose, and how the window stood."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from core.base.atomic import PRIVATE, clear_left_over, make_private, write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.settings.deadline import CHOICES, is_setting

MOST_RECENT = 10
THEMES = ("system", "light", "dark", "contrast")
ENTER_GOES = ("down", "right")
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Steps of the zoom, in percent; a file may hold any whole number between the first and last."""
SIDE_AUTO, SIDE_SHOWN, SIDE_FOLDED, SIDE_HIDDEN = "auto", "shown", "folded", "hidden"
SIDES = (SIDE_AUTO, SIDE_SHOWN, SIDE_FOLDED, SIDE_HIDDEN)
WIDEST_SIDE = 200
"""Characters across the panel at the side."""
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
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a value in a file of settings may be: the test, and the words for a complaint."""

    fits: Callable[[object], bool]
    words: str


def one_of(*known: str) -> Limit:
    """Allow these words."""
    words = "、".join(f"“{each}”" for each in known)
    return Limit(lambda value: value in known, f"只能是{words}之一")


def a_line(longest: int) -> Limit:
    """Allow one line of text."""
    return Limit(
        lambda value: isinstance(value, str) and len(value) <= longest and value.isprintable(),
        f"要是一行文字，不超过{longest}个字",
    )


def _whole(fits: Callable[[int], bool], words: str) -> Limit:
    # A truth is a whole number to Python and not to a clerk.
    return Limit(lambda value: type(value) is int and fits(value), words)


TRUTH = Limit(lambda value: isinstance(value, bool), "只能是true或者false")
_PATH = Limit(lambda value: isinstance(value, str), "要是一个文件夹")
_PATHS = Limit(
    lambda value: isinstance(value, list | tuple) and all(isinstance(x, str) for x in value),
    "要是一列文件名",
)
_GEOMETRY = Limit(
    lambda value: isinstance(value, str) and value.isascii(), "要是程序自己写下的窗口位置"
)
_PRINTING = Limit(
    lambda value: (
        isinstance(value, Mapping) and all(isinstance(each, str | bool) for each in value.values())
    ),
    "要是打印选项",
)
_PLACES = Limit(
    lambda value: isinstance(value, Mapping) and all(isinstance(x, str) for x in value.values()),
    "要是程序自己写下的位置",
)
_DEADLINE = Limit(
    is_setting,
    f"要写{'、'.join(f'“{choice.name}”（{choice.organs}）' for choice in CHOICES)}"
    "或者“02-20”这样的月和日",
)
_LIMIT = "limit"


def _setting(usual: _T, limit: Limit) -> _T:
    return field(default=usual, metadata={_LIMIT: limit})


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's preferences, each with what is usual and what it may be.

    Raises ValueError for a value that it may not be, wherever it is set.
    """

    recent: tuple[str, ...] = _setting((), _PATHS)
    """Paths of documents, the most recent first."""
    theme: str = _setting(THEMES[0], one_of(*THEMES))
    geometry: str = _setting("", _GEOMETRY)
    """The window's place as base64."""
    last_folder: str = _setting("", _PATH)
    printing: Mapping[str, str | bool] = field(default_factory=dict, metadata={_LIMIT: _PRINTING})
    """Choices about the printed page (`core.settings.page_options`)."""
    enter: str = _setting(ENTER_GOES[0], one_of(*ENTER_GOES))
    """Where Enter goes on in a table: down a column, or right along a row."""
    zoom: int = _setting(
        100,
        _whole(lambda value: ZOOMS[0] <= value <= ZOOMS[-1], f"要是{ZOOMS[0]}到{ZOOMS[-1]}的整数"),
    )
    """How large the window is drawn, in percent."""
    shows_prior: bool = _setting(usual=False, limit=TRUTH)
    """Last year's figures stand small in the cells."""
    shows_page: bool = _setting(usual=False, limit=TRUTH)
    """The page as it is printed stands beside the editor."""
    side: str = _setting(SIDE_AUTO, one_of(*SIDES))
    """How the panel at the side is shown; ``auto`` folds it in a narrow window."""
    side_width: int = _setting(
        0, _whole(lambda value: 0 <= value <= WIDEST_SIDE, f"要是0到{WIDEST_SIDE}的整数")
    )
    """Characters across that panel; 0 for as many as the window has room for."""
    records_author: bool = _setting(usual=False, limit=TRUTH)
    """The history notes who made an edit."""
    author: str = _setting("", a_line(LONGEST_NAME))
    """Who that is; empty for the name that the user has on this machine."""
    backup_months: int = _setting(
        24,
        _whole(BACKUP_MONTHS.__contains__, f"只能是{'、'.join(map(str, BACKUP_MONTHS))}之一"),
    )
    """The last backup of so many months is kept."""
    deadline: str = _setting("", _DEADLINE)
    """By when a report must be published (`core.settings.deadline`); empty until it is chosen."""
    places: Mapping[str, str] = field(default_factory=dict, metadata={_LIMIT: _PLACES})
    """Where the recent documents were left: by path, a cell's address or ``section@character``."""

    def __post_init__(self) -> None:
        for name, limit in LIMITS.items():
            if not limit.fits(getattr(self, name)):
                raise ValueError(f"{name}{limit.words}")

    def with_recent(self, path: Path) -> Settings:
        """Return the settings with a document at the head of the recent ones."""
        new = str(path)
        others = (old for old in self.recent if os.path.normcase(old) != os.path.normcase(new))
        return replace(self, recent=(new, *others)[:MOST_RECENT])

    def with_place(self, path: Path, place: str) -> Settings:
        """Return the settings with where a recent document was left; others are forgotten."""
        places = {**self.places, str(path): place}
        return replace(self, places={name: places[name] for name in self.recent if name in places})


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {each.name: each.metadata[_LIMIT] for each in fields(Settings)}
)
"""What each setting may be in a file."""


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
        user = os.getuid() if hasattr(os, "getuid") else "user"
        return Path(tempfile.gettempdir()) / f"nianbao-{user}"  # all share what is above it


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
        content = read_plain(file, LARGEST + 1)
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
    known = {key: data[key] for key in LIMITS if key in data}
    right = {key: value for key, value in known.items() if LIMITS[key].fits(value)}
    if len(right) < len(known):
        with suppress(OSError, Problem):
            write_bytes(beside, content, mode=PRIVATE)
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
        make_private(file.parent)
        write_bytes(file, f"{json.dumps(chosen, indent=2)}\n".encode(), mode=PRIVATE)
        clear_left_over(file.parent)
    except (OSError, RuntimeError, Problem):
        return False
    return True
