"""How wide the columns of a table are: as printed, but never too narrow for a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtGui import QFontMetrics

from core.figures.address import Address
from core.figures.value import State
from core.forms.form import GridCell, TableSection
from core.report.finding import Severity
from gui.tables.cell_painter import margin
from gui.tables.table_model import FormTableModel

LABELS = 12
"""Characters that the labels of a row keep, all their columns together."""
_FEW = 2
"""Characters of a heading that stand beside one another in the narrowest column."""
_MOST = 16
"""Digits that a column grows for where what was typed is no number."""


def share_width(available: int, printed: Sequence[int], least: Sequence[int]) -> list[int]:
    """Divide a width as on the printed form, giving each column what it needs at the least.

    What a column lacks is taken from those that have more; where all together need more than
    there is, each has its least, and the sum is larger than the width.
    """
    fixed: dict[int, int] = {}
    while True:
        free = [n for n in range(len(printed)) if n not in fixed]
        room, whole = available - sum(fixed.values()), sum(printed[n] for n in free)
        short = [n for n in free if room * printed[n] < least[n] * whole]
        if not short:
            break
        fixed.update((n, least[n]) for n in short)
    widths, done, edge = [0] * len(printed), 0, 0
    for n in free:  # by edges, so that no pixel is lost by rounding
        done += printed[n]
        widths[n], edge = room * done // whole - edge, room * done // whole
    for n, width in fixed.items():
        widths[n] = width
    return widths


class Gridded(Protocol):
    """What stands where in a grid that shows a table of the form."""

    table: TableSection
    cells: dict[tuple[int, int], GridCell]


def frozen_columns(model: Gridded) -> int:
    """Return how many columns at the left have labels only."""
    places = [place for place, cell in model.cells.items() if cell.address is not None]
    return min((column for _row, column in places), default=0)


def needed_width(text: str, metrics: QFontMetrics, *, is_number: bool) -> int:
    """Return the width of a cell in which a figure is seen whole, its sign beside it."""
    return _figure_width(text, metrics, is_number=is_number) + _beside_figure(metrics)


def _figure_width(text: str, metrics: QFontMetrics, *, is_number: bool) -> int:
    width = metrics.horizontalAdvance(text)
    return width if is_number else min(width, metrics.horizontalAdvance("0") * _MOST)


def _beside_figure(metrics: QFontMetrics) -> int:
    """Return the width that a cell has beside its figure: its margins and its sign."""
    space = margin(metrics)
    return metrics.horizontalAdvance(Severity.ERROR.sign) + 2 + space + space // 2 + 1


def figure_widths(
    model: FormTableModel, addresses: Iterable[Address], metrics: QFontMetrics
) -> list[tuple[int, int, int]]:
    """Return column, columns across and the least width of each figure's cell."""
    needed, report = [], model.document.report
    beside = _beside_figure(metrics)
    for address in addresses:
        index = model.place(address)
        if not index.isValid():
            continue
        cell = model.cells[index.row(), index.column()]
        is_number = report.value(address).state is not State.REFUSED
        width = _figure_width(str(model.data(index) or ""), metrics, is_number=is_number)
        needed.append((cell.column, cell.across, width + beside))
    return needed


def least_widths(
    model: Gridded, texts: Iterable[tuple[int, int, int]], metrics: QFontMetrics
) -> list[int]:
    """Return what each column needs; ``texts`` are column, columns across and width of figures."""
    printed, frozen = model.table.widths, frozen_columns(model)
    letter, space = metrics.horizontalAdvance("汉"), margin(metrics)
    narrow = _FEW * letter + 2 * space + 2
    least = [narrow] * len(printed)
    labels = sum(printed[:frozen])
    for column in range(frozen):
        share = LABELS * letter * printed[column] // labels
        least[column] = max(narrow, share + 2 * space)
    for column, across, width in sorted(texts, key=lambda each: each[1]):
        last = column + across - 1
        least[last] = max(least[last], width - sum(least[column:last]))
    return least
