"""Hold what the written parts say about the tables against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Mention, Terms
from core.forms.naming import table_name
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.report.text_repair import TextRepair, spell_like, spell_money
from core.texts.context import When
from core.texts.mentions import Said
from core.texts.sums import at_least

_COMPARED = re.compile("比|较|持平|相当")
_NUMBERS = re.compile(r"(?<![\d.])\d[\d,]{0,14}(?![\d.%])")


class Judgement:
    """What the texts say, held against the tables as far as the cells are filled.

    A mention is judged again only when the figures that it depends on have changed.
    """

    def __init__(self, said: list[Said]) -> None:
        self._said = said
        proses = list(dict.fromkeys(each.prose for each in said))
        self._order = [(proses.index(each.prose), each.start) for each in said]
        self._places: dict[str, list[int]] = {}
        self._sentences: dict[tuple[int, int], list[Said]] = {}
        self._meanings: dict[object, set[str]] = defaultdict(set)
        for place, each in enumerate(said):
            self._places.setdefault(each.mention.code, []).append(place)
            sentence = (self._order[place][0], each.clause.sentence)
            self._sentences.setdefault(sentence, []).append(each)
            self._meanings[each.prose.section, each.digits].add(each.mention.code)
        self._told = {s.mention.code for s in said if s.when is When.THIS_YEAR}
        self._names = _Names()
        self._seen: dict[str, object] = {}
        self._found: dict[int, tuple[Finding, ...]] = {}

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what does not agree, in the order of the texts."""
        for code, places in self._places.items():
            mention = self._said[places[0]].mention
            least = [at_least(report, terms) for terms in mention.sums]
            depends = (report.organ, report.year, tuple(least), _beside(report, mention))
            if self._seen.get(code) != depends:
                self._seen[code] = depends
                exact = {value for value, is_exact in least if is_exact}
                for place in places:
                    said = self._said[place]
                    if said.number in exact and said.when is When.THIS_YEAR:
                        self._found.pop(place, None)
                        continue
                    found = tuple(self._judge(report, said, least))
                    if found:
                        self._found[place] = found
                    else:
                        self._found.pop(place, None)
        for place in sorted(self._found, key=self._order.__getitem__):
            if not self._said[place].is_doubtful or self._is_borne_out(report, place):
                yield from self._found[place]

    def _is_borne_out(self, report: Report, place: int) -> bool:
        """Tell whether other numbers of a sentence agree with the table: then it speaks of it.

        Small numbers agree by chance; two of them are needed.
        """
        said = self._said[place]
        agreeing = {
            each.number
            for each in self._sentences[self._order[place][0], said.clause.sentence]
            if each.number != said.number
            and any(_agrees(each, *at_least(report, terms)) for terms in each.mention.sums)
        }
        weight = sum(2 if n >= 20 else 1 for n in agreeing if n >= 3)
        return weight >= 2

    def _judge(
        self, report: Report, said: Said, least: list[tuple[Number, bool]]
    ) -> Iterator[Finding]:
        if said.when is When.THIS_YEAR:
            is_alone = len(self._meanings[said.prose.section, said.digits]) == 1
            yield from _disagreement(report, said, least, self._names, is_alone=is_alone)
        elif said.when is When.ANOTHER_YEAR and said.mention.code not in self._told:
            yield from _wrong_year(report, said, self._names)


def _agrees(said: Said, value: Number, exact: bool) -> bool:
    return exact and said.quantity.fits(value, exact=True)


class _Names:
    """What the findings of a mention have in common; kept, for a figure may be told often."""

    def __init__(self) -> None:
        self._tables: dict[str, str] = {}
        self._cells: dict[str, tuple[Address, ...]] = {}

    def table(self, report: Report, mention: Mention) -> str:
        """Return the name of the table in which a mention's cells stand."""
        if mention.code not in self._tables:
            section = mention.sums[0].plus[0].section
            self._tables[mention.code] = table_name(report.form, section)
        return self._tables[mention.code]

    def cells(self, mention: Mention) -> tuple[Address, ...]:
        """Return all cells that a mention may state."""
        if mention.code not in self._cells:
            cells = (a for terms in mention.sums for a in terms.plus + terms.minus)
            self._cells[mention.code] = tuple(dict.fromkeys(cells))
        return self._cells[mention.code]


def _beside(report: Report, mention: Mention) -> object:
    """Return what else a mention is judged by: its proofs, and what it is mistaken for."""
    if mention.proved is None and not mention.mistaken_for:
        return None
    codes = {mention.code, *mention.beside}
    proofs = [p for m in report.form.mentions if m.code in codes for p in m.proofs]
    return (
        mention.proved and at_least(report, mention.proved),
        tuple(report.figure(address) for proof in proofs for address in proof.plus),
        report.add(mention.mistaken_for),
    )


def _is_proved(report: Report, said: Said) -> bool:
    """Tell whether the number is another sum, and its sentence tells the figures that prove it."""
    mention = said.mention
    if mention.proved is None or at_least(report, mention.proved) != (said.number, True):
        return False
    codes = {mention.code, *mention.beside}
    proofs = [p for m in report.form.mentions if m.code in codes for p in m.proofs]
    prose, begin = said.prose, said.clause.sentence
    sentence = prose.plain[begin : prose.sentence_end(said.end)]
    told = {int(number.replace(",", "")) for number in _NUMBERS.findall(sentence)}
    return any(all(report.figure(address) in told for address in proof.plus) for proof in proofs)


def _disagreement(
    report: Report,
    said: Said,
    least: list[tuple[Number, bool]],
    names: _Names,
    *,
    is_alone: bool,
) -> Iterator[Finding]:
    mention, number = said.mention, said.number
    if any(said.quantity.fits(value, exact=exact) for value, exact in least):
        return
    if _is_proved(report, said):
        return
    shown = least if all(_is_single(terms) for terms in mention.sums) else least[:1]
    nearest, _ = min(shown, key=lambda each: abs(Decimal(each[0]) - number))
    yield _finding(
        said,
        names,
        mention.code,
        f"与{names.table(report, mention)}不一致：{_figures(report, mention, shown)}，"
        f"相差{_in_words(abs(Decimal(nearest) - number))}。",
        "请核对这句话和表中的数，改正不对的一处。" + _mistake(report, said),
        (number, nearest),
        _repair(report, said, *least[0]) if is_alone and len(least) == 1 else None,
    )


def _repair(report: Report, said: Said, value: Number, exact: bool) -> TextRepair | None:
    """Return what brings the table's figure into the sentence, where it can mean no other."""
    mention = said.mention
    if not exact or said.digits is None or _mistake(report, said):
        return None
    if mention.proved is not None:
        # The other sum that the words may mean must not be the likelier one.
        other, _ = at_least(report, mention.proved)
        if other != value and abs(Decimal(other) - said.number) <= abs(
            Decimal(value) - said.number
        ):
            return None
    spot, terms = said.prose.spot(*said.digits), mention.sums[0]
    old = said.prose.text[spot.start : spot.end]
    unit = ""
    if said.quantity.is_money:
        behind = said.prose.plain[said.digits[1] : said.digits[1] + 2]
        unit = "元" if behind.startswith("元") else behind
    new = spell_money(old, unit, value) if unit else spell_like(old, value)
    if not new:
        return None
    cell = terms.plus[0] if _is_single(terms) else None
    is_linkable = cell is not None and unit != "元" and report.figure_words(cell) == new
    cells = terms.plus + terms.minus
    return TextRepair(
        spot.section, spot.start, spot.end, old, new, cell if is_linkable else None, cells
    )


def _wrong_year(report: Report, said: Said, names: _Names) -> Iterator[Finding]:
    """Suspect a wrong year where a sentence tells this year's figure as another year's."""
    value, exact = at_least(report, said.mention.sums[0])
    told = said.prose.year_before(said.start)
    if not (exact and value == said.number and value > 0 and told):
        return
    if _COMPARED.search(said.prose.before(said.clause.sentence, said.end + 12)):
        return
    yield _finding(
        said,
        names,
        "X62",
        f"写的是{told}年的数，而本报告（{report.year}年）{names.table(report, said.mention)}的"
        f"{said.mention.name}正好是{value}件。",
        "请核对这句话里的年份。",
        (int(told), report.year),
    )


def _finding(
    said: Said,
    names: _Names,
    code: str,
    message: str,
    advice: str,
    numbers: tuple[Number, Number],
    repair: TextRepair | None = None,
) -> Finding:
    left, right = numbers
    return Finding(
        code=code,
        severity=Severity.WARNING,
        section=said.prose.section,
        message=f"“{said.prose.quote(said.start, said.end)}”{message}",
        advice=advice,
        addresses=names.cells(said.mention),
        left=left,
        right=right,
        difference=max(left, right) - min(left, right),
        spot=said.prose.spot(said.start, said.end),
        basis=said.mention.basis,
        repair=repair,
    )


def _figures(report: Report, mention: Mention, shown: list[tuple[Number, bool]]) -> str:
    """Say what the table has: one figure, the least it comes to, or each of several."""
    value, exact = shown[0]
    unit = report.form.figures[mention.sums[0].plus[0]].column.unit or "件"
    if not exact:
        return f"{mention.name}，仅表中已填的各格就有{value}{unit}"
    if len(shown) == 1:
        return f"{mention.name}是{value}{unit}"
    columns = (report.form.figures[terms.plus[0]].column.name for terms in mention.sums)
    return mention.name + "、".join(
        f"{column}{value}{unit}" for column, (value, _) in zip(columns, shown, strict=True)
    )


def _is_single(terms: Terms) -> bool:
    return len(terms.plus) == 1 and not terms.minus


def _mistake(report: Report, said: Said) -> str:
    """Say what the number may have been taken for."""
    addresses = said.mention.mistaken_for
    if not addresses:
        return ""
    total, missing = report.add(addresses)
    if missing or total != said.number:
        return ""
    names = "、".join(f"“{report.form.figures[a].row.short}”" for a in addresses)
    return f"{said.number}件等于表中{names}相加，这里只能写其中一项。"


def _in_words(number: Number) -> str:
    return format(Decimal(number).normalize(), "f")
