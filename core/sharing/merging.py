"""Parts of one report that several people filled, put together (合并).

Each part is held against what it began from (`core.returning`). What only one has changed is taken
over; where two say something else nothing is taken, and both are told. A total is never merged: it
follows from its addends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.document.history import History
from core.figures.value import Number
from core.forms.form import COVER_NAME
from core.report.edit import apply
from core.report.report import Report
from core.report.share import COVER_SHARE
from core.returning.proposals import Proposal, Standing, edits_for, proposals
from core.returning.returned import Basis, Returned, find_basis, objections
from core.sharing.coming_back import beyond_words, known_in, taken_back

_FREE = {Standing.THEIRS, Standing.APART, Standing.FILLS}
"""Taking these touches nothing that somebody else wrote."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that two fill differently; ``said`` are the names and what each has there."""

    part: str
    place: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MergedParts:
    """What came of merging: how many figures and texts each part gave, the conflicts, the doubts.

    ``told`` are sentences about the files.
    """

    given: tuple[tuple[str, int, int], ...]
    conflicts: tuple[Conflict, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    returned: Returned
    basis: Basis
    proposals: tuple[Proposal, ...]


def merge_parts(
    report: Report,
    history: History,
    base_name: str,
    parts: Sequence[Returned],
    now: datetime,
    author: str = "",
) -> MergedParts:
    """Take over into ``report`` what the parts changed; each that gives anything is a moment.

    Raises Problem, before anything is changed, where a part is of another year, organ or report.
    """
    found: list[_Part] = []
    for came in parts:
        objections(came, report)
        part = known_in(came, report)
        basis = find_basis(part, report, history)
        found.append(_Part(part, basis, proposals(part, basis, report)))
    contested = _contested(found)
    conflicts = _conflicts(report, base_name, found, contested)
    given: list[tuple[str, int, int]] = []
    entered: set[object] = set()
    for each in found:
        taken = [
            p
            for p in each.proposals
            if p.standing in _FREE and _where(p) not in contested | entered
        ]
        edits = list(edits_for(taken, each.returned, each.basis, report))
        entered |= {_where(p) for p in taken}
        back = taken_back(report, each.returned, now)
        change = apply(report, [*edits, *([] if back is None else [back])])
        if change:
            who = each.returned.portion.who if each.returned.portion else ""
            label = (
                f"合并{who}填的部分（{each.returned.name}）" if who else f"合并{each.returned.name}"
            )
            history.record(report, change, label, now, author)
        texts = len({p.section for p in taken if p.section})
        given.append((each.returned.name, sum(p.address is not None for p in taken), texts))
    told = tuple(
        f"{each.returned.name}：{words}"
        for each in found
        for words in (*each.returned.told, *beyond_words(each.returned, each.basis.report))
    )
    return MergedParts(tuple(given), conflicts, told)


def _where(proposal: Proposal) -> object:
    """Name the place of a change: a cell, a written part, the cover."""
    return proposal.address or proposal.section or COVER_NAME


def _contested(parts: Sequence[_Part]) -> set[object]:
    """Return the places that are not free: two say something else, or what stands here was changed.

    Of a text it is enough that one paragraph is: what one has written is read as a whole.
    """
    wanted: dict[object, set[object]] = {}
    found: set[object] = set()
    for each in parts:
        theirs: dict[object, object] = {}
        for p in each.proposals:
            if p.standing in {Standing.CONFLICT, Standing.UNKNOWN}:
                found.add(_where(p))
            if p.standing is not Standing.SAME:
                theirs[_where(p)] = _said(each.returned.report, p)
        for place, said in theirs.items():
            wanted.setdefault(place, set()).add(said)
    return found | {place for place, said in wanted.items() if len(said) > 1}


def _said(report: Report, proposal: Proposal) -> Number | str | None:
    """Return what a report says in the place of a change; 12 and 1２ are the same figure."""
    if proposal.address is not None:
        figure = report.figure(proposal.address)
        return report.value(proposal.address).text.strip() if figure is None else figure
    return report.texts[proposal.section] if proposal.section else report.organ


def _conflicts(
    report: Report, base_name: str, parts: Sequence[_Part], contested: set[object]
) -> tuple[Conflict, ...]:
    """Tell of each contested place what everybody has there, in the order of the form."""
    found = []
    form = report.form
    if COVER_NAME in contested:
        said = [(each.returned, each.returned.report.organ) for each in parts]
        kept = _told(base_name, report.organ, said, COVER_SHARE)
        found.append(Conflict(COVER_NAME, "机关名称", kept))
    for address, figure in form.figures.items():
        if address in contested:
            said = [(each.returned, each.returned.report.shown(address)) for each in parts]
            kept = _told(base_name, report.shown(address), said, address.section)
            found.append(Conflict(form.table(address.section).tab, figure.place, kept))
    for text in form.texts:
        if text.id in contested:
            said = [(each.returned, each.returned.report.texts[text.id]) for each in parts]
            kept = _told(base_name, report.texts[text.id], said, text.id)
            found.append(Conflict(text.tab or COVER_NAME, text.heading, kept))
    return tuple(found)


def _told(
    base_name: str, here: str, said: Sequence[tuple[Returned, str]], section: str
) -> tuple[tuple[str, str], ...]:
    both = [(base_name, here), *((r.name, words) for r, words in said if r.opens(section))]
    return tuple((name, words.strip()) for name, words in both if words.strip())
