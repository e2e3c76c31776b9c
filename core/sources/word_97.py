"""Word documents of the years 1997 to 2003 (.doc, and .wps of WPS), after [MS-DOC].

The text is put together from its pieces, with what holds for each letter, paragraph and row, and
handed on as the package that a newer file is (`word_markup`). No library that is kept tells what
is hidden, deleted or joined in such a file.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sources.file_content import locked, old_document, older_document
from core.sources.ole import DamagedError, OleFile
from core.sources.package import Package
from core.sources.size import MOST_CHARACTERS, too_much
from core.sources.word_97_parts import (
    Formatting,
    Styles,
    TextPiece,
    read_fonts,
    read_lists,
    read_pieces,
    read_places,
)
from core.sources.word_97_rows import word_row
from core.sources.word_97_sprms import DELETED, letter_marks, modifiers, paragraph_marks
from core.sources.word_markup import Marks, WordMarkup, word_package

_MOST_MODIFIERS = 1_000_000
"""In all lists together, each counted once; a report has some thousand."""
_MAIN, _DATA = "WordDocument", "Data"
_SIGN, _FIRST_VERSION = 0xA5EC, 0xC1
_LOCKED, _OTHER_TABLE = 0x100, 0x200
_COUNTS, _PLACES = 0x4C, 0x9A
_STYLES, _LETTERS, _PARAGRAPHS, _FONTS, _PIECES = 1, 12, 13, 15, 33
_SHAPES, _BOXES, _LISTS, _LIST_USES = 40, 56, 73, 74
_ENDS = re.compile("[\r\x07\x0c]")
_SIGNS = re.compile("[\x01-\x1f]")
_SPECIAL_SIGNS = re.compile("[\x01-\x1f(]")
_FIELD = re.compile(r"\s*(?:EQ|FORM[A-Z]+)\b", re.IGNORECASE)
_IN_TABLE, _ROW_END, _DEPTH, _DEPTH_ADDED = 0x2416, 0x2417, 0x6649, 0x664A
_INNER_CELL, _INNER_ROW_END = 0x244B, 0x244C
_STYLE, _ELSEWHERE, _ROW_ELSEWHERE = 0x4600, 0x6646, 0x646B
_SPECIAL, _SYMBOL = 0x0855, 0x6A09
_LIST, _LIST_LEVEL = 0x460B, 0x260A


def word_97_package(content: bytes) -> Package | None:
    """Return a document as a package of newer parts; None where the file is no Word document.

    Raises Problem where it has a password, is damaged, is older or larger than what is read.
    """
    try:
        file = OleFile(content)
        if _MAIN not in file.names:
            return None
        return _package(file)
    except (DamagedError, struct.error, IndexError) as error:
        if isinstance(error, DamagedError) and _MAIN.encode("utf-16-le") not in content:
            return None
        raise old_document() from error


def _package(file: OleFile) -> Package:
    main = file.stream(_MAIN)
    sign, version, flags = struct.unpack_from("<HH6xH", main)
    if flags & _LOCKED:
        raise locked()
    if version < _FIRST_VERSION:
        raise older_document()
    if sign != _SIGN:
        raise DamagedError
    name = "1Table" if flags & _OTHER_TABLE else "0Table"
    if name not in file.names:
        raise DamagedError
    streams = _Streams(main, file.stream(name), file.stream(_DATA) if _DATA in file.names else b"")
    text, *others = struct.unpack_from("<8I", main, _COUNTS)
    if streams.length < text + sum(others[:6]) or text > MOST_CHARACTERS:
        raise too_much() if text > MOST_CHARACTERS else DamagedError
    boxes = _boxes(streams, text + sum(others[:5]), others[5])
    body = _Story(streams, 0, text, boxes).body()
    lists = streams.span(_LISTS)
    numbering = read_lists(streams.table, *lists, streams.part(_LIST_USES)) if lists[1] else ""
    return word_package(body, streams.styles.markup, numbering)


class _Streams:
    """A document's streams, and what is found in them by their table of places."""

    def __init__(self, main: bytes, table: bytes, data: bytes) -> None:
        self.main, self.table, self._data = main, table, data
        self._count = struct.unpack_from("<H", main, _PLACES - 2)[0]
        self.fonts = read_fonts(self.part(_FONTS))
        self.styles = Styles(self.part(_STYLES), self.fonts)
        self.pieces = read_pieces(self.part(_PIECES))
        self._starts = [each.start for each in self.pieces]
        self.length = self.pieces[-1].end
        self.letters = Formatting(main, self.part(_LETTERS), is_of_paragraphs=False)
        self.paragraphs = Formatting(main, self.part(_PARAGRAPHS), is_of_paragraphs=True)
        self._lists: dict[bytes, tuple[tuple[int, bytes], ...]] = {}
        self._given = 0

    def span(self, number: int) -> tuple[int, int]:
        """Return where a part begins in the table stream, and its length; 0 where there is none."""
        if number >= self._count:
            return 0, 0
        start, size = struct.unpack_from("<II", self.main, _PLACES + 8 * number)
        if start + size > len(self.table):
            raise DamagedError
        return start, size

    def part(self, number: int) -> bytes:
        """Return a part of the table stream; empty where there is none."""
        start, size = self.span(number)
        return self.table[start : start + size]

    def piece_at(self, character: int) -> TextPiece:
        """Return the piece that a character stands in."""
        return self.pieces[bisect_right(self._starts, character) - 1]

    def modifiers(self, held: bytes) -> tuple[tuple[int, bytes], ...]:
        """Return the modifiers of a list, those that stand elsewhere among them."""
        if held not in self._lists:
            found = list(modifiers(held))
            if any(number in {_ELSEWHERE, _ROW_ELSEWHERE} for number, _ in found):
                found = [each for one in found for each in self._followed(*one)]
            self._lists[held] = tuple(found)
            self._given += len(found)
            if self._given > _MOST_MODIFIERS:
                raise too_much()
        return self._lists[held]

    def _followed(self, number: int, operand: bytes) -> Iterator[tuple[int, bytes]]:
        if number not in {_ELSEWHERE, _ROW_ELSEWHERE}:
            yield number, operand
            return
        at = struct.unpack("<I", operand)[0]
        size = struct.unpack_from("<H", self._data, at)[0]
        held = self._data[at + 2 : at + 2 + size]
        if len(held) < size:
            raise DamagedError
        for each in modifiers(held):
            if each[0] in {_ELSEWHERE, _ROW_ELSEWHERE}:
                raise DamagedError
            yield each

    def text(self, start: int, end: int) -> str:
        """Return the characters from one to another. Raises DamagedError."""
        found: list[str] = []
        while start < end:
            piece = self.piece_at(start)
            stop = min(end, piece.end)
            raw = self.main[piece.place(start) : piece.place(stop)]
            if len(raw) < (stop - start) * (1 + piece.is_wide):
                raise DamagedError
            found.append(_decoded(raw, is_wide=piece.is_wide))
            start = stop
        return "".join(found)


def _decoded(raw: bytes, *, is_wide: bool) -> str:
    """Return bytes as characters, one for each of the file's, so that places stay right."""
    if not is_wide:
        return raw.decode("cp1252", "replace")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _joined(text: str) -> str:
    """Return a text whose characters of two halves are whole."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False


class _Story:
    """Writes one story of a document: its body, or a text box."""

    def __init__(self, streams: _Streams, start: int, end: int, boxes: dict[int, str]) -> None:
        self._streams, self._start, self._end = streams, start, end
        self._boxes = boxes
        self._text = streams.text(start, end)
        self._markup = WordMarkup()
        self._fields: list[_Field] = []

    def body(self) -> str:
        """Return the story as markup."""
        at = self._start
        for match in _ENDS.finditer(self._text):
            place = self._start + match.start()
            if match[0] == "\x0c" and not self._is_end(place):
                continue
            marks, depth, style = self._paragraph_at(place)
            self._letters(at, place, style)
            self._end_at(place, match[0], marks, depth, style)
            at = place + 1
        self._letters(at, self._end, 0)
        return self._markup.body()

    def _is_end(self, character: int) -> bool:
        """Tell whether a page's break ends its paragraph, as that of a section does."""
        piece = self._streams.piece_at(character)
        place = piece.place(character)
        return self._streams.paragraphs.at(place)[1] == place + 1 + piece.is_wide

    def _paragraph_at(self, character: int) -> tuple[tuple[tuple[int, bytes], ...], int, int]:
        """Return the modifiers of the paragraph that ends at a character, its depth and style."""
        piece = self._streams.piece_at(character)
        held, _ = self._streams.paragraphs.at(piece.place(character))
        style = held[0] | held[1] << 8 if len(held) > 1 else 0
        given = self._streams.modifiers(held[2:]) + piece.given
        depth = 0
        for number, operand in given:
            if number == _IN_TABLE:
                depth = max(depth, 1) if operand[0] else 0
            elif number == _DEPTH:
                depth = struct.unpack("<i", operand)[0]
            elif number == _DEPTH_ADDED:
                depth += struct.unpack("<i", operand)[0]
            elif number == _STYLE:
                style = operand[0] | operand[1] << 8
        if not 0 <= depth <= 10:
            raise DamagedError
        return given, depth, style

    def _end_at(
        self,
        character: int,
        sign: str,
        given: Sequence[tuple[int, bytes]],
        depth: int,
        style: int,
    ) -> None:
        """End what a mark ends: a paragraph, a cell or a row."""
        on = {number for number, operand in given if len(operand) == 1 and operand[0] == 1}
        is_deleted = any(
            number == DELETED and operand[0] == 1 for number, operand in self._given(character)[0]
        )
        if sign == "\x07" and depth != 1:
            raise DamagedError
        if (sign == "\x07" and _ROW_END in on) or (depth > 1 and _INNER_ROW_END in on):
            self._markup.end_row(word_row(given, is_deleted=is_deleted), depth)
            return
        shape: Marks = {"pStyle": {"val": f"s{style}"}, **paragraph_marks(given)}
        held = dict(given)
        listed = struct.unpack("<h", held.get(_LIST, b"\0\0"))[0]
        self._markup.put_in_list(listed, held.get(_LIST_LEVEL, b"\0")[0])
        if sign == "\x07" or (depth > 1 and _INNER_CELL in on):
            self._markup.end_cell(shape, depth)
        else:
            self._markup.end_paragraph(shape, depth, goes_on=is_deleted and not depth)

    def _given(self, character: int) -> tuple[tuple[tuple[int, bytes], ...], int]:
        """Return the modifiers of letters from a character on, and up to which they hold."""
        piece = self._streams.piece_at(character)
        place = piece.place(character)
        held, end = self._streams.letters.at(place)
        count = max((end - place) // (1 + piece.is_wide), 1)
        return self._streams.modifiers(held) + piece.given, min(character + count, piece.end)

    def _letters(self, start: int, end: int, style: int) -> None:
        """Write the letters of a paragraph, run by run."""
        toggled = self._streams.styles.toggled(style)
        while start < end:
            given, stop = self._given(start)
            stop = min(stop, end)
            text = self._text[start - self._start : stop - self._start]
            if not any(number == DELETED and operand[0] == 1 for number, operand in given):
                special = dict(given).get(_SPECIAL, b"\0")[0] == 1
                marks = letter_marks(given, self._streams.fonts, toggled)
                self._run(text, start, marks, is_special=special)
            start = stop

    def _run(self, text: str, start: int, marks: Marks, *, is_special: bool) -> None:
        at = 0
        for match in (_SPECIAL_SIGNS if is_special else _SIGNS).finditer(text):
            self._write(text[at : match.start()], marks)
            self._sign(match[0], start + match.start(), marks, is_special=is_special)
            at = match.end()
        self._write(text[at:], marks)

    def _write(self, text: str, marks: Marks) -> None:
        if text and self._is_shown(text):
            self._markup.write(_joined(text), marks)

    def _is_shown(self, text: str) -> bool:
        """Take a field's instruction in; tell whether the letters are the document's own."""
        for field in self._fields:
            if not field.has_result:
                field.instruction += text[:200] if len(field.instruction) < 1000 else ""
                return False
        return True

    def _sign(self, sign: str, character: int, marks: Marks, *, is_special: bool) -> None:
        """Write what a single sign stands for."""
        if sign in "\x13\x14\x15":
            self._field(sign)
        elif not self._is_shown(""):
            return
        elif sign in "\t\x0b\x0c\x0e":
            self._markup.write("\t" if sign == "\t" else "\n", marks)
        elif sign == "\x1e":
            self._markup.write("-", marks)
        elif is_special and sign in self._PICTURES:
            if sign == "\x08" and character in self._boxes:
                self._markup.write_box(self._boxes[character])
            else:
                self._markup.write_other()
        elif sign == "(":  # a sign of some font of symbols: what it shows is not told by its code
            self._markup.write("\ufffd", marks)

    _PICTURES = frozenset("\x01\x08")

    def _field(self, sign: str) -> None:
        if sign == "\x13":
            self._fields.append(_Field())
            if len(self._fields) > 50:
                raise DamagedError
            return
        if not self._fields:
            return
        field = self._fields[-1]
        if sign == "\x14":
            field.has_result = True
            return
        self._fields.pop()
        is_drawn = _FIELD.match(field.instruction) is not None
        is_filled = field.instruction.strip().upper().startswith("FORMTEXT")
        if is_drawn and not is_filled and self._is_shown(""):
            self._markup.write_other()


def _boxes(streams: _Streams, start: int, length: int) -> dict[int, str]:
    """Return the text of each box, by the character that it hangs on."""
    names: dict[int, tuple[int, int]] = {}
    for first, end, said in read_places(streams.part(_BOXES), 22):
        name = struct.unpack_from("<i", said, 14)[0]
        if first < end <= length:
            names.setdefault(name, (start + first, start + end))
    found: dict[int, str] = {}
    for character, _, said in read_places(streams.part(_SHAPES), 26):
        span = names.pop(struct.unpack_from("<i", said)[0], None)
        if span is not None:
            found[character] = _Story(streams, *span, {}).body()
    return found
