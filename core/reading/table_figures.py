"""From found rows to figures: a row is read only where each of its cells is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.address import Address
from core.edit import SetFigure
from core.forms.form import TableSection
from core.reading.blocks import Block, Place
from core.reading.pieces import Piece, pieces_of
from core.reading.reading import Note
from core.reading.table_labels import Leaf, TableLabels
from core.reading.table_scan import FoundRow, Scan, scan
from core.reading.wording import is_figure, is_run_together, money_unit, normal
from core.report import Doubt
from core.value import Kind, State, parse, show

_KNOWN_UNITS = {"元", "千元", "万", "万元", "亿", "亿元"}
_TWO_NUMBERS = re.compile(r"\d\s+\d")
_UNIT_OF_TABLE = re.compile(r"单位:([^)\]】〕]*)")

HEADS_BROKEN = "列名不全，或者与格式不同，不能确定下面的数各属于哪一列，没有读入，请对照原文填写"
HEADS_MISSING = "上面没有认出列名，不能确定每个数属于哪一列，没有读入，请对照原文填写"
ROW_TWICE = "这一行在文中出现了不止一次而且不一样，没有读入，请对照原文填写"
UNKNOWN_TEXT = "格式的这一部分没有这样的栏目或文字，没有读入"


@dataclass(slots=True)
class TableReading:
    """What came of one table."""

    edits: list[SetFigure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    places: dict[Address, Place] = field(default_factory=dict)


def read_table(table: TableSection, blocks: Sequence[Block], heading: Place) -> TableReading:
    """Read the figures of a table's section; ``heading`` is where its heading stands."""
    labels = TableLabels(table)
    reader = _Reader(labels, scan(labels, pieces_of(blocks)))
    reader.read(heading)
    return reader.reading


class _Reader:
    def __init__(self, labels: TableLabels, found: Scan) -> None:
        self.reading = TableReading()
        self._labels = labels
        self._found = found
        self._without_heads: set[int] = set()
        # Only where every row has just its columns' cells is an empty one surely a blank: in
        # other tables the empty cells may belong to spans.
        self._blanks_are_certain = all(
            len(row.cells) == len(labels.figures(row.line))
            for row in found.rows
            if row.cells is not None
        )

    def read(self, heading: Place) -> None:
        """Read all rows and note everything else."""
        rows: dict[int, list[FoundRow]] = {}
        for row in self._found.rows:
            rows.setdefault(row.line, []).append(row)
        for heads in self._found.broken_heads:
            self._note(heads, HEADS_BROKEN)
        for found in rows.values():
            self._read_row(found)
        for stray in self._found.strays:
            self._note(stray, UNKNOWN_TEXT)
        if not rows:
            why = "这一部分没有认出表内的数，各格没有读入"
            self.reading.notes.append(Note(heading, self._labels.table.heading, why))
            return
        for line, name in self._labels.names.items():
            if line not in rows:
                why = f"没有找到“{name}”这一行，没有读入"
                address = self._labels.figures(line)[0]
                self.reading.notes.append(Note(heading, name, why, address))

    def _read_row(self, found: Sequence[FoundRow]) -> None:
        row = found[0]
        addresses = self._labels.figures(row.line)
        order = row.orders.get(self._labels.block_of[row.line])
        if len(found) > 1 and len({_texts(each.cells or each.loose) for each in found}) > 1:
            shown = tuple(piece for each in found for piece in each.shown)
            self._leave_blank(addresses, shown, ROW_TWICE)
        elif order is None:
            self._leave_blank(addresses, row.shown, HEADS_MISSING, note=self._is_news(row))
        elif cells := self._certain_cells(row, len(addresses)):
            self._read_cells(row, cells, order)
        else:
            self._leave_blank(addresses, row.shown, _why_uncertain(row, len(addresses)))

    def _certain_cells(self, row: FoundRow, count: int) -> tuple[Piece, ...] | None:
        """Return a row's cells, one for each column, or None where that is not certain."""
        if row.cells is None:
            return _evenly_set(row, count)
        texts = tuple(cell for cell in row.cells if cell.text or cell.doubt)
        if not all(is_figure(cell.text) or cell.doubt for cell in texts):
            # In a table with just a cell for each figure a text is one of them, however odd.
            is_regular = len(row.cells) == count and self._blanks_are_certain
            return row.cells if is_regular and all(cell.is_set for cell in row.cells) else None
        if len(row.cells) == count and (self._blanks_are_certain or len(texts) == count):
            return row.cells
        if len(texts) == count and not row.cells[0].stacked:
            return texts
        if len(texts) == len(row.cells) < count:
            return _evenly_set(row, count)
        if not texts and not any(cell.text for cell in row.loose):
            return row.cells[:1] * count  # Nothing but empty cells, however many.
        return None

    def _read_cells(self, row: FoundRow, cells: Sequence[Piece], order: Sequence[Leaf]) -> None:
        addresses = self._labels.addresses(row.line, order)
        for address, leaf, cell in zip(addresses, order, cells, strict=True):
            if not cell.text and not cell.doubt:
                continue
            kind = self._labels.table.columns[address.column].kind
            text, doubt = cell.text, ""
            if kind is Kind.AMOUNT:
                text, doubt = self._amount(address, leaf, row, cell)
            value = parse(text, kind)
            if cell.doubt:
                doubt = cell.doubt
            elif value.state is State.REFUSED:
                doubt = value.remark
            elif is_run_together(text):
                doubt = "以0开头，可能是几个数连在了一起，请对照原文填写"
            self.reading.places[address] = cell.place
            self.reading.edits.append(
                SetFigure(address, "", Doubt(cell.text, doubt))
                if doubt
                else SetFigure(address, text)
            )
            remark = doubt or (value.remark if value.state is State.NUMBER else "")
            if remark:
                self.reading.notes.append(Note(cell.place, cell.text, remark, address))

    def _amount(self, address: Address, leaf: Leaf, row: FoundRow, cell: Piece) -> tuple[str, str]:
        """Return an amount with the unit that it is printed in, and a doubt if any."""
        if money_unit(cell.text) or parse(cell.text, Kind.AMOUNT).state is not State.NUMBER:
            return cell.text, ""
        unit = money_unit(leaf.text) or money_unit("".join(piece.text for piece in row.label))
        aside = {
            money_unit(match[1])
            for stray in self._found.strays
            if (match := _UNIT_OF_TABLE.search(normal(stray[0].text)))
        } - {"", "万", "万元"}
        if not unit and aside:
            return (
                cell.text,
                f"表外注明的单位是{min(aside)}，列名没有写单位，不能确定，请对照原文填写",
            )
        if unit and unit not in _KNOWN_UNITS:
            return cell.text, f"列名的单位是{unit}，不能换算，请换算成万元填写"
        if unit in {"万", "万元"}:
            return cell.text, ""
        if unit:
            return f"{cell.text}{unit}", ""
        figure = parse(cell.text, Kind.AMOUNT).figure
        if figure:
            why = f"列名和数字都没有写单位，按万元读作{show(figure, Kind.AMOUNT)}万元，请核对"
            self.reading.notes.append(Note(cell.place, cell.text, why, address))
        return cell.text, ""

    def _is_news(self, row: FoundRow) -> bool:
        """Tell whether the lack of headings above a row has still to be noted."""
        block = self._labels.block_of[row.line]
        if row.heads_broken or block in self._without_heads:
            return False
        self._without_heads.add(block)
        return True

    def _leave_blank(
        self, addresses: Sequence[Address], shown: Sequence[Piece], why: str, *, note: bool = True
    ) -> None:
        text = " ".join(_texts(shown))
        for address in addresses:
            self.reading.edits.append(SetFigure(address, "", Doubt(text, why)))
            self.reading.places[address] = shown[0].place
        if note:
            self.reading.notes.append(Note(shown[0].place, text, why, addresses[0]))

    def _note(self, pieces: Sequence[Piece], why: str) -> None:
        self.reading.notes.append(Note(pieces[0].place, " ".join(_texts(pieces)), why))


def _evenly_set(row: FoundRow, count: int) -> tuple[Piece, ...] | None:
    """Return the figures behind a label whose row the source does not close.

    They must be as many as the columns, and the label and they equally far apart: a wider gap
    may be a blank cell, and one of the figures then somebody else's.
    """
    figures = tuple(cell for cell in row.loose if cell.text)
    if len(figures) != count or any(_TWO_NUMBERS.search(cell.text) for cell in figures):
        return None
    at = [-1] if row.label else []
    at += [number for number, cell in enumerate(row.loose) if cell.text]
    gaps = {right - left for left, right in pairwise(at)}
    return figures if len(gaps) <= 1 or count == 1 else None


def _why_uncertain(row: FoundRow, count: int) -> str:
    texts = [cell.text for cell in (row.cells or row.loose) if cell.text]
    if not all(map(is_figure, texts)):
        return "这一行里有不是数的文字，不能确定各个数在哪一列，没有读入"
    if len(texts) == count:
        return "这一行的数之间有空格或空行，不能确定各在哪一列，没有读入"
    return f"这一行应有{count}个数，文中认出{len(texts)}个，不能确定各在哪一列，没有读入"


def _texts(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(piece.text for piece in pieces if piece.text)
