"""The office's phrases for the window: read when first wanted, written at every change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.settings.phrases import (
    Phrase,
    Phrases,
    load_phrases,
    merge,
    read_phrases,
    save_phrases,
    shipped_phrases,
    write_phrases,
)


class PhraseBook(QObject):
    """One list for all windows' pages. Whatever touches the file raises Problem."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._phrases: Phrases | None = None
        self._offered: Phrases = ()

    def offer(self, phrases: Phrases) -> None:
        """Put an office's own phrases before those that come with the program."""
        self._offered = phrases
        self._phrases = None

    def all(self) -> Phrases:
        """Return every phrase, in the office's order."""
        if self._phrases is None:
            self._phrases = load_phrases(self._folder, self._offered)
        return self._phrases

    def of_section(self, section: str) -> Phrases:
        """Return the phrases for one written part."""
        return tuple(phrase for phrase in self.all() if phrase.section == section)

    def add(self, phrase: Phrase) -> bool:
        """Add a phrase; returns whether it is new."""
        every, count = merge(self.all(), [phrase])
        if count:
            self._keep(every)
        return bool(count)

    def change(self, old: Phrase, new: Phrase) -> None:
        """Put another phrase in the place of one."""
        self._keep(tuple(dict.fromkeys(new if p == old else p for p in self.all())))

    def remove(self, phrase: Phrase) -> None:
        """Take a phrase out."""
        self._keep(tuple(p for p in self.all() if p != phrase))

    def take_in(self, path: Path) -> int:
        """Add the phrases of a file; returns how many were new."""
        every, count = merge(self.all(), read_phrases(path))
        if count:
            self._keep(every)
        return count

    def restore(self) -> int:
        """Add what came with the program or the office's defaults and was taken out."""
        every, count = merge(self.all(), (*self._offered, *shipped_phrases()))
        if count:
            self._keep(every)
        return count

    def write(self, path: Path, last_look: Callable[[], None] | None = None) -> None:
        """Write all phrases to a file for others, after a last look that may raise Problem."""
        write_phrases(self.all(), path, last_look)

    def _keep(self, phrases: Phrases) -> None:
        save_phrases(phrases, self._folder)
        self._phrases = phrases
