"""The source as it was read: its paragraphs and its tables, with the place in hand marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from core.labels.blocks import Block, Grid, Paragraph, SourceSpot
from gui.look.theme import Theme
from gui.texts.text_positions import units

_LINE = "\u2028"
"""A break inside a paragraph: as long as the one it stands for, so that places stay true."""


class SourceView(QTextBrowser):
    """Shows the blocks of a source. Nothing is changed here; text can be copied."""

    picked = Signal(object)
    """A place was clicked, or the caret went there: its `SourceSpot`."""

    def __init__(
        self, blocks: Sequence[Block], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._blocks = blocks
        self._theme = theme
        self._lines: dict[int, int] = {}
        """For every paragraph of the source the line of the text that has it."""
        self._of_line: dict[int, int] = {}
        self._tables: dict[int, QTextTable] = {}
        self._cells: dict[tuple[int, int, int], tuple[int, int]] = {}
        """For every cell of the source its place in its table."""
        self._of_cell: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._spots: tuple[SourceSpot, ...] = ()
        self._lit: list[tuple[int, int, int]] = []
        self.setObjectName("writing")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("来源的内容")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._write()
        self.cursorPositionChanged.connect(self._tell)
        self._is_led = False

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._theme = theme
        for table in self._tables.values():
            table.setFormat(self._table_format(table.format()))
        for key in self._cells:
            self._light(key, is_lit=False)
        self.show_spots(self._spots)

    def show_spots(self, spots: Iterable[SourceSpot], *, is_led: bool = True) -> None:
        """Mark these places and bring the first into sight, but where the caret leads."""
        self._spots = tuple(spots)
        self._is_led = True
        self._put_out()
        marked, said = [], []
        first: QTextCursor | None = None
        for spot in self._spots:
            cursor = self._cursor(spot)
            if cursor is None:
                continue
            said.append(cursor.selectedText().replace(_LINE, " ").replace("\u2029", " "))
            if spot.row is not None and spot.cell is not None:
                self._light((spot.block, spot.row, spot.cell))
                self._lit.append((spot.block, spot.row, spot.cell))
            else:
                marked.append(self._selection(cursor))
            first = first or cursor
        self.setExtraSelections(marked)
        if first is not None and is_led:
            there = QTextCursor(first)
            there.setPosition(first.selectionStart())
            self.setTextCursor(there)
            self._center(there)
        self.setAccessibleDescription("；".join(said))
        self._is_led = False

    def spot_at(self, cursor: QTextCursor) -> SourceSpot | None:
        """Return the place that a cursor stands at; None between the blocks."""
        for number, table in self._tables.items():
            if table.firstPosition() <= cursor.position() <= table.lastPosition():
                cell = table.cellAt(cursor)
                at = self._of_cell.get((number, cell.row(), cell.column()))
                return None if at is None else SourceSpot(number, *at)
        if cursor.blockNumber() not in self._of_line:
            return None
        number = self._of_line[cursor.blockNumber()]
        at_character = len(_first_units(cursor.block().text(), cursor.positionInBlock()))
        return SourceSpot(number, start=at_character, end=at_character)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._spots:
            self._center(self.textCursor())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._tell()

    def _tell(self) -> None:
        if self._is_led or self.textCursor().hasSelection():
            return
        spot = self.spot_at(self.textCursor())
        if spot is not None:
            self.picked.emit(spot)

    def _write(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        gap = self.fontMetrics().height() / 4
        paragraph = QTextBlockFormat()
        paragraph.setBottomMargin(gap)
        is_first = True
        for number, block in enumerate(self._blocks):
            if isinstance(block, Grid):
                # A line follows every table by itself.
                is_first = self._write_grid(cursor, number, block) or is_first
                continue
            if not is_first:
                cursor.insertBlock()
            cursor.setBlockFormat(paragraph)
            self._lines[number] = cursor.blockNumber()
            style = QTextCharFormat()
            if block.level:
                style.setFontWeight(700)
            cursor.setCharFormat(style)
            cursor.insertText(_in_one_line(block))
            is_first = False
        cursor.endEditBlock()
        self._of_line = {line: number for number, line in self._lines.items()}
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_grid(self, cursor: QTextCursor, number: int, grid: Grid) -> bool:
        """Write a table; False where it has no cells."""
        places, across = _lay_out(grid)
        if not places:
            return False
        table = cursor.insertTable(len(grid.rows), across, self._table_format(QTextTableFormat()))
        self._tables[number] = table
        for (row, at), (column, down, over) in places.items():
            if down > 1 or over > 1:
                table.mergeCells(row, column, down, over)
            self._cells[number, row, at] = (row, column)
            self._of_cell[number, row, column] = (row, at)
            text = grid.rows[row][at].text
            inner = table.cellAt(row, column).firstCursorPosition()
            if _is_short(text):  # a figure is never broken
                whole = QTextBlockFormat()
                whole.setNonBreakableLines(True)
                inner.setBlockFormat(whole)
            inner.insertText(text.replace("\n", _LINE))
            self._light((number, row, at), is_lit=False)
        cursor.setPosition(table.lastPosition() + 1)
        return True

    def _table_format(self, form: QTextTableFormat) -> QTextTableFormat:
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(self._theme.color("quiet")))
        form.setCellSpacing(0)
        form.setCellPadding(self.fontMetrics().height() / 6)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 97))
        return form

    def _cursor(self, spot: SourceSpot) -> QTextCursor | None:
        """Return a cursor over a place."""
        if spot.row is not None and spot.cell is not None:
            table = self._tables.get(spot.block)
            at = self._cells.get((spot.block, spot.row, spot.cell))
            if table is None or at is None:
                return None
            cell = table.cellAt(*at)
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
            return cursor
        if spot.block not in self._lines:
            return None
        line: QTextBlock = self.document().findBlockByNumber(self._lines[spot.block])
        cursor = QTextCursor(line)
        # Qt counts in UTF-16 units, of which a rare character has two.
        start, end = (line.position() + units(line.text()[:at]) for at in (spot.start, spot.end))
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setBackground(self._theme.color("total"))
        look.setForeground(self._theme.color("ink"))
        look.setFontUnderline(True)
        look.setUnderlineColor(self._theme.color("mark"))
        found = QTextEdit.ExtraSelection()
        found.cursor, found.format = cursor, look  # type: ignore[attr-defined]  # stub lacks them
        return found

    def _light(self, key: tuple[int, int, int], *, is_lit: bool = True) -> None:
        """Put a thick frame and a ground around a cell, or its thin lines again."""
        cell = self._tables[key[0]].cellAt(*self._cells[key])
        look = cell.format().toTableCellFormat()
        look.setBorder(3 if is_lit else 1)
        look.setBorderBrush(QBrush(self._theme.color("mark" if is_lit else "quiet")))
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBackground(self._theme.color("total" if is_lit else "surface"))
        cell.setFormat(look)

    def _put_out(self) -> None:
        for key in self._lit:
            self._light(key, is_lit=False)
        self._lit = []

    def _center(self, cursor: QTextCursor) -> None:
        """Bring a place that is out of sight, or near the edge, to the middle."""
        rect, room = self.cursorRect(cursor), self.viewport().height()
        margin = min(3 * rect.height(), room // 4)
        if rect.top() < margin or rect.bottom() > room - margin:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.center().y() - room // 2)


def _in_one_line(block: Paragraph) -> str:
    return block.text.replace("\n", _LINE).replace("\r", _LINE).replace("\u2029", _LINE)


def _first_units(text: str, count: int) -> str:
    """Return the characters that so many UTF-16 units at the beginning are."""
    coded = text.encode("utf-16-le", "surrogatepass")
    return coded[: 2 * count].decode("utf-16-le", "surrogatepass")


def _is_short(text: str) -> bool:
    return bool(text) and len(text) <= 10 and any(each.isdecimal() for each in text)


def _lay_out(grid: Grid) -> tuple[dict[tuple[int, int], tuple[int, int, int]], int]:
    """Return column, height and width of every cell, and how many columns there are.

    A span never goes over another cell: sources tell of such.
    """
    taken: set[tuple[int, int]] = set()
    places: dict[tuple[int, int], tuple[int, int, int]] = {}
    for row, cells in enumerate(grid.rows):
        column = 0
        for at, cell in enumerate(cells):
            while (row, column) in taken:
                column += 1
            over = 1
            while over < max(1, cell.across) and (row, column + over) not in taken:
                over += 1
            down = max(1, min(cell.down, len(grid.rows) - row))
            taken |= {(row + y, column + x) for y in range(down) for x in range(over)}
            places[row, at] = (column, down, over)
            column += over
    return places, max((column for _, column in taken), default=-1) + 1
