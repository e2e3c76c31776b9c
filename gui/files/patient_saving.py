"""Saves that a drive may hold up for ever: done beside the window, each file's in their order.

Whoever does not want to wait any longer goes on working, or saves elsewhere. What is being written
goes on being written: a save into the same file waits for it, and what becomes of it is taken note
of whenever it comes.
"""

from __future__ import annotations

import enum
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.document.file import Stamp
from gui.keeping.patient_worker import PatientWorker
from gui.keeping.surprises import pass_on
from gui.kit.passing import run
from gui.state.begun_save import BegunSave
from gui.state.document import Document

_DOING = "正在保存到“{}”，正在等待磁盘或者共享文件夹"
_REMARK = "报告还在窗口里，也自动保留着。可以先另存到别处；先不等也可以，存好了就算保存。"


class SaveEnd(enum.Enum):
    """How waiting for a save ended."""

    SAVED = enum.auto()
    LATER = enum.auto()
    """Nobody waits for it any more; it goes on."""
    ELSEWHERE = enum.auto()
    """Nobody waits for it, and the report shall be saved elsewhere."""


@dataclass(slots=True)
class _Lane:
    """The saves into one file: one worker does them, and knows what the last one has put there."""

    worker: PatientWorker
    waiting: int = 0
    written: list[tuple[Stamp | None, Stamp]] = field(default_factory=list)

    def write(self, begun: BegunSave) -> Stamp:
        """Write after what was asked before, and over it; this runs on the worker."""
        stamp = begun.stamp
        for before, after in self.written:
            stamp = after if stamp == before else stamp
        saved = begun.write(stamp)
        self.written.append((stamp, saved))
        return saved


@dataclass(slots=True, eq=False)
class _Save:
    """One save on its way, and what came of it."""

    number: int
    begun: BegunSave
    lane: _Lane
    stamp: Stamp | None = None
    fault: BaseException | None = None

    def work(self) -> None:
        try:
            self.stamp = self.lane.write(self.begun)
        except BaseException as error:  # noqa: BLE001  whoever waits raises it again
            self.fault = error


class PatientSaving(QObject):
    """Saves a document without ever holding up the window."""

    failed_late = Signal(str)
    """A save that nobody waited for any more has failed, for this reason."""
    _ended = Signal(object)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self._lanes: dict[Path, _Lane] = {}
        self._count = 0
        self._last = 0
        self._ended.connect(self._come_late)

    def save(self, path: Path | None, *, overwrite: bool) -> SaveEnd:
        """Save into the report's file or another one, and wait; raises Problem where that fails."""
        from gui.kit.waiting import ELSEWHERE, WaitingBox, WaitingWords, let_pass

        save = self._begin(self._document.begin_save(path, overwrite=overwrite))
        future = save.lane.worker.submit(save.work)

        def goes_on() -> bool:
            return not future.done()

        let_pass(goes_on)
        chosen = 0
        if goes_on():
            words = WaitingWords("保存", _DOING, _REMARK, "先不等", "另存到别处…")
            chosen = run(WaitingBox(save.begun.target.name, goes_on, self._window, words))
        if goes_on():
            future.add_done_callback(lambda done: self._tell_late(save, done))
            return SaveEnd.ELSEWHERE if chosen == ELSEWHERE else SaveEnd.LATER
        self._end(save)
        if save.fault is not None:
            raise save.fault
        return SaveEnd.SAVED

    def _begin(self, begun: BegunSave) -> _Save:
        lane = self._lanes.get(begun.target)
        if lane is None:
            lane = self._lanes[begun.target] = _Lane(PatientWorker("saving"))
        lane.waiting += 1
        self._count += 1
        return _Save(self._count, begun, lane)

    def _tell_late(self, save: _Save, done: Future[None]) -> None:
        """Hand over to the window; this runs on the worker, and the window may be gone."""
        try:
            self._ended.emit(save)
        except RuntimeError:
            pass_on(done)

    def _come_late(self, save: _Save) -> None:
        self._end(save)
        if isinstance(save.fault, Problem):
            self.failed_late.emit(str(save.fault))
        elif save.fault is not None:
            raise save.fault

    def _end(self, save: _Save) -> None:
        """Take note of a save; one that comes after a later one says nothing about the report."""
        lane = save.lane
        lane.waiting -= 1
        if not lane.waiting:
            lane.worker.close(0)
            self._lanes.pop(save.begun.target, None)
        if save.stamp is None or save.number < self._last:
            return
        self._last = save.number
        self._document.finish_save(save.begun, save.stamp)
