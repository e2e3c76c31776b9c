"""What is written into a roll-up: beside the window, and never once nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop
from core.rollup.desk import Desk
from core.rollup.project import Project
from core.rollup.unit import Unit
from core.rollup.version import Status
from gui.kit.waiting import WaitingWords
from gui.kit.writing_out import write_beside

_WRITING = WaitingWords(
    "记入汇总",
    "正在记入“{}”",
    "磁盘或者共享文件夹慢的时候要等一等。",
    "不再等",
)
_GIVEN_UP = (
    "没有等到“{}”记好，已经不再等。请查看磁盘或者共享文件夹，接好以后重新打开这份汇总，"
    "看看这一次有没有记上。"
)
_T = TypeVar("_T")


class ProjectWriting:
    """Writes into one project; every deed waits for those before it.

    Each raises what its work raises, and Problem where the folder does not answer and whoever
    asked for it does not wait any more.
    """

    def __init__(self, project: Project, window: QWidget | None) -> None:
        self._project = project
        self._window = window

    def do(self, work: Callable[[Stop], _T]) -> _T:
        """Return what ``work`` returns, which asks before anything takes its place."""
        return write_beside(self._project.folder, work, self._window, _WRITING, _GIVEN_UP)

    def change(self, **fields: object) -> None:
        """Save another head, by the names of its fields."""
        head = replace(self._project.head, **fields)  # type: ignore[arg-type]  # by their names
        self.do(lambda stop: self._project.change(head, stop))

    def at_desk(self, unit: Unit, work: Callable[[Desk], Status]) -> Status:
        """Work on one unit, and return its status."""

        def write(stop: Stop) -> Status:
            with self._project.desk(unit, stop) as desk:
                return work(desk)

        return self.do(write)
