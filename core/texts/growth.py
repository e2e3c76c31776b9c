"""Growth in the texts (同比增长11.4%): against the numbers beside it, and against last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Number
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Prose
from core.texts.context import When
from core.texts.mentions import Said

_UP = "增长|增加|上升|提高|提升|增幅为?"
_DOWN = "下降|减少|降低|降幅为?"
_PAST = r"(?:同比|环比去年|(?:比|较|与)(?:上一?年度?|去年|20\d\d年度?)(?:同期)?(?:相比)?)"
_N = r"\d[\d,]{0,14}"
_UNITS = "[件份宗起例条次项个部篇期场人家]"
_RATE = r"(?P<rate>\d{1,4}(?:\.\d{1,3})?)%"
_BESIDE = re.compile(
    rf"(?<![\d.,])(?P<n>{_N})(?P<unit>{_UNITS})(?:次)?[，,(]{_PAST}[，,]?"
    rf"(?:(?P<up>{_UP})|(?:{_DOWN}))了?(?P<by>{_N})(?P=unit)(?:次)?[，,、(]"
    rf"(?:{_PAST})?(?:{_UP}|{_DOWN}|增长率为?)了?(?:约)?{_RATE}"
)
_BEHIND = re.compile(
    rf"[，,(]?{_PAST}[，,]?(?:(?P<up>{_UP})|(?:{_DOWN}))了?(?:{_RATE}|(?P<by>{_N}){_UNITS})"
)


def check_growth(prose: Prose) -> Iterator[Finding]:
    """Warn where a growth does not follow from the number and the change that stand beside it."""
    if "%" not in prose.plain:
        return
    for match in _BESIDE.finditer(prose.plain):
        number, by, rate = _int(match["n"]), _int(match["by"]), Decimal(match["rate"])
        before = number - by if match["up"] else number + by
        if before <= 0 or _fits(by, before, rate):
            continue
        right = percent(by, before, rate)
        verb, unit = ("增加", match["unit"]) if match["up"] else ("减少", match["unit"])
        yield _finding(
            prose,
            (match.start(), match.end()),
            f"与前面的数对不上：{number}{unit}比上年{verb}{by}{unit}，上年是{before}{unit}，"
            f"{verb}的比例是{right}%。",
            (rate, right),
        )


def check_growth_by_prior(report: Report, said: list[Said]) -> Iterator[Finding]:
    """Warn where a growth is not what last year's report gives, where that is known."""
    prior = report.prior
    if prior is None or prior.year != report.year - 1:
        return
    for each in said:
        if each.when is not When.THIS_YEAR or not each.quantity.is_exact:
            continue
        match = _BEHIND.match(each.prose.plain, each.end)
        if match is None:
            continue
        every = [_last(report, terms.plus, terms.minus) for terms in each.mention.sums]
        known = [last for last in every if last is not None and last > 0]
        if len(known) < len(every):
            continue
        sign = 1 if match["up"] else -1
        changes = [(sign * (Decimal(each.number) - last), last) for last in known]
        if match["by"]:
            told: Decimal = Decimal(_int(match["by"]))
            right, unit = changes[0][0], ""
            if any(change == told for change, _ in changes):
                continue
        else:
            told = Decimal(match["rate"])
            right, unit = percent(changes[0][0], changes[0][1], told), "%"
            if any(_fits(change, last, told) for change, last in changes):
                continue
        turned = "" if right >= 0 else "，增减也相反"
        yield _finding(
            each.prose,
            (each.start, match.end()),
            f"与上年的报告对不上：上年{each.mention.name}是{known[0]}，"
            f"到{each.number}应当是{abs(right)}{unit}{turned}。",
            (told, right),
        )


def _last(report: Report, plus: tuple[Address, ...], minus: tuple[Address, ...]) -> Decimal | None:
    """Return last year's sum, None where one of its figures is not known."""
    total = Decimal(0)
    for addresses, sign in ((plus, 1), (minus, -1)):
        for address in addresses:
            figure = report.prior.figure(address) if report.prior else None
            if figure is None:
                return None
            total += sign * Decimal(figure)
    return total


def _fits(by: Number, before: Number, rate: Decimal) -> bool:
    """Tell whether a printed rate is the change in percent, rounded or cut off."""
    step = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    return abs(Decimal(100) * by - rate * before) < step * before


def _finding(
    prose: Prose, place: tuple[int, int], message: str, numbers: tuple[Decimal, Decimal]
) -> Finding:
    return Finding(
        code="X53",
        severity=Severity.WARNING,
        section=prose.section,
        message=f"“{prose.quote(*place)}”{message}",
        advice="请核对这个数、上年的数和增减，改正不对的一处。",
        left=numbers[0],
        right=numbers[1],
        difference=abs(numbers[0] - numbers[1]),
        spot=prose.spot(*place),
    )


def _int(digits: str) -> int:
    return int(digits.replace(",", ""))
