"""Faults put into whole texts on purpose, kind by kind, with the rules that should tell each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.forms.form import Form
from core.report.edit import apply
from core.report.edits import SetCover, SetText
from core.report.report import Report
from core.texts.check import TextCheck
from tests.core.text_cases import sample
from tests.core.text_rates import cells_of, fill
from tests.core.text_reports import REPORTS

_LIST = re.compile("〈([^〉]+)〉")
_SHARE = re.compile("〖([^〗]+)〗")
_MARKS = re.compile("[〈〉〖〗]")
_NUMBER = re.compile(r"\d+")
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_YEARS = frozenset({"X61", "X62", "X63", "X64", "X65"})
_SUMS = frozenset({"X51", "X52", "X53", "X54"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """A fault: its kind, the part it stands in, the part with it, the rules that may tell it."""

    kind: str
    section: str
    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fault: the codes of the new findings, those that are right among them."""

    mutation: Mutation
    new: tuple[str, ...]

    @property
    def told(self) -> bool:
        """Tell whether a rule that is meant for the fault told it."""
        return any(code in self.mutation.right for code in self.new)


def outcomes(step: int = 1) -> Iterator[Outcome]:
    """Put in every fault, or every nth of its kind, one at a time."""
    for report, templates in _reports():
        check = TextCheck()
        before = [f.message for f in check.check(report)]
        number: dict[str, int] = {}
        for mutation in _mutations(report, templates):
            number[mutation.kind] = number.get(mutation.kind, -1) + 1
            if number[mutation.kind] % step:
                continue
            right = report.texts[mutation.section]
            apply(report, [SetText(mutation.section, mutation.text)])
            old = list(before)
            new = []
            for finding in check.check(report):
                if finding.message in old:
                    old.remove(finding.message)
                else:
                    new.append(finding.code)
            apply(report, [SetText(mutation.section, right)])
            yield Outcome(mutation, tuple(new))


def alarms() -> list[str]:
    """Return what is said of the texts as they are."""
    return [f"{f.code} {f.message}" for report, _ in _reports() for f in TextCheck().check(report)]


def _reports() -> Iterator[tuple[Report, dict[str, str]]]:
    """Yield each report with the templates of its parts; the samples are their own."""
    for edition in ("2019", "2021"):
        report = sample(edition)
        yield report, dict(report.texts)
    for organ, templates in REPORTS:
        report = sample("2021")
        if organ:
            apply(report, [SetCover(organ, report.year)])
        parts = {name: fill(report, text) for name, text in templates.items()}
        apply(report, [SetText(name, _MARKS.sub("", text)) for name, text in parts.items()])
        yield report, templates


def _mutations(report: Report, templates: dict[str, str]) -> Iterator[Mutation]:
    statements = frozenset(m.code for m in report.form.mentions) | _SUMS
    for section, template in templates.items():
        for cell in cells_of(template):
            wrong = _MARKS.sub("", fill(report, template, cell))
            yield Mutation("与表格矛盾的数", section, wrong, statements)
        filled = fill(report, template)
        for marked, kind in ((_LIST, "各项中的一项加大"), (_SHARE, "占比")):
            for match in marked.finditer(filled):
                more = _NUMBER.sub(lambda n: str(int(n[0]) * 2 + 7), match[1], count=1)
                text = filled[: match.start()] + more + filled[match.end() :]
                yield Mutation(kind, section, _MARKS.sub("", text), _SUMS)
    for section, text in report.texts.items():
        for kind, change, codes in _CHANGES:
            for changed in change(text, report):
                if changed != text:
                    yield Mutation(kind, section, changed, codes)
    yield from _whole_parts(report)


def _whole_parts(report: Report) -> Iterator[Mutation]:
    overview = report.texts["overview"]
    paragraphs = re.split(r"(?m)^(?=（[一二三四五]）|\d\.)", overview)
    for number in range(1, len(paragraphs)):
        rest = "".join(paragraphs[:number] + paragraphs[number + 1 :])
        yield Mutation("五个方面缺一个", "overview", rest, frozenset({"X73", "X84"}))
    yield Mutation("五只写无", "problems", "无。", frozenset({"X72"}))
    yield Mutation("六不提收费", "other_matters", "另附统计表一份。", frozenset({"X74"}))
    yield Mutation("整部分没有写", "problems", "", frozenset({"X71"}))


def _double(text: str, report: Report) -> Iterator[str]:
    for match in list(_HAN.finditer(text))[::9]:
        yield text[: match.end()] + match[0] + text[match.end() :]


def _double_de(text: str, report: Report) -> Iterator[str]:
    for match in list(re.finditer("的", text))[::2]:
        yield text[: match.end()] + "的" + text[match.end() :]


def _unpaired(text: str, report: Report) -> Iterator[str]:
    for match in re.finditer("[（）“”《》]", text):
        yield text[: match.start()] + text[match.end() :]


def _half_width(text: str, report: Report) -> Iterator[str]:
    for match in list(re.finditer("，", text))[::4]:
        yield text[: match.start()] + "," + text[match.end() :]


def _lose_number(text: str, report: Report) -> Iterator[str]:
    for match in re.finditer(r"(?m)^(?:（[一二三四五]）|\d\.)|[一二三四]是", text):
        yield text[: match.start()] + text[match.end() :]


def _renumber(text: str, report: Report) -> Iterator[str]:
    following = dict(zip("一二三四五", "二三四五六", strict=True))
    for match in re.finditer("(?m)(?:^（)([一二三四五])(?=）)|([一二三四])(?=是)", text):
        group = 1 if match[1] else 2
        yield text[: match.start(group)] + following[match[group]] + text[match.end(group) :]


def _last_year(text: str, report: Report) -> Iterator[str]:
    for match in re.finditer(rf"{report.year}(?=年)", text):
        yield text[: match.start()] + str(report.year - 1) + text[match.end() :]


def _other_organ(text: str, report: Report) -> Iterator[str]:
    for match in re.finditer(re.escape(report.organ), text):
        other = "南湖" + report.organ[2:]
        yield text[: match.start()] + other + text[match.end() :]


def _private(words: str) -> Callable[[str, Report], Iterator[str]]:
    def change(text: str, report: Report) -> Iterator[str]:
        at = text.rfind("。", 0, len(text) // 2) + 1
        yield f"{text[:at]}{words}{text[at:]}"

    return change


def _ends_open(text: str, report: Report) -> Iterator[str]:
    yield text.rstrip("。") + "，"


def _misspelt(text: str, report: Report) -> Iterator[str]:
    for right, wrong in (
        *(("结果", "结裹"), ("工作", "工做"), ("已经", "己经"), ("部署", "布署"), ("培训", "陪训")),
        *(
            ("编写", "编泻"),
            ("要求", "耍求"),
            ("考核", "考劾"),
            ("网站", "网占"),
            ("其他", "其它他"),
        ),
    ):
        if right in text:
            yield text.replace(right, wrong, 1)


_CHANGES: tuple[tuple[str, Callable[[str, Report], Iterator[str]], frozenset[str]], ...] = (
    ("两个字写了两遍", _double, frozenset({"X81"})),
    ("“的”写了两遍", _double_de, frozenset({"X81"})),
    ("少一半的括号、引号", _unpaired, frozenset({"X82", "X84"})),
    ("半角逗号", _half_width, frozenset({"X83"})),
    ("少一个序号", _lose_number, frozenset({"X84"})),
    ("序号跳了一个", _renumber, frozenset({"X84"})),
    ("写成上一年", _last_year, _YEARS),
    ("别的机关的名称", _other_organ, frozenset({"X67"})),
    ("身份证号码", _private("申请人身份证号为110101199003070011。"), frozenset({"X86"})),
    ("手机号码", _private("请拨打13912345678。"), frozenset({"X87"})),
    ("银行卡号", _private("费用汇至6222021234567890128。"), frozenset({"X88"})),
    ("家庭住址", _private("申请人住清河路12号3栋2单元501室。"), frozenset({"X91"})),
    ("没有填的空", _private("全年组织培训__次。"), frozenset({"X75"})),
    ("以逗号结尾", _ends_open, frozenset({"X85"})),
    ("错别字", _misspelt, frozenset({"X89"})),
)


def by_kind(every: list[Outcome]) -> dict[str, tuple[int, int]]:
    """Return how many faults of each kind were told, and of how many."""
    kinds: dict[str, tuple[int, int]] = {}
    for each in every:
        told, of = kinds.get(each.mutation.kind, (0, 0))
        kinds[each.mutation.kind] = told + each.told, of + 1
    return kinds


def by_rule(every: list[Outcome], form: Form) -> dict[str, tuple[int, int]]:
    """Return how many new findings of each rule were right, and of how many; mentions as one."""
    mentions = {mention.code for mention in form.mentions}
    rules: dict[str, tuple[int, int]] = {}
    for each in every:
        for code in each.new:
            name = "与表格" if code in mentions else code
            right, of = rules.get(name, (0, 0))
            rules[name] = right + (code in each.mutation.right), of + 1
    return rules
