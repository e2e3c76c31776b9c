"""Shares (258件，占33.9%): each must fit its two numbers, where the whole is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.figures.address import Address
from core.figures.share import percent
from core.forms.form import Mention
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.report.text_repair import TextRepair, spell_like
from core.texts.clauses import FAR, Prose
from core.texts.context import When
from core.texts.mentions import Said
from core.texts.sums import at_least

_NUMBER = r"(?<![\d.])\d[\d,]{0,14}"
_PERCENT = r"\d{1,3}(?:\.\d{1,4})?"
_SHARE = re.compile(
    rf"(?P<n>{_NUMBER})(?P<unit>[件份宗起例条次项个部])"
    rf"(?:[，,、(]?占(?P<of>[^，,;。()\d%]{{0,16}}?)(?:百分之(?P<word>{_PERCENT})|(?P<sign>{_PERCENT})%)"
    rf"|\((?P<bracket>{_PERCENT})%\))"
)
_PLAIN_BASE = re.compile(
    "(?:比|全部|全年|所有|本年度?|申请|主动|公开|政府|信息|受理|收到|办结|答复|办理|结果|总|数|量"
    "|件|条|比重|比例|的|为|是|到|达|了)*"
)


def find_shares(prose: Prose) -> tuple[re.Match[str], ...]:
    """Find the shares that name no other whole than the report's own."""
    if "%" not in prose.plain and "百分之" not in prose.plain:
        return ()
    return tuple(
        match
        for match in _SHARE.finditer(prose.plain)
        if not match["of"] or _PLAIN_BASE.fullmatch(match["of"])
    )


def check_shares(
    report: Report, prose: Prose, said: list[Said], shares: tuple[re.Match[str], ...]
) -> Iterator[Finding]:
    """Warn where a share fits neither the whole that it names nor any other number nearby."""
    by_end = {each.end: each for each in said} if shares else {}
    for match in shares:
        told = by_end.get(match.end("unit"))
        wholes = _wholes(report, told) if told else _whole_before(prose, match)
        if not wholes:
            continue
        part, printed = _number(match["n"]), _percent(match)
        others = [*_others(report, told), *_nearby(prose, match)]
        if any(_fits(part, whole, printed) for whole in (*wholes, *others)):
            continue
        sure = _sure_whole(prose, match, [*wholes, *_others(report, told)])
        whole = sure or min(wholes, key=lambda each: abs(percent(part, each, printed) - printed))
        right, unit = percent(part, whole, printed), match["unit"]
        yield Finding(
            code="X52",
            severity=Severity.WARNING,
            section=prose.section,
            message=(
                f"“{prose.quote(match.start(), match.end())}”与总数对不上：{part}{unit}"
                f"是{whole}{unit}的{right}%，相差{abs(right - printed)}个百分点。"
            ),
            advice="请核对这个数、总数和百分比，改正不对的一处。",
            addresses=tuple(
                a for m in _whole_mentions(report, told) for terms in m.sums[:1] for a in terms.plus
            ),
            left=printed,
            right=right,
            difference=abs(right - printed),
            spot=prose.spot(match.start(), match.end()),
            repair=_repair(report, prose, match, right, said) if sure and part <= sure else None,
        )


def _sure_whole(prose: Prose, match: re.Match[str], wholes: list[int]) -> int | None:
    """Return the whole that is meant: the only one there is, or the only one told before."""
    before = prose.before(prose.clause_at(match.start()).sentence, match.start())
    numbers = [_number(each) for each in re.findall(rf"({_NUMBER}){match['unit']}", before)]
    larger = {each for each in numbers if each > _number(match["n"])} or set(wholes)
    return larger.pop() if len(larger) == 1 and larger <= set(wholes) else None


def _repair(
    report: Report, prose: Prose, match: re.Match[str], right: Decimal, said: list[Said]
) -> TextRepair | None:
    """Return what puts a share right, where all that its sentence says of the tables is true."""
    sentence = prose.clause_at(match.start()).sentence
    cells: list[Address] = []
    for each in said:
        if each.clause.sentence == sentence and each.when is When.THIS_YEAR:
            sums = [at_least(report, terms) for terms in each.mention.sums]
            if not any(each.quantity.fits(value, exact=exact) for value, exact in sums):
                return None
            cells += (a for terms in each.mention.sums for a in terms.plus + terms.minus)
            wholes = _whole_mentions(report, each)
            cells += (a for m in wholes for terms in m.sums[:1] for a in terms.plus)
    group = next(name for name in ("word", "sign", "bracket") if match[name])
    digits = prose.spot(*match.span(group))
    spot = prose.spot(match.start(group), match.end(group) + (group != "word"))  # with its %
    written = prose.text[digits.start : digits.end]
    new = spell_like(written, right)
    if not new:
        return None
    old = prose.text[spot.start : spot.end]
    new += old.removeprefix(written)
    cells = list(dict.fromkeys(cells))
    return TextRepair(spot.section, spot.start, spot.end, old, new, rests_on=tuple(cells))


def _whole_mentions(report: Report, told: Said | None) -> list[Mention]:
    """Return the mentions of which a figure of the tables is a part."""
    codes = told.mention.part_of if told else ()
    return [mention for mention in report.form.mentions if mention.code in codes]


def _wholes(report: Report, told: Said) -> list[int]:
    """Return the totals in the tables of which the number is a part."""
    sums = [at_least(report, mention.sums[0]) for mention in _whole_mentions(report, told)]
    return [int(value) for value, exact in sums if exact and value > 0]


def _whole_before(prose: Prose, match: re.Match[str]) -> list[int]:
    """Return the number before the 其中 in whose list the share stands."""
    clause = prose.clause_at(match.start())
    if clause.part is None:
        return []
    before = prose.before(clause.sentence, clause.part)
    found = re.search(rf"({_NUMBER}){match['unit']}[\u4e00-\u9fff]{{0,6}}[，,:(]*$", before)
    return [whole] if found and (whole := _number(found[1])) else []


def _others(report: Report, told: Said | None) -> list[int]:
    """Return the other sums that the tables offer as a whole."""
    found = []
    for mention in _whole_mentions(report, told):
        for terms in mention.sums[1:]:
            value, exact = at_least(report, terms)
            found += [int(value)] if exact else []
        total, missing = report.add(mention.mistaken_for)
        found += [] if missing else [int(total)]
    return found


def _nearby(prose: Prose, match: re.Match[str]) -> list[int]:
    """Return the numbers in the same unit from the heading above to the end of the sentence.

    The sum of the sentence's own shares is among them: it may be the whole that is meant.
    """
    begin, _ = prose.head(match.start())
    end = prose.sentence_end(match.start())
    nearby = prose.before(begin, match.start()) + prose.plain[match.start() : end]
    numbers = [_number(found) for found in re.findall(rf"({_NUMBER}){match['unit']}", nearby)]
    sentence = prose.clause_at(match.start()).sentence
    shares = _SHARE.finditer(prose.plain, max(sentence, match.start() - FAR), end)
    return [*numbers, sum(_number(each["n"]) for each in shares)]


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _percent(match: re.Match[str]) -> Decimal:
    return Decimal(match["word"] or match["sign"] or match["bracket"])


def _fits(part: int, whole: int, printed: Decimal) -> bool:
    """Tell whether a printed percentage is the share, rounded or cut off."""
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    return part <= whole and whole > 0 and abs(100 * part - printed * whole) < step * whole
