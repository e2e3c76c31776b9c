"""From found rows to figures: a row is read only where each of its cells is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.figures.value import Kind, Number, State, Value, parse
from core.forms.form import Form, TableSection
from core.labels.blocks import Block, Place, Placed
from core.labels.divided_heads import whole_heads
from core.labels.pieces import Piece, pieces_of
from core.labels.table_labels import Leaf, TableLabels, labels_of
from core.labels.table_scan import FoundRow, Scan, scan
from core.labels.tables_apart import put_together
from core.labels.wording import has_mark, key, keys, normal
from core.recognition.amounts import printed_amount
from core.recognition.cell_text import CellFigure, cell_figure
from core.recognition.deduction import deduce
from core.recognition.reading import Certainty, Note, ReadFigure
from core.recognition.row_cells import TWO_NUMBERS, certain_cells, why_uncertain
from core.recognition.row_order import find_rows
from core.recognition.run_words import RunRow, Verdict, words_of
from core.recognition.table_reading import TableReading, note_on, texts_of
from core.recognition.torn_flow import find_torn, is_known

HEADS_BROKEN = "列名不全，或者与格式不同，不能确定下面的数各属于哪一列，没有读入，请对照原文填写"
HEADS_MISSING = "上面没有认出列名，不能确定每个数属于哪一列，没有读入，请对照原文填写"
ROW_TWICE = "这一行在文中出现了不止一次而且不一样，没有读入，请对照原文填写"
UNKNOWN_TEXT = "格式的这一部分没有这样的栏目或文字，没有读入"
BESIDE_FIGURE = "这一行的上面或者下面有一行单独的数，可能是同一格换了行，没有读入，请对照原文填写"
NOT_FOUND = "这一部分没有认出表内的数，各格没有读入"
PRINTED_BLANK = "原文这一格是空的"


def read_table(
    form: Form, table: TableSection, blocks: Sequence[Block | Placed], heading: Place
) -> TableReading:
    """Read the figures of a table's section; ``heading`` is where its heading stands."""
    labels = labels_of(table)
    pieces = whole_heads(labels, pieces_of(blocks, labels.running))
    found = scan(labels, pieces)
    if not found.rows and (pieces_as_printed := put_together(labels, pieces)):
        found = scan(labels, pieces_as_printed)
    reader = _Reader(form, labels, found)
    reader.read(heading, pieces)
    return reader.reading


class _Reader:
    def __init__(self, form: Form, labels: TableLabels, found: Scan) -> None:
        self.reading = TableReading()
        self._form = form
        self._labels = labels
        self._found = found
        self._without_heads: set[int] = set()
        self._running: list[RunRow] = []
        self._is_torn = False
        """Whether the labels were found apart from their figures."""
        self._guessed: set[int] = set()
        """Strays that turned out to be rows."""
        # Only where every row has just its columns' cells is an empty one surely a blank: in
        # other tables the empty cells may belong to spans.
        self._blanks_are_certain = all(
            len(row.cells) == len(labels.figures(row.line))
            for row in found.rows
            if row.cells is not None
        )

    def read(self, heading: Place, pieces: Sequence[Piece]) -> None:
        """Read all rows and note everything else."""
        rows: dict[int, list[FoundRow]] = {}
        for row in self._found.rows:
            rows.setdefault(row.line, []).append(row)
        for heads in self._found.broken_heads:
            self.reading.note(heads, HEADS_BROKEN)
        for found in rows.values():
            self._read_row(found)
        undivided = self._read_undivided(rows)
        self._deduce()
        undivided |= self._find_rows()
        undivided |= self._put_together(pieces)
        for stray in self._unknown():
            self.reading.note(stray, UNKNOWN_TEXT)
        if not rows:
            self.reading.remarks.append(Note(heading, self._labels.table.heading, NOT_FOUND))
        for line, name in self._labels.names.items():
            if line in undivided or (line in rows and not self._is_torn):
                continue
            why = f"没有找到“{name}”这一行，没有读入" if rows else NOT_FOUND
            addresses = self._labels.figures(line)
            for address in addresses:
                self.reading.figures[address] = ReadFigure(address, Certainty.BLANK, why=why)
            if rows:
                self.reading.tell(addresses[0], Note(heading, name, why, addresses[0]))

    def _find_rows(self) -> set[int]:
        """Read the rows that are told by their order and their sums; returns their lines."""
        section = self._labels.table.id
        identities = [each for each in self._form.identities if each.section == section]
        known = {address: _whole(each.text) for address, each in self.reading.figures.items()}
        guesses = find_rows(self._labels, self._found, identities, known)
        for guess in guesses:
            order = guess.row.orders[self._labels.block_of[guess.line]]
            name = self._labels.names[guess.line]
            printed = f"原文的栏目是“{guess.label}”" if key(guess.label) else "原文这一行没有栏目"
            why = f"{printed}，按前后的顺序和勾稽关系推算是“{name}”，请对照原文确认"
            addresses = self._labels.addresses(guess.line, order)
            for address, cell in zip(addresses, guess.cells, strict=True):
                text = cell_figure(cell.text, Kind.COUNT).text
                self.reading.put(address, guess.row, cell, text, why, Certainty.DEDUCED)
        if guesses:
            self._guessed = {number for guess in guesses for number in guess.strays}
            names = "、".join(f"“{self._labels.names[guess.line]}”" for guess in guesses)
            self.reading.note(
                guesses[0].row.shown,
                f"{names}的栏目与格式不完全相同，按前后的顺序和勾稽关系推算，请对照原文确认",
            )
        return {guess.line for guess in guesses}

    def _put_together(self, pieces: Sequence[Piece]) -> set[int]:
        """Read the figures that a flow has torn from their labels; returns their lines."""
        if any(each.text for each in self.reading.figures.values()):
            return set()
        section = self._labels.table.id
        identities = [each for each in self._form.identities if each.section == section]
        torn = find_torn(self._labels, pieces, identities)
        why = "原文的栏目和数不在一处，按格式的顺序和勾稽关系推算是这一格的数，请对照原文确认"
        for address, cell in torn.items():
            row = FoundRow(-1, (cell.piece,), {}, False, (cell.piece,), ())
            self.reading.put(address, row, cell.piece, str(cell.figure), why, Certainty.DEDUCED)
        if torn:
            self._is_torn = True
            self.reading.note(
                [next(iter(torn.values())).piece],
                f"这个表的栏目和数在原文里不在一处，按格式的顺序和勾稽关系推算出{len(torn)}个数，"
                "请对照原文确认",
            )
        lines = (line for line in self._labels.names if self._labels.figures(line)[0] in torn)
        return set(lines)

    def _unknown(self) -> Iterator[Sequence[Piece]]:
        """Yield what the form has not, but for a group's label that a page's end divides."""
        strays = self._found.strays
        whole = [
            bool(keys(one[0].text + other[0].text) & self._labels.groups)
            and len(one) == len(other) == 1
            for one, other in pairwise(strays)
        ]
        for number, stray in enumerate(strays):
            if self._is_torn and all(is_known(self._labels, each) for each in stray):
                continue
            if number not in self._guessed and not any(whole[max(number - 1, 0) : number + 1]):
                yield stray

    def _read_row(self, found: Sequence[FoundRow]) -> None:
        row = found[0]
        addresses = self._labels.figures(row.line)
        order = row.orders.get(self._labels.block_of[row.line])
        if len(found) > 1 and len({texts_of(each.cells or each.loose) for each in found}) > 1:
            shown = tuple(piece for each in found for piece in each.shown)
            self.reading.leave_blank(addresses, shown, ROW_TWICE)
        elif order is None:
            self.reading.leave_blank(addresses, row.shown, HEADS_MISSING, note=self._is_news(row))
        elif row.is_beside_figure:
            self.reading.leave_blank(addresses, row.shown, BESIDE_FIGURE)
        elif cells := self._certain_cells(row, len(addresses)):
            joined = self._joined(row, cells, order)
            if joined is not None:
                self._running.append(joined)
            else:
                self._read_cells(row, cells, order)
        else:
            printed = self._labels.addresses(row.line, order)
            kinds = [self._labels.table.columns[each.column].kind for each in printed]
            running = words_of(row, order, printed, kinds)
            if running is not None:
                self._running.append(running)
            else:
                self.reading.leave_blank(addresses, row.shown, why_uncertain(row, len(addresses)))

    def _read_undivided(self, rows: dict[int, list[FoundRow]]) -> set[int]:
        """Note what stands in one row where the form has several, as（六）of the older edition."""
        done: set[int] = set()
        for group, row in self._found.undivided:
            lines = [n for n in self._labels.lines_of_group[group] if n in self._labels.names]
            if done & set(lines) or any(line in rows for line in lines):
                self.reading.note(row.shown, UNKNOWN_TEXT)
                continue
            done |= set(lines)
            name = row.label[0].text
            addresses = tuple(a for line in lines for a in self._labels.figures(line))
            order = row.orders.get(self._labels.block_of[lines[0]])
            cells = self._certain_cells(row, len(self._labels.figures(lines[0]))) if order else None
            if cells and all(_whole(cell.text) == 0 for cell in cells):
                why = (
                    f"原文“{name}”只有一行，各格都是0，"
                    f"推算分开的{len(lines)}行也都是0，请对照原文确认"
                )
                for address in addresses:
                    self.reading.put(address, row, cells[0], "0", why, Certainty.DEDUCED)
                self.reading.tell(addresses[0], note_on(row.shown, why, addresses[0]))
            else:
                why = (
                    f"原文“{name}”只有一行，格式分为{len(lines)}行，"
                    "不能确定各行的数，没有读入，请对照原文分开填写"
                )
                self.reading.leave_blank(addresses, row.shown, why)
        return done

    def _certain_cells(self, row: FoundRow, count: int) -> tuple[Piece, ...] | None:
        return certain_cells(row, count, blanks_are_certain=self._blanks_are_certain)

    def _joined(
        self, row: FoundRow, cells: Sequence[Piece], order: tuple[Leaf, ...]
    ) -> RunRow | None:
        """Return a row in which figures have spaces inside them, if they may be judged by it."""
        if not any(TWO_NUMBERS.search(normal(cell.text)) for cell in cells):
            return None
        words = ["".join(normal(cell.text).split()) for cell in cells]
        addresses = self._labels.addresses(row.line, order)
        kinds = [self._labels.table.columns[each.column].kind for each in addresses]
        is_plain = all(map(str.isdecimal, words)) and set(kinds) == {Kind.COUNT}
        is_watched = any(address in self._form.used_by for address in addresses)
        is_marked = any(cell.doubt or has_mark(cell.text) for cell in cells)
        if not (is_plain and is_watched) or is_marked:
            return None
        return RunRow.joined(row, order, addresses, tuple(words), tuple(cells))

    def _deduce(self) -> None:
        """Tell apart what runs together, from all that was read."""
        section = self._labels.table.id
        identities = [each for each in self._form.identities if each.section == section]
        known = {address: _whole(each.text) for address, each in self.reading.figures.items()}
        runs = [each.run for each in self._running]
        has_gaps = any(
            piece.running for row in self._found.rows for piece in row.label if not row.loose
        )
        found = deduce(identities, known, runs, has_gaps=has_gaps)
        for row, deduced in zip(self._running, found, strict=True):
            verdict = row.verdict(deduced)
            self._put_deduced(row, verdict)
            texts = zip(row.addresses, verdict.texts, strict=True)
            if blank := [address for address, text in texts if text is None]:
                self.reading.leave_blank(blank, row.row.shown, verdict.why_not)
            figures = self.reading.figures
            # The columns may be printed in another order than the form has them in.
            rank = {address: number for number, address in enumerate(row.addresses)}
            order = [rank[address] for address in self._form.figures if address in rank]
            ways = tuple(tuple(way[number] for number in order) for way in verdict.ways)
            for address in row.addresses:
                figures[address] = replace(figures[address], ways=ways, all_ways=verdict.all_ways)

    def _put_deduced(self, row: RunRow, verdict: Verdict) -> None:
        first = next((a for a, t in zip(row.addresses, verdict.texts, strict=True) if t), None)
        for address, leaf, printed in zip(row.addresses, row.order, verdict.texts, strict=True):
            if printed is None:
                continue
            text, cell = printed, replace(row.piece, text=printed)
            told = [note_on(row.row.shown, verdict.why, address)] if address == first else []
            if self._labels.table.columns[address.column].kind is Kind.AMOUNT:
                amount = self._amount(leaf, row.row, cell)
                text = "" if amount.doubt else amount.text
                told += [note_on((cell,), amount.remark, address)] if amount.remark else []
            self.reading.put(
                address, row.row, row.piece, text, verdict.why, Certainty.DEDUCED, told
            )

    def _read_cells(self, row: FoundRow, cells: Sequence[Piece], order: Sequence[Leaf]) -> None:
        addresses = self._labels.addresses(row.line, order)
        other_name = self._other_name(row)
        for address, leaf, cell in zip(addresses, order, cells, strict=True):
            if not cell.text and not cell.doubt:
                self.reading.figures[address] = ReadFigure(
                    address,
                    Certainty.BLANK,
                    row=texts_of(row.shown),
                    place=cell.place,
                    spots=(cell.spot,),
                    why=PRINTED_BLANK,
                )
                continue
            kind = self._labels.table.columns[address.column].kind
            found = cell_figure(cell.text, kind)
            text, doubt, remark = found.text, found.doubt, found.remark
            told: list[Note] = []
            if kind is Kind.AMOUNT and not doubt:
                amount = self._amount(leaf, row, cell)
                text, doubt = amount.text, amount.doubt
                told += [note_on((cell,), amount.remark, address)] if amount.remark else []
            value = parse(text, kind)
            if cell.doubt:
                text, doubt = "", cell.doubt
            elif value.state is State.REFUSED:
                text, doubt = "", doubt or value.remark
            elif doubt and not found.is_kept:
                text = ""
            if not doubt and value.state is State.NUMBER:
                doubt = _conversion(value) if kind is Kind.AMOUNT else ""
                doubt = cell.remark or doubt or other_name
                remark = remark or value.remark
            certainty = Certainty.DOUBTFUL if doubt else Certainty.READ
            if not doubt and value.state is State.BLANK:
                certainty = Certainty.BLANK
            if doubt and doubt != other_name:
                told.append(note_on((cell,), doubt, address))
            elif remark and not doubt:
                told.append(note_on((cell,), remark, address))
            why = doubt or remark or value.remark
            self.reading.put(address, row, cell, text, why, certainty, told)
        if other_name:
            self.reading.tell(addresses[0], note_on(row.shown, other_name, addresses[0]))

    def _other_name(self, row: FoundRow) -> str:
        """Say that a row's label is one that the form has not, though it is known by it."""
        printed = "".join(piece.text for piece in row.label)
        if not keys(printed) & self._labels.other_names.get(row.line, frozenset()):
            return ""
        return f"原文的栏目是“{printed}”，按“{self._labels.names[row.line]}”读入，请核对"

    def _amount(self, leaf: Leaf, row: FoundRow, cell: Piece) -> CellFigure:
        """Return an amount with the unit that it is printed in."""
        label = "".join(piece.text for piece in row.label)
        aside = (stray[0].text for stray in self._found.strays)
        return printed_amount(cell.text, leaf.text, label, aside)

    def _is_news(self, row: FoundRow) -> bool:
        """Tell whether the lack of headings above a row has still to be noted."""
        block = self._labels.block_of[row.line]
        if row.heads_broken or block in self._without_heads:
            return False
        self._without_heads.add(block)
        return True


def _conversion(value: Value) -> str:
    """Say that an amount was converted, which is in doubt until somebody has looked at it."""
    return f"{value.remark}，请核对原文的单位" if value.remark and value.figure else ""


def _whole(text: str) -> int | None:
    """Return the count that a text is; None where it is none."""
    figure: Number | None = parse(text, Kind.COUNT).figure
    return figure if isinstance(figure, int) else None
