"""A thread for what a drive may hold up for ever, such as a look at a share that hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

_Task = tuple[Future[None], Callable[[], None]]
_T = TypeVar("_T")
PATIENCE = 1.0
"""Seconds for a look at a drive that the window cannot do without."""


def answer_of(look: Callable[[], _T], otherwise: _T, patience: float = PATIENCE) -> _T:
    """Return what a look at a drive finds; ``otherwise`` where it fails, or none comes in time."""
    found: list[_T] = []

    def work() -> None:
        with suppress(OSError, ValueError):
            found.append(look())

    worker = threading.Thread(target=work, name="a look", daemon=True)
    worker.start()
    worker.join(patience)
    return found[0] if found else otherwise


class PatientWorker:
    """Does one thing after the other; neither closing a window nor ending the program waits long.

    A pool of Python's own is joined when the interpreter ends, however long that takes.
    """

    def __init__(self, name: str) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], None]) -> Future[None]:
        """Have something done after what was asked before."""
        future: Future[None] = Future()
        self._tasks.put((future, work))
        return future

    def close(self, patience: float) -> bool:
        """Let it end after what was asked; returns whether it has, within so many seconds."""
        self._tasks.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, work = task
            try:
                work()
            except BaseException as error:  # noqa: BLE001  the future hands it on
                future.set_exception(error)
            else:
                future.set_result(None)
