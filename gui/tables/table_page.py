"""The page of a table: the form to type into and the live tallies under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.cells.search import find_cells
from core.checks.tally import Tally
from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edit import Change
from core.report.finding import Finding
from gui.kit.page import TabPage
from gui.look.theme import Theme
from gui.state.document import Document
from gui.tables.find_bar import CellFindBar
from gui.tables.table_model import TallyPart
from gui.tables.table_view import FormTableView
from gui.tables.tally_strip import TallyStrip

ROWS = 8
"""So many rows shall be in sight before anything else takes room."""
_WAYS = (
    (True, True, False),
    (False, True, False),
    (False, True, True),
    (False, False, True),
)
"""Is there guidance, is there a heading, are there only verdicts: what gives way, in order."""


class TablePage(TabPage):
    """One of the three tables."""

    entered = Signal(object)
    """The cell in hand has this address (None: no cell)."""
    tally_picked = Signal(object)
    """A tally of the footer was clicked."""

    def __init__(
        self, document: Document, table: TableSection, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(table.id, table.heading, table.guidance, parent)
        self.table = table
        self._searched_from: Address | None = None
        self.view = FormTableView(document, table, theme, self)
        self.strip = TallyStrip(document, self.view, theme, self)
        self.column.setSpacing(0)
        self.column.addSpacing(self.fontMetrics().height() // 2)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.strip)
        self.find_bar = CellFindBar(lambda query: find_cells(document.report, table, query), self)
        self.column.addWidget(self.find_bar)
        self.column.addStretch()
        self.view.entered.connect(self.entered)
        self.view.entered.connect(lambda _address: self.strip.enter(self.view.address_in_hand()))
        self.find_bar.found.connect(self.view.form_model.mark_found)
        self.find_bar.picked.connect(self.view.show_cell)
        self.find_bar.missed.connect(self._return_from_search)
        self.find_bar.closed.connect(self._leave_search)
        self.strip.picked.connect(self.tally_picked)
        self.entrance = self.view
        self.stops = (self.view, *self.find_bar.stops)

    def lock(self, words: str) -> None:
        super().lock(words)
        self.view.form_model.is_locked = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def find(self) -> bool:  # type: ignore[override]  # Qt's own finds a window by its number
        self.view.delegate.close_editor()
        self._searched_from = self.view.address_in_hand()
        self.find_bar.open_bar()
        self._share_height()
        return True

    def follow(self, change: Change) -> None:
        self.view.follow(change)
        self.strip.follow(change.figures)
        self.find_bar.look_again()

    def wear(self, theme: Theme) -> None:
        self.view.wear(theme)
        self.strip.theme = theme
        self.strip.update()

    def show_finding(self, finding: Finding) -> None:
        if finding.place is not None:
            self.view.go_to(finding.place)

    def commit(self) -> None:
        # Every digit is in the document already; what an input method has begun is not. The
        # editor stays open: closed, the next digit would replace what was typed before.
        editor = self.view.delegate.editor
        if editor is not None:
            editor.settle()

    def address_in_hand(self) -> Address | None:
        return self.view.address_in_hand()

    def words_in_hand(self) -> str:
        here = self.view.address_in_hand()
        return self.view.document.report.form.figures[here].row.name if here else ""

    def go_to(self, address: Address) -> None:
        self.view.go_to(address)

    def show_cell(self, address: Address) -> None:
        self.view.show_cell(address)

    def let_enter_go(self, *, right: bool) -> None:
        self.view.enter_goes_right = right

    def show_prior(self, is_shown: bool) -> None:
        self.view.form_model.show_prior(is_shown)

    def light_cells(self, addresses: Iterable[Address]) -> None:
        self.view.form_model.light(dict.fromkeys(addresses, TallyPart.ADDEND))

    def light(self, tally: Tally | None) -> None:
        parts: Mapping[Address, TallyPart] = {}
        if tally is not None:
            identity = tally.identity
            other = TallyPart.TOTAL
            parts = dict.fromkeys(identity.left, TallyPart.ADDEND) | dict.fromkeys(
                identity.right, other
            )
        self.view.form_model.light(parts)

    def _return_from_search(self) -> None:
        if self._searched_from is not None:
            self.view.show_cell(self._searched_from)

    def _leave_search(self) -> None:
        self.view.setFocus()
        self._share_height()

    def _share_height(self) -> None:
        """Give the table what is left, and let what is beside it give way where that is little.

        The guidance goes first, then the amounts of the tallies, then the heading, which the tab
        tells too. The verdicts stay.
        """
        margins = self.column.contentsMargins()
        bar = self.find_bar.sizeHint().height() if self.find_bar.isVisibleTo(self) else 0
        gap = self.fontMetrics().height() // 2
        whole = self.height() - margins.top() - margins.bottom() - gap - bar
        wished = min(ROWS, self.view.form_model.rowCount())
        rooms = {way: self._room_left(whole, *way) for way in _WAYS}
        fitting = (way for way, room in rooms.items() if self.view.sizes.rows_in(room) >= wished)
        way = next(fitting, _WAYS[-1])
        has_note, has_title, is_short = way
        self.note.setVisible(has_note)
        self.title.setVisible(has_title)
        self.strip.shorten(short=is_short)
        self.view.take_height(rooms[way])

    def _room_left(self, whole: int, has_note: bool, has_title: bool, is_short: bool) -> int:
        top = self.top_height(with_note=has_note) if has_title else 0
        return whole - self.strip.height_wanted(short=is_short) - top
