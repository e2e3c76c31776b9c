"""The user's settings while the program runs: one place that changes and keeps them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.settings import Settings, save_settings


class Preferences(QObject):
    """Holds the settings; every change is saved at once and told."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def set(self, **changes: object) -> None:
        """Change settings by the names of their fields."""
        self._take(replace(self.settings, **changes))  # type: ignore[arg-type]  # by their names

    def remember(self, path: Path) -> None:
        """Put a document at the head of the recent ones, and its folder where dialogs begin."""
        whole = path.resolve()
        self._take(replace(self.settings.with_recent(whole), last_folder=str(whole.parent)))

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        save_settings(settings)
        self.changed.emit()
