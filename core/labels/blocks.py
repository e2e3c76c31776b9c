"""What every kind of source is turned into before anything is recognised in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

LOWEST_LEVEL = 10
"""Of headings; what a source sets lower is text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source: words like 第37行.

    ``source`` is the source's name, which whoever opened it puts on (`named`); readers know none.
    """

    spot: str
    source: str = ""

    def __str__(self) -> str:
        """Name the place as a clerk would."""
        return f"“{self.source}”{self.spot}" if self.source else self.spot


@dataclass(frozen=True, slots=True)
class SourceSpot:
    """Where a text stands among the blocks of a source, counted from 0.

    In a grid ``row`` and ``cell`` number its row, and the cell among those that begin in that row;
    in a paragraph they are None, and ``start`` and ``end`` are the part of its text.
    """

    block: int
    row: int | None = None
    cell: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text as the source has it; in plain text also a line of a table.

    Only the section that it stands in tells whether a tab divides cells or indents a sentence,
    so the text keeps its tabs. ``level`` is that of a heading, 1 the highest, where its source
    sets it as one; otherwise 0. ``section`` is the section of the form whose heading it is, where
    its source says so. ``doubt`` is one Chinese sentence where digits in it may not be seen; a
    figure in such a line is never read for certain. ``has_picture`` tells that its source shows a
    picture in it.
    """

    text: str
    place: Place
    level: int = 0
    section: str = ""
    doubt: str = ""
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, spanning ``down`` lines and ``across`` columns.

    ``doubt`` is one Chinese sentence where the source has something that cannot be told from
    the text; such a cell is never read as a figure or as a blank.
    ``remark`` is one Chinese sentence where the text is no more than worked out from others.
    """

    text: str
    place: Place
    down: int = 1
    across: int = 1
    doubt: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose source says where its cells are; each row has the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


Block: TypeAlias = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, or a part of a paragraph, with its place: ``number`` of the block in its source.

    ``offset`` is where in the paragraph's text a part of it begins.
    """

    block: Block
    number: int
    offset: int = 0


def named(blocks: Iterable[Block], source: str) -> tuple[Block, ...]:
    """Return the blocks of a source with its name put on all their places."""

    def at(place: Place) -> Place:
        return Place(place.spot, source)

    return tuple(
        replace(block, place=at(block.place))
        if isinstance(block, Paragraph)
        else Grid(
            tuple(tuple(replace(cell, place=at(cell.place)) for cell in row) for row in block.rows),
            at(block.place),
        )
        for block in blocks
    )
