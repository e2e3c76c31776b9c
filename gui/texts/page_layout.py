"""How the page of a written part is laid out: the outline beside the text and its bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from gui.texts.editor import Writing
from gui.texts.find_bar import TextFindBar
from gui.texts.outline_panel import OutlinePanel

WIDEST = 64
"""Characters in a line of the widest editor, its margins included."""


def widest_text(editor: Writing) -> int:
    """Return the width of the widest editor: lines stay as long as an eye can follow back."""
    return editor.fontMetrics().horizontalAdvance("汉") * WIDEST


def lay_out(
    column: QVBoxLayout, outline: OutlinePanel, editor: Writing, bar: TextFindBar, count: QLabel
) -> None:
    """Put the parts of the page into its column."""
    font = editor.font()
    font.setPointSizeF(font.pointSizeF() * 1.15)
    editor.setFont(font)
    split = QSplitter(Qt.Orientation.Horizontal, column.parentWidget())
    split.addWidget(outline)
    room = QWidget(split)
    right = QWidget(room)
    inner = QVBoxLayout(right)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(column.spacing())
    inner.addWidget(editor, 1)
    inner.addWidget(bar)
    inner.addWidget(count)
    right.setMaximumWidth(widest_text(editor))
    beside = QHBoxLayout(room)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.addWidget(right, 1000)
    beside.addStretch(1)
    split.addWidget(room)
    split.setStretchFactor(0, 0)
    split.setStretchFactor(1, 1)
    split.setCollapsible(1, False)
    width = column.parentWidget().fontMetrics().horizontalAdvance("勾")
    outline.setMinimumWidth(width * 11)
    right.setMinimumWidth(width * 20)
    split.setSizes([width * 14, width * 60])
    column.addWidget(split, 1)
