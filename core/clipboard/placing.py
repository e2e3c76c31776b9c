"""Where the cells of a pasted block belong: one to one in the printed grid of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.clipboard.block import Block, Slot
from core.figures.address import Address
from core.forms.form import GridCell, TableSection
from core.labels.wording import is_figure, letters

TEXT_UNKNOWN = "不是这张表的栏目，也不是数，没有放"
BEYOND = "超出了表格，没有放"
ON_LABEL = "对着的是表上的栏目，不是填数的格，没有放"
IN_MERGED = "对着的是合并的格，没有放"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the printed grid: its first line and column, and its extent."""

    line: int
    column: int
    down: int = 1
    across: int = 1

    @property
    def count(self) -> int:
        """How many places of the grid it has."""
        return self.down * self.across


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text of the block that goes nowhere, and why."""

    slot: Slot
    text: str
    why: str

    @property
    def spot(self) -> str:
        """Say where it stands in the block."""
        return f"第{self.slot[0] + 1}行第{self.slot[1] + 1}列"


@dataclass(slots=True)
class Placing:
    """Which place of a block goes to which figure, blanks included; and what goes nowhere.

    ``doubts`` says of a place why it may be the wrong one. ``names`` has the printed heading over
    a place and the label beside it where there are any: they may name a unit.
    """

    by_labels: bool
    targets: dict[Slot, Address] = field(default_factory=dict)
    doubts: dict[Slot, str] = field(default_factory=dict)
    names: dict[Slot, tuple[str, ...]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What is to be said of whole rows, one Chinese sentence each."""


def spots(table: TableSection) -> dict[tuple[int, int], GridCell]:
    """Return for every place of the printed grid the cell that covers it."""
    return {
        (line, column): cell
        for cell in table.cells
        for line in range(cell.line, cell.line + cell.down)
        for column in range(cell.column, cell.column + cell.across)
    }


def one_to_one(table: TableSection, block: Block, at: Area, labels: Iterable[Slot] = ()) -> Placing:
    """Lay a block on the grid from the first place of an area, blanks and all.

    What looks like names that nobody knows stays outside.
    """
    result = Placing(by_labels=False)
    grid, known = spots(table), set(labels)
    top, left = (0, 0) if known else _unknown_edges(block)
    for line, row in enumerate(block.lines):
        for column, text in enumerate(row):
            slot = (line, column)
            if text is None or slot in known:
                continue
            if line < top or column < left:
                if text:
                    result.left_out.append(LeftOut(slot, text, TEXT_UNKNOWN))
                continue
            spot = (at.line + line - top, at.column + column - left)
            cell = grid.get(spot)
            if cell is not None and cell.address and (cell.line, cell.column) == spot:
                result.targets[slot] = cell.address
            elif text:
                why = BEYOND if cell is None else IN_MERGED if cell.address else ON_LABEL
                result.left_out.append(LeftOut(slot, text, why))
    return result


def _unknown_edges(block: Block) -> Slot:
    """Return how many first lines and columns hold only names beside or over the figures."""
    texts = block.texts
    top = _unknown_edge(texts)
    return top, _unknown_edge({(column, line): text for (line, column), text in texts.items()})


def _unknown_edge(texts: Mapping[Slot, str]) -> int:
    """Count the first lines that name what stands below: a name over each figure's column.

    A blank line is no such line, and a word alone may be meant for its cell.
    """
    figures = {slot for slot, text in texts.items() if is_figure(text)}
    first = min((line for line, _ in figures), default=0)
    columns = {column for _, column in figures}
    edge = 0
    for line in range(first):
        names = {column: text for (at, column), text in texts.items() if at == line}
        if columns <= names.keys() and (
            len(names) > 1 or len(letters("".join(names.values()))) > 3
        ):
            edge = line + 1
    return edge
