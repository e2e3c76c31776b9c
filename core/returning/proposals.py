"""What the other side proposes: each change by itself, and how it stands to what is here now."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import COVER_NAME
from core.printed.page import printable
from core.report.compare import lines_place
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.origin import Origin, Source
from core.report.report import Report
from core.report.share import COVER_SHARE
from core.report.text_changes import line_spans
from core.report.transition import copy
from core.returning.merging import merged_words, regions
from core.returning.paragraphs import (
    ParagraphReplacement,
    replacement,
    text_edits,
    typed_paragraphs,
)
from core.returning.returned import Basis, Comment, Returned


class Standing(enum.Enum):
    """How a proposed change stands to the report as it is now; the value is what a clerk sees."""

    THEIRS = "只有对方改了"
    APART = "双方都改了，不在同一处"
    CONFLICT = "双方都改了"
    SAME = "已经一样"
    FILLS = "这里还空着"
    """What was exported is not known; but nothing stands here that it could take the place of."""
    UNKNOWN = "与现在不同"
    """What was exported is not known, so nobody can say who changed it."""

    @property
    def sign(self) -> str:
        """The sign beside the words, so that no colour has to tell it."""
        return {
            "THEIRS": "＋",
            "FILLS": "＋",
            "APART": "＋",
            "CONFLICT": "≠",
            "SAME": "✓",
            "UNKNOWN": "？",
        }[self.name]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that the other side proposes.

    ``exported`` is None where nobody knows what was exported. ``result`` is what would stand here
    if it were taken: where both sides changed a paragraph in different places, both changes.
    """

    key: tuple[str, ...]
    """The same for as long as the file and the report are these."""
    part: str
    place: str
    exported: str | None
    proposed: str
    now: str
    result: str
    standing: Standing
    address: Address | None = None
    section: str = ""
    replacement: ParagraphReplacement | None = None

    @property
    def is_emptied(self) -> bool:
        """Tell whether it takes away and puts nothing in its place."""
        return not self.result


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be held against anything: a doubt of the reading, or a part that is gone."""

    part: str
    place: str
    words: str


def proposals(returned: Returned, basis: Basis, report: Report) -> tuple[Proposal, ...]:
    """Return what the other side changed, in the order of the form."""
    exported = report if basis.report is None else basis.report
    is_known = basis.report is not None
    gone = {each.part for each in unread(returned, basis, report)}
    found = (
        *(
            _cover(returned, exported, report, is_known=is_known)
            if returned.opens(COVER_SHARE)
            else ()
        ),
        *(
            proposal
            for part in report.form.texts
            if part.heading not in gone and returned.opens(part.id)
            for proposal in _texts(part.id, part.heading, returned, exported, report, is_known)
        ),
        *(
            proposal
            for table in report.form.tables
            if table.heading not in gone and returned.opens(table.id)
            for address in table.figures
            for proposal in _figure(
                address, table.tab, returned, exported, report, is_known=is_known
            )
        ),
    )
    if is_known or returned.portion is None:
        return found
    return tuple(each for each in found if each.proposed)


def comments_on(proposal: Proposal, returned: Returned) -> tuple[Comment, ...]:
    """Return what the other side said beside a change."""
    lines = proposal.proposed.split("\n")
    return tuple(
        comment
        for comment in returned.comments
        if (comment.address is not None and comment.address == proposal.address)
        or (comment.section and comment.section == proposal.section and comment.paragraph in lines)
    )


def unread(returned: Returned, basis: Basis, report: Report) -> tuple[Unread, ...]:
    """Return what in the file is not there or not certain; it is no change of anybody's."""
    exported, theirs = basis.report or report, returned.report
    found = []
    # Whoever fills a part may well leave the rest of it blank.
    is_part = returned.portion is not None
    for part in report.form.texts:
        if is_part:
            break
        if printable(exported.texts[part.id]) and not printable(theirs.texts[part.id]):
            words = "对方的文档里没有这一部分的文字，没有对照。要删去，请在报告里删。"
            found.append(Unread(part.heading, "", words))
    for table in report.form.tables:
        filled = [a for a in table.figures if exported.is_filled(a)]
        if not returned.opens(table.id):
            continue
        if (
            filled
            and not is_part
            and not any(theirs.is_filled(a) or a in theirs.doubts for a in table.figures)
        ):
            words = "对方的文档里没有认出这张表的数，没有对照。"
            found.append(Unread(table.heading, "", words))
            continue
        for address in table.figures:
            doubt = theirs.doubts.get(address)
            if doubt is not None and printable(doubt.text) != _said(exported, address):
                words = f"没有读准：{doubt.why}，文档中是“{doubt.text}”。"
                found.append(Unread(table.tab, report.form.figures[address].place, words))
    return tuple(found)


def edits_for(
    taken: Iterable[Proposal], returned: Returned, basis: Basis, report: Report
) -> tuple[Edit, ...]:
    """Return the edits that take over these proposals.

    The figures come first: a number in a text that follows a cell (链接) then says already what
    the other side wrote there, and goes on following it.
    """
    taken = tuple(taken)
    wanted = {proposal.key for proposal in taken}
    origin = Origin(Source.READ, returned.name)
    edits: list[Edit] = [
        SetFigure(p.address, p.proposed, origin=origin) for p in taken if p.address is not None
    ]
    edits += [SetCover(p.proposed, report.year) for p in taken if p.part == COVER_NAME]
    after = copy(report)
    apply(after, edits)
    by_section: dict[str, list[ParagraphReplacement]] = {}
    for proposal in proposals(returned, basis, after):
        if proposal.key in wanted and proposal.replacement and proposal.standing != Standing.SAME:
            by_section.setdefault(proposal.section, []).append(proposal.replacement)
    for section, those in by_section.items():
        apply(after, text_edits(section, after.texts[section], those))
        edits.append(SetText(section, after.texts[section], after.links.get(section, ())))
    return tuple(edits)


def _cover(
    returned: Returned, exported: Report, report: Report, *, is_known: bool
) -> Iterator[Proposal]:
    theirs = returned.report.organ
    if theirs and theirs != printable(exported.organ):
        standing = _standing(theirs, printable(exported.organ), printable(report.organ), is_known)
        yield Proposal(
            (COVER_NAME, theirs),
            COVER_NAME,
            "机关名称",
            exported.organ if is_known else None,
            theirs,
            report.organ,
            theirs,
            standing,
        )


def _figure(
    address: Address,
    part: str,
    returned: Returned,
    exported: Report,
    report: Report,
    *,
    is_known: bool,
) -> Iterator[Proposal]:
    theirs = returned.report
    if address in theirs.doubts:
        return
    figure = report.form.figures[address]
    if figure.computed and not any(each.is_kept(address) for each in (theirs, exported, report)):
        return  # A total goes with what it adds up.
    before, after, now = (_said(each, address) for each in (exported, theirs, report))
    if after == before:
        return
    yield Proposal(
        (str(address), str(after)),
        part,
        figure.place,
        exported.shown(address) if is_known else None,
        theirs.shown(address),
        report.shown(address),
        theirs.shown(address),
        _standing(after, before, now, is_known),
        address=address,
    )


def _said(report: Report, address: Address) -> Number | str:
    """Return what a cell says: the figure however it is written, else the words in it."""
    figure = report.figure(address)
    return printable(report.value(address).text) if figure is None else figure


def _standing(theirs: object, exported: object, now: object, is_known: bool) -> Standing:
    if theirs == now:
        return Standing.SAME
    if not is_known:
        return Standing.FILLS if now in ("", None, []) else Standing.UNKNOWN
    return Standing.THEIRS if now == exported else Standing.CONFLICT


def _texts(
    section: str,
    heading: str,
    returned: Returned,
    exported: Report,
    report: Report,
    is_known: bool,
) -> Iterator[Proposal]:
    text = report.texts[section]
    typed = typed_paragraphs(text)
    base = [each.words for each in typed_paragraphs(exported.texts[section])]
    theirs = [each.words for each in typed_paragraphs(returned.report.texts[section])]
    here = [each.words for each in typed]
    for region in regions(line_spans(base, theirs), line_spans(base, here)):
        before = base[slice(*region.exported)]
        wanted, now = theirs[slice(*region.theirs)], here[slice(*region.here)]
        standing = _standing(wanted, before, now, is_known)
        result = wanted
        if standing is Standing.CONFLICT and len(before) == len(wanted) == len(now):
            merged = [merged_words(*each) for each in zip(before, wanted, now, strict=True)]
            if None not in merged:
                standing, result = Standing.APART, [words or "" for words in merged]
                if result == now:
                    standing = Standing.SAME
        first, last = region.here if now else (region.here[0], region.here[0] + 1)
        yield Proposal(
            (section, f"{region.exported}", "\n".join(wanted)),
            heading,
            lines_place(first, last),
            "\n".join(before) if is_known else None,
            "\n".join(wanted),
            "\n".join(now),
            "\n".join(result),
            standing,
            section=section,
            replacement=replacement(text, typed, region.here, result),
        )
