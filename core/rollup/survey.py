"""A project looked over (总览): every unit with its state, what was found, and the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Number
from core.forms.loader import Forms
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.project import Project
from core.rollup.taken import Taken, unpack
from core.rollup.taking_in import take_in
from core.rollup.total import RollupTotal, add_up
from core.rollup.unit import Unit, UnitState, plain_name
from core.rollup.version import Status, Version


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: its status, and what its report that counts says; ``taken`` is None without one.

    ``fault`` is one Chinese sentence where what was kept of the unit cannot be read.
    """

    unit: Unit
    status: Status
    taken: Taken | None = None
    fault: str = ""

    @property
    def state(self) -> UnitState:
        """What has become of the unit's report."""
        return UnitState.FAULTY if self.fault else self.status.state

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
        order = (
            UnitState.FAULTY,
            UnitState.MISSING,
            UnitState.RETURNED,
            UnitState.RECEIVED,
            UnitState.CONFIRMED,
        )
        errors, warnings = (self.taken.errors, self.taken.warnings) if self.taken else (0, 0)
        return order.index(self.state), -errors, -warnings


def look_over(
    project: Project, index: Index, progress: Callable[[int, int], None] | None = None
) -> tuple[UnitRow, ...]:
    """Return every unit of a project in its order; reports that the index knows are not read."""
    rows: list[UnitRow] = []
    unknown: list[tuple[int, Found]] = []
    for unit in project.head.units:
        try:
            status = project.status(unit)
        except Problem as problem:
            rows.append(UnitRow(unit, Status(), fault=str(problem)))
            continue
        version = status.version
        taken = None
        if version is not None:
            name = f"{unit.key}/{version.file}"
            taken = index.content(version.sha256, Taken(name))
            if taken is None:
                path = project.folder_of(unit) / version.file
                unknown.append((len(rows), Found(path, name)))
        rows.append(UnitRow(unit, status, taken and as_it_came(taken, version)))
    judged = [
        # A version is known by its content alone.
        replace(taken, size=0, modified=0, changed=0)
        for taken in take_in(
            [found for _, found in unknown],
            project.forms,
            progress=progress,
            office=project.office,
        )
    ]
    index.remember((None, taken) for taken in judged)
    by_name = {taken.file: taken for taken in judged}
    for at, found in unknown:
        taken, row = by_name[found.file], rows[at]
        rows[at] = UnitRow(row.unit, row.status, as_it_came(taken, row.status.version), taken.why)
    return tuple(rows)


def as_it_came(taken: Taken, version: Version | None) -> Taken:
    """Return what a version says, with what was told of the file that it came in."""
    told = version.told if version is not None else ()
    return taken if taken.told == told else replace(taken, told=told)


def total_of(project: Project, rows: Sequence[UnitRow]) -> RollupTotal:
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


def last_year(
    rows: Sequence[UnitRow], before: Sequence[UnitRow], forms: Forms
) -> dict[str, dict[Address, Number | None]]:
    """Return last year's figures of each unit, by its key, so far as they are known.

    ``before`` are the rows of last year's project: its units are found again by key, else by name.
    Where it has none, what the unit's own report remembers of last year stands in.
    """
    known: dict[str, Taken] = {}
    for row in before:
        if row.taken is not None and row.taken.is_read:
            known |= {row.unit.key: row.taken, plain_name(row.unit.name): row.taken}
    found: dict[str, dict[Address, Number | None]] = {}
    for row in rows:
        last = known.get(row.unit.key) or known.get(plain_name(row.unit.name))
        form = forms.by_edition((last or row.taken or Taken("")).edition)
        if form is None:
            continue
        if last is not None:
            found[row.unit.key] = last.unpacked(form)
        elif row.taken is not None and row.taken.prior_figures:
            found[row.unit.key] = unpack(row.taken.prior_figures, form)
    return found
