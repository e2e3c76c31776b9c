"""Carrying out the repair of a finding in a written part, wherever it was asked for."""

from __future__ import annotations

from core.checks.text_repairs import find_again, offered_repair, put_right
from core.report.finding import Finding, Spot
from gui.state.document import Document

LABEL = "改正文字"


def repair_text(document: Document, finding: Finding) -> Spot | None:
    """Put a text right as one undo step; returns where the new words stand, None where not.

    What is still being typed comes into the report first: the finding may have moved with it, or
    be gone. The findings are up to date afterwards.
    """
    document.settle()
    document.catch_up()
    now = find_again(document.inspection, finding)
    repair = offered_repair(document.inspection, now) if now is not None else None
    if repair is None:
        return None
    document.edit([put_right(document.report, repair)], LABEL)
    document.catch_up()
    return Spot(repair.section, repair.start, repair.start + len(repair.new))
