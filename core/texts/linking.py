"""Numbers that were typed into a text and stand in the tables too: which cell each may follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.figures.address import Address
from core.report.link import Link
from core.report.report import Report
from core.texts.clauses import Clause, Prose
from core.texts.context import When
from core.texts.mentions import Said, find_mentions
from core.texts.search import is_linked

_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,])")
_NO_FIGURE = re.compile(r"[年月日号点时%]|个百分点")
"""Behind a number these say that it counts no cases."""
_ORDINAL = re.compile(r"第$|[〔\[（(]$")
_LABEL_MARK = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)?(?:\d\.)?"
)


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """A number in a text and the cells whose figure it equals, the likeliest first."""

    section: str
    start: int
    end: int
    addresses: tuple[Address, ...]
    is_sure: bool
    """Whether the sentence itself says that it is the first of these cells."""

    def link(self, address: Address) -> Link:
        """Return the link of this number to one of its cells."""
        return Link(self.start, self.end, address)


def sure_links(report: Report) -> tuple[LinkCandidate, ...]:
    """Return the numbers, not linked yet, of which the sentence says what cell they are."""
    return tuple(
        candidate
        for section in report.texts
        for candidate in find_candidates(report, section)
        if candidate.is_sure
    )


def find_candidates(report: Report, section: str) -> tuple[LinkCandidate, ...]:
    """Return the numbers of a written part that equal figures of the tables, in order.

    Linked ones are not among them, nor those spelt otherwise than the tables print them: taking
    up a candidate changes no character of the text.
    """
    text = report.texts[section]
    if not any(map(str.isdigit, text)):
        return ()
    prose = Prose(section, text)
    said = {each.digits: each for each in find_mentions(report, prose) if each.digits}
    by_words: dict[str, list[Address]] = {}
    for address in report.form.figures:
        if report.is_filled(address):
            by_words.setdefault(report.figure_words(address), []).append(address)
    links = report.links.get(section, ())
    found = []
    for match in _NUMBER.finditer(prose.plain):
        spot = prose.spot(match.start(), match.end())
        written = text[spot.start : spot.end]
        if written not in by_words or is_linked(links, spot.start, spot.end):
            continue
        if _NO_FIGURE.match(prose.plain, match.end()) or _ORDINAL.search(
            prose.plain, max(0, match.start() - 1), match.start()
        ):
            continue
        addresses, sure = _cells(report, prose, match, said, by_words[written])
        if addresses:
            found.append(LinkCandidate(section, spot.start, spot.end, addresses, sure))
    return tuple(found)


def _cells(
    report: Report,
    prose: Prose,
    match: re.Match[str],
    said: Mapping[tuple[int, int], Said],
    equal: list[Address],
) -> tuple[tuple[Address, ...], bool]:
    """Order the cells that a number equals, and tell whether the sentence names the first."""
    mention = said.get(match.span())
    if mention is not None and mention.quantity.is_money:
        equal = [a for a in equal if prose.plain.startswith("万元", match.end())]
    if mention is not None:
        stated = [
            terms.plus[0]
            for terms in mention.mention.sums
            if len(terms.plus) == 1 and not terms.minus and terms.plus[0] in equal
        ]
        if stated:
            sure = len(stated) == 1 and mention.when is When.THIS_YEAR
            return (*stated, *(a for a in equal if a not in stated)), sure
        # The sentence states a sum of several cells: a single cell that equals it is chance.
        return (), False
    clause = prose.clause_at(match.start())
    named = [a for a in equal if _is_named(report, prose, clause, match, a)]
    return (*named, *(a for a in equal if a not in named)), False


def _is_named(
    report: Report, prose: Prose, clause: Clause, match: re.Match[str], address: Address
) -> bool:
    """Tell whether the words before a number name the row or the column of a cell."""
    figure = report.form.figures[address]
    before = prose.plain[clause.start : match.start()]
    row = _LABEL_MARK.sub("", figure.row.short)
    return row in before or (figure.column.id != "total" and figure.column.name in before)
