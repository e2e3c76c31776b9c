"""What is put into a written part when it is chosen: a figure, a phrase, a heading."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import TextSection
from core.report.link import Link
from core.settings.phrases import GAP, Phrase
from core.texts.content import GAP as ANY_GAP
from core.texts.outline import missing_heading
from core.texts.search import replace_spans
from core.texts.text_tables import table_at
from gui.kit.passing import run
from gui.state.document import Document
from gui.texts.cell_picker import CellPicker
from gui.texts.editor import Writing
from gui.texts.part_writer import PartWriter
from gui.texts.phrase_book import PhraseBook
from gui.texts.phrases_menu import make_phrases_menu


class Inserting(QObject):
    """Offers what may be put in at the caret, and puts in what is chosen."""

    failed = Signal(str)
    """A phrase could not be kept; the message says why."""

    def __init__(
        self, document: Document, part: TextSection, writer: PartWriter, editor: Writing,
        book: PhraseBook, page: QWidget,
    ) -> None:  # fmt: skip
        """``page`` is what the list of figures is laid over."""
        super().__init__(page)
        self._document = document
        self._part = part
        self._writer = writer
        self._editor = editor
        self._book = book
        self._page = page
        self._latest: tuple[int, str] | None = None
        """Where the phrase put in last begins, and its words."""
        self.picker = CellPicker(document, page)
        self.picker.picked.connect(self._insert_cell)
        self.picker.closed.connect(editor.setFocus)

    def pick_cell(self) -> None:
        """Open the list of the tables' figures at the caret."""
        self.picker.open(self._editor.viewport().mapTo(self._page, self._below_caret()))

    def show_phrases(self) -> None:
        """Offer the phrases of this part at the caret."""
        menu = make_phrases_menu(self._book, self._part.id, self.insert_phrase, self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._editor.viewport().mapToGlobal(self._below_caret()))

    def write_table(self) -> None:
        """Edit the table that the caret stands in, or put a new one below its line."""
        from gui.texts.table_dialog import TextTableDialog

        self._writer.take_typed()
        text = self._writer.text
        at = self._editor.selection[0]
        found = table_at(text, at)
        dialog = TextTableDialog(found[2].rows if found else (), self._page)
        if not run(dialog):
            return
        if found is not None:
            self._writer.rewrite(found[0], found[1], dialog.text(), "编辑文中的表格")
            return
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            self._writer.rewrite(end, end, f"\n{dialog.text()}", "插入表格")
        else:
            self._writer.rewrite(start, end, dialog.text(), "插入表格")

    def insert_phrase(self, phrase: Phrase) -> None:
        """Put a phrase in, its figures linked, its first gap in hand.

        A gap in hand is not what the next phrase is for: that comes behind the phrase with the gap.
        """
        from core.texts.composing import compose

        self._writer.take_typed()
        start, end = self._editor.selection
        if ANY_GAP.fullmatch(self._writer.text, start, end):
            behind = self._behind_gap(end)
            self._editor.setTextCursor(self._editor.cursor_at(behind, behind))
        words, links = compose(self._writer.report, phrase.text)
        start = self._writer.insert(words, links, "插入常用语")
        self._latest = start, words
        gap = words.find(GAP)
        if gap >= 0:
            self._editor.select(start + gap, start + gap + len(GAP))

    def _behind_gap(self, end: int) -> int:
        """Return where the next phrase goes: behind the one with the gap, or its paragraph."""
        text = self._writer.text
        if self._latest is not None:
            start, words = self._latest
            stop = start + len(words)
            if start < end <= stop and text[start:stop] == words:
                return stop
        line = text.find("\n", end)
        return len(text) if line < 0 else line

    def add_phrase(self) -> None:
        """Keep the words in hand as a phrase of this part."""
        from core.texts.composing import phrase_of

        words = phrase_of(self._writer.report, self._part.id, *self._editor.selection)
        try:
            self._book.add(Phrase(self._part.id, words))
        except Problem as problem:
            self.failed.emit(str(problem))

    def insert_heading(self, name: str) -> None:
        """Put the heading of a part that has none where it belongs."""
        self._writer.take_typed()
        at, words, caret = missing_heading(self._part, self._writer.text, name)
        self._editor.setTextCursor(self._editor.cursor_at(at, at))
        self._writer.insert(words, (), "插入标题")
        self._editor.setTextCursor(self._editor.cursor_at(caret, caret))
        self._document.catch_up()

    def insert_headings(self, names: tuple[str, ...]) -> None:
        """Put the headings of several missing parts where they belong, as one step."""
        self._writer.take_typed()
        text, links = self._writer.text, self._writer.links
        carets: list[int] = []
        for name in names:
            at, words, caret = missing_heading(self._part, text, name)
            carets = [each + len(words) if each > at else each for each in carets]
            carets.append(caret)
            text, links = replace_spans(text, links, [(at, at)], words)
        if carets:
            self._writer.replace(text, links, "插入标题")
            self._editor.setTextCursor(self._editor.cursor_at(carets[0], carets[0]))
            self._editor.setFocus()
            self._document.catch_up()

    def _insert_cell(self, address: object) -> None:
        if isinstance(address, Address):
            words = self._writer.report.figure_words(address)
            self._writer.insert(words, [Link(0, len(words), address)], "插入表中的数")

    def _below_caret(self) -> QPoint:
        return self._editor.cursorRect().bottomLeft()
