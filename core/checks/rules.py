"""The rules that judge a report, each with what it watches and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from core.checks.carry_check import check_carries
from core.checks.causes import find_causes, tell
from core.checks.tally import Tally, TallyBoard
from core.checks.text_watch import TextWatch
from core.figures.address import Address
from core.figures.value import BLANK, Kind, State
from core.forms.form import Form, Identity
from core.report.edits import COVER, PRIOR
from core.report.finding import Finding, Severity, Spot
from core.report.link import BLANK_WORDS
from core.report.report import Report

if TYPE_CHECKING:
    from core.texts.office_rules import OfficeRules

Check = Callable[[Report, TallyBoard], Iterable[Finding]]

LONGEST_QUOTE = 40
"""A finding quotes no more of a cell than this; the cell itself has all of it."""


EMPTY_REPORT = "Z01"
"""The code of a report of zeros alone, which an office must confirm."""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check, the codes of what it finds, and the parts of the report on which it depends.

    Codes are never reused. The codes of tallies, of carries and of mentions stand in the form.
    ``told`` are the codes, or what returns them where only reading a text needs to know them.
    ``ahead`` does the work of the check in small pieces, whose end is the check itself.
    """

    name: str
    told: tuple[str, ...] | Callable[[], tuple[str, ...]]
    basis: str
    check: Check
    watches_tables: bool = False
    watches_texts: bool = False
    watches_cover: bool = False
    watches_prior: bool = False
    ahead: Callable[[Report], Iterator[None]] | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what the check finds."""
        return self.told if isinstance(self.told, tuple) else self.told()

    def concerns(self, form: Form, sections: AbstractSet[str]) -> bool:
        """Tell whether a change in these sections can change what the rule finds."""
        if (self.watches_cover and COVER in sections) or (self.watches_prior and PRIOR in sections):
            return True
        if self.watches_tables and any(table.id in sections for table in form.tables):
            return True
        return self.watches_texts and any(text.id in sections for text in form.texts)


def _unbalanced(report: Report, board: TallyBoard) -> Iterable[Finding]:
    for cause in find_causes(report, board):
        yield tell(report, cause, lambda tally: _tally_finding(report, tally))


def _tally_finding(report: Report, tally: Tally) -> Finding:
    identity = tally.identity
    if identity.is_sum:
        message, advice = _sum_words(report, tally)
    else:
        message, advice = _balance_words(report, tally)
    total = identity.right[0]
    return Finding(
        code=identity.code,
        severity=Severity.ERROR,
        section=identity.section,
        message=message,
        advice=advice,
        addresses=identity.addresses,
        left=tally.left,
        right=tally.right,
        difference=tally.difference,
        settles=total if identity.computes and report.is_kept(total) else None,
        basis=identity.basis,
    )


def _balance_words(report: Report, tally: Tally) -> tuple[str, str]:
    identity = tally.identity
    line = "列" if identity.along == "column" else "行"
    left = _terms(report, identity, identity.left)
    right = _terms(report, identity, identity.right)
    message = (
        f"{identity.place}一{line}不平：{left}＝{tally.left}，"
        f"{right}＝{tally.right}，相差{tally.difference}。"
    )
    rows = "、".join(report.form.term(identity, a) for a in identity.addresses)
    return message, f"请核对这一{line}的{rows}，改正填错的一格。"


def _sum_words(report: Report, tally: Tally) -> tuple[str, str]:
    identity, total = tally.identity, tally.identity.right[0]
    figure = report.form.figures[total]
    name = figure.column.name if identity.along == "row" else figure.row.name
    terms = _terms(report, identity, [a for a in identity.left if report.figure(a)])
    if len(identity.left) > len(report.form.table(identity.section).columns):
        terms = "各项"
    message = (
        f"“{identity.place}”的{name}不等于各项之和：{terms or '各项'}相加得{tally.left}，"
        f"{name}是{tally.right}，相差{tally.difference}。"
    )
    if report.is_kept(total):
        return message, f"{name}是来源中印出的数。各项都没有错时，请改用相加得出的{tally.left}。"
    return message, "请核对各项和总计，改正填错的一格。"


def _terms(report: Report, identity: Identity, addresses: Iterable[Address]) -> str:
    return "＋".join(f"{report.form.term(identity, a)}{report.figure(a)}" for a in addresses)


def _quoted(text: str) -> str:
    """Return a cell's text as a sentence can hold it: one line, cut where it is no figure's."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def _refused(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    for address in report.refused():
        value, figure = report.value(address), report.form.figures[address]
        wanted = "数字" if figure.kind is Kind.AMOUNT else "整数"
        yield Finding(
            code="V01",
            severity=Severity.ERROR,
            section=address.section,
            message=f"{figure.place}填的是“{_quoted(value.text)}”：{value.remark}。",
            advice=f"请改成{wanted}；没有这一项时填0。",
            addresses=(address,),
        )


def _read_as_blank(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    blanks = {a for a in report.read_as_blank() if report.value(a).text.strip()}
    for table in report.form.tables if blanks else ():
        marked = [a for a in table.figures if a in blanks]
        if marked:
            marks = "、".join(dict.fromkeys(_quoted(report.value(a).text) for a in marked))
            yield Finding(
                code="V02",
                severity=Severity.HINT,
                section=table.id,
                message=f"“{table.tab}”有{len(marked)}格填的是“{marks}”，按未填读取，不当作0。",
                advice="确实没有发生的，请填0。",
                addresses=tuple(marked),
            )


def _doubtful(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    if not report.doubts:
        return
    doubted = [address for address in report.form.figures if address in report.doubts]
    # A row that was read as a whole is in doubt as a whole.
    for (section, _, doubt), group in groupby(
        doubted, lambda each: (each.section, each.row, report.doubts[each])
    ):
        cells = tuple(group)
        text = _quoted(doubt.text)
        which = f"等{len(cells)}格" if len(cells) > 1 else ""
        do = "核实" if all(map(report.is_filled, cells)) else "填写"
        yield Finding(
            code="D01",
            severity=Severity.WARNING,
            section=section,
            message=f"{report.form.figures[cells[0]].place}{which}没有读准：{doubt.why}。",
            advice=f"来源中是“{text}”，请对照来源{do}。" if text else f"请对照来源{do}。",
            addresses=cells,
        )


def _unfilled(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    figures, values = report.form.figures, report.values
    for table in report.form.tables:
        blank = tuple(
            a
            for a in table.figures
            if not figures[a].computed and values.get(a, BLANK).state is State.BLANK
        )
        if not blank:
            continue
        if len(blank) <= 3:
            where = "：" + "、".join(report.form.figures[a].place for a in blank)
        elif len(blank) < len(table.figures) // 2:
            where = f"，第一处是{report.form.figures[blank[0]].place}"
        else:
            where = ""
        yield Finding(
            code="U01",
            severity=Severity.WARNING,
            section=table.id,
            message=f"“{table.tab}”还有{len(blank)}格未填{where}。",
            advice="没有发生的事项请填0；空着不等于0。",
            addresses=blank,
        )


def _empty_report(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    if any(report.figure(address) != 0 for address in report.form.figures):
        return
    yield Finding(
        code=EMPTY_REPORT,
        severity=Severity.WARNING,
        section=report.form.tables[0].id,
        message=f"各表的{len(report.form.figures)}个数字全部是0。",
        advice="这一年确实没有发生任何事项的，请确认空表上报；不是的，请填写实际的数。",
        confirms="确认空表上报",
    )


def _linked_blanks(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    for section, links in report.links.items():
        for link in links:
            if not report.is_filled(link.address):
                place = report.form.figures[link.address].place
                yield Finding(
                    code="L01",
                    severity=Severity.WARNING,
                    section=section,
                    message=f"文字里链接的{place}还没有填，印出来是“{BLANK_WORDS}”。",
                    advice="请填写这一格，文字会跟着改过来；或者删去这个链接。",
                    addresses=(link.address,),
                    spot=Spot(section, link.start, link.end),
                )


def _cover(report: Report, _board: TallyBoard) -> Iterable[Finding]:
    form = report.form
    if not report.organ.strip():
        yield Finding(
            code="C01",
            severity=Severity.WARNING,
            section=COVER,
            message="没有填写机关名称。",
            advice="请在封面填写机关全称，报告的标题要用。",
        )
    if report.year > form.confirmed_to and form.replaced_by:
        yield Finding(
            code="C02",
            severity=Severity.WARNING,
            section=COVER,
            message=f"表格是{form.document}的格式，{report.year}年度应当用{form.replaced_by}的格式。",
            advice="请先核对年度；年度不错时，请按当年的格式另外编制，旧格式的数不能直接照抄。",
            basis=form.replaced_by,
        )
    elif report.year > form.confirmed_to:
        yield Finding(
            code="C02",
            severity=Severity.HINT,
            section=COVER,
            message=f"{report.year}年度沿用{form.document}的格式。",
            advice="请以当年的通知为准；格式有变化时，请更新本程序。",
            basis=form.document,
        )


def make_rules(office: OfficeRules | None = None) -> tuple[CheckRule, ...]:
    """Make the rules for one report, in the order in which their findings are told.

    They are made anew for each report because those about texts remember what they have read. An
    office's own rules weigh those about the texts, and come last.
    """
    texts = TextWatch(office)
    return (
        CheckRule("cover", ("C01", "C02"), "报告的标题和格式文件", _cover, watches_cover=True),
        CheckRule("tallies", (), "表三表头和表三、表四的结构", _unbalanced, watches_tables=True),
        CheckRule("refused", ("V01",), "各表填写整数，金额可有小数", _refused, watches_tables=True),
        CheckRule("doubtful", ("D01",), "读取的数字须对照来源核实", _doubtful, watches_tables=True),
        CheckRule("unfilled", ("U01",), "各表每格都应填写", _unfilled, watches_tables=True),
        CheckRule("read_as_blank", ("V02",), "空白不等于0", _read_as_blank, watches_tables=True),
        CheckRule("empty", (EMPTY_REPORT,), "空表须经确认", _empty_report, watches_tables=True),
        CheckRule(
            "carries",
            (),
            "本年各数与上年报告衔接",
            lambda report, _board: check_carries(report),
            watches_tables=True,
            watches_cover=True,
            watches_prior=True,
        ),
        CheckRule(
            "links",
            ("L01",),
            "文字中的数字须与表格一致",
            _linked_blanks,
            watches_tables=True,
            watches_texts=True,
        ),
        CheckRule(
            "inherited",
            lambda: texts.inherited_codes,
            "从上年的报告沿用的数字须逐一核对",
            lambda report, _board: texts.check_inherited(report),
            watches_texts=True,
            watches_prior=True,
        ),
        CheckRule(
            "texts",
            lambda: texts.codes,
            "文字与表格一致；条例第五十条规定的内容",
            lambda report, _board: texts.check(report),
            watches_tables=True,
            watches_texts=True,
            watches_cover=True,
            watches_prior=True,
            ahead=texts.read_ahead,
        ),
        CheckRule(
            "taken_over",
            lambda: texts.taken_over_codes,
            "文字与上年雷同的份额（本单位的规则）",
            lambda report, _board: texts.check_taken_over(report),
            watches_texts=True,
            watches_prior=True,
        ),
        CheckRule(
            "office",
            lambda: texts.office_codes,
            "本单位的规则",
            lambda report, _board: texts.check_office(report),
            watches_texts=True,
        ),
    )
