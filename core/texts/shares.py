"""Shares (258件，占33.9%): each must fit its two numbers, where the whole is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Number
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


@dataclass(frozen=True, slots=True)
class _Share:
    """A share in a text, what its number states, and whether a number nearby may be its whole."""

    match: re.Match[str]
    told: Said | None
    fits_nearby: bool


def find_shares(prose: Prose) -> tuple[re.Match[str], ...]:
    """Find the shares that name no other whole than the report's own."""
    if "%" not in prose.plain and "百分之" not in prose.plain:
        return ()
    return tuple(
        match
        for match in _SHARE.finditer(prose.plain)
        if not match["of"] or _PLAIN_BASE.fullmatch(match["of"])
    )


class ShareCheck:
    """The shares of one part, held against the tables; each again only when its whole changed."""

    def __init__(
        self, report: Report, prose: Prose, said: list[Said], shares: tuple[re.Match[str], ...]
    ) -> None:
        self._prose = prose
        self._said = said
        by_end = {each.end: each for each in said} if shares else {}
        self._shares = [
            _Share(match, by_end.get(match.end("unit")), _fits_nearby(prose, match))
            for match in shares
        ]
        self._mentions = {
            each.told.mention.code: _whole_mentions(report, each.told)
            for each in self._shares
            if each.told
        }
        self._seen: dict[str, object] = {}
        self._found: dict[int, Finding | None] = {}

    def check(self, report: Report) -> Iterator[Finding]:
        """Warn where a share fits neither the whole that it names nor any other number nearby."""
        wholes = {
            code: (_wholes(report, mentions), _others(report, mentions))
            for code, mentions in self._mentions.items()
        }
        changed = {code for code, now in wholes.items() if self._seen.get(code) != now}
        self._seen.update(wholes)
        for place, share in enumerate(self._shares):
            if share.fits_nearby:
                continue
            code = share.told.mention.code if share.told else ""
            # What repairs a share depends on all that its sentence says: judged each time.
            if code in changed or self._found.get(place, self) is not None:
                named, others = wholes.get(code) or (_whole_before(self._prose, share.match), [])
                self._found[place] = self._judge(report, share, named, others)
            found = self._found[place]
            if found is not None:
                yield found

    def agreeing(self, report: Report) -> Iterator[tuple[int, int, int, int, Decimal]]:
        """Yield the shares that fit the whole that they name: their place, numbers and share."""
        for share in self._shares:
            match, told = share.match, share.told
            part, printed = _number(match["n"]), _percent(match)
            mentions = self._mentions[told.mention.code] if told else ()
            wholes = _wholes(report, mentions) if told else _whole_before(self._prose, match)
            fitting = [whole for whole in wholes if _fits(part, whole, printed)]
            if fitting:
                yield match.start(), match.end(), part, fitting[0], printed

    def _judge(
        self, report: Report, share: _Share, wholes: list[int], others: list[int]
    ) -> Finding | None:
        prose, match = self._prose, share.match
        part, printed = _number(match["n"]), _percent(match)
        if not wholes or any(_fits(part, whole, printed) for whole in (*wholes, *others)):
            return None
        sure = _sure_whole(prose, match, [*wholes, *others])
        whole = sure or min(wholes, key=lambda each: abs(percent(part, each, printed) - printed))
        right, unit = percent(part, whole, printed), match["unit"]
        mentions = self._mentions[share.told.mention.code] if share.told else ()
        numbers: tuple[Number, Number, Number] = printed, right, abs(right - printed)
        why = f"是{whole}{unit}的{right}%，相差{numbers[2]}个百分点"
        if right == printed:  # only a part that is more than its whole
            numbers = part, whole, part - whole
            why = f"比总数{whole}{unit}还多{numbers[2]}{unit}"
        return Finding(
            code="X52",
            severity=Severity.WARNING,
            section=prose.section,
            message=(
                f"“{prose.quote(match.start(), match.end())}”与总数对不上：{part}{unit}{why}。"
            ),
            advice="请核对这个数、总数和百分比，改正不对的一处。",
            addresses=tuple(a for m in mentions for terms in m.sums[:1] for a in terms.plus),
            left=numbers[0],
            right=numbers[1],
            difference=numbers[2],
            spot=prose.spot(match.start(), match.end()),
            repair=_repair(report, prose, match, right, self._said)
            if sure and part <= sure
            else None,
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


def _wholes(report: Report, mentions: Sequence[Mention]) -> list[int]:
    """Return the totals in the tables of which a number is a part."""
    sums = [at_least(report, mention.sums[0]) for mention in mentions]
    return [int(value) for value, exact in sums if exact and value > 0]


def _whole_before(prose: Prose, match: re.Match[str]) -> list[int]:
    """Return the number before the 其中 in whose list the share stands."""
    clause = prose.clause_at(match.start())
    if clause.part is None:
        return []
    before = prose.before(clause.sentence, clause.part)
    found = re.search(rf"({_NUMBER}){match['unit']}[\u4e00-\u9fff]{{0,6}}[，,:(]*$", before)
    return [whole] if found and (whole := _number(found[1])) else []


def _others(report: Report, mentions: Sequence[Mention]) -> list[int]:
    """Return the other sums that the tables offer as a whole."""
    found = []
    for mention in mentions:
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


def _fits_nearby(prose: Prose, match: re.Match[str]) -> bool:
    part, printed = _number(match["n"]), _percent(match)
    return any(_fits(part, whole, printed) for whole in _nearby(prose, match))


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _percent(match: re.Match[str]) -> Decimal:
    return Decimal(match["word"] or match["sign"] or match["bracket"])


def _fits(part: int, whole: int, printed: Decimal) -> bool:
    """Tell whether a printed percentage is the share, rounded or cut off."""
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    return part <= whole and abs(100 * part - printed * whole) < step * whole
