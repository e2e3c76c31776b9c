"""Several years' reports in one source: only one of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.forms.loader import Forms
from core.labels.blocks import Block, Grid, Paragraph
from core.recognition.headings import divide
from core.recognition.title import Title, find_titles

_MOST_TITLES = 12
_FEWEST_SECTIONS = 4
"""Sections that a title has below it where a report is, and no mere mention of one."""


@dataclass(frozen=True, slots=True)
class ChosenReport:
    """The blocks of one report, the others' blocked out; ``others`` are the titles of these."""

    blocks: Sequence[Block]
    title: Title | None = None
    others: tuple[Title, ...] = ()


def choose_report(blocks: Sequence[Block], forms: Forms, year: int | None) -> ChosenReport:
    """Choose the report of a year, or the latest one, where a source has those of several."""
    titles = find_titles(blocks, _MOST_TITLES)
    if len({title.year for title in titles}) < 2:
        return ChosenReport(blocks)
    ends = [*(title.first for title in titles), len(blocks)]
    reports = [
        (title, begin, end)
        for title, (begin, end) in zip(titles, pairwise(ends), strict=True)
        if _is_report(blocks[begin:end], forms)
    ]
    years = {title.year for title, _, _ in reports}
    if len(years) < 2:
        return ChosenReport(blocks)
    wanted = year if year in years else max(years)
    chosen, begin, end = next(each for each in reversed(reports) if each[0].year == wanted)
    # What is blocked out stays there as empty lines, so that places keep their numbers.
    kept = [
        block if begin <= number < end else Paragraph("", block.place)
        for number, block in enumerate(blocks)
    ]
    return ChosenReport(kept, chosen, tuple(title for title, _, _ in reports if title != chosen))


def _is_report(blocks: Sequence[Block], forms: Forms) -> bool:
    if len(blocks) < _FEWEST_SECTIONS:
        return False
    if not any(isinstance(block, Grid) or block.text.strip() for block in blocks[1:]):
        return False
    return any(
        len(divide(blocks, form.sections).parts) >= _FEWEST_SECTIONS for form in forms.editions
    )
