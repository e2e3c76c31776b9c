"""What may become of a file: its bytes, its words, its markup, and the parts inside a package.

Each damage is chosen by the generator that is handed in: one seed always damages alike.
"""

from __future__ import annotations

import copy
import io
import json
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

Damage: TypeAlias = Callable[[bytes, random.Random], bytes]

MISLEADING = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ODD_NUMBERS = (
    *("0", "-1", "1", "2", "65535", "65536", "2147483648", "-2147483648", "4294967296", "1e9"),
    *("NaN", "0x10", "1.5", "9" * 40, "", " 3 ", "１２", "٣", "true", "none", "100%"),
)
_ODD_WORDS = (
    *("\x1b[2J", "\x00", "\u2028", "\ufffe", "\ud7ff", "&", "<", "]]>", "&#0;", "&lt;", "{{", "%s"),
    *(
        "\t",
        "\r",
        "\n",
        "一、",
        "总计",
        "合计",
        "（三）",
        "单位：元",
        "万元",
        "-",
        "/",
        "0",
        "12 34",
    ),
    *("\u00b2", "①", "½", "https://example.invalid/a.css", "file:///etc/passwd", "../../a", "=1+1"),
)
_NUMBER = re.compile(r"\d+")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)=(["'])(.*?)\2""", re.DOTALL)
_TAG = re.compile(r"<(/?)([\w:.-]+)((?:\s[^<>]*?)?)(/?)>", re.DOTALL)
_CONTROL = re.compile(rb"\\([a-z]{1,24})(-?\d{1,10})? ?|\\'[0-9a-f]{2}|[{}]")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OPERATOR = re.compile(
    rb"-?\d*\.?\d+|<[0-9A-Fa-f]+>|\b(?:Tj|TJ|Td|Tm|Tf|re|cm|BT|ET|q|Q|W|n|f|Do)\b"
)
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=False)
_LARGEST_PART = 2_000_000


def some_bytes(content: bytes, chance: random.Random) -> bytes:
    """Change, drop, double, move or cut off some bytes."""
    found = bytearray(content)
    if not found:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(40)))
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        at = chance.randrange(len(found) or 1)
        end = min(len(found), at + chance.choice((1, 1, 2, 4, 8, 64, 512)))
        match chance.randrange(8):
            case 0 | 1 if found:
                found[at] ^= 1 << chance.randrange(8)
            case 2 if found:
                found[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            case 3:
                del found[at:end]
            case 4:
                found[at:at] = found[at:end]
            case 5:
                other = chance.randrange(len(found) or 1)
                found[other:other] = found[at:end]
            case 6:
                number = chance.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
                found[at : at + 4] = struct.pack("<I", number)
            case _ if chance.random() < 0.1:
                del found[at:]
    return bytes(found)


def some_words(content: bytes, chance: random.Random) -> bytes:
    """Change numbers, marks and lines of a text; what is no UTF-8 has its bytes changed."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return some_bytes(content, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = _in_text(text, chance)
    return text.encode("utf-8", "replace")


def _in_text(text: str, chance: random.Random) -> str:
    which = chance.randrange(9)
    if which < 3 and (number := _some(_NUMBER, text, chance)) is not None:
        digits = number[0]
        at = chance.randrange(len(digits) + 1)
        new = (
            digits[:at] + chance.choice(MISLEADING) + digits[at:],
            digits[:at] + chance.choice(_UNSEEN) + digits[at:],
            digits[:at] + chance.choice(", .，、\n\t\u00a0\u3000'") + digits[at:],
            "".join(chr(ord(each) + 0xFEE0) for each in digits),
            chance.choice(_ODD_NUMBERS),
            digits[:at] + digits[at + 1 :],
            f"{digits}.5",
            f"-{digits}",
        )
        return text[: number.start()] + chance.choice(new) + text[number.end() :]
    if which < 6:
        lines = text.split("\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines[one], lines[other] = lines[other], lines[one]
            case 1:
                del lines[one]
            case 2:
                lines.insert(other, lines[one])
            case _:
                cells = re.split(r"([\t,;| ]+)", lines[one])
                chance.shuffle(cells)
                lines[one] = "".join(cells)
        return "\n".join(lines)
    at = chance.randrange(len(text) + 1)
    end = at + chance.choice((0, 0, 1, 2, 8))
    return text[:at] + chance.choice(_ODD_WORDS) + text[end:]


def _some(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """Return a match somewhere in a text, looked for from a place by chance."""
    start = chance.randrange(len(text) + 1)
    return pattern.search(text, start) or pattern.search(text)


def some_markup(content: bytes, chance: random.Random) -> bytes:
    """Change attributes and elements of XML or HTML; the rest of it stays as it is."""
    if content[:1] == b"<" and chance.random() < 0.85:
        with suppress(etree.XMLSyntaxError, ValueError):
            return _in_tree(content, chance)
    encoding = "utf-8" if b"\0" not in content[:40] else "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return some_bytes(content, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        text = _in_markup(text, chance)
    return text.encode(encoding, "replace")


def _in_tree(content: bytes, chance: random.Random) -> bytes:
    """Change the tree of an XML file, which stays well formed."""
    tree = etree.fromstring(content, _PARSER)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        nodes = [node for node in tree.iter() if isinstance(node.tag, str) and node is not tree]
        if not nodes:
            break
        _change_node(chance.choice(nodes), chance.choice(nodes), chance)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _change_node(node: etree._Element, other: etree._Element, chance: random.Random) -> None:
    """Change one element, or what it has in common with another one."""
    parent = node.getparent()
    match chance.randrange(10):
        case 0 if parent is not None:
            parent.remove(node)
        case 1 if parent is not None:
            node.addnext(copy.deepcopy(node))
        case 2 if other.getparent() is not None:
            other.addnext(copy.deepcopy(node))
        case 3:
            other.append(copy.deepcopy(node))
        case 4:
            node.tag = other.tag
        case 5 | 6 | 7 if node.attrib:
            name = chance.choice(list(node.attrib))
            values = [*other.attrib.values(), chance.choice(_ODD_NUMBERS), "1", "0", "hidden"]
            node.set(name, chance.choice(values))
        case 8 if other.attrib:
            node.set(*chance.choice(list(other.attrib.items())))
        case _ if node.text:
            text = _UNFIT.sub("", _in_text(node.text, chance))
            node.text = text if chance.random() < 0.7 else other.text


def _in_markup(text: str, chance: random.Random) -> str:
    which = chance.randrange(8)
    if which < 3 and (attribute := _some(_ATTRIBUTE, text, chance)) is not None:
        other = _some(_ATTRIBUTE, text, chance) or attribute
        new = (
            other[0],
            f"{attribute[1]}={attribute[2]}{other[3]}{attribute[2]}",
            f"{attribute[1]}={attribute[2]}{chance.choice(_ODD_NUMBERS)}{attribute[2]}",
            f"{other[1]}={attribute[2]}{attribute[3]}{attribute[2]}",
            "",
        )
        return text[: attribute.start()] + chance.choice(new) + text[attribute.end() :]
    if which < 7 and (tag := _some(_TAG, text, chance)) is not None:
        start, end = tag.span()
        if not tag[1] and not tag[4] and chance.random() < 0.8:
            close = text.find(f"</{tag[2]}>", end)
            end = close + len(tag[2]) + 3 if close >= 0 else end
        element = text[start:end]
        other_tag = _some(_TAG, text, chance) or tag
        match chance.randrange(5):
            case 0:
                return text[:start] + text[end:]
            case 1:
                return text[:end] + element + text[end:]
            case 2:
                return text[:start] + element.replace(tag[2], other_tag[2]) + text[end:]
            case 3:
                rest = text[:start] + text[end:]
                at = min(other_tag.start(), len(rest))
                return rest[:at] + element + rest[at:]
            case _:
                depth = chance.choice((1, 2, 300))
                return text[:start] + f"<{tag[2]}>" * depth + element + text[end:]
    return _in_text(text, chance)


def parts_of(content: bytes) -> list[tuple[str, bytes]]:
    """Return what lies in a package, by name; nothing where it is none, or not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(info.filename, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        return []


def some_part(content: bytes, chance: random.Random) -> bytes:
    """Damage what lies in a package, and pack it again so that its sums are right."""
    unpacked = parts_of(content)
    names, parts = [name for name, _ in unpacked], [part for _, part in unpacked]
    if not names or sum(map(len, parts)) > 4 * _LARGEST_PART or chance.random() < 0.05:
        return some_bytes(content, chance)
    for _ in range(chance.choice((1, 1, 2))):
        weights = [len(part) ** 0.5 for part in parts]
        which = chance.choices(range(len(parts)), weights)[0]
        match chance.randrange(40):
            case 0:
                del names[which], parts[which]
            case 1:
                names[which] = names[chance.randrange(len(names))]
            case 2:
                parts[which] = parts[chance.randrange(len(parts))]
            case 3:
                parts[which] = some_bytes(parts[which], chance)
            case 4:
                names[which] = chance.choice(
                    ("../../a.xml", "/etc/a", "x" * 300, "word\\a.xml", "")
                )
            case _:
                parts[which] = some_markup(parts[which], chance)
        if not parts:
            break
    return _packed(names, parts)


def _packed(names: list[str], parts: list[bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in zip(names, parts, strict=True):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # two parts of one name are damage too
                package.writestr(zipfile.ZipInfo(name), part[:_LARGEST_PART])
    return content.getvalue()


def some_record(content: bytes, chance: random.Random) -> bytes:
    """Damage records of a workbook of Excel 97, or bytes of whatever else an OLE file holds."""
    start = content.find(b"\x09\x08\x10\x00")
    if start < 0 or chance.random() < 0.3:
        return some_bytes(content, chance)
    found, at, places = bytearray(content), start, []
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        if size > 8224 or at + 4 + size > len(content):
            break
        places.append((at, kind, size))
        at += 4 + size
    for _ in range(chance.choice((1, 1, 2, 4))):
        if not places:
            break
        at, _kind, size = chance.choice(places)
        other = chance.choice(places)
        match chance.randrange(5):
            case 0:
                struct.pack_into("<H", found, at, chance.choice((other[1], 0x0A, 0x3C, 0x208)))
            case 1:
                struct.pack_into("<H", found, at + 2, chance.choice((0, 1, size + 1, other[2])))
            case 2 if other[2] == size:
                found[at : at + 4 + size] = content[other[0] : other[0] + 4 + size]
            case _ if size:
                place = at + 4 + chance.randrange(size)
                found[place] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
    return bytes(found)


def some_control(content: bytes, chance: random.Random) -> bytes:
    """Change control words and groups of a rich text."""
    if chance.random() < 0.2:
        return some_bytes(content, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        start = chance.randrange(len(content) + 1)
        word = _CONTROL.search(content, start) or _CONTROL.search(content)
        other = _CONTROL.search(content, chance.randrange(len(content) + 1)) or word
        if word is None or other is None:
            return some_bytes(content, chance)
        number = chance.choice(_ODD_NUMBERS).encode()[:12]
        new = (
            b"", other[0], word[0] + other[0], word[0] * 2, b"{" + word[0], b"}", b"\\bin9 ",
            b"\\" + (word[1] or b"u") + number + b" ", b"\\u8238 ?", b"\\v ", b"\\cell ", b"\\row ",
        )  # fmt: skip
        content = content[: word.start()] + chance.choice(new) + content[word.end() :]
    return content


def some_drawing(content: bytes, chance: random.Random) -> bytes:
    """Change what the pages of a PDF draw, or bytes of the file around it."""
    if chance.random() < 0.3:
        return some_bytes(content, chance)
    streams = list(_STREAM.finditer(content))
    chance.shuffle(streams)
    for stream in streams:
        try:
            inside = zlib.decompress(stream[1])
        except zlib.error:
            inside = stream[1]
        if b"Tj" not in inside and b"TJ" not in inside:
            continue
        for _ in range(chance.choice((1, 2, 4, 12))):
            inside = _redrawn(inside, chance)
        packed = zlib.compress(inside, 1) if inside is not stream[1] else inside
        # The length that is told stays as it was: readers look for the end where it is wrong.
        packed = packed.ljust(len(stream[1]), b"\n")
        return content[: stream.start(1)] + packed + content[stream.end(1) :]
    return some_bytes(content, chance)


def _redrawn(inside: bytes, chance: random.Random) -> bytes:
    words = list(_OPERATOR.finditer(inside))
    if not words:
        return inside
    word, other = chance.choice(words), chance.choice(words)
    numbers = (b"0", b"-1", b"1e9", b"99999", b"0.001", b"595", b"3")
    new = chance.choice((b"", other[0], chance.choice(numbers), word[0] + b" " + other[0]))
    return inside[: word.start()] + new + inside[word.end() :]


def some_value(content: bytes, chance: random.Random) -> bytes:
    """Put other values into JSON, or other words into what is none."""
    if chance.random() < 0.15:
        return some_bytes(content, chance)
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return some_words(content, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = _in_data(data, chance)
    return json.dumps(data, ensure_ascii=chance.random() < 0.3).encode("utf-8", "surrogatepass")


def _in_data(data: object, chance: random.Random) -> object:
    """Go down by chance, and change what is there."""
    if isinstance(data, dict) and data and chance.random() < 0.97:
        (key,) = chance.choices(list(data), [len(str(value)) + 4 for value in data.values()])
        match chance.randrange(30):
            case 0:
                return {k: v for k, v in data.items() if k != key}
            case 1:
                return {**data, chance.choice(_ODD_WORDS): data[key]}
            case 2:
                return {**data, key: data[chance.choice(list(data))]}
            case _:
                return {**data, key: _in_data(data[key], chance)}
    if isinstance(data, list) and data and chance.random() < 0.97:
        at = chance.randrange(len(data))
        match chance.randrange(12):
            case 0:
                return data[:at] + data[at + 1 :]
            case 1:
                return [*data, data[at]]
            case _:
                return [*data[:at], _in_data(data[at], chance), *data[at + 1 :]]
    if isinstance(data, str) and chance.random() < 0.85:
        return _in_text(data, chance)
    if type(data) is int and chance.random() < 0.7:
        return data + chance.choice((-1, 1, 10, 1000))
    odd: tuple[object, ...] = (
        *(None, True, False, 0, -1, 1, 10**30, 1.5, float("nan"), "", "x" * 5000, [], {}, [[]]),
        *(-(2**63), 2024, "2024-02-30T25:00:00+99:00", {"a": 1}, *_ODD_WORDS, *_ODD_NUMBERS),
    )
    return chance.choice(odd)
