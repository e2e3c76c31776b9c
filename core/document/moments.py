"""The history in a document file: one line of JSON for each moment; see docs/file-format.md."""

from __future__ import annotations

import json
from functools import lru_cache

from core.document.history import MOST, Earlier, History, Moment
from core.document.splice import STEPS
from core.forms.form import Form
from core.report.edits import PLAIN_FIGURE, SetFigure, Step
from core.report.fields import FieldReader, Shape

_NAME, _OPENING, _CLOSING = '\n  "history": ', "[\n", "\n  ]"
_END = f"{_CLOSING}\n}}\n"
_LINE = '    {"time": "'
_KEYS = frozenset({"time", "who", "label", "steps"})


def history_as_json(history: History) -> str:
    """Write a history as a list in a document file, a line for each moment."""
    written = history.earlier.written
    lines = [written] if written else []
    lines += [f"    {_line(m)}" for m in (history.later if written else history.moments)]
    return _OPENING + ",\n".join(lines) + _CLOSING if lines else "[]"


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


def read_moments(values: list[object], read: FieldReader, form: Form, text: str) -> Earlier:
    """Prove all moments of a file; raises Problem where one is not sound. They are made later.

    ``text`` is that of the whole file; empty where it does not hold these moments as they are.
    """
    kinds: set[type[Step]] = set()
    for value in values:
        if isinstance(value, dict) and _is_plain(value, form):
            read.time(value["time"])
            kinds.add(SetFigure)
        else:  # what can be made is sound
            kinds.update(type(step) for step in read_moment(value, read, form).steps)

    written = _written(text, len(values))
    kept = [] if written else values  # thousands of them are megabytes

    def make() -> tuple[Moment, ...]:
        again = json.loads(f"[{written}]") if written else kept
        return tuple(read_moment(value, read, form) for value in again)

    return Earlier(len(values), make, written, frozenset(kinds))


def _written(text: str, count: int) -> str:
    """Return the lines of the moments in a file; empty where they are not a line each, as we write.

    The list is the last in a file of ours. All of it was read as JSON: what stands there is sound.
    """
    start = text.rfind(_NAME + _OPENING)
    if start < 0 or not text.endswith(_END):
        return ""
    lines = text[start + len(_NAME + _OPENING) : -len(_END)]
    is_ours = (
        lines.startswith(_LINE) and lines.count("\n" + _LINE) == lines.count("\n") == count - 1
    )
    return lines if is_ours else ""


def _is_plain(value: Shape, form: Form) -> bool:
    """Tell whether a moment typed figures and nothing else, soundly but for its time.

    So have nearly all of a long history, and to see it takes a quarter of making them.
    """
    steps = value.get("steps")
    if value.keys() != _KEYS or type(steps) is not list:
        return False
    if not (type(value["time"]) is type(value["who"]) is type(value["label"]) is str):
        return False
    figures = form.figures
    for step in steps:
        if type(step) is not dict or step.keys() != PLAIN_FIGURE:
            return False
        name = step["figure"]
        if type(name) is not str or type(step["text"]) is not str or name not in figures:
            return False
    return True


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
