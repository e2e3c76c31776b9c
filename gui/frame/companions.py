"""All windows of the program, as one of them sees them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from gui.look.appearance import Appearance
from gui.state.preferences import Preferences
from gui.texts.phrase_book import PhraseBook


class Companions(Protocol):
    """What windows share, and how they come to one another."""

    preferences: Preferences
    appearance: Appearance
    book: PhraseBook

    def open_window(self) -> None:
        """Open another window; it shows its start page."""
        ...

    def named(self, own: QWidget) -> list[tuple[str, bool]]:
        """Return the words for each window, and whether it is this one."""
        ...

    def turn_to(self, number: int) -> None:
        """Bring a window forward by its place."""
        ...

    def close(self, last: QWidget) -> bool:
        """Close all windows, this one at the end; returns whether none of them had to stay."""
        ...
