"""A small table of a text, written cell by cell: rows and columns added and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.texts.text_tables import MOST_COLUMNS, find_tables, write_table
from gui.kit.fields import closing_buttons, dialog_column, size_dialog

MOST_ROWS = 60
_BLANK = (("", "", ""),) * 3
_NOT_A_TABLE = (
    "还不能作为表格：至少要有两行，每一列都有内容，并且每行不只写一格；"
    "第一列不能只是“1.”“（一）”这样的序号。"
)


class TextTableDialog(QDialog):
    """Shows the rows of a table, or blank ones for a new one."""

    def __init__(self, rows: Sequence[Sequence[str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("编辑文中的表格" if rows else "在文中插入表格")
        filled = rows or _BLANK
        self.grid = QTableWidget(len(filled), len(filled[0]))
        self.grid.setAccessibleName("表格的内容")
        self.grid.setTabKeyNavigation(True)
        self.grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, cells in enumerate(filled):
            for column, cell in enumerate(cells):
                self.grid.setItem(row, column, QTableWidgetItem(cell))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.go = QPushButton("放入文字")
        page = dialog_column(self)
        words = QLabel("第一行没有数时作为表头。表里的数只是文字，不计入年报的各张表。")
        words.setWordWrap(True)
        page.addWidget(words)
        page.addWidget(self.grid, 1)
        page.addLayout(self._changes())
        page.addWidget(self.told)
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self.accept)
        page.addWidget(buttons)
        self.grid.itemChanged.connect(lambda _: self._look())
        self.grid.setCurrentCell(0, 0)
        self._look()
        size_dialog(self, 44, 22)

    def text(self) -> str:
        """Return the table as lines of a text."""
        return write_table(self._rows())

    def add_row(self) -> None:
        """Put a row below the one in hand."""
        self.grid.insertRow(self.grid.currentRow() + 1)
        self._look()

    def add_column(self) -> None:
        """Put a column behind the one in hand."""
        self.grid.insertColumn(self.grid.currentColumn() + 1)
        self._look()

    def drop_row(self) -> None:
        """Take away the row in hand."""
        self.grid.removeRow(self.grid.currentRow())
        self._look()

    def drop_column(self) -> None:
        """Take away the column in hand."""
        self.grid.removeColumn(self.grid.currentColumn())
        self._look()

    def _changes(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.buttons = [
            QPushButton(words)
            for words in ("下面加一行(&R)", "右边加一列(&C)", "删去这一行(&D)", "删去这一列(&L)")
        ]
        for button, do in zip(
            self.buttons,
            (self.add_row, self.add_column, self.drop_row, self.drop_column),
            strict=True,
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=do: do())
            line.addWidget(button)
        line.addStretch()
        return line

    def _rows(self) -> list[list[str]]:
        return [
            [
                item.text() if (item := self.grid.item(row, column)) is not None else ""
                for column in range(self.grid.columnCount())
            ]
            for row in range(self.grid.rowCount())
        ]

    def _look(self) -> None:
        """Say whether what is written makes a table, and what can be added and taken away."""
        lines = self.text().split("\n")
        is_whole = any(len(table.rows) == len(lines) for table in find_tables(lines))
        self.go.setEnabled(is_whole)
        self.told.setText("" if is_whole else _NOT_A_TABLE)
        rows, columns = self.grid.rowCount(), self.grid.columnCount()
        can = (rows < MOST_ROWS, columns < MOST_COLUMNS, rows > 1, columns > 1)
        for button, is_possible in zip(self.buttons, can, strict=True):
            button.setEnabled(is_possible)
