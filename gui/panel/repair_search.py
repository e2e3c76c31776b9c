"""The search for small repairs of the table in hand, in the pauses of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.checks.tally import Balance
from core.report.edit import Change
from gui.state.document import PAUSE, Document

if TYPE_CHECKING:
    from core.repair import Suggestions
    from core.texts.mentions import Said


class RepairSearch(QObject):
    """Looks for suggestions when nobody types, so that no key is slower for it."""

    found = Signal(str, object)
    """These `Suggestions` hold for this table as it stands now (None: it is in order)."""
    outdated = Signal()
    """Something changed: what was found may hold no longer."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._section = ""
        self._is_waiting = False
        self._read: tuple[object, tuple[Said, ...]] = (None, ())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.search)
        document.changed.connect(self._follow)

    def attach(self, section: str) -> None:
        """Search for this table from now on, and at once: but what texts say needs them read."""
        self._section = section
        self._is_waiting = self._document.inspection.is_unread and self.is_failing
        if not self._is_waiting:
            self.search()

    @property
    def is_failing(self) -> bool:
        """Tell whether the table in hand has tallies that do not balance."""
        tallies = self._document.inspection.board.of_section(self._section)
        return any(tally.state is Balance.UNBALANCED for tally in tallies)

    def search(self) -> None:
        """Search now; a table in order answers with nothing."""
        self._pause.stop()
        self._is_waiting = False
        if not self._document.is_open:
            return
        found: Suggestions | None = None
        if self.is_failing:
            from core.repair import suggest

            report, board = self._document.report, self._document.inspection.board
            found = suggest(report, board, self._section, self._said())
        self.found.emit(self._section, found)

    def catch_up(self) -> None:
        """Search where that waited for the texts."""
        if self._is_waiting:
            self.search()

    def _said(self) -> tuple[Said, ...]:
        """Read the texts again only when one of them has changed."""
        report = self._document.report
        key = (report.form.edition, report.organ, report.year, tuple(report.texts.items()))
        if self._read[0] != key:
            from core.repair.testimony import read_texts

            self._read = (key, read_texts(report))
        return self._read[1]

    def _follow(self, change: Change) -> None:
        if change.figures or not change.parts.isdisjoint(self._document.report.texts):
            self.outdated.emit()
            self._pause.start()
