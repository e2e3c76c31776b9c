"""A heap of files read beside the window: how far it is, what came of each file, and a way out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from core.base.problem import Problem
from core.rollup.heap import Found, is_archive, look_through
from core.rollup.receiving import Receipt, Receiver
from core.rollup.taking_in import TakingIn

_LOOK = 60
"""Milliseconds between two looks at what has been read."""
_UNFORESEEN = "读取时程序出了差错，后面的文件没有读。请再收一次，已经收下的不受影响。"


class HeapReader(QObject):
    """Reads one heap at a time in a thread of its own; the window asks it how far it is."""

    progressed = Signal(int, int, str)
    """So many files of so many are read; the last one was called this."""
    received = Signal(list)
    """These receipts (`core.rollup.receiving.Receipt`) have come since."""
    finished = Signal(str)
    """All is read, or it was called off; the words say what went wrong, if anything did."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)

    @property
    def is_reading(self) -> bool:
        """Tell whether a heap is being read."""
        return self._run is not None

    def read(
        self, paths: Sequence[Path], room: Path, leave_out: Path, make: Callable[[], Receiver],
        taking: Callable[[Sequence[Found]], TakingIn],
    ) -> None:  # fmt: skip
        """Begin; ``make`` and ``taking`` are called in the thread. Raises where one is read."""
        if self._run is not None:
            raise RuntimeError("one heap at a time")
        self._run = _Run(paths, room, leave_out, make, taking)
        self._run.start()
        self._clock.start()

    def cancel(self) -> None:
        """Read no more; what is under way comes yet."""
        if self._run is not None:
            self._run.cancel()

    def end(self) -> None:
        """Read no more, and wait for the end: the window closes."""
        if self._run is not None:
            self._run.cancel()
            self._run.join()
            self._look()

    def _look(self) -> None:
        run = self._run
        if run is None:
            return
        is_over = not run.is_alive()
        receipts = []
        while run.receipts:
            receipts.append(run.receipts.popleft())
        if receipts:
            self.received.emit(receipts)
        self.progressed.emit(run.done, run.total, run.name)
        if is_over:
            self._clock.stop()
            self._run = None
            self.finished.emit(run.fault)


class _Run(Thread):
    def __init__(
        self, paths: Sequence[Path], room: Path, leave_out: Path, make: Callable[[], Receiver],
        taking: Callable[[Sequence[Found]], TakingIn],
    ) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self.receipts: deque[Receipt] = deque()
        self.done = self.total = 0
        """The total is 0 while nobody has counted the files yet."""
        self.name = self.fault = ""
        self.is_unwanted = False
        self._paths = paths
        self._room = room
        self._leave_out = leave_out
        self._make = make
        self._begin = taking
        self._taking: TakingIn | None = None

    def cancel(self) -> None:
        self.is_unwanted = True
        if self._taking is not None:
            self._taking.cancel()

    def run(self) -> None:
        try:
            self._read()
        except Problem as problem:
            self.fault = str(problem)
        except Exception:  # noqa: BLE001  the window must not wait for ever
            self.fault = _UNFORESEEN

    def _read(self) -> None:
        files: list[Found] = []
        for number, path in enumerate(self._paths):
            for found in self._found(path, number):
                files.append(found)
                self.name = found.file
                if self.is_unwanted:
                    return
        self.name = ""
        self.total = len(files)
        self._taking = self._begin(files)
        receiver = self._make()
        for came in self._taking:
            self.receipts.append(receiver.receive(came))
            self.done += 1
            self.name = came.found.file
            if self.is_unwanted:
                self._taking.cancel()

    def _found(self, path: Path, number: int) -> Sequence[Found]:
        if path.is_dir() or is_archive(path):
            room = self._room / str(number)
            return list(look_through(path, room, (self._leave_out,)))
        return [Found(path, path.name)]
