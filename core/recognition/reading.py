"""What came of reading a source: edits for a new report, and all that could not be read."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.figures.address import Address
from core.forms.form import Form
from core.labels.blocks import Block, Place, SourceSpot
from core.report.edit import apply
from core.report.edits import Edit, SetFigure
from core.report.origin import Origin, Source
from core.report.report import Report


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
    """A figure of the form as a source has it.

    ``text`` goes into the cell, empty where nothing does. ``shown`` is what the source shows there:
    a cell's text, or all that runs together. ``row`` are the words of its row, label first.
    ``spots`` are the places of what was read, among `Reading.blocks`; none where nothing was found.
    ``why`` is one Chinese sentence, empty where there is nothing to say. ``ways`` are the texts of
    its row's figures, in the order of the form, in each way that fits, where digits run together;
    ``all_ways`` tells that there are no others.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was read from a source, before anybody has looked at it.

    ``year`` is None and ``organ`` empty where the source does not tell them; ``places`` says
    where each figure, and each text that gave rise to a doubt, stands in the source, which is
    called ``source_name``. ``figures`` says of every figure of the form how it was read, and
    ``blocks`` is the source itself, to be shown beside them.
    """

    form: Form
    organ: str
    year: int | None
    edits: tuple[Edit, ...]
    notes: tuple[Note, ...]
    places: Mapping[Address, Place]
    source_name: str
    figures: Mapping[Address, ReadFigure]
    blocks: tuple[Block, ...]

    def of_certainty(self, certainty: Certainty) -> tuple[ReadFigure, ...]:
        """Return the figures that were read with a certainty, in the order of the form."""
        return tuple(each for each in self.figures.values() if each.certainty is certainty)

    def report(self) -> Report:
        """Return a new report with everything that was read, doubts included.

        Without a year it is of the edition's first one.
        """
        report = Report(self.form, self.organ, self.year or 0)
        apply(
            report,
            (
                replace(edit, origin=self.origin(edit.address))
                if isinstance(edit, SetFigure)
                else edit
                for edit in self.edits
            ),
        )
        return report

    def origin(self, address: Address) -> Origin:
        """Return the origin of a figure that stands as it was read."""
        is_deduced = self.figures[address].certainty is Certainty.DEDUCED
        return Origin(Source.DEDUCED if is_deduced else Source.READ, self.source_name)
