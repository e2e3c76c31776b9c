"""The entries of a roll-up: a unit with its file, or a file that stands for no unit."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.forms.form import Form
from core.rollup.matching import Match
from core.rollup.taken import Taken
from core.rollup.unit import Unit, plain_name


class EntryState(enum.Enum):
    """What becomes of a unit, or of a file. The value is its name in JSON."""

    COUNTED = "counted"
    FAULTY = "faulty"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    WRONG_YEAR = "wrong_year"
    NOT_COUNTED = "not_counted"

    @property
    def word(self) -> str:
        """The Chinese word that a clerk sees."""
        return {
            "counted": "已计入",
            "faulty": "有错，已计入",
            "missing": "未报",
            "unreadable": "读不出",
            "duplicate": "重复",
            "wrong_year": "年度不对",
            "not_counted": "不计入",
        }[self.value]

    @property
    def is_counted(self) -> bool:
        """Tell whether the figures are in the sum."""
        return self in {EntryState.COUNTED, EntryState.FAULTY}


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit and its file, or a file that stands for no unit; ``taken`` is None for a missing one.

    ``remarks`` are Chinese sentences: why it stands so, and what else there is to know.
    ``is_expected`` tells that the list puts it so, and nothing is wrong.
    """

    name: str
    state: EntryState
    unit: Unit | None = None
    taken: Taken | None = None
    match: Match | None = None
    remarks: tuple[str, ...] = ()
    is_expected: bool = False

    @property
    def why(self) -> str:
        """Say all in one line."""
        return "".join(self.remarks)


@dataclass(frozen=True, slots=True)
class Gathering:
    """What a heap comes to for one year; ``expected`` is None where there is no list."""

    form: Form
    year: int
    entries: tuple[Entry, ...]
    expected: int | None

    @property
    def counted(self) -> tuple[Entry, ...]:
        """The entries whose figures are added up."""
        return tuple(entry for entry in self.entries if entry.state.is_counted)

    @property
    def is_complete(self) -> bool:
        """Tell whether all units are in the sum, so far as anybody can know.

        Without a list a file that could not be read, or is of another year, may be a unit's.
        """
        counted = self.counted
        if self.expected is not None:
            return len(counted) == self.expected
        names = {plain_name(entry.name) for entry in counted}
        lost = {EntryState.UNREADABLE, EntryState.WRONG_YEAR}
        return bool(counted) and not any(
            entry.state in lost and plain_name(entry.name) not in names for entry in self.entries
        )

    @property
    def is_right(self) -> bool:
        """Tell whether all is there and nothing is wrong."""
        fine = {EntryState.COUNTED, EntryState.DUPLICATE}
        return self.is_complete and all(
            entry.state in fine or entry.is_expected for entry in self.entries
        )
