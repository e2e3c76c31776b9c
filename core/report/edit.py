"""The one door through which a report changes.

`apply` takes edits, changes the report, brings its totals and the linked numbers in its texts up
to date and returns what changed. Undo, tallies, checks, repainting and recovery all hang on that
answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from core.figures.address import Address
from core.figures.value import Number, State, Value, parse, show
from core.report.link import Link, follow, is_sound, shift
from core.report.note import Subject
from core.report.origin import TYPED, Origin
from core.report.prior import Prior
from core.report.proof import Proof
from core.report.report import Doubt, Report

COVER = "cover"
"""The name under which a change of organ or year is told."""
NOTES = "notes"
"""The name under which a change of notes is told."""
PRIOR = "prior"
"""The name under which a change of last year's report is told."""
PROOFS = "proofs"
"""The name under which a change of what was proofread is told."""


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Put a text into a cell, as typed or printed; an empty text clears it.

    In a computed cell the text is a printed total: it is kept only where it differs from the sum.
    ``doubt`` is what a reader was not sure of; an edit without one settles the cell's doubt.
    ``origin`` tells where the text came from.
    """

    address: Address
    text: str
    doubt: Doubt | None = None
    origin: Origin = TYPED


@dataclass(frozen=True, slots=True)
class SetText:
    """Replace a written part.

    ``links`` are its linked numbers; with None those that it has stay with the words they stand in.
    """

    section: str
    text: str
    links: tuple[Link, ...] | None = None


@dataclass(frozen=True, slots=True)
class SetCover:
    """Set the organ and the year. The year must be one that the report's edition serves."""

    organ: str
    year: int


@dataclass(frozen=True, slots=True)
class SetNote:
    """Say something about a finding; an empty text takes it away."""

    subject: Subject
    text: str


@dataclass(frozen=True, slots=True)
class SetPrior:
    """Remember last year's report, or forget it."""

    prior: Prior | None


@dataclass(frozen=True, slots=True)
class SetProof:
    """Note that a cell was held against the paper, or take that back."""

    address: Address
    proof: Proof | None


Edit: TypeAlias = SetFigure | SetText | SetCover | SetNote | SetPrior | SetProof


def collapse(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Keep the last edit of each cell, written part, note and the cover: the outcome is the same.

    The links of a text must be given in its edits (see `pin`).
    """
    return tuple({_place(edit): edit for edit in edits}.values())


def _place(edit: Edit) -> Hashable:
    match edit:
        case SetFigure():
            return edit.address
        case SetText():
            return edit.section
        case SetNote():
            return edit.subject
        case SetCover():
            return COVER
        case SetPrior():
            return PRIOR
        case SetProof():
            return (PROOFS, edit.address)


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
    ``parts`` are the changed written parts, and `COVER`, `NOTES`, `PRIOR` and `PROOFS`.
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
        _check(report, edit)
    before = _Before(report)
    for edit in edits:
        match edit:
            case SetFigure():
                before.remember(edit.address)
                _put(report, edit)
            case SetText():
                _write(report, edit)
            case SetCover():
                report._put_cover(edit.organ, edit.year)
            case SetNote():
                report._put_note(edit.subject, edit.text)
            case SetPrior():
                report._put_prior(edit.prior)
            case SetProof():
                report._put_proof(edit.address, edit.proof)
    moved = _recompute(report, before)
    _follow(report)
    return before.change(moved)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it was before the edits."""

    value: Value
    doubt: Doubt | None
    origin: Origin
    counted: Number | None

    def is_same_text(self, other: _Cell) -> bool:
        """Tell whether an edit would put the same in the cell."""
        return (self.value, self.doubt, self.origin) == (other.value, other.doubt, other.origin)


class _Before:
    """The report as it was before the edits; of the cells those that somebody touches."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._texts = {
            section: (text, report.links.get(section, ())) for section, text in report.texts.items()
        }
        self._cover = SetCover(report.organ, report.year)
        self._notes = dict(report.notes)
        self._prior = report.prior
        self._proofs = dict(report.proofs)
        self.cells: dict[Address, _Cell] = {}

    def remember(self, address: Address) -> None:
        """Remember a cell, before it is first touched."""
        if address not in self.cells:
            self.cells[address] = self._now(address)

    def change(self, moved: Iterable[Address]) -> Change:
        """Tell what is another now. ``moved`` are the totals that came to count otherwise."""
        report = self._report
        inverse: list[Edit] = []
        parts: set[str] = set()
        for section, (text, links) in self._texts.items():
            if (text, links) != (report.texts[section], report.links.get(section, ())):
                parts.add(section)
                inverse.append(SetText(section, text, links))
        if self._cover != SetCover(report.organ, report.year):
            parts.add(COVER)
            inverse.append(self._cover)
        if self._notes != report.notes:
            parts.add(NOTES)
            subjects = dict.fromkeys((*self._notes, *report.notes))
            inverse += [
                SetNote(subject, self._notes.get(subject, ""))
                for subject in subjects
                if self._notes.get(subject) != report.notes.get(subject)
            ]
        if self._prior != report.prior:
            parts.add(PRIOR)
            inverse.append(SetPrior(self._prior))
        if self._proofs != report.proofs:
            parts.add(PROOFS)
            inverse += [
                SetProof(address, self._proofs.get(address))
                for address in report.form.figures
                if self._proofs.get(address) != report.proofs.get(address)
            ]
        changed = set(moved)
        for address, cell in self.cells.items():
            now = self._now(address)
            if not now.is_same_text(cell):
                changed.add(address)
                inverse.append(SetFigure(address, cell.value.text, cell.doubt, cell.origin))
            elif now.counted != cell.counted:  # a printed total that came with its addends
                changed.add(address)
        return Change(frozenset(changed), frozenset(parts), tuple(inverse))

    def _now(self, address: Address) -> _Cell:
        report = self._report
        return _Cell(
            report.value(address),
            report.doubts.get(address),
            report.origins.get(address, TYPED),
            report.figure(address),
        )


def _check(report: Report, edit: Edit) -> None:
    if isinstance(edit, SetFigure | SetProof):
        report.form.figures[edit.address]
    elif isinstance(edit, SetText):
        report.texts[edit.section]
        links = edit.links or ()
        for link in links:
            report.form.figures[link.address]
        if not is_sound(links, edit.text):
            raise ValueError(f"links outside the text of {edit.section}")


def _put(report: Report, edit: SetFigure) -> None:
    value: Value | None = parse(edit.text, report.form.figures[edit.address].kind)
    computed = report.form.figures[edit.address].computed
    if not edit.text or (computed and value and value.state is State.BLANK):
        value = None
    report._put_value(edit.address, value, edit.doubt, edit.origin)


def _write(report: Report, edit: SetText) -> None:
    links = edit.links
    if links is None:
        old = report.links.get(edit.section, ())
        links = shift(old, report.texts[edit.section], edit.text)
    report._put_text(edit.section, edit.text, links)


def _recompute(report: Report, before: _Before) -> set[Address]:
    """Bring the totals above the touched cells up to date; returns those that moved.

    A printed total that its sum has come to agree with is let go: it no longer says anything.
    """
    stale = set(before.cells)
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
                before.remember(total)
                report._put_value(total, None, report.doubts.get(total), TYPED)
        if report.figure(total) != counted:
            stale.add(total)
            moved.add(total)
    return moved


def _follow(report: Report) -> None:
    """Write the figures of today into the linked numbers of the texts."""

    def words(address: Address) -> str:
        return show(report.figure(address), report.form.figures[address].kind)

    for section, links in tuple(report.links.items()):
        text, moved = follow(report.texts[section], links, words)
        if text != report.texts[section]:
            report._put_text(section, text, moved)
