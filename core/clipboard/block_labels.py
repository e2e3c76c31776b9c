"""What of a pasted block is label, heading or figure, as the recogniser sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.clipboard.block import Block, Slot
from core.labels.blocks import Cell, Grid, Place
from core.labels.pieces import Piece, pieces_of
from core.labels.table_labels import Leaf, TableLabels
from core.labels.table_scan import FoundRow, Scan, scan
from core.labels.wording import is_figure, keys


def label_keys(text: str) -> frozenset[str]:
    """Return what a text could be known by as a label; a number is never one."""
    return frozenset() if is_figure(text) else keys(text)


@dataclass(frozen=True, slots=True)
class Headings:
    """A run of headings: its last line, the places of its texts, the printed orders if whole."""

    line: int
    slots: tuple[Slot, ...]
    orders: Mapping[int, tuple[Leaf, ...]]


class BlockLabels:
    """The rows and headings of a table that are found in a block, and where they stand in it."""

    def __init__(self, block: Block, labels: TableLabels) -> None:
        self._block = block
        self._labels = labels
        self._texts = block.texts

    @cached_property
    def _scan(self) -> tuple[Scan, dict[Place, Slot]]:
        """Let the recogniser go through the block; its places tell where a piece stands."""
        slots: dict[Place, Slot] = {}
        rows = []
        for line, texts in enumerate(self._block.lines):
            row = []
            for column, text in enumerate(texts):
                if text is not None:
                    where = Place(f"第{line + 1}行第{column + 1}列")
                    slots[where] = (line, column)
                    row.append(Cell(text, where))
            rows.append(tuple(row))
        grid = Grid(tuple(rows), Place(""))
        return scan(self._labels, pieces_of([grid])), slots

    def slot(self, piece: Piece) -> Slot:
        """Return where in the block a piece stands."""
        return self._scan[1][piece.place]

    @cached_property
    def named_rows(self) -> list[FoundRow]:
        """Return the rows that a label names, which is no heading."""
        return [row for row in self._scan[0].rows if not self._is_head(row)]

    @cached_property
    def label_end(self) -> dict[int, int]:
        """Return for each line with a row's label the column where that ends."""
        ends: dict[int, int] = {}
        for row in self.named_rows:
            if row.label:
                line, column = self.slot(row.label[-1])
                ends[line] = max(column, ends.get(line, 0))
        return ends

    @cached_property
    def row_names(self) -> dict[int, str]:
        """Return the printed label of each line that has one."""
        return {line: self._texts[line, column] for line, column in self.label_end.items()}

    @cached_property
    def heads(self) -> list[Headings]:
        """Return every run of headings from the top, whole or not."""
        found, _ = self._scan
        runs = [(heads.pieces, heads.orders) for heads in found.heads]
        runs += [(pieces, {}) for pieces in found.broken_heads]
        made = [
            Headings(max(slot[0] for slot in slots), slots, orders)
            for pieces, orders in runs
            if (slots := tuple(self.slot(piece) for piece in pieces))
        ]
        # 其他 and 总计 name rows too: alone in a line over figures they are headings.
        lone: dict[int, list[Slot]] = {}
        for row in found.rows:
            if self._is_head(row):
                slot = self.slot(row.label[-1])
                lone.setdefault(slot[0], []).append(slot)
        made += [Headings(line, tuple(slots), {}) for line, slots in lone.items()]
        return sorted(made, key=lambda heads: heads.line)

    def _is_head(self, row: FoundRow) -> bool:
        """Tell whether what looks like a row's label is a heading over figures."""
        if not row.label or not keys(row.label[-1].text) & self._labels.heads:
            return False
        line, column = self.slot(row.label[-1])
        return line not in self._figure_lines and (line, column) in self._over_figures

    @cached_property
    def _figure_lines(self) -> frozenset[int]:
        return frozenset(line for (line, _), text in self._texts.items() if is_figure(text))

    @cached_property
    def _over_figures(self) -> frozenset[Slot]:
        """Return the places whose next text below is a figure."""
        found: set[Slot] = set()
        below: dict[int, str] = {}
        for slot, text in sorted(self._texts.items(), reverse=True):
            if slot[1] in below and is_figure(below[slot[1]]):
                found.add(slot)
            below[slot[1]] = text
        return frozenset(found)

    @cached_property
    def first_figures(self) -> dict[int, int]:
        """Return for each line with figures the column of the first."""
        first: dict[int, int] = {}
        for (line, column), text in self._texts.items():
            if is_figure(text):
                first[line] = min(column, first.get(line, column))
        return first
