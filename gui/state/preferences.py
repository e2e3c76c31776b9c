"""The user's settings while the program runs: one place that changes and keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.keeping.presence import user_name
from core.settings.office import Office
from core.settings.settings import Settings, save_settings


class Preferences(QObject):
    """Holds the settings; every change is saved at once and told."""

    changed = Signal()

    def __init__(
        self, settings: Settings, parent: QObject | None = None, office: Office | None = None
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.office = office or Office()
        """What the whole office has by default."""

    @property
    def author(self) -> str:
        """Who is noted in the history; empty where nobody shall be."""
        if not self.settings.records_author:
            return ""
        return self.settings.author or user_name()

    def set(self, **changes: object) -> None:
        """Change settings by the names of their fields."""
        self._take(replace(self.settings, **changes))  # type: ignore[arg-type]  # by their names

    def remember(self, path: Path) -> None:
        """Put a document at the head of the recent ones, and its folder where dialogs begin."""
        whole = path.resolve()
        self._take(replace(self.settings.with_recent(whole), last_folder=str(whole.parent)))

    def remember_place(self, path: Path, place: str) -> None:
        """Note where a recent document was left."""
        self._take(self.settings.with_place(path.resolve(), place))

    def place_of(self, path: Path) -> str:
        """Return where a document was left; empty where nobody knows."""
        return self.settings.places.get(str(path.resolve()), "")

    def forget(self, paths: Iterable[Path]) -> None:
        """Take documents off the recent ones; the files themselves stay where they are."""
        gone = set(paths)
        kept = tuple(name for name in self.settings.recent if Path(name) not in gone)
        self._take(replace(self.settings, recent=kept))

    def _take(self, settings: Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        save_settings(settings, defaults=self.office.settings)
        self.changed.emit()
