"""The rows of a Word 97 document's tables, as the modifiers at the end of each row define them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.sources.ole import DamagedError
from core.sources.word_97_sprms import DEFINES_ROW, old_shade, shade
from core.sources.word_markup import WordCell, WordRow

_CELL = 20
"""Bytes that describe a cell."""
_MOST = 63
_JOINED = 2
_DOWN = {1: "continue", 2: "restart", 3: "restart"}
_OLD_GROUNDS, _ONE_GROUND = 0xD609, 0xD62D
_GROUNDS = {0xD612: 0, 0xD616: 22, 0xD60C: 44, 0xD670: 0, 0xD671: 22, 0xD672: 44}
"""The modifiers that give grounds of ten bytes, with the first cell that each is about."""
_OTHERWISE = frozenset({0x7621, 0x5622, 0x5624, 0x5625})
"""Cells put in, taken out, joined or divided after the row was defined; no program writes these."""


def word_row(given: Sequence[tuple[int, bytes]], *, is_deleted: bool) -> WordRow:
    """Return a row. Raises DamagedError where what defines it contradicts itself."""
    start, height = 0, 0
    cells: list[WordCell] = []
    grounds: dict[int, dict[str, str]] = {}
    for number, operand in given:
        if number == DEFINES_ROW:
            start, cells = _defined(operand)
        elif number in _OTHERWISE:
            raise DamagedError
        elif number == 0x9601:  # where the row begins
            moved = _signed(operand) - start
            start += moved
            cells = [replace(each, end=each.end + moved) for each in cells]
        elif number == 0x7623:  # how wide some cells are
            cells = _widened(start, cells, operand)
        elif number == 0xD62B and len(operand) == 2 and operand[0] < len(cells):
            cells[operand[0]] = replace(cells[operand[0]], down=_DOWN.get(operand[1] & 3, ""))
        elif number == 0x9407:  # fixed where it is negative
            height = max(-_signed(operand), 0)
        else:
            grounds |= {
                at: ground
                for at, ground in _grounds(number, operand)
                if number != _OLD_GROUNDS or at not in grounds
            }
    return WordRow(
        start,
        tuple(replace(each, ground=grounds.get(at, {})) for at, each in enumerate(cells)),
        height,
        is_deleted,
    )


def _grounds(number: int, operand: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the grounds that a modifier gives to cells, by the numbers of the cells."""
    if number == _OLD_GROUNDS:
        for at in range(len(operand) // 2):
            yield at, old_shade(operand[2 * at] | operand[2 * at + 1] << 8)
    elif number in _GROUNDS:
        for at in range(len(operand) // 10):
            yield _GROUNDS[number] + at, shade(operand[10 * at : 10 * at + 10])
    elif number == _ONE_GROUND and len(operand) >= 12:
        yield from ((at, shade(operand[2:])) for at in range(operand[0], min(operand[1], _MOST)))


def _defined(operand: bytes) -> tuple[int, list[WordCell]]:
    count = operand[0] if operand else 0
    if not 0 < count <= _MOST or len(operand) < 1 + 2 * (count + 1):
        raise DamagedError
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = []
    for at in range(count):
        place = 1 + 2 * (count + 1) + _CELL * at
        flags = int.from_bytes(operand[place : place + 2], "little")  # what is left out is 0
        # The lowest bits: first of joined cells, joined; the other two: joined from above, first.
        down = _DOWN.get(flags >> 5 & 3, "")
        cells.append(WordCell(edges[at + 1], down, bool(flags & _JOINED)))
    return edges[0], cells


def _widened(start: int, cells: list[WordCell], operand: bytes) -> list[WordCell]:
    first, end, width = struct.unpack("<BBh", operand)
    at, moved, found = start, 0, []
    for number, each in enumerate(cells):
        before = each.end - at
        at = each.end
        if first <= number < end:
            moved += width - before
        found.append(replace(each, end=each.end + moved))
    return found


def _signed(operand: bytes) -> int:
    number: int = struct.unpack("<h", operand[:2])[0]
    return number
