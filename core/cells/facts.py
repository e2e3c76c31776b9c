"""What is known of one cell (单元格卡片): the lines that card, tooltip and screen reader share."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.checks.carry_check import carries_of
from core.checks.inspection import Inspection
from core.checks.tally import GRAVEST_FIRST, Balance, Tally
from core.checks.tally_words import sentence, terms, verdict
from core.figures.address import Address
from core.figures.share import percent
from core.figures.value import Kind, Number, State, show
from core.forms.form import Figure
from core.report.report import Report


class Aspect(enum.Enum):
    """What a line about a cell is about."""

    PLACE = "place"
    FAULT = "fault"
    """What stands there is no figure, or another total than the sum."""
    DOUBT = "doubt"
    REMARK = "remark"
    PRIOR = "prior"
    ORIGIN = "origin"
    TALLY = "tally"
    CARRY = "carry"
    """What holds it against last year's report."""
    MENTION = "mention"
    """What the written parts may say of it, which is held against it."""
    UNWATCHED = "unwatched"
    DEFINITION = "definition"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a cell; ``state`` is that of the tally it tells of."""

    aspect: Aspect
    words: str
    state: Balance | None = None


_ADDENDS = 3
"""A card names no more addends of a total than this."""
_IN_TIP = (
    Aspect.FAULT,
    Aspect.DOUBT,
    Aspect.REMARK,
    Aspect.DEFINITION,
    Aspect.PRIOR,
    Aspect.ORIGIN,
)


def facts(inspection: Inspection, address: Address) -> tuple[Fact, ...]:
    """Tell all that is known of a cell: what may be wrong first, the law last."""
    report = inspection.report
    figure = report.form.figures[address]
    return (
        Fact(Aspect.PLACE, place_of(figure)),
        *_state(report, address),
        *_prior(report, address),
        *_origin(report, address),
        *_watching(inspection, address),
        *_law(figure, report.form.table(address.section).basis),
        *_mentions(report, address),
    )


def tip(inspection: Inspection, address: Address) -> str:
    """Tell a cell in a few lines, for a tooltip."""
    known = facts(inspection, address)
    watching = [f"{fact.words}" for fact in known if fact.state is Balance.UNBALANCED]
    return "\n".join([*(f.words for f in known if f.aspect in _IN_TIP), *watching])


def read_out(inspection: Inspection, address: Address) -> str:
    """Say a cell to a screen reader: row, column, value, state."""
    figure, value = inspection.report.form.figures[address], inspection.report.value(address)
    shown = show(inspection.report.figure(address), figure.kind) or value.text or "空白"
    return "，".join((figure.row.name, figure.column.name, shown, _standing(inspection, address)))


def _standing(inspection: Inspection, address: Address) -> str:
    """Say how a cell stands: what is the matter with it, whence it is, what its tallies say."""
    report = inspection.report
    value = report.value(address)
    if value.state is State.REFUSED:
        return value.remark
    said = []
    if address in report.doubts:
        said.append("没有读准")
    elif report.is_kept(address):
        said.append("来源印的总计")
    elif value.state is State.BLANK and value.text:
        said.append("按未填读取")
    elif report.form.figures[address].computed:
        said.append("算出")
    states = {tally.state for tally in inspection.board.of(address)}
    gravest = next((s for s in GRAVEST_FIRST if s in states), None)
    if gravest is not None:
        said.append(gravest.value)
    elif report.figure(address) is None and not said:
        said.append(Balance.UNFILLED.value)
    return "、".join(said) or "没有勾稽"


def spoken(inspection: Inspection, address: Address) -> str:
    """Tell the rest of a cell to a screen reader, what `read_out` does not say."""
    return "。".join(f.words for f in facts(inspection, address) if f.aspect is not Aspect.PLACE)


def prior_words(report: Report, address: Address) -> str:
    """Tell last year's figure and how far this year's is from it; empty where none is known."""
    prior = report.prior
    last = prior.figure(address) if prior else None
    if prior is None or last is None:
        return ""
    kind = report.form.figures[address].kind
    when = "上年" if prior.year == report.year - 1 else f"{prior.year}年"
    now = report.figure(address)
    words = f"{when} {show(last, kind)}"
    return words if now is None else f"{words}，{_change(last, now)}"


def _change(last: Number, now: Number) -> str:
    if now == last:
        return "持平"
    amount = now - last if now > last else last - now
    words = f"{'增加' if now > last else '减少'}{show(amount, Kind.AMOUNT)}"
    if last <= 0:
        return words
    return f"{words}，{percent(amount, last)}%"


def place_of(figure: Figure) -> str:
    """Name a cell by its row and its column, with its unit."""
    unit = f"（单位：{figure.unit}）" if figure.unit else ""
    return f"{figure.row.name}　{figure.column.name}{unit}"


def _state(report: Report, address: Address) -> list[Fact]:
    """Tell what is the matter with what stands there."""
    value, doubt = report.value(address), report.doubts.get(address)
    kind = report.form.figures[address].kind
    found = []
    if value.state is State.REFUSED:
        found.append(Fact(Aspect.FAULT, f"填的是“{value.text}”：{value.remark}"))
    elif report.is_kept(address):
        total = show(report.computed(address), kind) or "（有空格，算不出）"
        found.append(Fact(Aspect.FAULT, f"来源印的总计是{value.text}，各项相加是{total}"))
    elif value.remark:
        found.append(Fact(Aspect.REMARK, f"填的是“{value.text}”：{value.remark}"))
    elif value.text and value.text != show(value.figure, kind):
        found.append(Fact(Aspect.REMARK, f"填的是“{value.text}”"))
    if doubt is not None:
        found.append(Fact(Aspect.DOUBT, f"没有读准：{doubt.why}，来源中是“{doubt.text}”"))
    return found


def _prior(report: Report, address: Address) -> list[Fact]:
    words = prior_words(report, address)
    return [Fact(Aspect.PRIOR, words)] if words else []


def _origin(report: Report, address: Address) -> list[Fact]:
    origin = report.origin(address)
    if origin is not None:
        return [Fact(Aspect.ORIGIN, f"来源：{origin.words}")]
    if not report.form.figures[address].computed:
        return []
    return [Fact(Aspect.ORIGIN, f"来源：由程序计算，{_sum(report, address)}")]


def _sum(report: Report, address: Address) -> str:
    """Write out the sum that a total is; of a long one only what is not zero."""
    blank = report.blanks_under((address,))
    if blank:
        return f"还有{len(blank)}格未填"
    identity = next(i for i in report.form.totals if i.computes == address)
    if len(identity.left) > 2 and not any(report.figure(a) for a in identity.left):
        return "各项都是0"
    return terms(report, identity, identity.left, _ADDENDS)


def _watching(inspection: Inspection, address: Address) -> list[Fact]:
    """Tell which rules watch the cell: its tallies, and last year's report."""
    report = inspection.report
    found = [Fact(Aspect.TALLY, _tally(report, t), t.state) for t in inspection.board.of(address)]
    for carry, state in carries_of(report, address):
        found.append(Fact(Aspect.CARRY, f"{state.sign} {carry.name}", state))
    if not found:
        found.append(Fact(Aspect.UNWATCHED, "没有勾稽关系管到这一格，请对照来源核对"))
    return found


def _mentions(report: Report, address: Address) -> list[Fact]:
    """Name what the written parts may say of the cell; that is held against it."""
    said = report.form.mentioned.get(address, ())
    words = f"文字里写到{'、'.join(said)}的，都与这一格核对"
    return [Fact(Aspect.MENTION, words)] if said else []


def _tally(report: Report, tally: Tally) -> str:
    identity = tally.identity
    if identity.captions:
        return f"{tally.state.sign} {identity.place}：{sentence(report, tally)}"
    return f"{verdict(tally)} {identity.name}"


def _law(figure: Figure, basis: str) -> list[Fact]:
    """Tell the definition, and the article that it rests on: the row's own, else the table's."""
    definitions = dict.fromkeys(w for w in (figure.row.definition, figure.column.definition) if w)
    found = [Fact(Aspect.DEFINITION, words) for words in definitions]
    basis = figure.row.basis or basis
    return [*found, Fact(Aspect.BASIS, f"依据：{basis}")] if basis else found
