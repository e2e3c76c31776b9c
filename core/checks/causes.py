"""Failing tallies that one wrong figure makes fail are one finding; the others hang under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from core.checks.equations import Equations
from core.checks.tally import Balance, Tally, TallyBoard, cells_under
from core.figures.address import Address
from core.figures.value import Number
from core.report.finding import Finding
from core.report.report import Report


@dataclass(frozen=True, slots=True)
class Suspect:
    """The one cell that several failing tallies point to, and what would balance them all."""

    address: Address
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A failing tally with those that fail for the same reason, and the cell, where it is sure."""

    chief: Tally
    others: tuple[Tally, ...] = ()
    suspect: Suspect | None = None


def find_causes(report: Report, board: TallyBoard) -> Iterator[Cause]:
    """Sort the failing tallies by what makes them fail, each once, in the order of the form."""
    failing = [tally for tally in board.tallies if tally.state is Balance.UNBALANCED]
    for section, group in groupby(failing, lambda tally: tally.identity.section):
        found = list(group)
        if len(found) == 1:
            yield Cause(found[0])
        else:
            yield from _sort(report, section, found)


def tell(report: Report, cause: Cause, words: Callable[[Tally], Finding]) -> Finding:
    """Tell a cause as one finding, which says what to put right and what need not be touched."""
    finding = words(cause.chief)
    suspect = cause.suspect
    if suspect is not None:
        place = report.form.figures[suspect.address].place
        advice = (
            f"不平的{len(cause.others) + 1}处都指向同一格：{place}现在是{suspect.before}，"
            f"改为{suspect.after}就都平衡。请先核对这一格。"
        )
        # Whatever total was printed here agrees with the others; its sum has the fault.
        finding = replace(finding, advice=advice, settles=None, suspect=suspect.address)
    elif cause.others:
        more = f"另有{len(cause.others)}处不平由此引起，不用另改。"
        finding = replace(finding, advice=f"{finding.advice}{more}")
    hint = f"由上面“{cause.chief.identity.place}”那一处引起，那里改正后再看，先不要改这里。"
    others = (replace(words(tally), advice=hint, settles=None) for tally in cause.others)
    return replace(finding, follows=tuple(others))


def differing_totals(report: Report, board: TallyBoard) -> tuple[Address, ...]:
    """Return the printed totals that differ from their sums, whatever is the cause of it."""
    totals = (
        tally.identity.computes
        for tally in board.tallies
        if tally.state is Balance.UNBALANCED and tally.identity.computes is not None
    )
    return tuple(dict.fromkeys(total for total in totals if report.is_kept(total)))


def _sort(report: Report, section: str, failing: list[Tally]) -> Iterator[Cause]:
    equations = Equations(report, section)
    place = {tally.identity.id: n for n, tally in enumerate(failing)}
    numbers = {
        place[equation.identity.id]: number
        for number, equation in enumerate(equations.all)
        if equation.excess and equation.identity.id in place
    }
    chief_of = {n: n for n in range(len(failing))}
    suspects: dict[int, Suspect] = {}
    for suspect, group in _crossings(equations, numbers):
        # A printed total that stays as it is may leave a tally out of balance all the same.
        balanced = [n for n in group if _balances(report, suspect, failing[n])]
        if len(balanced) > 1:
            suspects[balanced[0]] = suspect
            chief_of |= dict.fromkeys(balanced, balanced[0])
    for n, tally in enumerate(failing):
        if n not in numbers:
            told_with = {
                other: number
                for other, number in numbers.items()
                if (found := suspects.get(chief_of[other])) is None
                or _balances(report, found, tally)
            }
            chief_of[n] = chief_of[_origin(report, equations, told_with, tally, n)]
    for n, tally in enumerate(failing):
        if chief_of[n] == n:
            others = (failing[m] for m, chief in chief_of.items() if chief == n != m)
            yield Cause(tally, tuple(others), suspects.get(n))


def _crossings(equations: Equations, numbers: Mapping[int, int]) -> list[tuple[Suspect, list[int]]]:
    """Return cells where failing tallies meet that all want the same of them, each tally once."""
    found: dict[frozenset[int], list[Suspect]] = {}
    failing = {number: n for n, number in numbers.items()}
    for address, every in equations.of.items():
        met = frozenset(failing[number] for number in every if number in failing)
        if len(met) < 2:
            continue
        wanted = {equations.all[number].wants(address) for number in every}
        change = next(iter(wanted)) if len(wanted) == 1 else None
        before = equations.cells[address]
        if change and before + change >= 0:
            found.setdefault(met, []).append(Suspect(address, before, before + change))
    taken: set[int] = set()
    chosen = []
    for met, suspects in sorted(found.items(), key=lambda each: (-len(each[0]), sorted(each[0]))):
        if len(suspects) == 1 and taken.isdisjoint(met):
            taken |= met
            chosen.append((suspects[0], sorted(met)))
    return chosen


def _balances(report: Report, suspect: Suspect, tally: Tally) -> bool:
    """Tell whether a tally balances once the suspect is put right, and nothing else."""
    left, right = (
        [_figure_after(report, suspect, address) for address in side]
        for side in (tally.identity.left, tally.identity.right)
    )
    return None not in left and None not in right and _sum(left) == _sum(right)


def _figure_after(report: Report, suspect: Suspect, address: Address) -> Number | None:
    """Return a figure as it is once the suspect is put right; a printed total stays."""
    if address == suspect.address:
        return suspect.after
    addends = report.form.addends.get(address)
    if addends is None or report.is_kept(address):
        return report.figure(address)
    parts = [_figure_after(report, suspect, addend) for addend in addends]
    return None if None in parts else _sum(parts)


def _sum(figures: Iterable[Number | None]) -> Number:
    return sum((figure for figure in figures if figure is not None), 0)


def _origin(
    report: Report, equations: Equations, numbers: Mapping[int, int], tally: Tally, n: int
) -> int:
    """Return the tally that makes this one fail, which holds once its totals are added up anew."""
    own = tally.identity
    if equations.sum_of(own.left) is None or equations.sum_of(own.right) is None:
        return n  # not written out, so nothing is known of it
    figures = cells_under(report.form, own.addresses)
    best = {
        other: equations.all[number].printed in own.addresses
        for other, number in numbers.items()
        if _bears_on(equations, number, figures)
    }
    return min(best, key=lambda other: (not best[other], other), default=n)


def _bears_on(equations: Equations, number: int, figures: Iterable[Address]) -> bool:
    equation = equations.all[number]
    if equation.printed is not None:
        return equation.printed in figures
    return not set(figures).isdisjoint(equation.terms)
