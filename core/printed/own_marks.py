"""What our own exports carry by which the readers know them again."""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.form import COVER_NAME

COVER_SHEET = COVER_NAME
CHECK_SHEET = "勾稽核对单"
FINDINGS_SHEET = "检查发现的问题"
UNWATCHED_SHEET = "没有勾稽关系的格"
"""The sheets of a workbook that hold no section of the form; the last three are one check sheet."""
CHECK_SHEETS = (CHECK_SHEET, FINDINGS_SHEET, UNWATCHED_SHEET)
HOW_TO_SHEET = "填写说明"
STAMP_SHEET = "收集表标记"
STAMP_MARK = "年报收集表"
"""A collection form's page of advice, and its hidden sheet with what begins there."""
OWN_LINE, OWN_HEADING = "文字", "标题"
"""What the rows of that sheet begin with that tell the form's own texts."""
ORGAN_LABEL = "机关名称"
"""Where a cover names the organ."""
OWN_SHEETS = (COVER_SHEET, *CHECK_SHEETS, HOW_TO_SHEET, STAMP_SHEET)
COLUMNS = ("地址", "部分", "行", "列", "数值", "单位", "未认作数的内容", "年度", "机关")
"""The heading of the list of figures (数据清单)."""
HEADING_BOOKMARK = "_nianbao_"
"""What the name of the bookmark at a section's heading in a Word document begins with.

The section's id follows. Word does not list such names.
"""
LONGEST_TEXT = 32_000
"""Excel cuts a cell's text off at 32,767 characters; one beyond the BMP counts as two."""
ESCAPED = "_x005F_"
"""How a workbook writes an underscore that could begin an escape."""


def pieces(text: str) -> Iterator[str]:
    """Divide a text that is longer than a cell can hold."""
    start = size = 0
    for at, char in enumerate(text):
        weight = len(ESCAPED) if char == "_" else 2 if char > "\uffff" else 1
        if size + weight > LONGEST_TEXT:
            yield text[start:at]
            start, size = at, 0
        size += weight
    if start < len(text):
        yield text[start:]
