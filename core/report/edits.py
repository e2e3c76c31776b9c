"""The kinds of edit, a class each: its place, its check, what it does, its file form, its words.

A new kind is one more class and its name in `core.report.edit_kinds`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from core.figures.address import Address
from core.figures.value import State, Value, parse
from core.forms.form import COVER_NAME, Figure, Form
from core.report.fields import FieldReader, Shape, doubt_of, note_of, prior_of, proof_of
from core.report.link import Link, is_sound, shift
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
PLAIN_FIGURE = frozenset({"figure", "text"})
"""The keys in a file of a figure that was typed for certain."""


class Edit(ABC):
    """One thing to be put at one place of a report. Only `core.report.edit` carries it out."""

    __slots__ = ()

    @property
    @abstractmethod
    def place(self) -> Hashable:
        """What it changes; of two edits of one place the later one counts."""

    @property
    @abstractmethod
    def part(self) -> str:
        """The name under which the change is told; empty for a figure, which has its address."""

    def check(self, report: Report) -> None:
        """Raise KeyError or ValueError where the report has no such place for it."""
        del report

    @abstractmethod
    def put(self, report: Report) -> None:
        """Change the report."""

    @abstractmethod
    def now(self, report: Report) -> Edit:
        """Return the edit that puts there what stands there now."""

    @classmethod
    @abstractmethod
    def every(cls, report: Report) -> Iterable[Edit]:
        """Return edits of this kind for every place where the report says something."""


class Step(ABC):
    """What a moment of the history took away at one place."""

    __slots__ = ()

    KEY: ClassVar[str]
    """The key in a document file by which the kind is known."""

    @property
    @abstractmethod
    def place(self) -> Hashable:
        """What it leads back."""

    @abstractmethod
    def words(self, form: Form) -> str:
        """Name the place as a clerk knows it."""

    @abstractmethod
    def as_json(self) -> Shape:
        """Return it as it stands in the history of a document file."""

    @classmethod
    @abstractmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> Step:
        """Read it back; raises Problem where it is not sound."""

    @abstractmethod
    def edit(self, report: Report) -> Edit:
        """Return the edit that leads the report back. Raises ValueError where it does not fit."""


class WholeEdit(Edit, Step):
    """An edit that the history keeps as it is."""

    __slots__ = ()

    def edit(self, report: Report) -> Edit:
        """Return itself: it fits every report of its form."""
        del report
        return self


def value_of(text: str, figure: Figure) -> Value | None:
    """Return what a text means in a cell; None where nothing stands there then."""
    if not text:
        return None
    value = parse(text, figure.kind)
    return None if figure.computed and value.state is State.BLANK else value


@dataclass(frozen=True, slots=True)
class SetFigure(WholeEdit):
    """Put a text into a cell, as typed or printed; an empty text clears it.

    In a computed cell the text is a printed total: it is kept only where it differs from the sum.
    ``doubt`` is what a reader was not sure of; an edit without one settles the cell's doubt.
    ``origin`` tells where the text came from.
    """

    KEY = "figure"

    address: Address
    text: str
    doubt: Doubt | None = None
    origin: Origin = TYPED

    @property
    def place(self) -> Hashable:
        return self.address

    @property
    def part(self) -> str:
        return ""

    def check(self, report: Report) -> None:
        report.form.figures[self.address]

    def put(self, report: Report) -> None:
        value = value_of(self.text, report.form.figures[self.address])
        report._put_value(self.address, value, self.doubt, self.origin)

    def now(self, report: Report) -> SetFigure:
        return SetFigure(
            self.address,
            report.value(self.address).text,
            report.doubts.get(self.address),
            report.origins.get(self.address, TYPED),
        )

    @classmethod
    def every(cls, report: Report) -> Iterable[SetFigure]:
        return (cls(address, "").now(report) for address in report.form.figures)

    def words(self, form: Form) -> str:
        return form.figures[self.address].place

    def as_json(self) -> Shape:
        shape: Shape = {"figure": self.address, "text": self.text}
        if self.doubt is not None:
            shape["doubt"] = doubt_of(self.doubt)
        if self.origin != TYPED:
            shape["origin"] = {"source": self.origin.source.value, "name": self.origin.name}
        return shape

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetFigure:
        if shape.keys() == PLAIN_FIGURE:  # nearly all of a long history
            address = read.address(read.take(shape, "figure", str), form)
            return cls(address, read.take(shape, "text", str))
        own = {"doubt", "origin"} & shape.keys()
        read.group(shape, ("figure", "text", *own), "history")
        name = read.take(shape, "figure", str)
        doubt = read.doubt(shape["doubt"], name) if "doubt" in shape else None
        origin = TYPED
        if "origin" in shape:
            origin = read.origin(read.group(shape["origin"], ("source", "name"), name))
        return cls(read.address(name, form), read.take(shape, "text", str), doubt, origin)


@dataclass(frozen=True, slots=True)
class SetText(Edit):
    """Replace a written part.

    ``links`` are its linked numbers; with None those that it has stay with the words they stand in.
    The history keeps a span in its place (`core.document.splice.Splice`).
    """

    section: str
    text: str
    links: tuple[Link, ...] | None = None

    @property
    def place(self) -> Hashable:
        return self.section

    @property
    def part(self) -> str:
        return self.section

    def check(self, report: Report) -> None:
        report.texts[self.section]
        links = self.links or ()
        for link in links:
            report.form.figures[link.address]
        if not is_sound(links, self.text):
            raise ValueError(f"links outside the text of {self.section}")

    def put(self, report: Report) -> None:
        links = self.links
        if links is None:
            old = report.links.get(self.section, ())
            links = shift(old, report.texts[self.section], self.text)
        report._put_text(self.section, self.text, links)

    def now(self, report: Report) -> SetText:
        text, links = report.texts[self.section], report.links.get(self.section, ())
        return SetText(self.section, text, links)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetText]:
        return (cls(section, "").now(report) for section in report.texts)


@dataclass(frozen=True, slots=True)
class SetCover(WholeEdit):
    """Set the organ and the year. The year must be one that the report's edition serves."""

    KEY = "organ"

    organ: str
    year: int

    @property
    def place(self) -> Hashable:
        return COVER

    @property
    def part(self) -> str:
        return COVER

    def put(self, report: Report) -> None:
        report._put_cover(self.organ, self.year)

    def now(self, report: Report) -> SetCover:
        return SetCover(report.organ, report.year)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetCover]:
        return (cls(report.organ, report.year),)

    def words(self, form: Form) -> str:
        return COVER_NAME

    def as_json(self) -> Shape:
        return {"organ": self.organ, "year": self.year}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetCover:
        read.group(shape, ("organ", "year"), "history")
        return cls(read.take(shape, "organ", str), read.year(shape))


@dataclass(frozen=True, slots=True)
class SetNote(WholeEdit):
    """Say something about a finding; an empty text takes it away."""

    KEY = "note"

    subject: Subject
    text: str

    @property
    def place(self) -> Hashable:
        return self.subject

    @property
    def part(self) -> str:
        return NOTES

    def put(self, report: Report) -> None:
        report._put_note(self.subject, self.text)

    def now(self, report: Report) -> SetNote:
        return SetNote(self.subject, report.notes.get(self.subject, ""))

    @classmethod
    def every(cls, report: Report) -> Iterable[SetNote]:
        return (cls(*note) for note in report.notes.items())

    def words(self, form: Form) -> str:
        return "问题的说明"

    def as_json(self) -> Shape:
        return {"note": note_of(self.subject, self.text)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetNote:
        return cls(*read.note(read.group(shape, ("note",), "history")["note"], form))


@dataclass(frozen=True, slots=True)
class SetPrior(WholeEdit):
    """Remember last year's report, or forget it."""

    KEY = "prior"

    prior: Prior | None

    @property
    def place(self) -> Hashable:
        return PRIOR

    @property
    def part(self) -> str:
        return PRIOR

    def put(self, report: Report) -> None:
        report._put_prior(self.prior)

    def now(self, report: Report) -> SetPrior:
        return SetPrior(report.prior)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetPrior]:
        return (cls(report.prior),)

    def words(self, form: Form) -> str:
        return "对照的上年报告"

    def as_json(self) -> Shape:
        return {"prior": prior_of(self.prior)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetPrior:
        return cls(read.prior(read.group(shape, ("prior",), "history")["prior"]))


@dataclass(frozen=True, slots=True)
class SetProof(WholeEdit):
    """Note that a cell was held against the paper, or take that back."""

    KEY = "proofread"

    address: Address
    proof: Proof | None

    @property
    def place(self) -> Hashable:
        return (PROOFS, self.address)

    @property
    def part(self) -> str:
        return PROOFS

    def check(self, report: Report) -> None:
        report.form.figures[self.address]

    def put(self, report: Report) -> None:
        report._put_proof(self.address, self.proof)

    def now(self, report: Report) -> SetProof:
        return SetProof(self.address, report.proofs.get(self.address))

    @classmethod
    def every(cls, report: Report) -> Iterable[SetProof]:
        return (
            cls(address, report.proofs[address])
            for address in report.form.figures
            if address in report.proofs
        )

    def words(self, form: Form) -> str:
        return form.figures[self.address].place

    def as_json(self) -> Shape:
        return {"proofread": self.address, "proof": self.proof and proof_of(self.proof)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetProof:
        read.group(shape, ("proofread", "proof"), "history")
        address = read.address(read.take(shape, "proofread", str), form)
        proof = shape["proof"]
        return cls(address, None if proof is None else read.proof(proof, address))
