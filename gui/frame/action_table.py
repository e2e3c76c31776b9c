"""What a row of the table of actions may be."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
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
    its own way, in place of ``key``. ``settles`` says that it looks at the whole report, so that
    what is still being typed has to be taken in first. ``can`` tells whether it can be given just
    now, beyond ``when``; ``is_on`` makes it one that is ticked or not.
    """

    name: str
    text: str
    do: Callable[[Commands], object]
    key: str = ""
    tip: str = ""
    when: Availability = Availability.REPORT
    standard: QKeySequence.StandardKey | None = None
    settles: bool = False
    can: Callable[[Commands], bool] | None = None
    is_on: Callable[[Commands], bool] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The place of an action that is made elsewhere, such as undo."""

    name: str


class Separator:
    """A line between two groups of commands."""


SEPARATOR = Separator()


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu.

    Its ``rows`` are always the same, or those that ``fill`` tells anew whenever something changed.
    """

    name: str
    text: str
    rows: tuple[CommandRow, ...] = ()
    when: Availability = Availability.REPORT
    fill: Callable[[Commands], Iterable[CommandRow]] | None = None
    is_choice: bool = False
    """Exactly one of the rows is ticked."""


Entry: TypeAlias = CommandRow | Made | Separator | Submenu


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the menu bar."""

    text: str
    entries: tuple[Entry, ...]
    name: str = ""
    fill: Callable[[Commands], Iterable[CommandRow]] | None = None
    """Rows that stand behind the entries, told anew whenever the menu opens."""
