"""The sheet of those who have not reported (催报单): unit, days left, contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.base.time_words import day_words
from core.rollup.papers.sheets import SheetColumn, Table, workbook_of
from core.rollup.unit import Unit

SHEET = "催报单"


def reminder(
    units: Sequence[Unit], organ: str, year: int, deadline: date | None, today: date
) -> bytes:
    """Return the units that are missing as an .xlsx file, in the order of the list."""
    columns = (
        SheetColumn("序号", 6),
        SheetColumn("单位", 34),
        SheetColumn("上级", 20),
        SheetColumn("联系人", 26),
        SheetColumn("期限", 16),
        SheetColumn("还有几天", 16),
        SheetColumn("催报记录", 24),
    )
    day = day_words(deadline) if deadline else "没有定"
    rows = [
        (number, unit.name, unit.parent, unit.contact, day, days_words(deadline, today), "")
        for number, unit in enumerate(units, 1)
    ]
    title = f"{organ}{year}年度政府信息公开工作年度报告{SHEET}（{len(units)}个单位未报）"
    return workbook_of([Table(SHEET, title, columns, rows)])


def days_words(deadline: date | None, today: date) -> str:
    """Say how many days are left."""
    if deadline is None:
        return ""
    left = (deadline - today).days
    if left < 0:
        return f"已过{-left}天"
    return f"还有{left}天" if left else "今天截止"
