"""Last year's sentences brought to this year (换成本年的数): its cells' numbers become links.

Nothing is guessed: a number moves on only where it was last year's figure of the cell that its
sentence names. A year moves on with the report. What is left is named, and is still asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.figures.address import Address
from core.figures.value import show
from core.forms.form import Terms
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetPrior, SetText
from core.report.link import BLANK_WORDS, Link
from core.report.prior import Prior
from core.report.report import Report
from core.texts.clauses import Prose
from core.texts.context import When
from core.texts.inherited import Inherited, find_inherited, find_passages
from core.texts.linking import find_candidates
from core.texts.mentions import find_mentions
from core.texts.sums import at_least

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d年|今年|本年|全年")
_YEAR_BEFORE = re.compile(
    r"(?<![^，。；\n])(?:去年|上年)(?=[，,]?(?:共|全年|一共|新?收到|受理|接收|办理))"
)
"""A clause that tells of the year before; 上年结转 is a figure of this year."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A stretch of a text and what stands there from now on; ``cell`` is what it then follows."""

    start: int
    end: int
    new: str
    cell: Address | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A sentence as it stands and as it would read; ``rests`` are numbers that nobody can tell.

    ``passages`` are its stretches that will go on being asked about. ``sums`` say of numbers what
    cells of last year they were the sum of: no link carries a sum.
    """

    section: str
    start: int
    end: int
    before: str
    after: str
    renewed: tuple[Renewed, ...]
    rests: tuple[str, ...]
    passages: tuple[str, ...]
    sums: tuple[str, ...] = ()


def find_renewals(report: Report) -> tuple[Renewal, ...]:
    """Return the sentences of last year that can be brought to this year, as they are read."""
    prior = report.prior
    if prior is None:
        return ()
    by_section: dict[str, list[Inherited]] = {}
    for each in find_inherited(report):
        by_section.setdefault(each.section, []).append(each)
    last = _as_it_was(report, prior) if by_section else report
    return tuple(
        renewal
        for section, found in by_section.items()
        for renewal in _renewals(report, last, prior, section, found)
    )


def renewing_edits(report: Report, chosen: Iterable[Renewal]) -> list[Edit]:
    """Return the edits that bring sentences to this year, and keep asking about what is left."""
    chosen = list(chosen)
    edits: list[Edit] = []
    for section in dict.fromkeys(each.section for each in chosen):
        renewed = [r for each in chosen if each.section == section for r in each.renewed]
        links = report.links.get(section, ())
        edits.append(SetText(section, *_written(report.texts[section], links, renewed)))
    if report.prior is not None and chosen:
        more = (passage for each in chosen for passage in each.passages)
        passages = tuple(dict.fromkeys((*report.prior.passages, *more)))
        edits.append(SetPrior(replace(report.prior, passages=passages)))
    return edits


def _as_it_was(report: Report, prior: Prior) -> Report:
    """Make a report of last year's figures under the texts of today."""
    form = report.form
    last = Report(form, prior.organ or report.organ, prior.year)
    known = {
        a: show(f, form.figures[a].kind) for a, f in prior.figures.items() if a in form.figures
    }
    typed = [SetFigure(a, text) for a, text in known.items() if not form.figures[a].computed]
    texts = [SetText(section, text, ()) for section, text in report.texts.items()]
    apply(last, [*typed, *texts])
    apply(last, [SetFigure(a, text) for a, text in known.items() if form.figures[a].computed])
    return last


def _renewals(
    report: Report, last: Report, prior: Prior, section: str, found: list[Inherited]
) -> Iterator[Renewal]:
    text = report.texts[section]
    cells = {
        (each.start, each.end): each.addresses[0]
        for each in find_candidates(last, section)
        if each.is_sure
    }
    earlier = _earlier(last, prior, section, text)
    sums = _sums(last, section, text)
    for sentence in _SENTENCE.finditer(text):
        within = [each for each in found if sentence.start() <= each.start < sentence.end()]
        renewed: list[Renewed] = []
        rests: list[str] = []
        told: list[str] = []
        for start, end in (span for each in within for span in each.numbers):
            new = _renew(report, prior, text, (start, end), cells, earlier)
            if new is None and (terms := sums.get((start, end))) is not None:
                value, exact = at_least(report, terms)
                new = Renewed(start, end, str(value)) if exact else None
                told.append(_sum_told(report, text[start:end], terms, new))
            if new is None:
                rests.append(text[start:end])
            else:
                renewed.append(new)
        if renewed:
            made = _renewal(report, section, sentence, renewed, tuple(rests))
            yield replace(made, sums=tuple(told))


def _renew(
    report: Report,
    prior: Prior,
    text: str,
    span: tuple[int, int],
    cells: Mapping[tuple[int, int], Address],
    earlier: Mapping[tuple[int, int], str],
) -> Renewed | None:
    if span in cells:
        return Renewed(*span, report.printed(cells[span]) or BLANK_WORDS, cells[span])
    if span in earlier:
        return Renewed(*span, earlier[span])
    year = _YEAR.match(text, span[0])
    if year is not None and abs(int(year[0]) - prior.year) <= 1:
        return Renewed(*span, str(int(year[0]) + report.year - prior.year))
    return None


def _sums(last: Report, section: str, text: str) -> dict[tuple[int, int], Terms]:
    """Return the numbers that were a sum of several cells by the words of their sentence."""
    prose, found = Prose(section, text), {}
    for each in find_mentions(last, prose):
        if each.digits is None or each.when is not When.THIS_YEAR:
            continue
        spot = prose.spot(*each.digits)
        said = text[spot.start : spot.end]
        equal = [t for t in each.mention.sums if at_least(last, t) == (_whole(said), True)]
        if len(equal) == 1 and len(equal[0].plus) + len(equal[0].minus) > 1:
            found[spot.start, spot.end] = equal[0]
    return found


def _whole(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _sum_told(report: Report, said: str, terms: Terms, new: Renewed | None) -> str:
    """Say of what cells a number was the sum, and what becomes of it."""
    places = [f"＋{report.form.figures[a].place}" for a in terms.plus]
    places += [f"－{report.form.figures[a].place}" for a in terms.minus]
    spelt = "".join(places).removeprefix("＋")
    if new is None:
        return f"{said}是上年的{spelt}，本年这几格还没有填全"
    return f"{said}是上年的{spelt}，换成本年的{new.new}；这个数不链接，以后改表要再改"


def _earlier(last: Report, prior: Prior, section: str, text: str) -> dict[tuple[int, int], str]:
    """Return what the numbers of the year before last become: what last year's report had."""
    before = f"{prior.year - 1}年"
    # Nobody reads a clause about another year; read as one of its own year it says which cell.
    prose = Prose(section, _YEAR_BEFORE.sub("今年", text).replace(before, f"{prior.year}年"))
    told = Prose(section, text)
    found = {}
    for each in find_mentions(last, prose):
        if each.digits is None or each.when is not When.THIS_YEAR or len(each.mention.sums) != 1:
            continue
        said = told.before(told.clause_at(each.digits[0]).sentence, each.digits[0])
        years = [*_YEAR_BEFORE.finditer(said), *_ANY_YEAR.finditer(said)]
        latest = max(years, key=lambda match: match.start(), default=None)
        if latest is None or not (latest.re is _YEAR_BEFORE or latest[0] == before):
            continue
        terms = each.mention.sums[0]
        figure = prior.figure(terms.plus[0]) if len(terms.plus) == 1 and not terms.minus else None
        if isinstance(figure, int):
            spot = prose.spot(*each.digits)
            found[spot.start, spot.end] = str(figure)
    return found


def _renewal(
    report: Report,
    section: str,
    sentence: re.Match[str],
    renewed: list[Renewed],
    rests: tuple[str, ...],
) -> Renewal:
    start, end = sentence.span()
    links = report.links.get(section, ())
    own = [
        replace(link, start=link.start - start, end=link.end - start)
        for link in links
        if start <= link.start < end
    ]
    moved = [replace(each, start=each.start - start, end=each.end - start) for each in renewed]
    after, new_links = _written(sentence[0], own, moved)
    asked = find_passages(after, new_links) if rests else ()
    return Renewal(
        section,
        start,
        end,
        sentence[0].strip(),
        after.strip(),
        tuple(renewed),
        rests,
        tuple(each for each in asked if any(rest in each for rest in rests)),
    )


def _written(
    text: str, links: Iterable[Link], renewed: Iterable[Renewed]
) -> tuple[str, tuple[Link, ...]]:
    """Write the new words into a text; returns it with all its links, where they stand then."""
    every = [*renewed, *(Renewed(k.start, k.end, text[k.start : k.end], k.address) for k in links)]
    pieces: list[str] = []
    made: list[Link] = []
    at = length = 0
    for each in sorted(every, key=lambda one: one.start):
        pieces += [text[at : each.start], each.new]
        length += each.start - at
        if each.cell is not None:
            made.append(Link(length, length + len(each.new), each.cell))
        length += len(each.new)
        at = each.end
    return "".join((*pieces, text[at:])), tuple(made)
