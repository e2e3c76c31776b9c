"""Workbooks of older programs (.xls of Excel, .et of WPS) as blocks.

They are read record by record rather than with a library: those at hand tell neither how a
number is shown nor what is hidden, and one damaged byte in a file can end the whole program.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from decimal import Decimal

from core.labels.blocks import Block
from core.sources.biff import Globals, LockedError, from_small, read_globals, records
from core.sources.colours import BLACK, WHITE, is_seen
from core.sources.file_content import locked, old_workbook
from core.sources.formulas import work_out
from core.sources.lettering import FAINT, STRUCK
from core.sources.number_format import number_of, section_of, shown
from core.sources.ole import DamagedError, OleFile
from core.sources.sheet import MOST_CELLS, Sheet, Stored, SumFormula, too_many_cells
from core.sources.sheet_blocks import blocks_of_sheets
from core.sources.sheet_sight import CONDITIONAL
from core.sources.sum_terms import is_foreign_in_tokens, is_other_cell, terms_in_tokens
from core.sources.workbook_looks import BookColours, CellLetters
from core.sources.workbook_parts import plain

_STREAMS = ("Workbook", "Book")
_SHORT, _EMPTY = 0x27E, 0x201
_CELLS = frozenset({0x203, _SHORT, 0x06, 0x205, 0xFD, 0x204, 0xD6, _EMPTY})
_NUMBERS, _EMPTY_CELLS, _FORMULA_TEXT = 0xBD, 0xBE, 0x207
_MERGES, _ROW, _COLUMNS = 0xE5, 0x208, 0x7D
_CONDITIONS, _CONDITION = 0x1B0, 0x1B1
_LOWEST_ROW, _NARROWEST = 80, 256
"""Twentieths of a point; 256ths of a letter."""
_MOST_AREAS = 300
_NO_RESULT = 3
"""The kind of a formula's result that is an empty text."""
_ON_LOADING = 2
"""The flag of a formula that is to be computed when the file is opened."""
_EXACT_UP_TO = 2**53
"""Beyond it a binary number does not hold every whole one."""
_BEYOND = "这一格的数太大，文件里存不下它的每一位，请对照原文填写"
_IN_ERROR = "这一格的公式出错，没有算出数来，请对照原文填写"
_NO_NUMBER = "这一格是逻辑值，不是数"
_CUT = "这一格的文字在文件里不完整，请对照原文填写"


def read_old_workbook(content: bytes) -> tuple[Block, ...] | None:
    """Return what a workbook's visible sheets show; None where the file is no older workbook.

    Raises Problem where it has a password, is damaged or has more cells than any report.
    """
    try:
        file = OleFile(content)
    except (DamagedError, struct.error):
        return None
    holder = next((each for each in _STREAMS if each in file.names), None)
    if holder is None:
        return None
    try:
        stream = file.stream(holder)
        shared = read_globals(stream)
        sheets = [
            (plain(title), _read_sheet(stream, start, shared)) for title, start in shared.sheets
        ]
    except LockedError as error:
        raise locked() from error
    except (DamagedError, struct.error, IndexError) as error:
        raise old_workbook() from error
    return blocks_of_sheets(sheets)


def _read_sheet(stream: bytes, start: int, shared: Globals) -> Sheet:
    reader = _SheetReader(shared)
    for kind, record in records(stream, start):
        reader.take(kind, record)
        if reader.count > MOST_CELLS:
            raise too_many_cells()
    return reader.sheet()


class _SheetReader:
    """Takes in the records of a sheet; what they count from 0 counts from 1 here."""

    def __init__(self, shared: Globals) -> None:
        self.count = 0
        self._shared = shared
        self._cells: dict[tuple[int, int], Stored] = {}
        self._hidden_rows: set[int] = set()
        self._low_rows: set[int] = set()
        self._narrow = bytearray(257)
        self._areas: list[tuple[int, int, int, int]] = []
        """Top, bottom, left and right of where the next conditional formats are."""
        self._doubted: list[tuple[int, int, int, int]] = []
        self._sheet = Sheet()
        self._formulas: dict[tuple[int, int], SumFormula] = {}
        self._waiting: tuple[int, int] | None = None
        """The cell whose formula gives a text, which the next record holds."""

    def take(self, kind: int, record: bytes) -> None:
        """Take in one record; those that show nothing are passed over."""
        if kind in _CELLS:
            self._put(record, self._stored(kind, record))
        elif kind == _NUMBERS:
            self._put_several(record, 6)
        elif kind == _EMPTY_CELLS:
            self._put_several(record, 2)
        elif kind == _FORMULA_TEXT and self._waiting:
            self._cells[self._waiting] = self._text(record)
            self._waiting = None
        elif kind == _MERGES:
            for top, bottom, left, right in struct.iter_unpack("<4H", _whole(record[2:], 8)):
                self._sheet.merge(top + 1, left + 1, bottom + 1, right + 1)
        elif kind in {_ROW, _COLUMNS}:
            self._lay_out(kind, record)
        elif kind in {_CONDITIONS, _CONDITION}:
            self._take_condition(kind, record)

    def _lay_out(self, kind: int, record: bytes) -> None:
        """Take in how high a row is or how wide columns are, and whether they are hidden."""
        if kind == _ROW:
            row, height, flags = struct.unpack_from("<H4xH4xH", record)
            if flags & 0x20:
                self._hidden_rows.add(row + 1)
            elif not height & 0x8000 and 0 < height < _LOWEST_ROW:
                self._low_rows.add(row + 1)
            return
        first, last, width, flags = struct.unpack_from("<HHH2xH", record)
        if flags & 1:
            self._sheet.hide(first + 1, last + 1)
        elif width < _NARROWEST:
            self._narrow[first + 1 : last + 2] = b"\1" * (min(last, 255) - first + 1)

    def _take_condition(self, kind: int, record: bytes) -> None:
        if kind == _CONDITIONS:
            count = struct.unpack_from("<H", record, 12)[0]
            areas = _whole(record[14 : 14 + 8 * count], 8)
            self._areas = [
                (top + 1, bottom + 1, left + 1, right + 1)
                for top, bottom, left, right in struct.iter_unpack("<4H", areas)
            ]
        elif _may_hide(record, self._shared.colours) and len(self._doubted) <= _MOST_AREAS:
            self._doubted += self._areas

    def sheet(self) -> Sheet:
        """Return what can be seen of the sheet."""
        if self._sheet.is_overlaid:  # nothing is read of it
            return self._sheet
        for (row, column), stored in self._cells.items():
            if row in self._hidden_rows or self._sheet.is_hidden(column):
                self._sheet.numbers.pop((row, column), None)
                continue
            if not self._sheet.is_covered(row, column):
                doubt = stored.doubt or self._hiding(row, column, stored.text)
                self._sheet.cells.setdefault(row, {})[column] = replace(stored, doubt=doubt)
                if doubt:
                    self._sheet.numbers.pop((row, column), None)
            else:
                self._sheet.numbers.pop((row, column), None)
        work_out(self._sheet, self._formulas)
        return self._sheet

    def _hiding(self, row: int, column: int, text: str) -> str:
        """Say what around a figure may hide it; empty where nothing does."""
        if not any(map(str.isdigit, text)):
            return ""
        if row in self._low_rows or (column < len(self._narrow) and self._narrow[column]):
            return FAINT
        is_beyond = len(self._doubted) > _MOST_AREAS
        is_in = is_beyond or any(
            top <= row <= bottom and left <= column <= right
            for top, bottom, left, right in self._doubted
        )
        return CONDITIONAL if is_in else ""

    def _put(self, record: bytes, stored: Stored) -> None:
        row, column = struct.unpack_from("<HH", record)
        self.count += 1
        if _style(record) in self._shared.struck and not stored.is_empty:
            stored = Stored(stored.text, stored.doubt or STRUCK)
        if not stored.doubt and any(map(str.isdigit, stored.text)):
            stored = replace(stored, doubt=self._unseen(_style(record), stored.text))
        self._cells[row + 1, column + 1] = stored

    def _unseen(self, style: int, text: str) -> str:
        """Say why a figure in a cell of a style may not be seen; empty where it is."""
        looks = self._shared.looks
        look = looks[style] if style < len(looks) else CellLetters()
        value = number_of(text)
        code = self._shared.number_format(style)[:255]
        ink = self._shared.colours.of_format(section_of(code, value or Decimal(0)))
        look = look if ink is None or value is None else replace(look, letters=ink)
        return FAINT if look.is_unseen else ""

    def _put_several(self, record: bytes, size: int) -> None:
        """Put the cells of a row that stand side by side, a style and maybe a number each."""
        row, column = struct.unpack_from("<HH", record)
        for at in range(4, len(record) - 1 - size, size):
            cell = struct.pack("<HH", row, column) + record[at : at + size]
            self._put(cell, self._stored(_SHORT if size == 6 else _EMPTY, cell))
            column += 1

    def _stored(self, kind: int, record: bytes) -> Stored:
        """Return what the record of a cell stores."""
        match kind:
            case 0x203:  # a number
                return self._number(Decimal(repr(_float(record[6:14]))), record)
            case 0x27E:
                return self._number(from_small(_word(record, 6)), record)
            case 0x06:  # a formula
                return self._result(record)
            case 0x205:  # a truth value or an error
                return _no_number(record[6], is_error=bool(record[7]))
            case 0xFD:  # a text that sheets share
                shared, doubt = self._shared.texts[_word(record, 6)]
                return Stored(plain(shared), doubt)
            case 0x204 | 0xD6:  # a text of the cell's own
                return self._text(record[6:])
        return Stored()

    def _number(self, number: Decimal, record: bytes) -> Stored:
        if not number.is_finite():
            return Stored("", _BEYOND)
        if abs(number) > _EXACT_UP_TO:
            return Stored(f"{number.to_integral_value():f}", _BEYOND)
        row, column = struct.unpack_from("<HH", record)
        if (plain_number := number_of(str(number))) is not None:
            self._sheet.numbers[row + 1, column + 1] = plain_number
        return Stored(*shown(str(number), self._shared.number_format(_style(record))))

    def _result(self, record: bytes) -> Stored:
        result = record[6:14]
        self._take_formula(record)
        if result[6:] != b"\xff\xff":
            return self._number(Decimal(repr(_float(result))), record)
        if result[0] == 0:
            row, column = struct.unpack_from("<HH", record)
            self._waiting = row + 1, column + 1
        if result[0] in {1, 2}:
            return _no_number(result[2], is_error=result[0] == 2)
        return Stored()

    def _take_formula(self, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        result = record[6:14]
        begun = record[22 : 22 + struct.unpack_from("<H", record, 20)[0]]
        self._sheet.computed[row + 1, column + 1] = is_foreign_in_tokens(begun)
        stored = None
        if result[6:] != b"\xff\xff":
            stored = number_of(repr(_float(result)))
        elif result[0] != _NO_RESULT:
            return
        flags = struct.unpack_from("<H", record, 14)[0]
        length = struct.unpack_from("<H", record, 20)[0]
        tokens = record[22 : 22 + length]
        terms = terms_in_tokens(tokens) if self._shared.is_newest else None
        if stored is None and (terms is None or is_other_cell(terms)):
            return  # A text that is empty, as IF(…,"") gives it.
        known = self._shared.number_format(_style(record))
        is_due = bool(flags & _ON_LOADING)
        self._formulas[row + 1, column + 1] = SumFormula(terms, stored, known, is_due)

    def _text(self, record: bytes) -> Stored:
        try:
            return Stored(plain(self._shared.text(record)))
        except DamagedError:
            return Stored("", _CUT)


def _may_hide(record: bytes, colours: BookColours) -> bool:
    """Tell whether a conditional format may hide figures, or show others."""
    flags = struct.unpack_from("<I", record, 6)[0]
    has_format, has_font, has_fill = (bool(flags >> bit & 1) for bit in (25, 26, 29))
    if has_format:
        return True
    letters, ground = BLACK, WHITE
    at = 12
    if has_font:
        number = struct.unpack_from("<i", record, at + 80)[0]
        letters = (colours.numbered(number) if number >= 0 else None) or BLACK
        at += 118
    at += 8 * (flags >> 27 & 1) + 8 * (flags >> 28 & 1)
    if has_fill:
        found = struct.unpack_from("<H", record, at + 2)[0]
        ground = colours.numbered(found >> 7 & 0x7F) or WHITE
    return not is_seen(letters, ground)


def _style(record: bytes) -> int:
    """Return the number of a cell's style."""
    number: int = struct.unpack_from("<H", record, 4)[0]
    return number


def _no_number(value: int, *, is_error: bool) -> Stored:
    if is_error:
        return Stored("", _IN_ERROR)
    return Stored("TRUE" if value else "FALSE", _NO_NUMBER)


def _float(eight: bytes) -> float:
    number: float = struct.unpack("<d", eight)[0]
    return number


def _word(record: bytes, at: int) -> int:
    number: int = struct.unpack_from("<I", record, at)[0]
    return number


def _whole(record: bytes, size: int) -> bytes:
    """Return as much of a record as whole entries take up."""
    return record[: len(record) // size * size]
