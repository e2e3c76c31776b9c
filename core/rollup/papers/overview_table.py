"""The units' overview figures as a workbook (总体情况的数): units and sums, each one's sentence.

A unit that says nothing of a thing has a blank there, which is not a zero; what is not one plain
number is shown as it was written and not added up.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.exports.parts.cached_values import Formula
from core.rollup.overview import INDICATORS, OverviewLine
from core.rollup.papers.sheets import FIRST_ROW, Cell, SheetColumn, Table, workbook_of

SHEET = "总体情况的数"
SENTENCES = "出处"


def overview_table(lines: Sequence[OverviewLine], organ: str, year: int) -> bytes:
    """Return the workbook: units by things counted, and where each number stands."""
    title = f"{organ}{year}年度各单位总体情况里写的数"
    return workbook_of([_figures(lines, title), _sentences(lines, title)])


def _figures(lines: Sequence[OverviewLine], title: str) -> Table:
    from openpyxl.utils import get_column_letter

    columns = [SheetColumn("单位", 30)]
    columns += [SheetColumn(f"{each.name}（{each.unit}）", 14) for each in INDICATORS]
    rows: list[list[Cell]] = []
    for line in lines:
        row: list[Cell] = [line.name]
        for each in INDICATORS:
            figure = line.figure(each)
            words = "、".join(found.words for found in line.of(each))
            row.append(figure if figure is not None else f"{words}？" if words else None)
        rows.append(row)
    last = FIRST_ROW + len(rows) - 1
    sums: list[Cell] = ["写明的单位合计"]
    counts: list[Cell] = ["写明的单位数"]
    for at, each in enumerate(INDICATORS, 2):
        figures = [n for line in lines if (n := line.figure(each)) is not None]
        letter = get_column_letter(at)
        cells = f"{letter}{FIRST_ROW}:{letter}{last}"
        sums.append(Formula(f"=SUM({cells})", sum(figures)) if figures else None)
        counts.append(Formula(f"=COUNT({cells})", len(figures)) if lines else None)
    return Table(SHEET, title, columns, [*rows, sums, counts])


def _sentences(lines: Sequence[OverviewLine], title: str) -> Table:
    columns = [
        SheetColumn("单位", 30),
        SheetColumn("项目", 16),
        SheetColumn("写的数", 14),
        SheetColumn("是否加进合计", 14),
        SheetColumn("原文", 80),
    ]
    rows = [
        (
            line.name,
            found.indicator.name,
            found.words,
            "是" if line.figure(found.indicator) is not None else "否，请核对",
            found.sentence,
        )
        for line in lines
        for found in line.numbers
    ]
    return Table(SENTENCES, f"{title}：{SENTENCES}", columns, rows)
