"""Where on the composed pages something stands that is written in the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gui.printing.sheet import PaperPage

LEAST = 4
"""Characters that tell one place from another."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place on the pages: the page, counted from zero, and its height there in points."""

    page: int
    y: float


def find_place(pages: Sequence[PaperPage], heading: str, words: str) -> PagePlace:
    """Return where words stand behind the heading of a part, else where the part begins.

    The opening paragraph has no heading (empty). Of words that run over to another page, where
    the page's number stands between, the last ones tell the place.
    """
    begin = _begin(pages, heading)
    known = list(_characters(pages, begin))
    text = "".join(character for character, _place in known)
    wanted = "".join(words.split())
    while len(wanted) >= LEAST:
        at = text.find(wanted)
        if at >= 0:
            return known[at + len(wanted) - 1][1]
        wanted = wanted[(len(wanted) + 1) // 2 :]
    return begin


def _begin(pages: Sequence[PaperPage], heading: str) -> PagePlace:
    for number, page in enumerate(pages):
        for anchor in page.anchors:
            if heading and anchor.level == 0 and anchor.title == heading:
                return PagePlace(number, anchor.y)
    return PagePlace(0, 0)


def _characters(pages: Sequence[PaperPage], begin: PagePlace) -> Iterator[tuple[str, PagePlace]]:
    for number in range(begin.page, len(pages)):
        for item in pages[number].texts:
            if number > begin.page or item.y >= begin.y:
                place = PagePlace(number, item.y)
                for character in item.text:
                    if not character.isspace():
                        yield character, place
