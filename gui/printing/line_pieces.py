"""What a line is made of: pieces that are never torn, and where it may end between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.printed.marks import NEVER_FIRST, NEVER_LAST
from gui.printing.sheet import Face

_LEFTWARD = re.compile("r(?:b+r)+")
_LEFT = frozenset(("R", "AL"))
_PAIRS = frozenset("—…─")
"""Marks of two characters: a break never parts them."""


@dataclass(frozen=True, slots=True)
class LinePiece:
    """What is never torn: a Chinese character, a word, or a space."""

    text: str
    face: Face
    width: float
    is_wide: bool
    is_space: bool = False
    is_tab: bool = False
    """A space that reaches to the next stop: how wide it is, its place in the line says."""
    is_joined: bool = False
    """The next piece is of the same word: justifying puts nothing between them."""
    is_bound: bool = False
    """No line ends behind it."""
    before: float = 0.0
    behind: float = 0.0


def may_part(one: LinePiece, other: LinePiece) -> bool:
    """Tell whether a line may end between two pieces."""
    last, first = one.text[-1], other.text[0]
    if other.is_space or one.is_bound:
        return False
    if last in NEVER_LAST or first in NEVER_FIRST:
        return False
    return not (last == first and last in _PAIRS)


def as_written(pieces: Sequence[LinePiece]) -> Sequence[LinePiece]:
    """Return the pieces of a line from left to right: words of Uyghur or Arabic follow leftwards.

    Only such words, with the blanks between them, change places; a word is set by its font.
    """
    if all(piece.is_wide or piece.is_space or piece.text.isascii() for piece in pieces):
        return pieces
    words = _words(pieces)
    kinds = "".join(
        "r" if _is_leftward(word) else "b" if word[0].is_space else "-" for word in words
    )
    for found in _LEFTWARD.finditer(kinds):
        words[found.start() : found.end()] = reversed(words[found.start() : found.end()])
    return [piece for word in words for piece in word] if "r" in kinds else pieces


def _words(pieces: Sequence[LinePiece]) -> list[list[LinePiece]]:
    words: list[list[LinePiece]] = []
    is_joined = False
    for piece in pieces:
        if is_joined:
            words[-1].append(piece)
        else:
            words.append([piece])
        is_joined = piece.is_joined
    return words


def _is_leftward(word: Sequence[LinePiece]) -> bool:
    text = "".join(piece.text for piece in word)
    return not text.isascii() and any(unicodedata.bidirectional(char) in _LEFT for char in text)
