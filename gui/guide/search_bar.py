"""The line that finds words in all chapters of the guide, and goes through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gui.guide.chapters import Chapter


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand: the chapter's file, and from which character on."""

    chapter: str
    start: int


class SearchBar(QWidget):
    """A query, how often it stands in the guide, and the way from one place to the next."""

    found = Signal(object)
    """These places (a tuple of `Hit`) have the words now."""
    picked = Signal(object)
    """This `Hit` shall be shown."""
    left = Signal()
    """The keys shall go back to the page."""

    def __init__(
        self, chapters: Sequence[Chapter], here: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """Begin a search in the chapter in hand, which ``here`` returns."""
        super().__init__(parent)
        self._chapters, self._here = chapters, here
        self._texts: dict[str, str] = {}
        self._hits: tuple[Hit, ...] = ()
        self._at = -1
        self.query = QLineEdit()
        self.query.setPlaceholderText("在全部各章里查找（Ctrl+F）")
        self.query.setAccessibleName("查找")
        self.query.setClearButtonEnabled(True)
        self.query.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.back, self.on = QPushButton("上一处"), QPushButton("下一处")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 2)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.query, 3)
        for button, key, step in ((self.back, "Shift+F3", -1), (self.on, "F3", 1)):
            button.setToolTip(key)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, s=step: self.step(s))
            row.addWidget(button)
        self.query.textChanged.connect(self._look)
        self._tell()

    def open_bar(self) -> None:
        """Take the keys, ready for a query."""
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query.selectAll()

    def step(self, step: int) -> None:
        """Go to the next place, with -1 to the one before."""
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
            self._tell()
            self.picked.emit(self._hits[self._at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.query.clear()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Look for what is typed; the first place from the chapter in hand on is shown."""
        words = self.query.text().strip().lower()
        self._hits = tuple(self._search(words)) if words else ()
        order = [chapter.name for chapter in self._chapters]
        here = order.index(self._here()) if self._here() in order else 0
        later = (n for n, hit in enumerate(self._hits) if order.index(hit.chapter) >= here)
        self._at = next(later, 0)
        self._tell()
        self.found.emit(self._hits)
        if self._hits:
            self.picked.emit(self._hits[self._at])

    def _search(self, words: str) -> list[Hit]:
        hits = []
        for chapter in self._chapters:
            text = self._text(chapter)
            start = text.find(words)
            while start >= 0:
                hits.append(Hit(chapter.name, start))
                start = text.find(words, start + len(words))
        return hits

    def _text(self, chapter: Chapter) -> str:
        """Return what a chapter says, character for character as its page has it."""
        if chapter.name not in self._texts:
            document = QTextDocument()
            document.setMarkdown(chapter.text)
            self._texts[chapter.name] = document.toPlainText().lower()
        return self._texts[chapter.name]

    def _tell(self) -> None:
        if self._hits:
            self.count.setText(f"{self._at + 1}/{len(self._hits)}")
        else:
            self.count.setText("没有找到" if self.query.text().strip() else "")
        for button in (self.back, self.on):
            button.setEnabled(len(self._hits) > 1)
