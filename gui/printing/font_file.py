"""The fonts that Qt makes for a PDF, turned into whole font files that other formats can carry.

Qt's own subsetter turns the glyphs of any font into TrueType outlines. It can be had only by
writing a PDF; what it puts there lacks the tables that tell which character has which glyph.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtGui import QGlyphRun, QPainter, QPdfWriter, QRawFont

from core.base.problem import Problem

_RESTRICTED = 0x0002
_WHOLE_ONLY, _BITMAPS_ONLY = 0x0100, 0x0200
_HEAD_SUM = 8
"""Where in the table `head` the sum of the whole file stands,"""
_MAGIC_SUM = 0xB1B0AFBA
"""and what it is taken from."""
_POST = struct.pack(">IIhhIIIII", 0x00030000, 0, -100, 50, 0, 0, 0, 0, 0)
"""A table `post` without names of glyphs."""
_WINDOWS, _UCS2, _UCS4 = 3, 1, 10
_ENGLISH = 0x0409


def may_embed(font: QRawFont) -> bool:
    """Tell whether a font's maker allows a part of it to go into a document (OS/2, fsType)."""
    table = bytes(font.fontTable("OS/2").data())
    if len(table) < 10:  # an old kind of font, which does not say
        return True
    (rights,) = struct.unpack_from(">H", table, 8)
    return rights & 0x000F != _RESTRICTED and not rights & (_WHOLE_ONLY | _BITMAPS_ONLY)


def write_font(
    font: QRawFont, glyphs: Sequence[int], characters: Mapping[str, int], name: str
) -> bytes:
    """Write a TrueType font of some glyphs: the first gets the number 1, and so on.

    ``characters`` are the characters that have a glyph of their own, with its number in the file.
    Raises Problem where Qt makes none.
    """
    tables = _tables(_outlines(font, glyphs))
    tables["cmap"] = _character_map(characters)
    tables["name"] = _names(name)
    tables["post"] = _POST
    return _assembled(tables)


def _outlines(font: QRawFont, glyphs: Sequence[int]) -> bytes:
    """Have Qt write a PDF with nothing but these glyphs, and take the font out of it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes(list(glyphs))
    run.setPositions([QPointF(0, 0)] * len(glyphs))
    painter.drawGlyphRun(QPointF(0, 0), run)
    painter.end()
    buffer.close()
    pdf = bytes(content.data())
    found = re.search(rb"/FontFile2 (\d+) 0 R", pdf)
    if found is None:
        raise Problem(f"字体“{font.familyName()}”放不进文件。请在“页面”里换一种字体后再试。")
    start = pdf.index(b"\n%s 0 obj\n" % found[1])
    body = pdf.index(b"stream\n", start) + len(b"stream\n")
    is_packed = b"/FlateDecode" in pdf[start:body]
    # A packed stream knows its own end; a plain one has its length before it.
    if is_packed:
        return zlib.decompressobj().decompress(pdf[body:])
    length = re.search(rb"/Length1 (\d+)", pdf[start:body])
    return pdf[body : body + int(length[1])] if length else b""


def _tables(content: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for at in range(count):
        tag, _sum, start, length = struct.unpack_from(">4sIII", content, 12 + 16 * at)
        tables[tag.decode("ascii")] = content[start : start + length]
    return tables


def _character_map(characters: Mapping[str, int]) -> bytes:
    """Write the table `cmap`: characters of the first plane twice, for old readers and new ones."""
    pairs = sorted((ord(char), glyph) for char, glyph in characters.items())
    low = [(code, glyph) for code, glyph in pairs if code < 0xFFFF]
    segments = [*low, (0xFFFF, 0)]
    count = len(segments)
    reach = 1 << (count.bit_length() - 1)
    codes = b"".join(struct.pack(">H", code) for code, _ in segments)
    steps = b"".join(struct.pack(">H", (glyph - code) & 0xFFFF) for code, glyph in low)
    steps += struct.pack(">H", 1)
    old = struct.pack(">HHHH", 2 * count, 2 * reach, reach.bit_length() - 1, 2 * (count - reach))
    old += codes + b"\0\0" + codes + steps + b"\0\0" * count
    old = struct.pack(">HHH", 4, len(old) + 6, 0) + old
    new = struct.pack(">HHIII", 12, 0, 16 + 12 * len(pairs), 0, len(pairs))
    new += b"".join(struct.pack(">III", code, code, glyph) for code, glyph in pairs)
    head = struct.pack(">HH", 0, 2)
    head += struct.pack(">HHI", _WINDOWS, _UCS2, 20)
    head += struct.pack(">HHI", _WINDOWS, _UCS4, 20 + len(old))
    return head + old + new


def _names(name: str) -> bytes:
    """Write the table `name`; the name for PostScript has no blanks and no other letters."""
    plain = re.sub(r"[^A-Za-z0-9-]", "", name) or "Font"
    named = {1: name, 2: "Regular", 3: name, 4: name, 6: plain}
    records, words = b"", b""
    for key, text in named.items():
        code = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", _WINDOWS, _UCS2, _ENGLISH, key, len(code), len(words))
        words += code
    return struct.pack(">HHH", 0, len(named), 6 + len(records)) + records + words


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """Put tables together as one file, with the sums that tell whether it is whole."""
    count = len(tables)
    reach = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, count, 16 * reach, reach.bit_length() - 1, 16 * (count - reach)
    )
    place = 12 + 16 * count
    directory, body, at_head = b"", b"", 0
    for tag, table in sorted(tables.items()):
        content = table
        if tag == "head":
            content = table[:_HEAD_SUM] + bytes(4) + table[_HEAD_SUM + 4 :]
            at_head = place + len(body)
        directory += struct.pack(
            ">4sIII", tag.encode("ascii"), _sum(content), place + len(body), len(content)
        )
        body += content + bytes(-len(content) % 4)
    whole = bytearray(head + directory + body)
    struct.pack_into(">I", whole, at_head + _HEAD_SUM, (_MAGIC_SUM - _sum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(content: bytes | bytearray) -> int:
    padded = bytes(content) + bytes(-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
