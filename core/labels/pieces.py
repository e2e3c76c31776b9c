"""A table's part of a source as a stream of cell texts, with what is known of its rows.

In plain text a line may hold a row (cells divided by tabs or upright strokes) or a single cell.
Where each cell has its own line and begins with a tab, an empty line divides the rows; a lone
tab is then an empty cell. Everywhere else an empty line may mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.labels.blocks import Block, Cell, Grid, Paragraph, Place, Placed, SourceSpot
from core.labels.repeated_cells import kept_cells
from core.labels.running_text import RunningLabels
from core.labels.wording import is_figure

_STROKES = re.compile("[|｜│]")
_RULE = re.compile(r":?-{3,}:?")

_OF_SEVERAL_ROWS = "这一格合并了几行，不能确定数属于哪一行，请对照原文填写"
_BELOW_ONE_HEAD = "同一列名在表头里写了几遍，不能确定这一行的数各是哪一格的，请对照原文填写"
_LONGEST_ROW = 100
"""Cells; what is longer is no row of any table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell text, or an empty line (``text`` empty); ``doubt`` says why a cell's text is unsure.

    ``row`` numbers the row of the source that it stands in; in a ``closed`` row the source says
    where each cell is, so that an empty piece there is an empty cell. ``remark`` says how a text
    came about that may stand once somebody has looked at it. Between the lines of a
    ``stacked`` row something that is no cell of it may have come in, such as a page number. A
    piece that ``is_set`` is a cell of a true table, whatever stands in it. One that is ``running``
    stood in a line with others, and nothing but its letters told it from them.
    """

    text: str
    place: Place
    row: int
    closed: bool
    stacked: bool
    doubt: str = ""
    is_set: bool = False
    running: bool = False
    remark: str = ""
    spot: SourceSpot = field(default_factory=lambda: SourceSpot(0))


def pieces_of(
    blocks: Sequence[Block | Placed], running: RunningLabels | None = None
) -> tuple[Piece, ...]:
    """Take the blocks of a table's section apart into cell texts.

    ``running`` finds labels inside lines that hold several.
    """
    placed = [
        block if isinstance(block, Placed) else Placed(block, number)
        for number, block in enumerate(blocks)
    ]
    borders = _Borders.of([each.block.text for each in placed if isinstance(each.block, Paragraph)])
    rows: list[_Row] = []
    tabbed: _Row | None = None
    for each in placed:
        block = each.block
        if isinstance(block, Grid):
            tabbed = None
            rows += [_grid_row(each.number, number, block) for number in range(len(block.rows))]
            continue
        cells = borders.cells(block.text)
        if len(cells) > 1 and all(map(_RULE.fullmatch, cells)):
            continue  # The line under a table's head in Markdown.
        tokens = running.tokens(block.text) if running and len(cells) == 1 else ()
        if tokens:
            tabbed = None
            rows.append(_Row([], False, running=True))
            for token in tokens:
                spot = SourceSpot(
                    each.number, start=each.offset + token.start, end=each.offset + token.end
                )
                rows[-1].cells.append((_cell(token.text, block), spot))
            continue
        row = _cells(each, block, cells)
        if len(cells) == 1 and _is_tabbed(block.text):
            if tabbed is None:
                tabbed = _Row([], True, stacked=True)
                rows.append(tabbed)
            tabbed.cells += row.cells
        elif len(cells) == 1 and cells[0] and tabbed is not None:
            tabbed.cells += row.cells
        else:
            tabbed = None
            rows.append(row)
    rows = _without_repeats(rows)
    return tuple(
        Piece(
            cell.text.strip(),
            cell.place,
            number,
            row.closed and 1 < len(row.cells) < _LONGEST_ROW,
            row.stacked,
            cell.doubt,
            row.is_set,
            row.running,
            cell.remark,
            spot,
        )
        for number, row in enumerate(rows)
        for cell, spot in row.cells
    )


@dataclass(slots=True)
class _Row:
    cells: list[tuple[Cell, SourceSpot]]
    closed: bool
    stacked: bool = False
    is_set: bool = False
    running: bool = False

    @property
    def is_even(self) -> bool:
        """Tell whether each of its cells takes one column."""
        even = all(cell.down == cell.across == 1 for cell, _ in self.cells)
        return even and self.closed and not self.stacked and len(self.cells) < _LONGEST_ROW


def _without_repeats(rows: Sequence[_Row]) -> list[_Row]:
    texts = [[cell.text.strip() for cell, _ in row.cells] if row.is_even else None for row in rows]
    found = []
    for row, kept in zip(rows, kept_cells(texts), strict=True):
        if kept is None:
            found.append(row)
            continue
        cells = [row.cells[at] for at in kept.cells]
        if kept.is_odd:
            cells = [(replace(cell, doubt=cell.doubt or _BELOW_ONE_HEAD), at) for cell, at in cells]
        found.append(replace(row, cells=cells))
    return found


def _grid_row(block: int, number: int, grid: Grid) -> _Row:
    cells = []
    for at, cell in enumerate(grid.rows[number]):
        is_of_several = not cell.doubt and _is_of_several_rows(cell, number, grid)
        told = replace(cell, doubt=_OF_SEVERAL_ROWS) if is_of_several else cell
        cells.append((told, SourceSpot(block, number, at)))
    return _Row(cells, True, is_set=True)


def _is_of_several_rows(cell: Cell, number: int, grid: Grid) -> bool:
    """Tell whether a figure's cell reaches down beside the texts of other rows."""
    if cell.down <= 1 or not any(map(str.isdigit, cell.text)) or not is_figure(cell.text.strip()):
        return False
    below = grid.rows[number + 1 : number + cell.down]
    return any(each.text.strip() for row in below for each in row)


def _cells(placed: Placed, line: Paragraph, cells: Sequence[str]) -> _Row:
    """Return the cells of a line of text, each with its place in it."""
    found: list[tuple[Cell, SourceSpot]] = []
    at = 0
    for text in cells:
        start = max(line.text.find(text, at), at) if text else at
        at = start + len(text)
        spot = SourceSpot(placed.number, start=placed.offset + start, end=placed.offset + at)
        found.append((_cell(text, line), spot))
    return _Row(found, len(cells) > 1)


def _cell(text: str, line: Paragraph) -> Cell:
    """Return a part of a line; where digits of the line may be unseen, those in it are in doubt."""
    return Cell(text, line.place, doubt=line.doubt if any(map(str.isdigit, text)) else "")


@dataclass(frozen=True, slots=True)
class _Borders:
    """Whether a mark at a line's end is the table's border; otherwise a cell beside it is empty.

    It is one only where no line is without it.
    """

    left_stroke: bool
    right_stroke: bool
    left_tab: bool

    @classmethod
    def of(cls, lines: Iterable[str]) -> _Borders:
        lines = list(lines)
        ruled = [line.strip() for line in lines if _is_ruled(line)]
        tabs = [line for line in lines if "\t" in line.strip() and not _STROKES.search(line)]
        return cls(
            all(_STROKES.match(line) for line in ruled),
            all(_STROKES.match(line[-1]) for line in ruled),
            all(line.startswith("\t") for line in tabs),
        )

    def cells(self, line: str) -> list[str]:
        """Divide a line into its cells."""
        if _is_ruled(line):
            cells = [cell.strip() for cell in _STROKES.split(line.strip())]
            return cells[self.left_stroke : len(cells) - self.right_stroke]
        if _STROKES.search(line):
            return [""]
        cells = [cell.strip() for cell in line.split("\t")]
        alone = _is_tabbed(line) and len(cells) == 2
        return cells[alone or (self.left_tab and len(cells) > 1 and not cells[0]) :]


def _is_ruled(line: str) -> bool:
    """Tell whether a line has strokes and something between or beside them."""
    return _STROKES.search(line) is not None and _STROKES.sub("", line).strip() != ""


def _is_tabbed(line: str) -> bool:
    return line.startswith("\t") and not _STROKES.search(line)
