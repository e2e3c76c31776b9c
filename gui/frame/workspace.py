"""The open report in the window: header, tabs, the page in hand, the panel at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from core.cells.selection import sum_up
from core.checks.tally import Tally
from core.forms.form import TableSection
from core.report.edit import Change
from core.report.edits import COVER, PRIOR
from gui.access.tab_order import let_tab_go
from gui.frame.header_bar import HeaderBar
from gui.frame.leading import Leading
from gui.frame.section_tabs import SectionTabs
from gui.frame.side_panel import SidePanel
from gui.kit.page import TabPage
from gui.kit.roomy import PageStack, Roomy
from gui.look.theme import Theme
from gui.panel.tally_panel import TallyPanel
from gui.state.document import Document
from gui.texts.phrase_book import PhraseBook

if TYPE_CHECKING:
    from core.repair import Suggestion
    from gui.tables.table_page import TablePage
    from gui.tables.table_view import FormTableView
    from gui.texts.text_page import TextPage


LATE = 60
"""Milliseconds after a key in which tallies are painted, before all that hangs on them is shown."""


class Workspace(QWidget):
    """Composes the parts and wires them; a page is built when it is first shown."""

    text_menu_made = Signal(QMenu)
    """The context menu of a text is about to open; commands may be added to it."""
    table_menu_wanted = Signal(QPoint)
    """The context menu of the cells in hand shall open at this place of the screen."""
    tally_menu_wanted = Signal(QPoint)
    """The context menu of the tally in hand shall open at this place of the screen."""
    place_changed = Signal()
    """One works at another place of the report, or may."""
    selection_changed = Signal()
    """Other cells are selected."""
    findings_shown = Signal()
    """What the checks say was shown anew, after a change or when texts were read."""
    failed = Signal(str)
    """Something could not be done; the message says what."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        header: HeaderBar,
        book: PhraseBook | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.document = document
        self.theme = theme
        self.header = header
        self.header.setParent(self)  # what Tab comes to first must be there first
        self.tabs = SectionTabs(document, theme, self)
        self.stack = PageStack()
        self.panel = TallyPanel(document, theme)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self.side = SidePanel(self.panel, document, theme, self._split)
        self.in_hand: TabPage | None = None
        """The page in sight, while a report is open."""
        self.leading = Leading(self, document, self.tabs, self.panel)
        self._pages: dict[str, TabPage] = {}
        self._tables: dict[str, TablePage] = {}
        self._writings: dict[str, TextPage] = {}
        """The written part on each page that has one; the cover has the opening paragraph."""
        self._is_unread = False
        """What the texts say of the report was not shown yet."""
        self._enter_goes_right = False
        self._shows_prior = False
        self.book = book or PhraseBook(parent=self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._show_findings)
        self._compose()
        self._connect()

    def attach(self) -> None:
        """Show the report that the document holds now."""
        self.detach()
        self._is_unread = self.document.inspection.is_unread
        self.tabs.attach(self.document.begins_at)
        self._show_tab(self.tabs.currentIndex())
        self.header.show_report()
        self.header.show_saved()
        self.page(self.tabs.sections[self.tabs.currentIndex()]).setFocus()

    def detach(self) -> None:
        """Let go the pages of a report that has left: nothing may ask them any more."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._tables, self._writings = {}, {}, {}
        self.in_hand = None
        self.leading.detach()
        self._late.stop()

    def page(self, section: str) -> TabPage:
        """Return the page of a section, built if it was not shown yet."""
        if section not in self._pages:
            page = self._build(section)
            if words := self.document.shut_words(section):
                page.lock(words)
            self._pages[section] = page
            self.stack.addWidget(page)
            # Made later than the panel, it would come after it.
            let_tab_go(self.tabs, *page.stops)
        return self._pages[section]

    def show_section(self, section: str) -> TabPage:
        """Turn to the page of a section."""
        number = self.tabs.place(section)
        self.tabs.setCurrentIndex(number)
        return self.page(self.tabs.sections[number])

    def show_prior(self, is_shown: bool) -> None:
        """Show last year's figures in the tables, or hide them."""
        self._shows_prior = is_shown
        for page in self._pages.values():
            page.show_prior(is_shown)

    def find_on_page(self) -> bool:
        """Offer to find something on the page in hand; False where there is nothing to find."""
        return self.in_hand is not None and self.in_hand.find()

    def writing_in_hand(self) -> TextPage | None:
        """Return the written part on the page in hand; the cover has the opening paragraph."""
        return self._writings.get(self.in_hand.section) if self.in_hand else None

    def table_in_hand(self) -> TablePage | None:
        """Return the page in hand if it is that of a table."""
        return self._tables.get(self.in_hand.section) if self.in_hand else None

    def place_in_hand(self) -> tuple[str, str]:
        """Return the heading of the part in hand, none on the cover, and words at the place."""
        page = self.in_hand
        if page is None:
            return "", ""
        return "" if page.section == COVER else page.title.text(), page.words_in_hand()

    def selection_in_words(self) -> str:
        """Tell the sum of the selected cells; empty where there are none or one."""
        page = self.table_in_hand()
        return sum_up(self.document.report, page.view.selected()).words if page else ""

    def show_table(self, table: TableSection) -> FormTableView:
        """Turn to the page of a table."""
        self.show_section(table.id)
        return self._tables[table.id].view

    def let_enter_go(self, direction: str) -> None:
        """Let Enter go on ``down`` or ``right`` in every table."""
        self._enter_goes_right = direction == "right"
        for page in self._pages.values():
            page.let_enter_go(right=self._enter_goes_right)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self.tabs.wear(theme)
        self.panel.wear(theme)
        self.side.wear(theme)
        for page in self._pages.values():
            page.wear(theme)
        if self.document.is_open:
            self._show_cell_in_hand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.document.note_painted()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, lambda: self.side.fit(self.width()))

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.side.opener)
        column.addLayout(line)
        split = self._split
        split.addWidget(Roomy(self.stack, 60, split))
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setChildrenCollapsible(False)
        self.panel.setMinimumWidth(self.fontMetrics().horizontalAdvance("勾") * 17)
        split.splitterMoved.connect(lambda _at, _index: self.side.splitter_moved())
        self.stack.lower()  # a splitter tells its parts to a screen reader last to first
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.panel.tally_picked.connect(self.leading.show_tally)
        self.panel.tree.menu_wanted.connect(self.tally_menu_wanted)
        self.panel.finding_picked.connect(self.leading.show_finding)
        self.panel.text_repaired.connect(self.leading.show_repaired)
        self.panel.suggestion_shown.connect(self._light_suggestion)
        self.panel.suggestion_adopted.connect(self.leading.show_adopted)
        self.document.settling.connect(self._settle)
        self.document.changed.connect(self._follow)
        self.document.inspected.connect(self._show_inspected)
        self.document.stepped.connect(self.leading.show_change)
        self.document.stored.connect(self._show_stored)

    def _settle(self) -> None:
        for page in self._pages.values():
            page.commit()
        self.panel.commit()
        self.catch_up()

    def _build(self, section: str) -> TabPage:
        form = self.document.report.form
        if section == COVER:
            from gui.frame.cover_page import CoverPage

            cover = CoverPage(self.document, self.theme, self.book, self.stack)
            self._writings[section] = self._wired(cover.preamble)
            return cover
        found = next(part for part in form.sections if part.id == section)
        if isinstance(found, TableSection):
            from gui.tables.table_page import TablePage

            page = TablePage(self.document, found, self.theme, self.stack)
            page.let_enter_go(right=self._enter_goes_right)
            page.show_prior(self._shows_prior)
            page.tally_picked.connect(self.leading.show_tally)
            page.entered.connect(lambda address: self._enter(page, address))
            page.view.menu_wanted.connect(self.table_menu_wanted)
            page.strip.menu_wanted.connect(self._open_tally_menu)
            page.view.selectionModel().selectionChanged.connect(self.selection_changed)
            self._tables[section] = page
            return page
        from gui.texts.text_page import TextPage

        written = TextPage(self.document, found, self.theme, self.book, self.stack)
        self._writings[section] = self._wired(written)
        return written

    def _wired(self, page: TextPage) -> TextPage:
        page.cell_wanted.connect(self.leading.go_to)
        page.search_left.connect(lambda spot: self.leading.go_on_finding(page, spot))
        page.finding_wanted.connect(self.panel.show_finding)
        page.failed.connect(self.failed)
        page.menu_made.connect(self.text_menu_made)
        page.editor.cursorPositionChanged.connect(self.place_changed)
        return page

    def _open_tally_menu(self, place: QPoint, tally: Tally) -> None:
        self.panel.tree.take(tally)
        self.tally_menu_wanted.emit(place)

    def _enter(self, page: TabPage, address: object) -> None:
        page.light(None)
        self.place_changed.emit()
        self.panel.show_cell(page.address_in_hand() if address else None)

    def _light_suggestion(self, suggestion: Suggestion | None) -> None:
        """Light the cells that a suggestion would change."""
        if self.in_hand is not None:
            changes = suggestion.changes if suggestion else ()
            self.in_hand.light_cells(change.address for change in changes)

    def _show_tab(self, number: int) -> None:
        if not 0 <= number < len(self.tabs.sections):
            return
        section = self.tabs.sections[number]
        self.in_hand = self.page(section)
        self.stack.setCurrentWidget(self.in_hand)
        self.panel.attach(section)
        self.side.strip.show_section(section)
        self._show_cell_in_hand()
        self.selection_changed.emit()
        self.place_changed.emit()

    def _show_cell_in_hand(self) -> None:
        self.panel.show_cell(self.in_hand.address_in_hand() if self.in_hand else None)

    def _follow(self, change: Change, moved: list[Tally]) -> None:
        for page in self._pages.values():
            page.follow(change)
        self.panel.follow(moved)
        if change.figures or PRIOR in change.parts:
            self.panel.show_cell_late(self.in_hand.address_in_hand() if self.in_hand else None)
        if self.document.is_typed and change.figures:
            if not self._late.isActive():  # not anew with each key: that would put it off
                self._late.start()
        else:
            self._show_findings()

    def catch_up(self) -> None:
        """Show at once what waits for the next pause between two keys."""
        if self._late.isActive():
            self._show_findings()

    def _show_findings(self) -> None:
        """Show what the checks say now, wherever it is shown."""
        self._late.stop()
        self.tabs.follow()
        self.panel.show_findings()
        self.side.strip.follow()
        self.header.show_report()
        self.findings_shown.emit()

    def _show_inspected(self) -> None:
        """Show what the checks of the texts say, in the texts too."""
        is_first = self._is_unread
        self._is_unread = False
        self._show_findings()
        if is_first:
            self.panel.catch_up()
        for page in self._pages.values():
            page.mark()

    def _show_stored(self) -> None:
        if self.document.is_open:
            self.header.show_saved()
