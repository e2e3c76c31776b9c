"""The report as one web page: for screens of every width, for paper, and for those who listen.

The page stands alone: it has no script and fetches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.forms.form import Role
from core.inspection import Inspection
from core.writing.markup import MarkedTable, mark_up
from core.writing.page import PrintedSection, PrintedTable, print_report
from core.writing.template import render

_FIGURE_ROOM = 4.0
"""The least width of a column of figures in ems: seven digits with their padding."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A marked table, and the width in ems below which it scrolls inside its own box."""

    marked: MarkedTable
    least_width: float


def web_page(inspection: Inspection) -> bytes:
    """Return the report as an HTML page in UTF-8; the same report always gives the same bytes."""
    report = print_report(inspection.report)
    sections = [(section, _table(section)) for section in report.sections]
    values = {"report": report, "sections": sections, "room": _FIGURE_ROOM}
    return render("web.html.j2", values).encode("utf-8")


def _table(section: PrintedSection) -> _Table | None:
    if section.table is None:
        return None
    return _Table(mark_up(section.table, section.id), _least_width(section.table))


def _least_width(table: PrintedTable) -> float:
    narrowest = min(
        sum(table.widths[cell.column : cell.column + cell.across])
        for line in table.lines
        for cell in line
        if cell.role is Role.FIGURE
    )
    return round(_FIGURE_ROOM * sum(table.widths) / narrowest, 1)
