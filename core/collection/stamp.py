"""The stamp of a collection form: a hidden sheet by which it is known again, renamed or re-saved.

It says which edition, year and unit the form was made for, and which lines of it are the form's
own: `core.sources.collection_marks` takes none of them for what the unit wrote. The digest is there
for whoever wants to know whether a form was made over by hand; reading does not ask it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.printed.own_marks import OWN_HEADING, OWN_LINE, STAMP_MARK

_KEYS = ("年度", "格式", "单位", "单位代码")


@dataclass(frozen=True, slots=True)
class FormStamp:
    """What a form was made for; ``own_lines`` and ``own_headings`` are the form's own texts.

    An own line is never what the unit wrote. An own heading belongs to the unit's text where
    something is written under it.
    """

    year: int
    edition: str
    organ: str
    unit: str = ""
    """The unit's key in the roll-up that the form was made for; empty where there is none."""
    own_lines: tuple[str, ...] = field(default=(), repr=False)
    own_headings: tuple[str, ...] = field(default=(), repr=False)

    @property
    def digest(self) -> str:
        """A short digest of all that the stamp says."""
        said = "\x1f".join(
            (
                *(str(self.year), self.edition, self.organ, self.unit),
                *self.own_lines,
                "\x1e",
                *self.own_headings,
            )
        )
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Yield the stamp as the rows of its sheet."""
        yield (STAMP_MARK, self.digest)
        yield from zip(_KEYS, (str(self.year), self.edition, self.organ, self.unit), strict=True)
        yield from ((OWN_LINE, line) for line in self.own_lines)
        yield from ((OWN_HEADING, line) for line in self.own_headings)
