"""Placing the printed table: lines of cells with spans become cells at grid positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.figures.address import Address
from core.forms.form import GridCell, Role, Row
from core.forms.keys import FormError, Keys


def place_cells(
    keys: Keys, section: str, rows: Mapping[str, Row], grid_columns: int
) -> tuple[int, tuple[GridCell, ...]]:
    """Read ``lines`` and place every cell, as HTML places cells with rowspan and colspan.

    Returns the number of lines and the cells. Raises FormError where spans overlap, leave a
    hole, or reach beyond the grid.
    """
    lines = keys.entries("lines")
    taken: dict[tuple[int, int], str] = {}
    placed: list[GridCell] = []
    for line, specs in enumerate(lines):
        where = f"{keys.path('lines')}[{line + 1}]"
        if not isinstance(specs, list):
            raise FormError(keys.file, where, "每一行应当是一列单元格")
        cells: list[GridCell] = []
        for number, spec in enumerate(specs, 1):
            cells += _cells(Keys(keys.file, f"{where}[{number}]", spec), section, rows, line)
        has_figure = any(cell.address for cell in cells)
        column = 0
        for unplaced in cells:
            while (line, column) in taken:
                column += 1
            is_label = unplaced.role is Role.HEAD and has_figure
            role = Role.LABEL if is_label else unplaced.role
            cell = replace(unplaced, column=column, role=role)
            _occupy(taken, cell, FormError(keys.file, where, _fault(cell)), grid_columns)
            placed.append(cell)
            column += cell.across
    for line in range(len(lines)):
        for column in range(grid_columns):
            if (line, column) not in taken:
                fault = f"第{column + 1}列没有单元格"
                raise FormError(keys.file, f"{keys.path('lines')}[{line + 1}]", fault)
    if any(line >= len(lines) for line, _ in taken):
        raise keys.fault("lines", "有单元格向下跨出了表格")
    return len(lines), tuple(placed)


class Surroundings:
    """What is printed around the figures of a table."""

    def __init__(self, cells: Sequence[GridCell]) -> None:
        """Sort the cells by what they are for: every figure asks about all of them."""
        self._labels = [cell for cell in cells if cell.role is Role.LABEL]
        self._heads = [cell for cell in cells if cell.role is Role.HEAD]
        self._bands = [cell.line for cell in cells if cell.role is Role.BAND]

    def labels_of(self, figure: GridCell) -> tuple[str, ...]:
        """Return the labels that stand left of a figure, outermost first."""
        return tuple(
            cell.text for cell in self._labels if cell.line <= figure.line < cell.line + cell.down
        )

    def heads_of(self, figure: GridCell) -> tuple[str, ...]:
        """Return the headings above a figure, outermost first, up to the nearest band."""
        band = max((line for line in self._bands if line < figure.line), default=-1)
        return tuple(
            cell.text
            for cell in self._heads
            if band < cell.line < figure.line
            and cell.column <= figure.column < cell.column + cell.across
        )


def _cells(keys: Keys, section: str, rows: Mapping[str, Row], line: int) -> list[GridCell]:
    """Read one cell of a line; ``row = "x"`` stands for all the figures of row x."""
    if keys.has("row"):
        name = keys.text("row")
        keys.done()
        if name not in rows:
            raise keys.fault("row", f"没有“{name}”这一行")
        return [
            GridCell(line, 0, 1, 1, Role.FIGURE, address=Address.of(section, name, column))
            for column in rows[name].columns
        ]
    down, across = keys.whole("down", 1), keys.whole("across", 1)
    if down < 1 or across < 1:
        raise keys.fault("across", "跨行、跨列的数目至少是1")
    if keys.has("figure"):
        name = keys.text("figure")
        keys.done()
        row, dot, column = name.partition(".")
        if not dot or row not in rows or column not in rows[row].columns:
            raise keys.fault("figure", f"表中没有“{name}”这个数")
        address = Address.of(section, row, column)
        return [GridCell(line, 0, down, across, Role.FIGURE, address=address)]
    text = keys.text("text")
    role = keys.text("role", "head")
    keys.done()
    if role not in {"head", "band", "label"}:
        raise keys.fault("role", f"没有“{role}”这种单元格")
    return [GridCell(line, 0, down, across, Role(role), text)]


def _occupy(
    taken: dict[tuple[int, int], str], cell: GridCell, error: FormError, grid_columns: int
) -> None:
    for line in range(cell.line, cell.line + cell.down):
        for column in range(cell.column, cell.column + cell.across):
            if column >= grid_columns or (line, column) in taken:
                raise error
            taken[line, column] = cell.text


def _fault(cell: GridCell) -> str:
    return f"“{cell.text or cell.address}”与别的单元格重叠，或者超出了表格的列数"
