"""The one door through which a report changes.

`apply` takes edits, changes the report, brings its totals up to date and returns what changed.
Undo, tallies, checks, repainting and recovery all hang on that answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from core.address import Address
from core.report import Doubt, Report
from core.value import Number, State, Value, parse

COVER = "cover"
"""The name under which a change of organ or year is told."""


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Put a text into a cell, as typed or printed; an empty text clears it.

    In a computed cell the text is a printed total: it is kept only where it differs from the sum.
    ``doubt`` is what a reader was not sure of; an edit without one settles the cell's doubt.
    """

    address: Address
    text: str
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class SetText:
    """Replace a written part."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class SetCover:
    """Set the organ and the year. The year must be one that the report's edition serves."""

    organ: str
    year: int


Edit: TypeAlias = SetFigure | SetText | SetCover


_Before: TypeAlias = dict[Address, tuple[Value, Doubt | None, Number | None]]


def collapse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Keep the last edit of each cell, written part and cover: the outcome is the same."""
    last: dict[str, Edit] = {}
    for edit in edits:
        if isinstance(edit, SetFigure):
            last[edit.address] = edit
        else:
            last[edit.section if isinstance(edit, SetText) else COVER] = edit
    return tuple(last.values())


@dataclass(frozen=True, slots=True)
class Change:
    """What an application of edits did.

    ``figures`` are the addresses whose text, figure or doubt changed, totals included; ``parts``
    are the changed written parts, and ``cover``. ``inverse`` takes it all back.
    """

    figures: frozenset[Address]
    parts: frozenset[str]
    inverse: tuple[Edit, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.parts)


def apply(report: Report, edits: Iterable[Edit]) -> Change:
    """Change the report. Raises KeyError for an address or section that the form has not.

    All addresses are checked before the first change, so that nothing is half done.
    """
    edits = tuple(edits)
    for edit in edits:
        if isinstance(edit, SetFigure):
            report.form.figures[edit.address]
        elif isinstance(edit, SetText):
            report.texts[edit.section]
    before: _Before = {}
    changed: set[Address] = set()
    texts: dict[str, str] = {}
    cover = SetCover(report.organ, report.year)
    for edit in edits:
        if isinstance(edit, SetFigure):
            _put(report, edit, before)
        elif isinstance(edit, SetText):
            texts.setdefault(edit.section, report.texts[edit.section])
            report._put_text(edit.section, edit.text)
        else:
            report._put_cover(edit.organ, edit.year)
    _recompute(report, before, changed)
    parts = {section for section, text in texts.items() if report.texts[section] != text}
    inverse: list[Edit] = [
        SetText(section, texts[section]) for section in texts if section in parts
    ]
    if (report.organ, report.year) != (cover.organ, cover.year):
        parts.add(COVER)
        inverse.append(cover)
    for address, (value, doubt, figure) in before.items():
        if (report.value(address), report.doubts.get(address)) != (value, doubt):
            changed.add(address)
            inverse.append(SetFigure(address, value.text, doubt))
        elif report.figure(address) != figure:  # a printed total that came with its addends
            changed.add(address)
    return Change(frozenset(changed), frozenset(parts), tuple(inverse))


def _put(report: Report, edit: SetFigure, before: _Before) -> None:
    _remember(report, edit.address, before)
    value: Value | None = parse(edit.text, report.form.figures[edit.address].kind)
    computed = report.form.figures[edit.address].computed
    if not edit.text or (computed and value and value.state is State.BLANK):
        value = None
    report._put_value(edit.address, value, edit.doubt)


def _remember(report: Report, address: Address, before: _Before) -> None:
    before.setdefault(
        address, (report.value(address), report.doubts.get(address), report.figure(address))
    )


def _recompute(
    report: Report,
    before: _Before,
    changed: set[Address],
) -> None:
    """Bring the totals above the changed cells up to date, addends before totals.

    A printed total that its sum has come to agree with is let go: it no longer says anything.
    """
    stale = set(before)
    for identity in report.form.totals:
        total = identity.computes
        if total is None or (total not in stale and stale.isdisjoint(identity.left)):
            continue
        counted = report.figure(total)
        figure, missing = report.add(identity.left)
        if missing:
            report._put_sum(total, None)
        else:
            report._put_sum(total, figure)
            if report.is_kept(total) and report.figure(total) == figure:
                _remember(report, total, before)
                report._put_value(total, None, report.doubts.get(total))
        if report.figure(total) != counted:
            stale.add(total)
            changed.add(total)
