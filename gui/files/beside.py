"""The other windows of the program, as far as what is done with files has to know of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gui.files.files import Files


class Beside(Protocol):
    """What a window knows of those beside it."""

    def make_room(self) -> Files:
        """Return a window without a report, where another one can come in; opened if need be."""
        ...

    def bring_forward(self, path: Path) -> bool:
        """Bring the other window forward that has a file open; returns whether one has."""
        ...

    def has_open(self, path: Path) -> bool:
        """Tell whether another window has a file open."""
        ...
