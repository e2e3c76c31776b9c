"""What came of reading a source: edits for a new report, and all that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.address import Address
from core.edit import Edit, SetFigure, apply
from core.forms.form import Form
from core.origin import Origin, Source
from core.reading.blocks import Place
from core.report import Report


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was read from a source, before anybody has looked at it.

    ``year`` is None and ``organ`` empty where the source does not tell them; ``places`` says
    where each figure, and each text that gave rise to a doubt, stands in the source, which is
    called ``source_name``.
    """

    form: Form
    organ: str
    year: int | None
    edits: tuple[Edit, ...]
    notes: tuple[Note, ...]
    places: Mapping[Address, Place]
    source_name: str

    def report(self) -> Report:
        """Return a new report with everything that was read, doubts included.

        Without a year it is of the edition's first one.
        """
        report = Report(self.form, self.organ, self.year or 0)
        read = Origin(Source.READ, self.source_name)
        apply(
            report,
            (
                replace(edit, origin=read) if isinstance(edit, SetFigure) else edit
                for edit in self.edits
            ),
        )
        return report
