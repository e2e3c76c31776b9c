"""Documents in the Rich Text Format (.rtf, and what bears .doc), after its specification 1.9.1.

Group by group and word by word they are handed on as the package that a newer file is
(`word_markup`). No library that is kept tells what is hidden, deleted or joined in such a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from core.sources.package import Package
from core.sources.rtf_shapes import PARAGRAPH_WORDS, RtfParagraph, RtfRow, letters_with
from core.sources.rtf_tables import RtfTables
from core.sources.rtf_words import (
    CODE_PAGES,
    DOUBLE,
    KNOWN,
    PICTURES,
    ROW_WORDS,
    SHOWN,
    SIGNS,
    SKIPPED,
    SYMBOLS,
)
from core.sources.size import too_much
from core.sources.word_markup import Marks, WordMarkup, word_package

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}]+)"
)
_MOST_WORDS = 600_000
"""A report has some 20,000, or some 300,000 where each run repeats its style."""
_DEEPEST = 500
_USUAL_SIZE = "24"
_FIELD = re.compile(r"\s*(?:EQ|FORM(?!TEXT)[A-Z]+)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\w")
_BREAKS = str.maketrans("", "", "\r\n")


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces and ends with it."""

    kind: str = "text"
    """``text``, ``skip``, or what is collected instead: fonts, colours, an instruction …"""
    letters: Marks = field(default_factory=dict)
    is_deleted: bool = False
    font: int = -1
    wide_font: int = -1
    fallbacks: int = 1
    """Signs behind each \\u that stand for it in older programs."""
    closes: str = ""
    """What is done where the group ends."""


def rtf_package(content: bytes) -> Package:
    """Return a document as a package of newer parts. Raises Problem where it is too large."""
    reader = _Reader()
    reader.read(content.decode("latin-1"))
    return word_package(reader.body())


class _Reader:
    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._now = _Group()
        self._markups = [WordMarkup()]
        self._paragraph = RtfParagraph()
        self._paragraphs: list[RtfParagraph] = []
        self._rows = [RtfRow(), RtfRow()]
        """The row that is defined last, and that of a table in a table."""
        self._bytes = bytearray()
        self._text: list[str] = []
        self._left_out = 0
        """How many signs to pass over, which stand for the one before."""
        self._is_new = False
        """Whether a group was just opened."""
        self._is_optional = False
        self._code_page = "cp1252"
        self._tables = RtfTables()
        self._collected: list[str] = []
        self._number = ""
        self._is_double_next = False
        self._boxes = 0
        self._shapes: list[int] = []
        """How many boxes there were when each shape began that is still open."""

    def read(self, text: str) -> None:
        """Take in a whole file."""
        if text.count("\\") > _MOST_WORDS or text.count("{") > _MOST_WORDS:
            raise too_much()
        at = 0
        while (match := _TOKEN.match(text, at)) is not None:
            at = match.end()
            word, number, byte, symbol, brace, plain = match.groups()
            if brace:
                self._brace(brace)
                if brace == "}" and not self._groups:
                    return
            elif plain is not None:
                self._plain(plain.translate(_BREAKS))
            elif byte:
                self._byte(int(byte, 16))
            elif symbol:
                self._symbol(symbol)
            else:
                if word == "bin":
                    at += max(int(number or 0), 0)
                self._word(word, None if number is None else int(number))

    def body(self) -> str:
        """Return all that was read, as markup."""
        self._flush()
        while len(self._markups) > 1:
            self._end_box()
        return self._markups[0].body()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._left_out = 0
        if brace == "{":
            if len(self._groups) > _DEEPEST:
                raise too_much()
            self._groups.append(self._now)
            self._now = replace(self._now, closes="")
            self._is_new, self._is_optional = True, False
        elif self._groups:
            self._close(self._now.closes)
            self._now = self._groups.pop()
            self._is_new = False

    def _close(self, what: str) -> None:
        """Do what the end of a group asks for."""
        if what == "box":
            self._end_box()
        elif what == "shape":
            if self._shapes.pop() == self._boxes:  # It has no text of its own.
                self._markups[-1].write_other()
        elif what == "field" and _FIELD.match("".join(self._collected)):
            self._markups[-1].write_other()
        elif what == "number":
            number = "".join(self._collected).strip()
            self._number = number if _NUMBERED.search(number) else ""
        if what in {"field", "number"}:
            self._collected = []

    def _end_box(self) -> None:
        content = self._markups.pop().body()
        self._paragraph = self._paragraphs.pop()
        self._markups[-1].write_box(content)
        self._boxes += 1

    def _plain(self, text: str) -> None:
        if not text:
            return
        self._is_new = False
        skipped = min(self._left_out, len(text))
        self._left_out -= skipped
        for character in text[skipped:]:
            if character == ";" and self._now.kind == "colours":
                self._tables.end_colour()
        if self._now.kind != "skip":
            self._put(text[skipped:].encode("latin-1", "replace"))

    def _byte(self, number: int) -> None:
        self._is_new = False
        if self._left_out:
            self._left_out -= 1
        elif self._now.kind != "skip":
            self._put(bytes([number]))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_optional = self._is_new
            return
        self._is_new = False
        if self._left_out:
            self._left_out -= 1
        elif symbol in "\r\n":
            self._end_paragraph()
        elif symbol in "\\{}":
            self._put(symbol.encode())
        else:
            self._say(SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        is_new, is_optional = self._is_new, self._is_optional
        self._is_new = self._is_optional = False
        if self._left_out and word in SIGNS:
            self._left_out -= 1
            return
        if word != "u":
            self._left_out = 0  # A cell is never what stands for a letter.
        if word == "u":
            self._unicode(number or 0)
            return
        if is_new and self._begins_group(word, is_optional=is_optional):
            return
        if self._now.kind == "skip" or word not in KNOWN:
            return
        self._flush()
        if self._now.kind in {"fonts", "colours", "styles"}:
            self._collect(word, number or 0)
        elif self._now.kind == "text":
            self._shown_word(word, number)

    def _begins_group(self, word: str, *, is_optional: bool) -> bool:
        """Take in what kind of group was opened; tells whether the word is dealt with."""
        self._flush()
        if word == "ud" and self._groups and self._groups[-1].closes == "upr":
            # The same text in Unicode; around it stands what older programs show.
            self._now = replace(self._groups[-2] if len(self._groups) > 1 else _Group(), closes="")
            return True
        if word == "upr":
            self._now = replace(self._now, kind="skip", closes="upr")
            return True
        if self._now.kind not in {"text", "instruction"}:
            return False
        kinds = {"fonttbl": "fonts", "colortbl": "colours", "stylesheet": "styles"}
        if word in kinds:
            self._now = replace(self._now, kind=kinds[word])
        elif word in {"shp", "do"}:
            self._shapes.append(self._boxes)
            self._now = replace(self._now, closes="shape")
        elif word in PICTURES:
            self._markups[-1].write_other()
            self._now = replace(self._now, kind="skip")
        elif word == "field":
            self._collected = []
        elif word == "fldinst":
            self._now = replace(self._now, kind="instruction", closes="field")
            self._collected = []
        elif word in {"listtext", "pntext"}:
            self._now = replace(self._now, kind="instruction", closes="number")
            self._collected = []
        elif word in {"shptxt", "dptxbxtext"}:
            self._markups.append(WordMarkup())
            self._paragraphs.append(self._paragraph)
            self._paragraph = RtfParagraph()
            self._now = replace(self._now, kind="text", closes="box")
        elif word in SKIPPED or (is_optional and word not in SHOWN):
            self._now = replace(self._now, kind="skip")
        else:
            return False
        return True

    def _collect(self, word: str, value: int) -> None:
        """Take in the tables of fonts, colours and styles."""
        if self._now.kind == "fonts" and word == "f":
            self._now = replace(self._now, font=value)
        elif self._now.kind == "fonts":
            self._tables.take_font(self._now.font, word, value)
        elif self._now.kind == "colours":
            self._tables.take_colour(word, value)
        else:
            self._tables.take_style(word, value)

    def _shown_word(self, word: str, number: int | None) -> None:
        """Do what a word in the text asks for."""
        value = number or 0
        if word in SIGNS:
            self._say(SIGNS[word])
        if word in {"par", "sect"}:
            self._end_paragraph()
        elif word in {"cell", "nestcell"}:
            self._end_cell(is_nested=word == "nestcell")
        elif word in {"row", "nestrow"}:
            self._end_row(is_nested=word == "nestrow")
        elif word == "pard":
            self._paragraph = RtfParagraph()
        elif word in PARAGRAPH_WORDS:
            self._paragraph.take(word, value, self._tables.colour)
        elif word in ROW_WORDS:
            self._define_row(word, value)
        elif word == "uc":
            self._now = replace(self._now, fallbacks=max(value, 0))
        elif word == "ansicpg":
            self._code_page = CODE_PAGES.get(value, "cp1252")
        elif not self._set_font(word, value):
            self._set_letters(word, number)

    def _set_font(self, word: str, value: int) -> bool:
        """Take in a font, which tells the set of characters; tells whether the word is of one."""
        if word not in {"dbch", "loch", "hich", "f", "af"}:
            return False
        if word == "f" and not self._is_double_next:
            self._now = replace(self._now, font=value)
        elif word in {"f", "af"} and self._is_double_next:
            self._now = replace(self._now, wide_font=value)
        self._is_double_next = word == "dbch"
        return True

    def _set_letters(self, word: str, number: int | None) -> None:
        """Take in how the letters that follow are set."""
        now = self._now
        if word == "plain":
            self._now = replace(now, letters={}, is_deleted=False, font=-1, wide_font=-1)
            return
        if word == "deleted":
            self._now = replace(now, is_deleted=number != 0)
            return
        letters = letters_with(now.letters, word, number, self._tables.colour)
        self._now = replace(now, letters=letters)

    def _define_row(self, word: str, value: int) -> None:
        """Take in what defines the row that ends next."""
        is_nested = self._paragraph.place > 1
        if word == "trowd":
            self._rows[is_nested] = RtfRow()
        else:
            self._rows[is_nested].take(word, value, self._tables.colour)

    def _unicode(self, number: int) -> None:
        if self._bytes:
            self._decode()
        self._left_out = self._now.fallbacks
        self._say(chr(number & 0xFFFF))

    def _put(self, raw: bytes) -> None:
        """Take in bytes of the text, whose set of characters the font tells."""
        self._bytes += raw

    def _say(self, text: str) -> None:
        if self._bytes:
            self._decode()
        self._text.append(text)

    def _decode(self) -> None:
        self._text.append(bytes(self._bytes).decode(self._encoding(), "replace"))
        self._bytes.clear()

    def _encoding(self) -> str:
        own = self._tables.character_set(self._now.font)
        if own in DOUBLE:
            return own
        if self._code_page in DOUBLE:
            return self._code_page
        wide = self._tables.character_set(self._now.wide_font)
        return wide if wide in DOUBLE else own or self._code_page

    def _flush(self) -> None:
        """Write the letters met so far, as they are set."""
        if self._bytes:
            self._decode()
        text = "".join(self._text)
        self._text.clear()
        if not text:
            return
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if self._now.kind == "styles":
            self._tables.take_style_name(text)
        if self._now.kind == "instruction":
            if sum(map(len, self._collected)) < 1000:
                self._collected.append(text)
        elif self._now.kind == "text" and not self._now.is_deleted:
            letters = {"sz": {"val": _USUAL_SIZE}, **self._now.letters}
            self._markups[-1].write(text, letters)

    def _end_paragraph(self) -> None:
        self._flush()
        if self._now.kind == "text":
            shape, place = self._marks(), self._paragraph.place
            is_joined = self._now.is_deleted and not place
            self._markups[-1].end_paragraph(shape, place, goes_on=is_joined)

    def _end_cell(self, *, is_nested: bool) -> None:
        self._flush()
        depth = max(self._paragraph.place, 2) if is_nested else 1
        self._markups[-1].end_cell(self._marks(), depth)

    def _end_row(self, *, is_nested: bool) -> None:
        self._flush()
        row = self._rows[is_nested]
        depth = max(self._paragraph.place, 2) if is_nested else 1
        self._markups[-1].end_row(row.row(), depth)

    def _marks(self) -> Marks:
        self._markups[-1].put_number(self._number)
        self._number = ""
        return self._paragraph.shape(self._tables.levels)
