"""Filling many cells at once: zeros where nothing stands, and a figure copied over a selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import State
from core.report.edits import SetFigure
from core.report.origin import Origin, Source
from core.report.report import Report

_ZERO = "0"
_MOST_MARKS = 3
"""So many marks that somebody typed for a blank are named; a sentence holds no more."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The edits that fill cells, and one sentence about them for the status bar."""

    edits: tuple[SetFigure, ...]
    words: str


def fill_blanks(report: Report, addresses: Iterable[Address]) -> Filling:
    """Put a zero (空白填0) wherever nothing stands among these cells.

    Left as they are: totals, what was not read for certain, what is no figure, and a mark such as
    “/”, for somebody typed it. The words say how many.
    """
    origin = Origin(Source.FILLED)
    edits: list[SetFigure] = []
    doubtful = refused = marked = 0
    marks: dict[str, None] = {}
    for address in addresses:
        value = report.value(address)
        if report.form.figures[address].computed:
            continue
        if address in report.doubts:
            doubtful += 1
        elif value.state is State.REFUSED:
            refused += 1
        elif value.state is State.BLANK and value.text.strip():
            marked += 1
            marks[value.text.strip()] = None
        elif value.state is State.BLANK:
            edits.append(SetFigure(address, _ZERO, origin=origin))
    named = "、".join([*marks][:_MOST_MARKS]) + ("等" if len(marks) > _MOST_MARKS else "")
    left = [
        f"{count}格{why}，没有填"
        for count, why in (
            (doubtful, "没有读准"),
            (refused, "填的不是数"),
            (marked, f"填的是“{named}”"),
        )
        if count
    ]
    done = f"填了{len(edits)}格，可以撤销" if edits else "没有空白的格，没有填"
    return Filling(tuple(edits), "；".join([done, *left]))


def copy_first(report: Report, lines: Iterable[Sequence[Address]], toward: str) -> Filling:
    """Copy the first cell of every line over the rest of it; ``toward`` is 下 or 右.

    A line is a column or a row of a selection; totals in it are passed over. A line that begins
    with a blank is left alone: copying a blank would clear what stands there.
    """
    edits: list[SetFigure] = []
    replaced = blank = 0
    figures = report.form.figures
    for line in lines:
        typed = [address for address in line if not figures[address].computed]
        if len(typed) < 2:
            continue
        text = report.value(typed[0]).text
        if not text.strip():
            blank += 1
            continue
        edits += [SetFigure(address, text) for address in typed[1:]]
        before = [report.value(address).text for address in typed[1:]]
        replaced += sum(bool(old) and old != text for old in before)
    parts = []
    if edits:
        parts.append(f"已向{toward}填充{len(edits)}格")
        if replaced:
            parts.append(f"其中{replaced}格原来有别的内容，可以撤销")
    if blank:
        parts.append(f"{blank}处开头的一格是空的，没有填充")
    return Filling(tuple(edits), "，".join(parts) or "没有可以填充的格，请先选定要填的几格")
