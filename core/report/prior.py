"""Last year's report (上年报告), as far as this year's document remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.figures.address import Address
from core.figures.value import Number


@dataclass(frozen=True, slots=True)
class Prior:
    """The figures of the year before, by the addresses of its own edition.

    One address means the same in every edition. What was blank is not there. ``passages`` are the
    stretches with numbers of the texts that were taken over from it (`core.texts.inherited`);
    ``texts`` are its written parts, by section, as far as they are known.
    """

    edition: str
    year: int
    organ: str
    figures: Mapping[Address, Number]
    passages: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def figure(self, address: Address) -> Number | None:
        """Return last year's figure; None where it was blank or its form had no such cell."""
        return self.figures.get(address)

    def __hash__(self) -> int:
        # A mapping has no hash of its own; whose report it is tells nearly all apart.
        return hash((self.edition, self.year, self.organ))
