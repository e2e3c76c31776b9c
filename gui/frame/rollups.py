"""The windows of roll-ups (汇总): opened from the main window, held while they are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.forms.loader import Forms
from gui.files.file_places import FilePlaces
from gui.files.files import Files
from gui.guide.opening import Help, chapter_of
from gui.kit.ask import Ask
from gui.look.appearance import Appearance
from gui.state.preferences import Preferences

if TYPE_CHECKING:
    from core.rollup.project import Project
    from core.texts.office_rules import OfficeRules
    from gui.rollup.window import RollupWindow


_HELD = "isHeld"


@dataclass(slots=True, eq=False)
class Rollups:
    """Each roll-up has a window that stands by itself; with the main window all are closed."""

    forms: Forms
    files: Files
    places: FilePlaces
    preferences: Preferences
    appearance: Appearance
    ask: Ask
    guide: Help
    zooming: Sequence[QAction]
    parent: QWidget
    office_rules: Callable[[], OfficeRules | None]
    _held: list[RollupWindow] = field(default_factory=list)

    @property
    def windows(self) -> list[RollupWindow]:
        """The windows that are open."""
        return [each for each in self._held if isValid(each)]

    def new(self) -> None:
        """Ask for what a roll-up begins with, and open its window."""
        from gui.rollup.opening import new_rollup

        organ = self.preferences.office.proposal
        folder = self.places.folder()
        self.show(new_rollup(self.forms, organ, self.ask, folder, self.parent))

    def open(self) -> None:
        """Ask for a roll-up's folder, and open its window."""
        from gui.rollup.opening import choose_rollup

        self.show(choose_rollup(self.forms, self.ask, self.places.folder()))

    def open_folder(self, folder: Path) -> None:
        """Open the window of the roll-up in this folder."""
        from gui.rollup.opening import rollup_in

        self.show(rollup_in(folder, self.forms, self.ask))

    def show(self, project: Project | None) -> None:
        """Show a project in its window, or bring that forward."""
        from gui.rollup.opening import show_rollup

        if project is None:
            return
        project.office = self.office_rules()
        appearance = self.appearance
        window = show_rollup(project, self.preferences.author, lambda: appearance.theme, self.ask)
        if window.property(_HELD):
            return  # by this window or by one beside it
        window.setProperty(_HELD, True)
        self._held = [*self.windows, window]
        window.addActions(self.zooming)
        window.copy_wanted.connect(self.files.show_copy)
        window.open_wanted.connect(lambda path: self._open_file(path))  # noqa: PLW0108  slots hold no weak reference
        window.guide_wanted.connect(lambda: self.guide.open(chapter_of(window), window))
        appearance.changed.connect(window.wear)

    def _open_file(self, path: Path) -> None:
        """Open a file in the main window, which lies behind the roll-up's until then."""
        self.parent.setWindowState(self.parent.windowState() & ~Qt.WindowState.WindowMinimized)
        self.parent.raise_()
        self.parent.activateWindow()
        self.files.open_path(path)

    def close(self) -> bool:
        """Close all windows; returns whether none of them had to stay."""
        return all(window.close() for window in self.windows)
