"""The window of the guide: the chapters at the left, the page at the right, the search above."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.access.shortcuts import Group
from gui.guide.chapters import FIRST, KEYS, load_chapters
from gui.guide.page import GuidePage
from gui.guide.search_bar import Hit, SearchBar
from gui.look.theme import Theme

_NAME = Qt.ItemDataRole.UserRole
_CONTENTS = 17
"""Characters across of the list of chapters."""
_WIDEST, _HIGHEST = 1240, 900


class GuideWindow(QDialog):
    """Stands beside the window that it explains, and blocks none."""

    def __init__(self, keys: Iterable[Group], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle("使用指南")
        self.chapters = load_chapters(keys)
        self._hits: tuple[Hit, ...] = ()
        self.contents = QTreeWidget()
        self.page = GuidePage({chapter.name: chapter.text for chapter in self.chapters}, theme)
        self.search = SearchBar(self.chapters, lambda: self.page.chapter)
        self.back, self.forward = QPushButton("‹ 后退"), QPushButton("前进 ›")
        self._fill()
        self._compose()
        self._connect()
        self.show_chapter(FIRST)

    def show_chapter(self, name: str) -> None:
        """Turn to a chapter by the name of its file."""
        self.page.show_chapter(name)
        self.page.setFocus()

    def show_keys(self) -> None:
        """Turn to the list of keys."""
        self.show_chapter(KEYS)

    def wear(self, theme: Theme) -> None:
        """Put on another theme or size."""
        self.page.wear(theme)
        self._mark()

    def _fill(self) -> None:
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        self.contents.setIndentation(self.fontMetrics().height())
        self.contents.setUniformRowHeights(True)
        for chapter in self.chapters:
            top = QTreeWidgetItem(self.contents, [chapter.title])
            top.setData(0, _NAME, (chapter.name, ""))
            top.setToolTip(0, chapter.title)
            for heading in chapter.headings:
                item = QTreeWidgetItem(top, [heading])
                item.setData(0, _NAME, (chapter.name, heading))
                item.setToolTip(0, heading)

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(step, step, step, step)
        column.setSpacing(step)
        line = QHBoxLayout()
        line.setSpacing(step)
        for button, tip in ((self.back, "Alt+←"), (self.forward, "Alt+→")):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.setAccessibleName(button.text().strip("‹› "))
            button.setEnabled(False)
            line.addWidget(button)
        line.addWidget(self.search, 1)
        column.addLayout(line)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        wide = self.fontMetrics().horizontalAdvance("汉")
        self.contents.setMinimumWidth(wide * 8)
        self.page.setMinimumWidth(wide * 20)
        screen = self.screen().availableSize()
        self.resize(
            min(_WIDEST, screen.width() * 94 // 100), min(_HIGHEST, screen.height() * 92 // 100)
        )
        split.setSizes([wide * _CONTENTS, self.width() - wide * _CONTENTS])

    def _connect(self) -> None:
        self.contents.currentItemChanged.connect(lambda item, _before: self._open(item))
        self.contents.itemClicked.connect(lambda item, _column: self._open(item))
        self.page.sourceChanged.connect(self._follow)
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.page.forwardAvailable.connect(self.forward.setEnabled)
        self.back.clicked.connect(self.page.backward)
        self.forward.clicked.connect(self.page.forward)
        self.search.found.connect(self._take_hits)
        self.search.picked.connect(self._show_hit)
        self.search.left.connect(self.page.setFocus)
        for keys, deed in (
            ("Alt+Left", self.page.backward),
            ("Alt+Right", self.page.forward),
            ("Ctrl+F", self.search.open_bar),
            ("F3", lambda: self.search.step(1)),
            ("Shift+F3", lambda: self.search.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self, deed)

    def _open(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            name, heading = item.data(0, _NAME)
            self.page.show_chapter(name, heading)

    def _follow(self) -> None:
        """Show in the contents which chapter is on the page."""
        here = self.page.chapter
        chosen = [item.data(0, _NAME)[0] for item in self.contents.selectedItems()]
        with QSignalBlocker(self.contents):
            for number in range(self.contents.topLevelItemCount()):
                item = self.contents.topLevelItem(number)
                is_here = item.data(0, _NAME)[0] == here
                item.setExpanded(is_here)
                if is_here and chosen != [here]:  # a part of it that was chosen stays so
                    self.contents.setCurrentItem(item)
        self._mark()

    def _take_hits(self, hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        self._mark()

    def _mark(self) -> None:
        starts = [hit.start for hit in self._hits if hit.chapter == self.page.chapter]
        self.page.mark_spans(starts, len(self.search.query.text().strip()))

    def _show_hit(self, hit: Hit) -> None:
        if hit.chapter != self.page.chapter:
            self.page.show_chapter(hit.chapter)
        self.page.show_span(hit.start, len(self.search.query.text().strip()))
