"""Rows whose labels the form has not as they are printed, found by their order and their sums.

A label may be cut, wrapped round its figures, misspelt or, of a row alone, lost. Between two rows
that are known stand, in the form's order, the rows that were not found: where as many unknown ones
stand there, each with a likely label, there is one way to put them down. It is taken only where
every identity that has a say holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from core.figures.address import Address
from core.figures.value import Kind, State, parse
from core.forms.form import Identity
from core.labels.pieces import Piece
from core.labels.table_labels import TableLabels
from core.labels.table_scan import FoundRow, Scan
from core.labels.wording import is_figure, key
from core.recognition.cell_text import cell_figure

LIKELY = 0.6
"""The least likeness of a label to that of the form."""
_CLEARLY = 0.1
"""By so much it must be more like it than like any other row's."""
_FEWEST_LETTERS = 3
_FIGURES_BEHIND = re.compile(r"(?<=\S)\s+\d[\d,]*(?:\s+\d[\d,]*)+$")


@dataclass(frozen=True, slots=True)
class Guess:
    """A row that was put down to a line: its label, and a piece for each of its figures."""

    line: int
    row: FoundRow
    cells: tuple[Piece, ...]
    strays: tuple[int, ...]
    """The numbers of the strays that it was."""

    @property
    def label(self) -> str:
        """Return the label as printed."""
        return "".join(piece.text for piece in self.row.label)


def find_rows(
    labels: TableLabels,
    found: Scan,
    identities: Sequence[Identity],
    known: Mapping[Address, int | None],
) -> tuple[Guess, ...]:
    """Return the rows that can be put down to lines, all of a table together."""
    guesses = [guess for gap in _gaps(labels, found) for guess in gap]
    while guesses:
        unproved = _unproved(labels, guesses, identities, known)
        if not unproved:
            break
        guesses = [guess for guess in guesses if guess.line not in unproved]
    return tuple(guesses)


def _gaps(labels: TableLabels, found: Scan) -> Iterator[list[Guess]]:
    """Yield the rows between two known ones of the same columns, where they are as many."""
    lines = [row.line for row in found.rows]
    if len(set(lines)) < len(lines) or lines != sorted(lines):
        return
    for above, below in zip(found.rows, found.rows[1:], strict=False):
        block = labels.block_of[above.line]
        missing = [n for n in range(above.line + 1, below.line) if n in labels.names]
        order = above.orders.get(block)
        is_one = labels.block_of[below.line] == block and below.orders.get(block) == order
        if not missing or not is_one or order is None:
            continue
        count = len(labels.figures(missing[0]))
        candidates = list(_candidates(found, above, below, count))
        if len(candidates) != len(missing):
            continue
        guesses = [replace(each, line=n) for each, n in zip(candidates, missing, strict=True)]
        # Rows without a label stand in the form's order, or nothing tells which is which.
        if all(not key(guess.label) or _is_likely(labels, guess) for guess in guesses):
            yield guesses


def _candidates(found: Scan, above: FoundRow, below: FoundRow, count: int) -> Iterator[Guess]:
    """Yield the strays between two rows that have as many figures, with texts that go on."""
    begin, end = above.shown[-1].row, below.shown[0].row
    last: Guess | None = None
    strays = ((n, part) for n, stray in enumerate(found.strays) for part in _rows(stray, count))
    for number, stray in strays:
        if not begin < stray[0].row < end:
            continue
        label, cells = _apart(stray, count)
        if cells:
            if last:
                yield last
            row = FoundRow(-1, label, above.orders, False, cells, ())
            last = Guess(-1, row, cells, (number,))
        elif last and not any(is_figure(piece.text) for piece in stray):
            label = (*last.row.label, *stray)
            last = Guess(-1, replace(last.row, label=label), last.cells, (*last.strays, number))
    if last:
        yield last


def _rows(stray: Sequence[Piece], count: int) -> Iterator[Sequence[Piece]]:
    """Yield the rows of a stray: of several without labels each, else the whole."""
    is_nameless = all(is_figure(piece.text) for piece in stray)
    size = count if is_nameless and len(stray) % count == 0 else len(stray)
    yield from (stray[at : at + size] for at in range(0, len(stray), size))


def _apart(stray: Sequence[Piece], count: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return a stray's label and its figures; no figures where they are not as many."""
    named = 0 if is_figure(stray[0].text) else 1
    label, cells = tuple(stray[:named]), tuple(stray[named:])
    if label and not cells and (behind := _FIGURES_BEHIND.search(stray[0].text)):
        label = (replace(stray[0], text=stray[0].text[: behind.start()]),)
        cells = tuple(replace(stray[0], text=text) for text in behind[0].split())
    is_whole = len(cells) == count and all(_figure(cell) is not None for cell in cells)
    return label, cells if is_whole else ()


def _figure(piece: Piece) -> int | None:
    if piece.doubt:
        return None
    found = cell_figure(piece.text, Kind.COUNT)
    value = parse(found.text, Kind.COUNT)
    is_plain = value.state is State.NUMBER and not found.doubt
    return value.figure if is_plain and isinstance(value.figure, int) else None


def _is_likely(labels: TableLabels, guess: Guess) -> bool:
    printed = key(guess.label)
    if len(printed) < _FEWEST_LETTERS:
        return False
    alike: dict[int, float] = {}
    for name, line in labels.rows.items():
        alike[line] = max(alike.get(line, 0.0), likeness(printed, name))
    own = alike.pop(guess.line, 0.0)
    return own >= LIKELY and own >= max(alike.values(), default=0.0) + _CLEARLY


def likeness(printed: str, name: str) -> float:
    """Weigh two labels; one that breaks off is as good as whole."""
    if name.startswith(printed):
        return 1.0
    return SequenceMatcher(None, printed, name, autojunk=False).ratio()


def _unproved(
    labels: TableLabels,
    guesses: Sequence[Guess],
    identities: Sequence[Identity],
    known: Mapping[Address, int | None],
) -> set[int]:
    """Return the lines for whose figures not every identity holds, in the row and across rows."""
    figures = dict(known)
    for guess in guesses:
        order = guess.row.orders[labels.block_of[guess.line]]
        addresses = labels.addresses(guess.line, order)
        figures |= dict(zip(addresses, map(_figure, guess.cells), strict=True))
    unproved = set()
    for guess in guesses:
        own = set(labels.figures(guess.line))
        within, across = set[Address](), set[Address]()
        for identity in identities:
            touched = own & set(identity.addresses)
            if not touched or any(figures.get(a) is None for a in identity.addresses):
                continue
            left, right = (sum(figures[a] or 0 for a in s) for s in (identity.left, identity.right))
            if left != right:
                unproved.add(guess.line)
            (within if touched == set(identity.addresses) else across).update(touched)
        if not within == across == own:
            unproved.add(guess.line)
    return unproved
