"""Opening the guide: from the menu, and by F1 in every window, at the chapter that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMenuBar, QWidget

from gui.look.appearance import Appearance

if TYPE_CHECKING:
    from gui.guide.window import GuideWindow

CHAPTERS = {
    "TextPage": "writing.md",
    "CoverPage": "writing.md",
    "TablePage": "fill.md",
    "NewReportDialog": "begin.md",
    "FollowingYearDialog": "begin.md",
    "PastePreview": "fill.md",
    "LinkingDialog": "writing.md",
    "LastYearDialog": "comparing.md",
    "PhrasesDialog": "writing.md",
    "ReadingWindow": "reading.md",
    "SeriesWindow": "comparing.md",
    "RollupWindow": "collecting.md",
    "NewRollupDialog": "collecting.md",
    "UnitsDialog": "collecting.md",
    "ProofreadingWindow": "proofreading.md",
    "Preview": "printing.md",
    "ReturnWindow": "returning.md",
    "RecoveryDialog": "keeping.md",
    "BackupsDialog": "keeping.md",
    "HistoryDialog": "keeping.md",
    "DiskChangeDialog": "keeping.md",
    "SettingsDialog": "settings.md",
}
"""Where the pages and windows are explained, by the names of their classes."""
_HAS_KEY = "opensGuide"


class Help(QObject):
    """Opens the guide over a window; what takes the focus for the first time gets the key."""

    def __init__(self, bar: QMenuBar, appearance: Appearance, zooming: Iterable[QAction]) -> None:
        """``zooming`` are the actions that change the size; the guide takes their keys too."""
        super().__init__(bar)
        self._bar = bar
        self._appearance = appearance
        self._zooming = list(zooming)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._give_key)

    def open(self, chapter: str = "", over: QWidget | None = None) -> GuideWindow:
        """Open the guide at a chapter, by default the first, or bring it forward.

        A window that lets no other be used needs a guide of its own, which goes with it.
        """
        from gui.access.shortcuts import shortcuts
        from gui.guide.chapters import FIRST
        from gui.guide.window import GuideWindow

        owner = self._bar.window() if over is None else over
        known: list[GuideWindow] = [w for w in owner.children() if isinstance(w, GuideWindow)]
        guide = next((window for window in known if window.isVisible()), None)
        if guide is None:
            guide = GuideWindow(shortcuts(self._bar), self._appearance.theme, owner)
            guide.addActions(self._zooming)
            self._appearance.changed.connect(guide.wear)
            if isinstance(owner, QDialog):
                owner.finished.connect(guide.close)
        guide.show_chapter(chapter or FIRST)
        guide.show()
        guide.raise_()
        guide.activateWindow()
        return guide

    def open_for(self, shown: QWidget) -> GuideWindow:
        """Open the guide at the chapter that explains a page or a window."""
        is_blocking = isinstance(shown, QDialog) and shown.isModal()
        return self.open(chapter_of(shown), shown if is_blocking else None)

    def _give_key(self, _old: QWidget | None, new: QWidget | None) -> None:
        window = new.window() if new is not None else None
        if not isinstance(window, QDialog) or window.property(_HAS_KEY):
            return
        if _name(window) not in CHAPTERS or not self._is_ours(window):
            return
        window.setProperty(_HAS_KEY, True)
        QShortcut(QKeySequence("F1"), window, lambda: self.open_for(window))

    def _is_ours(self, window: QWidget) -> bool:
        owner: QWidget | None = window
        while owner is not None and owner is not self._bar.window():
            owner = owner.parentWidget()
        return owner is not None


def chapter_of(shown: QWidget) -> str:
    """Name the chapter that explains a page or a window; empty where none does of its own."""
    return CHAPTERS.get(_name(shown), "")


def _name(shown: QWidget) -> str:
    return type(shown).__name__
