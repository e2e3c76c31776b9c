"""The list of all rules (nianbao check --rules), with examples that the rules are tried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.checks.rules import make_rules
from core.figures.value import Number
from core.forms.form import Form, Mention
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.report import Report
from core.texts.check import check_texts
from core.texts.office_rules import OfficeRule, OfficeRules
from core.texts.sums import at_least
from core.texts.taken_over import CODE as TAKEN_OVER
from core.texts.text_rules import BuiltInRule, built_in_rules, shipped_text_rules

_CELL = re.compile("【(.*?)】")
_SECTION = "overview"


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule as it is listed: its code, what it is about, its gravity and its reason.

    ``passes`` and ``fails`` are its examples; ``holds`` tells whether the rule judged both of
    them as it should, and is None for a rule that is not tried on examples.
    """

    code: str
    name: str
    severity: str
    basis: str
    passes: str = ""
    fails: str = ""
    holds: bool | None = None


def list_rules(form: Form, office: OfficeRules | None = None) -> tuple[ListedRule, ...]:
    """List the rules of an edition; those with examples are tried on them now."""
    own = office or OfficeRules()
    listed = sorted(_rules(form), key=lambda rule: rule.code)
    mine = [_of_office(rule) for rule in own.rules]
    if own.taken_over is not None:
        name = f"与上年相同的文字不超过{own.taken_over.percent}%（本单位）"
        mine.append(ListedRule(TAKEN_OVER, name, own.taken_over.severity.word, "本单位的规则"))
    return (*(_weighed(rule, own) for rule in listed), *mine)


def _weighed(rule: ListedRule, office: OfficeRules) -> ListedRule:
    """Say that an office switched a rule off, or weighs it otherwise."""
    if rule.code in office.off:
        return replace(rule, severity="本单位停用")
    weight = office.severities.get(rule.code)
    return replace(rule, severity=f"本单位定为{weight.word}") if weight else rule


def _of_office(rule: OfficeRule) -> ListedRule:
    """List a rule of the office, tried again on its examples."""
    holds = not any(rule.look(rule.passes)) and any(rule.look(rule.fails))
    return ListedRule(
        *(rule.code, rule.name, rule.severity.word, rule.basis, rule.passes, rule.fails, holds)
    )


def _rules(form: Form) -> Iterator[ListedRule]:
    told: dict[str, tuple[str, str]] = {}
    for identity in form.identities:
        told.setdefault(identity.code, (identity.name, identity.basis))
    for code, (name, basis) in told.items():
        yield ListedRule(code, name, "错误", basis)
    carried = {carry.code: carry for carry in form.carries}
    for carry in carried.values():
        yield ListedRule(carry.code, carry.name, "提醒", carry.basis)
    by_text = {rule.code: rule for rule in shipped_text_rules()}
    built_in = {rule.code: rule for rule in built_in_rules()}
    for rule in make_rules():
        for code in rule.codes:
            if code not in by_text and code not in built_in:
                yield ListedRule(code, rule.basis, "", rule.basis)
    filled, zeros = _report(form, zero=False), _report(form, zero=True)
    for mention in form.mentions:
        yield _tried_mention(mention, filled, zeros)
    for each in built_in.values():
        yield _tried_built_in(each, filled)
    for text_rule in by_text.values():
        passes = text_rule.code not in _codes(zeros, text_rule.passes)
        fails = text_rule.code in _codes(zeros, text_rule.fails)
        yield ListedRule(
            text_rule.code,
            text_rule.name,
            text_rule.severity.word,
            text_rule.basis,
            text_rule.passes,
            text_rule.fails,
            passes and fails,
        )


def _tried_mention(mention: Mention, filled: Report, zeros: Report) -> ListedRule:
    """Try a mention on its example: with the figures of a report, and with one off by one."""
    if not mention.example:
        return ListedRule(mention.code, mention.name, "提醒", mention.basis)
    if f"【{mention.code}】" in mention.example:
        right, at = filled, mention.code
    else:  # a statement without a number passes only where there is nothing to deny
        right, at = zeros, ""
    passes, fails = _said(mention, right, ""), _said(mention, filled, at)
    holds = mention.code not in _codes(right, passes) and mention.code in _codes(filled, fails)
    return ListedRule(mention.code, mention.name, "提醒", mention.basis, passes, fails, holds)


def _tried_built_in(rule: BuiltInRule, report: Report) -> ListedRule:
    year = report.year
    mention = next(each for each in report.form.mentions if each.code == "X01")
    received = at_least(report, mention.sums[0])[0]
    cells = {"年": year, "上年": year - 1, "下年": year + 1, "X01": received}
    passes, fails = (
        _CELL.sub(lambda cell: str(cells[cell[1]]), text) for text in (rule.passes, rule.fails)
    )
    holds = rule.code not in _codes(report, passes, rule.section) and rule.code in _codes(
        report, fails, rule.section
    )
    return ListedRule(
        rule.code, rule.name, rule.severity.word, rule.basis, passes, fails or "（空着）", holds
    )


def _said(mention: Mention, report: Report, wrong: str) -> str:
    sums = {each.code: each.sums[0] for each in report.form.mentions}

    def figure(cell: re.Match[str]) -> str:
        number: Number = at_least(report, sums[cell[1]])[0]
        return str(number + (cell[1] == wrong))

    return _CELL.sub(figure, mention.example)


def _report(form: Form, *, zero: bool) -> Report:
    """Make a report whose figures are all unlike, so that one taken for another is told."""
    report = Report(form, "某市人民政府", form.first_year)
    edits: list[Edit] = [
        SetFigure(address, "0" if zero else str(7 * number + 3))
        for number, address in enumerate(form.figures)
        if not form.figures[address].computed
    ]
    apply(report, edits)
    return report


def _codes(report: Report, text: str, section: str = _SECTION) -> set[str]:
    others = [SetText(part.id, "") for part in report.form.texts if part.id != section]
    apply(report, [*others, SetText(section, text)])
    return {finding.code for finding in check_texts(report) if finding.section == section}
