"""A project looked over (总览): every unit with its state, what was found, and the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.base.problem import Problem
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.project import Project
from core.rollup.taken import Taken
from core.rollup.taking_in import take_in
from core.rollup.total import Total, add_up
from core.rollup.unit import State, Unit
from core.rollup.version import Status


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its status, and what its report that counts says; ``taken`` is None without one.

    ``fault`` is one Chinese sentence where what was kept of the unit cannot be read.
    """

    unit: Unit
    status: Status
    taken: Taken | None = None
    fault: str = ""

    @property
    def state(self) -> State:
        """What has become of the unit's report."""
        return State.FAULTY if self.fault else self.status.state

    @property
    def is_added(self) -> bool:
        """Tell whether its figures are in the sum."""
        return self.unit.is_counted and self.taken is not None and self.taken.is_read

    def is_late(self, deadline: date | None) -> bool:
        """Tell whether the first report came after the deadline; a missing one is late then too."""
        if deadline is None:
            return False
        if not self.status.versions:
            return datetime.now().astimezone().date() > deadline
        first = min(version.taken_at for version in self.status.versions)
        return datetime.fromisoformat(first).date() > deadline

    @property
    def trouble(self) -> tuple[int, int, int]:
        """What sorts by trouble: the worst first."""
        order = (State.FAULTY, State.MISSING, State.RETURNED, State.RECEIVED, State.CONFIRMED)
        errors, warnings = (self.taken.errors, self.taken.warnings) if self.taken else (0, 0)
        return order.index(self.state), -errors, -warnings


def look_over(
    project: Project, index: Index, progress: Callable[[int, int], None] | None = None
) -> tuple[Row, ...]:
    """Return every unit of a project in its order; reports that the index knows are not read."""
    rows: list[Row] = []
    unknown: list[tuple[int, Found]] = []
    for unit in project.head.units:
        try:
            status = project.status(unit)
        except Problem as problem:
            rows.append(Row(unit, Status(), fault=str(problem)))
            continue
        version = status.version
        taken = None
        if version is not None:
            name = f"{unit.key}/{version.file}"
            taken = index.content(version.sha256, Taken(name))
            if taken is None:
                path = project.folder_of(unit) / version.file
                unknown.append((len(rows), Found(path, name)))
        rows.append(Row(unit, status, taken))
    judged = take_in([found for _, found in unknown], project.forms, progress=progress)
    index.remember((None, taken) for taken in judged)
    by_name = {taken.file: taken for taken in judged}
    for at, found in unknown:
        taken, row = by_name[found.file], rows[at]
        rows[at] = Row(row.unit, row.status, taken, taken.why)
    return tuple(rows)


def total_of(project: Project, rows: Sequence[Row]) -> Total:
    """Add up the reports of a project that count and are of its year and form."""
    form, year = project.form, project.head.year
    takens = (
        row.taken
        for row in rows
        if row.is_added
        and row.taken is not None
        and (row.taken.year, row.taken.edition) == (year, form.edition)
    )
    return add_up(form, takens, project.head.expected)
