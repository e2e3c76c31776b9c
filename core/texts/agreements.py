"""What in the written parts agrees, its arithmetic spelled out: told only to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Number
from core.forms.form import Terms
from core.forms.naming import table_name
from core.report.finding import Spot
from core.report.report import Report
from core.texts.check import TextCheck
from core.texts.clauses import Prose
from core.texts.context import When
from core.texts.mentions import Said
from core.texts.parts import find_whole_lists
from core.texts.shares import ShareCheck
from core.texts.sums import at_least

_MOST_ADDENDS = 12


@dataclass(frozen=True, slots=True)
class Agreement:
    """A place of a text that agrees, and the sum or the figure that it agrees with."""

    spot: Spot
    words: str
    addresses: tuple[Address, ...] = ()


def find_agreements(report: Report) -> tuple[Agreement, ...]:
    """Find all that agrees in the written parts, in their order."""
    found: list[Agreement] = []
    for prose, told, shares in TextCheck().readings(report):
        here = [
            *_statements(report, told),
            *_lists(prose),
            *_shares(report, prose, shares),
        ]
        found += sorted(here, key=lambda each: each.spot.start)
    return tuple(found)


def _statements(report: Report, told: list[Said]) -> Iterator[Agreement]:
    for said in told:
        if said.when is not When.THIS_YEAR or said.digits is None:
            continue
        for terms in said.mention.sums:
            value, exact = at_least(report, terms)
            if exact and said.quantity.fits(value, exact=True):
                table = table_name(report.form, terms.plus[0].section)
                words = f"{said.mention.name}{_sum(report, terms, value)}，与{table}一致"
                yield Agreement(said.prose.spot(*said.digits), words, terms.plus + terms.minus)
                break


def _sum(report: Report, terms: Terms, value: Number) -> str:
    """Spell out how a sum comes about, where it is one of a few figures that are not nought."""
    signed = [(a, "＋") for a in terms.plus] + [(a, "－") for a in terms.minus]
    figures = [(sign, figure) for a, sign in signed if (figure := report.figure(a) or 0)]
    if not 1 < len(figures) <= _MOST_ADDENDS:
        return f"{value}"
    spelt = "".join(f"{sign}{figure}" for sign, figure in figures).removeprefix("＋")
    return f"{spelt}＝{value}"


def _lists(prose: Prose) -> Iterator[Agreement]:
    for start, end, numbers, whole in find_whole_lists(prose):
        spelt = "＋".join(map(str, numbers))
        words = f"其中{len(numbers)}项相加{spelt}＝{sum(numbers)}，与“{whole}”一致"
        yield Agreement(prose.spot(start, end), words)


def _shares(report: Report, prose: Prose, shares: ShareCheck) -> Iterator[Agreement]:
    for start, end, part, whole, printed in shares.agreeing(report):
        words = (
            f"{part}÷{whole}＝{percent(part, whole, printed)}%，与“{prose.quote(start, end)}”一致"
        )
        yield Agreement(prose.spot(start, end), words)
