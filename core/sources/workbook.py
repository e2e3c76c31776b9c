"""Excel workbooks (.xlsx) as blocks: what the visible sheets show."""

from __future__ import annotations

from core.labels.blocks import Block
from core.sources.formulas import work_out
from core.sources.package import Package
from core.sources.sheet import read_sheet
from core.sources.sheet_blocks import blocks_of_sheets
from core.sources.workbook_parts import read_parts


def read_workbook(package: Package) -> tuple[Block, ...]:
    """Return what a workbook's visible sheets show. Raises Problem where it is damaged."""
    parts = read_parts(package)
    sheets = [(title, read_sheet(package, part, parts)) for title, part in parts.sheets]
    for _, sheet in sheets:
        work_out(sheet, sheet.formulas)
    return blocks_of_sheets(sheets)
