"""A share of the work on a report (分工): which parts somebody fills, until when, where it went.

The report that gives it out keeps it beside its others; the part that goes out carries it as its
own.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from core.forms.form import COVER_NAME, Form

COVER_SHARE = "cover"
"""Names organ, year and the opening paragraph, which stand on one page."""


class ShareState(enum.Enum):
    """How a share stands; the value is what a clerk sees."""

    OUT = "已发"
    BACK = "已收回"
    LATE = "逾期"


@dataclass(frozen=True, slots=True)
class WorkShare:
    """What was given to whom.

    ``sections`` are the parts of the form, `COVER_SHARE` for the cover. ``deadline`` is a day in
    ISO 8601, ``sent`` and ``back`` are local times with their offset; empty where there is none.
    ``digest`` identifies what stood in the report when it was given out (`core.report.snapshot`).
    """

    who: str
    sections: tuple[str, ...]
    deadline: str
    file: str
    sent: str
    digest: str
    back: str = ""

    def opens(self, section: str, form: Form) -> bool:
        """Tell whether a part of the form is theirs to fill."""
        return opened(self.sections, section, form)

    def state(self, today: date) -> ShareState:
        """Tell how it stands on a day."""
        if self.back:
            return ShareState.BACK
        is_late = bool(self.deadline) and date.fromisoformat(self.deadline) < today
        return ShareState.LATE if is_late else ShareState.OUT

    def names(self, form: Form) -> str:
        """Name the parts as a clerk knows them."""
        return part_words(self.sections, form)


def opened(sections: tuple[str, ...], section: str, form: Form) -> bool:
    """Tell whether a part is among those of a share; the opening paragraph stands on the cover."""
    return (COVER_SHARE if section == form.preamble.id else section) in sections


def part_names_of(form: Form) -> dict[str, str]:
    """Return the names of what can be given out, in the order of the form."""
    return {COVER_SHARE: COVER_NAME} | {each.id: each.tab for each in form.sections}


def part_words(sections: tuple[str, ...], form: Form) -> str:
    """Name some parts as a clerk knows them."""
    return "、".join(name for each, name in part_names_of(form).items() if each in sections)
