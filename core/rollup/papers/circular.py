"""A circular (通报): who reported in time and right at once, over the years, as a sheet.

It tells facts that the projects hold, and ranks nobody: when the first report came, how many errors
were in it, how often it was sent, what has become of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.rollup.head import Head
from core.rollup.papers.sheets import Cell, SheetColumn, Table, workbook_of
from core.rollup.survey import UnitRow
from core.rollup.unit import UnitState, plain_name

SHEET = "通报"
_COLUMNS = (("报送", 22), ("首次报送的错误", 12), ("报送次数", 10), ("现在", 10))


def circular(years: Sequence[tuple[Head, Sequence[UnitRow]]], today: date) -> bytes:
    """Return the circular as an .xlsx file; ``years`` are projects with their units.

    Units of several years are one where their names are the same. Those that are not counted are
    not told of.
    """
    years = sorted(years, key=lambda each: each[0].year)
    names: dict[str, str] = {}
    by_year: list[tuple[Head, Mapping[str, UnitRow]]] = []
    for head, rows in years:
        found: Mapping[str, UnitRow] = {
            plain_name(row.unit.name): row for row in rows if row.unit.is_counted
        }
        names |= {key: row.unit.name for key, row in found.items()}
        by_year.append((head, found))
    columns = [SheetColumn("单位", 36)]
    columns += [
        SheetColumn(f"{head.year}年度{heading}", width)
        for head, _ in by_year
        for heading, width in _COLUMNS
    ]
    lines: list[list[Cell]] = []
    for key, name in names.items():
        line: list[Cell] = [name]
        for head, of in by_year:
            line += _told(of[key], head.deadline, today) if key in of else [None] * 4
        lines.append(line)
    lines.append(["按时报送且首次没有错误的单位数", *_counts(by_year)])
    title = f"{years[-1][0].organ}政府信息公开工作年度报告报送情况通报" if years else SHEET
    return workbook_of([Table(SHEET, title, columns, lines)])


def is_in_time(row: UnitRow, deadline: date | None) -> bool:
    """Tell whether a unit's first report came by the deadline; without one whenever it came."""
    first = _first_day(row)
    return first is not None and (deadline is None or first <= deadline)


def _counts(by_year: Sequence[tuple[Head, Mapping[str, UnitRow]]]) -> list[Cell]:
    found: list[Cell] = []
    for head, rows in by_year:
        good = sum(
            is_in_time(row, head.deadline) and _first_errors(row) == 0 for row in rows.values()
        )
        found += [good, None, None, None]
    return found


def _told(row: UnitRow, deadline: date | None, today: date) -> list[Cell]:
    state = row.state
    if state is UnitState.MISSING and not row.status.versions:
        late = (today - deadline).days if deadline is not None else 0
        return [f"未报，已过期{late}天" if late > 0 else "未报", None, 0, state.value]
    return [_when(row, deadline), _first_errors(row), len(row.status.versions), state.value]


def _when(row: UnitRow, deadline: date | None) -> str:
    first = _first_day(row)
    if first is None:
        return row.fault or "不明"
    if deadline is None:
        return f"{first:%Y-%m-%d}"
    late = (first - deadline).days
    return f"迟{late}天" if late > 0 else "按时"


def _first_day(row: UnitRow) -> date | None:
    versions = row.status.versions
    if not versions:
        return None
    return min(datetime.fromisoformat(each.taken_at) for each in versions).date()


def _first_errors(row: UnitRow) -> int | None:
    versions = row.status.versions
    if not versions:
        return None
    return min(versions, key=lambda each: datetime.fromisoformat(each.taken_at)).errors
