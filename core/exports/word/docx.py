"""The report as a native Word document (.docx), set as GB/T 9704 asks.

Its look is in named styles and its tables are real grids, so that an office edits it as it edits
its own documents.
"""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import chain

from core.checks.inspection import Inspection
from core.exports.parts.drawn_picture import DrawnPicture
from core.exports.parts.options import watermark_word
from core.exports.parts.package import without_traces
from core.printed.empty_form import print_for_paper
from core.settings.page_options import PageOptions


def word_document(
    inspection: Inspection,
    options: PageOptions | None = None,
    picture: DrawnPicture | None = None,
) -> bytes:
    """Return the report as a .docx file for the public: nothing is in it but what is seen.

    The same report always gives the same bytes. ``picture`` follows the report on its own page.
    """
    return _written(inspection, options or PageOptions(), picture, for_review=False)


def word_for_review(inspection: Inspection, options: PageOptions | None = None) -> bytes:
    """Return the same file with the whole report carried along, so that it can come back edited.

    It has no lines to sign and no check sheet: what comes back is the report alone.
    """
    plain = replace(options or PageOptions(), sign_off=False, check_sheet=False)
    return _written(inspection, plain, None, for_review=True)


def _written(
    inspection: Inspection, options: PageOptions, picture: DrawnPicture | None, *, for_review: bool
) -> bytes:
    from core.exports.word import docx_draft
    from core.exports.word.docx_body import body_elements
    from core.exports.word.docx_element import keep_to_next
    from core.exports.word.docx_snapshot import add_snapshot
    from core.exports.word.docx_template import empty_document

    printed = print_for_paper(inspection.report)
    document = empty_document(printed, author=printed.organ if for_review else "")
    docx_draft.choose_fonts(document, options.fonts)
    end = document.element.body[-1]  # the page's set-up, which must come last
    body = [*body_elements(printed)]
    if options.sign_off:
        keep_to_next(body[-1])
    parts = (
        body,
        docx_draft.sign_off() if options.sign_off else (),
        docx_draft.picture_page(document, picture) if picture is not None else (),
        docx_draft.check_sheet(inspection) if options.check_sheet else (),
    )
    for element in chain(*parts):
        end.addprevious(element)
    word = watermark_word(options.watermark, inspection)
    if word:
        docx_draft.add_watermark(document, word)
    if for_review:
        add_snapshot(document, inspection.report)
    content = io.BytesIO()
    document.save(content)
    return without_traces(content.getvalue())
