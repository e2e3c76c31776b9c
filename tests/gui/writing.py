"""Taking a written part in hand, and typing into it as an input method does."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from core.figures.address import Address
from core.report.edits import SetText
from core.report.link import Link
from gui.frame.window import Window
from gui.texts.text_page import TextPage

SECTION = "other_matters"
CELL = Address("applications.carried_out.natural")
"""A cell of the sample that can be typed; its figure is 16."""


def text_page(window: Window, section: str = SECTION) -> TextPage:
    page = window.workspace.show_section(section)
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    return page


def linked_page(window: Window, text: str = "结转16件。", at: int = 2) -> TextPage:
    """Return a page whose text has one linked number of two digits."""
    window.document.edit([SetText(SECTION, text, (Link(at, at + 2, CELL),))], "写")
    return text_page(window)


def place(page: TextPage, start: int, end: int | None = None) -> None:
    page.editor.setTextCursor(page.editor.cursor_at(start, start if end is None else end))


def caret(page: TextPage) -> int:
    return page.editor.selection[1]


def links(window: Window, section: str = SECTION) -> list[str]:
    """Return the words of the linked numbers, and make sure that the chips are the same."""
    report = window.document.report
    text, every = report.texts[section], report.links.get(section, ())
    page = text_page(window, section)
    assert page.editor.text == text
    assert page.editor.chips.links() == every
    return [text[link.start : link.end] for link in every]


def compose(page: TextPage, letters: str) -> None:
    QApplication.sendEvent(page.editor, QInputMethodEvent(letters, []))


def settle(page: TextPage, words: str) -> None:
    """End a composition with words."""
    done = QInputMethodEvent("", [])
    done.setCommitString(words)
    QApplication.sendEvent(page.editor, done)


def composed(page: TextPage) -> tuple[str, int]:
    """Return what is being composed, and before which character of its line."""
    layout = page.editor.textCursor().block().layout()
    return layout.preeditAreaText(), layout.preeditAreaPosition()


def selected(page: TextPage) -> str:
    cursor: QTextCursor = page.editor.textCursor()
    return cursor.selectedText()
