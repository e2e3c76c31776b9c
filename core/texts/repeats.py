"""Numbers told twice of the same thing in one part, and told differently (网站754条…1014条)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import resources
from core.forms.form_pattern import FormPattern
from core.forms.keys import FormError, Keys
from core.forms.pattern_index import PatternIndex
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Clause, Prose
from core.texts.context import When, speaks_of_whole, when
from core.texts.quantities import Quantity, read_quantity

_NUMBER = r"(?P<n>(?:近|约|超过?|逾)?\d[\d,]{0,14}(?:\.\d{1,4})?(?:余|多)?万?(?:余|多)?)"
_NARROWER = re.compile(
    "方面|领域|围绕|聚焦|专栏|栏目|专题|专区|其中|关于|针对|涉及|有关|[、及]|累计|新增|更新|分别"
)
"""Words before a number that make it the number of something narrower, or doubtful."""
_ITEM = re.compile(
    r"(?:^|(?<=\n))(?:\d{1,2}[.、]|\(\d{1,2}\)|[一二三四五六七八九十]是)[^。:;，,\n]{2,30}[。:;，,]"
)
_OF_THE_WHOLE = re.compile("主动公开|平台|网站|新媒体|渠道|总体|基本|概况|监督|保障|培训")
"""What a heading may speak of whose numbers are still those of the whole."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that is counted, and how clauses tell its number."""

    name: str
    patterns: tuple[FormPattern, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    start: int
    end: int
    quantity: Quantity


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """Return the things that ship with the program; raises FormError for what does not hold."""
    file = resources.folder() / "rules" / "repeats.toml"
    keys = Keys(file, "", tomllib.loads(file.read_text("utf-8")))
    found = []
    for part in keys.tables("topic"):
        patterns = part.texts("patterns")
        if not all(pattern.count("{n}") == 1 for pattern in patterns):
            raise part.fault("patterns", "每个写法里要有一个{n}")
        written = tuple(FormPattern(each.replace("{n}", _NUMBER)) for each in patterns)
        found.append(Topic(part.text("name"), written))
        part.done()
    keys.done()
    if not found:
        raise FormError(file, "topic", "一件事也没有")
    return tuple(found)


@cache
def _topic_index() -> PatternIndex:
    return PatternIndex(each.pattern for topic in shipped_topics() for each in topic.patterns)


def check_repeats(report: Report, prose: Prose) -> Iterator[Finding]:
    """Doubt a number that the same part told otherwise before, of the same thing and time."""
    for topic, told in zip(shipped_topics(), _told(report, prose), strict=True):
        for later in told[1:]:
            first = told[0]
            if _agree(first.quantity, later.quantity):
                continue
            yield Finding(
                code="X54",
                severity=Severity.HINT,
                section=prose.section,
                message=f"“{prose.quote(later.start, later.end)}”与前面的"
                f"“{prose.quote(first.start, first.end)}”数不同，"
                f"说的好像都是全年{topic.name}。",
                advice="请核对：是同一件事的，改成一样的数；不是的，写明各是什么范围的数。",
                left=first.quantity.number,
                right=later.quantity.number,
                spot=prose.spot(later.start, later.end),
                basis="同一件事在一份报告里只有一个数",
            )
            break


def _told(report: Report, prose: Prose) -> list[list[_Told]]:
    """Find where the part tells the number of each thing, as a whole and of the report's year."""
    topics, index = shipped_topics(), _topic_index()
    patterns = [(at, pattern) for at, topic in enumerate(topics) for pattern in topic.patterns]
    told: list[list[_Told]] = [[] for _ in topics]
    for clause in prose.clauses:
        words = prose.plain[clause.start : clause.end]
        matches: dict[int, re.Match[str]] = {}
        for number in index.possible(words):
            at, pattern = patterns[number]
            if at not in matches and (match := pattern.search(words)):
                matches[at] = match
        for at, match in matches.items():
            if match.end() != len(words):
                continue
            quantity = read_quantity(match["n"])
            start, prefix = clause.start + match.start(), words[: match.start()]
            if (
                quantity is not None
                and _is_of_whole(prose, clause, prefix)
                and speaks_of_whole(prose, clause, prefix, report.organ)
                and when(prose, clause, start, report.year) is When.THIS_YEAR
            ):
                told[at].append(_Told(start, clause.start + match.end(), quantity))
    return told


def _is_of_whole(prose: Prose, clause: Clause, prefix: str) -> bool:
    """Tell whether neither the sentence nor the headings above it narrow what is counted."""
    if clause.part is not None or clause.bracket >= 0:
        return False
    if _NARROWER.search(prose.before(clause.sentence, clause.start) + prefix):
        return False
    line = prose.plain.rfind("\n", 0, clause.start) + 1
    item = _ITEM.match(prose.plain, line)
    _, head = prose.head(clause.start)
    return all(_OF_THE_WHOLE.search(each) for each in (item[0] if item else "", head) if each)


def _agree(one: Quantity, other: Quantity) -> bool:
    return one.low <= other.high and other.low <= one.high
