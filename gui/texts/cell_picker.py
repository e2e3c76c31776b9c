"""A small list at the caret from which a figure of the tables is inserted into the sentence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.cells.search import find_cells
from core.figures.address import Address
from core.forms.naming import cell_name
from gui.state.document import Document

_ADDRESS = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CellPicker(QFrame):
    """Type to filter by label or figure; Enter takes the cell in hand.

    It is a part of the page, not a window: an input method follows it as any other field.
    """

    picked = Signal(object)
    """The address of the cell whose figure shall be inserted."""
    closed = Signal()
    """It was put away without a choice."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._document = document
        self._page = parent
        self.query = QLineEdit()
        self.query.setPlaceholderText("输入表中的名称或者数，如“新收 总计”")
        self.query.setAccessibleName("表中的名称或者数")
        self.cells = QListWidget()
        self.cells.setAccessibleName("表中的数")
        self.cells.setUniformItemSizes(True)
        self.cells.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cells.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = QLabel("回车插入，数字会跟着表格变；Esc 关闭")
        hint.setProperty("quiet", True)
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(step, step, step, step)
        column.setSpacing(step // 2)
        for widget in (self.query, self.cells, hint):
            column.addWidget(widget)
        self.query.textChanged.connect(self._filter)
        self.cells.itemClicked.connect(lambda _item: self._take())
        self.query.installEventFilter(self)
        self.hide()

    def open(self, caret: QPoint, query: str = "") -> None:
        """Show the list under a point of the parent, inside it."""
        page = self._page
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance("汉") * 30, page.width())
        below = caret.y() + metrics.height() // 2
        above = caret.y() - metrics.lineSpacing() * 2
        room = max(page.height() - below, above)
        height = min(metrics.lineSpacing() * 16, room)
        self.resize(width, height)
        left = max(0, min(caret.x(), page.width() - width))
        self.move(left, below if below + height <= page.height() else above - height)
        self.query.setText(query)
        self._filter()
        self.show()
        self.raise_()
        self.query.setFocus()
        self.query.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            # The window may be left for another program; only another field puts the list away.
            if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
                self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take()
                return True
            if event.key() in _MOVES:
                self.cells.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _filter(self) -> None:
        report = self._document.report
        self.cells.clear()
        for address in find_cells(report, None, self.query.text()):
            words = report.figure_words(address)
            item = QListWidgetItem(f"{cell_name(report.form, address)}　{words}", self.cells)
            item.setData(_ADDRESS, address)
            item.setToolTip(report.form.figures[address].place)
        self.cells.setCurrentRow(0)

    def _take(self) -> None:
        item = self.cells.currentItem()
        if item is not None:
            self.hide()
            self.picked.emit(Address(item.data(_ADDRESS)))  # Qt gives back a plain str

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
