"""What is told of the selected cells: how many, their sum and their average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.figures.address import Address
from core.figures.value import Kind, Number, State, show
from core.report.report import Report

_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Selected:
    """Selected cells summed up; ``total`` is None where their figures are of several kinds.

    A blank is not counted as a zero, and neither is what is no figure.
    """

    cells: int
    numbers: int
    blanks: int
    refused: int
    totals: int
    """So many of the numbers are sums of others (总计), which a sum of all counts again."""
    total: Number | None
    kind: Kind

    @property
    def words(self) -> str:
        """Tell it in a line; empty for a single cell."""
        if self.cells < 2:
            return ""
        told = [f"选定 {self.cells} 格"]
        if self.total is not None and self.numbers:
            again = f"（含总计 {self.totals} 格）" if 0 < self.totals < self.numbers else ""
            told.append(f"合计 {show(self.total, self.kind)}{again}")
            told.append(f"平均 {self._average()}")
        elif self.numbers:
            told.append("单位不同，不相加")
        if self.blanks:
            told.append(f"空白 {self.blanks} 格不计")
        if self.refused:
            told.append(f"不是数的 {self.refused} 格不计")
        return "　".join(told)

    def _average(self) -> str:
        """Return the average to two places, marked where more would follow."""
        exact = Decimal(self.total or 0) / self.numbers
        told = exact.quantize(_CENTS, ROUND_HALF_UP)
        plain = f"{told:f}".rstrip("0").rstrip(".") or "0"
        return plain if told == exact else f"约 {told:f}"


def sum_up(report: Report, addresses: Sequence[Address]) -> Selected:
    """Sum up cells as they stand; a blank total is blank, as everywhere."""
    figures = report.form.figures
    found = {address: report.figure(address) for address in addresses}
    numbers = [number for number in found.values() if number is not None]
    with_number = [address for address, number in found.items() if number is not None]
    refused = sum(report.value(address).state is State.REFUSED for address in addresses)
    units = {
        (figures[address].kind is Kind.AMOUNT, figures[address].unit) for address in with_number
    }
    is_money = any(kind for kind, _unit in units)
    return Selected(
        cells=len(found),
        numbers=len(numbers),
        blanks=len(found) - len(numbers) - refused,
        refused=refused,
        totals=sum(figures[address].computed for address in with_number),
        total=sum(numbers) if len(units) <= 1 else None,
        kind=Kind.AMOUNT if is_money else Kind.COUNT,
    )
