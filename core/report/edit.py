"""The one door through which a report changes.

`apply` takes edits, changes the report, brings its totals and the linked numbers in its texts up
to date and returns what changed. Undo, tallies, checks, repainting and recovery all hang on that
answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Number
from core.report.edit_kinds import KINDS
from core.report.edits import Edit, SetFigure, SetText, value_of
from core.report.link import follow
from core.report.origin import TYPED, Origin
from core.report.report import Doubt, Report


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


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands in the cells of a report: texts, and of some their doubts and origins.

    Origins of figures that were typed are left out.
    """

    texts: Mapping[Address, str]
    doubts: Mapping[Address, Doubt]
    origins: Mapping[Address, Origin]


def fill(report: Report, contents: Contents, edits: Iterable[Edit]) -> None:
    """Change a new report as `apply` does, where nobody will ask what changed or take it back.

    Opening a document is mostly this, and thousands may be opened in a row: the cells, which are
    most of it, are put at once, and every total is added up once.
    """
    edits = tuple(edits)
    for edit in edits:
        edit.check(report)
    figures = report.form.figures
    values = {address: value_of(text, figures[address]) for address, text in contents.texts.items()}
    there = {address: value for address, value in values.items() if value is not None}
    report._put_values(there, contents.doubts, contents.origins)
    for edit in edits:
        edit.put(report)
    for identity in report.form.totals:
        if identity.computes is not None:
            _add_up(report, identity.computes, identity.left)
    _follow(report, _Before(report))


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


def _recompute(report: Report, before: _Before) -> set[Address]:
    """Bring the totals above the touched cells up to date; returns those that moved."""
    stale = set(before.counted)
    moved: set[Address] = set()
    for identity in report.form.totals:
        total = identity.computes
        if total is None or (total not in stale and stale.isdisjoint(identity.left)):
            continue
        counted = report.figure(total)
        if report.is_kept(total):
            before.remember(SetFigure(total, ""))
        _add_up(report, total, identity.left)
        if report.figure(total) != counted:
            stale.add(total)
            moved.add(total)
    return moved


def _add_up(report: Report, total: Address, addends: Iterable[Address]) -> None:
    """Add up one total.

    A printed one that its sum has come to agree with is let go: it no longer says anything.
    """
    figure, missing = report.add(addends)
    report._put_sum(total, None if missing else figure)
    if not missing and report.is_kept(total) and report.figure(total) == figure:
        report._put_value(total, None, report.doubts.get(total), TYPED)


def _follow(report: Report, before: _Before) -> None:
    """Write the figures of today into the linked numbers of the texts."""
    for section, links in tuple(report.links.items()):
        text, moved = follow(report.texts[section], links, report.printed)
        if text != report.texts[section]:
            before.remember(SetText(section, text))
            report._put_text(section, text, moved)
