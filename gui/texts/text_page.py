"""The page of a written part: outline, editor and find bar, wired to the document."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from core.forms.form import TextSection
from core.report.edit import Change
from core.report.finding import Finding, Spot
from core.texts.outline import Heading, read_outline
from core.texts.units import part_to_change
from gui.kit.page import TabPage
from gui.look.theme import Theme
from gui.state.document import Document
from gui.texts.editor import Writing
from gui.texts.find_bar import TextFindBar
from gui.texts.headings import HeadingHighlighter
from gui.texts.inserting import Inserting
from gui.texts.marks import Marks
from gui.texts.number_menu import offers_for_number
from gui.texts.outline_panel import OutlinePanel
from gui.texts.page_layout import lay_out
from gui.texts.part_search import PartSearch
from gui.texts.part_writer import PartWriter
from gui.texts.phrase_book import PhraseBook
from gui.texts.phrases_menu import make_phrases_menu
from gui.texts.repair_menu import offers_for_repair
from gui.words.plain_text import literal

_AROUND = 24
"""Characters that tell where the caret stands."""


class TextPage(TabPage):
    """One written part of the report."""

    cell_wanted = Signal(object)
    """This cell (an `Address`) shall be shown in its table."""
    search_left = Signal(object)
    """The search found a `Spot` in another written part."""
    menu_made = Signal(QMenu)
    """The context menu is about to open: commands of the window may be added to it."""
    finding_wanted = Signal(object)
    """This finding, whose mark stands in the margin, shall be shown in the list."""
    failed = Signal(str)
    """Something could not be done; the message says what."""

    def __init__(
        self,
        document: Document,
        text: TextSection,
        theme: Theme,
        book: PhraseBook,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.id, text.heading, text.guidance, parent)
        self._document = document
        self._part = text
        self._book = book
        self.editor = Writing()
        self.editor.setAccessibleName(text.heading)
        self.editor.setAccessibleDescription(text.guidance)
        self.editor.setPlaceholderText("在这里写，也可以粘贴。")
        self.highlighter = HeadingHighlighter(self.editor.document())
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.marks = Marks(self.editor, document, text.id, theme)
        self.outline = OutlinePanel(theme)
        self.bar = TextFindBar(document, text.id)
        lay_out(self.column, self.outline, self.editor, self.bar, self.count)
        self.outline.setVisible(text.id != document.report.form.preamble.id)
        self.writer = PartWriter(document, text.id, self.editor)
        self.inserting = Inserting(document, text, self.writer, self.editor, book, self)
        self.search = PartSearch(text.id, self.bar, self.editor, self.marks, self.writer)
        self.entrance = self.editor
        # Whoever turns to this page with the keyboard comes to the text first.
        outline = (self.outline.entries, self.outline.insert)
        self.stops = (self.editor, *self.bar.fields(), *outline, self.inserting.picker.query)
        self._connect()
        self.mark()

    def lock(self, words: str) -> None:
        super().lock(words)
        self.editor.setReadOnly(True)
        self.editor.setPlaceholderText("")

    def follow(self, change: Change) -> None:
        self.writer.follow(change)

    def wear(self, theme: Theme) -> None:
        self.marks.theme = theme
        self.outline.wear(theme)
        self.mark()

    def show_finding(self, finding: Finding) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if finding.spot is not None:
            # The whole place is marked; selected is only what is likely to be written over.
            part = part_to_change(self.editor.text, finding.spot.start, finding.spot.end)
            self.editor.setTextCursor(self.editor.cursor_at(*part))
            self.editor.centerCursor()

    def show_spot(self, spot: Spot) -> None:
        """Take a sentence in hand."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.select(spot.start, spot.end)

    def words_in_hand(self) -> str:
        cursor = self.editor.textCursor()
        paragraph, at = cursor.block().text(), cursor.positionInBlock()
        before = paragraph[max(0, at - _AROUND) : at]
        return before if len(before) >= _AROUND // 4 else paragraph[:_AROUND]

    def commit(self) -> None:
        self.editor.settle()
        self.writer.take_typed()

    def find(self) -> bool:  # type: ignore[override]  # as in Page
        """Open the bar that finds; it takes the selection up."""
        self.search.open(replacing=False)
        return True

    def replace(self) -> None:
        """Open the bar that finds and replaces."""
        self.search.open(replacing=True)

    def go_on(self, bar: TextFindBar, spot: Spot) -> None:
        """Show what the search of another part found here, and go on with it."""
        self.search.go_on(bar, spot)

    def mark(self) -> None:
        """Show what the pause in writing brought: the findings' places, the outline, the count."""
        self.marks.take_findings()
        outline = read_outline(self._part, self.editor.text)
        self.outline.show_outline(outline)
        self.count.setText(f"{outline.characters:,} 字")
        self.marks.paint()

    def tick_agreements(self, wanted: bool) -> None:
        """Tick in the margin what agrees, with its arithmetic, or no longer."""
        self.marks.shows_agreements = wanted
        self.mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.search.find_next(-1 if is_back else 1)
        elif event.key() != Qt.Key.Key_Escape or not self.search.close():
            super().keyPressEvent(event)

    def _show_heading(self, heading: object) -> None:
        if isinstance(heading, Heading):
            self.editor.setTextCursor(self.editor.cursor_at(heading.lead, heading.lead))
            self.editor.centerCursor()
            self.editor.setFocus()

    def _show_part(self, name: str) -> None:
        """Go to where the text first speaks of a part that has no heading."""
        sign = self._part.parts.get(name)
        found = sign.search(self.editor.text) if sign else None
        if found:
            self.editor.select(*found.span())
            self.editor.setFocus()

    def _open_menu(self, point: QPoint) -> None:
        menu = self._make_menu(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.editor.viewport().mapToGlobal(point))

    def _make_menu(self, point: QPoint) -> QMenu:
        """Offer what can be done with the number, the selection or the place under the pointer."""
        menu = self.editor.createStandardContextMenu()
        for action in menu.actions()[:3]:
            menu.removeAction(action)  # Qt's own undo and redo; the document has another
        first = menu.actions()[0]
        at = self.editor.character_at(point)
        offers = offers_for_repair(self._document, self.section, at, self.editor.select)
        offers += offers_for_number(self.writer, self.editor.chips, at, self.cell_wanted.emit)
        for words, do in offers:
            action = QAction(literal(words), menu)
            action.triggered.connect(lambda _checked=False, do=do: do())
            menu.insertAction(first, action)
        if offers:
            menu.insertSeparator(first)
        menu.addSeparator()
        take = self.inserting.insert_phrase
        menu.addMenu(make_phrases_menu(self._book, self.section, take, menu))
        ticks = menu.addAction("标出对得上的数")
        ticks.setCheckable(True)
        ticks.setChecked(self.marks.shows_agreements)
        ticks.toggled.connect(self.tick_agreements)
        self.menu_made.emit(menu)
        return menu

    def _connect(self) -> None:
        self.editor.explain = self.marks.explain
        self.marks.margin.picked.connect(self.finding_wanted)
        self.editor.cell_picked.connect(self.cell_wanted)
        self.editor.customContextMenuRequested.connect(self._open_menu)
        self.writer.links_shown.connect(self.marks.paint)
        self.inserting.failed.connect(self.failed)
        self.search.left.connect(self.search_left)
        self.outline.heading_picked.connect(self._show_heading)
        self.outline.part_picked.connect(self._show_part)
        self.outline.heading_wanted.connect(self.inserting.insert_heading)
        self.outline.headings_wanted.connect(self.inserting.insert_headings)
