"""The words that a clerk sees in a widget, whatever fonts paint them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)

from gui.frame.header_bar import HeaderBar
from gui.tables.table_view import FormTableView


def words_in(widget: QWidget, *, with_hidden: bool = False) -> list[str]:
    """Return the words in a widget and in all that stands in it, each once."""
    found = (" ".join(plain(words).split()) for words in _walk(widget, with_hidden=with_hidden))
    return list(dict.fromkeys(words for words in found if words))


def plain(words: str) -> str:
    """Drop the letter that a key underlines: 文件(&F) is 文件."""
    return re.sub(r"\(&\w\)", "", words).replace("&&", "&")


def _walk(widget: QWidget, *, with_hidden: bool) -> Iterator[str]:
    yield from _own(widget)
    if isinstance(widget, QAbstractItemView | QComboBox | QTabBar | QMenu):
        return
    for child in widget.children():
        # What the header leaves out depends on the width of its words, so on the font.
        if not isinstance(child, QWidget) or child.isWindow():
            continue
        if with_hidden or isinstance(widget, HeaderBar) or not child.isHidden():
            yield from _walk(child, with_hidden=with_hidden)


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield _without_marks(widget.text())
    elif isinstance(widget, QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.text() or widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from _of_view(widget)


def _of_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if isinstance(view, FormTableView):
        yield from (cell.text for cell in view.table.cells)
    if isinstance(view, QTreeView) and not view.isHeaderHidden():
        across = Qt.Orientation.Horizontal
        for column in range(model.columnCount()):
            yield str(model.headerData(column, across) or "")
    yield from _of_model(model, QModelIndex())


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        # Qt keeps the columns of a list to itself: there is one.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            shown = model.data(index, Qt.ItemDataRole.DisplayRole)
            yield str(shown or model.data(index, Qt.ItemDataRole.AccessibleTextRole) or "")
        if not isinstance(model, QAbstractListModel):
            yield from _of_model(model, model.index(row, 0, parent))


def _without_marks(text: str) -> str:
    return unescape(re.sub(r"<br>|</?[a-z][^<>]*>", " ", text)) if "</" in text else text
