"""The open report for the window: every change goes through here, and everybody is told."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from core.checks.inspection import Inspection
from core.checks.tally import Tally
from core.document.encode import encode
from core.document.file import Stamp, check_disk, load_with_history
from core.document.history import History
from core.forms.loader import Forms
from core.report.cover_edits import SetTitleLines
from core.report.edit import Change, apply, pin
from core.report.edits import COVER, Edit, SetCover, SetFigure, SetText
from core.report.report import Report
from gui.state.commands import EditCommand

if TYPE_CHECKING:
    from core.texts.office_rules import OfficeRules
    from gui.state.begun_save import BegunSave

PAUSE = 250
"""Milliseconds without a change of the texts, after which they are read and checked again."""
PAINTING = 100
"""Milliseconds after a new report was painted first, in which it is painted whole and answers."""
AT_ONCE = 0.004
"""Seconds for which the texts of a new report are read between two events."""
UNSEEN = 1000
"""Milliseconds after which the texts of a report are read that no window has painted."""

STEPS = 5_000
"""So many steps can be undone; what lies further back is in the history of the report."""


class Document(QObject):
    """One report, its inspection, its file and its undo stack."""

    changed = Signal(object, list)
    """A `Change` was made, and these tallies moved; the inspection follows it already."""
    stepped = Signal(object)
    """Undo or redo made this `Change`."""
    inspected = Signal()
    """Findings about the texts have caught up with what was written."""
    leaving = Signal()
    """The report is about to go; whoever looks at it may note where."""
    replaced = Signal()
    """Another report stands here now."""
    settling = Signal()
    """Whoever has something that is still being typed shall bring it into the report now."""
    stored = Signal()
    """The file, its name or the unsaved mark changed."""
    refused = Signal(str)
    """An edit was about a part that is not open here; the message says so."""

    def __init__(self, forms: Forms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.forms = forms
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(STEPS)
        self.undo_stack.cleanChanged.connect(self._clean_changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.catch_up)
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        self.path: Path | None = None
        self.saved_at: datetime | None = None
        self._stamp: Stamp | None = None
        self._brought_work = False
        self._changes = 0
        """So many edits, undone and done again, there were: what is saved is as of one of them."""
        self.begins_at = COVER
        """The section at which the work on this report begins."""
        self._report: Report | None = None
        self._inspection: Inspection | None = None
        self.is_typed = False
        """Whether the change that is just told of is one key of somebody who types: more follow."""
        self.history = History()
        self.author = ""
        self.office_rules: OfficeRules | None = None
        """What the office changes about the checks of texts; it holds from the next report on."""

    @property
    def is_open(self) -> bool:
        """Tell whether there is a report."""
        return self._report is not None

    @property
    def report(self) -> Report:
        """The open report."""
        if self._report is None:
            raise RuntimeError("no report is open")
        return self._report

    @property
    def inspection(self) -> Inspection:
        """The tallies and findings of the open report."""
        if self._inspection is None:
            raise RuntimeError("no report is open")
        return self._inspection

    @property
    def is_unsaved(self) -> bool:
        """Tell whether there is work that no file holds."""
        return self.is_open and (self.path is None or not self.undo_stack.isClean())

    @property
    def has_work(self) -> bool:
        """Tell whether anything would be lost if the report left the window now."""
        return self.is_open and (self._brought_work or not self.undo_stack.isClean())

    @property
    def first_trouble(self) -> str:
        """The section of the gravest finding, the cover where there is none."""
        gravest = self.inspection.gravest
        return gravest.section if gravest is not None else COVER

    @property
    def stamp(self) -> Stamp | None:
        """Identify what stood in the file when it was last opened or saved."""
        return self._stamp

    @property
    def title(self) -> str:
        """Name the report as a clerk would."""
        return f"{self.report.organ or '未填机关'} · {self.report.year}年度"

    def settle(self) -> None:
        """Let what is still being typed come into the report; without one there is nothing."""
        if self.is_open:
            self.settling.emit()

    def edit(self, edits: Iterable[Edit], label: str, merge: Hashable = None) -> Change:
        """Change the report as one undoable step; steps with one ``merge`` key become one."""
        edits = self._allowed(edits)
        change = apply(self.report, (*self._taken_back(merge), *edits))
        if change:
            edits = pin(self.report, edits)
            moved = self._inspect(change)
            self._record(change, label, merge)
            self.undo_stack.push(EditCommand(self._apply, edits, change, label, merge))
            self.is_typed = merge is not None
            try:
                self.changed.emit(change, moved)
            finally:
                self.is_typed = False
        return change

    def mark(self, label: str) -> None:
        """Note in the history something that was done with the report and changed nothing."""
        self.history.mark(label, datetime.now().astimezone(), self.author)

    def shut_words(self, section: str) -> str:
        """Say why a part cannot be changed here; empty where it can."""
        own = self.report.own_share
        if own is None or own.opens(section, self.report.form):
            return ""
        return (
            f"这份文件是分给“{own.who}”填写的，只有“{own.names(self.report.form)}”可以填；"
            "这一部分由别人填写，您这里只能看。"
        )

    def _allowed(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Leave out edits of parts that are not open here, and tell of them."""
        edits = tuple(edits)
        if self.report.own_share is None:
            return edits
        shut = {edit: self.shut_words(part) for edit in edits if (part := _part_of(edit))}
        words = next(filter(None, shut.values()), "")
        if words:
            self.refused.emit(words)
        return tuple(edit for edit in edits if not shut.get(edit))

    def _taken_back(self, merge: Hashable) -> tuple[Edit, ...]:
        """Return what takes back the step that the next edit will be one with.

        A cell is judged by what stands in it in the end, not by its first digits: on the way
        the sum may agree with a printed total for a moment, and that total must not be let go.
        """
        last = self._last_step()
        if merge is None or last is None or last.merge != merge:
            return ()
        return tuple(edit for edit in last.inverse if isinstance(edit, SetFigure))

    def _last_step(self) -> EditCommand | None:
        stack = self.undo_stack
        if stack.index() != stack.count():
            return None
        last = stack.command(stack.index() - 1)
        return last if isinstance(last, EditCommand) else None

    def catch_up(self) -> None:
        """Bring the findings about the texts up to date."""
        self._pause.stop()
        if self.is_open and (self.inspection.is_behind or self._reading.isActive()):
            self._reading.stop()
            self.inspection.catch_up()
            self.inspected.emit()

    def note_painted(self) -> None:
        """Begin to read the texts of a new report: its user sees it now."""
        if self._reading.interval() == UNSEEN and self._reading.isActive():
            self._reading.start(PAINTING)

    def _read_on(self) -> None:
        """Read a little of the texts of a report that was just opened, and let events through."""
        self._reading.setInterval(0)
        if not self.is_open:
            self._reading.stop()
            return
        until = monotonic() + AT_ONCE
        while self.inspection.read_on():
            if monotonic() > until:
                return
        self.catch_up()

    def take_back(self, merge: Hashable) -> bool:
        """Undo the last step if it carries this merge key; returns whether it did."""
        last = self._last_step()
        if last is None or last.merge != merge:
            return False
        self.undo_stack.undo()
        return True

    def show(
        self,
        report: Report,
        path: Path | None = None,
        stamp: Stamp | None = None,
        *,
        has_work: bool = False,
        at_trouble: bool = False,
        history: History | None = None,
    ) -> None:
        """Put another report in place of the open one.

        ``has_work`` says that it holds something that no file holds, such as a fresh reading;
        with ``at_trouble`` the work on it begins where the gravest finding is.
        """
        if self.is_open:
            self.leaving.emit()
        self.history = history or History()
        self._report = report
        self._inspection = Inspection(report, self.office_rules, defer_texts=True)
        self._brought_work = has_work
        own = report.own_share
        begins_at = own.sections[0] if own is not None and own.sections else COVER
        self.begins_at = self.first_trouble if at_trouble else begins_at
        self.path, self._stamp = path, stamp
        self.saved_at = None
        self.undo_stack.clear()
        self._reading.start(UNSEEN)
        self.replaced.emit()
        self.stored.emit()

    def leave(self) -> None:
        """Let the report go; the window shows its start page."""
        if self.is_open:
            self.leaving.emit()
        self._reading.stop()
        self._report = self._inspection = None
        self.path = self._stamp = self.saved_at = None
        self.undo_stack.clear()
        self.replaced.emit()
        self.stored.emit()

    def open(self, path: Path) -> None:
        """Open a file; raises Problem and leaves the open report alone where that fails."""
        report, history, stamp = load_with_history(path, self.forms)
        self.show(report, path, stamp, history=history)

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the report to its file, or to another; raises Problem."""
        begun = self.begin_save(path, overwrite=overwrite)
        self.finish_save(begun, begun.write(begun.stamp))

    def begin_save(self, path: Path | None = None, *, overwrite: bool = False) -> BegunSave:
        """Return what is to be written now, by whoever waits for the disk."""
        from gui.state.begun_save import BegunSave

        target = path or self.path
        if target is None:
            raise RuntimeError("a first save needs a path")
        stamp = self._stamp if target == self.path else None
        data = encode(self.report, self.history)
        return BegunSave(target, data, stamp, overwrite, self.report, self._changes, self.path)

    def finish_save(self, begun: BegunSave, stamp: Stamp) -> None:
        """Take note that a save is done; what was typed since it began is unsaved still."""
        if self._report is not begun.report:
            return
        self.path, self._stamp = begun.target, stamp
        self.saved_at = datetime.now().astimezone()
        if self._changes == begun.changes:
            self._brought_work = False
            self.undo_stack.setClean()
        self.stored.emit()

    def check_disk(self, target: Path) -> None:
        """Refuse to write beside the report's file where its disk has gone; raises Problem."""
        folder = self.path.absolute().parent if self.path is not None else None
        if self.path is not None and folder in target.absolute().parents:
            check_disk(self.path, self._stamp)

    def trust_folder(self) -> None:
        """Take the folder of the report's file, as it is now, for the right one."""
        if self._stamp is not None:
            self._stamp = replace(self._stamp, device=None)

    def _clean_changed(self, _clean: bool) -> None:
        self.stored.emit()

    def _record(self, change: Change, label: str, merge: Hashable = None) -> None:
        now = datetime.now().astimezone()
        self.history.record(self.report, change, label, now, self.author, merge)

    def _apply(self, edits: tuple[Edit, ...], label: str) -> Change:
        change = apply(self.report, edits)
        self._record(change, label)
        self.changed.emit(change, self._inspect(change))
        self.stepped.emit(change)
        return change

    def _inspect(self, change: Change) -> list[Tally]:
        """Let the inspection follow; what the texts say is judged in the next pause in typing."""
        self._changes += 1
        moved = self.inspection.update(change, defer_texts=True)
        if self.inspection.is_behind:
            self._pause.start()
        return moved


def _part_of(edit: Edit) -> str:
    """Return the part of the form that an edit fills; empty for one that fills nothing."""
    if isinstance(edit, SetFigure):
        return str(edit.address.section)
    if isinstance(edit, SetText):
        return edit.section
    return COVER if isinstance(edit, SetCover | SetTitleLines) else ""
