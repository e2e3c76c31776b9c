"""The streams of an OLE file, the container of older Office and WPS programs (.xls, .et, .doc)."""

from __future__ import annotations

import struct

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA
"""Numbers from here on name no sector."""
_ENTRY = 128
"""Bytes of an entry in the directory."""
_STREAM, _ROOT = 2, 5
_MOST_ENTRIES = 100_000


class DamagedError(Exception):
    """The container's bytes contradict themselves."""


class OleFile:
    """An OLE file's streams by name. Raises DamagedError where it is none or is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        if not content.startswith(_SIGNATURE) or len(content) < 512:
            raise DamagedError
        self._size = 1 << self._number("<H", 30)
        self._small = 1 << self._number("<H", 32)
        if self._size not in {512, 4096} or self._small != 64:
            raise DamagedError
        self._cutoff = self._number("<I", 56)
        self._table = self._numbers(b"".join(map(self._sector, self._table_sectors())))
        directory = self._chain(self._number("<I", 48))
        self._entries: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        top = _top(directory)
        for number in range(min(len(directory) // _ENTRY, _MOST_ENTRIES)):
            entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
            length, kind, start, size = struct.unpack_from("<64xHB49xII", entry)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == _STREAM and (not top or number in top):
                self._entries.setdefault(name, (start, size))
            elif kind == _ROOT:
                root = (start, size)
        self._small_table = self._numbers(self._chain(self._number("<I", 60)))
        self._small_sectors = self._chain(root[0])[: root[1]]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the streams; what stands in folders is of other files inside.

        Where nothing says what stands in folders, all are named.
        """
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return a stream's bytes. Raises DamagedError where they are not all there."""
        start, size = self._entries[name]
        if size < self._cutoff:
            found = bytearray()
            for number in self._follow(start, self._small_table):
                found += self._small_sectors[number * 64 : (number + 1) * 64]
        else:
            found = bytearray(self._chain(start))
        if len(found) < size:
            raise DamagedError
        return bytes(found[:size])

    def _number(self, form: str, at: int) -> int:
        number: int = struct.unpack_from(form, self._content, at)[0]
        return number

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if number >= _NO_SECTOR or at >= len(self._content):
            raise DamagedError
        return self._content[at : at + self._size].ljust(self._size, b"\0")

    def _numbers(self, sectors: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sectors) // 4}I", sectors)

    def _table_sectors(self) -> list[int]:
        """Return the sectors of the table that tells how sectors follow each other."""
        listed = list(struct.unpack_from("<109I", self._content, 76))
        following = self._number("<I", 68)
        most = len(self._content) // self._size
        for _ in range(most):
            if following >= _NO_SECTOR:
                break
            numbers = self._numbers(self._sector(following))
            listed += numbers[:-1]
            following = numbers[-1]
        wanted = self._number("<I", 44)
        found = [number for number in listed if number < _NO_SECTOR][:wanted]
        if len(found) < wanted or len(found) > most:
            raise DamagedError
        return found

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._follow(start, self._table)))

    def _follow(self, start: int, table: tuple[int, ...]) -> list[int]:
        found: list[int] = []
        while start < _NO_SECTOR:
            if start >= len(table) or len(found) > len(table):
                raise DamagedError
            found.append(start)
            start = table[start]
        return found


def _top(directory: bytes) -> frozenset[int]:
    """Return the numbers of the entries that stand in no folder; nothing where none is told."""
    count = min(len(directory) // _ENTRY, _MOST_ENTRIES)
    if not count:
        return frozenset()
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    found: set[int] = set()
    while waiting:
        number = waiting.pop()
        if 0 < number < count and number not in found:
            found.add(number)
            waiting += struct.unpack_from("<II", directory, number * _ENTRY + 68)
    kinds = {directory[number * _ENTRY + 66] for number in found}
    return frozenset(found) if _STREAM in kinds else frozenset()
