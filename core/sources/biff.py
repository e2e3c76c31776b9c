"""The records of an older workbook (.xls of Excel 97 and 95, .et of WPS), and the texts in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.printed.own_marks import STAMP_SHEET
from core.sources.colours import BLACK, WHITE, mixed
from core.sources.lettering import STRUCK, lowered, raised, set_apart
from core.sources.number_format import BUILT_IN
from core.sources.ole import DamagedError
from core.sources.workbook_looks import BookColours, CellLetters

BEGIN, END, CONTINUE = 0x809, 0x0A, 0x3C
_TEXTS = 0xFC
_BIFF5, _BIFF8 = 0x500, 0x600
_ALIGNED = {1: raised, 2: lowered}
_STRUCK = 8
_FILLED = 4
"""The alignment that shows a text again and again, until the cell is full."""
_PATTERNS = {1: 1.0, 2: 0.5, 3: 0.75, 4: 0.25, 17: 0.125, 18: 0.06}
MOST_TEXTS = 200_000


class LockedError(Exception):
    """The workbook has a password."""


@dataclass(slots=True)
class Globals:
    """What the sheets of a workbook share; each sheet is its tab's text and where it begins."""

    is_newest: bool = True
    """Whether it is of Excel 97 or later; those before it have no Unicode."""
    sheets: list[tuple[str, int]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    fonts: list[tuple[int, bool]] = field(default_factory=list)
    """How each raises or lowers letters, 0 for not at all, and whether it strikes out."""
    inks: list[tuple[int, int]] = field(default_factory=list)
    """The number of each font's colour, and its height in twentieths of a point."""
    looks: list[CellLetters] = field(default_factory=list)
    """How each style sets the letters of its cells."""
    colours: BookColours = field(default_factory=BookColours)
    struck: set[int] = field(default_factory=set)
    """The styles of cells whose letters are struck out."""

    def number_format(self, style: int) -> str:
        """Return how cells of a style show their numbers."""
        number = self.styles[style] if style < len(self.styles) else 0
        return self.formats.get(number) or BUILT_IN.get(number) or "d"

    def add_sheet(self, record: bytes) -> None:
        """Take in a sheet that can be seen, or that is the stamp of a collection form."""
        start, state, sort = struct.unpack_from("<IBB", record)
        name = self.text(record[6:], long=False)
        if (not state & 3 or name == STAMP_SHEET) and sort == 0:
            self.sheets.append((name, start))

    def add_font(self, record: bytes) -> None:
        """Take in a font."""
        height, flags, colour, align = struct.unpack_from("<HHH2xH", record)
        self.inks.append((colour, height))
        self.fonts.append((align, bool(flags & _STRUCK)))

    def add_style(self, record: bytes) -> None:
        """Take in a style of cells."""
        font, number_format = struct.unpack_from("<HH", record)
        self.looks.append(self._look(record, font) if self.is_newest else CellLetters())
        if _font(self.fonts, font)[1]:
            self.struck.add(len(self.styles))
        self.styles.append(number_format)

    def _look(self, record: bytes, font: int) -> CellLetters:
        aligned, indent, pattern, colours = struct.unpack_from("<6xBxB5xIH", record)
        letters, size = BLACK, 11.0
        at = font - (font > 4)
        if at < len(self.inks):
            colour, height = self.inks[at]
            letters, size = self.colours.numbered(colour) or BLACK, height / 20
        grounds = (WHITE,)
        if kind := pattern >> 26:
            front = self.colours.numbered(colours & 0x7F) or BLACK
            behind = self.colours.numbered(colours >> 7 & 0x7F) or WHITE
            grounds = (mixed(front, behind, _PATTERNS.get(kind, 0.3)),)
        is_repeated = aligned & 7 == _FILLED
        return CellLetters(letters, grounds, size, is_repeated or indent & 15 == 15)

    def text(self, record: bytes, *, long: bool = True) -> str:
        """Return the text that stands by itself at a record's beginning."""
        length = struct.unpack_from("<H" if long else "<B", record)[0]
        rest = record[2 if long else 1 :]
        if not self.is_newest:
            return rest[:length].decode("gb18030", "replace")
        text = Strings([rest[1:]]).characters(length, wide=bool(rest[0] & 1))
        return "".join(text)


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a sheet or of the globals, without what is set inside, a chart say."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        if len(record) < length:
            raise DamagedError
        at += 4 + length
        if kind == BEGIN:
            depth += 1
        if depth <= 1:
            yield kind, record
        if kind == END:
            depth -= 1
        if depth <= 0:
            return


def read_globals(stream: bytes) -> Globals:
    """Read what stands before the sheets. Raises DamagedError or LockedError."""
    found = Globals()
    shared: list[bytes] = []
    is_shared = False
    for kind, record in records(stream, 0):
        is_shared = kind == _TEXTS or (is_shared and kind == CONTINUE)
        if is_shared:
            shared.append(record)
        match kind:
            case 0x809:  # BEGIN
                version = struct.unpack_from("<H", record)[0]
                found.is_newest = version == _BIFF8
                if version not in {_BIFF5, _BIFF8}:
                    raise DamagedError
            case 0x2F:  # the record that tells how the others are enciphered
                raise LockedError
            case 0x85:
                found.add_sheet(record)
            case 0x31:  # a font
                found.add_font(record)
            case 0x41E:  # a number format
                number = struct.unpack_from("<H", record)[0]
                found.formats[number] = found.text(record[2:], long=found.is_newest)
            case 0xE0:  # a style of cells
                found.add_style(record)
            case 0x92:  # the colours that styles name by number
                found.colours.set_palette(record[2:])
    if shared:
        found.texts = Strings(shared).table(found.fonts)
    return found


class Strings:
    """Texts in a record and those that continue it; a text may break between any two letters."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def table(self, fonts: Sequence[tuple[int, bool]]) -> list[tuple[str, str]]:
        """Return the texts that all sheets share, each with a doubt if it is partly struck out."""
        _, count = struct.unpack("<II", self._bytes(8))
        if count > MOST_TEXTS:
            raise DamagedError
        return [self._formatted(fonts) for _ in range(count)]

    def characters(self, count: int, *, wide: bool) -> list[str]:
        """Return the next characters, which take two bytes each or one."""
        found: list[str] = []
        left = count
        while left:
            rest = len(self._parts[self._part]) - self._at
            take = min(left, rest // 2 if wide else rest)
            raw = self._parts[self._part][self._at : self._at + take * (2 if wide else 1)]
            found.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += len(raw)
            left -= take
            if left:
                self._next_part()
                wide = bool(self._bytes(1)[0] & 1)
        return found

    def _formatted(self, fonts: Sequence[tuple[int, bool]]) -> tuple[str, str]:
        length, flags = struct.unpack("<HB", self._bytes(3))
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & 8 else 0
        beside = struct.unpack("<I", self._bytes(4))[0] if flags & 4 else 0
        text = "".join(self.characters(length, wide=bool(flags & 1)))
        marks = list(struct.iter_unpack("<HH", self._bytes(4 * runs)))
        self._bytes(beside)
        return _shown(text, marks, fonts) if marks else (text, "")

    def _bytes(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            part = self._parts[self._part]
            taken = part[self._at : self._at + count - len(found)]
            found += taken
            self._at += len(taken)
            if len(found) < count:
                self._next_part()
        return bytes(found)

    def _next_part(self) -> None:
        self._part, self._at = self._part + 1, 0
        if self._part >= len(self._parts):
            raise DamagedError


def _font(fonts: Sequence[tuple[int, bool]], number: int) -> tuple[int, bool]:
    # No file has a fifth font: the numbers leave it out.
    at = number - (number > 4)
    return fonts[at] if at < len(fonts) else (0, False)


def _shown(
    text: str, marks: Sequence[tuple[int, int]], fonts: Sequence[tuple[int, bool]]
) -> tuple[str, str]:
    """Return a text whose raised digits stay marks and whose struck ones stand apart."""
    doubt = ""
    ends = [start for start, _ in marks[1:]] + [len(text)]
    found = [text[: marks[0][0]]]
    for (start, number), end in zip(marks, ends, strict=True):
        align, is_struck = _font(fonts, number)
        run = text[start:end]
        run = _ALIGNED[align](run) if align in _ALIGNED else run
        if is_struck and run.strip():
            run, doubt = set_apart(run), STRUCK
        found.append(run)
    return "".join(found), doubt


def from_small(small: int) -> Decimal:
    """Return the number in its short form: a whole one or the front of a float, or 1/100 of it."""
    if small & 2:
        number = Decimal((small - (1 << 32) if small >> 31 else small) >> 2)
    else:
        number = Decimal(repr(struct.unpack("<d", struct.pack("<II", 0, small & ~3))[0]))
    return number / 100 if small & 1 else number
