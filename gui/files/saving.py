"""Saving the open report, or letting it go: where to, and what others have done to its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stopped
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.document.file import AnotherDisk, ChangedOnDisk
from core.keeping.disk_change import find_change
from gui.files.beside import Beside
from gui.files.file_places import FilePlaces
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import DOCUMENT_FILTER, Answer, Ask
from gui.state.document import Document
from gui.state.preferences import Preferences

if TYPE_CHECKING:
    from gui.files.patient_saving import PatientSaving

_T = TypeVar("_T")


class Saving:
    """Writes the report into its file; nothing that somebody else wrote there goes in silence."""

    def __init__(
        self,
        document: Document,
        safekeeping: Safekeeping,
        preferences: Preferences,
        ask: Ask,
        places: FilePlaces,
        window: QWidget,
    ) -> None:
        self._document = document
        self._safekeeping = safekeeping
        self._preferences = preferences
        self._ask = ask
        self._places = places
        self._window = window
        self.beside: Beside | None = None
        """The other windows: a report is not saved over one that is open there."""

    @cached_property
    def _patient(self) -> PatientSaving:
        from gui.files.patient_saving import PatientSaving

        patient = PatientSaving(self._document, self._window)
        patient.failed_late.connect(self._ask.tell)
        return patient

    def save(self) -> bool:
        """Save the report; returns whether it is saved now."""
        if not self._document.is_open:
            return False
        if self._document.path is None:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask where to save; returns whether the report is saved now."""
        if not self._document.is_open:
            return False
        path = self._ask.save_path(
            "保存年报", self._places.proposal(".nianbao"), DOCUMENT_FILTER, ".nianbao"
        )
        if path is not None and self.beside is not None and self.beside.has_open(path):
            self._ask.tell(f"“{path.name}”在另一个窗口里打开着，没有保存。请换一个名字。")
            return False
        return path is not None and self._may_save_at(path) and self._save(path)

    def compare_with_disk(self, words: str) -> None:
        """Show how the open report differs from what stands in its file; ``words`` say why."""
        from gui.files.disk_change import compare_with_disk

        self._document.settle()
        try:
            compare_with_disk(self._document, words, self._window)
        except Problem as problem:
            self._ask.tell(str(problem))

    def close_report(self) -> None:
        """Close the report, saved or let go."""
        if self._document.is_open and self.may_leave():
            self._document.leave()

    def may_leave(self) -> bool:
        """Ask about unsaved work; returns whether the report may leave the window."""
        if not self._document.is_open:
            return True
        self._document.settle()
        if not self._document.has_work:
            return True
        answer = self._ask.save_first(self._document.title)
        return self.save() if answer is Answer.YES else answer is Answer.NO

    def _save(self, path: Path | None) -> bool:
        self._document.settle()
        self._safekeeping.hurry()
        try:
            return self._write(path, overwrite=path is not None and path != self._document.path)
        except ChangedOnDisk as problem:
            return self._settle_with_other(str(problem))

    def _write(self, path: Path | None, *, overwrite: bool) -> bool:
        """Write, and tell what went wrong; raises ChangedOnDisk. Returns whether it is saved."""
        from gui.files.patient_saving import SaveEnd

        try:
            end = self._patient.save(path, overwrite=overwrite)
        except AnotherDisk as problem:
            return self._ask.save_elsewhere(str(problem)) and self.save_as()
        except ChangedOnDisk:
            raise
        except Problem as problem:
            self._ask.tell(str(problem))
            return False
        if end is SaveEnd.SAVED and self._document.path is not None:
            self._preferences.remember(self._document.path)
        return self.save_as() if end is SaveEnd.ELSEWHERE else end is SaveEnd.SAVED

    def _may_save_at(self, path: Path) -> bool:
        """Ask about a place whose disk seems to have gone: whoever chose it may know better."""
        if self._places.has_gone(path.parent, otherwise=False):  # saving is patient
            words = f"“{path.parent}”现在不在原来的磁盘上：共享文件夹或者U盘可能断开了。"
            if not self._ask.confirm(words, "重新接好以后，保存在这里的就看不到了。", "仍然保存"):
                return False
            self._document.trust_folder()
        return True

    def _settle_with_other(self, message: str) -> bool:
        """Ask about a file that somebody else has changed; returns whether it is saved."""
        document = self._document
        path, stamp = document.path, document.stamp
        change = (
            self._look(path, lambda: find_change(path, stamp, document.forms))
            if path and stamp
            else None
        )
        if change:
            words = change.words.removesuffix("。")
            message = f"{words}，所以没有保存。请先比较，再决定覆盖它，还是另存为别的文件。"
        while True:
            answer = self._ask.overwrite(message)
            if answer is Answer.COMPARE:
                self.compare_with_disk(change.words if change else "")
            elif answer is Answer.YES:
                return self._save_over()
            else:
                return answer is Answer.NO and self.save_as()

    def _save_over(self) -> bool:
        """Save over what somebody else has put there, which stays as a backup."""
        path = self._document.path
        if path is None:
            return False
        try:
            there = self._look(path, lambda: read_plain(path))
            if there is None:
                return False
            self._safekeeping.backups.keep(path, there, datetime.now().astimezone())
        except (OSError, Problem):
            words = "磁盘上的那一份没有能够另留备份。"
            if not self._ask.confirm(words, "覆盖以后，别人的改动就找不回来了。", "仍然覆盖"):
                return False
        try:
            return self._write(None, overwrite=True)
        except ChangedOnDisk as problem:  # once more, since it was asked
            self._ask.tell(str(problem))
            return False

    def _look(self, path: Path, look: Callable[[], _T]) -> _T | None:
        """Return what a look at a file finds; None where the clerk does not wait for it."""
        from gui.kit.waiting import wait_for

        try:
            return wait_for(path.name, lambda _stop: look(), self._window)
        except Stopped:
            return None
