"""What stands in the Word document: title, texts under their headings, tables.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from core.writing.docx_element import make, paragraph, run
from core.writing.docx_table import table_element
from core.writing.page import Paragraph, PrintedReport
from core.writing.table_plan import Table, plan_table

_ROOM_AFTER_TABLE = 240
_ROOM_BEFORE_TABLE = 120
"""The room between a heading and a table, in twentieths of a point."""


def body_elements(report: PrintedReport) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs and tables of a report in their order."""
    for line in report.title:
        yield paragraph([make("pStyle", val="Title")], run((line,)))
    yield from map(_text, report.opening)
    above: Table | None = None
    for section in report.sections:
        table = None if section.table is None else plan_table(section.table)
        yield _heading(section.heading, table, follows_table=above is not None)
        yield from map(_text, section.paragraphs)
        if table is not None:
            yield table_element(table)
        above = table
    if above is not None:
        yield paragraph([])  # A document ends with a paragraph, and Word adds one where none is.


def _heading(text: str, table: Table | None, *, follows_table: bool) -> BaseOxmlElement:
    """Return a section's heading, on a new page where its table needs nearly all of one."""
    properties = [make("pStyle", val="Level1")]
    if table is not None and table.needs_own_page:
        properties.append(make("pageBreakBefore"))
    room = {}
    if follows_table:
        room["before"] = _ROOM_AFTER_TABLE
    if table is not None:
        room["after"] = _ROOM_BEFORE_TABLE
    if room:
        properties.append(make("spacing", **room))
    return paragraph(properties, run((text,)))


def _text(text: Paragraph) -> BaseOxmlElement:
    """Return a paragraph; a heading that is run into it has the style of its characters only.

    So the navigation pane lists a heading that stands alone, and never a whole paragraph.
    """
    lead, rest = text.text[: text.lead], text.text[text.lead :]
    if not lead:
        return paragraph([], run((rest,)))
    style = f"Level{text.level.value}"
    if not rest:
        return paragraph([make("pStyle", val=style)], run((lead,)))
    return paragraph([], run((lead,), style=f"{style}Char"), run((rest,)))
