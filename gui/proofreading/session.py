"""A proofreading under way: which cell is in hand, and what the clerk does with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from core.cells.proofreading import Stop, Walk, Zeros, can_be_read, marks
from core.figures.address import Address
from core.report.edit import Change
from core.report.edits import PROOFS, Edit, SetFigure, SetProof
from gui.state.document import Document

_CORRECTION = "校对改正"


class Session(QObject):
    """Walks through the open report; every mark and correction is an edit of the document."""

    moved = Signal()
    """Another stop is in hand."""
    refreshed = Signal()
    """What is in hand, or the count, may be another now."""
    told = Signal(str)
    """Something to say about the last key."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.walk = Walk(document.report)
        self.here: Stop | None = None
        """The stop in hand; None at the end."""
        self._run = object()
        self._correction: tuple[str, Address, object] | None = None
        self._uncorrected: tuple[Edit, ...] = ()
        """What brings back the cell as it was before the correction."""
        document.changed.connect(self._follow)
        document.stepped.connect(self._show_step)

    @property
    def table(self) -> str:
        """The table to which the walk is confined; empty where it goes through all."""
        whole = len(self.walk.report.form.tables)
        return self.walk.tables[0].id if len(self.walk.tables) < whole else ""

    def start(self) -> None:
        """Begin with the report as it is now, at the first cell that is not proofread."""
        skips_zeros = self.walk.skips_zeros
        self.walk = Walk(self.document.report, skips_zeros=skips_zeros)
        self._run = object()
        self._go(self.walk.first())

    def choose(self, table: str) -> None:
        """Confine the walk to a table; an empty name lets it go through all."""
        tables = [table] if table else []
        self.walk = Walk(self.document.report, tables, skips_zeros=self.walk.skips_zeros)
        inside = self.here is not None and self.here.section in {t.id for t in self.walk.tables}
        self._go(self.here if inside else self.walk.first())

    def skip_zeros(self, skips: bool) -> None:
        """Let the zeros stand together behind their table, or meet them one by one."""
        self.walk.skips_zeros = skips
        here = self.here
        if isinstance(here, Zeros) and not skips:
            self._go(here.addresses[0])
        elif here is None or (skips and here not in self.walk.stops()):
            self._go(self.walk.first())
        else:
            self.refreshed.emit()

    def read(self) -> None:
        """Note that what is in hand is right, and go on to what is still to be read."""
        here = self.here
        if here is None:
            self._go(self.walk.first())
            return
        if isinstance(here, Zeros):
            found = marks(self.document.report, here.addresses, datetime.now().astimezone())
            self.document.edit(found, "校对：都是0")
        elif not can_be_read(self.document.report, here):
            self.told.emit("这一格还没有填：按回车填写，或者按↓跳过。")
            return
        elif not self.document.report.is_proofread(here):
            self._mark(here)
        self._go(self.walk.next_open(here))

    def step(self, step: int) -> None:
        """Go to the stop behind, with -1 the one before, and mark nothing."""
        if self.here is None:
            if step < 0:
                self._go(self.walk.last())
            return
        found = self.walk.beside(self.here, step)
        if found is None and step < 0:
            self.told.emit("这是第一格。")
        else:
            self._go(found)

    def turn(self, step: int) -> None:
        """Go to the next table, with -1 the one before."""
        names = [table.id for table in self.walk.report.form.tables]
        if self.here is None:
            at = names.index(self.walk.tables[-1].id) + (step < 0)
        else:
            at = names.index(self.here.section)
        ahead = names[at + 1 :] if step > 0 else names[:at][::-1]
        for name in ahead:
            walk = Walk(self.document.report, [name], skips_zeros=self.walk.skips_zeros)
            found = walk.enter()
            if found is not None:
                if self.table:
                    self.walk = walk
                self._go(found)
                return
        self.told.emit("后面没有可以校对的表了。" if step > 0 else "前面没有可以校对的表了。")

    def go_to(self, address: Address) -> None:
        """Take a cell in hand."""
        self._go(address)

    def write(self, text: str) -> None:
        """Put what is being typed into the cell in hand; all of it will be one step."""
        here = self.here
        if isinstance(here, Address):
            begins = self._correction is None
            if begins:
                self._correction = ("correct", here, object())
            edits = [SetFigure(here, text)]
            change = self.document.edit(edits, _CORRECTION, merge=self._correction)
            if begins:
                self._uncorrected = change.inverse

    def correct(self, text: str) -> None:
        """Confirm what was typed; the cell stays in hand to be read again."""
        here, correction = self.here, self._correction
        self._correction = None
        if not isinstance(here, Address):
            return
        report = self.document.report
        if text != report.value(here).text or here in report.doubts:
            self.document.edit([SetFigure(here, text)], _CORRECTION, merge=correction)

    def give_up(self) -> None:
        """Take back what was typed since the field was opened."""
        correction, self._correction = self._correction, None
        if correction is None:
            return
        if not self.document.take_back(correction):  # something else was edited meanwhile
            self.document.edit(self._uncorrected, "放弃改正")

    def unmark(self) -> None:
        """Take back that the cell in hand was read."""
        here = self.here
        if isinstance(here, Address) and here in self.document.report.proofs:
            self.document.edit([SetProof(here, None)], "取消校对标记")

    def restart(self) -> None:
        """Clear the marks of these tables as one step, and begin again."""
        report = self.document.report
        tables = {table.id for table in self.walk.tables}
        marked = [address for address in report.proofs if address.section in tables]
        self.document.edit([SetProof(address, None) for address in marked], "重新校对")
        self._go(self.walk.first())
        self.told.emit(f"清除了{len(marked)}格的校对标记，可以撤销。")

    def _mark(self, address: Address) -> None:
        report = self.document.report
        # Marks that follow each other in one table are one step of undo. One that settles a doubt
        # changes a figure, and is a step of its own.
        merge = None if address in report.doubts else ("proof", self._run, address.section)
        self.document.edit(
            marks(report, [address], datetime.now().astimezone()), "校对", merge=merge
        )

    def _go(self, stop: Stop | None) -> None:
        self._correction = None
        self.here = stop
        self.moved.emit()

    def _follow(self, change: Change, _tallies: object) -> None:
        if not (change.figures or PROOFS in change.parts):
            return
        if isinstance(self.here, Zeros):
            now = self.walk.now(self.here)
            if now is None:
                self._go(self.walk.next_open(self.here))
                return
            self.here = now
        self.refreshed.emit()

    def _show_step(self, change: Change) -> None:
        """Go to the first cell of these tables that undo or redo changed."""
        tables = {table.id for table in self.walk.tables}
        touched = {
            edit.address for edit in change.inverse if isinstance(edit, SetFigure | SetProof)
        }
        form = self.document.report.form
        for address in form.figures:
            if address in touched and address.section in tables:
                self._go(self._stop_with(address))
                return

    def _stop_with(self, address: Address) -> Stop:
        """Return the stop at which a cell is met, be it among the zeros of its table."""
        for stop in self.walk.stops():
            if isinstance(stop, Zeros) and address in stop.addresses:
                return stop
        return address
