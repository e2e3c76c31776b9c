"""The single property modifiers of a Word 97 document: what they say of letters and paragraphs.

Numbers and layouts are those of [MS-DOC], 2.6. What says nothing about whether, where and how
text is seen is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.sources.ole import DamagedError

MOST_SPRMS = 5_000
"""Modifiers in one list; Word's own have some dozens."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
DEFINES_ROW = 0xD608
_TABS = 0xC615
_PALETTE = (
    "", "000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF",
    "000080", "008080", "008000", "800080", "800000", "808000", "808080", "C0C0C0",
)  # fmt: skip
_PATTERNS = {
    0: "clear", 1: "solid", 2: "pct5", 3: "pct10", 4: "pct20", 5: "pct25", 6: "pct30", 7: "pct40",
    8: "pct50", 9: "pct60", 10: "pct70", 11: "pct75", 12: "pct80", 13: "pct90",
}  # fmt: skip
_HIGHLIGHTS = (
    "", "black", "blue", "cyan", "green", "magenta", "red", "yellow", "white", "darkBlue",
    "darkCyan", "darkGreen", "darkMagenta", "darkRed", "darkYellow", "darkGray", "lightGray",
)  # fmt: skip
_TOGGLES = {0x083C: "vanish", 0x0837: "strike", 0x2A53: "dstrike", 0x0811: "webHidden"}
_OPPOSITE, _AS_STYLE = 0x81, 0x80
DELETED = 0x0800
_PLAIN, _FONT = 0x2A33, 0x4A4F
CHARACTER_STYLE = 0x4A30


def modifiers(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the modifiers of a list with what each is given. Raises DamagedError."""
    at = count = 0
    while at + 2 <= len(content):
        number = content[at] | content[at + 1] << 8
        at += 2
        kind = number >> 13
        if kind in _SIZES:
            size = _SIZES[kind]
        elif number == DEFINES_ROW:
            if at + 2 > len(content):
                raise DamagedError
            size = (content[at] | content[at + 1] << 8) - 1
            at += 2
        elif at >= len(content):
            raise DamagedError
        else:
            size = content[at]
            at += 1
            if number == _TABS and size == 255:  # it is longer than a byte can say
                size = _tabs_length(content[at:])
        given = content[at : at + size]
        count += 1
        if size < 0 or len(given) < size or count > MOST_SPRMS:
            raise DamagedError
        at += size
        yield number, given


def _tabs_length(rest: bytes) -> int:
    if not rest:
        raise DamagedError
    taken = 1 + 4 * rest[0]
    if taken >= len(rest):
        raise DamagedError
    return taken + 1 + 3 * rest[taken]


def letter_marks(
    given: Sequence[tuple[int, bytes]],
    fonts: Sequence[str],
    toggled: Mapping[str, bool] | None = None,
) -> dict[str, Mapping[str, str]]:
    """Return what modifiers say of letters, by the names of newer files.

    ``toggled`` says what the paragraph's style switches on: a modifier may turn that round.
    """
    found: dict[str, Mapping[str, str]] = {}
    for number, operand in given:
        if number in _TOGGLES:
            name, value = _TOGGLES[number], operand[0]
            if value == _AS_STYLE:
                found.pop(name, None)
                continue
            is_on = value == 1 or (value == _OPPOSITE and not (toggled or {}).get(name, False))
            found[name] = {"val": "1" if is_on else "0"}
            continue
        if number == _PLAIN:  # as the style has it
            found = {name: said for name, said in found.items() if name == "rStyle"}
        elif number == _FONT and (at := _word(operand)) < len(fonts):
            found["rFonts"] = {"ascii": fonts[at], "hAnsi": fonts[at]}
        elif number in _LETTER_MARKS:
            name, said = _LETTER_MARKS[number]
            found[name] = said(operand)
    return found


def paragraph_marks(given: Sequence[tuple[int, bytes]]) -> dict[str, Mapping[str, str]]:
    """Return what modifiers say of a paragraph as a whole, by the names of newer files."""
    found: dict[str, Mapping[str, str]] = {}
    indent: dict[str, str] = {}
    for number, operand in given:
        if number in _INDENTS:
            indent[_INDENTS[number]] = str(_signed(operand))
        elif number in _PARAGRAPH_MARKS:
            name, marks = _PARAGRAPH_MARKS[number]
            found[name] = marks(operand)
    if indent:
        found["ind"] = indent
    return found


def old_shade(code: int) -> dict[str, str]:
    """Return the ground that 16 bits name: two numbers of colours and one of a pattern."""
    front, behind = _numbered(code & 31), _numbered(code >> 5 & 31)
    return _ground(front, behind, code >> 10)


def shade(operand: bytes) -> dict[str, str]:
    """Return the ground that ten bytes name: two colours and a pattern."""
    if len(operand) < 10:
        return {}
    return _ground(_colour(operand[:4]), _colour(operand[4:8]), _word(operand[8:]))


def _ground(front: str, behind: str, pattern: int) -> dict[str, str]:
    if pattern in {0xFFFF, 0x3F}:
        return {}
    return {
        "val": _PATTERNS.get(pattern, "pct35"), "color": front or "auto", "fill": behind or "auto",
    }  # fmt: skip


def _numbered(number: int) -> str:
    return _PALETTE[number] if number < len(_PALETTE) else ""


def _colour(operand: bytes) -> str:
    red, green, blue, is_automatic = operand[:4]
    return "" if is_automatic else f"{red:02X}{green:02X}{blue:02X}"


def _word(operand: bytes) -> int:
    return operand[0] | operand[1] << 8


def _signed(operand: bytes) -> int:
    number: int = struct.unpack("<h", operand[:2])[0]
    return number


def _value(text: str) -> dict[str, str]:
    return {"val": text}


def _line(operand: bytes) -> dict[str, str]:
    line, is_multiple = struct.unpack("<hh", operand)
    rule = "auto" if is_multiple else "exact" if line < 0 else "atLeast"
    return {"line": str(abs(line)), "lineRule": rule}


_ALIGNED = {1: "superscript", 2: "subscript"}
_LETTER_MARKS: dict[int, tuple[str, Callable[[bytes], Mapping[str, str]]]] = {
    0x4A43: ("sz", lambda given: _value(str(_word(given)))),
    0x2A42: ("color", lambda given: _value(_numbered(given[0]) or "auto")),
    0x6870: ("color", lambda given: _value(_colour(given) or "auto")),
    0x2A0C: ("highlight", lambda given: _value("".join(_HIGHLIGHTS[given[0] : given[0] + 1]))),
    0x4866: ("shd", lambda given: old_shade(_word(given))),
    0xCA71: ("shd", shade),
    0x2A48: ("vertAlign", lambda given: _value(_ALIGNED.get(given[0], "baseline"))),
    0x4845: ("position", lambda given: _value(str(_signed(given)))),
    0x4852: ("w", lambda given: _value(str(_word(given)))),
    0x8840: ("spacing", lambda given: _value(str(_signed(given)))),
    CHARACTER_STYLE: ("rStyle", lambda given: _value(f"s{_word(given)}")),
}
"""What a modifier of letters is called in newer files, and what it says there."""
_PARAGRAPH_MARKS: dict[int, tuple[str, Callable[[bytes], Mapping[str, str]]]] = {
    0x2640: ("outlineLvl", lambda given: _value(str(given[0]))),
    0x442D: ("shd", lambda given: old_shade(_word(given))),
    0xC64D: ("shd", shade),
    0x6412: ("spacing", _line),
    0x8418: ("framePr", lambda _: {}),  # it stands at a place of its own on the page
    0x8419: ("framePr", lambda _: {}),
}
_INDENTS = {
    0x840F: "left", 0x845E: "left", 0x840E: "right", 0x845D: "right",
    0x8411: "firstLine", 0x8460: "firstLine",
}  # fmt: skip
