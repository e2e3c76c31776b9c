"""The report as Word-compatible HTML (.doc), set as GB/T 9704 asks.

One file, without parts outside it: Word, WPS and LibreOffice open it as a document.
"""

from __future__ import annotations

import re

import resources
from core.inspection import Inspection
from core.writing.page import print_report
from core.writing.table_plan import TYPE_WIDTH, plan_table


def word_html(inspection: Inspection) -> bytes:
    """Return the report as a Word-compatible HTML document in UTF-8."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.folder() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["spaces"] = keep_spaces
    environment.filters["pixels"] = pixels
    report = print_report(inspection.report)
    sections = [
        (section, None if section.table is None else plan_table(section.table))
        for section in report.sections
    ]
    page = environment.get_template("word.html.j2").render(
        report=report, sections=sections, width=TYPE_WIDTH
    )
    return page.encode("utf-8")


def keep_spaces(text: str) -> str:
    """Make every space of a run stay: HTML prints several as one, and a tab as one."""
    return re.sub(
        r"[ \t]{2,}|\t", lambda run: " " + "\u00a0" * (len(run[0].expandtabs(4)) - 1), text
    )


def pixels(points: float) -> int:
    """Return a length as an HTML attribute says it."""
    return round(points * 96 / 72)
