"""Workbooks of older programs (.xls, .et) made record by record."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TAIL = struct.pack("<HH", 0x0A, 0)


def ole_file(**streams: bytes) -> bytes:
    """Return an OLE file with these streams."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        start = len(sectors)
        count = max(1, -(-len(content) // SECTOR))
        for n in range(count):
            sectors.append(content[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0"))
            table.append(start + n + 1 if n + 1 < count else END)
        return start

    entries = [_entry("Root Entry", 5, END, 0)]
    for name, stream in streams.items():
        whole = stream.ljust(4096, b"\0")
        entries.append(_entry(name, 2, add(whole), len(whole)))
    directory = add(b"".join(entries))
    first = len(sectors)
    count = -(-len(table) // 127)
    table += [TABLE] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * SECTOR, b"\xff")
    listed = [*range(first, first + count), *[FREE] * (109 - count)]
    header = struct.pack(
        "<8s16s5H6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, 4096, END, 0, END, 0, *listed,
    )  # fmt: skip
    return header.ljust(SECTOR, b"\0")[:SECTOR] + b"".join(sectors) + packed


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB48xIII", text, len(text), kind, 1, start, size, 0)


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def place(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, style)


def text(row: int, column: int, shown: str) -> bytes:
    return record(0x204, place(row, column) + wide(shown))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, place(row, column, style) + struct.pack("<d", value))


def workbook(
    sheets: Sequence[tuple[str, int, bytes]],
    *,
    shared: bytes = b"",
    formats: Sequence[str] = (),
    more: bytes = b"",
    looks: Sequence[tuple[int, int, int, int, int, int]] = (),
) -> bytes:
    """Return a workbook; each sheet has its name, its state (0 is visible) and its records.

    The styles are General and then each of the formats and of ``looks``: a font, an alignment, an
    indent, a pattern, the numbers of its colours. The fonts are plain, raised, struck, white, tiny.
    """
    fonts = [(0, 0), (0, 1), (8, 0)]
    front = begin(5) + more
    front += b"".join(
        record(0x31, struct.pack("<HHHHH6x", 200, flags, 8, 400, raised)) for flags, raised in fonts
    )
    front += record(0x31, struct.pack("<HHHHH6x", 200, 0, 9, 400, 0))
    front += record(0x31, struct.pack("<HHHHH6x", 20, 0, 0x7FFF, 400, 0)) * 2
    for n, each in enumerate(formats):
        front += record(0x41E, struct.pack("<H", 200 + n) + wide(each))
    for n in (0, *range(200, 200 + len(formats))):
        front += record(0xE0, struct.pack("<HH16x", 0, n))
    for font, aligned, indent, pattern, front_colour, behind in looks:
        colours = front_colour | behind << 7
        style = struct.pack("<HHHBxB5xIH", font, 0, 0, aligned, indent, pattern << 26, colours)
        front += record(0xE0, style)
    size = len(front) + len(shared) + len(TAIL)
    size += sum(4 + 8 + 2 * len(name) for name, _, _ in sheets)
    tabs, bodies = b"", b""
    for name, state, body in sheets:
        start = size + len(bodies)
        tab = struct.pack("<IBBBB", start, state, 0, len(name), 1) + name.encode("utf-16-le")
        tabs += record(0x85, tab)
        bodies += begin(0x10) + body + TAIL
    return ole_file(Workbook=front + tabs + shared + TAIL + bodies)
