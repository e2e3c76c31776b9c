"""The digest of a report: it is another one as soon as the report prints anything else.

It is taken over what is printed, not over how it was typed: full-width digits or a blank line more
change nothing in it.
"""

from __future__ import annotations

import hashlib
import json

from core.printed.page import one_line, split_lines
from core.report.report import Report

SHOWN = 16
"""So many characters of it are shown; the whole of it is in the document."""


def digest_of_report(report: Report) -> str:
    """Return the SHA-256 over organ, year, figures and texts as they are printed."""
    printed = ((address, report.on_paper(address)) for address in report.form.figures)
    said = {
        "edition": report.form.edition,
        "year": report.year,
        "organ": one_line(report.organ),
        "figures": {address: text for address, text in printed if text},
        "texts": {part.id: split_lines(report.texts[part.id]) for part in report.form.texts},
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
