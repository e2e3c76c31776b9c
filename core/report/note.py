"""What the office says about a finding that may stand (说明)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.figures.address import Address
from core.report.finding import Finding

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a note is about: a finding by its code, its cells and its own numbers.

    While they stand, the note stands, however often the report is checked; once one of the
    numbers changes, the finding is another one, and the note has lapsed.
    """

    code: str
    section: str
    addresses: tuple[Address, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, finding: Finding) -> Subject:
        """Name a finding. Its message states its numbers, so they are taken from there."""
        numbers = tuple(_NUMBER.findall(finding.message))
        if finding.about:
            numbers = (*numbers, finding.about)
        return cls(finding.code, finding.section, finding.addresses, numbers)

    def is_like(self, other: Subject) -> bool:
        """Tell whether two subjects differ at most in their numbers."""
        return (self.code, self.section, self.addresses) == (
            other.code,
            other.section,
            other.addresses,
        )
