"""The page of a written part: outline, editor and find bar, wired to the document."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import TextSection
from core.report.edit import Change
from core.report.edits import SetText
from core.report.finding import Finding, Spot
from core.report.link import Link, changed_span
from core.report.report import Report
from core.settings.phrases import GAP, Phrase
from core.texts.outline import Heading, missing_heading, read_outline
from core.texts.search import TextSearch, replace_spans
from core.texts.units import part_to_change
from gui.kit.page import TabPage
from gui.look.theme import Theme
from gui.state.document import Document
from gui.texts.cell_picker import CellPicker
from gui.texts.editor import Writing
from gui.texts.find_bar import TextFindBar
from gui.texts.headings import HeadingHighlighter
from gui.texts.marks import Marks
from gui.texts.number_menu import add_number_entries
from gui.texts.outline_panel import OutlinePanel
from gui.texts.phrase_book import PhraseBook
from gui.texts.phrases_menu import make_phrases_menu

PAUSE = 1500
"""A pause in typing of so many milliseconds begins a new undo step."""
WIDEST = 64
"""Characters in a line of the widest editor, its margins included."""
_ENDS = frozenset("。！？\n")
"""Behind these a new undo step begins: a step is a sentence, or less."""


class TextPage(TabPage):
    """One written part of the report."""

    cell_wanted = Signal(object)
    """This cell (an `Address`) shall be shown in its table."""
    search_left = Signal(object)
    """The search found a `Spot` in another written part."""
    failed = Signal(str)
    """Something could not be done; the message says what."""

    def __init__(
        self, document: Document, text: TextSection, theme: Theme, book: PhraseBook
    ) -> None:
        super().__init__(text.id, text.heading, text.guidance)
        self._document = document
        self._book = book
        self._steps = itertools.count()
        self._step = ("text", text.id, next(self._steps))
        self._since = QElapsedTimer()
        self._since.start()
        self._last_end = -1
        self._is_typing = False
        self._brought: tuple[int, int] | None = None
        self.editor = Writing()
        self.editor.setAccessibleName(text.heading)
        self.editor.setAccessibleDescription(text.guidance)
        self.editor.setPlaceholderText("在这里写，也可以粘贴。")
        font = self.editor.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.editor.setFont(font)
        self.highlighter = HeadingHighlighter(self.editor.document())
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.marks = Marks(self.editor, document, text.id, theme)
        self.outline = OutlinePanel(theme)
        self.bar = TextFindBar(document, text.id)
        self.picker = CellPicker(document, self)
        self._compose()
        self.entrance = self.editor
        self.editor.setPlainText(document.report.texts[text.id])
        self._show_links()
        self._connect()
        self.mark()

    def follow(self, change: Change) -> None:
        if self.section not in change.parts:
            return
        text = self._document.report.texts[self.section]
        links = self._document.report.links.get(self.section, ())
        self._brought = self.editor.bring(text)
        is_ours = self._is_typing and self._brought is None
        # Qt has moved the chips with what was typed; they are as many, or one was written into.
        if not (is_ours and self.editor.count_chips() == len(links)) and not (
            self.editor.has_chips_for(links)
        ):
            self._show_links()

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

    def commit(self) -> None:
        self.editor.settle()
        self._typed()

    def find(self) -> bool:  # type: ignore[override]  # as in Page
        """Open the bar that finds; it takes the selection up."""
        self._open_bar(replacing=False)
        return True

    def replace(self) -> None:
        """Open the bar that finds and replaces."""
        self._open_bar(replacing=True)

    def go_on(self, bar: TextFindBar, spot: Spot) -> None:
        """Show what the search of another part found here, and go on with it."""
        self.bar.take_over(bar)
        self._show_spot(spot)

    def pick_cell(self, query: str = "") -> None:
        """Open the list of the tables' figures at the caret."""
        below = self.editor.cursorRect().bottomLeft()
        self.picker.open(self.editor.viewport().mapTo(self, below), query)

    def show_phrases(self) -> None:
        """Offer the phrases of this part at the caret."""
        menu = make_phrases_menu(self._book, self.section, self._insert_phrase, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        below = self.editor.cursorRect().bottomLeft()
        menu.popup(self.editor.viewport().mapToGlobal(below))

    def insert(self, text: str, links: Iterable[Link], label: str) -> int:
        """Put words in the place of the selection as one step; returns where they begin."""
        self._typed()  # what Qt took out on the way, as a drag does
        start, end = self.editor.selection
        report = self._document.report
        form = report.form
        old, kept = report.texts[self.section], report.links.get(self.section, ())
        whole, kept = replace_spans(old, kept, [(start, end)], text)
        new = [
            Link(start + link.start, start + link.end, link.address)
            for link in links
            if link.address in form.figures and 0 <= link.start < link.end <= len(text)
        ]
        every = tuple(sorted((*kept, *new), key=lambda link: link.start))
        self._begin_step()
        self._document.edit([SetText(self.section, whole, every)], label)
        self._begin_step()
        # A figure may be longer or shorter now than it was where the words come from.
        tail = len(whole) - start - len(text)
        caret = len(report.texts[self.section]) - tail
        self.editor.setTextCursor(self.editor.cursor_at(caret, caret))
        self.editor.ensureCursorVisible()
        self.editor.setFocus()
        return start

    def link(self, start: int, end: int, address: Address) -> None:
        """Let a number follow a cell, as one step."""
        report = self._document.report
        links = (*report.links.get(self.section, ()), Link(start, end, address))
        self._set_links(sorted(links, key=lambda link: link.start), "链接到表格")

    @property
    def report(self) -> Report:
        """The report that is open."""
        return self._document.report

    def link_at(self, at: int) -> Link | None:
        """Return the linked number at a place of the text."""
        return self.editor.link_at(at)

    def show_cell(self, address: Address) -> None:
        """Go to a cell in its table."""
        self.cell_wanted.emit(address)

    def unlink(self, link: Link) -> None:
        """Make a linked number plain text again."""
        links = self._document.report.links.get(self.section, ())
        self._set_links([each for each in links if each != link], "解除链接")

    def mark(self) -> None:
        """Show what the pause in writing brought: the findings' places, the outline, the count."""
        self.marks.take_findings()
        outline = read_outline(self._part, self.editor.text)
        self.outline.show_outline(outline)
        self.count.setText(f"{outline.characters:,} 字")
        self.marks.paint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.find_next(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.put_away()
        else:
            super().keyPressEvent(event)

    def find_next(self, step: int) -> None:
        """Go to the next match of the last search, or ask for one where there is none."""
        if self.bar.search.words:
            self.bar.step(step)
        else:
            self.find()

    def _typed(self) -> None:
        """Take over what was written.

        What an input method composes is not in the text yet; what it takes out of the way for it,
        a selection, is.
        """
        text = self.editor.text
        old = self._document.report.texts[self.section]
        if text == old:
            return
        start, old_end, new_end = changed_span(old, text)
        goes_on = self._last_end in {start, old_end}
        if self._since.elapsed() > PAUSE or not goes_on:
            self._begin_step()
        self._since.restart()
        self._last_end = new_end
        links = self.editor.links()
        self._is_typing = True
        try:
            self._document.edit([SetText(self.section, text, links)], "修改文字", self._step)
        finally:
            self._is_typing = False
        if _ENDS.intersection(text[start:new_end]):
            self._begin_step()

    def _open_bar(self, *, replacing: bool) -> None:
        self._typed()
        start, end = self.editor.selection
        self.bar.open(replacing=replacing, words=self.editor.text[start:end])

    def _begin_step(self) -> None:
        self._step = ("text", self.section, next(self._steps))

    def _set_links(self, links: Iterable[Link], label: str) -> None:
        self._begin_step()
        text = self._document.report.texts[self.section]
        self._document.edit([SetText(self.section, text, tuple(links))], label)

    def _pick_at_caret(self) -> None:
        self.pick_cell()

    def _show_links(self) -> None:
        self.editor.set_links(self._document.report.links.get(self.section, ()))
        self.marks.paint()

    def _stepped(self, change: Change) -> None:
        """Put the caret where undo or redo changed the text."""
        if self.section not in change.parts or change.figures or self._brought is None:
            return
        self._begin_step()
        if not self.editor.is_composing:
            self.editor.select(*self._brought)

    def _moved(self) -> None:
        start, end = self.editor.selection
        self.bar.place = Spot(self.section, start, end)

    def _show_matches(self) -> None:
        self.marks.search = self.bar.search if self.bar.isVisible() else TextSearch("")
        self.marks.paint()

    def _show_spot(self, spot: object) -> None:
        if not isinstance(spot, Spot):
            return
        if spot.section != self.section:
            self.search_left.emit(spot)
            return
        self.editor.select(spot.start, spot.end)
        self.marks.paint()
        self.bar.show_count()

    def _show_heading(self, heading: object) -> None:
        if isinstance(heading, Heading):
            self.editor.setTextCursor(self.editor.cursor_at(heading.lead, heading.lead))
            self.editor.centerCursor()
            self.editor.setFocus()

    @property
    def _part(self) -> TextSection:
        return self._document.report.form.text(self.section)

    def _show_part(self, name: str) -> None:
        """Go to where the text first speaks of a part that has no heading."""
        sign = self._part.parts.get(name)
        found = sign.search(self.editor.text) if sign else None
        if found:
            self.editor.select(*found.span())
            self.editor.setFocus()

    def _insert_heading(self, name: str) -> None:
        self._typed()
        text = self._document.report.texts[self.section]
        at, words, caret = missing_heading(self._part, text, name)
        self.editor.setTextCursor(self.editor.cursor_at(at, at))
        self.insert(words, (), "插入标题")
        self.editor.setTextCursor(self.editor.cursor_at(caret, caret))
        self._document.catch_up()

    def _insert_cell(self, address: object) -> None:
        if isinstance(address, Address):
            words = self._document.report.figure_words(address)
            self.insert(words, [Link(0, len(words), address)], "插入表中的数")

    def _insert_phrase(self, phrase: Phrase) -> None:
        from core.texts.composing import compose

        words, links = compose(self._document.report, phrase.text)
        start = self.insert(words, links, "插入常用语")
        gap = words.find(GAP)
        if gap >= 0:
            self.editor.select(start + gap, start + gap + len(GAP))

    def _add_phrase(self) -> None:
        from core.texts.composing import phrase_of

        start, end = self.editor.selection
        words = phrase_of(self._document.report, self.section, start, end)
        try:
            self._book.add(Phrase(self.section, words))
        except Problem as problem:
            self.failed.emit(str(problem))

    def _paste(self, text: str, links: object) -> None:
        if isinstance(links, tuple):
            self.insert(text, links, "粘贴")

    def _replace(self, words: str) -> None:
        self.insert(words, (), "替换")
        self.bar.words.setFocus() if not self.bar.is_replacing else self.bar.other.setFocus()

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
        add_number_entries(self, menu, first, self.editor.character_at(point))
        menu.addSeparator()
        menu.addAction("插入表中的数…").triggered.connect(self._pick_at_caret)
        menu.addMenu(make_phrases_menu(self._book, self.section, self._insert_phrase, menu))
        if self.editor.textCursor().hasSelection():
            menu.addAction("把所选文字加为常用语").triggered.connect(self._add_phrase)
        return menu

    def _connect(self) -> None:
        editor, bar, outline = self.editor, self.bar, self.outline
        editor.explain = self.marks.explain
        editor.textChanged.connect(self._typed)
        editor.cursorPositionChanged.connect(self._moved)
        editor.selectionChanged.connect(self._moved)
        editor.pasted.connect(self._paste)
        editor.cell_picked.connect(self.cell_wanted)
        editor.customContextMenuRequested.connect(self._open_menu)
        bar.spot_picked.connect(self._show_spot)
        bar.searched.connect(self._show_matches)
        bar.closed.connect(editor.setFocus)
        bar.replacement_wanted.connect(self._replace)
        outline.heading_picked.connect(self._show_heading)
        outline.part_picked.connect(self._show_part)
        outline.heading_wanted.connect(self._insert_heading)
        self.picker.picked.connect(self._insert_cell)
        self.picker.closed.connect(editor.setFocus)
        self._document.stepped.connect(self._stepped)

    def _compose(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        column.addWidget(self.editor, 1)
        column.addWidget(self.bar)
        column.addWidget(self.count)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.outline)
        # On a wide screen lines stay as long as an eye can follow back.
        right.setMaximumWidth(self.editor.fontMetrics().horizontalAdvance("汉") * WIDEST)
        room = QWidget()
        beside = QHBoxLayout(room)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(right, 1000)
        beside.addStretch(1)
        split.addWidget(room)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setCollapsible(1, False)
        width = self.fontMetrics().horizontalAdvance("勾")
        self.outline.setMinimumWidth(width * 11)
        right.setMinimumWidth(width * 20)
        split.setSizes([width * 14, width * 60])
        self.outline.setVisible(self.section != self._document.report.form.preamble.id)
        self.column.addWidget(split, 1)
        # Whoever turns to this page with the keyboard comes to the text first.
        outline = (self.outline.entries, self.outline.insert)
        self.stops = (self.editor, *self.bar.fields(), *outline, self.picker.query)
