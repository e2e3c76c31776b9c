"""The units by each main figure (排名), as sheets of the leaders' workbook, each with its charts.

The charts are the spreadsheet's own, drawn from the cells above them: bars of the first units, and
last year against this year with the line on which nothing moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Form
from core.rollup.entry import Entry
from core.rollup.papers.sheet_charts import Bars, Scatter
from core.rollup.papers.sheets import Cell, SheetColumn, Table
from core.rollup.standing import UnitStanding, standings
from core.rollup.taken import unpack

MOST_BARS = 20
_COLUMNS = (
    SheetColumn("位次", 8),
    SheetColumn("单位", 30),
    SheetColumn("今年", 12),
    SheetColumn("占比（%）", 12),
    SheetColumn("上年", 12),
    SheetColumn("增减", 12),
)

LastFigures = Mapping[str, Mapping[Address, Number | None]]
"""Last year's figures, by the key of the unit."""


def ranking_tables(
    entries: Sequence[Entry],
    form: Form,
    main: Sequence[tuple[str, str]],
    title: str,
    last: LastFigures | None = None,
) -> list[Table]:
    """Return a sheet for each main figure of which any unit has some.

    Where ``last`` does not know a unit, what its own report remembers of last year stands in.
    """
    counted = [(e, e.taken) for e in entries if e.state.is_counted and e.taken is not None]
    figures = {str(at): taken.unpacked(form) for at, (_, taken) in enumerate(counted)}
    before: dict[str, Mapping[Address, Number | None]] = {}
    for at, (entry, taken) in enumerate(counted):
        known = (last or {}).get(entry.unit.key) if entry.unit is not None else None
        if known is not None:
            before[str(at)] = known
        elif taken.prior_figures and len(taken.prior_figures.split(";")) == len(form.figures):
            before[str(at)] = unpack(taken.prior_figures, form)
    tables = []
    for name, main_address in main:
        address = Address(main_address)
        if address not in form.figures:
            continue
        units = [
            (str(at), entry.name, figures[str(at)][address])
            for at, (entry, _) in enumerate(counted)
        ]
        found = standings(address, units, before)
        if any(each.figure for each in found):
            tables.append(_table(name, found, f"{title}：{name}"))
    return tables


def _table(name: str, found: Sequence[UnitStanding], title: str) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (each.rank, each.name, each.figure, each.percent, each.last, each.change) for each in found
    ]
    is_compared = any(each.last is not None for each in found)
    shown = min(len(found), MOST_BARS)
    charts: list[Bars | Scatter] = [Bars(f"{name}：前{shown}个单位", 2, 3, shown)]
    if is_compared:
        charts.append(Scatter(f"{name}：横向上年，纵向今年，线上没有变", 5, 3, len(found)))
    columns = _COLUMNS if is_compared else _COLUMNS[:4]
    if not is_compared:
        rows = [row[:4] for row in rows]
    return Table(f"{name}排名", title, columns, rows, tuple(charts))
