"""The pages planned ahead: where a section begins, and how much room its table finds there.

A word processor breaks lines by its own rules, so that this is an estimate; it decides only how
close a table's rows are set and what is left free, never what stands on which page. Lengths are
in points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.exports.parts.column_plan import SMALL_PRINT
from core.exports.parts.measure import ems, wrapped_line_count
from core.exports.parts.table_plan import LaidTable, plan_small_table, plan_table
from core.exports.parts.title_lines import divide_parts
from core.printed.empty_form import is_line
from core.printed.measures import CHARACTERS, INDENT, LINES, TITLE_SIZE, TYPE_HEIGHT, TYPE_WIDTH
from core.printed.page import PrintedParagraph, PrintedReport, PrintedSection, PrintedTable
from core.printed.small_table import blocks_of

PITCH = 28.95
"""The distance from line to line: 22 of them on 225 mm, in twentieths of a point."""
TITLE_PITCH = 36.15
"""The same for the title's lines, which are as far apart as five quarters of a line."""
ROOM_BEFORE_TABLE = 3.0
"""The room between a heading and its table."""
_SAFETY = 0.95
"""A table is planned for this much of a page: programs differ by a line or two."""
_OWN_SAFETY = 0.965
"""The same of a page that it begins: no line above it can go wrong."""
_DOUBTFUL = 1.5 * PITCH
"""So much of the room that is left below a text may be gone: its lines are only estimated.

Not below lines to write on, each of which is one.
"""
_OWN_PAGE = 0.75
"""A table that takes more than this share of a page begins on a new one, so that it stays whole."""


PlannedBlock: TypeAlias = PrintedParagraph | LaidTable
"""What stands in a written part: a paragraph, or a small table."""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section with its table planned; ``room_above`` brings its heading back to the lines."""

    section: PrintedSection
    text: tuple[PlannedBlock, ...]
    table: LaidTable | None
    begins_page: bool
    room_above: float


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What the pages of a report need beyond its words."""

    title: tuple[tuple[str, ...], ...]
    """The title's paragraphs, each in its lines."""
    room_below_title: float
    opening: tuple[PlannedBlock, ...]
    sections: tuple[PlannedSection, ...]


def plan_pages(report: PrintedReport, *, may_be_close: bool = True) -> PagePlan:
    """Go through a report line by line, as it will be set.

    Where a table has a page to itself, its rows ``may_be_close`` rather than its type smaller:
    not in HTML, whose rows LibreOffice makes higher than they are said to be.
    """
    title = divide_parts(report.title_parts, TYPE_WIDTH / TITLE_SIZE, ems)
    fitting = TYPE_WIDTH / TITLE_SIZE
    count = sum(max(math.ceil(ems(line) / fitting), 1) for part in title for line in part)
    height = TITLE_PITCH * count
    lines = _whole_lines(height + PITCH / 2)
    cursor = _Cursor(_OWN_SAFETY * TYPE_HEIGHT if may_be_close else 0.0)
    cursor.go_down(lines)
    opening = _plan_text(report.opening, cursor)
    sections = tuple(_plan(section, cursor) for section in report.sections)
    return PagePlan(title, lines * PITCH - height, opening, sections)


def small_print(report: PrintedReport) -> tuple[str, ...]:
    """Say which tables hold something so long that it is printed smaller than easily read."""
    tables = [(s.section.tab, s.table) for s in plan_pages(report).sections if s.table is not None]
    return tuple(
        f"“{tab}”的表里有的内容太长，一行放不下，用了{table.smallest_figure:g}磅的小字，请核对是否多写了。"
        for tab, table in tables
        if table.smallest_figure < SMALL_PRINT
    )


@dataclass(slots=True)
class _Cursor:
    """The place that the text has come to: lines from the top of a page, and what lies above."""

    whole: float
    """What a table may take of a page of its own, with its rows close together."""
    line: int = 0
    room_above: float = 0.0
    doubtful: float = 0.0
    """How much of the room may be gone."""

    @property
    def room(self) -> float:
        return (LINES - self.line) * PITCH

    def go_down(self, lines: int) -> None:
        self.line = (self.line + lines) % LINES
        self.room_above = 0.0

    def pass_table(self, height: float) -> None:
        """Go below a table, to the next line; none is left free at the top of a page."""
        lines = _whole_lines(height)
        self.go_down(min(lines, LINES - self.line))
        if self.line:
            self.room_above = lines * PITCH - height


def _plan(section: PrintedSection, cursor: _Cursor) -> PlannedSection:
    room_above = cursor.room_above
    if section.table is None:
        cursor.go_down(1)
        text = _plan_text(section.paragraphs, cursor)
        return PlannedSection(section, text, None, begins_page=False, room_above=room_above)
    heading = PITCH + ROOM_BEFORE_TABLE
    table, stays = _table_in_room(section.table, cursor, heading)
    begins_page = heading + table.least_height > TYPE_HEIGHT * _OWN_PAGE
    if not stays or begins_page:
        cursor.line, room_above = 0, 0.0
    cursor.pass_table(heading + table.height)
    return PlannedSection(section, (), table, begins_page, room_above)


def _plan_text(paragraphs: Sequence[PrintedParagraph], cursor: _Cursor) -> tuple[PlannedBlock, ...]:
    """Plan a written part; its small tables run over as many pages as they take."""
    planned: list[PlannedBlock] = []
    for block in blocks_of(paragraphs):
        if isinstance(block, PrintedParagraph):
            cursor.go_down(_lines_of(block))
            planned.append(block)
            if not is_line(block):
                cursor.doubtful = _DOUBTFUL
        else:
            table = plan_small_table(block)
            cursor.go_down(_whole_lines(table.height))
            planned.append(table)
            cursor.doubtful = _DOUBTFUL
    return tuple(planned)


def _table_in_room(table: PrintedTable, cursor: _Cursor, heading: float) -> tuple[LaidTable, bool]:
    """Plan a table for what is left of a page, or for the next page; tell whether it stays.

    Below something else its rows may be closer, but its type is not smaller.
    """
    whole = plan_table(table, TYPE_HEIGHT * _SAFETY - heading, whole=cursor.whole - heading)
    if not cursor.line:
        return whole, True
    room = cursor.room - heading
    if whole.least_height > room:
        return whole, False
    return plan_table(table, max(room - cursor.doubtful, whole.least_height), whole.size), True


def _whole_lines(height: float) -> int:
    return math.ceil(round(height / PITCH, 3))


def _lines_of(paragraph: PrintedParagraph) -> int:
    return wrapped_line_count(INDENT * "　" + paragraph.text, CHARACTERS)
