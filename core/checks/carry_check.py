"""This year's figures against last year's report (年度衔接)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.checks.tally import Balance
from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.forms.form import Carry
from core.report.finding import Finding, Severity
from core.report.prior import Prior
from core.report.report import Report


def year_before(report: Report) -> Prior | None:
    """Return the remembered report if it is of the year before; an older one proves nothing."""
    prior = report.prior
    return prior if prior is not None and prior.year == report.year - 1 else None


def check_carries(report: Report) -> Iterable[Finding]:
    """Find what does not go on from last year's report.

    A total is not told of where one of its addends is: it only follows.
    """
    prior = year_before(report)
    if prior is None:
        return
    found = {carry.to: finding for carry, finding in _broken(report, prior)}
    for to, finding in found.items():
        if found.keys().isdisjoint(report.form.addends.get(to, ())):
            yield finding


def carries_of(report: Report, address: Address) -> tuple[tuple[Carry, Balance], ...]:
    """Return what holds a figure against last year's report, each with its state."""
    prior = year_before(report)
    if prior is None:
        return ()
    return tuple(
        (carry, _state(report, prior, carry))
        for carry in report.form.carries
        if address in {carry.to, *carry.plus, *carry.minus}
        and None not in map(prior.figure, carry.sources)
    )


def _state(report: Report, prior: Prior, carry: Carry) -> Balance:
    figure, expected = report.figure(carry.to), _expected(report, prior, carry)
    if figure is None or expected is None:
        return Balance.UNFILLED
    return Balance.BALANCED if figure == expected else Balance.UNBALANCED


def _broken(report: Report, prior: Prior) -> Iterator[tuple[Carry, Finding]]:
    for carry in report.form.carries:
        figure, expected = report.figure(carry.to), _expected(report, prior, carry)
        if figure is None or expected is None or figure == expected:
            continue
        form = report.form
        difference = figure - expected if figure > expected else expected - figure
        yield (
            carry,
            Finding(
                code=carry.code,
                severity=Severity.WARNING,
                section=carry.section,
                message=(
                    f"“{carry.place}”的{form.term(carry, carry.to)}是{_shown(figure)}，"
                    f"{_sum_words(report, prior, carry)}应当是{_shown(expected)}，"
                    f"相差{_shown(difference)}。"
                ),
                advice="请核对是哪一年填错了；确有原因的，请写明说明。",
                addresses=(carry.to, *carry.plus, *carry.minus),
                left=figure,
                right=expected,
                difference=difference,
                basis=carry.basis,
            ),
        )


def _expected(report: Report, prior: Prior, carry: Carry) -> Number | None:
    """Return what last year's report makes of a figure; None where an addend is blank."""
    last = [prior.figure(address) for address in carry.sources]
    plus, without = report.add(carry.plus)
    minus, without_too = report.add(carry.minus)
    if without or without_too or None in last:
        return None
    return sum(figure for figure in last if figure is not None) + plus - minus


def _sum_words(report: Report, prior: Prior, carry: Carry) -> str:
    """Write out what the figure should be; a single figure of last year needs no sum."""
    form = report.form
    sources = [f"{form.term(carry, a)}{_shown(prior.figure(a))}" for a in carry.sources]
    if sources == [sources[0]] and not carry.plus + carry.minus:
        return f"按上年报告的{form.term(carry, carry.sources[0])}"
    added = "".join(f"＋{form.term(carry, a)}{_shown(report.figure(a))}" for a in carry.plus)
    taken = "".join(f"－{form.term(carry, a)}{_shown(report.figure(a))}" for a in carry.minus)
    return f"按上年报告的{'＋'.join(sources)}{added}{taken}"


def _shown(figure: Number | None) -> str:
    return show(figure, Kind.AMOUNT)
