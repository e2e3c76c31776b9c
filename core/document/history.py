"""The edits of a document as a list with times (时光机): what stood before each of them.

Each moment keeps what its edits took away, so the present leads back to any of them, step by
step. A text is not kept whole: only the span that was another one before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.document.splice import Splice
from core.report.edit import Change, apply
from core.report.edits import (
    Edit,
    SetText,
    Step,
)
from core.report.link import Link
from core.report.report import Report
from core.report.transition import copy

MOST = 5000
"""So many moments are kept; when there are more, the older ones of a day become one."""
SITTING = timedelta(minutes=2)
"""Edits of one cell or text that follow each other within this are one moment."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One edit of the document: when, by whom where that is recorded, its name, what it took away.

    ``time`` is local, ISO 8601 with its offset from UTC, to the second.
    """

    time: str
    who: str
    label: str
    steps: tuple[Step, ...]

    def __hash__(self) -> int:
        # Whoever keeps thousands of them asks often; two of one second and one name are rare.
        return hash((self.time, self.label))


class Earlier:
    """The moments that a file holds: proved when it was opened, made when somebody asks for them.

    Opening a report and keeping it hardly ever asks, and there may be thousands. ``written`` are
    their lines as they stand in the file, to be written again; empty where the file was not
    written as we write it. ``kinds`` are those of their steps.
    """

    def __init__(
        self,
        count: int,
        make: Callable[[], tuple[Moment, ...]],
        written: str = "",
        kinds: frozenset[type[Step]] = frozenset(),
    ) -> None:
        self._count = count
        self._make: Callable[[], tuple[Moment, ...]] | None = make
        self._made: tuple[Moment, ...] = ()
        self.written = written
        self.kinds = kinds

    def __len__(self) -> int:
        return self._count

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All of them, the oldest first."""
        make = self._make
        if make is not None:  # two threads may both make them; either finds them whole
            self._made = make()
            self._make = None
        return self._made


class History:
    """The moments of one document, the oldest first."""

    def __init__(self, moments: Iterable[Moment] = (), earlier: Earlier | None = None) -> None:
        self.earlier = earlier or Earlier(0, tuple)
        self._moments = list(moments)
        """Those since the file was opened."""
        self._merge: Hashable = None
        self._before: dict[str, str] = {}

    @property
    def moments(self) -> Sequence[Moment]:
        """All moments, the oldest first."""
        return (*self.earlier.moments, *self._moments)

    @property
    def later(self) -> Sequence[Moment]:
        """The moments since the file was opened."""
        return tuple(self._moments)

    @property
    def kinds(self) -> frozenset[type[Step]]:
        """The kinds of all steps."""
        return self.earlier.kinds.union(type(s) for m in self._moments for s in m.steps)

    def __len__(self) -> int:
        return len(self.earlier) + len(self._moments)

    def copy(self) -> History:
        """Return the history as it is now; what is recorded later is not in it."""
        return History(self._moments, self.earlier)

    def record(
        self,
        report: Report,
        change: Change,
        label: str,
        now: datetime,
        who: str = "",
        merge: Hashable = None,
    ) -> None:
        """Note a change that the report has just undergone.

        Changes with one ``merge`` key that follow each other closely are one moment.
        """
        before = {edit.section: edit.text for edit in change.inverse if isinstance(edit, SetText)}
        time = now.astimezone().isoformat(timespec="seconds")
        if merge is not None and merge == self._merge and self._is_same_sitting(now):
            last = self._moments.pop()
            self._before = before | self._before
            steps = _joined(last.steps, change.inverse, report, self._before)
            self._moments.append(replace(last, time=time, steps=steps))
        else:
            self._before = before
            steps = _joined((), change.inverse, report, before)
            self._moments.append(Moment(time, who, label, steps))
        self._merge = merge
        if len(self) > MOST:
            # Well below the limit, so that this is not done at every edit from then on.
            self._moments = _condensed(list(self.moments))[-MOST * 9 // 10 :]
            self.earlier = Earlier(0, tuple)

    def mark(self, label: str, now: datetime, who: str = "") -> None:
        """Note something that was done with the report and changed nothing in it."""
        self._moments.append(Moment(now.astimezone().isoformat(timespec="seconds"), who, label, ()))
        self._merge = None

    def states(self, report: Report) -> Iterator[tuple[int, Report]]:
        """Go back from the report as it is now: before which moment, and the report as it was.

        It is one report that changes from step to step. Raises ValueError as `before` does.
        """
        past, moments = copy(report), self.moments
        yield len(moments), past
        for number in reversed(range(len(moments))):
            apply(past, _edits(past, moments[number].steps))
            yield number, past

    def before(self, report: Report, number: int) -> Report:
        """Return the report as it was before a moment, given as it is now.

        The number of moments stands for the present. Raises ValueError where the history does not
        fit the report.
        """
        past = copy(report)
        for moment in reversed(self.moments[number:]):
            apply(past, _edits(past, moment.steps))
        return past

    def _is_same_sitting(self, now: datetime) -> bool:
        if not self._moments:
            return False
        return abs(now - datetime.fromisoformat(self._moments[-1].time)) <= SITTING


def _joined(
    steps: Iterable[Step], inverse: Iterable[Edit], report: Report, texts: dict[str, str]
) -> tuple[Step, ...]:
    """Return what leads back over both: of each place what it was at first.

    ``texts`` are the written parts as they were at first.
    """
    found: dict[Hashable, Step] = {}
    links: dict[str, tuple[Link, ...]] = {}
    for step in steps:
        if isinstance(step, Splice):
            links[step.section] = step.links
        else:
            found[step.place] = step
    for edit in inverse:
        if isinstance(edit, SetText):
            links.setdefault(edit.section, edit.links or ())
        elif isinstance(edit, Step):
            found.setdefault(edit.place, edit)
    spans = [
        Splice.between(texts[section], report.texts[section], section, links[section])
        for section in links
    ]
    return (*spans, *found.values())


def _edits(report: Report, steps: Iterable[Step]) -> list[Edit]:
    return [step.edit(report) for step in steps]


def _condensed(moments: list[Moment]) -> list[Moment]:
    """Let the older half stand closer together: moments of one day and one name become one.

    Texts are left as they are: spans of two moments cannot be joined without the text between.
    """
    old, new = moments[: len(moments) // 2], moments[len(moments) // 2 :]
    kept: list[Moment] = []
    for moment in old:
        last = kept[-1] if kept else None
        if last is not None and _can_join(last, moment):
            found = {s.place: s for s in last.steps if not isinstance(s, Splice)}
            for step in moment.steps:
                if not isinstance(step, Splice):
                    found.setdefault(step.place, step)
            kept[-1] = replace(last, time=moment.time, steps=tuple(found.values()))
        else:
            kept.append(moment)
    return kept + new


def _can_join(one: Moment, other: Moment) -> bool:
    same = (one.time[:10], one.who, one.label) == (other.time[:10], other.who, other.label)
    return same and not any(isinstance(s, Splice) for s in (*one.steps, *other.steps))
