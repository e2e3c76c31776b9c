"""What two reports say differently, place by place, in words that a clerk reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.forms.form import COVER_NAME
from core.report.report import Report, lines_of
from core.report.text_changes import line_spans

EMPTY_LINE = "（空行）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two reports differ, as it stands in either; empty is nothing.

    ``address`` is that of a figure, None for a text or the cover; ``part`` is the Chinese name of
    the part of the report, ``place`` that of the cell or the lines in it. ``change`` is how much
    larger a figure has become, None where one of the two is none. ``section`` is the identifier
    of a written part.
    """

    part: str
    place: str
    before: str
    after: str
    address: Address | None = None
    change: Number | None = None
    section: str = ""


def typed(report: Report, address: Address) -> str:
    """Return what was typed or read into a cell."""
    return report.value(address).text


def compare(
    before: Report,
    after: Report,
    lines: Callable[[str], Sequence[str]] = lines_of,
    stands: Callable[[Report, Address], str] = typed,
) -> tuple[Difference, ...]:
    """Return the differences in the order of the later report's form.

    Reports of two editions are held against each other where both have the cell or the part; what
    only one of them has is a difference if anything stands in it. ``lines`` takes a text apart
    into its paragraphs, and ``stands`` tells what a cell says.
    """
    return (
        *_covers(before, after),
        *_texts(before, after, lines),
        *_figures(before, after, stands),
    )


def change_in_words(change: Number) -> str:
    """Say how much more or less there is."""
    words, size = ("增加", change) if change > 0 else ("减少", -change)
    return f"{words}{show(size, Kind.AMOUNT)}"


def _covers(before: Report, after: Report) -> Iterator[Difference]:
    lines = (
        ("机关名称", before.organ, after.organ),
        ("年度", str(before.year), str(after.year)),
        ("格式", before.form.document, after.form.document),
    )
    for place, old, new in lines:
        if old != new:
            yield Difference(COVER_NAME, place, old, new)


def _texts(
    before: Report, after: Report, lines: Callable[[str], Sequence[str]]
) -> Iterator[Difference]:
    names = {part.id: part.heading for part in (*before.form.texts, *after.form.texts)}
    for section in dict.fromkeys((*after.texts, *before.texts)):
        old, new = before.texts.get(section, ""), after.texts.get(section, "")
        if old != new:
            yield from _lines(section, names[section], lines(old), lines(new))


def _lines(section: str, part: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    for span in line_spans(old, new):
        at, to = span.new_start, span.new_end
        if at == to:
            at, to = span.start, span.end
        before, after = old[span.start : span.end], new[span.new_start : span.new_end]
        yield Difference(part, lines_place(at, to), _shown(before), _shown(after), section=section)


def lines_place(start: int, end: int) -> str:
    """Name paragraphs by their numbers; ``start`` counts from 0, ``end`` is behind the last."""
    return f"第{start + 1}段" if end - start == 1 else f"第{start + 1}至{end}段"


def _shown(lines: Sequence[str]) -> str:
    """Join lines; empty ones, which are something and show nothing, are named."""
    return "\n".join(lines) if any(lines) else EMPTY_LINE * len(lines)


def _figures(
    before: Report, after: Report, stands: Callable[[Report, Address], str]
) -> Iterator[Difference]:
    forms = (after.form, before.form)
    for address in dict.fromkeys((*after.form.figures, *before.form.figures)):
        old, new = (
            stands(each, address) if address in each.form.figures else ""
            for each in (before, after)
        )
        if old != new:
            form = next(form for form in forms if address in form.figures)
            tab = form.table(address.section).tab
            change = _change(_figure(before, address), _figure(after, address))
            yield Difference(tab, form.figures[address].place, old, new, address, change)


def _figure(report: Report, address: Address) -> Number | None:
    return report.figure(address) if address in report.form.figures else None


def _change(old: Number | None, new: Number | None) -> Number | None:
    return None if old is None or new is None else new - old
