"""A filled form. It changes only through `core.report.edit.apply`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from core.figures.address import Address
from core.figures.value import BLANK, Number, State, Value, show
from core.forms.form import Form
from core.report.link import BLANK_WORDS, Link
from core.report.note import Subject
from core.report.origin import TYPED, Origin
from core.report.prior import Prior
from core.report.proof import Proof
from core.report.share import WorkShare
from core.report.signing import SigningStep

_figure = attrgetter("figure")
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that could not be read for certain from a source; the cell is left as it is.

    ``text`` is what the source shows there, ``why`` one Chinese sentence.
    """

    text: str
    why: str


class Report:
    """The figures and texts of one organ and year, as typed.

    A figure has a `Value` where something was typed or read. A computed cell has one only where
    a source printed another total than its addends give; that total then counts, until it is
    settled. A blank addend leaves its total blank: a blank is not a zero.
    """

    def __init__(self, form: Form, organ: str = "", year: int = 0) -> None:
        self.form = form
        self._organ = organ
        self._year = year or form.first_year
        self._values: dict[Address, Value] = {}
        self._sums: dict[Address, Number | None] = {}
        self._doubts: dict[Address, Doubt] = {}
        self._origins: dict[Address, Origin] = {}
        self._texts: dict[str, str] = {text.id: "" for text in form.texts}
        self._links: dict[str, tuple[Link, ...]] = {}
        self._notes: dict[Subject, str] = {}
        self._prior: Prior | None = None
        self._proofs: dict[Address, Proof] = {}
        self._shares: dict[str, WorkShare] = {}
        self._own: tuple[str, WorkShare | None] = ("", None)
        self._signing: tuple[SigningStep, ...] = ()
        self._title_lines: tuple[str, ...] = ()

    @property
    def organ(self) -> str:
        """The full name of the organ that reports."""
        return self._organ

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The organ's name as it was divided by hand for the title; empty where it was not.

        They count as long as they are the name (`core.printed.page`).
        """
        return self._title_lines

    @property
    def year(self) -> int:
        """The year that is reported on."""
        return self._year

    @property
    def texts(self) -> Mapping[str, str]:
        """The written parts by section, the opening paragraph included."""
        return MappingProxyType(self._texts)

    @property
    def values(self) -> Mapping[Address, Value]:
        """What was typed or read, cell by cell; untouched cells are not there."""
        return MappingProxyType(self._values)

    @property
    def doubts(self) -> Mapping[Address, Doubt]:
        """What a reading was not sure of, until the cell is typed or confirmed."""
        return MappingProxyType(self._doubts)

    @property
    def origins(self) -> Mapping[Address, Origin]:
        """Where figures came from; those that were typed here are not there."""
        return MappingProxyType(self._origins)

    @property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """The numbers in the written parts that follow a cell; parts without any are not there."""
        return MappingProxyType(self._links)

    @property
    def notes(self) -> Mapping[Subject, str]:
        """What the office says about findings, the lapsed notes included."""
        return MappingProxyType(self._notes)

    @property
    def prior(self) -> Prior | None:
        """Last year's report, where the document knows it."""
        return self._prior

    @property
    def proofs(self) -> Mapping[Address, Proof]:
        """What was proofread, cells that have changed since included."""
        return MappingProxyType(self._proofs)

    @property
    def shares(self) -> Mapping[str, WorkShare]:
        """What was given out to be filled by others (分工), by its key."""
        return MappingProxyType(self._shares)

    @property
    def own_share(self) -> WorkShare | None:
        """What this document is, where it is itself a part that was given out; else None."""
        return self._own[1]

    @property
    def own_key(self) -> str:
        """The key of the own share in the report that gave it out; empty without one."""
        return self._own[0]

    @property
    def signing(self) -> tuple[SigningStep, ...]:
        """The steps of the review round (审签), the oldest first."""
        return self._signing

    def shown(self, address: Address) -> str:
        """Return what a cell shows: the text that was typed or printed, or the computed figure."""
        value = self._values.get(address)
        if value is not None:
            return value.text
        return show(self._sums.get(address), self.form.figures[address].kind)

    def is_proofread(self, address: Address) -> bool:
        """Tell whether just what the cell shows now was held against the paper."""
        proof = self._proofs.get(address)
        return proof is not None and proof.text == self.shown(address)

    def origin(self, address: Address) -> Origin | None:
        """Return where the text in a cell came from; None where nothing stands."""
        return self._origins.get(address, TYPED) if address in self._values else None

    def value(self, address: Address) -> Value:
        """Return what stands in a cell as typed; BLANK where nothing was typed."""
        return self._values.get(address, BLANK)

    def figure(self, address: Address) -> Number | None:
        """Return the figure that counts: typed, printed, or computed; None is blank."""
        value = self._values.get(address)
        return self._sums.get(address) if value is None else value.figure

    def computed(self, address: Address) -> Number | None:
        """Return what a computed cell's addends give; None where one of them is blank."""
        return self._sums.get(address)

    def is_kept(self, address: Address) -> bool:
        """Tell whether a computed cell shows a printed total in place of its sum."""
        return address in self._values and self.form.figures[address].computed

    def is_filled(self, address: Address) -> bool:
        """Tell whether the cell has a figure."""
        return self.figure(address) is not None

    def figures(self) -> dict[Address, Number | None]:
        """Return every figure of the edition, in the order of the form."""
        values, sums = self._values, self._sums
        return {
            address: values[address].figure if address in values else sums.get(address)
            for address in self.form.figures
        }

    def as_prior(self) -> Prior:
        """Return what next year's report remembers of this one."""
        figures = {a: figure for a, figure in self.figures().items() if figure is not None}
        texts = {name: text for name, text in self.texts.items() if text.strip()}
        return Prior(
            self.form.edition,
            self._year,
            self._organ,
            MappingProxyType(figures),
            texts=MappingProxyType(texts),
        )

    def printed(self, address: Address) -> str:
        """Return the figure that counts as the report prints it; empty where there is none."""
        return show(self.figure(address), self.form.figures[address].kind)

    def on_paper(self, address: Address) -> str:
        """Return what the paper shows in a cell: its figure, or what was typed in its place."""
        value = self._values.get(address)
        if value is None or value.state is State.NUMBER or not value.text:
            return self.printed(address)
        return value.text

    def figure_words(self, address: Address) -> str:
        """Return a cell's figure as a text prints it, `BLANK_WORDS` where there is none."""
        return self.printed(address) or BLANK_WORDS

    def add(self, addresses: Iterable[Address]) -> tuple[Number, tuple[Address, ...]]:
        """Add up figures; returns the sum of those filled, and the addresses that are blank."""
        total: Number = 0
        missing = []
        values, sums = self._values, self._sums
        for address in addresses:
            value = values.get(address)
            figure = sums.get(address) if value is None else value.figure
            if figure is None:
                missing.append(address)
            else:
                total += figure
        return total, tuple(missing)

    def blanks_under(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        """Return the blank cells among these that can be typed; a blank total stands for its own.

        Each is named once, in the order in which it is met.
        """
        found: dict[Address, None] = {}
        for address in addresses:
            if self.is_filled(address):
                continue
            addends = self.form.addends.get(address)
            if addends is None:
                found[address] = None
            else:
                found |= dict.fromkeys(self.blanks_under(addends))
        return tuple(found)

    def refused(self) -> tuple[Address, ...]:
        """Return the cells whose text could not be read as a figure, in the order of the form."""
        return self._without_figure(State.REFUSED)

    def read_as_blank(self) -> tuple[Address, ...]:
        """Return the cells whose text says that nothing stands there, in the order of the form."""
        return self._without_figure(State.BLANK)

    def _without_figure(self, state: State) -> tuple[Address, ...]:
        if None not in map(_figure, self._values.values()):  # most reports are plainly filled
            return ()
        found = {a for a, value in self._values.items() if value.state is state and value.text}
        return tuple(a for a in self.form.figures if a in found)

    # Those below are for core.report.edit alone: they are the door's hinges, not another door.

    def _put_value(
        self, address: Address, value: Value | None, doubt: Doubt | None, origin: Origin
    ) -> None:
        _put(self._values, address, value)
        _put(self._doubts, address, doubt)
        _put(self._origins, address, None if value is None or origin == TYPED else origin)

    def _put_values(
        self,
        values: dict[Address, Value],
        doubts: Mapping[Address, Doubt],
        origins: Mapping[Address, Origin],
    ) -> None:
        """Put all figures of a new report at once."""
        self._values = values
        self._doubts = dict(doubts)
        self._origins = {a: origin for a, origin in origins.items() if a in values}

    def _put_sum(self, address: Address, figure: Number | None) -> None:
        self._sums[address] = figure

    def _put_text(self, section: str, text: str, links: tuple[Link, ...]) -> None:
        self._texts[section] = text
        _put(self._links, section, links or None)

    def _put_cover(self, organ: str, year: int) -> None:
        self._organ, self._year = organ, year

    def _put_title_lines(self, lines: tuple[str, ...]) -> None:
        self._title_lines = lines

    def _put_note(self, subject: Subject, text: str) -> None:
        _put(self._notes, subject, text or None)

    def _put_proof(self, address: Address, proof: Proof | None) -> None:
        _put(self._proofs, address, proof)

    def _put_prior(self, prior: Prior | None) -> None:
        self._prior = prior

    def _put_share(self, key: str, share: WorkShare | None) -> None:
        _put(self._shares, key, share)

    def _put_own_share(self, key: str, share: WorkShare | None) -> None:
        self._own = (key if share else "", share)

    def _put_signing(self, steps: tuple[SigningStep, ...]) -> None:
        self._signing = steps


def lines_of(text: str) -> list[str]:
    """Return the lines of a written part, none for an empty one."""
    return text.split("\n") if text else []


def _put(where: dict[_K, _V], key: _K, value: _V | None) -> None:
    if value is None:
        where.pop(key, None)
    else:
        where[key] = value
