"""What proofreading says: a cell's place on the paper, its figure read aloud, the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.figures.address import Address
from core.figures.number_words import in_words
from core.figures.value import Kind, Number
from core.forms.form import Form, Role
from core.report.report import Report


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """Where a cell stands on the paper; the groups are the labels around it, the widest first."""

    row_groups: tuple[str, ...]
    row: str
    column_groups: tuple[str, ...]
    column: str

    @property
    def spoken(self) -> str:
        """Name the place from the widest label to the narrowest, row before column."""
        return "，".join((*self.row_groups, self.row, *self.column_groups, self.column))


def paper_place(form: Form, address: Address) -> PaperPlace:
    """Tell by which labels a cell is found on the paper."""
    figure = form.figures[address]
    column = f"{figure.column.name}（单位：{figure.unit}）" if figure.unit else figure.column.name
    if not figure.labels:  # its row has no label of its own: the headings name it
        return PaperPlace(_bands(form, address), figure.row.name, (), column)
    groups = (*_bands(form, address), *figure.labels[:-1])
    return PaperPlace(groups, figure.labels[-1], figure.heads[:-1], column)


def _bands(form: Form, address: Address) -> tuple[str, ...]:
    """Return the band below which a cell stands, if its table has bands."""
    cells = form.table(address.section).cells
    line = next(cell.line for cell in cells if cell.address == address)
    above = [cell for cell in cells if cell.role is Role.BAND and cell.line < line]
    return (max(above, key=lambda cell: cell.line).text,) if above else ()


def figure_words(figure: Number, kind: Kind) -> str:
    """Return a figure as one reads it aloud; an increase with its sign, as it is printed."""
    sign = "正" if kind is Kind.SIGNED and figure > 0 else ""
    return sign + in_words(figure)


def zero_lines(form: Form, addresses: Iterable[Address]) -> tuple[tuple[str, str], ...]:
    """Tell zeros row by row: the name of the row, and which of its columns they are."""
    rows: dict[str, list[Address]] = {}
    for address in addresses:
        rows.setdefault(address.row, []).append(address)
    lines = []
    for zeros in rows.values():
        figure = form.figures[zeros[0]]
        if len(zeros) == len(figure.row.columns):
            words = f"全行{len(zeros)}格"
        else:
            words = "、".join(form.figures[address].column.name for address in zeros)
        lines.append((figure.row.name, words))
    return tuple(lines)


def record(report: Report) -> str:
    """Say how much was proofread and when, for the check sheet; empty where nothing was."""
    read = [report.proofs[a].time for a in report.form.figures if report.is_proofread(a)]
    if not read:
        return ""
    return f"校对：{len(report.form.figures)}格中已校对{len(read)}格，{span(read)}。"


def span(times: Iterable[str]) -> str:
    """Say from when to when, from times in ISO 8601; at least one."""
    # A time without its offset, as somebody else's program may write it, is that of this place.
    moments = sorted((datetime.fromisoformat(t) for t in times), key=datetime.astimezone)
    first, last = moments[0], moments[-1]
    begin, end = f"{_day(first)}{first:%H:%M}", f"{last:%H:%M}"
    if first.date() != last.date():
        end = f"{_day(last)}{end}"
    elif end == f"{first:%H:%M}":
        return begin
    return f"{begin}至{end}"


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
