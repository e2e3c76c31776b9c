"""The linked numbers (chips) of an editor: set, moved by Qt with the text, read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from core.figures.address import Address
from core.report.link import Link
from gui.texts.text_positions import Places, cursor_at, text_of


@dataclass(frozen=True, slots=True)
class _Chip:
    """A linked number in the editor. Qt moves the cursor along with what is written around it."""

    cursor: QTextCursor
    words: str
    address: Address

    @property
    def is_whole(self) -> bool:
        """Tell whether nobody wrote into it."""
        cursor = self.cursor
        return cursor.anchor() < cursor.position() and cursor.selectedText() == self.words


class Chips:
    """Those of one text document; a chip that somebody wrote into is a link no more."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._chips: tuple[_Chip, ...] = ()

    def __len__(self) -> int:
        """Count the chips as they were set, those written into included."""
        return len(self._chips)

    def links(self) -> tuple[Link, ...]:
        """Return the linked numbers that nobody wrote into, where they stand now."""
        if not self._chips:
            return ()
        places = Places(text_of(self._document))
        return tuple(
            Link(
                places.character(chip.cursor.anchor()),
                places.character(chip.cursor.position()),
                chip.address,
            )
            for chip in self._chips
            if chip.is_whole
        )

    def are_for(self, links: tuple[Link, ...]) -> bool:
        """Tell whether the chips are those of these links, each untouched."""
        return all(chip.is_whole for chip in self._chips) and self.links() == links

    def set(self, links: Iterable[Link]) -> None:
        """Make chips of the linked numbers."""
        places = Places(text_of(self._document))
        chips = []
        for link in links:
            cursor = cursor_at(self._document, places, link.start, link.end)
            cursor.setKeepPositionOnInsert(True)  # what is typed behind a chip is not in it
            chips.append(_Chip(cursor, places.text[link.start : link.end], link.address))
        self._chips = tuple(chips)

    def cursors(self) -> list[tuple[QTextCursor, Address]]:
        """Return where the chips stand, for marking them."""
        return [(chip.cursor, chip.address) for chip in self._chips if chip.is_whole]

    def link_at(self, at: int) -> Link | None:
        """Return the linked number to which the character at a place belongs."""
        return next((link for link in self.links() if link.start <= at < link.end), None)
