"""What a clerk may choose about the printed page."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.inspection import Inspection


class Watermark(enum.Enum):
    """The word that lies faintly across every page. The value is what a clerk chooses from."""

    NONE = "不加水印"
    DRAFT = "草稿"
    REVIEW = "送审稿"
    AUTO = "未完成时加“草稿”"
    """草稿 as long as the report has errors or a figure is blank."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Choices for one printing; the plain report is the default."""

    tables_on_side: bool = False
    """Tables 三 and 四 stand on pages of their own, turned on their side."""
    check_sheet: bool = False
    """The check sheet (勾稽核对单) follows the report."""
    sign_off: bool = False
    """The lines for 填表人、审核人、主要负责人、日期 and the seal follow the report."""
    watermark: Watermark = Watermark.NONE


def watermark_word(watermark: Watermark, inspection: Inspection) -> str:
    """Return the word to draw across the pages of a report; empty for none."""
    if watermark is Watermark.AUTO:
        report = inspection.report
        is_filled = all(report.figure(address) is not None for address in report.form.figures)
        finished = is_filled and not inspection.has_errors
        return "" if finished else Watermark.DRAFT.value
    return "" if watermark is Watermark.NONE else watermark.value
