"""The stamp of a collection form: a hidden sheet by which it is known again, renamed or re-saved.

It says which edition, year and unit the form was made for, which lines of it are the form's own
(`core.sources.collection_marks` takes none of them for what the unit wrote), and, of a form that is
a share of a report (分工), which share. The digest tells whether somebody wrote into it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.printed.own_marks import OWN_HEADING, OWN_LINE, STAMP_MARK

_YEAR, _EDITION, _ORGAN, _UNIT = "年度", "格式", "单位", "单位代码"
_SHARE, _SECTIONS, _BASIS = "分工", "分工部分", "分工依据"


@dataclass(frozen=True, slots=True)
class FormShare:
    """The share that a form is: its key in the report that gave it out, and what it opens.

    ``basis`` is the digest of what the report said then.
    """

    key: str
    sections: tuple[str, ...]
    basis: str


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
    share: FormShare | None = None

    @property
    def digest(self) -> str:
        """A short digest of all that the stamp says."""
        share = self.share
        shared = () if share is None else ("\x1d", share.key, *share.sections, share.basis)
        said = "\x1f".join(
            (
                *(str(self.year), self.edition, self.organ, self.unit),
                *self.own_lines,
                "\x1e",
                *self.own_headings,
                *shared,
            )
        )
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def rows(self) -> Iterable[tuple[str, ...]]:
        """Yield the stamp as the rows of its sheet."""
        yield (STAMP_MARK, self.digest)
        yield (_YEAR, str(self.year))
        yield (_EDITION, self.edition)
        yield (_ORGAN, self.organ)
        yield (_UNIT, self.unit)
        if self.share is not None:
            yield (_SHARE, self.share.key)
            yield (_SECTIONS, " ".join(self.share.sections))
            yield (_BASIS, self.share.basis)
        yield from ((OWN_LINE, line) for line in self.own_lines)
        yield from ((OWN_HEADING, line) for line in self.own_headings)


def read_stamp(rows: Sequence[tuple[str, str]]) -> tuple[FormStamp, bool] | None:
    """Return what the rows of a stamp say, and whether nobody wrote into it.

    None where they are no stamp. A year that is none is 0.
    """
    if not rows or rows[0][0] != STAMP_MARK:
        return None
    said = dict(reversed(rows))  # of a row that is there twice the first one counts
    year = said.get(_YEAR, "")
    share = None
    if _SHARE in said:
        sections = tuple(said.get(_SECTIONS, "").split())
        share = FormShare(said[_SHARE], sections, said.get(_BASIS, ""))
    stamp = FormStamp(
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
        said.get(_EDITION, ""),
        said.get(_ORGAN, ""),
        said.get(_UNIT, ""),
        tuple(text for kind, text in rows if kind == OWN_LINE),
        tuple(text for kind, text in rows if kind == OWN_HEADING),
        share,
    )
    return stamp, stamp.digest == rows[0][1]
