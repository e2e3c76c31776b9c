"""A written part between its editor and the report: typed, inserted, linked, undone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from core.figures.address import Address
from core.report.edit import Change
from core.report.edits import SetText
from core.report.link import Link, changed_span
from core.report.report import Report
from core.texts.search import replace_spans
from gui.state.document import Document
from gui.texts.editor import Writing

PAUSE = 1500
"""A pause in typing of so many milliseconds begins a new undo step."""
_ENDS = frozenset("。！？\n")
"""Behind these a new undo step begins: a step is a sentence, or less."""


class TypingSteps:
    """Divides what is typed into undo steps; ``key`` is that of the step under way."""

    def __init__(self, section: str) -> None:
        self._section = section
        self._numbers = itertools.count()
        self._since = QElapsedTimer()
        self._since.start()
        self._last_end = -1
        self.begin()

    def begin(self) -> None:
        """Begin a new step."""
        self.key = ("text", self._section, next(self._numbers))

    def go_on(self, start: int, old_end: int, new_end: int) -> None:
        """Take note of a changed span; after a pause, or elsewhere, it begins a new step."""
        goes_on = self._last_end in {start, old_end}
        if self._since.elapsed() > PAUSE or not goes_on:
            self.begin()
        self._since.restart()
        self._last_end = new_end


class PartWriter(QObject):
    """Brings what is written in an editor into the report, and what the report says into it."""

    links_shown = Signal()
    """The linked numbers of the editor are those of the report again."""

    def __init__(self, document: Document, section: str, editor: Writing) -> None:
        super().__init__(editor)
        self._document = document
        self.section = section
        self._editor = editor
        self._steps = TypingSteps(section)
        self._is_typing = False
        self._brought: tuple[int, int] | None = None
        editor.setPlainText(self.text)
        editor.chips.set(self.links)
        editor.textChanged.connect(self.take_typed)
        editor.pasted.connect(self._paste)
        document.stepped.connect(self._stepped)

    @property
    def report(self) -> Report:
        """The report that is open."""
        return self._document.report

    @property
    def text(self) -> str:
        """What the report holds of this part."""
        return self.report.texts[self.section]

    @property
    def links(self) -> tuple[Link, ...]:
        """The linked numbers that the report holds in it."""
        return self.report.links.get(self.section, ())

    def follow(self, change: Change) -> None:
        """Show what a change made of this part."""
        if self.section not in change.parts:
            return
        links = self.links
        self._brought = self._editor.bring(self.text)
        is_ours = self._is_typing and self._brought is None
        chips = self._editor.chips
        # Qt has moved the chips with what was typed; they are as many, or one was written into.
        if not (is_ours and len(chips) == len(links)) and not chips.are_for(links):
            chips.set(links)
            self.links_shown.emit()

    def take_typed(self) -> None:
        """Take over what was written.

        What an input method composes is not in the text yet; what it takes out of the way for it,
        a selection, is.
        """
        text, old = self._editor.text, self.text
        if text == old:
            return
        start, old_end, new_end = changed_span(old, text)
        self._steps.go_on(start, old_end, new_end)
        links = self._editor.chips.links()
        self._is_typing = True
        try:
            self._document.edit([SetText(self.section, text, links)], "修改文字", self._steps.key)
        finally:
            self._is_typing = False
        if _ENDS.intersection(text[start:new_end]):
            self._steps.begin()

    def insert(self, text: str, links: Iterable[Link], label: str) -> int:
        """Put words in the place of the selection as one step; returns where they begin."""
        self.take_typed()  # what Qt took out on the way, as a drag does
        start, end = self._editor.selection
        form = self.report.form
        whole, kept = replace_spans(self.text, self.links, [(start, end)], text)
        new = [
            Link(start + link.start, start + link.end, link.address)
            for link in links
            if link.address in form.figures and 0 <= link.start < link.end <= len(text)
        ]
        every = tuple(sorted((*kept, *new), key=lambda link: link.start))
        self._steps.begin()
        self._document.edit([SetText(self.section, whole, every)], label)
        self._steps.begin()
        # A figure may be longer or shorter now than it was where the words come from.
        tail = len(whole) - start - len(text)
        caret = len(self.text) - tail
        self._editor.setTextCursor(self._editor.cursor_at(caret, caret))
        self._editor.ensureCursorVisible()
        self._editor.setFocus()
        return start

    def replace(self, text: str, links: tuple[Link, ...], label: str) -> None:
        """Put another text in the place of all of it, as one step."""
        self._steps.begin()
        self._document.edit([SetText(self.section, text, links)], label)
        self._steps.begin()

    def rewrite(self, start: int, end: int, words: str, label: str) -> None:
        """Put other words in the place of a span as one step; links in what stays are kept."""
        self._steps.begin()
        from core.returning.paragraphs import ParagraphReplacement, text_edits

        edits = text_edits(self.section, self.text, [ParagraphReplacement(start, end, words)])
        self._document.edit(list(edits), label)
        self._steps.begin()
        caret = start + len(words)
        self._editor.setTextCursor(self._editor.cursor_at(caret, caret))
        self._editor.ensureCursorVisible()
        self._editor.setFocus()

    def link(self, start: int, end: int, address: Address) -> None:
        """Let a number follow a cell, as one step."""
        links = (*self.links, Link(start, end, address))
        self._set_links(sorted(links, key=lambda link: link.start), "链接到表格")

    def unlink(self, link: Link) -> None:
        """Make a linked number plain text again."""
        self._set_links([each for each in self.links if each != link], "解除链接")

    def _set_links(self, links: Iterable[Link], label: str) -> None:
        self._steps.begin()
        self._document.edit([SetText(self.section, self.text, tuple(links))], label)

    def _paste(self, text: str, links: object) -> None:
        if isinstance(links, tuple):
            self.insert(text, links, "粘贴")

    def _stepped(self, change: Change) -> None:
        """Put the caret where undo or redo changed the text."""
        if self.section not in change.parts or change.figures or self._brought is None:
            return
        self._steps.begin()
        if not self._editor.is_composing:
            self._editor.select(*self._brought)
