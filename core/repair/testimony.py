"""What the written parts say of a table: a repair that agrees with them is likelier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.checks.equations import Equations, Terms
from core.figures.address import Address
from core.forms.form import Form
from core.forms.form import Terms as Sum
from core.repair.candidates import RepairCandidate
from core.report.report import Report
from core.texts.clauses import Prose
from core.texts.content import is_written
from core.texts.context import When
from core.texts.mentions import Said, find_mentions

_WEIGHT = 4.0
"""How much likelier a repair becomes by each sentence that comes to agree with the table."""


@dataclass(frozen=True, slots=True)
class _Statement:
    number: int
    agrees: bool
    sums: tuple[Terms, ...]
    concerns: frozenset[Address]


class Testimony:
    """The sentences about one table that a change of its figures can prove or belie."""

    def __init__(self, equations: Equations, said: Iterable[Said]) -> None:
        self._equations = equations
        self._statements = tuple(
            statement
            for each in said
            if each.when is When.THIS_YEAR and (statement := self._statement(each)) is not None
        )

    def weigh(self, candidate: RepairCandidate) -> float:
        """Return what to add to the cost of a candidate."""
        return _WEIGHT * sum(
            statement.agrees - self._will_agree(statement, candidate)
            for statement in self._about(candidate)
        )

    def supports(self, candidate: RepairCandidate) -> tuple[int, ...]:
        """Return the numbers in the texts with which the table will then agree, and did not."""
        return tuple(
            dict.fromkeys(
                statement.number
                for statement in self._about(candidate)
                if not statement.agrees and self._will_agree(statement, candidate)
            )
        )

    def _about(self, candidate: RepairCandidate) -> tuple[_Statement, ...]:
        return tuple(s for s in self._statements if not s.concerns.isdisjoint(candidate.after))

    def _will_agree(self, statement: _Statement, candidate: RepairCandidate) -> bool:
        return any(
            self._equations.come_to(terms)
            + sum(terms.get(address, 0) * by for address, by in candidate.changes.items())
            == statement.number
            for terms in statement.sums
        )

    def _statement(self, said: Said) -> _Statement | None:
        report = self._equations.report
        number = said.number
        if not said.quantity.is_exact or not isinstance(number, int):
            return None
        sums = said.mention.sums
        concerns = _cells_under(report.form, [a for s in sums for a in s.plus + s.minus])
        if any(address.section != self._equations.table.id for address in concerns):
            return None
        written_out = [self._written_out(each) for each in sums]
        filled = tuple(terms for terms in written_out if terms is not None)
        if len(filled) < len(sums):
            return None
        stands = (report.add(each.plus)[0] - report.add(each.minus)[0] for each in sums)
        return _Statement(number, number in stands, filled, concerns)

    def _written_out(self, each: Sum) -> Terms | None:
        plus, minus = self._equations.sum_of(each.plus), self._equations.sum_of(each.minus)
        if plus is None or minus is None:
            return None
        return {a: plus.get(a, 0) - minus.get(a, 0) for a in {**plus, **minus}}


def _cells_under(form: Form, addresses: Iterable[Address]) -> frozenset[Address]:
    found: set[Address] = set()
    for address in addresses:
        found |= {address, *_cells_under(form, form.addends.get(address, ()))}
    return frozenset(found)


def read_texts(report: Report) -> tuple[Said, ...]:
    """Find what the written parts say of the tables; worth keeping until a text changes."""
    return tuple(
        said
        for section, text in report.texts.items()
        if is_written(text)
        for said in find_mentions(report, Prose(section, text))
    )
