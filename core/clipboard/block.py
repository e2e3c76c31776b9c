"""What a clipboard carries, as a rectangle of cell texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from core.base.problem import Problem
from core.labels.blocks import Grid
from core.sources.html_grid import grids
from core.sources.html_tree import parse_html
from core.sources.size import MOST_PAGE_TAGS, is_crowded

LARGEST = 5 * 1024 * 1024
"""Characters; an office program takes some hundred thousand for the largest table of the form."""
MOST_CELLS = 20_000
_MOST_ROWS = 20_000
"""Rows of all tables: each may hold two hundred cells that reach over others."""
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
SHEET_END = 60
"""Blanks beyond so many lines or columns are no part of a block: a whole row was taken."""

Slot: TypeAlias = tuple[int, int]
"""A place in a block: line and column, from 0."""

_TABLE = re.compile(r"<t[dhr]\b", re.IGNORECASE)
_LINE_END = re.compile("\r\n|\r|\n")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
# Our own copies put an apostrophe before what a sheet would take for a formula.
_GUARDED = re.compile("'(?=[=+\\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of cell texts, all of one length; None is a place that a merged cell covers.

    ``doubts`` says of a place why its text may mean something else, struck out for one.
    """

    lines: tuple[tuple[str | None, ...], ...]
    doubts: Mapping[Slot, str] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.lines[0])

    @property
    def value(self) -> str | None:
        """The one text that the block consists of; None where it has several places."""
        return self.lines[0][0] if self.height == self.width == 1 else None

    @property
    def texts(self) -> dict[Slot, str]:
        """What stands where, without blanks."""
        return {
            (line, column): text
            for line, row in enumerate(self.lines)
            for column, text in enumerate(row)
            if text
        }


def read_clipboard(html: str, plain: str) -> Block | None:
    """Return what a clipboard carries: its tables, or else its lines divided by tabs.

    None where there is nothing. Raises Problem where it is more than any table of a report.
    """
    is_large = len(html) > LARGEST or len(plain) > LARGEST
    if is_large or len(_ROW.findall(html)) > _MOST_ROWS or is_crowded(html, MOST_PAGE_TAGS):
        raise Problem("剪贴板里的内容太多，不像是年报里的表，没有粘贴。请只复制要贴的那几行几列。")
    rows: list[list[str | None]] = []
    doubts: dict[Slot, str] = {}
    if _TABLE.search(html):
        for grid in grids(parse_html(html)):
            spread, unsure = _spread(grid)
            doubts |= {(len(rows) + line, column): why for (line, column), why in unsure.items()}
            rows += spread
    if not rows:
        rows = [list(row) for row in _divide(plain)]
    if not any(text for row in rows for text in row):
        return None
    return Block(_rectangle(rows), doubts)


def _spread(grid: Grid) -> tuple[list[list[str | None]], dict[Slot, str]]:
    """Put the cells of a grid at their places, spans as covered ones; with what is in doubt."""
    taken: dict[Slot, str | None] = {}
    doubts: dict[Slot, str] = {}
    for line, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (line, column) in taken:
                column += 1
            for down in range(cell.down):
                for across in range(cell.across):
                    taken[line + down, column + across] = None
            taken[line, column] = _GUARDED.sub("", cell.text)
            if cell.doubt:
                doubts[line, column] = cell.doubt
            column += cell.across
    width = max((column for _, column in taken), default=0) + 1
    rows = [
        [taken.get((line, column), "") for column in range(width)] for line in range(len(grid.rows))
    ]
    return rows, doubts


def _divide(plain: str) -> list[list[str]]:
    """Divide lines by tabs, quoted cells as sheets write them; one line end at the end is none."""
    text = _UNFIT.sub(" ", _LINE_END.sub("\n", plain)).removeprefix("\ufeff").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(_GUARDED.sub("", cell.replace("\u00a0", " ").strip(" \u3000")))
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def _cell(text: str, at: int) -> tuple[str, int]:
    """Return the cell that begins at a place, and where it ends."""
    quoted = _QUOTED.match(text, at)
    if quoted and re.search('[\t\n]|""', quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, at)
    return (plain[0], plain.end()) if plain else ("", at)


def _rectangle(rows: Sequence[list[str | None]]) -> tuple[tuple[str | None, ...], ...]:
    """Make all lines as long as the longest, without the endless blanks of a sheet."""
    last = max(line for line, row in enumerate(rows) if any(row))
    height = min(len(rows), max(last + 1, SHEET_END))
    longest = max(len(row) for row in rows)
    end = max(column + 1 for row in rows for column, text in enumerate(row) if text)
    width = min(longest, max(end, SHEET_END))
    if height * width > MOST_CELLS:
        raise Problem(
            f"剪贴板里有{height}行{width}列，不像是年报里的表，没有粘贴。请只复制要贴的那几行几列。"
        )
    return tuple(
        tuple(row[column] if column < len(row) else "" for column in range(width))
        for row in rows[:height]
    )
