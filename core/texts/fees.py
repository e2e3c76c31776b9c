"""What the texts say of 信息处理费: once, with its amount, and within the fees of the table.

The rules on the fee are 国办函〔2020〕109号; the notices of provinces that carry them out (Sichuan,
Henan, Anhui) call it a 行政事业性收费. Many offices leave it out of the table all the same: that
the text tells more than the table is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import TextRole
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Prose
from core.texts.context import When, when
from core.texts.quantities import Quantity, read_quantity

CODE = "X76"
_BASIS = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
_FEES = Address("proactive.fee.amount")
_AMOUNT = re.compile(
    r"(?:收取|收到|征收)(?:的)?(?:政府信息公开)?信息处理费用?(?:共计|合计|总计|累计|总额|金额|共|为|是){0,3}"
    r"(?P<a>\d[\d,]{0,14}(?:\.\d{1,6})?万?元)"
    r"|信息处理费用?(?:收取)?(?:总额|金额|收入)?(?:共计|合计|总计|累计|共|为|是){0,2}"
    r"(?P<b>\d[\d,]{0,14}(?:\.\d{1,6})?万?元)"
)
_NONE = re.compile(
    "(?:未|没有|无)(?:依法|依规|按规定|向申请人)*(?:收取|收过|发生|产生)(?:过)?(?:任何)?"
    "(?:依申请公开|政府信息公开)?(?:的)?信息处理费"
)
_TOLD = re.compile("未|没有|无|不收|免|暂停|[0-9零〇一二三四五六七八九十百千万]元")
_GATHERS = re.compile("收取(?:了)?(?:政府信息公开)?信息处理费|信息处理费(?:的)?收取")


@dataclass(frozen=True, slots=True)
class FeeSaid:
    """A statement of the fee of the report's year, in 万元; a denial says 0."""

    prose: Prose
    start: int
    end: int
    quantity: Quantity


def find_fees(report: Report, prose: Prose) -> tuple[FeeSaid, ...]:
    """Find what a part says of the fee of the report's year."""
    if "信息处理费" not in prose.plain:
        return ()
    found = []
    for pattern in (_AMOUNT, _NONE):
        for match in pattern.finditer(prose.plain):
            amount = match["a"] or match["b"] if pattern is _AMOUNT else "0元"
            quantity = read_quantity(amount)
            at = next((c for c in prose.clauses if c.start <= match.start() < c.end), None)
            if quantity is not None and (
                at is None or when(prose, at, match.start(), report.year) is When.THIS_YEAR
            ):
                found.append(FeeSaid(prose, match.start(), match.end(), quantity))
    return tuple(sorted(found, key=lambda each: each.start))


def check_fees(report: Report, said: list[FeeSaid]) -> Iterator[Finding]:
    """Hold the statements of the fee against each other and against the table's fees."""
    for later in said[1:]:
        first = said[0]
        if first.quantity.low > later.quantity.high or later.quantity.low > first.quantity.high:
            words = f"与“{first.prose.quote(first.start, first.end)}”不一致。"
            yield _finding(later, words, first.quantity.number, ())
    fees = report.figure(_FEES) if _FEES in report.form.figures else None
    for each in said:
        if fees is not None and each.quantity.low - _grain(fees) >= Decimal(fees):
            words = (
                f"比表二“行政事业性收费”的{fees}万元还多。信息处理费属于行政事业性收费，"
                "表二计不计入，各地口径不一。"
            )
            yield replace(_finding(each, words, fees, (_FEES,)), severity=Severity.HINT)


def check_fee_told(report: Report, prose: Prose) -> Iterator[Finding]:
    """Hint at a last part that says that the fee was collected, and not how much."""
    if report.form.text(prose.section).role is not TextRole.OTHER or _TOLD.search(prose.plain):
        return
    match = _GATHERS.search(prose.plain)
    if match is not None:
        yield Finding(
            code=CODE,
            severity=Severity.HINT,
            section=prose.section,
            message=f"“{prose.quote(match.start(), match.end())}”没有写明金额。",
            advice="收取过信息处理费的写明金额（元），没有收取的写明没有收取。",
            spot=prose.spot(match.start(), match.end()),
            basis=_BASIS,
        )


def _grain(fees: Number) -> Decimal:
    """Return the last place to which the table tells its amount."""
    return Decimal(1).scaleb(min(int(Decimal(fees).as_tuple().exponent), -2)) / 2


def _finding(said: FeeSaid, words: str, other: Number, cells: tuple[Address, ...]) -> Finding:
    number = said.quantity.number
    return Finding(
        code=CODE,
        severity=Severity.WARNING,
        section=said.prose.section,
        message=f"“{said.prose.quote(said.start, said.end)}”{words}",
        advice="请核对收取信息处理费的金额，改正不对的一处。",
        addresses=cells,
        left=number,
        right=other,
        spot=said.prose.spot(said.start, said.end),
        basis=_BASIS,
    )
