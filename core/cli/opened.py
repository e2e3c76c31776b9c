"""Opening what a command is given: a document of ours, or somebody's report to be read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from core.base.exact_json import Json
from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.reading.opening import open_file
from core.report.edit import apply
from core.report.edits import SetCover
from core.report.report import Report

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something that is not read for certain; ``place`` is empty where a document does not know."""

    address: Address | None
    text: str
    why: str
    place: str = ""

    def as_json(self) -> Json:
        """Return it for programs."""
        return {"address": self.address, "text": self.text, "why": self.why, "place": self.place}


@dataclass(frozen=True, slots=True)
class Opened:
    """A report and what is unsure about it; ``year`` is None where its source does not tell."""

    report: Report
    year: int | None
    unsure: tuple[Unsure, ...]
    is_document: bool

    def dated(self, name: str) -> Opened:
        """Return it with a year to judge its texts by: where none is known, one that is said."""
        if self.year is not None:
            return self
        words = " ".join(self.report.texts.values())
        years = Counter(map(int, _YEAR.findall(words)))
        newest = self.report.form.confirmed_to
        year = max(years, key=lambda each: (years[each], each), default=newest)
        apply(self.report, [SetCover(self.report.organ, year)])
        where = "文中写得最多的" if years else "格式最近的"
        why = f"“{name}”里没有认出报告的年度，按{where}{year}年检查，与年度有关的检查请另行核对。"
        unsure = (Unsure(None, "", why, ""), *self.unsure)
        return replace(self, year=year, unsure=unsure)

    def dated_report(self, name: str) -> Report:
        """Return the report; raises Problem where its year, and so its judgement, is unknown."""
        if self.year is None:
            raise Problem(
                f"“{name}”里没有认出报告的年度。"
                "请先用 nianbao read 加上 --year 读成年报文档，再用那份文档。"
            )
        return self.report


def form_of_year(year: int, forms: Forms) -> Form:
    """Return the form that is in force for a year; raises Problem where there was none."""
    form = forms.for_year(year)
    if form is None:
        first = forms.editions[0].first_year
        raise Problem(f"{year}年度没有统一的报告格式，本程序从{first}年度起可用。请核对年度。")
    return form


def open_report(
    path: Path, forms: Forms, organ: str | None = None, year: int | None = None
) -> Opened:
    """Open a document or read a source; raises Problem."""
    opened = open_file(path, forms, organ=organ, year=year)
    report, reading = opened.report, opened.reading
    if reading is None:
        return Opened(report, opened.year, _unsure_in(report), is_document=True)
    places = {address: str(place) for address, place in reading.places.items()}
    notes = tuple(
        Unsure(note.address, note.text, note.why, str(note.place))
        for note in reading.notes
        if note.address not in report.doubts
    )
    return Opened(report, opened.year, notes + _unsure_in(report, places), is_document=False)


def _unsure_in(report: Report, places: dict[Address, str] | None = None) -> tuple[Unsure, ...]:
    """Return the doubtful figures, and those whose text is no figure, in the form's order."""
    refused = set(report.refused())
    found = []
    for address in report.form.figures:
        place = (places or {}).get(address, "")
        doubt, value = report.doubts.get(address), report.value(address)
        if doubt:
            found.append(Unsure(address, doubt.text, doubt.why, place))
        elif address in refused:
            found.append(Unsure(address, value.text, value.remark, place))
    return tuple(found)
