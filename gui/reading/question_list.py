"""What is to be looked at first: doubts of the reading, and apart from them the source's faults."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.figures.address import Address
from core.reading.questions import Matter, Question
from core.report.finding import Finding
from gui.look.theme import Theme
from gui.reading.draft import Draft

OPEN, SETTLED = "没有核对", "已核对"
_SIGNS = {Matter.UNREAD: "?", Matter.DEDUCED: "≈", Matter.BLANK: "○", Matter.NOTE: "·"}
_KEY = Qt.ItemDataRole.UserRole
_HEADS = {
    Matter.UNREAD: "没有读准",
    Matter.DEDUCED: "推算出来的",
    Matter.BLANK: "空着的",
    Matter.NOTE: "来源里的其他地方",
}
_FAULTS, _UNSURE_FAULTS = "来源自己的错", "不平，但其中有没有核对的数"


class QuestionList(QTreeWidget):
    """Lists questions and faults; one key settles the question in hand."""

    accepted = Signal()
    """Space: the source is right."""
    chosen = Signal(int)
    """The number of a way was pressed, 1 the first."""
    emptied = Signal()
    """0 was pressed: nothing stands there."""
    typing = Signal()
    """Enter: something is to be typed."""

    def __init__(self, draft: Draft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.theme = theme
        self._entries: dict[int, Question | Finding] = {}
        self._items: dict[int, QTreeWidgetItem] = {}
        self._shape: object = None
        self.setHeaderLabels(["请先核对", "情况", "说明"])
        self.setAccessibleName("请先核对的地方")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(self.fontMetrics().height() // 2)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.header()
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setStretchLastSection(True)
        self.lay_out()
        self.follow()

    def lay_out(self) -> None:
        """Set the columns by the font."""
        wide = self.fontMetrics().horizontalAdvance("汉")
        self.setColumnWidth(0, wide * 19)
        self.setColumnWidth(1, wide * 7)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self._shape = None
        self.follow()

    @property
    def entry(self) -> Question | Finding | None:
        """What is in hand."""
        return self._entry(self.currentItem())

    def follow(self) -> None:
        """Show what is settled now; the faults may have become others."""
        faults = self._draft.faults
        sure = [each for each in faults if not self._draft.is_in_doubt(each.addresses)]
        unsure = [each for each in faults if self._draft.is_in_doubt(each.addresses)]
        shape = (tuple(sure), tuple(unsure))
        if shape != self._shape:
            self._shape = shape
            self._fill(sure, unsure)
        for number, entry in self._entries.items():
            if isinstance(entry, Question):
                self._show_state(self._items[number], entry)

    def show_question(self, question: Question | Finding | None) -> None:
        """Take a question in hand, or none; nobody is told."""
        found = next((n for n, each in self._entries.items() if each == question), None)
        self.blockSignals(True)
        if found is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentItem(self._items[found])
            self.scrollToItem(self._items[found])
        self.blockSignals(False)
        self.viewport().update()

    def about(self, address: Address) -> Question | None:
        """Return the question about a figure, if there is one."""
        asked = (each for each in self._draft.questions if address in each.addresses)
        return next(asked, None)

    def step(self, step: int) -> bool:
        """Go to the next open question, with -1 to the one before; False where none is left."""
        numbers = [
            n
            for n, each in self._entries.items()
            if isinstance(each, Question) and not self._draft.is_settled(each)
        ]
        if not numbers:
            return False
        here = next((n for n, item in self._items.items() if item is self.currentItem()), None)
        if step > 0:
            later = [n for n in numbers if here is None or n > here]
            self.setCurrentItem(self._items[(later or numbers)[0]])
        else:
            before = [n for n in numbers if here is not None and n < here]
            self.setCurrentItem(self._items[(before or numbers)[-1]])
        self.scrollToItem(self.currentItem())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        deeds: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.accepted.emit,
            Qt.Key.Key_Return: self.typing.emit,
            Qt.Key.Key_Enter: self.typing.emit,
            Qt.Key.Key_0: self.emptied.emit,
        }
        if key in deeds:
            deeds[key]()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.chosen.emit(int(key) - int(Qt.Key.Key_0))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: the digits choose."""

    def _fill(self, sure: list[Finding], unsure: list[Finding]) -> None:
        kept = self.entry
        self.blockSignals(True)
        self.clear()
        self._entries, self._items = {}, {}
        for matter in Matter:
            those = [each for each in self._draft.questions if each.matter is matter]
            if those:
                head = self._head(f"{_HEADS[matter]}（{len(those)}处）")
                for question in those:
                    words = f"{_SIGNS[matter]} {question.place}"
                    self._add(head, question, [words, "", question.why])
        for title, findings, sign in (
            (_UNSURE_FAULTS, unsure, "≠?"),
            (_FAULTS, sure, "≠"),
        ):
            if findings:
                head = self._head(f"{title}（{len(findings)}处）")
                told = "核对后再看" if sign == "≠?" else "原文如此"
                for finding in findings:
                    place = self._fault_place(finding)
                    item = self._add(head, finding, [f"{sign} {place}", told, finding.message])
                    item.setForeground(0, QColor(self.theme.color("unbalanced")))
        self.expandAll()
        self.setVisible(bool(self._entries))
        self.blockSignals(False)
        self.show_question(kept)

    def _fault_place(self, finding: Finding) -> str:
        form = self._draft.report.form
        tabs = {section.id: section.tab for section in (*form.texts, *form.sections)}
        return tabs.get(finding.section, finding.section)

    def _head(self, words: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [words])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFirstColumnSpanned(True)
        font = self.font()
        font.setBold(True)
        head.setFont(0, font)
        return head

    def _add(
        self, head: QTreeWidgetItem, entry: Question | Finding, words: list[str]
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(head, words)
        item.setToolTip(0, words[0])
        item.setToolTip(2, words[2])
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() * 3 // 2))
        number = len(self._entries)
        item.setData(0, _KEY, number)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, words)))
        self._entries[number] = entry
        self._items[number] = item
        return item

    def _show_state(self, item: QTreeWidgetItem, question: Question) -> None:
        is_settled = self._draft.is_settled(question)
        told = f"✓ {SETTLED}" if is_settled else OPEN
        if item.text(1) == told:
            return
        item.setText(1, told)
        role = "balanced" if is_settled else "unfilled"
        item.setForeground(1, QColor(self.theme.color(role)))
        spoken = f"{question.place}，{question.matter.value}，{told}，{question.why}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _entry(self, item: QTreeWidgetItem | None) -> Question | Finding | None:
        number = None if item is None else item.data(0, _KEY)
        return self._entries.get(number) if isinstance(number, int) else None
