"""The report as Word-compatible HTML (.doc), set as GB/T 9704 asks.

One file, without parts outside it: Word, WPS and LibreOffice open it as a document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.checks.inspection import Inspection
from core.exports.parts.measure import LONG_WORD
from core.exports.parts.page_plan import PITCH, ROOM_BEFORE_TABLE, TITLE_PITCH, plan_pages
from core.exports.parts.template import keep_spaces, render
from core.printed.closing import closing_of
from core.printed.empty_form import print_for_paper
from core.printed.measures import (
    BOTTOM_MM,
    LEFT_MM,
    MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    TOP_MM,
    TYPE_WIDTH,
)

if TYPE_CHECKING:
    from markupsafe import Markup

_NUMBER_MARGIN = 70.0
"""The lower margin in points where a program sets the page number above it."""
_LATIN = re.compile("[!-~]+")


def word_html(inspection: Inspection) -> bytes:
    """Return the report as a Word-compatible HTML document in UTF-8."""
    report = print_for_paper(inspection.report)
    values = {
        "report": report,
        "plan": plan_pages(report, may_be_close=False),
        "width": TYPE_WIDTH,
        "pitch": PITCH,
        "title_pitch": TITLE_PITCH,
        "room_before_table": ROOM_BEFORE_TABLE,
        "set_latin": set_latin,
        "long_word": LONG_WORD.search,
        "closing_of": closing_of,
        "paper": _paper(),
    }
    return render("word.html.j2", values).encode("utf-8")


def _paper() -> dict[str, str]:
    """Return the page as style sheets say it: its size, and its margins from the top clockwise.

    LibreOffice takes the number's line from the type area, so that it needs a lower margin.
    """

    def points(*lengths: float) -> str:
        return " ".join(f"{round(each * MM, 1):g}pt" for each in lengths)

    number = _NUMBER_MARGIN / MM
    return {
        "size": points(PAGE_WIDTH_MM, PAGE_HEIGHT_MM),
        "margins": points(TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM),
        "margins_with_number": points(TOP_MM, RIGHT_MM, number, LEFT_MM),
    }


def set_latin(text: str) -> Markup:
    """Mark up a text so that its figures and Latin letters have their own type.

    Word knows a second font for them within one style; no other program does. A page has no hyphen
    that ends no line but another character, and what was typed stays as it is.
    """
    from markupsafe import Markup

    pieces = []
    start = 0
    kept = keep_spaces(text)
    for found in _LATIN.finditer(kept):
        pieces += [
            Markup("{}").format(kept[start : found.start()]),
            Markup('<span class="latin" lang="EN-US">{}</span>').format(found[0]),
        ]
        start = found.end()
    return Markup().join([*pieces, kept[start:]])
