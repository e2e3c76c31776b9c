"""What a Word 97 document holds beside its text: pieces, formatting, styles, lists, boxes."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.sources.ole import DamagedError
from core.sources.word_97_sprms import letter_marks, modifiers, paragraph_marks
from core.sources.word_markup import Marks, marked

_PAGE = 512
_MOST_PIECES = 100_000
_MOST_STYLES = 5_000
_MOST_FONTS = 5_000
_MOST_LISTS = 5_000
_COMPRESSED = 1 << 30
_PARAGRAPH_STYLE, _LETTER_STYLE = 1, 2
_NO_STYLE = 0xFFF
_KINDS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 18: "decimalEnclosedCircle",
    22: "decimalZero", 23: "bullet", 33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
    37: "chineseCounting", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text: from which to which character, where its bytes begin."""

    start: int
    end: int
    at: int
    is_wide: bool
    given: tuple[tuple[int, bytes], ...]
    """Modifiers for all of it, over what its bytes say."""

    def place(self, character: int) -> int:
        """Return where the bytes of a character begin."""
        return self.at + (character - self.start) * (2 if self.is_wide else 1)


def read_pieces(table: bytes) -> list[TextPiece]:
    """Return the pieces that a document's text is made of (Clx). Raises DamagedError."""
    lists: list[bytes] = []
    at = 0
    while at < len(table) and table[at] == 1:
        size = struct.unpack_from("<h", table, at + 1)[0]
        if size < 0 or len(lists) > _MOST_PIECES:
            raise DamagedError
        lists.append(table[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(table) or table[at] != 2:
        raise DamagedError
    size = struct.unpack_from("<I", table, at + 1)[0]
    places = table[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    if len(places) < size or not 0 < count <= _MOST_PIECES:
        raise DamagedError
    ends = struct.unpack_from(f"<{count + 1}I", places)
    if ends[0] or any(one >= other for one, other in pairwise(ends)):
        raise DamagedError
    pieces = []
    for number in range(count):
        where, modifier = struct.unpack_from("<2xIH", places, 4 * (count + 1) + 8 * number)
        is_wide = not where & _COMPRESSED
        start = where & ~_COMPRESSED
        given = _piece_modifiers(modifier, lists)
        pieces.append(
            TextPiece(
                ends[number], ends[number + 1], start if is_wide else start // 2, is_wide, given
            )
        )
    return pieces


_SHORT = {
    0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x4D: 0x2A0C, 0x50: 0x0811, 0x57: 0x0837,
    0x5C: 0x083C, 0x62: 0x2A42, 0x68: 0x2A48, 0x73: 0x2A53,
}  # fmt: skip
"""The modifiers that a piece may name in a byte, as far as they change what is seen."""


def _piece_modifiers(code: int, lists: Sequence[bytes]) -> tuple[tuple[int, bytes], ...]:
    if code & 1:
        if code >> 1 >= len(lists):
            raise DamagedError
        return tuple(modifiers(lists[code >> 1]))
    number = _SHORT.get(code >> 1 & 0x7F)
    return () if number is None else ((number, bytes([code >> 8])),)


class Formatting:
    """Where in the bytes of a document which modifiers hold; found by the first byte."""

    def __init__(self, main: bytes, table: bytes, *, is_of_paragraphs: bool) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._held: list[bytes] = []
        count = (len(table) - 4) // 8
        if count < 0 or count > len(main) // _PAGE + 1:
            raise DamagedError
        for number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)):
            at = (number & 0x3FFFFF) * _PAGE
            page = main[at : at + _PAGE]
            if len(page) < _PAGE:
                raise DamagedError
            self._take(page, is_of_paragraphs=is_of_paragraphs)

    def _take(self, page: bytes, *, is_of_paragraphs: bool) -> None:
        runs, size = page[_PAGE - 1], 13 if is_of_paragraphs else 1
        if not runs or 4 * (runs + 1) + size * runs > _PAGE - 1:
            raise DamagedError
        places = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            if places[run] == places[run + 1]:
                continue
            if places[run] > places[run + 1] or (self._ends and places[run] < self._ends[-1]):
                raise DamagedError
            at = 2 * page[4 * (runs + 1) + size * run]
            self._starts.append(places[run])
            self._ends.append(places[run + 1])
            self._held.append(_held(page, at, is_of_paragraphs=is_of_paragraphs))

    def at(self, place: int) -> tuple[bytes, int]:
        """Return what holds from a byte on, and up to which byte. Raises DamagedError."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or place >= self._ends[number]:
            raise DamagedError
        return self._held[number], self._ends[number]


def _held(page: bytes, at: int, *, is_of_paragraphs: bool) -> bytes:
    if not at:
        return b""
    size = page[at]
    if is_of_paragraphs:
        at, size = (at, 2 * size - 1) if size else (at + 1, 2 * page[at + 1])
    if at + 1 + size > _PAGE - 1:
        raise DamagedError
    return page[at + 1 : at + 1 + size]


class Styles:
    """A document's styles: their markup, and what each switches on."""

    def __init__(self, table: bytes, fonts: Sequence[str]) -> None:
        self.markup = ""
        self._toggled: dict[int, dict[str, bool]] = {}
        if not table:
            return
        header = struct.unpack_from("<H", table)[0]
        count, fixed = struct.unpack_from("<HH", table, 2)
        if count > _MOST_STYLES:
            raise DamagedError
        written: list[str] = []
        own: dict[int, tuple[int, dict[str, bool]]] = {}
        at = 2 + header
        for number in range(count):
            if at + 2 > len(table):
                break
            size = struct.unpack_from("<H", table, at)[0]
            style = table[at + 2 : at + 2 + size]
            at += 2 + size + size % 2
            if len(style) < max(fixed, 10):
                continue
            kinds = struct.unpack_from("<2xH", style)[0]
            kind, parent = kinds & 15, kinds >> 4
            letters, paragraph = _style_marks(style, fixed, kind, fonts)
            own[number] = parent, {n: said["val"] == "1" for n, said in letters.items() if n in _ON}
            written.append(_style(number, kind, parent, paragraph, letters))
        self.markup = "".join(written)
        for number in own:
            self._toggled[number] = _inherited(number, own)

    def toggled(self, style: int) -> dict[str, bool]:
        """Return what a style switches on or off of what a modifier may turn round."""
        return self._toggled.get(style, {})


_ON = frozenset({"vanish", "strike", "dstrike", "webHidden"})


def _inherited(style: int, own: dict[int, tuple[int, dict[str, bool]]]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for _ in range(12):
        if style not in own:
            break
        style, said = own[style]
        found = {**said, **found}
    return found


def _style_marks(style: bytes, fixed: int, kind: int, fonts: Sequence[str]) -> tuple[Marks, Marks]:
    """Return what a style says of letters and of paragraphs."""
    length = struct.unpack_from("<H", style, fixed)[0]
    at = fixed + 2 + 2 * (length + 1)
    parts: list[bytes] = []
    for _ in range({_PARAGRAPH_STYLE: 2, _LETTER_STYLE: 1}.get(kind, 0)):
        if at + 2 > len(style):
            break
        size = struct.unpack_from("<H", style, at)[0]
        parts.append(style[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    paragraph = list(modifiers(parts[0][2:])) if kind == _PARAGRAPH_STYLE and parts else []
    letters = list(modifiers(parts[-1])) if parts and (len(parts) == 2 or kind == 2) else []
    return letter_marks(letters, fonts), paragraph_marks(paragraph)


def _style(number: int, kind: int, parent: int, paragraph: Marks, letters: Marks) -> str:
    name = "paragraph" if kind == _PARAGRAPH_STYLE else "character"
    usual = ' default="1"' if number == 0 else ""
    based = f'<basedOn val="s{parent}"/>' if parent != _NO_STYLE else ""
    inside = based + marked("pPr", paragraph) + marked("rPr", letters)
    return f'<style type="{name}"{usual} styleId="s{number}">{inside}</style>'


def read_fonts(table: bytes) -> list[str]:
    """Return the names of a document's fonts by their numbers."""
    found: list[str] = []
    at = 4
    while at < len(table) and len(found) < _MOST_FONTS:
        size = table[at]
        name = table[at + 40 : at + 1 + size].decode("utf-16-le", "replace")
        found.append(name.split("\0")[0])
        at += 1 + size
    return found


def read_lists(table: bytes, start: int, size: int, overrides: bytes) -> str:
    """Return the markup of a document's lists; what begins otherwise than its kind is left out."""
    if size < 2 or len(overrides) < 4:
        return ""
    count = struct.unpack_from("<H", table, start)[0]
    if count > _MOST_LISTS:
        raise DamagedError
    written: list[str] = []
    known: set[int] = set()
    at = start + size
    for number in range(count):
        name, flags = struct.unpack_from("<i22xB", table, start + 2 + 28 * number)
        levels = ""
        for depth in range(1 if flags & 1 else 9):
            level, at = _level(table, at, depth)
            levels += level
        known.add(name)
        written.append(f'<abstractNum abstractNumId="{name}">{levels}</abstractNum>')
    for number in range(min(struct.unpack_from("<I", overrides)[0], _MOST_LISTS)):
        if 4 + 16 * (number + 1) > len(overrides):
            break
        name, changed = struct.unpack_from("<i8xB", overrides, 4 + 16 * number)
        if name in known and not changed:
            inside = f'<abstractNumId val="{name}"/>'
            written.append(f'<num numId="{number + 1}">{inside}</num>')
    return "".join(written)


def _level(table: bytes, at: int, depth: int) -> tuple[str, int]:
    start, kind, letters, paragraph = struct.unpack_from("<iB19xBB2x", table, at)
    at += 28 + letters + paragraph
    length = struct.unpack_from("<H", table, at)[0]
    raw = table[at + 2 : at + 2 + 2 * length]
    if len(raw) < 2 * length or length > 255:
        raise DamagedError
    signs = raw.decode("utf-16-le", "replace")
    text = "".join(f"%{ord(each) + 1}" if each < "\t" else each for each in signs)
    marks = {
        "start": {"val": str(start)},
        "numFmt": {"val": _KINDS.get(kind, "none")},
        "lvlText": {"val": "".join(each for each in text if each.isprintable())},
    }
    written = marked("lvl", marks).replace("<lvl>", f'<lvl ilvl="{depth}">', 1)
    return written, at + 2 + 2 * length


def read_places(table: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield the stretches of a table of characters, each with its ``size`` bytes."""
    count = (len(table) - 4) // (4 + size)
    if count <= 0:
        return
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        at = 4 * (count + 1) + size * number
        yield ends[number], ends[number + 1], table[at : at + size]
