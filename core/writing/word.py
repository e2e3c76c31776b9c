"""The report as Word-compatible HTML (.doc), set as GB/T 9704 asks.

One file, without parts outside it: Word, WPS and LibreOffice open it as a document.
"""

from __future__ import annotations

from core.inspection import Inspection
from core.writing.page import print_report
from core.writing.table_plan import TYPE_WIDTH, plan_table
from core.writing.template import render


def word_html(inspection: Inspection) -> bytes:
    """Return the report as a Word-compatible HTML document in UTF-8."""
    report = print_report(inspection.report)
    sections = [
        (section, None if section.table is None else plan_table(section.table))
        for section in report.sections
    ]
    values = {"report": report, "sections": sections, "width": TYPE_WIDTH}
    return render("word.html.j2", values).encode("utf-8")
