"""Keeps the open report from being lost: recovery, backups and the mark beside its file.

Everything that touches a disk is done on one worker thread, in order: a slow network drive must
not hold up a key.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from core.document_format import encode
from core.keeping.backups import Backups, backup_folder
from core.keeping.presence import Marker, Presence, myself
from core.keeping.recovery import Keeper, recovery_folder
from core.problem import Problem
from gui.document import Document

SPAN = 300
"""Milliseconds after which a change is kept at the latest, the time to write it not counted."""


class Safekeeping(QObject):
    """Follows a document; `close` when the program ends."""

    failed = Signal(str)
    """Keeping does not work, for this reason; told once until it works again."""
    met = Signal(object)
    """Somebody else (`Presence`) has the file open."""

    def __init__(self, document: Document, root: Path, parent: QObject | None = None) -> None:
        """``root`` is the folder of the program's own files."""
        super().__init__(parent)
        self.folder = root
        self._document = document
        self._keeper = Keeper(recovery_folder(root))
        self._backups = Backups(backup_folder(root))
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="safekeeping")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SPAN)
        self._pause.timeout.connect(self.keep)
        self._marker: Marker | None = None
        self._marked: Path | None = None
        self._fault = ""
        self._is_closed = False
        document.changed.connect(self._follow)
        document.replaced.connect(self._begin)
        document.stored.connect(self._follow_file)

    def keep(self) -> None:
        """Keep the report as it stands now, or let go of what was kept if it is saved."""
        self._pause.stop()
        document = self._document
        if not document.has_work:
            self._do(self._keeper.drop)
            return
        data = encode(document.report, document.history)
        path, stamp = document.path, document.stamp
        self._do(lambda: self._keeper.keep(data, path, stamp))

    def close(self) -> None:
        """Let everything go: the program ends as its user wished."""
        self._pause.stop()
        self._do(self._keeper.drop)
        self._leave_mark()
        self._is_closed = True
        self._worker.shutdown(wait=True)

    def settle(self) -> None:
        """Wait until everything asked for is done."""
        self._worker.submit(lambda: None).result()

    def _follow(self) -> None:
        # The timer is not started anew by each key: that would put keeping off for ever.
        if not self._pause.isActive():
            self._pause.start()

    def _begin(self) -> None:
        """Another report is in the window."""
        self._do(self._keeper.drop)
        if self._document.has_work:
            self.keep()

    def _follow_file(self) -> None:
        """Follow the file: opened, saved, renamed or left."""
        path = self._document.path
        if path != self._marked:
            self._leave_mark()
            if path is not None:
                self._enter_mark(path)
        if self._document.is_open and not self._document.has_work:
            self.keep()
            if path is not None:
                self._back_up(path)

    def _back_up(self, path: Path) -> None:
        document = self._document
        data, now = encode(document.report, document.history), datetime.now().astimezone()
        self._do(lambda: self._backups.keep(path, data, now))

    def _enter_mark(self, path: Path) -> None:
        marker = Marker(path)
        self._marker, self._marked = marker, path

        def enter() -> None:
            there: Presence | None = marker.enter(myself(datetime.now().astimezone()))
            if there is not None:
                self.met.emit(there)

        self._do(enter)

    def _leave_mark(self) -> None:
        if self._marker is not None:
            self._do(self._marker.leave)
        self._marker = self._marked = None

    def _do(self, work: Callable[[], None]) -> None:
        if self._is_closed:
            return
        self._worker.submit(work).add_done_callback(self._judge)

    def _judge(self, done: Future[None]) -> None:
        """Tell a fault once; this runs on the worker, and the signal reaches the window."""
        error = done.exception()
        fault = str(error) if isinstance(error, Problem) else "自动保留没有成功。" if error else ""
        if fault and fault != self._fault:
            self.failed.emit(fault)
        self._fault = fault
