"""Where keys lead in a table of the form: from entry to entry, and from cell to cell."""

from __future__ import annotations

from collections.abc import Iterable

from core.figures.address import Address
from gui.tables.table_model import FormTableModel

Place = tuple[int, int]
"""Row and column in the grid below the heading."""


class EntryOrder:
    """The cells of one table in the orders in which keys walk them.

    *Entries* are the cells that are typed into; the others are computed. *Blocks* are rows with
    figures that no line of labels alone parts: 表二 has one for each item of the regulation, and
    what stands in its columns has nothing to do with the columns of the next.
    """

    def __init__(self, model: FormTableModel) -> None:
        self._model = model
        self._figures = {
            place: cell.address for place, cell in model.cells.items() if cell.address is not None
        }
        computed = model.document.report.form.figures
        by_row = sorted(p for p, address in self._figures.items() if not computed[address].computed)
        self._by_row = tuple(by_row)
        self._block_of = _blocks({row for row, _column in self._figures})
        self._by_column = tuple(sorted(by_row, key=self._rank_by_column))

    @property
    def first(self) -> Address:
        """The first entry of the table."""
        return self._figures[self._by_row[0]]

    @property
    def last(self) -> Address:
        """The last entry of the table, as it is read."""
        return self._figures[self._by_row[-1]]

    def entries(self) -> tuple[Address, ...]:
        """Return the cells that are typed into, line by line."""
        return tuple(self._figures[place] for place in self._by_row)

    def after(self, here: Address | None, step: int, *, by_column: bool) -> Address | None:
        """Return the entry after a cell, with -1 the one before; None at the end of the table.

        ``by_column`` goes down the columns of a block, then to the next block.
        """
        order = self._by_column if by_column else self._by_row
        if here is None:
            return self.first
        place = self._place(here)
        rank = self._rank_by_column if by_column else _rank_by_row
        if step > 0:
            beyond = (p for p in order if rank(p) > rank(place))
        else:
            beyond = (p for p in reversed(order) if rank(p) < rank(place))
        found = next(beyond, None)
        return None if found is None else self._figures[found]

    def end_of_row(self, here: Address, *, last: bool) -> Address:
        """Return the first or the last entry of a cell's row; the cell where there is none."""
        row = self._place(here)[0]
        entries = [place for place in self._by_row if place[0] == row]
        return self._figures[entries[-1 if last else 0]] if entries else here

    def beside(self, here: Address, down: int, right: int) -> Address:
        """Return the next cell in a direction, computed ones too; the cell itself at the edge."""
        return next(iter(self._line(here, down, right)), here)

    def edge(self, here: Address, down: int, right: int) -> Address:
        """Return the edge of the block in a direction, as Ctrl with an arrow goes.

        A block is a run of filled cells: from inside it its last one, from its end or from a
        blank the next filled one, and where none comes the last cell of the line.
        """
        line = self._line(here, down, right)
        if not line:
            return here
        is_filled = self._is_filled
        if is_filled(here) and is_filled(line[0]):
            blank = next((n for n, address in enumerate(line) if not is_filled(address)), len(line))
            return line[blank - 1]
        return next((address for address in line if is_filled(address)), line[-1])

    def lines(self, addresses: Iterable[Address], *, by_column: bool) -> list[list[Address]]:
        """Sort cells into the columns or the rows in which they stand."""
        lines: dict[int, list[Address]] = {}
        for row, column in sorted(map(self._place, addresses)):
            lines.setdefault(column if by_column else row, []).append(self._figures[row, column])
        return list(lines.values())

    def _line(self, here: Address, down: int, right: int) -> list[Address]:
        """Return the cells in a direction; a merged cell lies on all lines that it covers."""
        row, column = self._place(here)
        places = sorted(self._figures, reverse=(down or right) < 0)
        if right:
            ahead = [p for p in places if p[0] == row and (p[1] - column) * right > 0]
        else:
            ahead = [p for p in places if (p[0] - row) * down > 0 and self._covers(p, column)]
        return [self._figures[place] for place in ahead]

    def _covers(self, place: Place, column: int) -> bool:
        return place[1] <= column < place[1] + self._model.cells[place].across

    def _is_filled(self, address: Address) -> bool:
        report = self._model.document.report
        return report.is_filled(address) or bool(report.value(address).text)

    def _rank_by_column(self, place: Place) -> tuple[int, int, int]:
        row, column = place
        return self._block_of[row], column, row

    def _place(self, address: Address) -> Place:
        index = self._model.place(address)
        return index.row(), index.column()


def _rank_by_row(place: Place) -> Place:
    return place


def _blocks(rows: set[int]) -> dict[int, int]:
    """Return the block of each row; rows that follow one another without a gap are one block."""
    number_of: dict[int, int] = {}
    for number, row in enumerate(sorted(rows)):
        number_of[row] = number_of.get(row - 1, number)
    return number_of
