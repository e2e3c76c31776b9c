"""Finding a form's headings and row labels in the stream of a table's cell texts.

Everything goes by labels: what follows a row's label, up to the next text that is not a
figure, is that row's. Nothing is decided here about whether the figures can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.labels.pieces import Piece
from core.labels.table_labels import Leaf, TableLabels, Wording
from core.labels.wording import is_figure, is_numbered, is_remark, key, keys

_MOST_PIECES = 4
"""A label is broken over no more lines than this."""
_LONGEST_LABEL = 200
_LONGEST_HEAD = 100
"""Headings; no table has so many in a row."""
_LONGEST_CELL = 20
"""Characters of what may be a figure with words around it."""
_DECIMALS = re.compile(r"[.．]\d+")
"""What a line end leaves of an amount."""
_NO_COUNT = -1
"""Of a row that the form has not: nobody knows how many figures it should have."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row's label and what follows it.

    ``orders`` has the printed order of the columns for each block of headings that the last
    headings fit; ``heads_broken`` tells that the last were noted as broken. ``cells`` are the
    pieces after the label in its own closed row, None where the source does not tell where the
    row ends; ``loose`` are the pieces up to the next text. A row that ``breaks_off`` has right
    behind them something with a digit in it that is no figure. ``is_beside_figure`` tells of a line
    of text that a line of nothing but a figure is above or below: it may be the rest of a cell.
    """

    line: int
    label: tuple[Piece, ...]
    orders: Mapping[int, tuple[Leaf, ...]]
    heads_broken: bool
    cells: tuple[Piece, ...] | None
    loose: tuple[Piece, ...]
    breaks_off: bool = False
    is_beside_figure: bool = False

    @property
    def shown(self) -> tuple[Piece, ...]:
        """What stands there, label and figures, for showing it; one piece at the least."""
        pieces = self.cells or self.loose
        return (self.label + tuple(p for p in pieces if p.text)) or pieces[:1]


@dataclass(frozen=True, slots=True)
class FoundHeads:
    """Headings that the form has, whole; ``orders`` as a row below them has it."""

    pieces: tuple[Piece, ...]
    orders: Mapping[int, tuple[Leaf, ...]]


@dataclass(slots=True)
class Scan:
    """What was found in a table's part of the source, in its order."""

    rows: list[FoundRow] = field(default_factory=list)
    heads: list[FoundHeads] = field(default_factory=list)
    broken_heads: list[tuple[Piece, ...]] = field(default_factory=list)
    """Headings that are not all there, or beside which others stand."""
    undivided: list[tuple[str, FoundRow]] = field(default_factory=list)
    """Labels of groups of rows that have figures of their own, in place of their rows'."""
    strays: list[list[Piece]] = field(default_factory=list)
    """Texts that the form has not, each with the figures that follow it."""


def scan(labels: TableLabels, pieces: Sequence[Piece]) -> Scan:
    """Go through a table's pieces once."""
    scanner = _Scanner(labels, pieces)
    at = 0
    while at < len(pieces):
        at = scanner.step(at) if pieces[at].text else at + 1
    return scanner.found


@dataclass(frozen=True, slots=True)
class _Match:
    hits: frozenset[str]
    start: int
    end: int
    text: str


class _Scanner:
    def __init__(self, labels: TableLabels, pieces: Sequence[Piece]) -> None:
        self.found = Scan()
        self._labels = labels
        self._pieces = pieces
        self._orders: dict[int, tuple[Leaf, ...]] = {}
        self._heads_broken = False
        self._matches: dict[int, _Match | None] = {}

    def step(self, at: int) -> int:
        """Take what begins at a piece; returns where to go on."""
        match = self._match(at)
        if match is None:
            return self._stray(at)
        if match.hits & self._labels.heads and not self._is_stray_row(match):
            heads = self._run_of_heads(match)
            if self._take_heads(heads):
                return self._nameless_row(heads[-1].end)
            if not match.hits & self._labels.rows.keys():
                self._orders, self._heads_broken = {}, True
                end = self._row_end(heads[-1].end)
                self.found.broken_heads.append(self._texts(at, end))
                return end
        lines = {self._labels.rows[hit] for hit in match.hits if hit in self._labels.rows}
        if len(lines) == 1:
            return self._row(lines.pop(), match.start, match.end)
        if match.hits & self._labels.bands:
            self._orders, self._heads_broken = {}, False
        groups = match.hits & self._labels.lines_of_group.keys()
        if groups and self._is_figure_next(match.end):
            row, end = self._found_row(-1, match.start, match.end, _NO_COUNT)
            self.found.undivided.append((min(groups), row))
            return end
        if match.hits <= self._labels.heads:  # the name of a column in front of a row of figures
            return self._stray(at)
        return match.end

    def _is_figure_next(self, at: int) -> bool:
        following = self._next_text(at)
        return following is not None and is_figure(self._pieces[following].text)

    def _is_stray_row(self, match: _Match) -> bool:
        """Tell whether a column's name, numbered like a row, has a row's figures behind it."""
        return (
            not match.hits & (self._labels.rows.keys() | self._labels.corners)
            and is_numbered(match.text)
            and self._is_figure_next(match.end)
        )

    def _match(self, start: int) -> _Match | None:
        """Find the longest label that begins at a piece, broken over several or not."""
        if start not in self._matches:
            self._matches[start] = self._longest_label(start)
        return self._matches[start]

    def _longest_label(self, start: int) -> _Match | None:
        text, count, longest = "", 0, None
        for at in range(start, len(self._pieces)):
            piece = self._pieces[at]
            if not piece.text:
                continue
            if is_figure(piece.text):
                break
            text, count = text + piece.text, count + 1
            if len(text) > _LONGEST_LABEL:
                break
            if hits := self._hits(text, piece, alone=count == 1):
                longest = _Match(hits, start, at + 1, text)
            if count == _MOST_PIECES:
                break
        return longest

    def _hits(self, text: str, last: Piece, *, alone: bool) -> frozenset[str]:
        if alone:
            return keys(text) & self._labels.all
        if is_remark(last.text):
            # A remark in brackets belongs to the row or column that it follows.
            return keys(text) & (self._labels.heads | self._labels.rows.keys())
        return frozenset({key(text)}) & self._labels.all

    def _run_of_heads(self, first: _Match) -> list[_Match]:
        run = [first]
        while len(run) < _LONGEST_HEAD:
            at = self._next_text(run[-1].end)
            match = self._match(at) if at is not None else None
            if match is None or not match.hits & self._labels.heads:
                break
            run.append(match)
        return run

    def _take_heads(self, run: Sequence[_Match]) -> bool:
        """Take a run of headings if it is one that the form has, whole and alone."""
        printed = [Wording(each.text, each.hits) for each in run]
        begins = bool(run[0].hits & self._labels.corners)
        if (self._heads_broken and not begins) or not self._stands_alone(run):
            return False
        names = run[1:] if begins else run
        in_one_row = bool(names) and len(self._rows(names[0].start, names[-1].end)) == 1
        orders = {}
        start, end = run[0].start, run[-1].end
        for number, block in enumerate(self._labels.blocks):
            order = block.as_printed(printed, in_one_row=in_one_row)
            if order:
                orders[number] = order
        if orders:
            self._orders, self._heads_broken = orders, False
            self.found.heads.append(FoundHeads(self._texts(start, end), orders))
        return bool(orders)

    def _stands_alone(self, run: Sequence[_Match]) -> bool:
        """Tell whether no unknown heading stands beside the known ones."""
        start, end = run[0].start, run[-1].end
        before = self._texts(self._row_start(start), start)
        if len(before) > 1 or self._texts(end, self._row_end(end)):
            return False
        following = self._next_text(end)
        if following is None or self._pieces[end - 1].closed:
            return True
        if is_figure(self._pieces[following].text) or self._match(following):
            return True
        # An unknown row has figures behind its label, an unknown heading has not.
        behind = self._next_text(following + 1)
        return behind is not None and is_figure(self._pieces[behind].text)

    def _row_start(self, at: int) -> int:
        """Return where the closed row begins that holds the piece at an index, or the index."""
        pieces = self._pieces
        while at > 0 and pieces[at].closed and pieces[at - 1].row == pieces[at].row:
            at -= 1
        return at

    def _row_end(self, at: int) -> int:
        """Return where the closed row ends that holds the piece before an index, or the index."""
        pieces = self._pieces
        while at < len(pieces) and pieces[at].closed and pieces[at].row == pieces[at - 1].row:
            at += 1
        return at

    def _nameless_row(self, at: int) -> int:
        """Take the figures right behind headings whose row has no label."""
        lines = [
            line
            for number in self._orders
            for line in self._labels.blocks[number].lines
            if line in self._labels.nameless
        ]
        if len(lines) == 1 and self._is_whole_row(at, len(self._labels.figures(lines[0]))):
            return self._row(lines[0], at, at)
        start = self._next_text(at)
        if len(lines) != 1 or start is None or not is_figure(self._pieces[start].text):
            return at
        begin = self._row_start(start)
        return self._row(lines[0], begin, begin)

    def _is_whole_row(self, at: int, count: int) -> bool:
        """Tell whether a true table's row of as many cells begins here, none of them a label."""
        pieces = self._pieces
        if not 0 < at < len(pieces) or pieces[at].row == pieces[at - 1].row:
            return False
        row = pieces[at : self._row_end(at + 1)]
        is_cells = len(row) == count and all(each.is_set for each in row)
        labels = (number for number, each in enumerate(row, at) if each.text)
        return is_cells and not any(self._match(number) for number in labels)

    def _row(self, line: int, start: int, end: int) -> int:
        row, after = self._found_row(line, start, end, len(self._labels.figures(line)))
        self.found.rows.append(row)
        return after

    def _found_row(self, line: int, start: int, end: int, count: int) -> tuple[FoundRow, int]:
        """Return a label's row, which should have so many figures, and where to go on."""
        pieces = self._pieces
        stop = end
        while stop < len(pieces) and (not pieces[stop].text or is_figure(pieces[stop].text)):
            stop += 1
        loose = tuple(pieces[end:stop])
        cells = None
        after = end
        holder = pieces[end - 1] if end > start else pieces[end]
        if holder.closed:
            after = self._row_end(end if end > start else end + 1)
            # Another label in the same row: then nobody knows whose the cells are.
            if not any(pieces[at].text and self._match(at) for at in range(end, after)):
                cells = tuple(pieces[end:after])
        label = self._texts(start, end)
        breaks_off = stop < len(pieces) and self._is_odd_cell(stop)
        is_beside = (
            cells is not None
            and not holder.is_set
            and (self._is_beside_figure(start, after) or self._is_torn(after, count))
        ) or (stop < len(pieces) and _DECIMALS.fullmatch(pieces[stop].text) is not None)
        row = FoundRow(
            line, label, self._orders, self._heads_broken, cells, loose, breaks_off, is_beside
        )
        if cells is None:
            return row, max(stop, end)
        # A row whose cells are too few may go on in the next line.
        row_end = end + len(cells)
        whole = count in {len(cells), len([cell for cell in cells if cell.text])}
        return row, row_end if whole else max(stop, row_end)

    def _is_beside_figure(self, start: int, after: int) -> bool:
        """Tell whether the line above a row of text, or the one below it, is a lone number."""
        return any(
            at is not None
            and any(map(str.isdigit, self._pieces[at].text))
            and _is_rest(self._pieces[at].text)
            and not (self._pieces[at].closed or self._pieces[at].running)
            for at in (self._last_text(self._row_start(start)), self._next_text(after))
        )

    def _is_torn(self, after: int, count: int) -> bool:
        """Tell whether the line below a row begins with a number in the place of a label.

        It may be the rest of the row's last cell; where it has a figure for each column it is a
        row that has lost its label.
        """
        at = self._next_text(after)
        if at is None or self._row_start(at) != at or not self._pieces[at].closed:
            return False
        texts = [each.text for each in self._pieces[at : self._row_end(at + 1)] if each.text]
        is_row = count > 1 and len(texts) == count
        return not is_row and any(map(str.isdigit, texts[0])) and all(map(_is_rest, texts))

    def _is_odd_cell(self, at: int) -> bool:
        """Tell whether a piece may be a cell though it is no figure: 约5."""
        text = self._pieces[at].text
        is_short = len(text) <= _LONGEST_CELL and any(map(str.isdigit, text))
        return is_short and self._match(at) is None

    def _stray(self, at: int) -> int:
        piece = self._pieces[at]
        if is_figure(piece.text) and self.found.strays and self._follows_stray(at):
            self.found.strays[-1].append(piece)
        else:
            self.found.strays.append([piece])
        return at + 1

    def _follows_stray(self, at: int) -> bool:
        """Tell whether nothing but empty pieces stands between the last stray and this one."""
        last = self.found.strays[-1][-1]
        before = at - 1
        while before >= 0 and not self._pieces[before].text:
            before -= 1
        return before >= 0 and self._pieces[before] is last

    def _next_text(self, at: int) -> int | None:
        while at < len(self._pieces) and not self._pieces[at].text:
            at += 1
        return at if at < len(self._pieces) else None

    def _last_text(self, end: int) -> int | None:
        """Return the piece with a text that is next before an index."""
        found = end - 1
        while found >= 0 and not self._pieces[found].text:
            found -= 1
        return found if found >= 0 else None

    def _rows(self, start: int, end: int) -> set[int]:
        return {piece.row for piece in self._texts(start, end)}

    def _texts(self, start: int, end: int) -> tuple[Piece, ...]:
        return tuple(piece for piece in self._pieces[start:end] if piece.text)


def _is_rest(text: str) -> bool:
    """Tell whether a text may be a figure, or the end of one that was torn."""
    return is_figure(text) or _DECIMALS.fullmatch(text) is not None
