"""What came of reading a source: one decision about every figure, and all that was not read."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.figures.address import Address
from core.forms.form import Form
from core.labels.blocks import Block, Grid, Place, SourceSpot
from core.printed.form_stamp import FormStamp
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the source that was not read, or not plainly.

    ``text`` is what the source shows, ``why`` one Chinese sentence; ``address`` is the figure
    (of a row its first one) that the note is about, None where it is about no figure.
    """

    place: Place
    text: str
    why: str
    address: Address | None = None


class Certainty(enum.Enum):
    """How sure a reading is of a figure. The value is the word that a clerk sees."""

    READ = "读准"
    DEDUCED = "推算"
    """Digits that ran together were taken apart; the clerk must confirm it."""
    DOUBTFUL = "存疑"
    """Something stands there that is not, or not plainly, a figure of this cell."""
    BLANK = "空白"
    """Nothing was read: the cell is printed blank, or its row or column is not certain."""


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure of the form as a source has it: the one place where is decided what it is.

    ``text`` goes into the cell, empty where nothing does. ``shown`` is what the source shows there:
    a cell's text, or all that runs together. ``row`` are the words of its row, label first.
    ``spots`` are the places of what was read, among `Reading.blocks`; none where nothing was found.
    ``why`` is one Chinese sentence, empty where there is nothing to say. ``ways`` are the texts of
    its row's figures, in the order of the form, in each way that fits, where digits run together;
    ``all_ways`` tells that there are no others. ``told`` is what has to be said of it, and of its
    row where it is the row's first one.
    """

    address: Address
    certainty: Certainty
    text: str = ""
    shown: str = ""
    row: tuple[str, ...] = ()
    place: Place | None = None
    spots: tuple[SourceSpot, ...] = ()
    why: str = ""
    ways: tuple[tuple[str, ...], ...] = ()
    all_ways: bool = True
    is_lost: bool = False
    """Blank although something stands there, of which nobody can tell that it is this figure."""
    told: tuple[Note, ...] = ()

    @property
    def doubt(self) -> Doubt | None:
        """The doubt that the report holds until somebody has looked at it."""
        if self.certainty is Certainty.DEDUCED:
            return Doubt(" ".join(self.row), self.why)
        if self.certainty is Certainty.DOUBTFUL or self.is_lost:
            return Doubt(self.shown, self.why)
        return None

    @property
    def edit(self) -> SetFigure | None:
        """The edit that brings it into a report, its origin aside; None where nothing is there."""
        doubt = self.doubt
        return SetFigure(self.address, self.text, doubt) if self.shown or doubt else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was read from a source, before anybody has looked at it.

    ``year`` is None and ``organ`` empty where the source, which is called ``source_name``, does
    not tell them. ``figures`` says of every figure of the form how it was read, ``texts`` has the
    written parts that were found by their identifiers, and ``remarks`` what is to be said of no
    figure; all else follows from these. ``blocks`` is the source, to be shown beside them.
    """

    form: Form
    organ: str
    year: int | None
    texts: Mapping[str, str]
    remarks: tuple[Note, ...]
    source_name: str
    figures: Mapping[Address, ReadFigure]
    blocks: tuple[Block, ...]
    stamp: FormStamp | None = None
    """What a collection form was made for."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What brings the reading into a new report; figures have no origin yet."""
        figures = (each.edit for each in self.figures.values())
        return (
            *(SetText(section, text) for section, text in self.texts.items()),
            *(edit for edit in figures if edit is not None),
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """Everything that has to be said, as the places follow in the source.

        What is about all of it comes first.
        """
        told = (note for each in self.figures.values() for note in each.told)
        order = _order_of(self.blocks)
        return tuple(sorted((*self.remarks, *told), key=lambda note: order.get(note.place, -1)))

    @property
    def places(self) -> Mapping[Address, Place]:
        """Where each figure, and each text that gave rise to a doubt, stands in the source."""
        return MappingProxyType(
            {a: each.place for a, each in self.figures.items() if each.place is not None}
        )

    def of_certainty(self, certainty: Certainty) -> tuple[ReadFigure, ...]:
        """Return the figures that were read with a certainty, in the order of the form."""
        return tuple(each for each in self.figures.values() if each.certainty is certainty)

    def report(self) -> Report:
        """Return a new report with everything that was read, doubts included.

        Without a year it is of the edition's first one.
        """
        report = Report(self.form, self.organ, self.year or 0)
        apply(report, map(self._with_origin, self.edits))
        return report

    def _with_origin(self, edit: Edit) -> Edit:
        if not isinstance(edit, SetFigure):
            return edit
        return SetFigure(edit.address, edit.text, edit.doubt, self.origin(edit.address))

    def origin(self, address: Address) -> Origin:
        """Return the origin of a figure that stands as it was read."""
        is_deduced = self.figures[address].certainty is Certainty.DEDUCED
        return Origin(Source.DEDUCED if is_deduced else Source.READ, self.source_name)


def _order_of(blocks: Sequence[Block]) -> dict[Place, int]:
    """Return every place of a source with its number in the order of reading."""
    order: dict[Place, int] = {}
    for block in blocks:
        order.setdefault(block.place, len(order))
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    order.setdefault(cell.place, len(order))
    return order
