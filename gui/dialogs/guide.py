"""The guide in the window, from the same text that ships as a file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

import resources
from gui.dialogs.fields import size_dialog


class GuideDialog(QDialog):
    """Shows ``resources/help/guide.md`` beside the window; it does not block it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("使用指南")
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(step, step, step, step)
        browser = QTextBrowser()
        browser.setObjectName("writing")
        browser.setAccessibleName("使用指南")
        browser.setSearchPaths([str(resources.folder() / "help")])
        guide = resources.folder() / "help" / "guide.md"
        browser.setMarkdown(guide.read_text(encoding="utf-8"))
        column.addWidget(browser)
        size_dialog(self, 64, 44)
