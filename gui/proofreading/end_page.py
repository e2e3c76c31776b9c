"""The end of a proofreading: how much was read and when, and what is left, to go there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core.cells.facts import place_of
from core.cells.proof_words import span
from core.cells.proofreading import Walk
from core.figures.address import Address
from gui.proofreading.labels import make_label, say

_HEAD = 1.6
_WALKS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
_ADDRESS = Qt.ItemDataRole.UserRole


class EndPage(QWidget):
    """Sums up a walk."""

    picked = Signal(object)
    """The clerk wants to go to the cell of this address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.when = make_label(_HEAD), make_label(1, "quiet")
        self.left_words = make_label()
        self.left = _LeftList()
        self.left.setAccessibleName("没有校对的格")
        self.left.setWordWrap(True)
        self.left.itemActivated.connect(self._pick)
        self._empty = QWidget()
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for label in (self.head, self.when, self.left_words):
            column.addWidget(label)
        column.addWidget(self.left, 1)
        column.addWidget(self._empty, 1)

    def show_end(self, walk: Walk) -> None:
        """Tell what was read and what is left, as it is now."""
        report, count = walk.report, walk.count()
        unread, blanks = walk.unread(), walk.blanks()
        if not count.cells:
            say(self.head, "○ 还没有填数，没有可以校对的格", "doubt")
        elif unread:
            say(self.head, f"○ {count.cells}格中校对了{count.read}格", "doubt")
        else:
            say(self.head, f"✓ {count.cells}格全部校对完", "done")
        times = [report.proofs[a].time for a in walk.cells() if report.is_proofread(a)]
        say(self.when, span(times) if times else "", "quiet")
        left = [f"{len(unread)}格没有校对"] if unread else []
        left += [f"{len(blanks)}格没有填"] if blanks else []
        say(self.left_words, f"还有{'，'.join(left)}：" if left else "")
        self._list(walk, unread, blanks)
        self.setAccessibleName(
            "。".join(
                label.text() for label in (self.head, self.when, self.left_words) if label.text()
            )
        )
        self._empty.setAccessibleName(self.accessibleName())

    def take_focus(self) -> None:
        """Take the keys: the list, if there is anything in it."""
        (self.left if self.left.count() else self._empty).setFocus()

    def pick_current(self) -> bool:
        """Go to the cell of the line in hand; False where there is none."""
        if not self.left.count():
            return False
        self._pick(self.left.currentItem())
        return True

    def _list(self, walk: Walk, unread: tuple[Address, ...], blanks: tuple[Address, ...]) -> None:
        form = walk.report.form
        lines = [
            (address, f"{sign}　{place_of(form.figures[address])}")
            for sign, addresses in (("没有校对", unread), ("○ 未填", blanks))
            for address in addresses
        ]
        self.left.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        items = [self.left.item(row) for row in range(self.left.count())]
        if lines == [(item.data(_ADDRESS), item.text()) for item in items]:
            return
        at = self.left.currentRow()
        self.left.clear()
        for address, words in lines:
            item = QListWidgetItem(words)
            item.setData(_ADDRESS, address)
            self.left.addItem(item)
        self.left.setCurrentRow(min(max(at, 0), len(lines) - 1))

    def _pick(self, item: QListWidgetItem) -> None:
        # Qt hands a plain string back.
        self.picked.emit(Address(item.data(_ADDRESS)))


class _LeftList(QListWidget):
    """A list that keeps for itself the keys that walk it; the window has the others."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKS:
            super().keyPressEvent(event)
        else:
            event.ignore()
