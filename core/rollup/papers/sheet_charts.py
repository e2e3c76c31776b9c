"""The charts of a sheet, as the spreadsheet's own: whoever opens it can go on with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.chart import BarChart, ScatterChart
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE, _HIGH = 22, 15
"""Centimetres."""
_INK, _QUIET = "1F5FA8", "8C97A5"


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars beside a table: of its first rows a column's figures, named by another."""

    title: str
    names: int
    figures: int
    rows: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """A chart of points beside a table: a column across, another up, and the line between."""

    title: str
    across: int
    up: int
    rows: int


def draw_chart(sheet: Worksheet, chart: Bars | Scatter, first: int) -> BarChart | ScatterChart:
    """Return a chart over a table that stands in the sheet; ``first`` is the first of its rows."""
    made = _bars(sheet, chart, first) if isinstance(chart, Bars) else _scatter(sheet, chart, first)
    made.title = chart.title
    made.width, made.height = _WIDE, _HIGH
    made.legend = None
    for axis in (made.x_axis, made.y_axis):
        axis.delete = False  # else newer spreadsheets show no axes
    return made


def _bars(sheet: Worksheet, chart: Bars, first: int) -> BarChart:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    made = BarChart()
    made.type = "bar"
    made.gapWidth = 40
    last = first + chart.rows - 1
    made.add_data(Reference(sheet, chart.figures, first, chart.figures, last))
    made.set_categories(Reference(sheet, chart.names, first, chart.names, last))
    made.series[0].graphicalProperties.solidFill = _INK
    made.dataLabels = DataLabelList()
    made.dataLabels.showVal = True
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(made.dataLabels, other, False)
    made.x_axis.scaling.orientation = "maxMin"  # the first one on top
    made.x_axis.tickLblSkip = 1  # every bar has its name
    return made


def _scatter(sheet: Worksheet, chart: Scatter, first: int) -> ScatterChart:
    from openpyxl.chart import Reference, ScatterChart, Series

    made = ScatterChart()
    made.style = 13
    last = first + chart.rows - 1
    across = Reference(sheet, chart.across, first, chart.across, last)
    points = Series(Reference(sheet, chart.up, first, chart.up, last), across)
    points.marker.symbol = "circle"
    points.marker.size = 6
    points.marker.graphicalProperties.solidFill = _INK
    points.graphicalProperties.line.noFill = True
    line = Series(across, across)  # a point on it has the same figure in both years
    line.marker.symbol = "none"
    line.graphicalProperties.line.solidFill = _QUIET
    line.graphicalProperties.line.dashStyle = "dash"
    made.series += [points, line]
    made.x_axis.title = str(sheet.cell(first - 1, chart.across).value)
    made.y_axis.title = str(sheet.cell(first - 1, chart.up).value)
    return made
