"""A table of the form to type into: frozen heading, merged cells, keys that walk the entries."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edit import Change
from core.report.edits import SetFigure
from core.report.finding import Severity
from gui.look.theme import Theme
from gui.state.document import Document
from gui.tables.cell_delegate import CellDelegate
from gui.tables.cell_painter import paint_ruled
from gui.tables.cell_remark import CellRemark, RemarkLine, may_become_a_figure, remark
from gui.tables.column_widths import frozen_columns
from gui.tables.entry_order import EntryOrder
from gui.tables.label_picking import LabelPicking
from gui.tables.table_header import HeadingCorner, set_under_heading
from gui.tables.table_model import FormTableModel
from gui.tables.table_sizes import TableSizes

_Move = QAbstractItemView.CursorAction
_ARROWS = {
    _Move.MoveUp: (-1, 0),
    _Move.MoveDown: (1, 0),
    _Move.MoveLeft: (0, -1),
    _Move.MoveRight: (0, 1),
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAB = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_ERASE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class FormTableView(QTableView):
    """Shows a `FormTableModel` at the widths of the printed form, stretched to the window."""

    entered = Signal(object)
    """The cell in hand has this address (None: no cell)."""
    menu_wanted = Signal(QPoint)
    """The context menu of the selected cells shall open at this place of the screen."""
    laid_out = Signal()
    """Columns have new widths."""

    def __init__(
        self, document: Document, table: TableSection, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_led = False
        self._frozen = 0
        self.document = document
        self.table = table
        self.form_model = FormTableModel(document, table, self)
        self.order = EntryOrder(self.form_model)
        self.enter_goes_right = False
        """Enter goes on to the right, as Tab does, and not down."""
        self.setModel(self.form_model)
        self.delegate = CellDelegate(document, theme, self)
        self.setItemDelegate(self.delegate)
        self.header = set_under_heading(self, table, theme, self.form_model.cells)
        self._frozen = self.header.frozen = frozen_columns(self.form_model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.corner = HeadingCorner(self.header)
        self.sizes = TableSizes(self, self.form_model, self.header, self.corner)
        self.addScrollBarWidget(self.corner, Qt.AlignmentFlag.AlignTop)
        self.labels = LabelPicking(self, self.form_model, self.header, self.delegate.close_editor)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        # The cells fill it. Else three widgets behind them would be painted with each digit.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(table.heading)
        # On the page, not in the table: a table of one line has no room for it.
        self.remark = RemarkLine(theme, parent or self)
        self.verticalScrollBar().valueChanged.connect(self.show_remark)
        self.horizontalScrollBar().valueChanged.connect(lambda _at: self._scrolled_across())
        self.delegate.left.connect(self._go_on)
        self.delegate.closeEditor.connect(self.show_remark)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.laid_out.connect(self.show_remark)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.delegate.theme = theme
        self.header.theme = theme
        self.remark.wear(theme)
        self.show_remark()
        self.viewport().update()
        self.header.viewport().update()

    def go_to(self, address: Address) -> bool:
        """Take the cell of an address in hand; False where it is not in this table."""
        if not self.show_cell(address):
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_cell(self, address: Address) -> bool:
        """Make a cell the current one and bring it into sight, leaving the keys where they are."""
        index = self.form_model.place(address)
        if not index.isValid():
            return False
        # Shift+F8 or Ctrl+Z may lead here. Qt would look at the keys that are held, and extend
        # the selection over cells that the next Delete clears.
        self._is_led = True
        self.setCurrentIndex(index)
        self._is_led = False
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def address_in_hand(self) -> Address | None:
        """Return the address of the current cell."""
        return self.form_model.address(self.currentIndex())

    def selected(self) -> list[Address]:
        """Return the addresses of the selected cells, in the order of the form."""
        chosen = {self.form_model.address(i) for i in self.selectionModel().selectedIndexes()}
        return [address for address in self.table.figures if address in chosen]

    def walk(self, step: int, *, down: bool) -> None:
        """Go on to the next cell that is typed into, wrapping into the next column, block or row.

        At the end of the table the cell in hand stays, and the line at it says so.
        """
        found = self.order.after(self.address_in_hand(), step, by_column=down)
        if found is not None:
            self.go_to(found)
        else:
            self.tell("这是本表的最后一格。" if step > 0 else "这是本表的第一格。")

    def tell(self, words: str) -> None:
        """Say something at the cell in hand, until another comes in hand."""
        self.remark.show_at(self._rect_in_hand(), CellRemark(words, Severity.HINT))

    def show_remark(self) -> None:
        """Say what is the matter with the cell in hand, if anything is."""
        if not self.document.is_open:
            return  # The report left the window with a cell still open.
        here = self.address_in_hand()
        report = self.document.report
        found = remark(self.document.inspection, here) if here else None
        if here and found and self.delegate.editor is not None:
            kind = report.form.figures[here].kind
            if may_become_a_figure(report.value(here).text, kind):
                found = None
        cell = self._rect_in_hand() if found is not None else QRect()
        if found is None or cell.isEmpty():
            self.remark.hide()
        else:
            self.remark.show_at(cell, found)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: Qt would jump to a cell that begins with the digit just typed."""

    def edit(  # type: ignore[override]  # PySide6 knows one of Qt's two overloads at a time
        self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger, event: QEvent
    ) -> bool:
        is_typing = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        was_open = self.delegate.editor is not None
        self.delegate.arrows_leave = is_typing
        is_open = super().edit(index, trigger, event)
        editor = self.delegate.editor
        if is_open and editor is not None and not was_open and not is_typing:
            editor.end(False)  # F2 goes on writing what stands there
        return is_open

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.address_in_hand()
        if here is None:
            return super().moveCursor(action, modifiers)
        control = bool(modifiers & _CONTROL)
        if action in _ARROWS:
            lead = self.order.edge if control else self.order.beside
            return self.form_model.place(lead(here, *_ARROWS[action]))
        if action in {_Move.MoveHome, _Move.MoveEnd}:
            last = action is _Move.MoveEnd
            if control:
                return self.form_model.place(self.order.last if last else self.order.first)
            return self.form_model.place(self.order.end_of_row(here, last=last))
        return super().moveCursor(action, modifiers)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if self._is_led:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        # Qt lets Ctrl begin a new selection even where Shift asks to extend the old one.
        if isinstance(event, QKeyEvent) and event.modifiers() & _SHIFT:
            return QItemSelectionModel.SelectionFlag.SelectCurrent
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & _SHIFT)
        if self.delegate.editor is not None and self.delegate.editor.is_composing:
            event.accept()  # what was begun with the cell in hand is not finished yet
        elif key in _ENTER:
            self.walk(-1 if shift else 1, down=not self.enter_goes_right)
        elif key in _TAB:
            self.walk(-1 if key == Qt.Key.Key_Backtab or shift else 1, down=False)
        elif key in _ERASE:
            self.clear_selected()
        else:
            control = bool(event.modifiers() & _CONTROL)
            if event.text().strip() and not control and self._is_computed_in_hand():
                self.tell("总计由程序计算，不用填写。")
            super().keyPressEvent(event)
            return
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self.delegate.editor is not None
        super().inputMethodEvent(event)
        editor = self.delegate.editor
        # Qt opens an editor for a text that comes without a composition, such as a full-width
        # digit, and drops the text.
        if event.commitString() and not was_open and editor is not None:
            QApplication.sendEvent(editor, event)

    def event(self, event: QEvent) -> bool:
        # Tab would leave the table for the next widget; here it goes to the next cell, and at
        # the last cell it leaves, so that nobody is caught in the table.
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and is_press and event.key() in _TAB:
            step = -1 if event.key() == Qt.Key.Key_Backtab else 1
            if self.order.after(self.address_in_hand(), step, by_column=False) is not None:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Led here from another window while a cell was typed: its editor does not hear that the
        # keys went elsewhere, and as long as it is open the table takes none.
        if self.state() is QAbstractItemView.State.EditingState:
            self.delegate.close_editor()
        if self.address_in_hand() is None:
            self.setCurrentIndex(self.form_model.place(self.order.first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.sizes.forget()
            self.lay_out()

    def take_height(self, available: int) -> None:
        """Take up to this height: rows grow a little where there is room, and no further."""
        self.sizes.available = available
        self.lay_out()

    def follow(self, change: Change) -> None:
        """Show what a change did; a column grows with its figures, and shrinks only later."""
        self.form_model.follow(change)
        if self.sizes.outgrown(change.figures):
            self.lay_out()
        self.show_remark()

    def lay_out(self) -> None:
        """Size columns and rows from the form, the figures, the font and the window."""
        self.sizes.share_out()
        self.laid_out.emit()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if not self._frozen:
            return
        hidden = self.header.frozen_width - self.visualRect(index).left()
        if hidden > 0 and index.column() >= self._frozen:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        right, bottom = self.header.length(), self.verticalHeader().length()
        grid = QRect(-self.header.offset(), -self.verticalHeader().offset(), right, bottom)
        if not grid.contains(event.rect()):
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), self.delegate.theme.color("surface"))
            painter.end()
        super().paintEvent(event)
        if self.header.frozen_width:
            painter = QPainter(self.viewport())
            for (row, column), cell in self.form_model.cells.items():
                if column < self._frozen:
                    rect = self.visualRect(self.form_model.index(row, column))
                    rect.translate(self.header.offset(), 0)
                    paint_ruled(painter, rect, cell, self.delegate.theme, self.font())
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.labels.press(event):
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.delegate.close_editor()
        self.setFocus()
        place = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        else:
            self.labels.take(place)
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _scrolled_across(self) -> None:
        self.viewport().update()  # Qt moves what was painted, the labels too
        self.header.viewport().update()
        self.laid_out.emit()

    def _is_computed_in_hand(self) -> bool:
        here = self.address_in_hand()
        return here is not None and self.document.report.form.figures[here].computed

    def _rect_in_hand(self) -> QRect:
        """Return where the cell in hand is seen on the page; empty where it is out of sight."""
        viewport = self.viewport()
        cell = self.visualRect(self.currentIndex()) & viewport.rect()
        corner = viewport.mapTo(self.remark.around, cell.topLeft())
        return QRect(corner, cell.size())

    def _go_on(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go on by a key that left an editor."""
        self.setFocus()
        self.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))

    def clear_selected(self) -> None:
        """Clear the selected cells as one step; a kept total goes back to its sum."""
        self.document.edit([SetFigure(address, "") for address in self.selected()], "清除")

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.entered.emit(self.form_model.address(current))
        self.show_remark()
