"""What is marked in an editor: findings, linked numbers, matches of a search."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from core.forms.naming import cell_name
from core.report.finding import Severity
from core.texts.search import TextSearch
from core.texts.text_tables import find_tables
from gui.look.theme import Theme
from gui.state.document import Document
from gui.texts.editor import Writing
from gui.texts.margin import Margin, MarginMark
from gui.texts.text_positions import Places


class Marks:
    """Paints the marks of one editor and tells what each means; the text is never touched."""

    def __init__(self, editor: Writing, document: Document, section: str, theme: Theme) -> None:
        self.theme = theme
        self.search = TextSearch("")
        """What is looked for; its matches are marked."""
        self._editor = editor
        self._document = document
        self._section = section
        self._findings: list[tuple[QTextCursor, str]] = []
        self.margin = Margin(editor, theme)
        self.shows_agreements = False
        """Whether what agrees is ticked in the margin, its arithmetic told."""

    def take_findings(self) -> None:
        """Take note of where the findings of now stand; Qt moves them with what is written."""
        places = Places(self._editor.text)
        every = [
            (self._editor.cursor_at(found.spot.start, found.spot.end, places), found)
            for found in self._document.inspection.known
            if found.section == self._section
            and found.spot is not None
            # Until the texts are looked over again, one may stand where nothing is any more.
            and found.spot.end <= len(places.text)
        ]
        self._findings = [
            (cursor, found.message)
            for cursor, found in every
            if found.severity is not Severity.HINT
        ]
        marks = [MarginMark(cursor, found.message, found) for cursor, found in every]
        if self.shows_agreements:
            from core.texts.agreements import find_agreements

            marks += [
                MarginMark(
                    self._editor.cursor_at(each.spot.start, each.spot.end, places), each.words
                )
                for each in find_agreements(self._document.report)
                if each.spot.section == self._section
            ]
        self.margin.theme = self.theme
        self.margin.show_marks(marks)

    def explain(self, at: int) -> str:
        """Say what there is to say about a character: what it follows, what is wrong there."""
        link = self._editor.chips.link_at(at)
        if link is not None:
            report = self._document.report
            name, words = cell_name(report.form, link.address), report.figure_words(link.address)
            return f"{name}：{words}\n双击转到该格"
        here = self._editor.cursor_at(at, at).position()
        return next(
            (
                message
                for cursor, message in self._findings
                if cursor.selectionStart() <= here < cursor.selectionEnd()
            ),
            "",
        )

    def paint(self) -> None:
        """Paint every mark anew."""
        marks = self._tables()
        for cursor, _message in self._findings:
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            looks.setUnderlineColor(self.theme.color("unfilled"))
            marks.append(_selection(cursor, looks))
        report = self._document.report
        for cursor, address in self._editor.chips.cursors():
            role = "band" if report.is_filled(address) else "doubt"
            marks.append(_selection(cursor, self._tint(role)))
        if self.search.words:
            places = Places(self._editor.text)
            marks += [
                _selection(self._editor.cursor_at(start, end, places), self._tint("total"))
                for start, end in self.search.find(places.text)
            ]
        self._editor.setExtraSelections(marks)

    def _tables(self) -> list[QTextEdit.ExtraSelection]:
        """Give the rows of small tables a ground of their own, as wide as the page."""
        text = self._editor.text
        if "\t" not in text:
            return []
        looks = self._tint("head")
        looks.setProperty(QTextFormat.Property.FullWidthSelection, True)
        document = self._editor.document()
        return [
            _selection(QTextCursor(document.findBlockByNumber(row)), looks)
            for table in find_tables(text.split("\n"))
            for row in range(table.first, table.end)
        ]

    def _tint(self, role: str) -> QTextCharFormat:
        looks = QTextCharFormat()
        looks.setBackground(self.theme.color(role))
        return looks


def _selection(cursor: QTextCursor, looks: QTextCharFormat) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    mark.format = looks  # type: ignore[attr-defined]  # PySide6's stub lacks it
    mark.cursor = cursor  # type: ignore[attr-defined]  # as above
    return mark
