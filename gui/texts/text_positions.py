"""Where the characters of a text stand for Qt, which counts UTF-16 units."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument


def units(text: str) -> int:
    """Count a text as Qt does, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Places:
    """Leads from the characters of one text to Qt's positions in it and back.

    Qt counts UTF-16 units where Python counts characters.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._is_plain = len(text) == units(text)

    def position(self, at: int) -> int:
        """Return the position at which Qt has a character."""
        return at if self._is_plain else units(self.text[:at])

    def character(self, position: int) -> int:
        """Return how many characters stand before a position."""
        if self._is_plain:
            return position
        head = self.text.encode("utf-16-le", "surrogatepass")[: 2 * position]
        return len(head.decode("utf-16-le", "replace"))


def text_of(document: QTextDocument) -> str:
    """Return what is written in a document, without what is being composed.

    Qt's own ``toPlainText`` would make plain spaces of the unbreakable ones.
    """
    return document.toRawText().replace("\u2029", "\n")


def cursor_at(document: QTextDocument, places: Places, start: int, end: int) -> QTextCursor:
    """Select a span of characters; ``places`` are those of the text that is shown."""
    cursor = QTextCursor(document)
    cursor.setPosition(places.position(start))
    cursor.setPosition(places.position(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor
