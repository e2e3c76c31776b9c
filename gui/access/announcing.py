"""Saying to a screen reader (读屏) what changes elsewhere than where the keys are."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from core.checks.tally import GRAVEST_FIRST, Balance, Tally
from core.checks.tally_words import in_words
from core.report.edit import Change
from gui.state.document import Document

PAUSE = 700
"""Milliseconds without an edit, after which is said what came of it: not after every digit."""
MOST = 3
"""So many tallies are told one by one; of more, only how many stand how."""


def announce(widget: QWidget, words: str) -> None:
    """Say something; nothing happens where no screen reader listens."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class TallyVoice(QObject):
    """Says which tallies have come to balance, and which no longer do."""

    def __init__(self, document: Document, widget: QWidget) -> None:
        super().__init__(widget)
        self._document = document
        self._widget = widget
        self._said: dict[str, Balance] = {}
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._say)
        document.replaced.connect(self._begin)
        document.changed.connect(self._follow)

    def _begin(self) -> None:
        self.pause.stop()
        tallies = self._document.inspection.board.tallies if self._document.is_open else ()
        self._said = {tally.identity.id: tally.state for tally in tallies}

    def _follow(self, _change: Change, moved: list[Tally]) -> None:
        if moved:
            self.pause.start()

    def _say(self) -> None:
        if not self._document.is_open:
            return
        board = self._document.inspection.board
        turned = [t for t in board.tallies if self._said.get(t.identity.id) is not t.state]
        told = [tally for tally in turned if self._is_worth_it(tally)]
        self._begin()
        if len(told) > MOST:
            count = board.count()
            states = "，".join(f"{count[state]} 条{state.value}" for state in GRAVEST_FIRST)
            announce(self._widget, f"勾稽：{states}")
        elif told:
            announce(self._widget, "；".join(in_words(tally) for tally in told))

    def _is_worth_it(self, tally: Tally) -> bool:
        """Leave out what goes without saying: a cell emptied, a total that the program adds up."""
        was = self._said.get(tally.identity.id)
        if tally.state is Balance.UNFILLED:
            return False
        is_added_up = tally.identity.computes is not None and tally.state is Balance.BALANCED
        return was is Balance.UNBALANCED or not is_added_up
