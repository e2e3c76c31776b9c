"""One workbook for the leaders (汇总表): the sums, the units, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.exports.parts.cached_values import Formula
from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import COVER_NAME, Form
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.papers.rankings import LastFigures, ranking_tables
from core.rollup.papers.sheets import FIRST_ROW, Cell, SheetColumn, Table, workbook_of
from core.rollup.taken import Taken
from core.rollup.total import Correction, RollupTotal

TOTALS, UNITS, FINDINGS = "汇总", "单位", "问题"
MAIN = (
    ("新收", "applications.received.total"),
    ("上年结转", "applications.carried_in.total"),
    ("办结", "applications.concluded.total"),
    ("结转下年", "applications.carried_out.total"),
    ("行政复议", "remedies.review.total"),
    ("未经复议直接起诉", "remedies.direct_suit.total"),
    ("复议后起诉", "remedies.suit_after_review.total"),
)
"""The main figures of a unit, as far as its form has them."""


def leaders_workbook(
    gathering: Gathering,
    total: RollupTotal,
    organ: str,
    corrections: Sequence[Correction] = (),
    last: LastFigures | None = None,
) -> bytes:
    """Return totals, units, findings and rankings as an .xlsx file.

    Totals are formulas where they hold. Cells that were corrected by hand stand as their units come
    to, the correction beside them. ``last`` are last year's figures of the units, by key.
    """
    title = f"{organ}{gathering.year}年度政府信息公开工作年度报告汇总"
    return workbook_of(
        [
            _totals(total, f"{title}（{total.extent}）", corrections),
            _units(gathering.entries, total, title),
            _findings(gathering.entries, gathering.form, title),
            *ranking_tables(gathering.entries, gathering.form, MAIN, title, last),
        ]
    )


def main_figures(
    figures: Mapping[Address, Number | None], form: Form
) -> tuple[tuple[str, Number | None], ...]:
    """Return the main figures of a report with their names."""
    return tuple(
        (name, figures.get(Address(address)))
        for name, address in MAIN
        if Address(address) in form.figures
    )


def _totals(total: RollupTotal, title: str, corrections: Sequence[Correction]) -> Table:
    corrected = {each.address: each for each in corrections}
    columns = [
        SheetColumn("部分", 16),
        SheetColumn("项目", 52),
        SheetColumn("栏目", 46),
        SheetColumn("单位", 8),
        SheetColumn("合计", 16),
        SheetColumn("空着的单位数", 14),
    ]
    if corrected:
        columns += [SheetColumn("手工更正为", 14), SheetColumn("更正的理由", 40)]
    rows: list[tuple[Cell, ...]] = []
    at = {address: FIRST_ROW + number for number, address in enumerate(total.form.figures)}
    for address, figure in total.form.figures.items():
        section = total.form.table(address.section)
        labels = "·".join(figure.labels or (figure.row.name,))
        lacking = total.lacking.get(address, 0)
        by_hand = corrected.get(address)
        told = (by_hand.stands, by_hand.note) if by_hand else (None, None) if corrected else ()
        rows.append(
            (
                section.tab,
                labels,
                "·".join(figure.heads),
                figure.unit,
                _summed(address, total, at),
                lacking or None,
                *told,
            )
        )
    return Table(TOTALS, title, columns, rows)


def _summed(address: Address, total: RollupTotal, at: Mapping[Address, int]) -> Cell:
    """Return a total as a formula over its addends, where these give just what it is.

    Each cell is the sum of the units' cells: where units lack addends, or their totals are wrong,
    a total is not the sum of its own addends, and stands as it is.
    """
    value, addends = total.figures[address], total.form.addends.get(address)
    if value is None or addends is None:
        return value
    figures = [total.figures[addend] for addend in addends]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures) or sum(known) != value:
        return value
    return Formula(f"=SUM({','.join(f'E{at[addend]}' for addend in addends)})", value)


def _units(entries: Sequence[Entry], total: RollupTotal, title: str) -> Table:
    form = total.form
    known = [name for name, address in MAIN if Address(address) in form.figures]
    columns = [
        SheetColumn("单位", 30),
        SheetColumn("状态", 14),
        SheetColumn("错误", 8),
        SheetColumn("提醒", 8),
    ]
    columns += [SheetColumn(name, 12) for name in known]
    columns += [SheetColumn("文件", 30), SheetColumn("说明", 60)]
    rows: list[list[Cell]] = []
    for entry in entries:
        taken = entry.taken
        is_read = taken is not None and taken.is_read
        row: list[Cell] = [entry.name, entry.state.word]
        row += [taken.errors, taken.warnings] if taken is not None and is_read else [None, None]
        row += _main_of(taken, form) if taken is not None else [None] * len(known)
        rows.append([*row, taken.file if taken is not None else "", entry.why])
    if rows:
        rows.append(_last_row(rows, total))
    return Table(UNITS, f"{title}：单位", columns, rows)


def _last_row(rows: Sequence[Sequence[Cell]], total: RollupTotal) -> list[Cell]:
    """Return the totals of the units that are counted, by their states."""
    from openpyxl.utils import get_column_letter

    last = FIRST_ROW + len(rows) - 1
    states = [state.word for state in EntryState if state.is_counted]
    row: list[Cell] = ["计入的单位合计", ""]
    values: list[Number | None] = [
        sum(cell for each in rows if each[1] in states and isinstance(cell := each[at], int))
        for at in (2, 3)
    ]
    values += [figure for _, figure in main_figures(total.figures, total.form)]
    for at, value in enumerate(values, 3):
        letter = get_column_letter(at)
        parts = [
            f'SUMIF($B${FIRST_ROW}:$B${last},"{state}",{letter}{FIRST_ROW}:{letter}{last})'
            for state in states
        ]
        row.append(None if value is None else Formula(f"={'+'.join(parts)}", value))
    return [*row, "", ""]


def _main_of(taken: Taken, form: Form) -> list[Cell]:
    figures = taken.unpacked(form) if taken.edition == form.edition else {}
    return [figure for _, figure in main_figures(figures, form)]


def _findings(entries: Sequence[Entry], form: Form, title: str) -> Table:
    columns = (
        SheetColumn("单位", 30),
        SheetColumn("轻重", 8),
        SheetColumn("部分", 18),
        SheetColumn("问题", 70),
        SheetColumn("左边", 12),
        SheetColumn("右边", 12),
        SheetColumn("相差", 12),
        SheetColumn("怎样改", 50),
    )
    tabs = {section.id: section.tab for section in (form.preamble, *form.sections)}
    rows = [
        (
            entry.name,
            finding.severity.word,
            tabs.get(finding.section, COVER_NAME),
            finding.message,
            finding.left,
            finding.right,
            finding.difference,
            finding.advice,
        )
        for entry in entries
        if entry.state.is_counted and entry.taken is not None
        for finding in entry.taken.findings
    ]
    return Table(FINDINGS, f"{title}：问题", columns, rows)
