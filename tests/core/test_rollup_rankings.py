"""The rankings in the leaders' workbook: units by a figure, with charts over those very cells."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from core.document.encode import encode
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.judging import describe
from core.rollup.papers.leaders import leaders_workbook
from core.rollup.papers.rankings import LastFigures
from core.rollup.taken import Taken
from core.rollup.total import add_up
from core.rollup.unit import Unit
from tests.city import YEAR, make_report, name_of

RECEIVED = Address("applications.received.total")


def _book(forms: Forms, last: LastFigures | None = None) -> openpyxl.Workbook:
    entries = []
    for number in range(3):
        report = make_report(forms, number)
        apply(report, [SetFigure(Address("applications.received.natural"), str(10 * number))])
        assert encode(report)
        entries.append(
            Entry(
                name_of(number),
                EntryState.COUNTED,
                Unit(f"k{number}", name_of(number)),
                describe(report, Taken(f"{number}.nianbao")),
            )
        )
    entries.append(Entry("没有报的局", EntryState.MISSING))
    form = forms.for_year(YEAR)
    assert form is not None
    total = add_up(form, [e.taken for e in entries if e.taken is not None])
    data = leaders_workbook(Gathering(form, YEAR, tuple(entries), 4), total, "青禾市", (), last)
    return openpyxl.load_workbook(io.BytesIO(data))


def _rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_units_stand_by_rank_with_their_share(forms: Forms) -> None:
    book = _book(forms)
    sheet = book["新收排名"]
    assert isinstance(sheet, Worksheet)
    rows = _rows(sheet)
    figures = [row[2] for row in rows]
    assert figures == sorted(figures, reverse=True)  # type: ignore[type-var]  # numbers
    assert [row[0] for row in rows] == [1, 2, 3]
    assert "没有报的局" not in {row[1] for row in rows}
    assert sheet.max_column == 4
    (bars,) = vars(sheet)["_charts"]
    assert bars.series[0].val.numRef.f.endswith("$C$3:$C$5")
    assert bars.series[0].cat.numRef.f.endswith("$B$3:$B$5")


def test_last_year_stands_beside_and_who_moved_is_drawn(forms: Forms) -> None:
    sheet = _book(forms, {"k2": {RECEIVED: 1204}})["新收排名"]
    assert isinstance(sheet, Worksheet)
    rows = {row[1]: row for row in _rows(sheet)}
    _rank, _name, now, _share, last, change = rows[name_of(2)]
    assert (last, change) == (1204, now - 1204)  # type: ignore[operator]
    assert rows[name_of(0)][4:] == (None, None)
    bars, points = vars(sheet)["_charts"]
    assert points.series[0].yVal.numRef.f.endswith("$C$3:$C$5")
    assert points.series[0].xVal.numRef.f.endswith("$E$3:$E$5")
    assert bars.anchor._from.row != points.anchor._from.row


def test_a_figure_that_nobody_has_is_no_sheet(forms: Forms) -> None:
    assert "复议后起诉排名" not in _book(forms).sheetnames
