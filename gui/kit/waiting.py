"""Waiting for a source or a drive: the window lives on, tells the seconds and offers to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from core.apart.stopping import Stop, Stopped
from core.base.problem import naming
from gui.kit.fields import dialog_column
from gui.kit.passing import run

PATIENCE = 300
"""Milliseconds before a box says that something is read; most files are read by then."""
_LOOK = 15
"""Milliseconds between two looks at whether it is."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """What the box says: its title, what is being done, what stopping means, and the ways out.

    ``elsewhere`` is a second way out, none where it is empty.
    """

    title: str = "读取"
    doing: str = "正在读取“{}”"
    remark: str = "取消不影响打开的报告。"
    stop: str = "取消"
    elsewhere: str = ""


READING = WaitingWords()
ELSEWHERE = 2
"""The box was left by its second way out."""


def wait_for(
    name: str,
    work: Callable[[Stop], _T],
    parent: QWidget | None = None,
    words: WaitingWords = READING,
    thread: str | None = None,
) -> _T:
    """Return what ``work`` returns, done beside the window; ``name`` is the source's.

    Its ``thread`` may have a name, by which it is found as long as it goes on.
    Raises what it raises, and Stopped where the user calls it off. Nothing can be typed or
    clicked meanwhile but in the box; who closes the window calls it off, too.
    """
    window = parent or QApplication.activeWindow()
    worker = _Worker(work, thread)
    worker.start()
    is_left = let_pass(worker.is_alive, window)
    if is_left or (worker.is_alive() and not _is_awaited(name, worker, window, words)):
        # The process that reads ends at once; what is left of the thread hands nothing over.
        worker.is_unwanted = True
        with naming(name):
            raise Stopped
    return worker.outcome()


def _is_awaited(name: str, worker: Thread, window: QWidget | None, words: WaitingWords) -> bool:
    """Say that something is done until it is; returns whether it was not called off."""
    box = WaitingBox(name, worker.is_alive, window, words)
    return run(box) == QDialog.DialogCode.Accepted


class _Worker(Thread, Generic[_T]):
    def __init__(self, work: Callable[[Stop], _T], name: str | None) -> None:
        super().__init__(name=name, daemon=True)
        self.is_unwanted = False
        self._work = work
        self._found: list[_T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._found.append(self._work(lambda: self.is_unwanted))
        except BaseException as error:  # noqa: BLE001  it is raised again by the one who waits
            self._error = error

    def outcome(self) -> _T:
        """Return what was found, or raise what was raised."""
        if self._error is not None:
            raise self._error
        return self._found[0]


class WaitingBox(QDialog):
    """Says what is done and for how long; nobody knows how much is left, so no share is shown."""

    def __init__(
        self,
        name: str,
        goes_on: Callable[[], bool],
        parent: QWidget | None,
        words: WaitingWords = READING,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._words = words
        self._name = name
        self._goes_on = goes_on
        self._begun = time.monotonic()
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 24)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"正在{words.title}")
        self.stop = QPushButton(words.stop)
        self.stop.clicked.connect(self.reject)
        self.elsewhere = QPushButton(words.elsewhere)
        self.elsewhere.clicked.connect(lambda: self.done(ELSEWHERE))
        self.elsewhere.setVisible(bool(words.elsewhere))
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.elsewhere)
        line.addWidget(self.stop)
        column = dialog_column(self)
        column.addWidget(self.told)
        column.addWidget(bar)
        column.addLayout(line)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self._clock.start(_LOOK)
        self._look()

    def _look(self) -> None:
        if not self._goes_on():
            self.accept()
            return
        seconds = int(time.monotonic() - self._begun)
        passed = f"，已经{seconds}秒" if seconds else ""
        words = f"{self._words.doing.format(self._name)}{passed}。{self._words.remark}"
        if words != self.told.text():
            self.told.setText(words)
            if self.told.isVisible():  # the seconds may need a line that was not there at first
                needed = self.told.heightForWidth(self.told.width())
                self.told.setMinimumHeight(max(needed, self.told.minimumHeight()))


@contextmanager
def waiting_cursor() -> Iterator[None]:
    """Show by the cursor that the window is busy."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


class _Staying(QObject):
    """Keeps a window there while whoever waits will go on with it, and closes it behind that."""

    def __init__(self, window: QWidget, loop: QEventLoop) -> None:
        super().__init__()
        self.is_left = False
        self._window, self._loop = window, loop
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close:
            return False
        event.ignore()
        self.is_left = True
        self._loop.quit()
        return True

    def let_go(self) -> None:
        """Let the window close again, and close it if it was to."""
        self._window.removeEventFilter(self)
        if self.is_left:
            QTimer.singleShot(0, self._window, self._window.close)


def let_pass(goes_on: Callable[[], bool], window: QWidget | None = None) -> bool:
    """Let the window paint, but take no input, until the work is done or takes too long.

    Returns whether the window was to close meanwhile; it does when this is left.
    """
    loop = QEventLoop()
    staying = _Staying(window.window(), loop) if window is not None else None
    clock = QTimer()
    end = time.monotonic() + PATIENCE / 1000

    def look() -> None:
        if not goes_on() or time.monotonic() > end:
            loop.quit()

    clock.timeout.connect(look)
    clock.start(_LOOK)
    with waiting_cursor():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    clock.stop()
    if staying is None:
        return False
    staying.let_go()
    return staying.is_left
