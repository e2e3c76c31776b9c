"""Keeps the open report from being lost: recovery, and backups of what was saved.

Everything that touches a disk is done on one worker thread, in order, and only on the disk of the
program's own files: a shared drive that hangs must not hold it up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from core.base.problem import Problem
from core.document.encode import encode
from core.keeping.backups import Backups, backup_folder
from core.keeping.recovery import Keeper, recovery_folder
from core.report.transition import copy
from gui.keeping.surprises import pass_on
from gui.state.document import Document

SPAN = 200
"""Milliseconds after which a change is kept at the latest, the time to write it not counted."""
_KEEPING, _BACKUP = "keeping", "backup"


@dataclass(frozen=True, slots=True)
class _Task:
    """Something for the worker; of a kind that fails, the fault is told once."""

    kind: str
    work: Callable[[], None]
    is_whole: bool = False
    """It makes an earlier one of its kind superfluous that has not begun."""


class Safekeeping(QObject):
    """Follows a document; `close` when the program ends."""

    failed = Signal(str)
    """Keeping does not work, for this reason; told once until it works again."""
    healed = Signal()
    """Keeping works again."""

    def __init__(self, document: Document, root: Path, parent: QObject | None = None) -> None:
        """``root`` is the folder of the program's own files."""
        super().__init__(parent)
        self.folder = root
        self.backups = Backups(backup_folder(root))
        self._document = document
        self._keeper = Keeper(recovery_folder(root))
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="safekeeping")
        self._tasks: deque[_Task] = deque()
        self._lock = Lock()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SPAN)
        self._pause.timeout.connect(self.keep)
        self._faults: dict[str, str] = {}
        self._is_closed = False
        document.changed.connect(self._follow)
        document.replaced.connect(self._begin)
        document.stored.connect(self._follow_file)

    @property
    def backup_folder(self) -> Path:
        """Where backups are kept."""
        return backup_folder(self.folder)

    def keep_months(self, months: int) -> None:
        """Keep backups of so many months."""
        self.backups.months = months

    def keep(self) -> None:
        """Keep the report as it stands now, or let go of what was kept if it is saved."""
        self._pause.stop()
        document = self._document
        if not document.has_work:
            self._drop()
            return
        data = encode(document.report, document.history)
        path, stamp = document.path, document.stamp
        self._do(_Task(_KEEPING, lambda: self._keeper.keep(data, path, stamp), is_whole=True))

    def hurry(self) -> None:
        """Keep at once what waits to be kept: something is about to hold up the window."""
        if self._pause.isActive():
            self.keep()

    def back_up(self) -> None:
        """Keep the report as it stands now as a backup of its file, at once; raises Problem."""
        document = self._document
        if document.path is not None:
            data = encode(document.report, document.history)
            self.backups.keep(document.path, data, datetime.now().astimezone())

    def close(self) -> None:
        """Let everything go: the program ends as its user wished."""
        self._pause.stop()
        self._drop()
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
        self._drop()
        if self._document.has_work:
            self.keep()

    def _follow_file(self) -> None:
        """Let go of what a file holds now, and back that up."""
        path = self._document.path
        if self._document.is_open and not self._document.has_work:
            self.keep()
            if path is not None:
                self._back_up(path)

    def _back_up(self, path: Path) -> None:
        # Writing out a long history takes longer than painting: the worker does it, of a copy.
        report, history = copy(self._document.report), self._document.history.copy()
        now = datetime.now().astimezone()
        self._do(_Task(_BACKUP, lambda: self.backups.keep(path, encode(report, history), now)))

    def _drop(self) -> None:
        self._do(_Task(_KEEPING, self._keeper.drop))

    def _do(self, task: _Task) -> None:
        if self._is_closed:
            return
        with self._lock:
            # A slow disk must not let them pile up: the latest is the one that counts.
            last = self._tasks[-1] if self._tasks else None
            if last is not None and last.is_whole and task.is_whole and last.kind == task.kind:
                self._tasks[-1] = task
                return
            self._tasks.append(task)
        self._worker.submit(self._work).add_done_callback(self._fail)

    def _work(self) -> None:
        """Do what is next; this runs on the worker, and the signals reach the window."""
        with self._lock:
            task = self._tasks.popleft()
        try:
            task.work()
        except Problem as problem:
            fault = str(problem)
            if fault != self._faults.get(task.kind):
                self._faults[task.kind] = fault
                self.failed.emit(fault)
        else:
            if self._faults.pop(task.kind, "") and not self._faults:
                self.healed.emit()

    def _fail(self, done: Future[None]) -> None:
        """Tell of what nobody foresaw."""
        if done.exception() is not None:
            self.failed.emit("自动保留没有成功。")
            pass_on(done)
