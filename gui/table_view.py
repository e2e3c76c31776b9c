"""A table of the form to type into: frozen heading, merged cells, keys that walk the entries."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from core.address import Address
from core.edit import SetFigure
from core.forms.form import Role, TableSection
from gui.cell_delegate import CellDelegate
from gui.cell_painter import label_height
from gui.document import Document
from gui.table_header import FormHeader
from gui.table_model import FormTableModel
from gui.theme import Theme

TIGHT, LOOSE = 1.36, 1.9
"""Row heights in lines of the font: with all of table 三 to show, and with room to spare."""


class FormTableView(QTableView):
    """Shows a `FormTableModel` at the widths of the printed form, stretched to the window."""

    entered = Signal(object)
    """The cell in hand has this address (None: no cell)."""
    laid_out = Signal()
    """Columns have new widths."""

    def __init__(
        self, document: Document, table: TableSection, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.table = table
        self.form_model = FormTableModel(document, table, self)
        self.setModel(self.form_model)
        self.delegate = CellDelegate(document, theme, self)
        self.setItemDelegate(self.delegate)
        self.header = FormHeader(table, theme, self)
        self.setHorizontalHeader(self.header)
        self.header.setVisible(table.header_lines > 0)
        self._available = 0
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setAccessibleName(table.heading)
        for row, column, down, across in self.form_model.spans():
            self.setSpan(row, column, down, across)
        self.delegate.walked.connect(self.walk)
        self.delegate.stepped.connect(self._step)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.delegate.theme = theme
        self.header.theme = theme
        self.viewport().update()
        self.header.viewport().update()

    def go_to(self, address: Address) -> bool:
        """Take the cell of an address in hand; False where it is not in this table."""
        index = self.form_model.place(address)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def address_in_hand(self) -> Address | None:
        """Return the address of the current cell."""
        return self.form_model.address(self.currentIndex())

    def walk(self, down: int, right: int) -> None:
        """Go on to the next cell that is typed into, wrapping into the next column or row."""
        by_column = bool(down) and self.table.header_lines > 0
        order = self._entries(by_column=by_column)
        here = self.address_in_hand()
        if not order:
            return
        step = down or right
        at = (
            order.index(here) + step
            if here in order
            else self._nearest(order, here, step, by_column=by_column)
        )
        if 0 <= at < len(order):
            self.go_to(order[at])

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: Qt would jump to a cell that begins with the digit just typed."""

    def edit(  # type: ignore[override]  # PySide6 knows one of Qt's two overloads at a time
        self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger, event: QEvent
    ) -> bool:
        self.delegate.arrows_leave = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.walk(-1 if shift else 1, 0)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.walk(0, -1 if key == Qt.Key.Key_Backtab or shift else 1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._clear()
        elif control and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            order = self._entries(by_column=False)
            if order:
                self.go_to(order[0 if key == Qt.Key.Key_Home else -1])
        else:
            if event.text().strip() and not control and self._is_computed_in_hand():
                self._tell("总计由程序计算，不用填写。")
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        # Tab would leave the table for the next widget; here it goes to the next cell, and at
        # the last cell it leaves, so that nobody is caught in the table.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backtab
            if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                order = self._entries(by_column=False)
                edge = order and self.address_in_hand() == order[0 if back else -1]
                if not edge:
                    self.keyPressEvent(event)
                    return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() or self.address_in_hand() is None:
            order = self._entries(by_column=False)
            if order:
                self.selectionModel().setCurrentIndex(
                    self.form_model.place(order[0]),
                    QItemSelectionModel.SelectionFlag.ClearAndSelect,
                )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def take_height(self, available: int) -> None:
        """Take up to this height: rows grow a little where there is room, and no further."""
        self._available = available
        self.lay_out()
        # No more than the table needs, and no less than a few lines: the window may get small.
        self.setMaximumHeight(self._content_height())
        few = 4 * round(self.fontMetrics().height() * TIGHT)
        self.setMinimumHeight(min(self._header_height() + few, self._content_height()))

    def lay_out(self) -> None:
        """Size columns and rows from the form, the font and the window."""
        widths = self.table.widths
        available, whole = self.viewport().width(), sum(widths)
        edges = [available * sum(widths[:n]) // whole for n in range(len(widths) + 1)]
        for column in range(len(widths)):
            self.setColumnWidth(column, edges[column + 1] - edges[column])
        self.header.setFixedHeight(self.header.sizeHint().height())
        metrics = self.fontMetrics()
        line = metrics.height()
        room = self._available - self._header_height() - 2 * self.frameWidth()
        even = room // max(1, self.form_model.rowCount())
        usual = max(round(line * TIGHT), min(even, round(line * LOOSE)))
        for row in range(self.form_model.rowCount()):
            labels = [
                label_height(cell.text, edges[cell.column + cell.across] - edges[cell.column],
                             metrics)
                for (line, _), cell in self.form_model.cells.items()
                if line == row and cell.down == 1 and cell.role is not Role.FIGURE
            ]  # fmt: skip
            self.setRowHeight(row, max([usual, *labels]))
        self.updateGeometries()
        self.laid_out.emit()

    def _header_height(self) -> int:
        return self.header.sizeHint().height() if self.table.header_lines else 0

    def _content_height(self) -> int:
        rows = self.verticalHeader().length()
        return self._header_height() + rows + 2 * self.frameWidth()

    def _entries(self, *, by_column: bool) -> list[Address]:
        """Return the cells that are typed into, line by line or column by column."""
        computed = self.document.report.form.figures
        placed = [
            (row, column, cell.address)
            for (row, column), cell in self.form_model.cells.items()
            if cell.address and not computed[cell.address].computed
        ]
        if by_column:
            placed.sort(key=lambda entry: (entry[1], entry[0]))
        else:
            placed.sort()
        return [address for _, _, address in placed]

    def _nearest(
        self, order: list[Address], here: Address | None, step: int, *, by_column: bool
    ) -> int:
        """Return where in the entry order to go on from a computed cell."""
        if here is None:
            return 0
        row, column = self._spot(here)
        spots = [self._spot(address) for address in order]
        if by_column:
            spots, here_spot = [(c, r) for r, c in spots], (column, row)
        else:
            here_spot = (row, column)
        if step > 0:
            return min((i for i, s in enumerate(spots) if s > here_spot), default=len(order))
        return max((i for i, s in enumerate(spots) if s < here_spot), default=-1)

    def _spot(self, address: Address) -> tuple[int, int]:
        index = self.form_model.place(address)
        return index.row(), index.column()

    def _is_computed_in_hand(self) -> bool:
        here = self.address_in_hand()
        return here is not None and self.document.report.form.figures[here].computed

    def _tell(self, words: str) -> None:
        """Say something right under the cell in hand."""
        below = self.visualRect(self.currentIndex()).bottomLeft()
        QToolTip.showText(self.viewport().mapToGlobal(below), words, self)

    def _step(self, key: int) -> None:
        """Go on by an arrow that left an editor."""
        arrow = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        self.setFocus()
        QTableView.keyPressEvent(self, arrow)

    def _clear(self) -> None:
        """Clear the selected cells as one step; a kept total goes back to its sum."""
        report = self.document.report
        selected = {self.form_model.address(i) for i in self.selectionModel().selectedIndexes()}
        edits = [SetFigure(a, "") for a in report.form.figures if a in selected]
        self.document.edit(edits, "清除")

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.entered.emit(self.form_model.address(current))
