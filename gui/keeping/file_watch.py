"""Watches the file of the open report: who else has it open, who changed it meanwhile.

The file may lie on a shared drive that hangs. So a worker thread looks, which nothing else waits
for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from core.document.file import Stamp
from core.keeping.disk_change import DiskChange, find_change
from core.keeping.presence import Marker, Presence, myself
from gui.keeping.patient_worker import PatientWorker
from gui.keeping.surprises import pass_on
from gui.state.document import Document

PATIENCE = 2.0
"""Seconds that closing waits for the drive of the file; a mark left there lapses by itself."""


class FileWatch(QObject):
    """Looks when a file is opened and whenever the window comes forward; `close` at the end."""

    met = Signal(object)
    """These others (a tuple of `Presence`) have the file open that was just opened."""
    joined = Signal(object)
    """These others have opened the file since."""
    changed = Signal(object)
    """The file is another one now, or is gone (`DiskChange`)."""
    unchanged = Signal()
    """The file is as the window knows it, again or because it was saved or left."""
    _looked = Signal(object, object, object)
    """The worker has looked: at which file and stamp, and what it found."""
    _found = Signal(object, object, bool)
    """The worker has read the marks: of which file, who is there, and whether we came just now."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._worker = PatientWorker("file-watch")
        self._marker: Marker | None = None
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._told: DiskChange | None = None
        self._known: frozenset[Presence] = frozenset()
        self._is_asked = False
        self._looked.connect(self._judge)
        self._found.connect(self._meet)
        document.stored.connect(self._follow)
        QGuiApplication.instance().applicationStateChanged.connect(self._come_forward)  # type: ignore[union-attr]  # there is one

    def look(self) -> None:
        """Look at the file and at the marks beside it."""
        path, stamp, marker = self._document.path, self._document.stamp, self._marker
        if self._is_asked or path is None or stamp is None or marker is None:
            return
        self._is_asked = True
        forms = self._document.forms

        def look() -> None:
            # A look that has begun may have missed what comes now: then another one waits. More
            # than one is of no use, and a drive that hangs shall not let them pile up.
            self._is_asked = False
            change = find_change(path, stamp, forms)
            self._looked.emit(path, stamp, change)
            # Where the file has gone, its disk may have too: nothing is left in an empty folder.
            is_gone = change is not None and change.stamp is None
            self._found.emit(path, marker.others() if is_gone else marker.enter(), False)

        self._submit(look)

    def settle(self) -> None:
        """Wait until the worker has done what it was asked for."""
        self._worker.submit(lambda: None).result()

    def close(self) -> None:
        """Take our mark away; nothing is watched any more, and a drive that hangs is left alone."""
        self._leave()
        self._worker.close(PATIENCE)

    def _come_forward(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def _follow(self) -> None:
        """Follow the file: opened, saved, renamed or left."""
        path, stamp = self._document.path, self._document.stamp
        if (path, stamp) != (self._path, self._stamp):
            self._told = None
            self.unchanged.emit()
        if path != self._path:
            self._leave()
            if path is not None:
                self._enter(path)
        self._path, self._stamp = path, stamp

    def _enter(self, path: Path) -> None:
        marker = self._marker = Marker(path, myself(datetime.now().astimezone()))
        self._known = frozenset()
        self._submit(lambda: self._found.emit(path, marker.enter(), True))

    def _leave(self) -> None:
        if self._marker is not None:
            self._submit(self._marker.leave)
        self._marker = None

    def _submit(self, work: Callable[[], None]) -> None:
        self._worker.submit(work).add_done_callback(pass_on)

    def _judge(self, path: Path, stamp: Stamp, change: DiskChange | None) -> None:
        """Tell what the worker saw, unless the file was saved or left meanwhile."""
        if (path, stamp) != (self._document.path, self._document.stamp):
            return
        if change is None and self._told is not None:
            self.unchanged.emit()
        elif change is not None and change != self._told:
            self.changed.emit(change)
        self._told = change

    def _meet(self, path: Path, there: tuple[Presence, ...], has_come: bool) -> None:
        if path != self._document.path:
            return
        new = tuple(each for each in there if each not in self._known)
        self._known = frozenset(there)
        if new:
            (self.met if has_come else self.joined).emit(new)
