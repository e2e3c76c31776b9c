"""What the pages of a roll-up have in common: nothing is worked out before somebody sees it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.rollup.state import RollupState


class RollupPage(QWidget):
    """A page of a project, brought up to date when it is in sight; `renew` is for each to say."""

    def __init__(self, state: RollupState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._is_old = True

    def follow(self) -> None:
        """Show the project as it stands now, at once where this is in sight."""
        self._is_old = True
        if self.isVisible():
            self.catch_up()

    def catch_up(self, *, force: bool = False) -> None:
        """Work out what is shown if the project has changed since, or by ``force`` in any case."""
        if self._is_old or force:
            self._is_old = False
            self.renew()

    def renew(self) -> None:
        """Work out what is shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()
