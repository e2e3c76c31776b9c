"""The empty form, which is filled in by hand: where a text belongs are lines to write on."""

from __future__ import annotations

from dataclasses import replace

from core.printed.page import PrintedParagraph, PrintedReport, print_report
from core.report.report import Report

LINES = 6
"""Lines for each written part; for the opening paragraph there are fewer."""
_OPENING_LINES = 2


def print_for_paper(report: Report) -> PrintedReport:
    """Lay out a report for paper; one that nothing is written in yet has lines to write on.

    Such a line is a paragraph without a text (`is_line`).
    """
    printed = print_report(report)
    if not is_empty(report):
        return printed
    lines = (PrintedParagraph(""),) * LINES
    return replace(
        printed,
        opening=lines[:_OPENING_LINES],
        sections=tuple(
            section if section.table is not None else replace(section, paragraphs=lines)
            for section in printed.sections
        ),
    )


def is_empty(report: Report) -> bool:
    """Tell whether neither a figure nor a text is in a report."""
    return not report.values and not any(text.strip() for text in report.texts.values())


def is_line(paragraph: PrintedParagraph) -> bool:
    """Tell whether a paragraph is a line to write on."""
    return not paragraph.text
