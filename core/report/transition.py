"""The edits that lead from one state of a report to another."""

from __future__ import annotations

from core.report.edit import apply
from core.report.edit_kinds import KINDS
from core.report.edits import Edit
from core.report.report import Report


def edits_to(report: Report, wanted: Report) -> tuple[Edit, ...]:
    """Return what makes a report equal to another of the same edition; raises ValueError if not."""
    if report.form.edition != wanted.form.edition:
        raise ValueError("reports of two editions")
    edits: list[Edit] = []
    for kind in KINDS:
        said = {edit.place: edit for each in (report, wanted) for edit in kind.every(each)}
        for edit in said.values():
            then = edit.now(wanted)
            if edit.now(report) != then:
                edits.append(then)
    return tuple(edits)


def copy(report: Report) -> Report:
    """Return a report of its own that says the same."""
    made = Report(report.form, report.organ, report.year)
    apply(made, edits_to(made, report))
    return made
