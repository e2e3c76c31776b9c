"""How reports come into the window: begun, opened, or read from a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

import resources
from core.base.problem import Problem
from core.document.file import load
from core.keeping.recovery import Left
from core.report.edits import COVER
from core.report.report import Report
from core.report.transition import copy
from core.sources.source_kinds import SOURCE_KINDS
from gui.files.beside import Beside, Room
from gui.files.file_places import FilePlaces
from gui.files.saving import Saving
from gui.keeping.patient_worker import answer_of
from gui.kit.ask import DOCUMENT_FILTER, OPENED_FILTER, Ask
from gui.kit.passing import run
from gui.look.theme import Theme, theme_named
from gui.state.document import Document
from gui.state.preferences import Preferences
from gui.tables.copying import take

if TYPE_CHECKING:
    from core.apart.stopping import Stop
    from core.reading.opening import Saved
    from core.recognition.reading import Reading

SAMPLE = resources.folder() / "samples" / "cixi-2020.nianbao"
SOURCE_FILTER = ";;".join(
    f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
    for name, suffixes in (
        ("能读取的年报", [suffix for kind in SOURCE_KINDS for suffix in kind.suffixes]),
        *((kind.name, kind.suffixes) for kind in SOURCE_KINDS),
    )
)
_T = TypeVar("_T")


class Files(QObject):
    """Brings reports into the window; what is unsaved there is always asked about first."""

    begun = Signal(str)
    """A report has come into the window: this section (its identifier) is the one to show."""
    recovered = Signal(object)
    """What a crash left behind (`Left`) shall come into this window."""
    already_open = Signal()
    """A file was asked for that is the one in the window."""
    rollup_wanted = Signal(object)
    """The roll-up in this folder (Path) shall be opened."""

    def __init__(
        self,
        document: Document,
        preferences: Preferences,
        places: FilePlaces,
        saving: Saving,
        ask: Ask,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._preferences = preferences
        self._places = places
        self._saving = saving
        self._ask = ask
        self._window = window
        self.beside: Beside | None = None
        """The other windows; alone, a window lets its report go for another one."""
        self.zooming: Sequence[QAction] = ()
        """What makes a window larger and smaller, wherever one is opened from here."""

    def new_report(self) -> None:
        """Ask for organ and year and begin an empty report."""
        from gui.files.new_report import NewReportDialog

        if self.beside is None and not self._saving.may_leave():
            return
        is_open = self._document.is_open
        organ = self._document.report.organ if is_open else self._preferences.office.proposal
        dialog = NewReportDialog(self._document.forms, organ, self._window)
        if run(dialog):
            room = self if self.beside is None else self._room()
            if room is not None:
                room.receive(dialog.report())

    def receive(
        self,
        report: Report,
        path: Path | None = None,
        saved: Saved | None = None,
        *,
        has_work: bool = False,
        at_trouble: bool = False,
    ) -> None:
        """Show a report in this window; a document with what its file tells of it."""
        document = self._document
        stamp, history = (saved.stamp, saved.history) if saved else (None, None)
        document.show(
            report, path, stamp, has_work=has_work, at_trouble=at_trouble, history=history
        )
        if path is not None:
            self._preferences.remember(path)
        else:
            self.begun.emit(document.first_trouble if at_trouble else COVER)

    def bring_back(self, left: Left) -> None:
        """Show in this window what a crash left behind."""
        self.recovered.emit(left)

    def _room(self) -> Room | None:
        """Return where another report can come in; None where its user keeps this one here."""
        document = self._document
        is_at_stake = document.is_open and (document.path is not None or document.has_work)
        if is_at_stake and self.beside is not None:
            return self.beside.make_room()
        return self if self._saving.may_leave() else None

    def new_from_last(self) -> None:
        """Ask for last year's report and begin this year's from it."""
        path = self._ask.open_path("选择上年的报告", self._places.folder(), OPENED_FILTER)
        if path is not None:
            self.follow_path(path)

    def follow_path(self, path: Path) -> None:
        """Begin the next year's report from a file, once the clerk has seen what it brings."""
        from core.years.last import read_last_year
        from gui.files.following_year import FollowingYearDialog

        forms = self._document.forms
        last = self._wait_for(path.name, lambda stop: read_last_year(path, forms, stop))
        if last is None:
            return
        today = datetime.now().astimezone().date()
        dialog = FollowingYearDialog(last, self._document.forms, today, self._window)
        if run(dialog) and (room := self._room()) is not None:
            room.receive(dialog.report(), has_work=True)

    def open_file(self) -> None:
        """Ask for a document or for anything that a report can be read from, and open it."""
        kinds = f"{OPENED_FILTER};;{DOCUMENT_FILTER}"
        path = self._ask.open_path("打开", self._places.folder(), kinds)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a document, the one in the window stays as it is; or read a source.

        What was found in a source is shown before it is taken over. The folder of a roll-up, or
        the file at its head, is handed on.
        """
        from core.reading.opening import OpenedFile, open_file

        if self.has_open(path):
            self.already_open.emit()
            return
        if self.beside is not None and self.beside.bring_forward(path):
            return
        forms = self._document.forms

        def look(stop: Stop) -> OpenedFile | Path:
            if path.is_dir() or path.suffix == ".json":
                from core.rollup.project import project_folder

                folder = project_folder(path)
                if folder is not None:
                    return folder
            return open_file(path, forms, stop=stop)

        opened = self._wait_for(path.name, look)
        if opened is None:
            return
        if isinstance(opened, Path):
            self.rollup_wanted.emit(opened)
        elif opened.reading is not None:
            self._take_over(opened.reading)
        elif opened.saved is not None and (room := self._room()) is not None:
            room.receive(opened.report, path, opened.saved)

    def open_sample(self) -> None:
        """Open the shipped sample as a report that is not a file yet."""
        room = self._room()
        if room is not None:
            report, _stamp = load(SAMPLE, self._document.forms)
            room.receive(report, at_trouble=True)

    def show_copy(self, report: Report) -> None:
        """Put a copy of a report into the window, after unsaved work was asked about."""
        room = self._room()
        if room is not None:
            self._window.activateWindow()
            room.receive(copy(report), has_work=True, at_trouble=True)

    def read_file(self) -> None:
        """Ask for a source and read a report from it."""
        path = self._ask.open_path("读取已有年报", self._places.folder(), SOURCE_FILTER)
        if path is not None:
            self.open_path(path)

    def read_clipboard(self) -> None:
        """Read a report from what is on the clipboard: a page with its tables, or plain text."""
        from core.reading.door import open_copied

        html, text = take()
        forms, name = self._document.forms, "剪贴板"
        reading = self._wait_for(name, lambda stop: open_copied(html, text, forms, name, stop))
        if reading is not None:
            self._take_over(reading)

    def has_open(self, path: Path) -> bool:
        """Tell whether a file is the one in this window."""
        there = self._document.path
        if not self._document.is_open or there is None:
            return False
        return path == there or answer_of(lambda: path.samefile(there), otherwise=False)

    def _wait_for(self, name: str, work: Callable[[Stop], _T]) -> _T | None:
        """Return what is read beside the window; None where it is called off, or told a fault."""
        from core.apart.stopping import Stopped
        from gui.kit.waiting import wait_for

        try:
            return wait_for(name, work, self._window)
        except Stopped:
            pass
        except Problem as problem:
            self._ask.tell(str(problem))
        return None

    def _take_over(self, reading: Reading) -> None:
        from gui.reading.window import ReadingOutcome, ReadingWindow

        self._document.settle()
        window = ReadingWindow(reading, self._document, self._theme, self._ask, self._window)
        window.addActions(self.zooming)
        # Whoever does not let the open report go, after all, comes back to what was confirmed.
        while window.exec():
            if window.outcome is ReadingOutcome.INTO_OPEN:
                self._document.edit(window.edits(), f"读入{reading.source_name}")
                self.begun.emit(self._document.first_trouble)
            elif (room := self._room()) is not None:
                room.receive(window.report(), has_work=True, at_trouble=True)
            else:
                continue
            break
        window.deleteLater()

    def _theme(self) -> Theme:
        return theme_named(self._preferences.settings.theme)
