"""Word documents of 1997 to 2003 (.doc) made byte by byte, after [MS-DOC]."""

from __future__ import annotations

import random
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.core.old_files import ole_file

TEXT = 0x800
"""Where the text begins in the main stream."""
PAGE = 512
DELETED, HIDDEN, STRUCK = b"\x00\x08\x01", b"\x3c\x08\x01", b"\x37\x08\x01"
SPECIAL = b"\x55\x08\x01"
WHITE, RED = b"\x70\x68\xff\xff\xff\x00", b"\x70\x68\xff\x00\x00\x00"
TINY, LARGE = b"\x43\x4a\x02\x00", b"\x43\x4a\x30\x00"
RAISED = b"\x48\x2a\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"
JOINED_FIRST, JOINED, DOWN_FIRST, DOWN = 0x01, 0x02, 0x60, 0x20


@dataclass(frozen=True)
class Run:
    """Letters and the modifiers of them."""

    text: str
    given: bytes = b""


@dataclass(frozen=True)
class Line:
    """A paragraph, a cell or the end of a row, by its mark."""

    runs: tuple[Run, ...] = ()
    mark: str = "\r"
    given: bytes = b""
    of_mark: bytes = b""
    style: int = 0


def line(*runs: Run | str, given: bytes = b"", of_mark: bytes = b"", style: int = 0) -> Line:
    """Return a paragraph."""
    return Line(_runs(runs), "\r", given, of_mark, style)


def cell(*runs: Run | str, given: bytes = b"") -> Line:
    """Return a cell of a table."""
    return Line(_runs(runs), "\x07", IN_TABLE + given)


def _runs(runs: Sequence[Run | str]) -> tuple[Run, ...]:
    return tuple(Run(each) if isinstance(each, str) else each for each in runs)


def row_end(
    *edges: int, flags: Sequence[int] = (), more: bytes = b"", of_mark: bytes = b""
) -> Line:
    """Return the end of a row whose cells lie between edges, and how each is joined."""
    count = len(edges) - 1
    cells = b"".join(
        struct.pack("<H18x", flags[at] if at < len(flags) else 0) for at in range(count)
    )
    row = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    defined = struct.pack("<HH", 0xD608, len(row) + 1) + row
    return Line((), "\x07", IN_TABLE + ROW_END + defined + more, of_mark)


@dataclass
class _Bytes:
    text: bytes = b""
    letters: list[tuple[int, bytes]] = field(default_factory=list)
    """Where each run of letters ends, and its modifiers."""
    paragraphs: list[tuple[int, bytes]] = field(default_factory=list)


def word_97(
    *lines: Line,
    order: Sequence[int] = (),
    flags: int = 0x200,
    version: int = 0xC1,
    styles: bytes = b"",
    piece: int = 0,
    more: bytes = b"",
) -> bytes:
    """Return a document; ``order`` tells in which the bytes of the lines lie in the file.

    ``piece`` is what each piece of the text is given, ``more`` what stands before the pieces.
    """
    stored = _Bytes()
    places: dict[int, int] = {}
    for number in order or range(len(lines)):
        places[number] = TEXT + len(stored.text)
        _store(stored, lines[number])
    sizes = [sum(len(run.text.encode("utf-16-le")) // 2 for run in each.runs) + 1 for each in lines]
    ends = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    wanted = places if order or piece else {0: TEXT}
    table = _Table()
    table.put(33, _pieces(ends if order or piece else [0, ends[-1]], wanted, piece, more))
    if styles:
        table.put(1, styles)
    main = bytearray(TEXT) + stored.text
    for part, runs, size in ((12, stored.letters, 1), (13, stored.paragraphs, 13)):
        table.put(part, _pages(main, runs, size))
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, version, flags)
    struct.pack_into("<H", main, 0x20, 14)
    struct.pack_into("<H", main, 0x3E, 22)
    struct.pack_into("<I", main, 0x4C, ends[-1])
    struct.pack_into("<H", main, 0x98, 0x5D)
    for number, (start, length) in table.places.items():
        struct.pack_into("<II", main, 0x9A + 8 * number, start, length)
    name = "1Table" if flags & 0x200 else "0Table"
    return ole_file(**{"WordDocument": bytes(main), name: bytes(table.content)})


class _Table:
    def __init__(self) -> None:
        self.content = bytearray()
        self.places: dict[int, tuple[int, int]] = {}

    def put(self, number: int, part: bytes) -> None:
        self.places[number] = len(self.content), len(part)
        self.content += part


def _store(stored: _Bytes, each: Line) -> None:
    for run in (*each.runs, Run(each.mark, each.of_mark)):
        stored.text += run.text.encode("utf-16-le")
        stored.letters.append((TEXT + len(stored.text), run.given))
    paragraph = struct.pack("<H", each.style) + each.given
    stored.paragraphs.append((TEXT + len(stored.text), paragraph))


def _pieces(ends: Sequence[int], places: dict[int, int], piece: int, more: bytes) -> bytes:
    count = len(ends) - 1
    found = struct.pack(f"<{count + 1}I", *ends)
    for number in range(count):
        found += struct.pack("<HIH", 0, places[number], piece)
    return more + b"\x02" + struct.pack("<I", len(found)) + found


def _pages(main: bytearray, runs: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """Put the pages of modifiers behind the text; returns the table that finds them."""
    main += bytes(-len(main) % PAGE)
    starts, numbers = [TEXT], []
    left = list(runs)
    while left:
        taken, room = 0, PAGE - 1 - 4
        for _, given in left:
            room -= 4 + size + len(given) + 4
            if room < 0:
                break
            taken += 1
        numbers.append(len(main) // PAGE)
        main += _page(starts[-1], left[:taken], size)
        starts.append(left[taken - 1][0])
        left = left[taken:]
    return struct.pack(f"<{len(starts)}I{len(numbers)}I", *starts, *numbers)


def _page(start: int, runs: Sequence[tuple[int, bytes]], size: int) -> bytes:
    page = bytearray(PAGE)
    page[PAGE - 1] = len(runs)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, start, *(end for end, _ in runs))
    at = PAGE - 1
    for number, (_, given) in enumerate(runs):
        if size == 1:
            held = bytes([len(given)]) + given
        elif len(given) % 2:
            held = bytes([(len(given) + 1) // 2]) + given
        else:
            held = bytes([0, len(given) // 2]) + given
        at = (at - len(held)) // 2 * 2
        page[at : at + len(held)] = held
        page[4 * (len(runs) + 1) + size * number] = at // 2
    return bytes(page)


def style_sheet(*styles: tuple[int, int, bytes, bytes]) -> bytes:
    """Return styles: the kind of each, its parent, its modifiers of paragraphs and of letters."""
    found = struct.pack("<HHH14x", 18, len(styles), 10)
    for kind, parent, paragraph, letters in styles:
        count = 2 if kind == 1 else 1
        body = struct.pack("<HHHHH", 0, kind | parent << 4, count, 0, 0)
        body += struct.pack("<HHH", 1, ord("x"), 0)
        parts = [b"\0\0" + paragraph, letters] if kind == 1 else [letters]
        for part in parts:
            body += struct.pack("<H", len(part)) + part + bytes(len(part) % 2)
        found += struct.pack("<H", len(body)) + body + bytes(len(body) % 2)
    return found


def damaged(content: bytes, random_number: random.Random) -> bytes:
    """Return a file with some of its bytes changed, and maybe its end cut off."""
    found = bytearray(content)
    for _ in range(random_number.choice((1, 2, 20))):
        found[random_number.randrange(len(found))] = random_number.choice(
            (0, 1, 255, random_number.randrange(256))
        )
    return bytes(found[: random_number.choice((len(found), len(found), len(found) // 2))])
