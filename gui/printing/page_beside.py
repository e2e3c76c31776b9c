"""The page beside the editor: as it will be printed, at the place where one is writing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.settings.page_options import PageOptions
from gui.printing.composer import Composer
from gui.printing.page_place import PagePlace, find_place
from gui.printing.page_view import Fit, PageView
from gui.printing.painter import PagePainter
from gui.printing.sheet import PaperPage
from gui.state.document import Document

PAUSE = 150
"""Milliseconds without an edit, after which the pages are composed again."""


class PageBeside(QDockWidget):
    """One page wide; turns to the page of what is in hand, and shows every edit."""

    def __init__(self, document: Document, options: PageOptions, parent: QWidget) -> None:
        super().__init__("版面", parent)
        self.setObjectName("page_beside")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self._document = document
        self._options = options
        self._composer = Composer()
        self._in_hand = ("", "")
        self.pages: tuple[PaperPage, ...] = ()
        """The pages as they are shown."""
        self.place = PagePlace(0, 0)
        """What is in hand stands here."""
        self.at = 0
        """The page that is shown, counted from zero."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.compose)
        self.view = PageView(PagePainter())
        self.view.zoom = Fit.WIDTH
        self.before, self.after = QPushButton("‹"), QPushButton("›")
        self.count = QLabel()
        self.closer = QPushButton("×")
        self._arrange()
        self.view.stepped.connect(lambda step: self.turn_to(self.at + step))
        self.before.clicked.connect(lambda: self.turn_to(self.at - 1))
        self.after.clicked.connect(lambda: self.turn_to(self.at + 1))
        self.closer.clicked.connect(self.close)
        document.changed.connect(self._wait)

    def sizeHint(self) -> QSize:
        letter = self.fontMetrics().horizontalAdvance("汉")
        return QSize(letter * 33, letter * 40)

    def take_options(self, options: PageOptions) -> None:
        """Compose as the choices about the page say now."""
        if options != self._options:
            self._options = options
            self._wait()

    def follow(self, heading: str, words: str) -> None:
        """Turn to where these words stand in a part; see `find_place`."""
        self._in_hand = (heading, words)
        if not self._pause.isActive():
            self._find()

    def compose(self) -> None:
        """Compose the report again, and stay where one is writing."""
        self._pause.stop()
        if not self._document.is_open or not self.isVisible():
            return
        self.pages = self._composer.compose(self._document.inspection, self._options).pages
        self._find()

    def turn_to(self, at: int) -> None:
        """Show a page, counted from zero; beyond the ends nothing happens."""
        if 0 <= at < len(self.pages):
            self.at = at
            self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._pause.stop()
        super().closeEvent(event)

    def _wait(self) -> None:
        self._pause.start()

    def _find(self) -> None:
        if not self.pages:
            return
        self.place = find_place(self.pages, *self._in_hand)
        self.at = self.place.page
        self._show()
        height = round(self.place.y * self.view.scale)
        self.view.ensureVisible(0, height, 0, self.view.viewport().height() // 3)

    def _show(self) -> None:
        self.count.setText(f"第 {self.at + 1} 页，共 {len(self.pages)} 页")
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at < len(self.pages) - 1)
        self.view.show_page(self.pages[self.at], from_top=True)

    def _arrange(self) -> None:
        step = self.fontMetrics().height() // 2
        head = QWidget()
        head.setObjectName("pane")
        line = QHBoxLayout(head)
        line.setContentsMargins(step, step // 2, step // 2, step // 2)
        line.addWidget(self.count, 1)
        for button, name in (
            (self.before, "版面的上一页"),
            (self.after, "版面的下一页"),
            (self.closer, "关闭版面（F4）"),
        ):
            button.setFlat(True)
            button.setAutoDefault(False)
            button.setAccessibleName(name)
            button.setToolTip(name)
            line.addWidget(button)
        self.setTitleBarWidget(QWidget())  # the line below is enough
        inside = QWidget()
        inside.setObjectName("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.setWidget(inside)
