"""What is done with files: beginning, opening, reading, saving and exporting a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

import resources
from core.base.file_name import file_name
from core.base.problem import Problem
from core.document.file import AnotherDisk, load
from core.keeping.recovery import find_left, recovery_folder
from core.report.edits import COVER
from core.report.report import Report
from core.report.transition import copy
from core.settings.page_options import options_from_data
from core.sources.source_kinds import SOURCE_KINDS
from gui.files.exporting import Exported
from gui.files.saving import Saving
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import DOCUMENT_FILTER, OPENED_FILTER, Answer, Ask
from gui.look.theme import Theme, theme_named
from gui.printing import KINDS
from gui.state.document import Document
from gui.state.preferences import Preferences

if TYPE_CHECKING:
    from core.apart.apart import Stop
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
_FOR_REVIEW = "（供审阅）"
"""What the proposed name of a file says that carries the whole report along."""


class Files(QObject):
    """Brings reports into the window and out of it; what is unsaved is always asked about first."""

    begun = Signal(str)
    """A report has come into the window: this section (its identifier) is the one to show."""
    exported = Signal(object)
    """A report was written (`gui.files.exporting.Exported`)."""
    already_open = Signal()
    """A file was asked for that is the one in the window."""
    nothing_left = Signal()
    """What a crash left was asked for, and there is nothing."""

    def __init__(
        self,
        document: Document,
        safekeeping: Safekeeping,
        preferences: Preferences,
        ask: Ask,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._safekeeping = safekeeping
        self._preferences = preferences
        self._ask = ask
        self._window = window
        self._saving = Saving(
            *(document, safekeeping, preferences, ask, self.proposal, self.compare_with_disk)
        )
        self.zooming: Sequence[QAction] = ()
        """What makes a window larger and smaller, wherever one is opened from here."""

    def new_report(self) -> None:
        """Ask for organ and year and begin an empty report."""
        from gui.files.new_report import NewReportDialog

        if not self.may_leave():
            return
        is_open = self._document.is_open
        organ = self._document.report.organ if is_open else self._preferences.office.proposal
        dialog = NewReportDialog(self._document.forms, organ, self._window)
        if dialog.exec():
            self._document.show(dialog.report())
            self.begun.emit(COVER)

    def new_from_last(self) -> None:
        """Ask for last year's report and begin this year's from it."""
        path = self._ask.open_path("选择上年的报告", self.folder(), OPENED_FILTER)
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
        if dialog.exec() and self.may_leave():
            self._document.show(dialog.report(), has_work=True)
            self.begun.emit(COVER)

    def open_file(self) -> None:
        """Ask for a document and open it."""
        path = self._ask.open_path("打开年报文件", self.folder(), DOCUMENT_FILTER)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a document, the one in the window stays as it is; or read a source.

        What was found in a source is shown before it is taken over.
        """
        from core.reading.opening import open_file

        if self._is_open(path):
            self.already_open.emit()
            return
        forms = self._document.forms
        opened = self._wait_for(path.name, lambda stop: open_file(path, forms, stop=stop))
        if opened is None:
            return
        if opened.reading is not None:
            self._take_over(opened.reading)
        elif opened.saved is not None and self.may_leave():
            saved = opened.saved
            self._document.show(opened.report, path, saved.stamp, history=saved.history)
            self._preferences.remember(path)

    def open_sample(self) -> None:
        """Open the shipped sample as a report that is not a file yet."""
        if not self.may_leave():
            return
        report, _stamp = load(SAMPLE, self._document.forms)
        self._document.show(report, at_trouble=True)
        self.begun.emit(self._document.first_trouble)

    def offer_recovery(self) -> bool:
        """Offer what a crash left behind, if anything; returns whether a report was restored."""
        found = find_left(recovery_folder(self._safekeeping.folder))
        if not found:
            return False
        from gui.files.recovery import RecoveryDialog

        dialog = RecoveryDialog(found, self._document.forms, self._window)
        dialog.exec()
        for left in dialog.discarded:
            left.discard()
        if dialog.chosen is None or not self.may_leave():
            return False
        left = dialog.chosen
        report, history = left.read(self._document.forms)
        self._document.show(report, left.path, left.stamp, has_work=True, history=history)
        self._safekeeping.settle()  # it is kept anew before the old copy goes
        left.discard()
        return True

    def recover(self) -> None:
        """Offer what a crash left behind, on request."""
        if not find_left(recovery_folder(self._safekeeping.folder)):
            self.nothing_left.emit()
        else:
            self.offer_recovery()

    def show_copy(self, report: Report) -> None:
        """Put a copy of a report into the window, after unsaved work was asked about."""
        if self.may_leave():
            self._document.show(copy(report), has_work=True, at_trouble=True)
            self._window.activateWindow()
            self.begun.emit(self._document.first_trouble)

    def read_file(self) -> None:
        """Ask for a source and read a report from it."""
        path = self._ask.open_path("读取已有年报", self.folder(), SOURCE_FILTER)
        if path is not None:
            self.open_path(path)

    def read_clipboard(self) -> None:
        """Read a report from what is on the clipboard: a page with its tables, or plain text."""
        from core.reading.door import open_copied

        copied = QGuiApplication.clipboard().mimeData()
        html = copied.html() if copied.hasHtml() else ""
        text, forms, name = copied.text(), self._document.forms, "剪贴板"
        reading = self._wait_for(name, lambda stop: open_copied(html, text, forms, name, stop))
        if reading is not None:
            self._take_over(reading)

    def save(self) -> bool:
        """Save the report; returns whether it is saved now."""
        return self._saving.save()

    def save_as(self) -> bool:
        """Ask where to save; returns whether the report is saved now."""
        return self._saving.save_as()

    def export(self, suffix: str, name: str, for_review: bool = False) -> None:
        """Ask where to, and write the finished report; one for review says so in its name."""
        from core.exports.kinds import export

        self._document.settle()
        self._document.catch_up()
        path = self._ask.save_path(
            f"导出{name}",
            self.proposal(f"{_FOR_REVIEW if for_review else ''}{suffix}"),
            f"{name} (*{suffix})",
            suffix,
        )
        if path is None:
            return
        self._safekeeping.hurry()
        try:
            QApplication.setOverrideCursor(self._window.cursor())
            self._document.check_disk(path)
            options = options_from_data(self._preferences.settings.printing)
            remarks = export(self._document.inspection, path, KINDS, options, for_review=for_review)
        except Problem as problem:
            self._ask.tell(str(problem))
        else:
            if suffix == ".docx":  # it may come back edited
                self._document.mark(f"导出 {name}")
            self.exported.emit(
                Exported(path, self._document.inspection, options, remarks, for_review)
            )
        finally:
            QApplication.restoreOverrideCursor()

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

    def proposal(self, suffix: str) -> str:
        """Return the path that a dialog proposes for the report, with a suffix."""
        report = self._document.report
        path = self._document.path
        is_there = path is not None and not self._has_gone(path.parent)
        folder = path.parent if path is not None and is_there else Path(self.folder())
        if path is not None:
            return str(folder / file_name(path.stem, suffix))
        end = f"{report.year}年{report.form.title}"
        return str(folder / file_name(report.organ, suffix, end=end))

    def folder(self) -> str:
        """Return where file dialogs begin: the last folder, or the user's documents."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        places = (self._preferences.settings.last_folder, documents)
        # A folder that is not there, on a stick that was pulled say, would become a file's name.
        usable = (
            place
            for place in places
            if place and Path(place).is_dir() and not self._has_gone(Path(place))
        )
        return next(usable, str(Path.home()))

    def _has_gone(self, folder: Path) -> bool:
        """Tell whether a folder is but the empty place where the report's disk was."""
        try:
            self._document.check_disk(folder / "a")
        except AnotherDisk:
            return True
        return False

    def _is_open(self, path: Path) -> bool:
        there = self._document.path
        if not self._document.is_open or there is None:
            return False
        try:
            return path.samefile(there)
        except (OSError, ValueError):
            return False

    def _wait_for(self, name: str, work: Callable[[Stop], _T]) -> _T | None:
        """Return what is read beside the window; None where it is called off, or told a fault."""
        from core.apart.apart import Stopped
        from gui.reading.waiting import wait_for

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
            elif self.may_leave():
                self._document.show(window.report(), has_work=True, at_trouble=True)
            else:
                continue
            self.begun.emit(self._document.first_trouble)
            break
        window.deleteLater()

    def _theme(self) -> Theme:
        return theme_named(self._preferences.settings.theme)
