"""What the one-page picture (图解) of a report tells: its figures in charts, before any drawing.

Which figures belong together follows from the form: a table with a balance is that of the
applications, one whose rows are only added up is that of the remedies, the labels on the printed
grid name the groups. No row of a particular edition is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from core.address import Address
from core.forms.form import Identity, TableSection
from core.report import Report
from core.value import Kind, Number, State, show
from core.writing.page import print_report

BLANK = "未填"
PARTLY_BLANK = "未填全"
REFUSED = "待核对"
"""Stands where a text was typed that is no figure."""
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_REMARK = re.compile(r"（[^（）]*）$")
_BETWEEN = "·"


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of the picture: its name, what is printed, and its share in percent if it has one.

    ``figure`` is None where ``text`` says why there is none. ``group`` is the heading above the
    name, such as 法人或其他组织.
    """

    name: str
    figure: Number | None
    text: str
    addresses: tuple[Address, ...]
    group: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks that are drawn to one scale; ``share_of`` names the whole that the shares are of."""

    heading: str
    marks: tuple[Mark, ...]
    share_of: str = ""
    note: str = ""
    """What keeps the shares from being told."""

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to draw."""
        return _are_blank(self.marks)


@dataclass(frozen=True, slots=True)
class Stack:
    """A total and its parts, drawn as one bar; a part has its outcome as name."""

    total: Mark
    parts: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stacks:
    """Stacks whose parts bear the same ``names``, drawn to one scale."""

    heading: str
    names: tuple[str, ...]
    stacks: tuple[Stack, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The totals, each before its parts."""
        return tuple(mark for stack in self.stacks for mark in (stack.total, *stack.parts))

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to draw."""
        return _are_blank(self.marks)


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; ``figures`` are printed without a bar, table by table."""

    organ: str
    title: str
    charts: tuple[Chart, ...]
    stacks: tuple[Stacks, ...]
    figures: tuple[Chart, ...]
    source: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every figure of the picture, in the order in which it is drawn."""
        parts: tuple[Chart | Stacks, ...] = (*self.charts, *self.stacks, *self.figures)
        return tuple(mark for part in parts for mark in part.marks)


def draw_up(report: Report) -> Picture:
    """Choose the figures for the picture of a report and put them into their charts."""
    form = report.form
    charts: tuple[Chart, ...] = ()
    stacks: tuple[Stacks, ...] = ()
    figures: tuple[Chart, ...] = ()
    for table in form.tables:
        heading = _plain(table.heading)
        identities = [each for each in form.identities if each.section == table.id]
        balance = _balance(identities)
        if balance is not None:
            charts += _applications(report, balance, identities)
        elif rows := [i for i in identities if i.is_sum and i.along == "row" and i.computes]:
            stacks += _stacks(report, heading, rows)
        else:
            figures += (Chart(heading, _key_figures(report, table)),)
    tables = "、".join(f"表{table.heading.partition('、')[0]}" for table in form.tables)
    return Picture(
        organ=print_report(report).organ,
        title=f"{report.year}年{form.title}图解",
        charts=charts,
        stacks=stacks,
        figures=figures,
        source=f"根据本报告{tables}绘制。",
    )


def describe(picture: Picture) -> str:
    """Tell the picture in words, with every figure; for those who do not see it."""
    parts = [_tell(chart) for chart in picture.charts]
    for group in picture.stacks:
        told = "；".join(
            f"{_say(s.total)}（{'，'.join(_say(part) for part in s.parts)}）" for s in group.stacks
        )
        parts.append(f"{group.heading}：{told}。")
    parts += [_tell(chart) for chart in picture.figures]
    return "".join((*parts, picture.source))


def show_share(share: Decimal) -> str:
    """Print a share: 45.6%."""
    return f"{share:f}%"


def _tell(chart: Chart) -> str:
    marks = "，".join(_say(mark, chart.share_of) for mark in chart.marks)
    return f"{chart.heading}：{marks}。{chart.note}"


def _say(mark: Mark, share_of: str = "") -> str:
    name = f"{mark.group}{_BETWEEN}{mark.name}" if mark.group else mark.name
    share = "" if mark.share is None else f"（占{share_of}{show_share(mark.share)}）"
    return f"{name} {mark.text}{share}"


def _are_blank(marks: Iterable[Mark]) -> bool:
    return all(mark.text == BLANK for mark in marks)


def _balance(identities: Sequence[Identity]) -> Identity | None:
    """Return the balance in the column of totals: all that came in, all that became of it."""
    rows = [i for i in identities if i.is_sum and i.along == "row"]
    # A subtotal is a sum that is itself an addend.
    totals = {i.computes for i in rows} - {addend for i in rows for addend in i.left}
    return next((i for i in identities if not i.is_sum and set(i.left) <= totals), None)


def _applications(
    report: Report, balance: Identity, identities: Sequence[Identity]
) -> tuple[Chart, ...]:
    """Make the charts of the applications: how many, how they ended, who applied."""
    came = tuple(_mark(report, _row_name(report, a), (a,)) for a in balance.left)
    charts = [Chart("收到申请", came)]
    wholes = {a: i for i in identities if i.is_sum and i.along == "column" for a in i.right}
    ended: list[Mark] = []
    share_of = note = ""
    for address in balance.right:
        whole = wholes.get(address)
        if whole is None:
            ended.append(_mark(report, _row_name(report, address), (address,)))
            continue
        groups = _groups(report, whole.left)
        share_of = _plain(report.form.figures[address].labels[0]).removeprefix("本年度")
        marks, note = _shares(report, groups, address, share_of)
        ended = [*ended, *marks]
    charts.append(Chart("办理结果", tuple(ended), share_of, note))
    # Who applied is told of the applications that are new this year: the first row.
    row = next((i for i in identities if i.computes == balance.left[0] and i.along == "row"), None)
    if row is not None:
        share_of = report.form.figures[balance.left[0]].row.short
        marks, note = _shares(
            report, _applicants(report, _leaves(report, row.left)), balance.left[0], share_of
        )
        charts.append(Chart(f"申请人（{share_of}申请）", marks, share_of, note))
    return tuple(charts)


def _groups(report: Report, addends: Sequence[Address]) -> tuple[Mark, ...]:
    """Add up the rows that stand in one group on the printed grid: （三）不予公开."""
    labels = [report.form.figures[address].labels for address in addends]
    at = _common(labels)
    pairs = zip(labels, addends, strict=True)
    return tuple(
        _mark(report, _plain(name), tuple(address for _, address in those))
        for name, those in groupby(pairs, key=lambda pair: pair[0][at])
    )


def _leaves(report: Report, addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Put the addends of a subtotal in its place."""
    addends = report.form.addends
    return tuple(
        leaf for a in addresses for leaf in (_leaves(report, addends[a]) if a in addends else (a,))
    )


def _applicants(report: Report, addends: Sequence[Address]) -> tuple[Mark, ...]:
    heads = [report.form.figures[address].heads for address in addends]
    at = _common(heads)
    return tuple(
        _mark(report, head[-1], (address,), group=_BETWEEN.join(head[at:-1]))
        for head, address in zip(heads, addends, strict=True)
    )


def _shares(
    report: Report, marks: Sequence[Mark], whole: Address, share_of: str
) -> tuple[tuple[Mark, ...], str]:
    """Give the marks their shares, or say why there are none."""
    total = report.figure(whole)
    figures = [mark.figure for mark in marks if mark.figure is not None]
    if total is None or len(figures) < len(marks):
        return tuple(marks), f"数据没有填全，不计占{share_of}的比例。" if figures else ""
    if sum(figures) != total:
        return tuple(marks), f"各项之和与总计{total}不等，不计占{share_of}的比例。"
    if total == 0:
        return tuple(marks), ""
    return tuple(
        Mark(m.name, m.figure, m.text, m.addresses, m.group, _percent(figure, total))
        for m, figure in zip(marks, figures, strict=True)
    ), ""


def _percent(figure: Number, total: Number) -> Decimal:
    """Return a share in percent, rounded half up to one decimal."""
    return (Decimal(figure) * 100 / Decimal(total)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _stacks(report: Report, heading: str, rows: Sequence[Identity]) -> tuple[Stacks, ...]:
    """Put the rows together whose parts bear the same names."""
    stacks = [_stack(report, row) for row in rows]
    return tuple(
        Stacks(heading, names, tuple(those))
        for names, those in groupby(stacks, key=lambda s: tuple(part.name for part in s.parts))
    )


def _stack(report: Report, identity: Identity) -> Stack:
    total = identity.right[0]
    names = [_plain(name) for name in _names(report, total)]
    # The last heading is 总计; the one above it names what was added up.
    name = names[-2] if len(names) > 1 else report.form.figures[total].row.name
    return Stack(
        _mark(report, name, (total,), group=_BETWEEN.join(names[:-2])),
        tuple(_mark(report, _names(report, a)[-1], (a,)) for a in identity.left),
    )


def _names(report: Report, address: Address) -> tuple[str, ...]:
    figure = report.form.figures[address]
    return (*figure.labels, *figure.heads)


def _key_figures(report: Report, table: TableSection) -> tuple[Mark, ...]:
    """Take the last figure of each row that is no mere change: what is in force, what was done."""
    chosen: dict[str, Address] = {}
    for address in table.figures:
        if report.form.figures[address].kind is not Kind.SIGNED:
            chosen[address.row] = address
    return tuple(
        _mark(report, report.form.figures[a].column.name, (a,), group=_row_name(report, a))
        for a in chosen.values()
    )


def _mark(report: Report, name: str, addresses: tuple[Address, ...], group: str = "") -> Mark:
    """Make the mark of a figure, or of the sum of several; a sum with a blank addend is blank."""
    total, missing = report.add(addresses)
    figure = report.form.figures[addresses[0]]
    if missing:
        return Mark(name, None, _why_none(report, addresses, missing), addresses, group)
    return Mark(name, total, show(total, figure.kind) + figure.unit, addresses, group)


def _why_none(report: Report, addresses: Iterable[Address], missing: Iterable[Address]) -> str:
    blanks = report.blanks_under(missing)
    if any(report.value(address).state is State.REFUSED for address in (*blanks, *missing)):
        return REFUSED
    filled = any(report.is_filled(leaf) for leaf in _leaves(report, addresses))
    return PARTLY_BLANK if filled else BLANK


def _row_name(report: Report, address: Address) -> str:
    return _plain(report.form.figures[address].labels[-1])


def _plain(label: str) -> str:
    """Return a label without its number in front and a remark behind."""
    return _REMARK.sub("", _NUMBERED.sub("", label, count=1)) or label


def _common(labels: Sequence[tuple[str, ...]]) -> int:
    """Return how many labels, counted from the outermost, all figures have in common."""
    at = 0
    while all(len(each) > at + 1 and each[at] == labels[0][at] for each in labels):
        at += 1
    return at
