"""Numbers known by their terms in whatever order (`terms`): what a clause says beside them decides.

A clause states a cell where it has one number, a term of that cell, and no word more than the
small ones of its domain and the organ's own name. A word that is left over (网上, 征地类, 市公安局)
makes it another count, and every number behind it in the sentence doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from core.forms.form import Mention
from core.forms.form_pattern import FormPattern
from core.report.report import Report
from core.texts.clauses import FAR, Clause, Prose
from core.texts.context import When, speaks_of_whole, time_of
from core.texts.mentions import Said
from core.texts.quantities import digits_of, read_quantity
from core.texts.terms import Domain, Vocabulary, shipped_vocabulary

_NUMBER = (
    r"(?:近|约|超过?|逾)?(?:\d[\d,]{0,14}(?:\.\d{1,6})?(?:余|多)?[万亿]?(?:余|多)?"
    r"|(?<![第一二三四五六七八九十])[一二三四五六七八九][零一二三四五六七八九十百千万]{2,12}"
    r"|(?<![第一二三四五六七八九十])十[一二三四五六七八九]?)"
)
_COUNT = re.compile(
    rf"(?<![\d.年月第])(?P<n>{_NUMBER}元?)"
    r"(?P<unit>件次|件\(次\)|人次|[件份宗起例条个部项次]|(?<=元)|(?<=[数量为有达]\d)$|$)"
)
_UNITS = "(?:件次|[件份宗起例条个部项])"
_RESPECTIVELY = re.compile(
    rf"^(?P<names>[^\d]{{2,80}}?)(?:数量|件数|数)?(?:各|依次)?分别(?P<verb>[\u4e00-\u9fff]{{0,4}})"
    rf"(?P<counts>\d[\d,]{{0,14}}{_UNITS}(?:[、,和及](?:\d[\d,]{{0,14}}){_UNITS})+)$"
)
_EACH_COUNT = re.compile(rf"(\d[\d,]{{0,14}}){_UNITS}")
_AND = re.compile("以及|[、和及与]")
_JOINT = re.compile("以及|[和及与]")
_ANYBODY = re.compile(
    "(?:公民|自然人)[、,，和]?(?:企业)?法人(?:和|或者?|及|以及|、)(?:者)?(?:其他|非法人)?组织"
)
"""公民、法人或者其他组织: whoever applies."""
_BREAKS = "，,;:()。!?\n、"
_MORE_OR_LESS = re.compile("同比|环比|比|较|增|减少|升|降|占|率")
_NAMED = re.compile("[数量](?:为|是|有|达)?$")
_OTHER_YEARS = {"X02", "X04", "X41"}
"""Codes whose own words name another year."""
_HOLE = "□"


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What a clause says in one domain: the term's code, what is left over, how sure it is."""

    code: str
    rest: str
    only_behind: FormPattern | None
    is_clear: bool
    is_doubtful: bool
    is_plain: bool


class TermReading:
    """Reads clauses by terms; remembers the clauses, for most stay as they are."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = {mention.code: mention for mention in mentions}
        self._vocabulary = shipped_vocabulary()
        self._known: dict[tuple[str, str, int], tuple[_Parsed, ...]] = {}

    def find(self, report: Report, prose: Prose, said: Sequence[Said]) -> list[Said]:
        """Return what was found by patterns and, where they found nothing, by terms."""
        return _TermFinder(self, report, prose, said).find()

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms it reads by."""
        return self._vocabulary

    @property
    def mentions(self) -> Mapping[str, Mention]:
        """The mentions of the form by their codes."""
        return self._mentions

    def parse(self, words: str, domain: Domain, year: int) -> tuple[_Parsed, ...]:
        """Read a clause, its number struck out, as words of a domain; the likeliest first."""
        key = (words, domain.name, year)
        if key not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[key] = tuple(self._parse(_relative(words, year), domain))
        return self._known[key]

    def _parse(self, words: str, domain: Domain) -> Iterator[_Parsed]:
        found = [
            (match, term)
            for term in self._vocabulary.terms
            if domain.name in term.cells and term.cells[domain.name] in self._mentions
            for match in term.words.finditer(words)
            if match[0]
        ]
        found.sort(key=lambda each: len(each[0][0]), reverse=True)
        for place, (match, term) in enumerate(found):
            if any(_overlap(match, longer) for longer, _ in found[:place] if longer[0] != match[0]):
                continue
            if term.beside and not term.beside.search(words):
                continue
            rest = f"{words[: match.start()]}{_HOLE}{words[match.end() :]}"
            rest = term.words.sub(_HOLE, rest)
            if term.also:
                rest = term.also.sub(_HOLE, rest)
            rest = domain.small.sub("", rest)
            doubtful = term.is_doubtful
            if domain.doubtful:
                less = domain.doubtful.sub("", rest)
                doubtful = doubtful or less != rest
                rest = less
            rest = rest.replace(_HOLE, "").strip("的“”")
            if not re.search(r"[\d%一二三四五六七八九十上下]", rest):
                code = term.cells[domain.name]
                yield _Parsed(code, rest, term.only_behind, term.is_clear, doubtful, term.is_plain)


class _TermFinder:
    """Goes through a text clause by clause and remembers which counts it did not understand."""

    def __init__(
        self, reading: TermReading, report: Report, prose: Prose, said: Sequence[Said]
    ) -> None:
        self._reading = reading
        self._report = report
        self._prose = prose
        self._by_pattern: dict[int, list[Said]] = {}
        for each in said:
            self._by_pattern.setdefault(each.clause.start, []).append(each)
        self._found: list[Said] = []
        self._sentence = -1
        self._told: set[str] = set()
        """The codes of what the sentence has told before the clause that is read."""
        self._names: list[tuple[int, int]] = []
        self._unclear = False

    def find(self) -> list[Said]:
        for clause in self._prose.clauses:
            if clause.sentence != self._sentence:
                goes_on = self._prose.plain.startswith("其中", clause.sentence)
                self._unclear = self._unclear and goes_on
                self._sentence, self._names = clause.sentence, []
                self._told.clear()
            words = self._prose.plain[clause.start : clause.end]
            known = self._by_pattern.get(clause.start, [])
            shared = _RESPECTIVELY.match(words)
            told = list(self._respectively(clause, shared)) if shared else []
            if not told:
                told = [self._doubted(each) for each in known]
                told += self._read(clause, words, known)
            self._found += told
            for said in told:
                self._told.add(said.mention.code)
                if said.mention.code in _OTHER_YEARS:
                    self._names.append((said.start, said.end))
        return self._found

    def _doubted(self, said: Said) -> Said:
        """Doubt a part (予以公开) that was found behind a count of something else."""
        return replace(said, is_doubtful=self._unclear and bool(said.mention.part_of))

    def _read(self, clause: Clause, words: str, known: Sequence[Said]) -> list[Said]:
        """Return what a clause says beside what is known; counts not understood are remembered."""
        pieces = [
            (piece, at, count)
            for piece, at, count in _pieces(words)
            if not any(k.start < clause.start + count.end() <= k.end for k in known)
        ]
        if not pieces:
            return []
        said = [each for piece in pieces for each in self._one(clause, *piece)]
        self._unclear = self._unclear or not (said or known or _MORE_OR_LESS.search(words))
        return said

    def _one(self, clause: Clause, words: str, at: int, count: re.Match[str]) -> Iterator[Said]:
        """Yield what a piece of a clause says that begins at a place in it and has one count."""
        first = start = clause.start + at
        before, behind = words[: count.start() - at], words[count.end() - at :]
        if _MORE_OR_LESS.search(words) and "%" not in words:
            return
        if not (before or behind) and clause.bracket == clause.start - 1:
            start = self._piece_before(clause.bracket)
            before = self._prose.plain[start : clause.bracket]
            if re.search(rf"\d[\d,]*{_UNITS}", before):
                return
        digits = (clause.start + count.start("n"), clause.start + count.end("n"))
        span = (start, first + len(words))
        is_bare = not (count["unit"] or count["n"][-1] == "元" or _NAMED.search(before))
        yield from self._state(
            clause, f"{before}{_HOLE}{behind}", span, digits, count["unit"], is_bare=is_bare
        )

    def _respectively(self, clause: Clause, shared: re.Match[str]) -> Iterator[Said]:
        names = _AND.split(shared["names"])
        counts = list(_EACH_COUNT.finditer(shared["counts"]))
        if len(names) != len(counts):
            return
        base = clause.start + shared.start("counts")
        for name, count in zip(names, counts, strict=True):
            digits = (base + count.start(1), base + count.end(1))
            words = f"{name}{shared['verb']}{_HOLE}"
            span = (clause.start, clause.end)
            yield from self._state(clause, words, span, digits, count[0][-1], is_bare=False)

    def _piece_before(self, at: int) -> int:
        """Return where the piece between two marks begins that ends at a place."""
        plain = self._prose.plain
        return next((i + 1 for i in range(at - 1, -1, -1) if plain[i] in _BREAKS), 0)

    def _state(
        self,
        clause: Clause,
        words: str,
        span: tuple[int, int],
        digits: tuple[int, int],
        unit: str,
        *,
        is_bare: bool,
    ) -> Iterator[Said]:
        """Yield the one cell that the words around a number name, if they do."""
        prose, reading = self._prose, self._reading
        number = prose.plain[slice(*digits)]
        if number.endswith("元"):
            unit = "元"
        quantity = read_quantity(number)
        exact = digits_of(number, quantity) if quantity else None
        for domain, is_sure in self._domains(clause, words):
            if quantity is None or (unit and not domain.unit.fullmatch(unit)):
                continue
            every = reading.parse(words, domain, self._report.year)
            for parsed in every or self._as_before(clause, words, domain):
                if not self._stands(clause, parsed, span):
                    continue
                doubtful = (
                    is_bare
                    or parsed.is_doubtful
                    or self._is_unclear(clause)
                    or (domain.needs is not None and not self._has_whole(parsed))
                )
                yield Said(
                    reading.mentions[parsed.code],
                    prose,
                    *span,
                    clause,
                    quantity,
                    When.THIS_YEAR,
                    (digits[0] + exact[0], digits[0] + exact[1]) if exact else None,
                    doubtful or not (is_sure or parsed.is_clear),
                )
                return

    def _as_before(self, clause: Clause, words: str, domain: Domain) -> Iterator[_Parsed]:
        """Yield what a noun by itself says with the term told right before (规章3件、文件5件)."""
        latest = takewhile(lambda each: each.clause.end == clause.start - 1, reversed(self._found))
        before = next((each for each in latest if each.end == each.clause.end), None)
        rest = domain.small.sub("", domain.cue.sub(_HOLE, words)).replace(_HOLE, "")
        if before is None or not domain.cue.search(words) or rest:
            return
        for term in self._reading.vocabulary.terms:
            cells = term.cells
            if domain.name in cells and before.mention.code in set(cells.values()) - {
                cells[domain.name]
            }:
                yield _Parsed(
                    cells[domain.name], "", None, is_clear=False, is_doubtful=False, is_plain=False
                )

    def _stands(self, clause: Clause, parsed: _Parsed, span: tuple[int, int]) -> bool:
        """Tell whether nothing around a clause makes its number another one."""
        prose, mention = self._prose, self._reading.mentions[parsed.code]
        sentence = prose.before(clause.sentence, clause.end)
        but, behind = mention.unless_preceded_by, mention.unless_followed_by
        return (
            not (parsed.only_behind and not parsed.only_behind.search(sentence))
            and not (but and but.search(sentence))
            and not (behind and not parsed.is_plain and behind.match(prose.plain, span[1]))
            and speaks_of_whole(prose, clause, parsed.rest, self._report.organ)
            and time_of(prose, clause, self._earlier(clause), self._report.year) is When.THIS_YEAR
        )

    def _has_whole(self, parsed: _Parsed) -> bool:
        """Tell whether what is told in parts (维持, 纠正) was told as a whole before."""
        mention = self._reading.mentions[parsed.code]
        wholes = {*mention.part_of, *mention.beside}
        return not wholes or not wholes.isdisjoint(self._told)

    def _is_unclear(self, clause: Clause) -> bool:
        """Tell whether the sentence has counted something else before, or named a part."""
        before = self._prose.before(clause.sentence, clause.start)
        return self._unclear or bool(
            self._reading.vocabulary.scopes.search(self._reading.vocabulary.general.sub("", before))
        )

    def _earlier(self, clause: Clause) -> str:
        """Return the words of the sentence before a clause, without those that name other years."""
        begin = max(clause.sentence, clause.start - FAR)
        pieces, at = [], begin
        self._names = [name for name in self._names if name[0] >= begin]
        for start, end in self._names:
            if start >= at:
                pieces.append(self._prose.plain[at:start])
                at = end
        return "".join([*pieces, self._prose.plain[at : clause.start]])

    def _domains(self, clause: Clause, words: str) -> Iterator[tuple[Domain, bool]]:
        """Yield the domains that a clause may speak of, each with whether that is sure."""
        prose, every = self._prose, self._reading.vocabulary
        names = list(every.domains)
        _, head = prose.head(clause.start)
        sentence = prose.before(clause.sentence, clause.start)

        def cues(text: str) -> list[str]:
            return [names[int((m.lastgroup or "d0")[1:])] for m in every.cues.finditer(text)]

        def sure(domain: Domain) -> bool:
            if domain.needs is None or domain.needs.search(words):
                return True
            named = domain.needs.search(sentence) or (
                domain.cue.search(head) and domain.needs.search(head)
            )
            return bool(named and not (domain.unless and domain.unless.search(words)))

        own = list(dict.fromkeys(cues(words)))
        for name in own:
            yield every.domains[name], sure(every.domains[name])
        earlier = cues(sentence)
        if earlier:
            # 复议 and 诉讼 told together share what comes behind: neither can be meant alone.
            yield every.domains[earlier[-1]], sure(every.domains[earlier[-1]])
        elif not own:
            line = prose.plain.rfind("\n", 0, clause.sentence) + 1
            above = cues(head + "。" + prose.before(line, clause.sentence))
            is_sure = bool(above) and above[-1] == "申请"
            if not above or above[-1] in {"申请", "复议", "诉讼"}:
                yield every.domains["申请"], is_sure


def _pieces(words: str) -> list[tuple[str, int, re.Match[str]]]:
    """Cut a clause into pieces with one count each (复议3件和诉讼2件), with where they begin."""
    counts = [count for count in _COUNT.finditer(words) if read_quantity(count["n"])]
    if len(counts) == 1:
        return [(words, 0, counts[0])]
    found, at = [], 0
    for count in counts:
        joint = _JOINT.match(words, at)
        if at and joint is None:
            return []
        at = joint.end() if at and joint else at
        found.append((words[at : count.end()], at, count))
        at = count.end()
    return found if at == len(words) else []


def _relative(words: str, year: int) -> str:
    """Name the years by their distance: 2023年度 is 上年 in the report of 2024."""
    for by, name in ((-1, "上年"), (0, "本年"), (1, "下年")):
        words = re.sub(rf"(?<!\d){year + by}年(?:度)?", name, words)
    words = _ANYBODY.sub("公众", words)
    words = re.sub("上一?年(?:度)?|去年(?:度)?", "上年", words)
    words = re.sub("下一?年(?:度)?|次年(?:度)?|明年", "下年", words)
    return re.sub("本年(?:度)?(?:内)?|今年(?:以来)?|当年(?:度)?", "本年", words)


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()
