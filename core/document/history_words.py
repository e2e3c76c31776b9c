"""What a moment of the history changed, in the words of one line."""

from __future__ import annotations

from datetime import datetime

from core.document.history import Moment
from core.forms.form import Form

_NAMED = 2
"""So many places are named; of more the number is told."""


def moment_place(moment: Moment, form: Form) -> str:
    """Name the places that a moment changed."""
    places = [step.words(form) for step in moment.steps]
    if len(places) <= _NAMED:
        return "、".join(places)
    return f"{places[0]}等{len(places)}处"


def moment_time(moment: Moment) -> datetime:
    """Return the time of a moment, as it was on the clock of the place."""
    return datetime.fromisoformat(moment.time)
