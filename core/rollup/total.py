"""The sum (汇总): every cell of the government's report as the sum of its units' cells.

A blank is not a zero: a cell is the sum of the units that have a figure there, and of how many
have none is said beside it. Totals are added as they count in the units' reports, so that each
cell, taken by itself, is what adding up the same cell of every unit gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.forms.form import Form
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetNote
from core.report.note import Subject
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report
from core.rollup.taken import BETWEEN, Taken

_AT_ONCE = 500
"""Reports that are added up column by column, which is five times as fast as cell by cell."""
CORRECTED = "R01"
"""The code under which a note says why a sum was corrected by hand."""


@dataclass(frozen=True, slots=True)
class RollupTotal:
    """The sum of some units' reports, all of one edition.

    ``figures`` has every address of the form, None where no unit has a figure; ``lacking`` says
    how many units have none there, addresses where all have one left out. ``expected`` is the
    number of units that must be counted, None where nobody knows.
    """

    form: Form
    figures: dict[Address, Number | None]
    lacking: dict[Address, int]
    counted: int
    expected: int | None

    @property
    def is_complete(self) -> bool:
        """Tell whether every unit that must be counted is."""
        return self.expected is not None and self.counted == self.expected

    @property
    def extent(self) -> str:
        """Say of how many units it is the sum."""
        if self.expected is None:
            return f"{self.counted}个单位之和"
        if self.is_complete:
            return f"全部{self.counted}个单位之和"
        return f"{self.expected}个单位中{self.counted}个之和，还不完整"

    def report(self, organ: str, year: int) -> Report:
        """Return the sum as a report, every figure of which says where it comes from."""
        report = Report(self.form, organ, year)
        apply(report, [self.edit(address) for address in self.form.figures])
        return report

    def edit(self, address: Address) -> SetFigure:
        """Return the edit that puts the sum of a cell into a report."""
        text = show(self.figures[address], self.form.figures[address].kind)
        return SetFigure(address, text, self._doubt(address), self._origin())

    def _origin(self) -> Origin:
        return Origin(Source.SUMMED, self.extent)

    def _doubt(self, address: Address) -> Doubt | None:
        """Say where units have no figure; a total whose parts they lack follows from those."""
        lacking = self.lacking.get(address, 0)
        if not lacking or self.form.figures[address].computed:
            return None
        return Doubt("", f"有{lacking}个单位这一格空着，没有加进来")


def add_up(form: Form, takens: Iterable[Taken], expected: int | None = None) -> RollupTotal:
    """Add up reports of one form, cell by cell; each is looked at once and let go."""
    is_amount = [figure.kind is Kind.AMOUNT for figure in form.figures.values()]
    sums: list[Number] = [0] * len(is_amount)
    filled = [0] * len(is_amount)
    counted = 0
    rest = iter(takens)
    while some := tuple(islice(rest, _AT_ONCE)):
        counted += len(some)
        for at, texts in enumerate(zip(*_lines(some, form), strict=True)):
            figures = [text for text in texts if text]
            filled[at] += len(figures)
            sums[at] += sum(map(Decimal, figures)) if is_amount[at] else sum(map(int, figures))
    return RollupTotal(
        form,
        {a: sums[at] if filled[at] else None for at, a in enumerate(form.figures)},
        {a: counted - filled[at] for at, a in enumerate(form.figures) if filled[at] < counted},
        counted,
        expected,
    )


def _lines(takens: Iterable[Taken], form: Form) -> Iterator[list[str]]:
    for taken in takens:
        if taken.edition != form.edition:
            raise ValueError(f"{taken.file} is of another edition")
        texts = taken.figures.split(BETWEEN)
        if len(texts) != len(form.figures):
            raise ValueError(f"{taken.file} has not the figures of its form")
        yield texts


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell of the sum that was corrected by hand: what stands there, and what the sum is now."""

    address: Address
    stands: Number | None
    summed: Number | None
    note: str

    @property
    def difference(self) -> Number | None:
        """How far the correction is from the sum; None where one of the two is blank."""
        if self.stands is None or self.summed is None:
            return None
        return self.stands - self.summed


def corrections(report: Report, total: RollupTotal) -> tuple[Correction, ...]:
    """Return the cells of a sum that somebody has typed over, and the differences."""
    notes = {s.addresses[0]: t for s, t in report.notes.items() if s.code == CORRECTED}
    return tuple(
        Correction(address, report.figure(address), total.figures[address], notes.get(address, ""))
        for address in report.values
        if not _is_summed(report, address) and report.figure(address) != total.figures[address]
    )


def correct(address: Address, text: str, note: str) -> tuple[Edit, ...]:
    """Return the edits that correct a cell of the sum by hand and say why."""
    subject = Subject(CORRECTED, address.section, (address,), ())
    return (SetFigure(address, text), SetNote(subject, note))


def take_over(report: Report, total: RollupTotal) -> tuple[SetFigure, ...]:
    """Return the edits that bring a sum up to date; what was typed by hand stays as it is.

    Taken over by one `apply`, they are taken back by its inverse.
    """
    edits = []
    for address, figure in report.form.figures.items():
        is_typed = address in report.values and not _is_summed(report, address)
        text = show(total.figures[address], figure.kind)
        edit = total.edit(address)
        is_same = report.printed(address) == text and report.doubts.get(address) == edit.doubt
        if not is_typed and not is_same:
            edits.append(edit)
    return tuple(edits)


def _is_summed(report: Report, address: Address) -> bool:
    origin = report.origin(address)
    return origin is not None and origin.source is Source.SUMMED
