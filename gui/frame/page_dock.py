"""When the page stands beside the editor, and what it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from core.settings.page_options import options_from_data
from gui.frame.workspace import Workspace
from gui.state.document import Document
from gui.state.preferences import Preferences

if TYPE_CHECKING:  # what prints is imported when it is first shown
    from gui.printing.page_beside import PageBeside

_PART = 36
"""The hundredth part of the window that the page takes at the most."""


class PageDock(QObject):
    """Shows the page beside the editor while the settings want it and a report is open."""

    def __init__(
        self,
        window: QMainWindow,
        document: Document,
        workspace: Workspace,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._workspace = workspace
        self._preferences = preferences
        self.dock: PageBeside | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)  # a held arrow moves faster than anybody reads
        self._pause.timeout.connect(self._show_place)
        workspace.place_changed.connect(self._pause.start)
        document.replaced.connect(self.follow)
        preferences.changed.connect(self.follow)

    def follow(self) -> None:
        """Be there or not, as the settings and the document say now."""
        settings = self._preferences.settings
        is_wanted = settings.shows_page and self._document.is_open
        if not is_wanted:
            if self.dock is not None:
                self.dock.hide()
            return
        options = options_from_data(settings.printing)
        if self.dock is None:
            from gui.printing.page_beside import PageBeside

            self.dock = PageBeside(self._document, options, self._window)
            self.dock.closer.clicked.connect(lambda: self._preferences.set(shows_page=False))
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            self._size(self.dock)
        self.dock.take_options(options)
        if not self.dock.isVisible() or not self.dock.pages:
            self.dock.show()
            self.dock.compose()
            self._show_place()

    def _size(self, dock: PageBeside) -> None:
        width = min(dock.sizeHint().width(), self._window.width() * _PART // 100)
        self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)

    def _show_place(self) -> None:
        if self.dock is not None and self.dock.isVisible() and self._document.is_open:
            self.dock.follow(*self._workspace.place_in_hand())
