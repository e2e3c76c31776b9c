"""Numbers in a text that follow a cell (链接): spans whose words are always the cell's figure.

The text stays plain everywhere else: what is linked is written out in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.figures.address import Address

BLANK_WORDS = "〔未填〕"
"""Stands in a text where the linked cell has no figure."""


@dataclass(frozen=True, slots=True)
class Link:
    """A span of characters of a text, and the cell that it follows."""

    start: int
    end: int
    address: Address


def is_sound(links: Iterable[Link], text: str | None = None) -> bool:
    """Tell whether links stand in order, none empty and none over another, and inside a text."""
    at = 0
    for link in links:
        if not at <= link.start < link.end:
            return False
        at = link.end
    return text is None or at <= len(text)


def shift(links: tuple[Link, ...], old: str, new: str) -> tuple[Link, ...]:
    """Return the links of a text after an edit in one place; one that was written into is gone."""
    if not links or old == new:
        return links
    start, old_end, new_end = changed_span(old, new)
    by = new_end - old_end
    before = [link for link in links if link.end <= start]
    after = [link for link in links if link.start >= old_end]
    # A link that ends where nothing but an insertion begins would be in both.
    return (
        *before,
        *(
            replace(link, start=link.start + by, end=link.end + by)
            for link in after
            if link not in before
        ),
    )


def changed_span(old: str, new: str) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where the difference ends in each."""
    most = min(len(old), len(new))
    start = _alike(most, lambda n: old[:n] == new[:n])
    tail = _alike(most - start, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return start, len(old) - tail, len(new) - tail


def _alike(most: int, is_same: Callable[[int], bool]) -> int:
    """Return how many characters are the same, by halving: a text is compared at every key."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if is_same(middle):
            low = middle
        else:
            most = middle - 1
    return low


def follow(
    text: str, links: tuple[Link, ...], show: Callable[[Address], str]
) -> tuple[str, tuple[Link, ...]]:
    """Write the cells' figures into the linked spans; returns the text and where they stand now.

    ``show`` gives a cell's figure as words; an empty answer becomes `BLANK_WORDS`.
    """
    pieces: list[str] = []
    moved: list[Link] = []
    at = length = 0
    for link in links:
        pieces.append(text[at : link.start])
        length += link.start - at
        words = show(link.address) or BLANK_WORDS
        moved.append(Link(length, length + len(words), link.address))
        pieces.append(words)
        length += len(words)
        at = link.end
    pieces.append(text[at:])
    return "".join(pieces), tuple(moved)
