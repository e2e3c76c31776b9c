"""The other windows of the program, as far as what is done with files has to know of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.keeping.recovery import Left
from core.report.report import Report

if TYPE_CHECKING:
    from core.reading.opening import Saved


class Room(Protocol):
    """A window that can take a report in."""

    def receive(
        self,
        report: Report,
        path: Path | None = None,
        saved: Saved | None = None,
        *,
        has_work: bool = False,
        at_trouble: bool = False,
    ) -> None:
        """Show a report; a document with what its file tells of it."""
        ...

    def bring_back(self, left: Left) -> None:
        """Show what a crash left behind."""
        ...


class Beside(Protocol):
    """What a window knows of those beside it."""

    def make_room(self) -> Room:
        """Return a window without a report, where another one can come in; opened if need be."""
        ...

    def bring_forward(self, path: Path) -> bool:
        """Bring the other window forward that has a file open; returns whether one has."""
        ...

    def has_open(self, path: Path) -> bool:
        """Tell whether another window has a file open."""
        ...
