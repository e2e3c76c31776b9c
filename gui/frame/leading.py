"""Leading to a place of the open report: a finding, a tally, a cell, some words, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from core.checks.tally import Tally
from core.figures.address import Address
from core.report.edit import Change
from core.report.edits import COVER
from core.report.finding import Finding, Spot
from gui.frame.section_tabs import SectionTabs
from gui.kit.page import TabPage
from gui.panel.tally_panel import TallyPanel
from gui.state.document import Document

if TYPE_CHECKING:
    from core.repair import Suggestion
    from gui.texts.text_page import TextPage


class TurnedPages(Protocol):
    """Pages that can be turned to."""

    in_hand: TabPage | None

    def show_section(self, section: str) -> TabPage:
        """Turn to the page of a section."""

    def writing_in_hand(self) -> TextPage | None:
        """Return the written part on the page in hand."""


class Leading(QObject):
    """Turns to the page of a place, takes it in hand, and shows in the panel what it is about."""

    def __init__(
        self, pages: TurnedPages, document: Document, tabs: SectionTabs, panel: TallyPanel
    ) -> None:
        super().__init__(tabs)
        self._pages = pages
        self._document = document
        self._tabs = tabs
        self._panel = panel
        self._finding: Finding | None = None

    def detach(self) -> None:
        """Forget the finding of a report that has left."""
        self._finding = None

    @property
    def place(self) -> str:
        """Where its user is: a cell's address, or a section and a character of its text."""
        page = self._pages.in_hand
        address = page.address_in_hand() if page is not None else None
        if address is not None:
            return str(address)
        written = self._pages.writing_in_hand()
        caret = written.editor.selection[1] if written is not None else 0
        return f"{self._tabs.section_in_hand}@{caret}"

    def return_to(self, place: str) -> None:
        """Go to where somebody was; to nowhere where that is no place of this report."""
        section, _, caret = place.partition("@")
        form = self._document.report.form
        address = Address(place)
        if address in form.figures:
            self._pages.show_section(address.section).go_to(address)
        elif section in self._tabs.sections and caret.isdecimal():
            self._pages.show_section(section)
            written = self._pages.writing_in_hand()
            if written is not None:
                at = min(int(caret), len(written.editor.text))
                written.editor.select(at, at)

    def show_finding(self, finding: Finding) -> None:
        """Go to the cell or the sentence of a finding."""
        self._finding = finding
        page = self._pages.show_section(finding.section)
        page.show_finding(finding)
        tallies = self._document.inspection.board.tallies
        named = next((t for t in tallies if t.identity.addresses == finding.addresses), None)
        page.light(named)
        if named is not None and page.address_in_hand() is not None:
            self._panel.show_tally(named)
        self._panel.show_finding(finding)

    def show_spot(self, spot: Spot) -> None:
        """Turn to a place of a written part and take it in hand."""
        self._pages.show_section(spot.section)
        page = self._pages.writing_in_hand()
        if page is not None:
            page.show_spot(spot)

    def show_tally(self, tally: Tally) -> None:
        """Go to the cells of a tally and light them."""
        page = self._pages.show_section(tally.identity.section)
        page.go_to((*tally.missing, *tally.identity.left)[0])
        page.light(tally)
        self._panel.show_tally(tally)

    def show_change(self, change: Change) -> None:
        """Go to what undo or redo changed, if it is not in sight."""
        form = self._document.report.form
        typed = [a for a in form.figures if a in change.figures and not form.figures[a].computed]
        if typed:
            page = self._pages.show_section(typed[0].section)
            if page.address_in_hand() not in change.figures:
                page.go_to(typed[0])
        elif parts := change.parts & {COVER, *self._document.report.texts}:
            self._pages.show_section(min(parts))

    def step_finding(self, step: int) -> None:
        """Go to the next finding that waits for somebody, or with -1 to the one before."""
        findings = self._document.inspection.open_findings
        if not findings:
            return
        if self._finding in findings:
            at = (findings.index(self._finding) + step) % len(findings)
        else:
            at = 0 if step > 0 else -1
        self.show_finding(findings[at])

    def go_to(self, address: Address) -> None:
        """Go to a cell of the tables."""
        page = self._pages.show_section(address.section)
        page.go_to(address)
        page.setFocus()

    def go_on_finding(self, page: TextPage, spot: Spot) -> None:
        """Follow a search from one written part into another."""
        self._pages.show_section(spot.section)
        other = self._pages.writing_in_hand()
        if other is not None:
            other.go_on(page.bar, spot)

    def show_repaired(self, spot: Spot) -> None:
        """Show the words that were put right; whoever goes through the list stays in it."""
        self._pages.show_section(spot.section)
        page = self._pages.writing_in_hand()
        if page is not None:
            page.editor.select(spot.start, spot.end)
        self._panel.findings.setFocus()

    def show_adopted(self, suggestion: Suggestion) -> None:
        """Take the first cell in hand that a suggestion changed."""
        if self._pages.in_hand is not None:
            self._pages.in_hand.go_to(suggestion.changes[0].address)
