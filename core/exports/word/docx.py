"""The report as a native Word document (.docx), set as GB/T 9704 asks.

Its look is in named styles and its tables are real grids, so that an office edits it as it edits
its own documents.
"""

from __future__ import annotations

import io

from core.checks.inspection import Inspection
from core.exports.parts.package import without_clock
from core.printed.page import print_report
from core.report.report import Report


def word_document(inspection: Inspection) -> bytes:
    """Return the report as a .docx file for the public: nothing is in it but what is seen.

    The same report always gives the same bytes.
    """
    return _written(inspection.report, for_review=False)


def word_for_review(inspection: Inspection) -> bytes:
    """Return the same file with the whole report carried along, so that it can come back edited."""
    return _written(inspection.report, for_review=True)


def _written(report: Report, *, for_review: bool) -> bytes:
    from core.exports.word.docx_body import body_elements
    from core.exports.word.docx_snapshot import add_snapshot
    from core.exports.word.docx_template import empty_document

    printed = print_report(report)
    document = empty_document(printed, author=printed.organ if for_review else "")
    end = document.element.body[-1]  # the page's set-up, which must come last
    for element in body_elements(printed):
        end.addprevious(element)
    if for_review:
        add_snapshot(document, report)
    content = io.BytesIO()
    document.save(content)
    return without_clock(content.getvalue())
