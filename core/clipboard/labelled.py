"""Where the cells of a pasted block belong: by its labels, wherever the cell in hand is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from core.clipboard.block import Block, Slot
from core.clipboard.block_labels import BlockLabels, Headings, label_keys
from core.clipboard.placing import (
    BEYOND,
    IN_MERGED,
    TEXT_UNKNOWN,
    Area,
    LeftOut,
    Placing,
    one_to_one,
    spots,
)
from core.clipboard.shortened import rows_by_neighbours
from core.figures.address import Address
from core.forms.form import Role, TableSection
from core.labels.table_labels import Leaf, labels_of
from core.labels.wording import is_figure, keys

ROW_UNKNOWN = "没有认出这一行的栏目，没有放"
COLUMN_UNKNOWN = "没有认出这一列的列名，没有放"
ROW_TWICE = "这一行的栏目出现了不止一次，只放第一次的"
COLUMN_TWICE = "这一列的列名出现了不止一次，只放第一次的"
BESIDE_LABEL = "在栏目名的左边，没有放"
NO_HEADS = "没有列名，列数也与表不同，按从左到右放，请核对各在哪一列"


def count_labels(table: TableSection, block: Block) -> int:
    """Count the labels of a table that stand in a block."""
    known = labels_of(table).all
    return len({key for text in block.texts.values() for key in label_keys(text) & known})


def place(table: TableSection, block: Block, at: Area) -> Placing:
    """Find where a block belongs."""
    placer = _ByLabels(table, block, at)
    if placer.has_labels:
        return placer.place()
    return one_to_one(table, block, at)


class _ByLabels:
    """Places rows by their labels and columns by their headings, as the recogniser knows them."""

    def __init__(self, table: TableSection, block: Block, at: Area) -> None:
        self._table = table
        self._block = block
        self._at = at
        self._texts = block.texts
        self._labels = labels_of(table)
        self._found = BlockLabels(block, self._labels)
        self._spots = spots(table)
        self._first = min(cell.column for cell in table.cells if cell.address)
        self._known = {
            slot for slot, text in self._texts.items() if label_keys(text) & self._labels.all
        }
        self._result = Placing(by_labels=True)
        self._done: set[Slot] = set(self._known)

    @property
    def has_labels(self) -> bool:
        """Tell whether any text of the block is a label of the table."""
        return bool(self._known)

    def place(self) -> Placing:
        """Go through the rows that were found, then through what is left."""
        # A label may be broken over several cells, none of which is one by itself.
        broken = {self._found.slot(piece) for row in self._found.named_rows for piece in row.label}
        self._known |= broken
        self._done |= broken
        if not self._found.named_rows and (corner := self._corner()) is not None:
            return self._without_rows(corner)
        rows = self._rows()
        if not rows and not self._found.heads:
            return self._without_rows(self._at)
        taken: set[int] = set()
        for line, form_line in rows.items():
            if form_line in taken:
                self._leave_out_line(line, ROW_TWICE)
                continue
            taken.add(form_line)
            self._place_row(line, form_line)
        for slot, text in self._texts.items():
            if slot not in self._done:
                is_number = is_figure(text)
                self._leave_out(slot, ROW_UNKNOWN if is_number else TEXT_UNKNOWN)
        return self._result

    def _rows(self) -> dict[int, int]:
        """Return for each line of the block the line of the form that it belongs to."""
        rows: dict[int, int] = {}
        for row in self._found.named_rows:
            line, _ = self._found.slot((row.label or row.cells or row.loose)[-1])
            rows.setdefault(line, row.line)
        rows |= self._shortened(rows)
        if any(row.label for row in self._found.named_rows) or not self._found.heads:
            return rows
        return rows or self._rows_by_place()

    def _shortened(self, rows: Mapping[int, int]) -> dict[int, int]:
        """Return the lines whose labels are not the form's, but whose neighbours tell theirs."""
        slots = {
            line: max(column for at, column in self._texts if at == line and column < first)
            for line, first in self._found.first_figures.items()
            if line not in rows and any(at == line and c < first for at, c in self._texts)
        }
        names = {line: self._texts[line, column] for line, column in slots.items()}
        found = rows_by_neighbours(self._labels, rows, names)
        for line in found:
            self._known.add((line, slots[line]))
            self._done.add((line, slots[line]))
        self._result.remarks = [
            f"“{names[line]}”与表上的栏目名不全一样，按前后各行放进“{self._labels.names[at]}”，请核对。"
            for line, at in found.items()
        ]
        return found

    def _rows_by_place(self) -> dict[int, int]:
        """Lay the lines under headings that have no labels on the lines from the one in hand."""
        first = max(head.line for head in self._found.heads) + 1
        count = self._block.height - first
        lines = range(self._at.line, min(self._at.line + count, self._table.lines))
        return {
            first + number: line
            for number, line in enumerate(lines)
            if line in self._labels.block_of
        }

    def _corner(self) -> Area | None:
        """Find the one place in the printed grid where every label of the block lies on itself.

        That tells the rows only where headings stand between them, or where none is missing.
        """
        figures = [line for (line, _), text in self._texts.items() if is_figure(text)]
        if not figures:
            return None
        corners = [
            Area(line, column)
            for line in range(self._table.lines)
            for column in range(self._table.grid_columns)
            if all(self._lies_on_itself(slot, line, column) for slot in self._known)
        ]
        if len(corners) != 1:
            return None
        is_between = max(line for line, _ in self._known) > min(figures)
        is_whole = corners[0].line + self._block.height == self._table.lines
        return corners[0] if is_between or is_whole else None

    def _lies_on_itself(self, slot: Slot, line: int, column: int) -> bool:
        cell = self._spots.get((slot[0] + line, slot[1] + column))
        return cell is not None and bool(keys(cell.text) & keys(self._texts[slot]))

    def _without_rows(self, corner: Area) -> Placing:
        """Place a block on the grid whose labels say nothing of single rows."""
        result = one_to_one(self._table, self._block, corner, self._known)
        result.by_labels = True
        return result

    def _place_row(self, line: int, form_line: int) -> None:
        columns = self._columns(line, form_line)
        start = self._found.label_end.get(line, -1) + 1
        for column in range(self._block.width):
            slot = (line, column)
            text = self._block.lines[line][column]
            if text is None or slot in self._known:
                continue
            if column < start:
                self._leave_out(slot, BESIDE_LABEL)
                continue
            if column not in columns:
                self._leave_out(slot, COLUMN_UNKNOWN)
                continue
            grid_column, head, doubt = columns[column]
            cell = self._spots.get((form_line, grid_column))
            if cell is None or cell.address is None:
                self._leave_out(slot, BEYOND)
            elif cell.column != grid_column and not head:
                self._leave_out(slot, IN_MERGED)
            else:
                self._put(slot, cell.address, head, doubt)

    def _put(self, slot: Slot, address: Address, head: str, doubt: str) -> None:
        row_targets = {t for s, t in self._result.targets.items() if s[0] == slot[0]}
        if address in row_targets:
            self._leave_out(slot, COLUMN_TWICE)
            return
        self._done.add(slot)
        self._result.targets[slot] = address
        self._result.names[slot] = (head, self._found.row_names.get(slot[0], ""))
        if doubt and self._texts.get(slot):
            self._result.doubts[slot] = doubt

    def _columns(self, line: int, form_line: int) -> dict[int, tuple[int, str, str]]:
        """Return for columns of the block: the grid column, the printed heading, a doubt."""
        above = [head for head in self._found.heads if head.line < line]
        if not above:
            return self._columns_by_place
        heads, number = above[-1], self._labels.block_of[form_line]
        order = heads.orders.get(number)
        if order is not None:
            return self._columns_in_order(heads, order)
        if (shift := self._shift(heads, form_line)) is not None:
            return {
                slot[1]: (slot[1] + shift, self._texts[slot], "")
                for slot in heads.slots
                if slot in self._known and self._is_over_figures(slot[1] + shift, form_line)
            }
        by_key = self._labels.blocks[number].columns
        found = {}
        for slot in heads.slots:
            hits = {by_key[key] for key in keys(self._texts[slot]) if key in by_key}
            if len(hits) == 1:
                found[slot[1]] = (hits.pop(), self._texts[slot], "")
        return found

    def _shift(self, heads: Headings, form_line: int) -> int | None:
        """Return how far headings are moved against the form's, where they are in its order.

        结果维持 stands over three columns: the selection tells which is meant.
        """
        block = self._labels.blocks[self._labels.block_of[form_line]]
        above = [
            cell
            for cell in self._table.cells
            if cell.role is Role.HEAD and cell.line < block.lines.start and cell.line >= block.top
        ]
        known = [slot for slot in heads.slots if slot in self._known]
        shifts = [
            shift
            for shift in range(-self._block.width, self._table.grid_columns)
            if all(
                any(
                    cell.column <= column + shift < cell.column + cell.across
                    and keys(cell.text) & keys(self._texts[line, column])
                    for cell in above
                )
                for line, column in known
            )
        ]
        wanted = self._at.column - min((column for _, column in known), default=0)
        if len(shifts) == 1:
            return shifts[0]
        return wanted if wanted in shifts else None

    def _is_over_figures(self, column: int, form_line: int) -> bool:
        cell = self._spots.get((form_line, column))
        return cell is not None and cell.address is not None

    def _columns_in_order(
        self, heads: Headings, order: Iterable[Leaf]
    ) -> dict[int, tuple[int, str, str]]:
        """Pair the printed leaves with the places where they stand, from left to right."""
        waiting: dict[str, list[int]] = {}
        for slot in sorted(heads.slots, key=lambda slot: slot[1]):
            waiting.setdefault(self._texts[slot].strip(), []).append(slot[1])
        found = {}
        for leaf in order:
            columns = waiting.get(leaf.text.strip())
            if columns:
                found[columns.pop(0)] = (leaf.column, leaf.text, "")
        return found

    @cached_property
    def _columns_by_place(self) -> dict[int, tuple[int, str, str]]:
        """Lay the columns right of the labels on the form's, from left to right."""
        rows = self._rows()
        start = max(self._found.label_end.values(), default=-1) + 1
        used = {column for (line, column) in self._texts if line in rows and column >= start}
        end = max(used, default=start - 1) + 1
        room = self._table.grid_columns - self._first
        while end - start > room and start not in used:
            start += 1
        columns = range(start, end)
        figures = {len(self._labels.figures(line)) for line in rows.values()}
        fits = len(columns) == room or (figures == {1} and len(used) == 1) or end <= start
        doubt = "" if fits else NO_HEADS
        return {
            column: (self._first + number, "", doubt)
            for number, column in enumerate(columns)
            if number < room
        }

    def _leave_out_line(self, line: int, why: str) -> None:
        for column in range(self._block.width):
            self._leave_out((line, column), why)

    def _leave_out(self, slot: Slot, why: str) -> None:
        text = self._texts.get(slot)
        if text and slot not in self._done:
            self._result.left_out.append(LeftOut(slot, text, why))
        self._done.add(slot)
