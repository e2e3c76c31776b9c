"""The labels of a form's table, prepared for finding them in a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from core.figures.address import Address
from core.forms.form import GridCell, Role, TableSection
from core.labels.running_text import RunningLabels
from core.labels.wording import keys


@dataclass(frozen=True, slots=True)
class Wording:
    """A label as a source prints it, with the keys under which it is known."""

    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column's heading as printed: its column in the form's grid, and its wording there."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class _Head:
    cell: GridCell
    keys: frozenset[str]
    children: tuple[_Head, ...]


@dataclass(frozen=True, slots=True)
class HeadKind:
    """A heading above columns alone, such as 复议后起诉: its keys, and those of each column."""

    keys: frozenset[str]
    members: tuple[frozenset[str], ...]


_Named: TypeAlias = tuple[_Head, str]
"""A heading of the form with its printed text."""


class HeadBlock:
    """The headings above a run of rows: a tree whose leaves are columns of figures."""

    def __init__(self, table: TableSection, heads: Sequence[GridCell], lines: range) -> None:
        figures = [cell for cell in table.cells if cell.line in lines and cell.address]
        first = min(cell.column for cell in figures)
        above = [cell for cell in heads if cell.column >= first]
        self.lines = lines
        self.top = min((cell.line for cell in heads), default=lines.start)
        self.corners = _all_keys(cell for cell in heads if cell.column < first)
        self._levels = sorted({cell.line for cell in above})
        self._roots = _heads(table, figures, above, self._levels[0]) if above else ()
        self._leaves = _leaves(self._roots)
        self.keys = _all_keys(above).union(*(head.keys for head in self._leaves))

    @property
    def columns(self) -> dict[str, int]:
        """Return the grid column of each key that tells one column from all others."""
        known: dict[str, set[int]] = {}
        for head in self._leaves:
            for each in head.keys:
                known.setdefault(each, set()).add(head.cell.column)
        return {each: found.pop() for each, found in known.items() if len(found) == 1}

    @property
    def kinds(self) -> tuple[HeadKind, ...]:
        """Return the headings right above columns, from left to right."""
        return tuple(
            HeadKind(head.keys, tuple(child.keys for child in head.children))
            for head in _above_leaves(self._roots)
        )

    def as_printed(
        self, printed: Sequence[Wording], *, in_one_row: bool
    ) -> tuple[Leaf, ...] | None:
        """Return the columns in the order of the printed headings.

        None unless every heading is there, line by line as the form has them, brothers in any
        order. A single row of nothing but the columns' own names will do where these differ.
        """
        heads = [each for each in printed if not each.keys & self.corners]
        leaves = self._line_by_line(heads) or self._leaves_only(heads, in_one_row=in_one_row)
        return tuple(Leaf(head.cell.column, text) for head, text in leaves) if leaves else None

    def _line_by_line(self, printed: Sequence[Wording]) -> list[_Named] | None:
        rest = list(printed)
        row: list[_Named] = []
        for number, level in enumerate(self._levels):
            following: list[_Named] = []
            for named in row if number else [None]:
                heads = named[0].children if named else self._roots
                if named and (not heads or heads[0].cell.line != level):
                    following.append(named)
                    continue
                if len(heads) == 1 and heads[0].children and not _begins_with(rest, heads[0]):
                    # 申请人情况 spans all columns: without it nothing is lost.
                    following.append((heads[0], ""))
                    continue
                taken = _brothers(heads, rest[: len(heads)])
                if taken is None:
                    return None
                following += taken
                del rest[: len(heads)]
            row = following
        return None if rest else row

    def _leaves_only(self, printed: Sequence[Wording], *, in_one_row: bool) -> list[_Named] | None:
        if len(frozenset().union(*(h.keys for h in self._leaves))) < sum(
            len(head.keys) for head in self._leaves
        ):
            return None
        taken = _brothers(self._leaves, printed)
        if taken and (in_one_row or tuple(head for head, _ in taken) == self._leaves):
            return taken
        return None


class TableLabels:
    """Every label of one table under its keys.

    ``rows`` gives the line of the form's grid that a label belongs to; ``nameless`` are the
    lines that have none and follow their headings at once. ``lines_of_group`` has the lines of a
    label that stands beside several, none of them divided further.
    """

    def __init__(self, table: TableSection) -> None:
        self.table = table
        lines = [line for line in range(table.lines) if _figures(table, line)]
        self.bands = _all_keys(cell for cell in table.cells if cell.role is Role.BAND)
        self.blocks = tuple(_blocks(table, lines))
        self.block_of = {line: n for n, block in enumerate(self.blocks) for line in block.lines}
        self.heads = frozenset().union(*(block.keys | block.corners for block in self.blocks))
        self.corners = frozenset().union(*(block.corners for block in self.blocks))
        self.names: dict[int, str] = {}
        self.nameless: set[int] = set()
        self.other_names: dict[int, frozenset[str]] = {}
        """For each line the keys of names that the form itself does not print."""
        known: dict[str, set[int]] = {}
        own: set[GridCell] = set()
        for line in lines:
            row = table.rows[_figures(table, line)[0].row]
            self.names[line] = row.name
            label = _innermost_label(table, line)
            if label is None:
                self.nameless.add(line)
                continue
            own.add(label)
            self.other_names[line] = frozenset().union(*map(keys, row.also))
            self.other_names[line] -= keys(label.text) | keys(row.name)
            for text in (label.text, row.name, *row.also):
                for each in keys(text):
                    known.setdefault(each, set()).add(line)
        self.rows = {each: found.pop() for each, found in known.items() if len(found) == 1}
        self.groups = (
            _all_keys(c for c in table.cells if c.role is Role.LABEL and c not in own)
            - self.rows.keys()
        )
        self.lines_of_group = _lines_of_groups(table, self.groups)
        self.all = self.bands | self.heads | self.groups | self.rows.keys()
        names = [name for row in table.rows.values() for name in (row.name, *row.also)]
        columns = [name for each in table.columns.values() for name in (each.name, *each.also)]
        printed = [cell.text for cell in table.cells if cell.text]
        self.running = RunningLabels((*printed, *names, *columns))

    def figures(self, line: int) -> tuple[Address, ...]:
        """Return the figures of a line, from left to right."""
        return _figures(self.table, line)

    def addresses(self, line: int, leaves: Sequence[Leaf]) -> tuple[Address, ...]:
        """Return the figures of a line in the order of the printed headings."""
        cells = [cell for cell in self.table.cells if cell.line == line]
        return tuple(
            cell.address
            for leaf in leaves
            for cell in cells
            if cell.address and cell.column <= leaf.column < cell.column + cell.across
        )


@lru_cache(maxsize=32)
def labels_of(table: TableSection) -> TableLabels:
    """Return the labels of a table; making them takes as long as reading a small one."""
    return TableLabels(table)


def _figures(table: TableSection, line: int) -> tuple[Address, ...]:
    return tuple(cell.address for cell in table.cells if cell.line == line and cell.address)


def _innermost_label(table: TableSection, line: int) -> GridCell | None:
    labels = [
        cell
        for cell in table.cells
        if cell.role is Role.LABEL and cell.line <= line < cell.line + cell.down
    ]
    innermost = max(labels, key=lambda cell: cell.column, default=None)
    return innermost if innermost and innermost.down == 1 else None


def _lines_of_groups(table: TableSection, groups: Iterable[str]) -> dict[str, range]:
    cells = [cell for cell in table.cells if cell.role is Role.LABEL and keys(cell.text)]
    beside = [cell for cell in cells if cell.down > 1]
    return {
        each: range(cell.line, cell.line + cell.down)
        for cell in beside
        for each in keys(cell.text) & frozenset(groups)
        if not any(cell.line <= o.line < cell.line + cell.down for o in beside if o is not cell)
    }


def _blocks(table: TableSection, figure_lines: Sequence[int]) -> list[HeadBlock]:
    """Pair each run of lines with figures with the headings right above it."""
    heads = [cell for cell in table.cells if cell.role is Role.HEAD]
    blocks = []
    start = 0
    for line in figure_lines:
        if line + 1 in figure_lines:
            continue
        first = min(each for each in figure_lines if start <= each)
        above = [cell for cell in heads if start <= cell.line < first]
        blocks.append(HeadBlock(table, above, range(first, line + 1)))
        start = line + 1
    return blocks


def _heads(
    table: TableSection, figures: Sequence[GridCell], heads: Sequence[GridCell], line: int
) -> tuple[_Head, ...]:
    """Build the headings that begin in a line, each with those below it."""
    found = []
    for cell in heads:
        if cell.line != line:
            continue
        span = range(cell.column, cell.column + cell.across)
        below = [other for other in heads if other.line > line and other.column in span]
        children = _heads(table, figures, below, line + cell.down) if below else ()
        known = keys(cell.text)
        if not children:
            column = next(
                table.columns[figure.address.column]
                for figure in figures
                if figure.address and figure.column in span
            )
            for text in (column.name, *column.also):
                known |= keys(text)
        found.append(_Head(cell, known, children))
    return tuple(found)


def _leaves(heads: Sequence[_Head]) -> tuple[_Head, ...]:
    return tuple(leaf for head in heads for leaf in (_leaves(head.children) or (head,)))


def _above_leaves(heads: Sequence[_Head]) -> Iterator[_Head]:
    for head in heads:
        if head.children and not any(child.children for child in head.children):
            yield head
        else:
            yield from _above_leaves(head.children)


def _begins_with(printed: Sequence[Wording], head: _Head) -> bool:
    return bool(printed and printed[0].keys & head.keys)


def _brothers(heads: Sequence[_Head], printed: Sequence[Wording]) -> list[_Named] | None:
    """Put printed headings down to those of the form, in the printed order, one to one."""
    left = list(heads)
    taken = []
    for wording in printed:
        head = next((head for head in left if head.keys & wording.keys), None)
        if head is None:
            return None
        left.remove(head)
        taken.append((head, wording.text))
    return None if left else taken


def _all_keys(cells: Iterable[GridCell]) -> frozenset[str]:
    return frozenset(each for cell in cells for each in keys(cell.text))
