"""What a clerk has to say about a reading before it becomes a report: one question a row."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.figures.address import Address
from core.figures.value import State, parse
from core.forms.form import Form
from core.labels.blocks import Block, Grid, Place, SourceSpot
from core.recognition.reading import Certainty, Note, ReadFigure, Reading
from core.report.edits import SetFigure
from core.report.finding import Finding
from core.report.origin import TYPED, Origin, Source

_BETWEEN = re.compile(r"[\s、，；]+")


class Matter(enum.Enum):
    """What a question is about. The value is the word that a clerk sees."""

    UNREAD = "没有读准"
    DEDUCED = "推算"
    BLANK = "空着"
    NOTE = "其他"


@dataclass(frozen=True, slots=True)
class Question:
    """Figures that are confirmed together, mostly those of one row, or a remark on the source.

    ``place`` names them, ``why`` is one Chinese sentence; ``shown`` is what the source shows there.
    ``taken`` are the texts that stand as the source has them, one for each address, None where
    the source does not tell. ``ways`` are the texts in each way that fits.
    """

    matter: Matter
    place: str
    why: str
    shown: str = ""
    addresses: tuple[Address, ...] = ()
    spots: tuple[SourceSpot, ...] = ()
    taken: tuple[str, ...] | None = None
    ways: tuple[tuple[str, ...], ...] = ()
    all_ways: bool = True
    is_doubt: bool = False
    """The report holds a doubt about it, which an edit settles."""


def questions(reading: Reading) -> tuple[Question, ...]:
    """Return all questions: doubts first, then what was deduced, what is blank, and the rest."""
    found = [_about_figures(reading, group) for group in _groups(reading)]
    asked = {address for question in found for address in question.addresses}
    places = _places(reading.blocks)
    found += [
        _about_note(reading, note, places) for note in reading.notes if note.address not in asked
    ]
    order = {matter: number for number, matter in enumerate(Matter)}
    return tuple(sorted(found, key=lambda question: order[question.matter]))


def accept(reading: Reading, question: Question) -> tuple[SetFigure, ...]:
    """Return the edits that settle a question as the source has it."""
    if question.taken is None:
        raise ValueError("the source does not tell")
    if question.matter is Matter.NOTE:
        return ()
    return _settle(
        question, question.taken, [reading.origin(address) for address in question.addresses]
    )


def choose(reading: Reading, question: Question, way: Sequence[str]) -> tuple[SetFigure, ...]:
    """Return the edits that settle a question by one of the ways that fit."""
    if tuple(way) == question.taken:
        return accept(reading, question)
    # Somebody has looked and told the digits apart: they are what the source has.
    read = Origin(Source.READ, reading.source_name)
    return _settle(question, way, [read] * len(question.addresses))


def leave_blank(question: Question) -> tuple[SetFigure, ...]:
    """Return the edits that settle a question with nothing."""
    return _settle(question, [""] * len(question.addresses), [TYPED] * len(question.addresses))


def type_in(form: Form, question: Question, text: str) -> tuple[SetFigure, ...]:
    """Return the edits that settle a question with figures that were typed, in their order.

    Raises Problem where they are not as many, or not figures.
    """
    count = len(question.addresses)
    texts = [text.strip()] if count == 1 else [each for each in _BETWEEN.split(text) if each]
    if len(texts) != count:
        raise Problem(f"这里有{count}格，填了{len(texts)}个数。请按表里的次序填全，用空格隔开。")
    for address, each in zip(question.addresses, texts, strict=True):
        value = parse(each, form.figures[address].kind)
        if value.state is not State.NUMBER:
            where = form.figures[address].place
            raise Problem(f"{where}填的是“{each}”，{value.remark or '不是数'}。")
    return _settle(question, texts, [TYPED] * count)


def faults(inspection: Inspection) -> tuple[Finding, ...]:
    """Return what is out of order in the source itself: two numbers that should be one."""
    return tuple(each for each in inspection.findings if each.difference is not None)


def spots_of(reading: Reading, addresses: Sequence[Address]) -> tuple[SourceSpot, ...]:
    """Return where figures stand in the source, each place once."""
    found = (spot for address in addresses for spot in reading.figures[address].spots)
    return tuple(dict.fromkeys(found))


def _settle(
    question: Question, texts: Sequence[str], origins: Sequence[Origin]
) -> tuple[SetFigure, ...]:
    return tuple(
        SetFigure(address, text, None, origin if text else TYPED)
        for address, text, origin in zip(question.addresses, texts, origins, strict=True)
    )


def _groups(reading: Reading) -> Iterator[list[ReadFigure]]:
    """Yield figures that are one question, in the order of the form."""
    groups: dict[tuple[object, ...], list[ReadFigure]] = {}
    for address, figure in reading.figures.items():
        if figure.doubt is None and figure.certainty is not Certainty.BLANK:
            continue
        key: tuple[object, ...]
        if figure.ways:
            key = (address.section, address.row)
        elif not figure.spots:
            key = (address.section, figure.why)  # the source has nothing of it
        elif figure.certainty is Certainty.DOUBTFUL and not figure.text:
            key = (address,)
        else:
            key = (address.section, address.row, figure.certainty, figure.why)
        groups.setdefault(key, []).append(figure)
    yield from groups.values()


def _about_figures(reading: Reading, figures: Sequence[ReadFigure]) -> Question:
    is_doubt = any(figure.doubt is not None for figure in figures)
    matters = {_matter(figure, is_doubt=is_doubt) for figure in figures}
    matter = next(each for each in Matter if each in matters)
    first = next(each for each in figures if _matter(each, is_doubt=is_doubt) is matter)
    addresses = tuple(figure.address for figure in figures)
    return Question(
        matter,
        place_of(reading.form, addresses),
        first.why,
        " ".join(first.row) if len(figures) > 1 or not first.shown else first.shown,
        addresses,
        spots_of(reading, addresses),
        _taken(reading.form, figures, matter),
        first.ways if all(len(way) == len(addresses) for way in first.ways) else (),
        first.all_ways,
        is_doubt,
    )


def _matter(figure: ReadFigure, *, is_doubt: bool) -> Matter:
    if figure.certainty is Certainty.DEDUCED:
        return Matter.DEDUCED
    return Matter.UNREAD if is_doubt else Matter.BLANK


def _taken(form: Form, figures: Sequence[ReadFigure], matter: Matter) -> tuple[str, ...] | None:
    """Return the texts that stand as the source has them; None where it does not tell all."""
    texts = []
    for figure in figures:
        kind = form.figures[figure.address].kind
        text = figure.text
        if not text and figure.certainty is Certainty.DOUBTFUL:
            is_figure = parse(figure.shown, kind).state is State.NUMBER
            text = figure.shown if is_figure else ""
        if not text and matter is not Matter.BLANK:
            return None
        texts.append(text)
    return tuple(texts)


def _about_note(reading: Reading, note: Note, places: Mapping[Place, SourceSpot]) -> Question:
    addresses: tuple[Address, ...] = ()
    if note.address is not None:
        addresses = (note.address,)
        place, spots = place_of(reading.form, addresses), reading.figures[note.address].spots
    else:
        place = note.place.spot
        spots = (places[note.place],) if note.place in places else ()
    return Question(Matter.NOTE, place, note.why, note.text, addresses, spots, taken=())


def place_of(form: Form, addresses: Sequence[Address]) -> str:
    """Name figures: one by its row and column, several of a row by the row, more by their table."""
    first = form.figures[addresses[0]]
    if len(addresses) == 1:
        return first.place
    if len({address.row for address in addresses}) == 1:
        return f"“{first.row.name}”{len(addresses)}格"
    return f"{form.table(addresses[0].section).tab}{len(addresses)}格"


def _places(blocks: Sequence[Block]) -> dict[Place, SourceSpot]:
    """Return where every place of a source is among its blocks."""
    found: dict[Place, SourceSpot] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            for row, cells in enumerate(block.rows):
                for at, cell in enumerate(cells):
                    found.setdefault(cell.place, SourceSpot(number, row, at))
        else:
            found.setdefault(block.place, SourceSpot(number, start=0, end=len(block.text)))
    return found
