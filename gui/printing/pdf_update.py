"""What Qt leaves out of a PDF, put behind it: bookmarks, the author, and the right characters.

A PDF may be changed by appending objects that replace or add to its own (an incremental update,
ISO 32000-1, 7.5.6). Only files written by Qt pass through here, so little has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)endobj\n", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)endstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>")
_UNWANTED = re.compile(
    rb"/(?:CreationDate|ModDate) \(D:[^)]*\)"  # the time of writing
    rb"|/PCSpcmyk \d+ 0 R|/CSpcmyk /DeviceCMYK"  # inks that no page uses, and PDF/A-1 forbids
)
_MOST_RANGES = 100
"""More entries in one list of a character map are not allowed."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading: its words, its page counted from zero, its height above the page's foot."""

    title: str
    page: int
    height: float
    level: int = 0
    """0 for a part of the report, 1 for a heading in it."""


def update_pdf(
    content: bytes,
    author: str,
    bookmarks: Iterable[Bookmark],
    mend: Callable[[int], int],
    drawn: Sequence[str] = (),
) -> bytes:
    """Add author, language and bookmarks; let ``mend`` correct the characters of the glyphs.

    The time of writing goes, so that the same pages give the same bytes, and so do the inks that
    PDF/A-1 does not allow beside a profile of red, green and blue.

    Qt notes for each glyph the first character that has it, which for many Chinese characters
    is a radical of the same look (U+2F00 for 一): nobody could search for them. For a character
    beyond the first plane it notes nothing; ``drawn`` has the characters of each font in the order
    of its glyphs.
    """
    plain = _without_streams(content)
    content, plain = (_without_unwanted(plain, each) for each in (content, plain))
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(plain)}
    trailer = content[content.rindex(b"trailer") :]
    root, info = (_number(trailer, key) for key in (b"/Root", b"/Info"))
    size = _number(trailer, b"/Size")
    new: dict[int, bytes] = {}
    for number in _maps(objects):
        new[number] = _mended(_stream_of(content, number), mend, drawn)
    if author:
        new[info] = objects[info].replace(b">>", b"/Author " + _text(author) + b"\n>>", 1)
    marks = tuple(bookmarks)
    catalog = b"/Lang (zh-CN)\n>>"
    if marks:
        pages = _pages(objects, _number(objects[root], b"/Pages"))
        new |= _outline(marks, pages, size)
        catalog = b"/Outlines %d 0 R\n/PageMode /UseOutlines\n" % size + catalog
    new[root] = _replace_last(objects[root], b">>", catalog)
    return _append(content, new, trailer)


def _without_unwanted(plain: bytes, content: bytes) -> bytes:
    """Blank out what Qt writes and nobody wants; no place changes. ``plain`` has no streams."""
    changed = bytearray(content)
    for found in _UNWANTED.finditer(plain):
        changed[found.start() : found.end()] = b" " * len(found[0])
    return bytes(changed)


def _without_streams(content: bytes) -> bytes:
    """Blank out the streams, in which anything may stand."""
    return re.sub(
        rb"(?s)(?<=\n)stream\r?\n.*?\nendstream\n",
        lambda found: b" " * (len(found[0]) - 1) + b"\n",
        content,
    )


def _number(text: bytes, key: bytes) -> int:
    found = re.search(re.escape(key) + rb"\s+(\d+)", text)
    if found is None:
        raise ValueError(f"{key!r} is missing")
    return int(found[1])


def _maps(objects: Mapping[int, bytes]) -> list[int]:
    return [_number(text, b"/ToUnicode") for text in objects.values() if b"/ToUnicode" in text]


def _stream_of(content: bytes, number: int) -> bytes:
    start = content.index(b"\n%d 0 obj\n" % number)
    found = _STREAM.search(content, start)
    if found is None:
        raise ValueError(f"object {number} has no stream")
    return found[1]


def _mended(stream: bytes, mend: Callable[[int], int], drawn: Sequence[str]) -> bytes:
    """Write a character map anew, one entry for each glyph."""
    rights: list[tuple[int, bytes]] = []
    start, end = stream.index(b"endcodespacerange\n") + 18, stream.rindex(b"endcmap")
    for found in _RANGE.finditer(stream, start):
        first, last = int(found[1], 16), int(found[2], 16)
        if found[3] is None:
            codes = [bytes.fromhex(code.decode()) for code in _CODE.findall(found[4])]
        else:
            code = bytes.fromhex(found[3].decode())
            tail = int.from_bytes(code[-2:])
            codes = [code[:-2] + (tail + at).to_bytes(2) for at in range(last - first + 1)]
        for glyph, code in enumerate(codes, first):
            right = code
            if len(code) == 2:  # several characters, or one beyond the first plane, are right
                right = chr(mend(int.from_bytes(code))).encode("utf-16-be", "surrogatepass")
            rights.append((glyph, right))
    rights += _unnoted(dict(rights), drawn)
    entries = [
        b"<%04x> <%04x> <%s>" % (glyph, glyph, right.hex().encode()) for glyph, right in rights
    ]
    lists = [entries[at : at + _MOST_RANGES] for at in range(0, len(entries), _MOST_RANGES)]
    ranges = b"".join(
        b"%d beginbfrange\n%s\nendbfrange\n" % (len(part), b"\n".join(part)) for part in lists
    )
    whole = stream[:start] + ranges + stream[end:]
    return b"<< /Length %d >>\nstream\n%s\nendstream\n" % (len(whole), whole)


def _unnoted(codes: Mapping[int, bytes], drawn: Sequence[str]) -> list[tuple[int, bytes]]:
    """Return the glyphs of a font that it notes nothing of, where one order of drawing fits it."""
    noted = {glyph: code for glyph, code in codes.items() if any(code)}
    for chars in drawn:
        order = {at: char.encode("utf-16-be") for at, char in enumerate(chars, 1)}
        if noted and all(order.get(glyph) == code for glyph, code in noted.items()):
            return [(glyph, code) for glyph, code in order.items() if glyph not in codes]
    return []


def _pages(objects: Mapping[int, bytes], number: int) -> list[int]:
    kids = objects[number].split(b"/Kids", 1)[1].split(b"]", 1)[0]
    return [int(found) for found in re.findall(rb"(\d+) 0 R", kids)]


def _outline(marks: tuple[Bookmark, ...], pages: list[int], first: int) -> dict[int, bytes]:
    """Return the outline as objects, numbered from ``first``: headings folded below their parts."""
    parents: list[int] = []  # of each mark, its parent's place counted from one; 0 for the root
    part = 0
    for at, mark in enumerate(marks, 1):
        part = at if mark.level == 0 else part
        parents.append(0 if mark.level == 0 else part)
    children: dict[int, list[int]] = {}
    for at, parent in enumerate(parents, 1):
        children.setdefault(parent, []).append(at)

    def ends(parent: int, sign: str = "") -> bytes:
        own = children[parent]
        words = f"/First {first + own[0]} 0 R /Last {first + own[-1]} 0 R /Count {sign}{len(own)}"
        return words.encode()

    new = {first: b"<< /Type /Outlines " + ends(0) + b" >>\n"}
    for at, (mark, parent) in enumerate(zip(marks, parents, strict=True), 1):
        line = [
            b"<< /Title " + _text(mark.title),
            b"/Parent %d 0 R" % (first + parent),
            b"/Dest [%d 0 R /XYZ null %.1f null]" % (pages[mark.page], mark.height),
        ]
        siblings = children[parent]
        place = siblings.index(at)
        if place:
            line.append(b"/Prev %d 0 R" % (first + siblings[place - 1]))
        if place + 1 < len(siblings):
            line.append(b"/Next %d 0 R" % (first + siblings[place + 1]))
        if at in children:
            line.append(ends(at, "-"))
        new[first + at] = b" ".join(line) + b" >>\n"
    return new


def _text(text: str) -> bytes:
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode("ascii") + b">"


def _replace_last(text: bytes, old: bytes, new: bytes) -> bytes:
    before, _, after = text.rpartition(old)
    return before + new + after


def _append(content: bytes, new: Mapping[int, bytes], trailer: bytes) -> bytes:
    previous = int(trailer.split(b"startxref")[1].split()[0])
    old_trailer = trailer[: trailer.index(b"startxref")]
    out = bytearray(content if content.endswith(b"\n") else content + b"\n")
    places = {}
    for number, text in sorted(new.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%sendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(_number(old_trailer, b"/Size"), max(places, default=0) + 1)
    old_trailer = re.sub(rb"/Size\s+\d+", b"/Size %d" % size, old_trailer)
    out += _replace_last(old_trailer, b">>", b"/Prev %d\n>>" % previous)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
