"""The report as a native Word document (.docx), set as GB/T 9704 asks.

Its look is in named styles and its tables are real grids, so that an office edits it as it edits
its own documents.
"""

from __future__ import annotations

import io

from core.checks.inspection import Inspection
from core.exports.parts.package import without_clock
from core.printed.page import print_report


def word_document(inspection: Inspection) -> bytes:
    """Return the report as a .docx file; the same report always gives the same bytes."""
    from core.exports.word.docx_body import body_elements
    from core.exports.word.docx_snapshot import add_snapshot
    from core.exports.word.docx_template import empty_document

    report = print_report(inspection.report)
    document = empty_document(report)
    end = document.element.body[-1]  # the page's set-up, which must come last
    for element in body_elements(report):
        end.addprevious(element)
    add_snapshot(document, inspection.report)
    content = io.BytesIO()
    document.save(content)
    return without_clock(content.getvalue())
