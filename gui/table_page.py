"""The page of a table: the form to type into and the live tallies under it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from core.address import Address
from core.edit import Change
from core.finding import Finding
from core.forms.form import TableSection
from core.tally import Tally
from gui.document import Document
from gui.page import Page
from gui.table_model import Part
from gui.table_view import FormTableView
from gui.tally_strip import TallyStrip
from gui.theme import Theme


class TablePage(Page):
    """One of the three tables."""

    entered = Signal(object)
    """The cell in hand has this address (None: no cell)."""
    tally_picked = Signal(object)
    """A tally of the footer was clicked."""

    def __init__(self, document: Document, table: TableSection, theme: Theme) -> None:
        super().__init__(table.id, table.heading, table.guidance)
        self.table = table
        self.view = FormTableView(document, table, theme)
        self.strip = TallyStrip(document, self.view, theme)
        self.column.setSpacing(0)
        self.column.addSpacing(self.fontMetrics().height() // 2)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.strip)
        self.column.addStretch()
        self.view.entered.connect(self.entered)
        self.strip.picked.connect(self.tally_picked)
        self.setFocusProxy(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        strip = self.strip.sizeHint().height() if self.strip.has_tallies else 0
        self.view.take_height(self.height() - self.view.y() - strip - margins.bottom())

    def follow(self, change: Change) -> None:
        self.view.form_model.follow(change)
        self.strip.follow()

    def wear(self, theme: Theme) -> None:
        self.view.wear(theme)
        self.strip.theme = theme
        self.strip.update()

    def show_finding(self, finding: Finding) -> None:
        if finding.addresses:
            self.view.go_to(finding.settles or finding.addresses[0])

    def commit(self) -> None:
        # Every digit is in the document already; closing the editor leaves nothing behind.
        self.view.setFocus()

    def light(self, tally: Tally | None) -> None:
        """Light the cells of a tally: addends in one tint, the total or other side in another."""
        parts: Mapping[Address, Part] = {}
        if tally is not None:
            identity = tally.identity
            other = Part.TOTAL
            parts = dict.fromkeys(identity.left, Part.ADDEND) | dict.fromkeys(identity.right, other)
        self.view.form_model.light(parts)
