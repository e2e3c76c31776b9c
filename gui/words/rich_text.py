"""Rich text: the one place that makes and shows it, escaping every word put into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget


@dataclass(frozen=True, slots=True)
class Markup:
    """Rich text of ours in which the words of others are escaped; made by `markup` alone."""

    html: str

    def __bool__(self) -> bool:
        return bool(self.html)


def markup(frame: str, *words: str | Markup) -> Markup:
    """Put words into a frame of our own tags, at each ``{}``, escaped; their lines are kept."""
    return Markup(frame.format(*map(_html, words)))


def joined(parts: Iterable[Markup], frame: str = "") -> Markup:
    """Join rich texts with our own tags between them."""
    return Markup(frame.join(part.html for part in parts))


def write_rich(page: QTextDocument | QTextEdit, words: Markup) -> None:
    """Let a document or a pane show rich text."""
    page.setHtml(words.html)


class RichLabel(QLabel):
    """A label that shows rich text; words alone are escaped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def setText(self, words: str | Markup) -> None:
        super().setText(_html(words))


def _html(words: str | Markup) -> str:
    return words.html if isinstance(words, Markup) else escape(words).replace("\n", "<br>")
