"""Showing the headings of a text as headings, without touching the text."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from core.texts.headings import heading_of
from gui.texts.text_positions import units


class HeadingHighlighter(QSyntaxHighlighter):
    """Sets 一、 （一） 1. （1） in a stronger weight, line by line as it is typed."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._looks = QTextCharFormat()
        self._looks.setFontWeight(QFont.Weight.Bold)

    def highlightBlock(self, text: str) -> None:
        line = text.lstrip()
        _, lead = heading_of(line)
        if lead:
            self.setFormat(len(text) - len(line), units(line[:lead]), self._looks)
