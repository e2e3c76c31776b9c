"""Parts of one report that several people filled, put together (合并).

What is blank in the report is taken over; where two parts say something else nothing is taken,
and both are told. A total is never merged: it follows from its addends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import COVER_NAME, Form
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A report that somebody filled in part, under the name of its file."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that two fill differently; ``said`` are the names and what each has there."""

    part: str
    place: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MergedParts:
    """What came of merging: how many figures and texts each part gave, and the conflicts."""

    given: tuple[tuple[str, int, int], ...]
    conflicts: tuple[Conflict, ...]


def merge_parts(report: Report, base_name: str, parts: Sequence[FilledPart]) -> MergedParts:
    """Take over into ``report`` what the parts filled and it has not.

    Raises Problem, before anything is changed, where a part is of another year or organ.
    """
    for part in parts:
        _check_fits(report, part)
    named = [FilledPart(base_name, report), *parts]
    edits: list[Edit] = []
    conflicts: list[Conflict] = []
    counts = {part.name: [0, 0] for part in parts}
    if not report.organ and (organ := next((p.report.organ for p in parts if p.report.organ), "")):
        edits.append(SetCover(organ, report.year))
    for address in _typed_cells(report.form):
        said = _said(named, [part.report.value(address).text for part in named])
        if _is_conflict(address, named):
            figure = report.form.figures[address]
            tab = report.form.table(address.section).tab
            conflicts.append(Conflict(tab, figure.place, said))
        elif said and not report.value(address).text.strip():
            giver = next(part for part in parts if part.name == said[0][0])
            edits.append(_taken(giver, address))
            counts[giver.name][0] += 1
    for text in report.form.texts:
        said = _said(named, [part.report.texts[text.id] for part in named])
        if len({words for _, words in said}) > 1:
            conflicts.append(Conflict(text.tab or COVER_NAME, text.heading, said))
        elif said and not report.texts[text.id].strip():
            edits.append(SetText(text.id, said[0][1]))
            counts[said[0][0]][1] += 1
    apply(report, edits)
    given = tuple((name, figures, texts) for name, (figures, texts) in counts.items())
    return MergedParts(given, tuple(conflicts))


def _check_fits(report: Report, part: FilledPart) -> None:
    theirs = part.report
    if theirs.year != report.year or theirs.form.edition != report.form.edition:
        raise Problem(
            f"“{part.name}”是{theirs.year}年度的，这份报告是{report.year}年度的，没有合并。"
            "请核对是不是选错了文件。"
        )
    if report.organ and theirs.organ and theirs.organ != report.organ:
        raise Problem(
            f"“{part.name}”写的机关是“{theirs.organ}”，这份报告是“{report.organ}”的，没有合并。"
            "请核对是不是选错了文件；确是同一机关的，请先把名称改成一样。"
        )


def _typed_cells(form: Form) -> list[Address]:
    return [address for address, figure in form.figures.items() if not figure.computed]


def _said(parts: Sequence[FilledPart], words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    both = zip(parts, words, strict=True)
    return tuple((part.name, said.strip()) for part, said in both if said.strip())


def _is_conflict(address: Address, parts: Sequence[FilledPart]) -> bool:
    """Tell whether a cell is filled differently; 12 and 1２ are the same figure."""
    values = [part.report.value(address) for part in parts]
    told = {v.text.strip() if v.figure is None else v.figure for v in values if v.text.strip()}
    return len(told) > 1


def _taken(giver: FilledPart, address: Address) -> SetFigure:
    doubt: Doubt | None = giver.report.doubts.get(address)
    origin = Origin(Source.READ, giver.name)
    return SetFigure(address, giver.report.value(address).text, doubt, origin)
