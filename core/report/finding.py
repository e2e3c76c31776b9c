"""Findings: what a check has to say, as values that every front end shows alike."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.figures.address import Address
from core.figures.value import Number
from core.report.text_repair import TextRepair


class Severity(enum.Enum):
    """How much a finding weighs. The value is its name in JSON."""

    ERROR = "error"
    """The report must not leave the house so."""
    WARNING = "warning"
    """Somebody has to look; there may be a good reason."""
    HINT = "hint"
    """Good to know."""

    @property
    def word(self) -> str:
        """The Chinese word that a clerk sees."""
        return {"error": "错误", "warning": "提醒", "hint": "提示"}[self.value]

    @property
    def sign(self) -> str:
        """The sign that stands beside the word; those of the sections' states are the same."""
        return {"error": "!", "warning": "?", "hint": "·"}[self.value]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a written part: the section and the span of characters."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    ``message`` says what is wrong, where, and both numbers; ``advice`` what to do. ``settles`` is
    a computed cell whose printed total one click replaces by its sum; ``confirms`` are the words of
    a note that one click puts, where the finding asks for no more. ``about`` are the words that it
    is about, where its numbers alone do not tell it from another. ``repair`` is what one click
    puts into the text, where there is one meaning only. ``follows`` are the findings that the same
    fault brings, ``suspect`` the one cell that they all point to. Codes are never reused.
    """

    code: str
    severity: Severity
    section: str
    message: str
    advice: str = ""
    addresses: tuple[Address, ...] = ()
    left: Number | None = None
    right: Number | None = None
    difference: Number | None = None
    spot: Spot | None = None
    settles: Address | None = None
    confirms: str = ""
    about: str = ""
    basis: str = ""
    repair: TextRepair | None = None
    suspect: Address | None = None
    follows: tuple[Finding, ...] = ()

    @property
    def place(self) -> Address | None:
        """The cell to go to, None where it is about no cell."""
        return self.suspect or self.settles or next(iter(self.addresses), None)

    @property
    def is_unbalanced(self) -> bool:
        """Tell whether two sides that must be equal are not."""
        return self.severity is Severity.ERROR and self.difference is not None

    @property
    def sign(self) -> str:
        """The sign of the finding: ≠ for what does not balance, else that of its severity."""
        return "≠" if self.is_unbalanced else self.severity.sign
