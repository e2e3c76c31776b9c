"""What nobody foresaw: written to the log of crashes, told once, and the work stays open."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from core.keeping.crash_log import CrashLog

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

    ErrorHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
WORDS = "程序出了一个没有料到的差错，您的报告还在窗口里。请先另存一份，再重新启动程序。"
WORDS_AT_THE_END = "程序退出时出了一个没有料到的差错。请再打开报告，看看是不是最后的样子。"
"""What is told once the last window has closed."""

PAUSE = 30.0
"""Seconds after which what was told already is told again."""


class Surprises(QObject):
    """Stands behind all hooks of Python, for every thread, with or without a console."""

    came = Signal()
    """Something went wrong; emitted in the window's thread, and not again while it is told."""
    _noted = Signal()

    def __init__(self, log: CrashLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        # Later, never at once: the fault may lie in painting, or on another thread.
        self._noted.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._is_due = self._is_telling = False
        self._told_at = -PAUSE
        self._before: tuple[ErrorHook, object, object] | None = None

    def take_over(self) -> None:
        """Become what Python calls; `give_back` at the end."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        sys.unraisablehook = self._take_unraisable

    def give_back(self) -> None:
        """Let Python call what it called before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before  # type: ignore[assignment]  # as they were
            self._before = None

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if sys.stderr is not None:
            traceback.print_exception(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            is_new = self._log.note(error)
            # A fault in painting comes back with every repaint, one behind a button with a click.
            if is_new or monotonic() - self._told_at > PAUSE:
                self._ask_to_tell()

    def _take_from_thread(self, about: threading.ExceptHookArgs) -> None:
        if about.exc_value is None or issubclass(about.exc_type, SystemExit):
            return
        if sys.stderr is not None:
            traceback.print_exception(about.exc_value)
        if self._log.note(about.exc_value, about.thread.name if about.thread else "线程"):
            self._ask_to_tell()

    def _take_unraisable(self, about: UnraisableHookArgs) -> None:
        # It costs nobody anything: a clerk is not disturbed, the log has it.
        if about.exc_value is not None:
            if sys.stderr is not None:
                traceback.print_exception(about.exc_value)
            self._log.note(about.exc_value, "清理时")

    def _ask_to_tell(self) -> None:
        if not self._is_due:
            self._is_due = True
            self._noted.emit()

    def _tell(self) -> None:
        self._is_due = False
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self.came.emit()
        finally:
            self._is_telling = False
            self._told_at = monotonic()


def pass_on(done: Future[None]) -> None:
    """Hand an error of a worker, which its future would keep to itself, to the threads' hook."""
    error = None if done.cancelled() else done.exception()
    if error is not None:
        about = (type(error), error, error.__traceback__, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(about))
