"""The page's options in words, as far as they hang on the report."""

from __future__ import annotations

from core.checks.inspection import Inspection
from core.settings.page_options import PageOptions, Watermark


def options_in_words(options: PageOptions, inspection: Inspection) -> tuple[str, ...]:
    """Name what the pages of a report carry beyond the plain report."""
    named = {
        "签字栏": options.sign_off,
        "图解": options.picture,
        "勾稽核对单": options.check_sheet,
        "合计公式": options.formulas,
    }
    words = [name for name, is_there in named.items() if is_there]
    word = watermark_word(options.watermark, inspection)
    return (*words, f"“{word}”水印") if word else tuple(words)


def watermark_word(watermark: Watermark, inspection: Inspection) -> str:
    """Return the word to draw across the pages of a report; empty for none."""
    if watermark is Watermark.AUTO:
        report = inspection.report
        is_filled = all(report.figure(address) is not None for address in report.form.figures)
        finished = is_filled and not inspection.has_errors
        return "" if finished else Watermark.DRAFT.value
    return "" if watermark is Watermark.NONE else watermark.value
