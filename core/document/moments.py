"""The history in a document file: one line of JSON for each moment; see docs/file-format.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from core.document.history import MOST, Moment
from core.document.splice import STEPS
from core.forms.form import Form
from core.report.edits import Step
from core.report.fields import FieldReader, Shape


def moments_as_json(moments: Iterable[Moment]) -> str:
    """Write moments as a list in a document file, a line each."""
    lines = [f"    {_line(moment)}" for moment in moments]
    return "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"


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


def read_moment(value: object, read: FieldReader, form: Form) -> Moment:
    """Read a moment; raises Problem where it is not sound."""
    group = read.group(value, ("time", "who", "label", "steps"), "history")
    time = read.time(read.take(group, "time", str))
    steps = tuple(_step(step, read, form) for step in read.take(group, "steps", list))
    return Moment(time, read.take(group, "who", str), read.take(group, "label", str), steps)


def _step(value: object, read: FieldReader, form: Form) -> Step:
    shape: Shape = read.expect(value, dict, "history")
    for kind in STEPS:
        if kind.KEY in shape:
            return kind.read(shape, read, form)
    raise read.damaged("“history”的内容不对")
