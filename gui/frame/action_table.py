"""What a row of the table of actions may be."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QKeySequence

from gui.frame.commands import Commands


class Availability(enum.Enum):
    """Availability a command can be given."""

    ALWAYS = "always"
    REPORT = "report"
    """While a report is open."""


@dataclass(frozen=True, slots=True)
class CommandRow:
    """One command: its name in code, its words, what it does, its keys, what its tooltip says.

    ``do`` may return a sentence for the status bar. ``standard`` is a key that each system has in
    its own way, in place of ``key``.
    """

    name: str
    text: str
    do: Callable[[Commands], object]
    key: str = ""
    tip: str = ""
    when: Availability = Availability.REPORT
    standard: QKeySequence.StandardKey | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The place of an action that is made elsewhere, such as undo."""

    name: str


class Separator:
    """A line between two groups of commands."""


SEPARATOR = Separator()


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu; one without rows is filled while the window is open."""

    name: str
    text: str
    rows: tuple[CommandRow, ...] = ()
    when: Availability = Availability.REPORT


Entry: TypeAlias = CommandRow | Made | Separator | Submenu


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the menu bar."""

    text: str
    entries: tuple[Entry, ...]
