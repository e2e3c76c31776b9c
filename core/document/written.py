"""The lines of a history as this program writes them, proved as they stand.

A file may have thousands, and nearly all typed figures or changed a span of a text. A pattern
proves such a line at a fraction of what reading it as JSON takes. Whatever is written otherwise
is read as JSON: a line for itself, or the whole file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.base.bounded_json import Pairs
from core.base.problem import Problem
from core.document.history import Earlier, Moment
from core.document.moments import CLOSING, NAME, OPENING, read_moment, read_moments
from core.document.splice import Splice
from core.forms.form import Form
from core.report.edits import SetFigure
from core.report.fields import FieldReader

_END = f"{CLOSING}\n}}\n"
_BEGIN = '    {"time": "'
_NEXT = ",\n"
_TEXT = r'"[^"\\\x00-\x1f]*+"'
"""A text of JSON in which nothing is escaped: what stands in it is what it says."""
_YEAR = "(?:19[89][0-9]|20[0-9]{2})"
_DAY = (
    "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
"""A day that every year has."""
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_TIME = f'"{_YEAR}-{_DAY}T{_CLOCK}:[0-5][0-9][+-]{_CLOCK}"'
_FIGURE = rf'\{{"figure": {_TEXT}, "text": {_TEXT}\}}'
_NUMBER = "(?:0|[1-9][0-9]{0,8})"
_SPAN = (
    rf'\{{"part": {_TEXT}, "start": {_NUMBER}, "added": {_NUMBER},'
    rf' "removed": \[(?:{_TEXT}(?:, {_TEXT})*+)?\], "links": \[\]\}}'
)
_STEP = f"(?:{_FIGURE}|{_SPAN})"
_PLAIN = (
    rf' {{4}}\{{"time": {_TIME}, "who": {_TEXT}, "label": {_TEXT},'
    rf' "steps": \[(?:{_STEP}(?:, {_STEP})*+)?\]\}}'
)
_PLAIN_LINES = rf"(?:{_PLAIN}(?:{_NEXT}|\Z))*+"
"""Compiled when a file first has a history: a start has none."""


@dataclass(frozen=True, slots=True)
class WrittenMoments:
    """The lines of the moments in a file, each of them JSON for certain.

    ``figures`` and ``parts`` are the names that the plain lines speak of, at the least; ``others``
    is what the other lines hold.
    """

    lines: str
    figures: AbstractSet[str]
    parts: AbstractSet[str]
    others: tuple[object, ...]

    def __len__(self) -> int:
        return self.lines.count(_NEXT) + 1

    def prove(self, read: FieldReader, form: Form) -> Earlier:
        """Prove all of them; raises Problem where one is not sound. They are made later."""
        parts = {part.id for part in form.texts}
        if not (self.figures <= form.figures.keys() and self.parts <= parts):
            return read_moments(self._values(), read, form)
        try:
            kinds = {type(s) for each in self.others for s in read_moment(each, read, form).steps}
        except Problem:  # told of the first of all that is not sound, as of any other file
            return read_moments(self._values(), read, form)
        kinds |= ({SetFigure} if self.figures else set()) | ({Splice} if self.parts else set())

        def make() -> tuple[Moment, ...]:
            return tuple(read_moment(value, read, form) for value in self._values())

        return Earlier(len(self), make, self.lines, frozenset(kinds))

    def _values(self) -> list[object]:
        found: list[object] = json.loads(f"[{self.lines}]")
        return found


def take_apart(text: str, pairs: Callable[[Pairs], object]) -> tuple[str, WrittenMoments] | None:
    """Return a file with an empty history, and the lines of that; None where it is not written so.

    The history is the last in a file of ours, and no text of JSON holds a line break: with what is
    left the lines are sound JSON where each of both is. ``pairs`` makes the objects.
    """
    start = text.rfind(NAME + OPENING)
    if start < 0 or not text.endswith(_END):
        return None
    lines = text[start + len(NAME + OPENING) : -len(_END)]
    breaks = lines.count("\n")
    if not lines.startswith(_BEGIN) or lines.count(f"{_NEXT}{_BEGIN}") != breaks:
        return None
    others = _others(lines, pairs)
    if others is None:
        return None
    figures = set(re.findall('{"figure": "([^"]*)"', lines))
    parts = set(re.findall('{"part": "([^"]*)"', lines))
    return f"{text[:start]}{NAME}[]\n}}\n", WrittenMoments(lines, figures, parts, others)


def _others(lines: str, pairs: Callable[[Pairs], object]) -> tuple[object, ...] | None:
    """Read the lines that are not plain; returns None where one of them is no JSON."""
    plain, at = re.compile(_PLAIN_LINES), 0
    others: list[object] = []
    while True:
        found = plain.match(lines, at)
        at = found.end() if found is not None else at
        if at == len(lines):
            return tuple(others)
        end = lines.find(_NEXT, at)
        end = len(lines) if end < 0 else end
        try:
            others.append(json.loads(lines[at:end], object_pairs_hook=pairs))
        except (ValueError, RecursionError, Problem):
            return None
        at = min(end + len(_NEXT), len(lines))
