"""The head of the roll-up's window: whose sum, how many have reported, how many days are left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from core.rollup.papers.reminder import days_words
from gui.kit.elided_label import ElidedLabel
from gui.rollup.state import RollupState


class RollupHeader(QFrame):
    """Tells where the collecting stands; its buttons open the menus of what comes next."""

    def __init__(
        self, state: RollupState, menus: list[tuple[str, QMenu]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._state = state
        step = self.fontMetrics().height() // 2
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * step, step, 2 * step, step)
        row.setSpacing(2 * step)
        self.title = ElidedLabel(10)
        self.counts = QLabel()
        self.buttons: list[QToolButton] = []
        row.addWidget(self.title, 1)
        row.addWidget(self.counts)
        for words, menu in menus:
            button = QToolButton()
            button.setText(f"{words} ▼")
            button.setAccessibleName(words)
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self.buttons.append(button)
            row.addWidget(button)
        self.follow()

    def follow(self) -> None:
        """Tell how it stands now."""
        head = self._state.project.head
        self.title.setText(f"{head.organ} · {head.year}年度汇总")
        told = [f"{name} {count}" for name, count in self._state.counts().items()]
        if head.deadline is not None:
            today = datetime.now().astimezone().date()
            left = (head.deadline - today).days
            day = f"{head.deadline.month}月{head.deadline.day}日"
            told.append(f"距{day}{days_words(head.deadline, today)}" if left > 0
                        else f"{day}{days_words(head.deadline, today)}")  # fmt: skip
        self.counts.setText(" · ".join(told))
