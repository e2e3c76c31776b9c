"""What a moment of the history changed, in the words of one line."""

from __future__ import annotations

from datetime import datetime

from core.document.history import Moment, Splice, Step
from core.forms.form import Form
from core.report.edit import SetCover, SetFigure, SetNote, SetProof

_NAMED = 2
"""So many places are named; of more the number is told."""


def moment_place(moment: Moment, form: Form) -> str:
    """Name the places that a moment changed."""
    places = [_place(step, form) for step in moment.steps]
    if len(places) <= _NAMED:
        return "、".join(places)
    return f"{places[0]}等{len(places)}处"


def moment_time(moment: Moment) -> datetime:
    """Return the time of a moment, as it was on the clock of the place."""
    return datetime.fromisoformat(moment.time)


def _place(step: Step, form: Form) -> str:
    if isinstance(step, SetFigure | SetProof):
        return form.figures[step.address].place
    if isinstance(step, Splice):
        return next(text.heading for text in form.texts if text.id == step.section)
    if isinstance(step, SetCover):
        return "封面"
    if isinstance(step, SetNote):
        return "问题的说明"
    return "对照的上年报告"
