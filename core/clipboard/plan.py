"""What pasting a block would do to a report, cell by cell, before anything changes."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.clipboard.block import Block, Slot
from core.clipboard.labelled import count_labels, place
from core.clipboard.placing import Area, LeftOut, Placing
from core.figures.address import Address
from core.figures.value import Kind, Number, State, Value, parse, show
from core.forms.form import TableSection
from core.labels.wording import is_run_together, money_unit
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.origin import Origin, Source
from core.report.report import Report

TWICE = "同一格有两个数，只放前面的"
PASTED = Origin(Source.PASTED)
_MYRIAD = frozenset({"", "万", "万元"})
"""Units of a printed heading in which the form's amounts are anyway."""


class CellFate(enum.Enum):
    """What becomes of a cell of the form."""

    NEW = "新填"
    CHANGED = "改动"
    SAME = "不变"
    KEPT = "空白处保留"
    """The block has a blank where a figure stands: it stays, unless the clerk says otherwise."""
    AGREES = "总计相符"
    DIFFERS = "总计不符"
    """A pasted total that is not the sum: it goes nowhere, unless the clerk says otherwise."""
    UNSUMMED = "总计还算不出"
    """A pasted total some of whose addends are blank: nothing to hold it against."""
    USELESS = "总计不是数"


REFUSED_TOTALS = frozenset({CellFate.DIFFERS, CellFate.UNSUMMED})
"""Pasted totals that go nowhere, unless the clerk says otherwise."""


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell of the form that the block reaches.

    ``before`` is what stands there now; ``why`` is one Chinese sentence about a doubt, if any.
    """

    address: Address
    text: str
    fate: CellFate
    before: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class PastePlan:
    """Everything that pasting a block would do, and all that it would not."""

    table: TableSection
    cells: tuple[PlannedCell, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    """What is to be said of the block as a whole, one Chinese sentence each."""

    @property
    def doubts(self) -> tuple[PlannedCell, ...]:
        """The cells that somebody should look at."""
        return tuple(cell for cell in self.cells if cell.why)

    @property
    def needs_preview(self) -> bool:
        """Tell whether anything would be overwritten, is in doubt, or does not fit."""
        return bool(self.doubts or self.left_out or self.remarks or self.of(CellFate.CHANGED))

    @property
    def landed(self) -> tuple[PlannedCell, ...]:
        """The cells that show what was pasted when it is done."""
        return tuple(
            c
            for c in self.cells
            if c.fate not in {CellFate.KEPT, CellFate.USELESS, *REFUSED_TOTALS}
        )

    @property
    def refused_totals(self) -> tuple[PlannedCell, ...]:
        """The totals that differ from their sums, or have none yet."""
        return tuple(cell for cell in self.cells if cell.fate in REFUSED_TOTALS)

    def of(self, fate: CellFate) -> tuple[PlannedCell, ...]:
        """Return the cells with one fate."""
        return tuple(cell for cell in self.cells if cell.fate is fate)

    def edits(self, *, clear: bool = False, totals: bool = False) -> tuple[SetFigure, ...]:
        """Return the edits: ``clear`` takes blanks over too, ``totals`` those unlike a sum."""
        fates = {CellFate.NEW, CellFate.CHANGED}
        fates |= {CellFate.KEPT} if clear else set()
        fates |= REFUSED_TOTALS if totals else set()
        return tuple(
            SetFigure(cell.address, cell.text, origin=PASTED)
            for cell in self.cells
            if cell.fate in fates
        )


def plan_paste(report: Report, table: TableSection, block: Block, at: Area) -> PastePlan:
    """Plan pasting a block into a table with this selection."""
    remarks = []
    named = _table_meant(report, table, block)
    if named is not table:
        remarks.append(f"贴来的是“{named.heading}”的栏目，按栏目放进那张表。")
        table, at = named, _first_figure(named)
    elif block.value is not None and at.count > 1 and not count_labels(table, block):
        return _plan_fill(report, table, block.value, at, block.doubts.get((0, 0), ""))
    placing = place(table, block, at)
    size = (block.height, block.width)
    if not placing.by_labels and at.count > 1 and (at.down, at.across) != size:
        remarks.append(
            f"贴来的是{block.height}行{block.width}列，选定的是{at.down}行{at.across}列，"
            "从选定的左上角放起。"
        )
    remarks += placing.remarks
    cells: dict[Address, PlannedCell] = {}
    left_out = list(placing.left_out)
    for slot, address in sorted(placing.targets.items()):
        text = _text(report, address, placing, slot, block)
        if address not in cells:
            doubt = placing.doubts.get(slot) or block.doubts.get(slot, "")
            cells[address] = _plan_cell(report, address, text, doubt)
        elif text:
            left_out.append(LeftOut(slot, text, TWICE))
    return PastePlan(
        table,
        _with_totals(report, cells.values()),
        tuple(sorted(left_out, key=lambda left: left.slot)),
        tuple(remarks),
    )


def _table_meant(report: Report, table: TableSection, block: Block) -> TableSection:
    """Return the table that the block's labels are of; in doubt the one in hand.

    总计 and 其他 stand in several tables, and a whole report has the labels of all.
    """
    most = table
    for other in report.form.tables:
        more, known = (count_labels(each, block) for each in (other, most))
        if more > known and more / len(other.cells) > known / len(most.cells):
            most = other
    return most


def _first_figure(table: TableSection) -> Area:
    return min(
        (Area(cell.line, cell.column) for cell in table.cells if cell.address),
        key=lambda area: (area.line, area.column),
    )


def _plan_fill(report: Report, table: TableSection, text: str, at: Area, doubt: str) -> PastePlan:
    """Plan one value for every cell of a selection that is typed into."""
    addresses = [
        cell.address
        for cell in table.cells
        if cell.address
        and not report.form.figures[cell.address].computed
        and at.line <= cell.line < at.line + at.down
        and at.column <= cell.column < at.column + at.across
    ]
    cells = tuple(_plan_cell(report, address, text, doubt) for address in addresses)
    remark = f"贴来的只有一个数，选定的{len(cells)}格都填成它。"
    return PastePlan(table, _present(cells), remarks=(remark,))


def _text(report: Report, address: Address, placing: Placing, slot: Slot, block: Block) -> str:
    """Return a text of the block, an amount with the unit that its heading or label names."""
    text = block.texts.get(slot, "")
    kind = report.form.figures[address].kind
    if kind is not Kind.AMOUNT or money_unit(text) or parse(text, kind).state is not State.NUMBER:
        return text
    units = [unit for name in placing.names.get(slot, ()) if (unit := money_unit(name))]
    return text if not units or units[0] in _MYRIAD else f"{text}{units[0]}"


def _plan_cell(report: Report, address: Address, text: str, doubt: str = "") -> PlannedCell:
    """Plan a cell without regard to whether it is computed."""
    kind = report.form.figures[address].kind
    stands, value = report.value(address), parse(text, kind)
    before = report.on_paper(address)
    why = doubt or value.remark
    if not text:
        is_filled = bool(stands.text) and not report.form.figures[address].computed
        why = f"贴来的是空白，原来的{before}留着不动" if is_filled else ""
        return PlannedCell(address, "", CellFate.KEPT if is_filled else CellFate.SAME, before, why)
    if not why and is_run_together(text):
        why = "以0开头，可能是几个数连在了一起，请核对"
    if _means_the_same(stands, value) and address not in report.doubts:
        return PlannedCell(address, text, CellFate.SAME, before, doubt)
    if stands.text:
        return PlannedCell(address, text, CellFate.CHANGED, before, why)
    return PlannedCell(address, text, CellFate.NEW, before, why)


def _means_the_same(one: Value, other: Value) -> bool:
    if one.figure is not None:
        return one.figure == other.figure
    return bool(one.text) and one.text == other.text


def _present(cells: Iterable[PlannedCell]) -> tuple[PlannedCell, ...]:
    """Drop the blanks that meet a blank."""
    return tuple(cell for cell in cells if cell.text or cell.fate is CellFate.KEPT)


def _with_totals(report: Report, cells: Iterable[PlannedCell]) -> tuple[PlannedCell, ...]:
    """Compare each pasted total with the sum that there will be."""
    cells = _present(cells)
    figures = report.form.figures
    after = Report(report.form)
    typed = [SetFigure(a, v.text) for a, v in report.values.items() if not figures[a].computed]
    pasted = [SetFigure(c.address, c.text) for c in cells if c.text]
    apply(after, [*typed, *(e for e in pasted if not figures[e.address].computed)])
    return tuple(
        _compare(report, cell, after.computed(cell.address))
        if figures[cell.address].computed
        else cell
        for cell in cells
    )


def _compare(report: Report, cell: PlannedCell, total: Number | None) -> PlannedCell:
    kind = report.form.figures[cell.address].kind
    value = parse(cell.text, kind)
    sum_shown = show(total, kind)
    if value.figure is None:
        why = value.remark or "不是数"
        return replace(cell, fate=CellFate.USELESS, before=sum_shown, why=f"{why}；总计由程序算出")
    if total is None:
        why = f"各项还没有填全，算不出总计，贴来的{cell.text}不放"
        return replace(cell, fate=CellFate.UNSUMMED, before=sum_shown, why=why)
    if value.figure == total:
        return replace(cell, fate=CellFate.AGREES, before=sum_shown)
    gap = value.figure - total
    gap_shown = show(gap if gap > 0 else -gap, kind)
    why = f"贴来的总计是{cell.text}，各项相加是{sum_shown}，差{gap_shown}，按各项相加算"
    return replace(cell, fate=CellFate.DIFFERS, before=sum_shown, why=why)
