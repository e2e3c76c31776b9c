"""Two texts laid over each other: what was struck and what was added, for eye and ear."""

from __future__ import annotations

from collections.abc import Iterable

from core.report.text_changes import ChangedPiece, PieceFate
from gui.look.theme import Theme
from gui.words.rich_text import Markup, joined, markup

EMPTY = "（空）"
_LONGEST = 40
"""Characters of one piece that are spoken; a longer one is cut."""


def marked_words(pieces: Iterable[ChangedPiece], theme: Theme | None = None) -> Markup:
    """Return the pieces as rich text: struck through or underlined, never only coloured.

    Without a theme there are no colours, as in a tooltip, which has its own.
    """
    return joined(_marked(piece, theme) for piece in pieces) or markup(EMPTY)


def _marked(piece: ChangedPiece, theme: Theme | None) -> Markup:
    if piece.fate is PieceFate.SAME:
        return markup("{}", piece.text)
    is_struck = piece.fate is PieceFate.STRUCK
    style = f"text-decoration:{'line-through' if is_struck else 'underline'}"
    if theme is not None:
        ink, ground = (
            (theme.unbalanced, theme.fault) if is_struck else (theme.balanced, theme.computed)
        )
        style += f"; color:{ink}; background-color:{ground}"
    return markup("<span style='{}'>{}</span>", style, piece.text)


def spoken_words(pieces: Iterable[ChangedPiece]) -> str:
    """Say what was struck and what was added."""
    said = []
    for piece in pieces:
        if piece.fate is not PieceFate.SAME:
            text = piece.text if len(piece.text) <= _LONGEST else f"{piece.text[:_LONGEST]}…"
            said.append(f"{'删去' if piece.fate is PieceFate.STRUCK else '加上'}“{text}”")
    return "，".join(said)
