"""Painting and editing the cells of a table of the form."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.figures.address import Address
from core.forms.form import Role
from core.report.edits import SetFigure
from gui.kit.editing import ComposingLine, leave_pasting_to_window, leave_undo_to_document
from gui.look.theme import Theme
from gui.state.document import Document
from gui.tables.cell_painter import paint_figure, paint_label
from gui.tables.table_model import LOOK, CellLook, FormTableModel, Index

_KEYS = Qt.Key
_WALKS = frozenset({_KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_Tab, _KEYS.Key_Backtab})
_UP_AND_DOWN = frozenset({_KEYS.Key_Up, _KEYS.Key_Down})
_MOVES = _UP_AND_DOWN | {
    _KEYS.Key_Left, _KEYS.Key_Right, _KEYS.Key_Home, _KEYS.Key_End,
    _KEYS.Key_PageUp, _KEYS.Key_PageDown,
}  # fmt: skip
"""Keys that leave a cell which is being typed; after F2 they move the caret in it."""
_FOR_A_MOMENT = frozenset({
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
})  # fmt: skip
"""The focus comes back by itself: somebody looks something up in another window."""


class FigureEditor(ComposingLine):
    """A plain line for one figure. Undo and redo belong to the document, not to the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFrame(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName("正在填写的数字")


class CellDelegate(QStyledItemDelegate):
    """Writes every digit through to the document at once, so that tallies move as one types."""

    left = Signal(int, object)
    """An editor was left by this key with these modifiers, which goes on in the table."""

    def __init__(self, document: Document, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self._sessions = itertools.count()
        self._session: tuple[str, Address, int] | None = None
        self.editor: FigureEditor | None = None
        """The editor that is open."""
        self.arrows_leave = False
        """The open editor was begun by typing: arrows go on to the next cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FormTableModel):
            return
        look = model.data(index, LOOK)  # asked of Qt's index it goes to Qt and back
        if not isinstance(look, CellLook):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        font = option.font  # type: ignore[attr-defined]  # PySide6's stub lacks it
        painter.save()
        if look.role is Role.FIGURE:
            painter.setFont(font)
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
            paint_figure(painter, rect, look, str(model.data(index) or ""), state, self.theme)
        else:
            paint_label(painter, rect, model.cells[index.row(), index.column()], self.theme, font)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        address = model.address(index) if isinstance(model, FormTableModel) else None
        if address is None:
            raise ValueError(index)
        editor = FigureEditor(parent)
        # With its address: the sessions of another table are counted from zero too.
        session = ("cell", address, next(self._sessions))
        self._session = session
        editor.textEdited.connect(
            lambda text: self._document.edit([SetFigure(address, text)], "填写", session)
        )
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        # The document repaints while digits are typed: only a real difference may reach the
        # editor, or the cursor jumps and a composition of the input method is lost.
        if isinstance(editor, FigureEditor) and editor.text() != text:
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        # Every way of leaving a cell leads here, so nothing is left in an input method.
        if isinstance(editor, FigureEditor):
            editor.settle()
        super().setModelData(editor, model, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # PySide6's stub lacks it

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, FigureEditor):
            return super().eventFilter(editor, event)
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(editor, event)
        if kind is QEvent.Type.ShortcutOverride and (
            leave_undo_to_document(event) or leave_pasting_to_window(event)
        ):
            return True
        if kind is QEvent.Type.FocusOut or kind is QEvent.Type.Hide:
            editor.settle()
        if kind is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # Whoever comes back from another window goes on typing where he was; a closed
            # editor would begin anew and replace what was typed before.
            return event.reason() not in _FOR_A_MOMENT and super().eventFilter(editor, event)
        return super().eventFilter(editor, event)

    def close_editor(self) -> None:
        """Close the open editor; what stands in it is in the document."""
        editor = self.editor
        if editor is not None:
            editor.settle()
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _key(self, editor: FigureEditor, event: QKeyEvent) -> bool:
        if editor.is_composing:
            return True  # Enter, Tab, Esc and arrows belong to the composition
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self._session is not None:
                self._document.take_back(self._session)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            return True
        moves = _MOVES if self.arrows_leave else _UP_AND_DOWN
        if key in _WALKS or key in moves:
            self.close_editor()
            self.left.emit(int(key), event.modifiers())
            return True
        return super().eventFilter(editor, event)
