"""The one door through which a report changes.

`apply` takes edits, changes the report, brings its totals and the linked numbers in its texts up
to date and returns what changed. Undo, tallies, checks, repainting and recovery all hang on that
answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Number
from core.report.edit_kinds import KINDS
from core.report.edits import Edit, SetFigure, SetText
from core.report.link import follow
from core.report.origin import TYPED
from core.report.report import Report


def collapse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Keep the last edit of each cell, written part, note and the cover: the outcome is the same.

    The links of a text must be given in its edits (see `pin`).
    """
    return tuple({edit.place: edit for edit in edits}.values())


def pin(report: Report, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits just applied with the links that their texts have now, to be done again."""
    return tuple(
        SetText(edit.section, edit.text, report.links.get(edit.section, ()))
        if isinstance(edit, SetText) and report.texts[edit.section] == edit.text
        else edit
        for edit in edits
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What an application of edits did.

    ``figures`` are the addresses whose text, figure, doubt or origin changed, totals included;
    ``parts`` are the changed written parts, and `COVER`, `NOTES`, `PRIOR` and `PROOFS` of
    `core.report.edits`.
    ``inverse`` takes it all back.
    """

    figures: frozenset[Address]
    parts: frozenset[str]
    inverse: tuple[Edit, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.parts)


def apply(report: Report, edits: Iterable[Edit]) -> Change:
    """Change the report.

    Raises KeyError for an address or section that the form has not, ValueError for links that do
    not lie in their text. All is checked before the first change, so that nothing is half done.
    """
    edits = tuple(edits)
    for edit in edits:
        edit.check(report)
    before = _Before(report)
    for edit in edits:
        before.remember(edit)
        edit.put(report)
    moved = _recompute(report, before)
    _follow(report, before)
    return before.change(moved)


def fill(report: Report, edits: Iterable[Edit]) -> None:
    """Change a new report as `apply` does, where nobody will ask what changed or take it back.

    Opening a document is mostly this, and thousands may be opened in a row.
    """
    edits = tuple(edits)
    for edit in edits:
        edit.check(report)
    before = _Untold(report)
    for edit in edits:
        before.remember(edit)
        edit.put(report)
    _recompute(report, before)
    _follow(report, before)


class _Before:
    """The report as it was before the edits, at the places that they and their totals touch."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._edits: dict[Hashable, Edit] = {}
        self.counted: dict[Address, Number | None] = {}
        """What the touched cells counted for."""

    def remember(self, edit: Edit) -> None:
        """Remember what stands where an edit goes, before it is first touched."""
        if edit.place not in self._edits:
            self._edits[edit.place] = edit.now(self._report)
            if isinstance(edit, SetFigure):
                self.counted[edit.address] = self._report.figure(edit.address)

    def change(self, moved: Iterable[Address]) -> Change:
        """Tell what is another now. ``moved`` are the totals that came to count otherwise."""
        report = self._report
        changed = set(moved)
        # A printed total that came with its addends has the same text and counts otherwise.
        changed |= {a for a, counted in self.counted.items() if report.figure(a) != counted}
        parts = set()
        inverse = [edit for edit in self._edits.values() if edit.now(report) != edit]
        for edit in inverse:
            if isinstance(edit, SetFigure):
                changed.add(edit.address)
            else:
                parts.add(edit.part)
        inverse.sort(key=lambda edit: KINDS.index(type(edit)))
        return Change(frozenset(changed), frozenset(parts), tuple(inverse))


class _Untold(_Before):
    """Nothing but which cells were touched: totals above them are brought up to date."""

    def remember(self, edit: Edit) -> None:
        """Remember a touched cell, and not what stood there."""
        if isinstance(edit, SetFigure):
            self.counted[edit.address] = None


def _recompute(report: Report, before: _Before) -> set[Address]:
    """Bring the totals above the touched cells up to date; returns those that moved.

    A printed total that its sum has come to agree with is let go: it no longer says anything.
    """
    stale = set(before.counted)
    moved: set[Address] = set()
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
                before.remember(SetFigure(total, ""))
                report._put_value(total, None, report.doubts.get(total), TYPED)
        if report.figure(total) != counted:
            stale.add(total)
            moved.add(total)
    return moved


def _follow(report: Report, before: _Before) -> None:
    """Write the figures of today into the linked numbers of the texts."""
    for section, links in tuple(report.links.items()):
        text, moved = follow(report.texts[section], links, report.printed)
        if text != report.texts[section]:
            before.remember(SetText(section, text))
            report._put_text(section, text, moved)
