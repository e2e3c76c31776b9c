"""What a search for repairs answers: suggestions as values that every front end shows alike."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.figures.address import Address
from core.forms.form import Identity
from core.report.edits import SetFigure


class SuggestionKind(enum.Enum):
    """What the repair takes for the slip. The value is the word that a clerk sees."""

    MOVED = "填错格"
    """A number, or a part of it, stands in another cell."""
    EXCHANGED = "两数对调"
    SHIFTED = "整行错列"
    SWAPPED = "数字颠倒"
    CHANGED = "错一位数字"
    DROPPED = "少一位数字"
    ADDED = "多一位数字"
    TOTAL = "总计不符"
    """The total that a source printed is not the sum of its addends."""
    VALUE = "改一个数"
    """A single cell, for no reason that its digits would show."""
    TWO = "改两个数"


@dataclass(frozen=True, slots=True)
class FigureReplacement:
    """One figure before and after a repair."""

    address: Address
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One small change: ``edits`` applied together make it, and one undo takes it back.

    ``words`` say in one sentence what to do, ``reason`` what it takes for the slip.
    """

    kind: SuggestionKind
    changes: tuple[FigureReplacement, ...]
    words: str
    reason: str

    @property
    def edits(self) -> tuple[SetFigure, ...]:
        """The edits for `core.report.edit.apply`."""
        return tuple(SetFigure(change.address, str(change.after)) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Fault:
    """Failing tallies that belong together, and what repairs them, the likeliest first.

    ``more`` counts the repairs as small as these that are not listed.
    """

    identities: tuple[Identity, ...]
    suggestions: tuple[Suggestion, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The smallest changes for the failing tallies of one table.

    ``faults`` have nothing to do with each other: one suggestion of each repairs the table, but
    for the ``unrepaired`` identities, for which there is no small change.
    """

    section: str
    faults: tuple[Fault, ...] = ()
    unrepaired: tuple[Identity, ...] = ()

    @property
    def first(self) -> Suggestion | None:
        """The likeliest suggestion of all, if there is any."""
        return self.faults[0].suggestions[0] if self.faults else None

    @property
    def words(self) -> str:
        """Say in a sentence how many slips there seem to be, or that no small change was found."""
        if not self.unrepaired:
            count = len(self.faults)
            return f"看来有{count}处错，各改一处就能平衡。" if count > 1 else ""
        places = tuple(dict.fromkeys(f"“{each.place}”" for each in self.unrepaired))
        where = "、".join(places[:3]) + ("等" if len(places) > 3 else "")
        advice = f"请对照原始材料，逐格核对{where}。"
        if self.faults:
            return f"其余不平的地方没有找到小的改动，{advice}"
        return f"没有找到小的改动。{advice}"
