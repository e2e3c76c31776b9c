"""The page of a written part: a plain editor whose every step is in the document's undo."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit, QWidget

from core.edit import Change, SetText
from core.finding import Finding, Severity, Spot
from core.forms.form import TextSection
from gui.document import Document
from gui.editing import leave_undo_to_document
from gui.page import Page
from gui.theme import Theme

PAUSE = 1500
"""A pause in typing of so many milliseconds begins a new undo step."""


class Writing(QPlainTextEdit):
    """A plain text editor without an undo of its own; a paste brings text alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("writing")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.is_composing = False

    def event(self, event: QEvent) -> bool:
        if leave_undo_to_document(event):
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text().replace("\r\n", "\n").replace("\r", "\n"))


class TextPage(Page):
    """One written part of the report."""

    def __init__(self, document: Document, text: TextSection, theme: Theme) -> None:
        super().__init__(text.id, text.heading, text.guidance)
        self.theme = theme
        self._document = document
        self._steps = itertools.count()
        self._step = ("text", text.id, next(self._steps))
        self._since = QElapsedTimer()
        self._since.start()
        self.editor = Writing()
        self.editor.setAccessibleName(text.heading)
        self.editor.setAccessibleDescription(text.guidance)
        self.editor.setPlaceholderText("在这里写，也可以粘贴。")
        font = self.editor.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.editor.setFont(font)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.column.addWidget(self.editor, 1)
        self.column.addWidget(self.count)
        self.setFocusProxy(self.editor)
        self.editor.setPlainText(document.report.texts[text.id])
        self.editor.textChanged.connect(self._typed)
        self._show_count()
        self.mark()

    def follow(self, change: Change) -> None:
        if self.section in change.parts:
            self._bring(self._document.report.texts[self.section])
            self._show_count()

    def wear(self, theme: Theme) -> None:
        self.theme = theme
        self.mark()

    def show_finding(self, finding: Finding) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if finding.spot is not None:
            self.editor.setTextCursor(self._cursor(finding.spot))
            self.editor.centerCursor()

    def commit(self) -> None:
        self._typed()

    def _typed(self) -> None:
        text = self.editor.toPlainText()
        if self.editor.is_composing or text == self._document.report.texts[self.section]:
            return
        if self._since.elapsed() > PAUSE:
            self._step = ("text", self.section, next(self._steps))
        self._since.restart()
        self._document.edit([SetText(self.section, text)], "修改文字", self._step)

    def _bring(self, text: str) -> None:
        """Make the editor show a text that undo or a reading brought, touching only what differs.

        The cursor and the scroll bar stay where they are, and so does what is being composed.
        """
        shown = self.editor.toPlainText()
        if shown == text:
            return
        start = next(
            (n for n, (a, b) in enumerate(zip(shown, text, strict=False)) if a != b),
            min(len(shown), len(text)),
        )
        end = 0
        while end < min(len(shown), len(text)) - start and shown[-1 - end] == text[-1 - end]:
            end += 1
        cursor = self._cursor(Spot(self.section, start, len(shown) - end), shown)
        self.editor.blockSignals(True)
        cursor.insertText(text[start : len(text) - end])
        self.editor.blockSignals(False)
        self.editor.setTextCursor(cursor)

    def mark(self) -> None:
        """Underline the sentences that a finding speaks of."""
        marks = []
        for finding in self._document.inspection.of_section(self.section):
            if finding.spot is None or finding.severity is Severity.HINT:
                continue
            mark = QTextEdit.ExtraSelection()
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            looks.setUnderlineColor(self.theme.color("unfilled"))
            looks.setToolTip(finding.message)
            mark.format = looks  # type: ignore[attr-defined]  # PySide6's stub lacks it
            mark.cursor = self._cursor(finding.spot)  # type: ignore[attr-defined]  # as above
            marks.append(mark)
        self.editor.setExtraSelections(marks)

    def _cursor(self, spot: Spot, text: str | None = None) -> QTextCursor:
        """Select a span; Qt counts UTF-16 units where Python counts characters."""
        text = self.editor.toPlainText() if text is None else text
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(_units(text[: spot.start]))
        cursor.setPosition(_units(text[: spot.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_count(self) -> None:
        characters = len("".join(self._document.report.texts[self.section].split()))
        self.count.setText(f"{characters:,} 字")


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
