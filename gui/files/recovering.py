"""What a crash left behind, offered at the start and on request."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.keeping.recovery import Left, find_left, recovery_folder
from gui.files.beside import Beside
from gui.files.saving import Saving
from gui.keeping.safekeeping import Safekeeping
from gui.kit.passing import run
from gui.state.document import Document


class Recovering(QObject):
    """Brings back into the window what no file holds; it is there until it is kept anew."""

    nothing_left = Signal()
    """What a crash left was asked for, and there is nothing."""

    def __init__(
        self, document: Document, safekeeping: Safekeeping, saving: Saving, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._safekeeping = safekeeping
        self._saving = saving
        self._window = window
        self.beside: Beside | None = None
        """The other windows: what comes back finds room there."""

    def offer(self) -> bool:
        """Offer what a crash left behind, if anything; returns whether a report was restored."""
        found = find_left(recovery_folder(self._safekeeping.folder))
        if not found:
            return False
        from gui.files.recovery import RecoveryDialog

        dialog = RecoveryDialog(found, self._document.forms, self._window)
        run(dialog)
        for left in dialog.discarded:
            left.discard()
        if dialog.chosen is None:
            return False
        if self.beside is not None and self._document.is_open:
            self.beside.make_room().bring_back(dialog.chosen)
            return True
        if not self._saving.may_leave():
            return False
        self.restore(dialog.chosen)
        return True

    def restore(self, left: Left) -> None:
        """Show what a crash left in this window, and keep it anew before the old copy goes."""
        report, history = left.read(self._document.forms)
        self._document.show(report, left.path, left.stamp, has_work=True, history=history)
        self._safekeeping.settle()
        left.discard()

    def offer_all(self) -> bool:
        """Offer one report after another, each in a window of its own; tells whether any came."""
        if not self.offer():
            return False
        while self.offer():
            pass
        return True

    def recover(self) -> None:
        """Offer what a crash left behind, on request."""
        if not find_left(recovery_folder(self._safekeeping.folder)):
            self.nothing_left.emit()
        else:
            self.offer()
