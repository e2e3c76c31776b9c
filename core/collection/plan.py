"""What the sheets of one collection form share while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.collection.formulas import FormFormulas
from core.exports.excel.sheet_plan import sheet_names
from core.exports.parts.figure_places import FigurePlace, places_of
from core.figures.address import Address
from core.forms.form import Form, Identity, TableSection
from core.printed.form_stamp import FormShare
from core.report.report import Report
from core.report.share import opened


@dataclass(frozen=True, slots=True)
class FormFor:
    """Whom a form is made for.

    ``unit`` is the unit's key in a roll-up, ``deadline`` and ``office`` are shown as they are
    (1月20日前; the office that collects). Any of them may be empty.
    """

    unit: str = ""
    office: str = ""
    deadline: str = ""
    share: FormShare | None = None
    """The share of a report (分工) that the form is: the other parts are shown and locked."""


@dataclass(frozen=True, slots=True)
class FormPlan:
    """One form: its report, its sheets' names by section, and where its figures stand.

    The sheets note here what reading must know: ``own_lines`` and ``own_headings`` for the stamp,
    and under ``open_cells`` the ranges of each text that are open, for the sheet that counts.
    """

    report: Report
    made_for: FormFor
    names: Mapping[str, str]
    places: Mapping[Address, FigurePlace]
    formulas: FormFormulas
    own_lines: list[str] = field(default_factory=list)
    own_headings: list[str] = field(default_factory=list)
    open_cells: dict[str, list[str]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form of the report's edition."""
        return self.report.form

    def opens(self, section: str) -> bool:
        """Tell whether a part of the form is open for typing."""
        share = self.made_for.share
        return share is None or opened(share.sections, section, self.form)

    def tallies(self, section: TableSection) -> tuple[Identity, ...]:
        """Return the tallies that the formulas of the totals do not make even by themselves."""
        return tuple(
            each
            for each in self.form.identities
            if each.section == section.id and each.computes is None
        )

    def to_fill(self, section: TableSection) -> tuple[Address, ...]:
        """Return the cells of a table that the unit fills."""
        return tuple(a for a in section.figures if not self.form.figures[a].computed)


def plan_form(report: Report, made_for: FormFor) -> FormPlan:
    """Plan the form for a report in which no printed total stands in the place of its sum."""
    sections = report.form.sections
    names = sheet_names(section.tab for section in sections)
    by_section = {section.id: name for section, name in zip(sections, names, strict=True)}
    places = places_of(report.form, by_section)
    return FormPlan(report, made_for, by_section, places, FormFormulas(report, places))
