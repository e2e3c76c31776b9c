"""The history in a document file: one line of JSON for each moment; see docs/file-format.md."""

from __future__ import annotations

import json
from functools import lru_cache

from core.document.history import MOST, Earlier, History, Moment
from core.document.splice import STEPS
from core.forms.form import Form
from core.report.edits import Step
from core.report.fields import FieldReader, Shape

NAME, OPENING, CLOSING = '\n  "history": ', "[\n", "\n  ]"
_KEYS = frozenset({"time", "who", "label", "steps"})


def history_as_json(history: History) -> str:
    """Write a history as a list in a document file, a line for each moment."""
    written = history.earlier.written
    lines = [written] if written else []
    lines += [f"    {_line(m)}" for m in (history.later if written else history.moments)]
    return OPENING + ",\n".join(lines) + CLOSING if lines else "[]"


# A document is written every few hundred milliseconds while somebody types, and all of its
# moments but the last are the same each time.
@lru_cache(maxsize=2 * MOST)
def _line(moment: Moment) -> str:
    shape = {
        "time": moment.time,
        "who": moment.who,
        "label": moment.label,
        "steps": [step.as_json() for step in moment.steps],
    }
    return json.dumps(shape, ensure_ascii=False)


def read_moments(values: list[object], read: FieldReader, form: Form) -> Earlier:
    """Read all moments of a file; raises Problem where one is not sound."""
    moments = tuple(read_moment(value, read, form) for value in values)
    kinds = frozenset(type(step) for moment in moments for step in moment.steps)
    return Earlier(len(moments), lambda: moments, kinds=kinds)


def read_moment(value: object, read: FieldReader, form: Form) -> Moment:
    """Read a moment; raises Problem where it is not sound."""
    group = read.group(value, _KEYS, "history")
    time = read.time(read.take(group, "time", str))
    steps = tuple(_step(step, read, form) for step in read.take(group, "steps", list))
    return Moment(time, read.take(group, "who", str), read.take(group, "label", str), steps)


def _step(value: object, read: FieldReader, form: Form) -> Step:
    shape: Shape = read.expect(value, dict, "history")
    for kind in STEPS:
        if kind.KEY in shape:
            return kind.read(shape, read, form)
    raise read.damaged("“history”的内容不对")
