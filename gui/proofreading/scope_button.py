"""The choice of what is proofread: the whole report, or one of its tables."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from core.forms.form import TableSection
from gui.words.plain_text import literal

WHOLE = "整份报告"


class ScopeButton(QToolButton):
    """A button with the tables in its menu."""

    picked = Signal(str)
    """A table was chosen, or with an empty name all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("校对整份报告，或者只校对一张表")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._group = QActionGroup(self)
        self._by_table: dict[str, tuple[QAction, str]] = {}

    def offer(self, tables: Iterable[TableSection]) -> None:
        """Offer these tables."""
        self._menu.clear()
        self._by_table = {}
        for name, words in (("", WHOLE), *((table.id, table.tab) for table in tables)):
            action = self._menu.addAction(literal(words))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, n=name: self.picked.emit(n))
            self._group.addAction(action)
            self._by_table[name] = (action, words)

    def show_table(self, table: str) -> None:
        """Show which is chosen."""
        action, words = self._by_table[table]
        action.setChecked(True)
        self.setText(literal(f"{words} ▼"))
        self.setAccessibleName(f"校对范围：{words}")
