"""The plot on screen: a sheet of white paper that fits its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.years.series import SeriesLine
from gui.printing.sheet_view import SheetView
from gui.series.plot import compose_plot, describe_plot


class PlotView(SheetView):
    """Shows the plot of some figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("历年图", parent)

    def show_lines(self, lines: Sequence[SeriesLine], title: str) -> None:
        """Plot these figures; nothing where there are none."""
        composed = compose_plot(lines, title, self.faces, self.ruler) if lines else None
        self.show_page(composed, describe_plot(lines))
