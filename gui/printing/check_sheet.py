"""The check sheet (勾稽核对单) for paper: every tally with its two sides, every finding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.exports.parts.check_list import (
    AS_TYPED,
    FINDING_HEADS,
    FINDING_WIDTHS,
    FINDINGS,
    NO_FINDINGS,
    TALLIES,
    TALLY_HEADS,
    TYPED_HEADS,
    TYPED_NOTE,
    TYPED_WIDTHS,
    CheckList,
    TallyLine,
    check_list,
)
from core.figures.value import Kind, Number, show
from core.printed.page import printable
from gui.printing.grid import BAND, FAULT, Align, GridBox, RuledGrid

NOTE_SIZE = 10.5
_TALLY_WIDTHS = (53, 19, 16, 9, 13)
_SIGNS = {Balance.BALANCED: "✓", Balance.UNBALANCED: "≠", Balance.UNFILLED: "○"}


@dataclass(frozen=True, slots=True)
class CheckPart:
    """A part of the check sheet: heading, note and table, each where there is one."""

    heading: str = ""
    note: str = ""
    grid: RuledGrid | None = None


def parts(inspection: Inspection) -> tuple[CheckPart, ...]:
    """Return the parts of a report's check sheet, in order."""
    found = check_list(inspection)
    return (
        *(CheckPart(note=note) for note in found.notes),
        CheckPart(f"一、{TALLIES}", grid=_tallies(found)),
        _findings(found),
        *((_as_typed(found),) if found.as_typed else ()),
        CheckPart(found.unwatched_heading, found.unwatched_words("另有")),
    )


def _tallies(found: CheckList) -> RuledGrid:
    """List the tallies, those of one kind below a band that names it."""
    boxes = _heads(TALLY_HEADS)
    line = 1
    for (part, name), tallies in groupby(found.tallies, key=lambda t: (t.part, t.name)):
        boxes.append(GridBox(line, 0, f"{part}：{name}", across=5, shade=BAND))
        for tally in tallies:
            line += 1
            boxes += _tally(line, tally)
        line += 1
    return RuledGrid(_TALLY_WIDTHS, 1, line, tuple(boxes))


def _tally(line: int, tally: TallyLine) -> list[GridBox]:
    shade = FAULT if tally.state is Balance.UNBALANCED else ""
    figures = (tally.left, tally.right, tally.difference)
    return [
        GridBox(line, 0, tally.place, shade=shade),
        *(
            GridBox(line, column, _shown(figure), align=Align.CENTRE, is_number=True, shade=shade)
            for column, figure in enumerate(figures, 1)
        ),
        GridBox(
            line, 4, f"{_SIGNS[tally.state]} {tally.state.value}", align=Align.CENTRE, shade=shade
        ),
    ]


def _findings(found: CheckList) -> CheckPart:
    heading = f"二、{FINDINGS}"
    if not found.findings:
        return CheckPart(heading, NO_FINDINGS)
    boxes = _heads(FINDING_HEADS)
    for line, finding in enumerate(found.findings, 1):
        words = finding.words
        boxes += (
            GridBox(line, 0, words.part),
            GridBox(line, 1, printable(words.message)),
            GridBox(line, 2, words.severity, align=Align.CENTRE),
            GridBox(line, 3, printable(words.advice)),
        )
    grid = RuledGrid(FINDING_WIDTHS, 1, len(found.findings) + 1, tuple(boxes))
    return CheckPart(heading, grid=grid)


def _as_typed(found: CheckList) -> CheckPart:
    boxes = _heads(TYPED_HEADS)
    for line, each in enumerate(found.as_typed, 1):
        boxes += (GridBox(line, at, printable(text)) for at, text in enumerate(each.words))
    grid = RuledGrid(TYPED_WIDTHS, 1, len(found.as_typed) + 1, tuple(boxes))
    return CheckPart(f"三、{AS_TYPED}", TYPED_NOTE, grid)


def _shown(figure: Number | None) -> str:
    return "" if figure is None else show(figure, Kind.AMOUNT)


def _heads(heads: tuple[str, ...]) -> list[GridBox]:
    return [GridBox(0, at, head, align=Align.CENTRE, shade=BAND) for at, head in enumerate(heads)]
