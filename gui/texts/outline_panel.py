"""The outline beside the editor: the required parts as a checklist, the headings, their length."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.figures.number_words import in_words
from core.texts.outline import Heading, Outline, OutlinePart, PartPresence
from gui.look.theme import Theme

_ENTRY = Qt.ItemDataRole.UserRole
_WORDS = {
    PartPresence.WRITTEN: ("✓", "已写"),
    PartPresence.HEADING_ALONE: ("○", "只有标题"),
    PartPresence.WITHOUT_HEADING: ("·", "文中提到，没有标题"),
    PartPresence.MISSING: ("○", "还没有写"),
}
_ROLES = {
    PartPresence.WRITTEN: "balanced",
    PartPresence.HEADING_ALONE: "unfilled",
    PartPresence.WITHOUT_HEADING: "quiet",
    PartPresence.MISSING: "unfilled",
}


class OutlinePanel(QWidget):
    """Lists what a written part is made of; a click goes there."""

    heading_picked = Signal(object)
    """A `Heading` shall be shown."""
    part_picked = Signal(str)
    """A part was clicked that has no heading."""
    heading_wanted = Signal(str)
    """The heading of this missing part shall be inserted."""
    headings_wanted = Signal(tuple)
    """The headings of all these missing parts shall be inserted, as one step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._theme = theme
        self._shown: Outline | None = None
        self.title = QLabel()
        self.title.setProperty("quiet", True)
        self.entries = QListWidget()
        self.entries.setWordWrap(True)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.entries.setAccessibleName("本部分的提纲")
        self.hint = QLabel()
        self.hint.setProperty("quiet", True)
        self.hint.setWordWrap(True)
        self.insert = QPushButton()
        self.insert.hide()
        self.insert_all = QPushButton()
        self.insert_all.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 2)
        for widget in (self.title, self.hint, self.entries, self.insert, self.insert_all):
            column.addWidget(widget, 100 if widget is self.entries else 0)
        column.addStretch(1)
        self.entries.itemClicked.connect(self._pick)
        self.entries.itemActivated.connect(self._pick)
        self.entries.currentItemChanged.connect(self._offer)
        self.insert.clicked.connect(self._want)
        self.insert_all.clicked.connect(self._want_all)

    def show_outline(self, outline: Outline) -> None:
        """Show an outline, keeping the line in hand."""
        if outline == self._shown:
            return
        self._shown = outline
        row = self.entries.currentRow()
        before = self._name(row) if row >= 0 else None
        self.entries.blockSignals(True)
        self.entries.clear()
        for part in outline.parts:
            self._add_part(part)
        for heading in outline.others:
            self._add_heading(heading, bool(outline.parts))
        # A line that has become another one is no longer what was in hand.
        same = before is not None and row < self.entries.count() and self._name(row) == before
        self.entries.setCurrentRow(row if same else -1)
        self.entries.blockSignals(False)
        self.title.setText(_title(outline))
        empty = not self.entries.count()
        self.entries.setVisible(not empty)
        self._fit()
        self.hint.setVisible(empty)
        self.hint.setText("写上“（一）”“1.”这样的序号，标题就会列在这里。" if empty else "")
        self._offer()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._theme = theme
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_outline(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as its lines, so that what is offered stands right under it."""
        self.entries.doItemsLayout()
        last = self.entries.visualItemRect(self.entries.item(self.entries.count() - 1))
        top = self.entries.visualItemRect(self.entries.item(0)).top()
        frame = 2 * self.entries.frameWidth()
        self.entries.setMaximumHeight(last.bottom() - top + frame + self.fontMetrics().height())

    def _add_part(self, part: OutlinePart) -> None:
        sign, words = _WORDS[part.presence]
        if part.heading is not None and part.presence is PartPresence.WRITTEN:
            words = f"{part.heading.characters:,} 字"
        item = QListWidgetItem(f"{sign} {part.name}\n　 {words}", self.entries)
        item.setForeground(self._theme.color(_ROLES[part.presence]))
        item.setData(_ENTRY, part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{part.name}，{words}")
        item.setToolTip(part.heading.title if part.heading else f"{part.name}：{words}")

    def _add_heading(self, heading: Heading, is_below: bool) -> None:
        depth = max(0, heading.level - (1 if is_below else 2))
        item = QListWidgetItem(f"{'　' * depth}{heading.title}", self.entries)
        if not is_below:
            item.setText(f"{item.text()}\n{'　' * depth}{heading.characters:,} 字")
        item.setData(_ENTRY, heading)
        item.setToolTip(f"{heading.title}：{heading.characters:,} 字")

    def _pick(self, item: QListWidgetItem) -> None:
        entry = item.data(_ENTRY)
        if isinstance(entry, Heading):
            self.heading_picked.emit(entry)
        elif isinstance(entry, OutlinePart) and entry.heading is not None:
            self.heading_picked.emit(entry.heading)
        elif isinstance(entry, OutlinePart):
            self.part_picked.emit(entry.name)
        self._offer()

    def _name(self, row: int) -> tuple[str, object]:
        """Tell the line of a row from others: its part or heading, and whether that is missing."""
        entry = self.entries.item(row).data(_ENTRY)
        if isinstance(entry, OutlinePart):
            return entry.name, entry.presence
        return (entry.title, entry.level) if isinstance(entry, Heading) else ("", None)

    def _all_missing(self) -> tuple[str, ...]:
        parts = self._shown.parts if self._shown is not None else ()
        return tuple(p.name for p in parts if p.presence is PartPresence.MISSING)

    def _missing(self) -> str:
        """Name the part in hand if it is missing."""
        for item in self.entries.selectedItems():
            entry = item.data(_ENTRY)
            if isinstance(entry, OutlinePart) and entry.presence is PartPresence.MISSING:
                return entry.name
        return ""

    def _offer(self) -> None:
        name = self._missing()
        self.insert.setVisible(bool(name))
        self.insert.setText("插入这个标题")
        self.insert.setToolTip(f"在合适的位置插入标题“{name}”，可以撤销")

        missing = self._all_missing()
        self.insert_all.setVisible(len(missing) > 1)
        self.insert_all.setText(f"插入{len(missing)}个标题")
        self.insert_all.setToolTip(f"一次插入标题“{'”“'.join(missing)}”，可以撤销")

    def _want_all(self) -> None:
        self.headings_wanted.emit(self._all_missing())

    def _want(self) -> None:
        if name := self._missing():
            self.heading_wanted.emit(name)


def _title(outline: Outline) -> str:
    if not outline.parts:
        return "标题"
    written = sum(part.presence is PartPresence.WRITTEN for part in outline.parts)
    return f"{in_words(len(outline.parts))}个方面 {written}/{len(outline.parts)}"
