"""From last year's report to this year's: what goes on, what has no place, what is in doubt.

Nothing is made up. A figure that this year's form takes over unchanged (上年结转) keeps its doubts;
a blank stays blank; everything else is only remembered, to be compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.figures.address import Address
from core.figures.value import State, show
from core.forms.form import Carry, Form
from core.forms.loader import Forms
from core.report.cover_edits import SetTitleLines
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetPrior, SetText
from core.report.finding import Finding
from core.report.link import Link
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report
from core.texts.inherited import find_passages

_UNBALANCED = "上年报告的这一列勾稽不平，结转的数可能有错"


@dataclass(frozen=True, slots=True)
class CarriedFigure:
    """A figure of this year that last year's report settles, empty where it does not.

    A computed one (总计) is shown, not put: it follows from the others.
    """

    carry: Carry
    text: str
    doubt: Doubt | None
    is_computed: bool

    @property
    def name(self) -> str:
        """The row or column that it stands in."""
        return self.carry.place


@dataclass(frozen=True)
class FollowingYear:
    """The report of a year as it begins from an earlier one; ``source`` is that one's name."""

    form: Form
    organ: str
    year: int
    last: Report
    last_year: int
    source: str

    @property
    def gap(self) -> int:
        """How many years lie between the two reports."""
        return self.year - self.last_year

    @property
    def changes_edition(self) -> bool:
        """Tell whether the two reports are of two editions of the form."""
        return self.form.edition != self.last.form.edition

    @cached_property
    def carried(self) -> tuple[CarriedFigure, ...]:
        """What goes on unchanged from one year to the next; nothing where years lie between."""
        if self.gap != 1:
            return ()
        return tuple(
            self._carried(carry)
            for carry in self.form.carries
            if len(carry.sources) == 1
            and not carry.plus + carry.minus
            and carry.sources[0] in self.last.form.figures
        )

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """What of the figures that go on somebody has to look at, a sentence each."""
        sources = {each.carry.sources[0] for each in self.carried}
        told = [f"上年报告{finding.message}" for finding in self._unbalanced(sources)]
        typed = [each for each in self.carried if not each.is_computed]
        groups: dict[str, list[CarriedFigure]] = {}
        for each in typed:
            if each.doubt is not None and each.doubt.why != _UNBALANCED:
                groups.setdefault(each.doubt.why, []).append(each)
        for why, figures in groups.items():
            what = "已经带入，在表里标为存疑" if any(f.text for f in figures) else "没有带入"
            told.append(f"{_names(figures)}：{why}；{what}。")
        blank = [each for each in typed if not each.text and each.doubt is None]
        if blank:
            names = "各列" if len(blank) == len(typed) else _names(blank)
            told.append(f"上年报告里{names}的结转是空的，新报告里也空着，不当作0。")
        for each in self.carried:
            source = each.carry.sources[0]
            if each.is_computed and not each.text and self.last.is_filled(source):
                figure = self.last.form.figures[source]
                printed = show(self.last.figure(source), figure.kind)
                told.append(f"上年报告的{figure.place}是{printed}，各列没有填全，这个数不带入。")
        return tuple(told)

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        """Name the filled figures of last year that the new form has no place for, row by row."""
        rows: dict[str, list[Address]] = {}
        for address, figure in self.last.form.figures.items():
            if address not in self.form.figures and self.last.is_filled(address):
                rows.setdefault(figure.row.name, []).append(address)
        return tuple(f"{name}：{self._columns(addresses)}" for name, addresses in rows.items())

    @property
    def characters(self) -> int:
        """Count the characters of last year's texts, white space left out."""
        return sum(len("".join(text.split())) for text in self.last.texts.values())

    def report(self, *, with_texts: bool = False) -> Report:
        """Return the new report; the texts of last year come with it only where that is asked."""
        made = Report(self.form, self.organ, self.year)
        origin = Origin(Source.CARRIED, self.source)
        edits: list[Edit] = [
            SetFigure(each.carry.to, each.text, each.doubt, origin)
            for each in self.carried
            if not each.is_computed and (each.text or each.doubt)
        ]
        if with_texts:
            edits += [
                SetText(section, text, self._links(section))
                for section, text in self.last.texts.items()
                if section in made.texts
            ]
        if self.last.organ == self.organ:
            edits.append(SetTitleLines(self.last.title_lines))
        apply(made, edits)
        known = self.last.as_prior()
        prior = replace(known, year=self.last_year)
        if with_texts:
            found = (find_passages(t, made.links.get(s, ())) for s, t in made.texts.items())
            passages = dict.fromkeys(passage for each in found for passage in each)
            prior = replace(prior, passages=tuple(passages))
        apply(made, [SetPrior(prior)])
        return made

    def _carried(self, carry: Carry) -> CarriedFigure:
        source, figure = carry.sources[0], self.form.figures[carry.to]
        if figure.computed:
            total, missing = self.last.add(self._sources_of_addends(carry.to))
            return CarriedFigure(carry, "" if missing else show(total, figure.kind), None, True)
        text = show(self.last.figure(source), figure.kind)
        return CarriedFigure(carry, text, self._doubt(source, text), False)

    def _sources_of_addends(self, total: Address) -> Iterator[Address]:
        by_target = {carry.to: carry.sources for carry in self.form.carries}
        for addend in self.form.addends.get(total, ()):
            yield from by_target.get(addend, ())

    def _doubt(self, source: Address, text: str) -> Doubt | None:
        """Return what goes on into the cell as a doubt, until somebody settles it there."""
        value, doubt = self.last.value(source), self.last.doubts.get(source)
        if doubt is not None:
            return Doubt(doubt.text, f"上年报告中，{doubt.why}")
        if value.state is State.REFUSED:
            return Doubt(value.text, f"上年报告填的是“{value.text}”，{value.remark}")
        if source in self._deduced:
            return Doubt(text, "上年报告的数是从文件里推算的")
        if self._unbalanced({source}):
            return Doubt(text, _UNBALANCED)
        return None

    @cached_property
    def _deduced(self) -> frozenset[Address]:
        origins = self.last.origins.items()
        return frozenset(a for a, origin in origins if origin.source is Source.DEDUCED)

    @cached_property
    def _inspection(self) -> Inspection:
        return Inspection(self.last)

    def _unbalanced(self, sources: Iterable[Address]) -> list[Finding]:
        return [each for each in self._inspection.about(sources) if each.is_unbalanced]

    def _links(self, section: str) -> tuple[Link, ...]:
        links = self.last.links.get(section, ())
        return tuple(link for link in links if link.address in self.form.figures)

    def _columns(self, addresses: list[Address]) -> str:
        figures = self.last.form.figures
        every = self.last.form.table(addresses[0].section)
        if len(addresses) == len(every.columns):
            return "各列"
        return "、".join(figures[address].column.name for address in addresses)


def follow(
    last: Report, last_year: int | None, source: str, forms: Forms, year: int, organ: str
) -> FollowingYear:
    """Begin the report of a year from an earlier one; raises Problem where that cannot be.

    A source that does not tell its year counts as the year before.
    """
    before = year - 1 if last_year is None else last_year
    form = forms.for_year(year)
    if form is None:
        raise Problem(f"{forms.editions[0].first_year}年以前没有全国统一格式，请核对年度。")
    if year <= before:
        raise Problem(f"“{source}”是{before}年度的报告，新报告的年度要在它之后。")
    return FollowingYear(form, organ, year, last, before, source)


def _names(figures: Iterable[CarriedFigure]) -> str:
    return "、".join(f"“{figure.name}”" for figure in figures)
