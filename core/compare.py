"""What two reports say differently, place by place, in words that a clerk reads."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from core.address import Address
from core.document_fields import lines_of
from core.report import Report

COVER_NAME = "封面"
EMPTY_LINE = "（空行）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two reports differ, as it stands in either; empty is nothing.

    ``address`` is that of a figure, None for a text or the cover; ``part`` is the Chinese name of
    the part of the report, ``place`` that of the cell or the lines in it.
    """

    part: str
    place: str
    before: str
    after: str
    address: Address | None = None


def compare(before: Report, after: Report) -> tuple[Difference, ...]:
    """Return the differences in the order of the later report's form.

    Reports of two editions are held against each other where both have the cell or the part; what
    only one of them has is a difference if anything stands in it.
    """
    return (*_covers(before, after), *_texts(before, after), *_figures(before, after))


def _covers(before: Report, after: Report) -> Iterator[Difference]:
    lines = (
        ("机关名称", before.organ, after.organ),
        ("年度", str(before.year), str(after.year)),
        ("格式", before.form.document, after.form.document),
    )
    for place, old, new in lines:
        if old != new:
            yield Difference(COVER_NAME, place, old, new)


def _texts(before: Report, after: Report) -> Iterator[Difference]:
    names = {part.id: part.heading for part in (*before.form.texts, *after.form.texts)}
    for section in dict.fromkeys((*after.texts, *before.texts)):
        old, new = before.texts.get(section, ""), after.texts.get(section, "")
        if old != new:
            yield from _lines(names[section], lines_of(old), lines_of(new))


def _lines(part: str, old: list[str], new: list[str]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            at, to = (new_start, new_end) if new_end > new_start else (start, end)
            place = f"第{at + 1}段" if to - at == 1 else f"第{at + 1}至{to}段"
            yield Difference(part, place, _shown(old[start:end]), _shown(new[new_start:new_end]))


def _shown(lines: list[str]) -> str:
    """Join lines; empty ones, which are something and show nothing, are named."""
    return "\n".join(lines) if any(lines) else EMPTY_LINE * len(lines)


def _figures(before: Report, after: Report) -> Iterator[Difference]:
    forms = (after.form, before.form)
    for address in dict.fromkeys((*after.form.figures, *before.form.figures)):
        old, new = _stands(before, address), _stands(after, address)
        if old != new:
            form = next(form for form in forms if address in form.figures)
            tab = form.table(address.section).tab
            yield Difference(tab, form.figures[address].place, old, new, address)


def _stands(report: Report, address: Address) -> str:
    return report.value(address).text if address in report.form.figures else ""
