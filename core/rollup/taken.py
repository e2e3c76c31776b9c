"""What taking in one file gave (收到的报告): whose it is, its figures, what is wrong with it.

It is small, for there may be a hundred thousand of them: the figures are one line of text, and the
report itself stays on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.figures.address import Address
from core.figures.value import Kind, Number
from core.forms.form import Form
from core.report.finding import Finding, Severity

BETWEEN = ";"
"""What stands between two packed figures."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken in; ``why`` says why it could not be read, and is empty if it was.

    ``file`` is its name below the folder, with ``/``; of a member of a zip the zip's name goes
    before. ``modified`` is its time in nanoseconds since 1970, ``changed`` that of the last change
    of anything about it, which no program sets (on Windows that of its making); ``written`` the
    time of the last edit that the document itself records (ISO 8601, empty where it records none).
    ``year`` is None where neither the report nor the name of its file tells it. ``figures`` are
    packed (`pack`, `unpack`). ``findings`` are its errors and warnings, ``passages`` the digests of
    its sentences. ``is_sum`` tells a report that was added up here.
    """

    file: str
    size: int = 0
    modified: int = 0
    changed: int = 0
    sha256: str = ""
    organ: str = ""
    year: int | None = None
    year_from_name: bool = False
    edition: str = ""
    figures: str = ""
    written: str = ""
    blanks: int = 0
    doubts: int = 0
    findings: tuple[Finding, ...] = ()
    passages: frozenset[int] = frozenset()
    prior_figures: str = ""
    """Last year's figures, packed, where the document remembers them."""
    is_sum: bool = False
    told: tuple[str, ...] = ()
    """What has to be said of a collection form that does not fit its stamp, or was typed over."""
    why: str = ""

    @property
    def is_read(self) -> bool:
        """Tell whether there is a report in it."""
        return not self.why

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return sum(finding.severity is Severity.WARNING for finding in self.findings)

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.file.rpartition("/")[2]

    def unpacked(self, form: Form) -> dict[Address, Number | None]:
        """Return its figures; ``form`` is that of its edition."""
        return unpack(self.figures, form)


def pack(figures: Mapping[Address, Number | None], form: Form) -> str:
    """Return figures as one line of text, in the order of the form."""
    return BETWEEN.join(
        [
            "" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:f}"
            for figure in map(figures.get, form.figures)
        ]
    )


def unpack(line: str, form: Form) -> dict[Address, Number | None]:
    """Return the figures of such a line; an empty line is a blank report."""
    if not line:
        return dict.fromkeys(form.figures)
    return dict(zip(form.figures, numbers(line, form), strict=True))


def numbers(line: str, form: Form) -> Iterator[Number | None]:
    """Yield the figures of such a line."""
    for text, figure in zip(line.split(BETWEEN), form.figures.values(), strict=True):
        if not text:
            yield None
        elif figure.kind is Kind.AMOUNT:
            yield Decimal(text)
        else:
            yield int(text)
