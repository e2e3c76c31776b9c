"""Reading into the open report: whether it may be, what it would change, seen before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.reading.adoption import Effect, can_adopt, effect
from core.report.edits import Edit
from core.report.report import Report
from gui.kit.ask import Ask
from gui.reading.draft import Draft
from gui.reading.effect_shown import show_differences
from gui.state.document import Document


class IntoOpen:
    """Offers the open report where it is of the same organ and year, and says what changes."""

    def __init__(
        self,
        document: Document,
        draft: Draft,
        read: Callable[[], Report | None],
        ask: Ask,
        parent: QWidget,
    ) -> None:
        """``read`` returns the reading as a report, None while it is none yet."""
        self._document = document
        self._draft = draft
        self._read = read
        self._ask = ask
        self._parent = parent
        self.effect = QLabel()
        self.take = QPushButton("读入当前报告(&R)")
        self.differences = QPushButton("看一看改动(&K)…")
        self.differences.clicked.connect(self._show_differences)

    def edits(self) -> tuple[Edit, ...]:
        """Return the edits that bring the reading into the open report."""
        return self._draft.edits_into(self._document.report)

    def offer(self) -> None:
        """Offer it for the reading as it stands now."""
        found = self._effect()
        for widget in (self.effect, self.take, self.differences):
            widget.setVisible(found is not None)
        if found is not None:
            undo = "可以一步撤销。" if found.differences else ""
            self.effect.setText(f"读入当前报告：{found.words}。{undo}")
            for button in (self.take, self.differences):
                button.setEnabled(bool(found.differences))

    def is_wanted(self) -> bool:
        """Ask where something would be written over; returns whether it may be read in."""
        found = self._effect()
        if found is None:
            return False
        is_overwriting = found.overwritten or found.rewritten
        return not is_overwriting or self._ask.confirm(
            f"{found.words}。", "读入以后，可以一步撤销。", "读入"
        )

    def _effect(self) -> Effect | None:
        report = self._read()
        if not self._document.is_open or report is None:
            return None
        if not can_adopt(self._document.report, report):
            return None
        return effect(self._document.report, self.edits())

    def _show_differences(self) -> None:
        found = self._effect()
        if found is not None:
            show_differences(found, self._parent)
