"""The bar under a table for finding a label or a number (查找)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from core.figures.address import Address
from gui.kit.editing import leave_undo_to_document

Search = Callable[[str], tuple[Address, ...]]
"""Returns the cells that fit a query, the best first."""


class CellFindBar(QFrame):
    """A query, how many cells fit it, and the keys that go through them."""

    found = Signal(object)
    """These cells (a tuple of addresses) fit the query now."""
    picked = Signal(object)
    """This cell shall come in hand."""
    missed = Signal()
    """Nothing fits what was typed; the cell where the search began shall come in hand again."""
    closed = Signal()
    """The bar was closed."""

    def __init__(self, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._hits: tuple[Address, ...] = ()
        self._at = -1
        self.query = QLineEdit()
        self.query.setPlaceholderText("栏目名或者数，如“商业 国家秘密”“516”")
        self.query.setAccessibleName("查找")
        self.query.setClearButtonEnabled(True)
        self.query.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        row = QHBoxLayout(self)
        step = self.fontMetrics().height() // 4
        row.setContentsMargins(0, step, 0, step)
        row.setSpacing(2 * step)
        self.stops: tuple[QWidget, ...] = (self.query,)
        """Where Tab stops in the bar."""
        label = QLabel("查找")
        label.setBuddy(self.query)
        row.addWidget(label)
        row.addWidget(self.query, 1)
        row.addWidget(self.count)
        for words, tip, slot in (
            ("上一个", "Shift+Enter", lambda: self.step(-1)),
            ("下一个", "Enter", lambda: self.step(1)),
            ("关闭", "Esc", self.close_bar),
        ):
            button = QPushButton(words)
            button.setProperty("flat", True)
            button.setToolTip(tip)
            button.clicked.connect(slot)
            row.addWidget(button)
            self.stops = (*self.stops, button)
        self.query.textChanged.connect(self._look)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar, ready for a query."""
        self.show()
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query.selectAll()
        self._look()

    def close_bar(self) -> None:
        """Put the bar and its marks away; the cell in hand stays in hand."""
        self.hide()
        self._hits, self._at = (), -1
        self.found.emit(())
        self.closed.emit()

    def look_again(self) -> None:
        """Look where the query fits now that figures have changed; the cell in hand stays."""
        if self.isHidden():
            return
        here = self._hits[self._at] if 0 <= self._at < len(self._hits) else None
        self._hits = self._search(self.query.text())
        self._at = self._hits.index(here) if here in self._hits else -1
        self._tell()
        self.found.emit(self._hits)

    def step(self, step: int) -> None:
        """Go to the next cell that fits, with -1 to the one before."""
        if not self._hits:
            return
        start = -1 if self._at < 0 and step > 0 else max(self._at, 0)
        self._at = (start + step) % len(self._hits)
        self._tell()
        self.picked.emit(self._hits[self._at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if leave_undo_to_document(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Look anew for what is typed; the first cell that fits comes in hand."""
        self._hits = self._search(self.query.text())
        self._at = -1
        self.found.emit(self._hits)
        self._tell()
        if self._hits:
            self.step(1)
        else:
            self.missed.emit()

    def _tell(self) -> None:
        if self._hits:
            self.count.setText(f"{max(self._at, 0) + 1}/{len(self._hits)}")
        else:
            self.count.setText("没有找到" if self.query.text().strip() else "")
