"""A letter as a .docx, set as the reports are (GB/T 9704), from the lines of its template.

`gui.printing.letter` sets the same lines as a PDF.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from core.exports.parts.measure import ems
from core.exports.parts.title_lines import divide_title
from core.printed.measures import BODY_SIZE, TITLE_SIZE, TYPE_WIDTH
from core.printed.page import PrintedReport, printable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_FROM_EDGE = 2
"""So many characters stand free to the right of who writes, and of the day (右空二字)."""


def letter_document(text: str, organ: str) -> bytes:
    """Return a letter; ``# `` begins its title, ``## `` a heading, ``> `` a line at the right."""
    from core.exports.parts.package import without_traces
    from core.exports.word.docx_template import empty_document

    lines = [line for line in printable(text).splitlines() if line.strip()]
    titles = tuple(line.removeprefix("# ") for line in lines if line.startswith("# "))
    document = empty_document(PrintedReport(organ, titles, (), ()))
    end = document.element.body[-1]  # the page's set-up, which must come last
    before = ""
    for line, after in zip(lines, (*lines[1:], ""), strict=True):
        end.addprevious(_line(line, before, after))
        before = line
    content = io.BytesIO()
    document.save(content)
    return without_traces(content.getvalue())


def _line(line: str, before: str, after: str) -> BaseOxmlElement:
    """Return a line as a paragraph; what stands before and after it tells how it stands itself."""
    from core.exports.word.docx_element import make, paragraph, run, twips

    sign, _, rest = line.partition(" ")
    if sign == "#":
        lines = divide_title(rest, TYPE_WIDTH / TITLE_SIZE, ems)
        return paragraph([make("pStyle", val="Title")], run(lines))
    if sign == "##":
        return paragraph([make("pStyle", val="Heading1")], run((rest,)))
    # Who signs, and when, never stands on a page without a word of the letter.
    kept = [make("keepNext")] if after.startswith("> ") else []
    if sign == ">":
        edge = {"rightChars": _FROM_EDGE * 100, "right": twips(_FROM_EDGE * BODY_SIZE)}
        place = make("ind", **edge, firstLineChars=0, firstLine=0)
        return paragraph([*kept, place, make("jc", val="right")], run((rest,)))
    # Whom it is for stands at the edge; every other paragraph is indented.
    own = [make("ind", firstLineChars=0, firstLine=0)] if before.startswith("# ") else []
    return paragraph([*kept, *own], run((line,)))
