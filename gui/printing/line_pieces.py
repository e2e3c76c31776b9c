"""What a line is made of: pieces that are never torn, and where it may end between them."""

from __future__ import annotations

from dataclasses import dataclass

from core.printed.marks import NEVER_FIRST, NEVER_LAST
from gui.printing.sheet import Face

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
