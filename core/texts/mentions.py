"""What the written parts say about the tables (收到…申请n件), held against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.number_words import number_of_words
from core.figures.value import Number
from core.forms.form import Mention, Terms
from core.forms.naming import table_name
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Clause, Prose
from core.texts.context import When, speaks_of_whole, when

_COMPARED = re.compile("比|较|持平|相当")
_NUMBERS = re.compile(r"(?<![\d.])\d[\d,]{0,14}(?![\d.%])")
_NONE = frozenset({"未", "没有", "无", "均", "全部"})
"""What a statement says instead of a number: that there were none, or that all were otherwise."""
_APPROXIMATE = re.compile("(?:以上|左右|以内|次|余|多|的|中|里)")


@dataclass(frozen=True, slots=True)
class Said:
    """A mention found in a text: its place in the plain text, its number, and its year's fit.

    ``digits`` is where the number itself stands, None where a word says that there was none.
    """

    mention: Mention
    prose: Prose
    start: int
    end: int
    clause: Clause
    number: int
    when: When
    digits: tuple[int, int] | None


def find_mentions(report: Report, prose: Prose) -> list[Said]:
    """Find the mentions that speak of the whole, of this year or of another year by number."""
    return _Finder(report, prose).find()


def check_mentions(report: Report, said: list[Said]) -> Iterator[Finding]:
    """Hold what the texts say against the tables, as far as the cells are filled."""
    told = {s.mention.code for s in said if s.when is When.THIS_YEAR}
    sums: dict[str, list[tuple[Number, bool]]] = {}
    for each in said:
        if each.when is When.THIS_YEAR:
            mention = each.mention
            if mention.code not in sums:
                sums[mention.code] = [at_least(report, terms) for terms in mention.sums]
            yield from _disagreement(report, each, sums[mention.code])
        elif each.when is When.ANOTHER_YEAR and each.mention.code not in told:
            yield from _wrong_year(report, each)


class _Finder:
    """Goes through a text clause by clause and remembers what was counted last.

    A part is told behind its whole: after 其中, or simply later in the sentence. What was counted
    before it says whose part it is.
    """

    def __init__(self, report: Report, prose: Prose) -> None:
        self._report = report
        self._prose = prose
        self._found: list[Said] = []
        self._latest: Said | None = None
        self._in_bracket: dict[int, Said | None] = {}
        self._before_part: dict[int, Said | None] = {}

    def find(self) -> list[Said]:
        mentions = self._report.form.mentions
        for clause in self._prose.clauses:
            words = self._prose.plain[clause.start : clause.end]
            self._in_bracket.setdefault(clause.bracket, self._latest)
            if clause.part is not None:
                self._before_part.setdefault(clause.part, self._in_bracket[clause.bracket])
            every = (self._said(clause, words, mention) for mention in mentions)
            said = [each for each in every if each is not None]
            self._found += said
            if said or any(sign.isdigit() for sign in words):
                self._latest = said[0] if said else None
                self._in_bracket[clause.bracket] = self._latest
        return self._found

    def _said(self, clause: Clause, words: str, mention: Mention) -> Said | None:
        """Return the place where a clause makes a mention, None where it does not."""
        prose = self._prose
        for pattern in mention.patterns:
            match = pattern.search(words)
            if match is None or _APPROXIMATE.match(words, match.end()):
                continue
            start, end = clause.start + match.start(), clause.start + match.end()
            but = mention.unless_followed_by
            if (
                self._stands(clause, mention, end)
                and not (but and but.match(prose.plain, end))
                and speaks_of_whole(prose, clause, words[: match.start()], self._report.organ)
            ):
                told = when(prose, clause, start, self._report.year)
                if match["n"] in _NONE:
                    return Said(mention, prose, start, end, clause, 0, told, None)
                number = _read(match["n"])
                if number is None:
                    continue
                digits = (clause.start + match.start("n"), clause.start + match.end("n"))
                return Said(mention, prose, start, end, clause, number, told, digits)
        return None

    def _stands(self, clause: Clause, mention: Mention, end: int) -> bool:
        """Tell whether a mention is a part of its whole, or stands by itself and is no other's."""
        sentence = self._prose.before(clause.sentence, clause.start)
        but = mention.unless_preceded_by
        if (but and but.search(self._prose.before(clause.sentence, end))) or any(
            each.mention.code in mention.not_after for each in self._found_in(clause.sentence)
        ):
            return False
        if clause.part is not None:
            whole = self._before_part[clause.part]
            if whole is not None and whole.mention.code in mention.part_of:
                return True
            # 上年结转36件。其中，部分公开…: all that the sentence before counted may be the whole.
            return not sentence[: clause.part - clause.sentence].strip("，,") and any(
                each.mention.code in mention.part_of for each in self._sentence_before(clause)
            )
        if mention.beside:
            latest = self._latest
            return (
                latest is not None
                and latest.clause.sentence == clause.sentence
                and bool({latest.mention.code, *latest.mention.beside} & set(mention.beside))
            )
        if mention.context is None:
            return False
        before = self._found[-1] if self._found else None
        if before is not None and before.clause.sentence == clause.sentence and mention.part_of:
            kin = {before.mention.code, *before.mention.part_of}
            if kin.isdisjoint(mention.part_of):
                return False
        _, head = self._prose.head(clause.start)
        return bool(mention.context.search(head + self._prose.before(clause.sentence, end)))

    def _found_in(self, sentence: int) -> list[Said]:
        """Return what was found in the sentence that begins at a place, the last ones first."""
        found = []
        for each in reversed(self._found):
            if each.clause.sentence != sentence:
                break
            found.append(each)
        return found

    def _sentence_before(self, clause: Clause) -> list[Said]:
        """Return what was found in the sentence right before a clause's own."""
        own = len(self._found_in(clause.sentence))
        before = self._found[: len(self._found) - own]
        if not before or self._prose.sentence_end(before[-1].end) + 1 != clause.sentence:
            return []
        last = before[-1].clause.sentence
        return [each for each in before[-6:] if each.clause.sentence == last]


def _read(words: str) -> int | None:
    """Return the number that digits or words spell, None where it is none."""
    digits = words.replace(",", "")
    return int(digits) if digits.isdigit() else number_of_words(words)


def _is_proved(report: Report, said: Said) -> bool:
    """Tell whether the number is another sum, and its sentence tells the figures that prove it."""
    mention = said.mention
    if mention.proved is None or at_least(report, mention.proved) != (said.number, True):
        return False
    codes = {mention.code, *mention.beside}
    proofs = [p for m in report.form.mentions if m.code in codes for p in m.proofs]
    prose, begin = said.prose, said.clause.sentence
    sentence = prose.plain[begin : prose.sentence_end(said.end)]
    told = {_read(number) for number in _NUMBERS.findall(sentence)}
    return any(all(report.figure(address) in told for address in proof.plus) for proof in proofs)


def _disagreement(
    report: Report, said: Said, least: list[tuple[Number, bool]]
) -> Iterator[Finding]:
    mention, number = said.mention, said.number
    if any(value == number if exact else value <= number for value, exact in least):
        return
    if _is_proved(report, said):
        return
    shown = least if all(_is_single(terms) for terms in mention.sums) else least[:1]
    nearest, _ = min(shown, key=lambda each: abs(int(each[0]) - number))
    yield _finding(
        said,
        mention.code,
        f"与{_table(report, mention)}不一致：{_figures(report, mention, shown)}，"
        f"相差{abs(nearest - number)}。",
        "请核对这句话和表中的数，改正不对的一处。" + _mistake(report, said),
        (number, nearest),
    )


def _wrong_year(report: Report, said: Said) -> Iterator[Finding]:
    """Suspect a wrong year where a sentence tells this year's figure as another year's."""
    value, exact = at_least(report, said.mention.sums[0])
    plain = said.prose.plain
    years = re.findall(r"20\d\d(?=年)", plain[: said.start])
    if not (exact and value == said.number and value > 0 and years):
        return
    if _COMPARED.search(said.prose.before(said.clause.sentence, said.end + 12)):
        return
    yield _finding(
        said,
        "X62",
        f"写的是{years[-1]}年的数，而本报告（{report.year}年）{_table(report, said.mention)}的"
        f"{said.mention.name}正好是{value}件。",
        "请核对这句话里的年份。",
        (int(years[-1]), report.year),
    )


def _finding(
    said: Said, code: str, message: str, advice: str, numbers: tuple[Number, Number]
) -> Finding:
    left, right = numbers
    return Finding(
        code=code,
        severity=Severity.WARNING,
        section=said.prose.section,
        message=f"“{said.prose.quote(said.start, said.end)}”{message}",
        advice=advice,
        addresses=tuple(
            dict.fromkeys(a for terms in said.mention.sums for a in terms.plus + terms.minus)
        ),
        left=left,
        right=right,
        difference=max(left, right) - min(left, right),
        spot=said.prose.spot(said.start, said.end),
        basis=said.mention.basis,
    )


def _figures(report: Report, mention: Mention, shown: list[tuple[Number, bool]]) -> str:
    """Say what the table has: one figure, the least it comes to, or each of several."""
    value, exact = shown[0]
    if not exact:
        return f"{mention.name}，仅表中已填的各格就有{value}件"
    if len(shown) == 1:
        return f"{mention.name}是{value}件"
    columns = (report.form.figures[terms.plus[0]].column.name for terms in mention.sums)
    return mention.name + "、".join(
        f"{column}{value}件" for column, (value, _) in zip(columns, shown, strict=True)
    )


def _is_single(terms: Terms) -> bool:
    return len(terms.plus) == 1 and not terms.minus


def _mistake(report: Report, said: Said) -> str:
    """Say what the number may have been taken for."""
    addresses = said.mention.mistaken_for
    total, missing = report.add(addresses)
    if not addresses or missing or total != said.number:
        return ""
    names = "、".join(f"“{report.form.figures[a].row.short}”" for a in addresses)
    return f"{said.number}件等于表中{names}相加，这里只能写其中一项。"


def at_least(report: Report, terms: Terms) -> tuple[Number, bool]:
    """Return a sum, and whether it is exact; otherwise it is the least that the cells come to."""
    total: Number = 0
    exact = True
    for address in terms.plus:
        figure = report.figure(address)
        if figure is None:
            exact = False
            figure = _filled_part(report, address)
        total += figure
    taken, missing = report.add(terms.minus)
    if missing or (terms.minus and not exact):
        return 0, False
    return total - taken, exact


def _filled_part(report: Report, address: Address) -> Number:
    """Add up the filled addends of a blank total: no count is less than nothing."""
    for identity in report.form.used_by.get(address, ()):
        if identity.computes == address:
            return report.add(identity.left)[0]
    return 0


def _table(report: Report, mention: Mention) -> str:
    return table_name(report.form, mention.sums[0].plus[0].section)
