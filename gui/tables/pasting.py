"""Cutting, copying and pasting in the table in hand, or in the text field in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edits import SetFigure
from gui.tables.cell_delegate import FigureEditor
from gui.tables.copying import put, take_block
from gui.tables.table_view import FormTableView

if TYPE_CHECKING:  # what reads a clipboard is imported with the first paste: not at every start
    from core.clipboard.block import Block
    from core.clipboard.placing import Area
    from core.clipboard.plan import PastePlan

Confirm = Callable[["PastePlan"], tuple[SetFigure, ...] | None]
"""Shows a plan; returns the edits that the clerk wants, None where there are to be none."""
ShowTable = Callable[[TableSection], FormTableView]
"""Turns to the page of a table and returns its view."""

NO_PLACE = "请先点表里的一格，或者点进文字框。"


class Pasting:
    """Carries out 剪切, 复制 and 粘贴 for whatever has the focus; each returns words to show."""

    def __init__(self, confirm: Confirm, show_table: ShowTable) -> None:
        self._confirm = confirm
        self._show_table = show_table

    def copy(self) -> str:
        """Copy the selected cells, or the selected text."""
        focus = QApplication.focusWidget()
        if isinstance(focus, FormTableView):
            return _copy(focus, "复制")
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
            return ""
        if isinstance(focus, QLabel) and focus.hasSelectedText():
            QGuiApplication.clipboard().setText(focus.selectedText())
            return ""
        return NO_PLACE

    def cut(self) -> str:
        """Copy the selected cells and clear them as one step, or cut the selected text."""
        focus = QApplication.focusWidget()
        if isinstance(focus, FormTableView):
            if shut := focus.document.shut_words(focus.table.id):
                return shut
            words = _copy(focus, "剪切")
            focus.document.edit([SetFigure(address, "") for address in focus.selected()], "剪切")
            return words
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.cut()
            return ""
        return NO_PLACE

    def paste(self) -> str:
        """Paste a block into the table, one value into an open cell, or text into its field."""
        focus = QApplication.focusWidget()
        view = _view_around(focus)
        if view is None:
            if isinstance(focus, QLineEdit | QPlainTextEdit):
                focus.paste()
                return ""
            return NO_PLACE
        try:
            block = take_block()
        except Problem as problem:
            return str(problem)
        if block is None:
            return "剪贴板里没有文字，也没有表格，没有粘贴。"
        if isinstance(focus, FigureEditor):
            if block.value is not None:
                focus.insert(block.value)
                return ""
            view.setFocus()
        return self._paste_block(view, block)

    def _paste_block(self, view: FormTableView, block: Block) -> str:
        from core.clipboard.plan import plan_paste

        report = view.document.report
        plan = plan_paste(report, view.table, block, _target(view))
        if not plan.cells and not plan.left_out:
            return "贴来的只有栏目名，没有数，没有粘贴。"
        if shut := view.document.shut_words(plan.table.id):
            return shut
        edits = self._confirm(plan) if plan.needs_preview else plan.edits()
        if edits is None:
            return "没有粘贴，报告没有改动。"
        shown = list(dict.fromkeys([c.address for c in plan.landed] + [e.address for e in edits]))
        if plan.table is not view.table:
            view = self._show_table(plan.table)
        if edits:
            view.document.edit(edits, f"粘贴{len(shown)}格")
        _select(view, shown)
        if not edits:
            return f"贴来的{len(shown)}格与表里的相同，没有改动。"
        return _told(plan, len(shown))


def _told(plan: PastePlan, count: int) -> str:
    from core.clipboard.plan import CellFate

    words = f"已粘贴{count}格"
    if agreeing := len(plan.of(CellFate.AGREES)):
        words += f"，其中总计{agreeing}格与各项相加相符"
    if plan.left_out:
        words += f"，{len(plan.left_out)}处没有放"
    return words


def _copy(view: FormTableView, verb: str) -> str:
    from core.clipboard.copied import copy_area

    area = _area(view)
    if area is None:
        return f"没有选定的格，没有{verb}。"
    put(copy_area(view.document.report, view.table.id, area))
    count = len(view.selected())
    return f"已{verb}{count}格"


def _area(view: FormTableView) -> Area | None:
    """Return the rectangle of the printed grid that the selected cells cover."""
    from core.clipboard.placing import Area

    chosen = set(view.selected())
    cells = [cell for cell in view.table.cells if cell.address in chosen]
    if not cells:
        return None
    line, column = min(cell.line for cell in cells), min(cell.column for cell in cells)
    down = max(cell.line + cell.down for cell in cells) - line
    return Area(line, column, down, max(cell.column + cell.across for cell in cells) - column)


def _target(view: FormTableView) -> Area:
    """Return the rectangle to paste into; a merged cell counts as its first place."""
    from core.clipboard.placing import Area

    chosen = set(view.selected()) or {view.address_in_hand() or view.table.figures[0]}
    cells = [cell for cell in view.table.cells if cell.address in chosen]
    lines = [cell.line for cell in cells]
    columns = [cell.column for cell in cells]
    line, column = min(lines), min(columns)
    return Area(line, column, max(lines) - line + 1, max(columns) - column + 1)


def _select(view: FormTableView, addresses: list[Address]) -> None:
    """Show the pasted cells as the selection."""
    places = [view.form_model.place(address) for address in addresses]
    if not places:
        return
    view.go_to(addresses[0])
    selection = QItemSelection()
    for place in places:
        selection.select(place, place)
    view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _view_around(widget: QWidget | None) -> FormTableView | None:
    """Return the table that a widget is or stands in, as the editor of a cell does."""
    while widget is not None and not isinstance(widget, FormTableView):
        widget = widget.parentWidget()
    return widget
