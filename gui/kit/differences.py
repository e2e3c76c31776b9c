"""What two reports say differently, as a list that a clerk can go through."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.report.compare import Difference, change_in_words
from core.report.text_changes import PieceFate, pieces
from gui.kit.changed_words import marked_words, spoken_words
from gui.kit.fields import closing_buttons, dialog_column, size_dialog
from gui.words.rich_text import Markup, markup, write_rich

NOTHING = "（空）"
_MARKED = Qt.ItemDataRole.UserRole + 1
_SIDES = ((2, PieceFate.ADDED), (3, PieceFate.STRUCK))
"""The column of either side, and what it has nothing of."""


def lay_out_comparison(
    dialog: QDialog,
    hint: str,
    states: QTreeWidget,
    told: QLabel,
    differences: DifferenceList,
    main: QPushButton,
) -> None:
    """Lay out a dialog that lists states of a report and compares the chosen one below."""
    column = dialog_column(dialog)
    line = QLabel(hint)
    line.setProperty("quiet", True)
    column.addWidget(line)
    split = QSplitter(Qt.Orientation.Vertical)
    split.setChildrenCollapsible(False)
    split.addWidget(states)
    below = QWidget()
    rest = QVBoxLayout(below)
    rest.setContentsMargins(0, 0, 0, 0)
    rest.addWidget(told)
    rest.addWidget(differences, 1)
    split.addWidget(below)
    column.addWidget(split, 1)
    column.addWidget(closing_buttons(dialog, main, "关闭"))
    size_dialog(dialog, 66, 34)


class DifferenceList(QTreeWidget):
    """Shows each difference with its place and what stands on either side."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(["部分", "位置", before, after])
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName("不同之处")
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self._words = _MarkedWords(self)
        wide = self.fontMetrics().horizontalAdvance("汉")
        head = self.header()
        self.setColumnWidth(0, wide * 7)
        self.setColumnWidth(1, wide * 17)
        for column, _ in _SIDES:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            self.setItemDelegateForColumn(column, self._words)
        # The lines are as high as their words need at the width that they have now.
        head.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())

    def show_differences(self, differences: tuple[Difference, ...]) -> None:
        """Show these differences."""
        self.clear()
        for each in differences:
            sides = [side or NOTHING for side in (each.before, each.after)]
            if each.change:
                sides[1] += f"（{change_in_words(each.change)}）"
            item = QTreeWidgetItem(self, [each.part, each.place, *sides])
            for column in range(4):
                item.setToolTip(column, item.text(column))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            told = f"由{sides[0]}改为{sides[1]}"
            if each.section:
                changed = pieces(each.before, each.after)
                told = spoken_words(changed)
                for column, absent in _SIDES:
                    marked = marked_words(piece for piece in changed if piece.fate is not absent)
                    item.setData(column, _MARKED, marked)
            spoken = f"{each.part}，{each.place}，{told}"
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)


class _MarkedWords(QStyledItemDelegate):
    """Draws a text with what was struck out of it, or added to it, marked by lines."""

    def __init__(self, view: QTreeWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        marked = index.data(_MARKED)
        if not marked:
            super().paint(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.text = ""  # type: ignore[attr-defined]  # PySide's stubs do not know the fields
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, self._view)
        words = self._document(marked, index.column())
        frame = QRectF(option.rect)  # type: ignore[attr-defined]  # as above
        painter.save()
        painter.translate(frame.topLeft())
        words.drawContents(painter, QRectF(0, 0, frame.width(), frame.height()))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        marked = index.data(_MARKED)
        if not marked:
            return super().sizeHint(option, index)
        return self._document(marked, index.column()).size().toSize()

    def _document(self, marked: Markup, column: int) -> QTextDocument:
        words = QTextDocument()
        words.setDefaultFont(self._view.font())
        words.setDocumentMargin(self._view.fontMetrics().height() / 6)
        ink = self._view.palette().color(QPalette.ColorRole.Text).name()
        write_rich(words, markup("<div style='color:{}'>{}</div>", ink, marked))
        words.setTextWidth(self._view.columnWidth(column))
        return words
