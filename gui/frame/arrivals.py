"""Later starts of the program: what they were asked to open comes into the windows of this one."""

from __future__ import annotations

import os

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.keeping.doorway import Doorway
from core.keeping.errand import Errand
from gui.frame.windows import Windows, raise_window

_SOON, _NOW_AND_THEN = 100, 1000
"""Milliseconds until one looks again: while a dialog stands, and where nobody tells of files."""


class Arrivals(QObject):
    """Fetches errands from the doorway while no dialog stands, and does them.

    While one stands nothing is fetched: whoever started the program shall not wait for the answer
    to a question, and gets a program of his own.
    """

    def __init__(self, door: Doorway, windows: Windows) -> None:
        super().__init__(windows)
        self._door, self._windows = door, windows
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._is_watched = False

    def open(self) -> None:
        """Begin to fetch; what was handed over while the program started is there already."""
        self._is_watched = self._watcher.addPath(str(self._door.folder))
        self._door.open()
        self.look()

    def close(self) -> None:
        """Fetch nothing more; the next start is the first one."""
        self._timer.stop()
        self._door.close()

    def look(self) -> None:
        """Fetch what waits, unless a dialog or a menu stands."""
        if not self._windows.every:
            return  # the program ends; who waits will be the first
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._timer.start(_SOON)
            return
        for errand in self._door.fetch():
            self._do(errand)
        if not self._is_watched:
            self._timer.start(_NOW_AND_THEN)

    def _do(self, errand: Errand) -> None:
        if errand.token and QApplication.platformName().startswith("wayland"):
            # Qt takes it from there when a window asks to come to the front.
            os.environ["XDG_ACTIVATION_TOKEN"] = errand.token
        windows = self._windows
        if errand.sample:
            windows.front.files.open_sample()
        for path in errand.paths:
            windows.front.files.open_path(path)
            holder = next((w for w in windows.every if w.files.has_open(path)), None)
            raise_window(holder or windows.front)
        if errand.sample:
            raise_window(windows.front)
        elif not errand.paths:
            free = next((w for w in windows.every if not w.document.is_open), None)
            raise_window(free or windows.open())
