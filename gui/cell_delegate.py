"""Painting and editing the cells of a table of the form."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.edit import SetFigure
from core.forms.form import Role
from gui.cell_painter import margin, paint_label
from gui.document import Document
from gui.editing import leave_undo_to_document
from gui.table_model import LOOK, FormTableModel, Index, Look
from gui.theme import Theme

_WALKS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class FigureEditor(QLineEdit):
    """A plain line for one figure. Undo and redo belong to the document, not to the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFrame(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName("正在填写的数字")

    def event(self, event: QEvent) -> bool:
        if leave_undo_to_document(event):
            return False
        return super().event(event)


class CellDelegate(QStyledItemDelegate):
    """Writes every digit through to the document at once, so that tallies move as one types."""

    walked = Signal(int, int)
    """An editor was left by a key that goes on: rows down, columns to the right."""
    stepped = Signal(int)
    """An editor was left by this arrow key."""

    def __init__(self, document: Document, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._sessions = itertools.count()
        self._session: tuple[str, int] | None = None
        self.arrows_leave = False
        """The open editor was begun by typing: left and right arrows go on to the next cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        look = index.data(LOOK)
        if not isinstance(look, Look) or not isinstance(model, FormTableModel):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        font = option.font  # type: ignore[attr-defined]  # PySide6's stub lacks it
        painter.save()
        if look.role is Role.FIGURE:
            painter.setFont(font)
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
            self._paint_figure(painter, rect, look, str(index.data() or ""), state)
        else:
            paint_label(painter, rect, model.cells[index.row(), index.column()], self.theme, font)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        address = model.address(index) if isinstance(model, FormTableModel) else None
        if address is None:
            raise ValueError(index)
        editor = FigureEditor(parent)
        session = ("cell", next(self._sessions))
        self._session = session
        editor.textEdited.connect(
            lambda text: self._document.edit([SetFigure(address, text)], "填写", session)
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        # The document repaints while digits are typed: only a real difference may reach the
        # editor, or the cursor jumps and a composition of the input method is lost.
        if isinstance(editor, FigureEditor) and editor.text() != text:
            editor.setText(text)
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # PySide6's stub lacks it

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and isinstance(editor, FigureEditor):
            return self._key(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, editor: FigureEditor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self._session is not None:
                self._document.take_back(self._session)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            return True
        if self.arrows_leave and key in _ARROWS and not event.modifiers():
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.stepped.emit(key)
            return True
        if key in _WALKS:
            down, right = _WALKS[key]
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            ):
                down = -down
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.walked.emit(down, right)
            return True
        return super().eventFilter(editor, event)

    def _paint_figure(
        self, painter: QPainter, rect: QRect, look: Look, text: str, state: QStyle.StateFlag
    ) -> None:
        theme = self.theme
        painter.fillRect(rect, theme.color(_ground(look)))
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            tint = QColor(theme.accent)
            tint.setAlpha(36)
            painter.fillRect(rect, tint)
        space = margin(painter.fontMetrics())
        is_quiet = look.computed and look.part is None
        ink = "unbalanced" if look.refused or look.kept else "quiet" if is_quiet else "ink"
        painter.setPen(theme.color(ink))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideLeft, rect.width() - space
        )
        painter.drawText(
            rect.adjusted(space // 2, 0, -space, 0),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            shown,
        )
        if look.refused or look.kept or look.doubtful:
            self._paint_corner(painter, rect, "unfilled" if look.doubtful else "unbalanced")
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_corner(self, painter: QPainter, rect: QRect, role: str) -> None:
        """Mark a cell that needs a look: a small corner, as spreadsheets do."""
        side = max(6, rect.height() // 3)
        x, y = rect.left(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(role))
        painter.drawPolygon(QPolygon([QPoint(x, y), QPoint(x + side, y), QPoint(x, y + side)]))


def _ground(look: Look) -> str:
    if look.refused:
        return "fault"
    if look.part is not None:
        return look.part.value
    if look.doubtful:
        return "doubt"
    return "computed" if look.computed else "surface"
