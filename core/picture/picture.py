"""What the one-page picture (图解) of a report tells: its figures in charts, before any drawing.

Which figures belong together follows from the form: a table with a balance is that of the
applications, one whose rows are only added up is that of the remedies, the labels on the printed
grid name the groups. No row of a particular edition is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Kind, Number, State, show
from core.forms.form import Identity, TableSection
from core.printed.page import print_report
from core.report.report import Report

ANNEX = "图解"
"""What the picture is called where it follows the report."""
BLANK = "未填"
PARTLY_BLANK = "未填全"
REFUSED = "待核对"
"""Stands where a text was typed that is no figure."""
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")
_REMARK = re.compile(r"（[^（）]*）$")
BETWEEN = "·"


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of the picture: its name, what is printed, and its share in percent if it has one.

    ``figure`` is None where ``text`` says why there is none. ``group`` is the heading above the
    name, such as 法人或其他组织. ``prior`` is last year's figure where it is compared and known;
    ``change`` says how this year's differs, where both are known.
    """

    name: str
    figure: Number | None
    text: str
    addresses: tuple[Address, ...]
    group: str = ""
    share: Decimal | None = None
    prior: Number | None = None
    change: str = ""


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

    @property
    def has_prior(self) -> bool:
        """Tell whether some figure stands beside last year's."""
        return any(mark.prior is not None for mark in self.marks)

    @property
    def unit_note(self) -> str:
        """Say what the numbers are, and what keeps the shares from being told."""
        has_shares = any(mark.share is not None for mark in self.marks)
        shares = f"百分数为占{self.share_of}的比例" if has_shares else ""
        return _unit_note(self.note.rstrip("。") or shares, has_prior=self.has_prior)


@dataclass(frozen=True, slots=True)
class Stack:
    """A total and its parts, drawn as one bar; a part has its outcome as name."""

    total: Mark
    parts: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """The name of the total, below that of its group."""
        return BETWEEN.join(part for part in (self.total.group, self.total.name) if part)

    @property
    def extent(self) -> int:
        """What the bar stands for; nothing while a part is blank, for a blank is no zero."""
        return _extent([part.figure for part in self.parts])

    @property
    def prior_extent(self) -> int:
        """What last year's bar stands for; nothing where a part of it is not known."""
        return _extent([part.prior for part in self.parts])

    @property
    def has_prior(self) -> bool:
        """Tell whether some figure stands beside last year's."""
        return any(mark.prior is not None for mark in (self.total, *self.parts))


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

    @property
    def has_prior(self) -> bool:
        """Tell whether some figure stands beside last year's."""
        return any(stack.has_prior for stack in self.stacks)

    @property
    def unit_note(self) -> str:
        """Say what the numbers are."""
        return _unit_note("", has_prior=self.has_prior)


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

    @property
    def is_blank(self) -> bool:
        """Tell whether no figure of it is filled."""
        return _are_blank(self.marks)

    @property
    def footnote(self) -> str:
        """Say what the picture was drawn from, and how its shares are rounded."""
        shares = any(mark.share is not None for mark in self.marks)
        rounded = "百分数四舍五入到0.1，各项之和可能不等于100%。" if shares else ""
        return self.source + rounded


def draw_up(report: Report) -> Picture:
    """Choose the figures for the picture of a report and put them into their charts."""
    form = report.form
    charts: tuple[Chart, ...] = ()
    stacks: tuple[Stacks, ...] = ()
    figures: tuple[Chart, ...] = ()
    for table in form.tables:
        heading = _plain(table.heading)
        identities = [each for each in form.identities if each.section == table.id]
        balance = balance_of(identities)
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


def show_share(share: Decimal) -> str:
    """Print a share: 45.6%."""
    return f"{share:f}%"


def _unit_note(note: str, *, has_prior: bool) -> str:
    notes = ("单位：件", note, "细条为上年" if has_prior else "")
    return "；".join(part for part in notes if part)


def _extent(figures: Sequence[Number | None]) -> int:
    return sum(int(each) for each in figures if each is not None) if None not in figures else 0


def _are_blank(marks: Iterable[Mark]) -> bool:
    return all(mark.text == BLANK for mark in marks)


def balance_of(identities: Sequence[Identity]) -> Identity | None:
    """Return the balance in the column of totals: all that came in, all that became of it."""
    rows = [i for i in identities if i.is_sum and i.along == "row"]
    # A subtotal is a sum that is itself an addend.
    totals = {i.computes for i in rows} - {addend for i in rows for addend in i.left}
    return next((i for i in identities if not i.is_sum and set(i.left) <= totals), None)


def _applications(
    report: Report, balance: Identity, identities: Sequence[Identity]
) -> tuple[Chart, ...]:
    """Make the charts of the applications: how many, how they ended, who applied."""
    # What was carried over is last year's business: only what is new is compared with last year.
    new, *carried = (_mark(report, _row_name(report, a), (a,)) for a in balance.left)
    came = (_compare(report, new), *carried)
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
    ended = [_compare(report, mark) for mark in ended]
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
        _mark(report, head[-1], (address,), group=BETWEEN.join(head[at:-1]))
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
        replace(m, share=percent(figure, total)) for m, figure in zip(marks, figures, strict=True)
    ), ""


def _compare(report: Report, mark: Mark) -> Mark:
    """Put last year's figure beside a mark, where the report remembers all of it."""
    prior = report.prior
    if prior is None or prior.year != report.year - 1:
        return mark
    known = [prior.figure(address) for address in mark.addresses]
    total: Number = 0
    for figure in known:
        if figure is None:
            return mark
        total += figure
    change = "" if mark.figure is None else _change(mark.figure, total)
    return replace(mark, prior=total, change=change)


def _change(figure: Number, prior: Number) -> str:
    """Say how a figure differs from last year's; of nothing there is no percentage."""
    if figure == prior:
        return "与上年持平"
    difference = figure - prior if figure > prior else prior - figure
    words = f"比上年{'增加' if figure > prior else '减少'}{difference}件"
    return f"{words}（{show_share(percent(difference, prior))}）" if prior else words


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
        _compare(report, _mark(report, name, (total,), group=BETWEEN.join(names[:-2]))),
        tuple(_compare(report, _mark(report, _names(report, a)[-1], (a,))) for a in identity.left),
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
