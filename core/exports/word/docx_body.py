"""What stands in the Word document: title, texts under their headings, tables.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from core.exports.parts.measure import LONG_WORD
from core.exports.parts.page_plan import (
    ROOM_BEFORE_TABLE,
    PlannedBlock,
    PlannedSection,
    plan_pages,
)
from core.exports.parts.table_plan import LaidTable
from core.exports.word.docx_element import keep_to_next, make, paragraph, run, twips
from core.exports.word.docx_table import table_element
from core.printed.closing import closing_of
from core.printed.empty_form import is_line
from core.printed.measures import CHARACTERS
from core.printed.own_marks import HEADING_BOOKMARK
from core.printed.page import PrintedParagraph, PrintedReport

_TITLE_ROOM = 291
"""What the style of the title leaves free below it, as a title of two lines needs it."""


def body_elements(report: PrintedReport) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs and tables of a report in their order."""
    plan = plan_pages(report)
    room = twips(plan.room_below_title)
    for lines in plan.title:
        own = [] if room == _TITLE_ROOM else [make("spacing", after=room)]
        yield paragraph([make("pStyle", val="Title"), *own], run(lines))
    yield from _written(plan.opening)
    for number, planned in enumerate(plan.sections):
        yield _heading(planned, number)
        yield from _signed_together(planned)
        if planned.table is not None:
            yield table_element(planned.table)
    last = plan.sections[-1]
    if last.table is not None or (last.text and isinstance(last.text[-1], LaidTable)):
        yield paragraph([])  # A document ends with a paragraph, and Word adds one where none is.


def _signed_together(planned: PlannedSection) -> Iterator[BaseOxmlElement]:
    """Yield a section's text; the lines that sign it stand on a page with a line of it."""
    written = [*_written(planned.text)]
    signing = closing_of(planned.section.paragraphs)
    for element in written[-signing - 1 : -1] if signing else ():
        keep_to_next(element)
    yield from written


def _written(blocks: Sequence[PlannedBlock]) -> Iterator[BaseOxmlElement]:
    """Yield a written part; between two tables stands a line, else Word would make them one."""
    for before, block in zip((None, *blocks), blocks, strict=False):
        if isinstance(block, PrintedParagraph):
            yield _text(block)
            continue
        if isinstance(before, LaidTable):
            yield paragraph([])
        yield table_element(block, is_kept_whole=False)


def _heading(planned: PlannedSection, number: int) -> BaseOxmlElement:
    """Return a section's heading, on a new page where its table needs nearly all of one.

    A bookmark, which Word does not show, tells it from a line of the text that says the same.
    """
    properties = [make("pStyle", val="Heading1")]
    if planned.begins_page:
        properties.append(make("pageBreakBefore"))
    room = {}
    if planned.room_above:
        room["before"] = twips(planned.room_above)
    if planned.table is not None:
        room["after"] = twips(ROOM_BEFORE_TABLE)
    if room:
        properties.append(make("spacing", **room))
    start = make("bookmarkStart", id=number)
    start.set(qn("w:name"), HEADING_BOOKMARK + planned.section.id)
    heading = run((planned.section.heading,))
    return paragraph(properties, start, heading, make("bookmarkEnd", id=number))


def _line_to_write_on() -> BaseOxmlElement:
    # Not a tab: without a letter LibreOffice makes a line lower than the page's grid.
    indent = make("ind", firstLineChars=0, firstLine=0)
    return paragraph([indent], run(("\u3000" * CHARACTERS,), make("u", val="single")))


def _text(text: PrintedParagraph) -> BaseOxmlElement:
    """Return a paragraph; a heading that is run into it has the style of its characters only.

    So the navigation pane lists a heading that stands alone, and never a whole paragraph.
    """
    if is_line(text):
        return _line_to_write_on()
    lead, rest = text.text[: text.lead], text.text[text.lead :]
    # A word processor takes an address down whole, and would spread what stands before it.
    aligned = [make("jc", val="left")] if LONG_WORD.search(rest) else []
    if not lead:
        return paragraph(aligned, run((rest,)))
    style = f"Heading{text.level.value}"
    if not rest:
        return paragraph([make("pStyle", val=style)], run((lead,)))
    return paragraph(aligned, run((lead,), style=f"{style}Char"), run((rest,)))
