"""Filling the selected cells, the table or the whole report, by a key or from the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from core.figures.address import Address
from gui.state.document import Document
from gui.tables.table_page import TablePage

if TYPE_CHECKING:
    from core.cells.filling import Filling

NO_TABLE = "这一页没有表，没有填。请先转到第二、三或四部分。"


class GridFilling:
    """Carries out 向下填充, 向右填充 and 空白填0; each returns words to show."""

    def __init__(self, document: Document, page: Callable[[], TablePage | None]) -> None:
        self._document = document
        self._page = page

    def down(self) -> str:
        """Copy the first of the selected cells of each column over those below."""
        return self._copy("下", by_column=True)

    def right(self) -> str:
        """Copy the first of the selected cells of each row over those to the right."""
        return self._copy("右", by_column=False)

    def blanks_selected(self) -> str:
        """Put zeros where nothing stands among the selected cells."""
        page = self._table()
        return self._fill_blanks(page.view.selected()) if page else NO_TABLE

    def blanks_in_table(self) -> str:
        """Put zeros where nothing stands in the table in hand."""
        page = self._table()
        return self._fill_blanks(page.table.figures) if page else NO_TABLE

    def blanks_everywhere(self) -> str:
        """Put zeros where nothing stands in any table of the report."""
        self._table()
        figures = self._document.report.form.figures
        shut = {str(a.section): self._document.shut_words(a.section) for a in figures}
        return self._fill_blanks([a for a in figures if not shut[a.section]])

    def _copy(self, toward: str, *, by_column: bool) -> str:
        from core.cells.filling import copy_first

        page = self._table()
        if page is None:
            return NO_TABLE
        lines = page.view.order.lines(page.view.selected(), by_column=by_column)
        return self._carry_out(copy_first(self._document.report, lines, toward), f"向{toward}填充")

    def _fill_blanks(self, addresses: Iterable[Address]) -> str:
        from core.cells.filling import fill_blanks

        return self._carry_out(fill_blanks(self._document.report, addresses), "空白填0")

    def _carry_out(self, filling: Filling, label: str) -> str:
        sections = {str(edit.address.section) for edit in filling.edits}
        if words := next(filter(None, map(self._document.shut_words, sections)), ""):
            return words
        self._document.edit(filling.edits, label)
        return filling.words

    def _table(self) -> TablePage | None:
        """Return the page in hand if it has a table, with nothing left in an open editor."""
        page = self._page()
        if page is not None:
            page.view.delegate.close_editor()
        return page
