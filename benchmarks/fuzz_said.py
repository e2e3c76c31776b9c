"""What a source says, taken from it in another way than the program's readers do.

It is no reading: it knows no tables and nothing that is hidden. It answers one question alone,
whether a figure that was read stands in the file at all.
"""

from __future__ import annotations

import html
import quopri
import re
import struct
import unicodedata
from decimal import Decimal

from benchmarks.fuzz_mutations import MISLEADING, parts_of
from core.figures.value import Number

_TAGS = re.compile(r"<[^<>]*>")
_CONTROLS = re.compile(r"\\\*|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}\r\n]")
_NOT_SAID = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad,，]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_MISLED = re.compile(rf"\d+(?:[{MISLEADING}]+\d+)+")
_SHORT = 10_000
"""Whole numbers below are in any file; they prove nothing."""


class Said:
    """The numbers that a file says."""

    def __init__(self, content: bytes) -> None:
        texts = _texts(content)
        self.misled = {
            re.sub(rf"[{MISLEADING}]", "", each[0])
            for text in texts
            for each in _MISLED.finditer(unicodedata.normalize("NFKC", text))
        }
        self._text = "\n".join(_bare(text) for text in texts)
        self._numbers = {_plain(each[0]) for text in texts for each in _NUMBER.finditer(text)}
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            self._numbers |= _stored(content)

    def says(self, figure: Number) -> bool:
        """Tell whether a figure stands there, or is too short to tell."""
        amount = Decimal(figure).copy_abs()
        if amount < _SHORT:
            return True
        digits = format(amount, "f")
        return digits in self._text or _plain(digits) in self._numbers

    def says_misled(self, figure: Number) -> bool:
        """Tell whether a figure stands there, and only with marks that turn its digits round."""
        digits = format(Decimal(figure).copy_abs(), "f")
        return digits in self.misled and digits not in self._text


def _bare(text: str) -> str:
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", text))


def _plain(digits: str) -> Decimal:
    return Decimal(digits).normalize()


def _texts(content: bytes) -> list[str]:
    if content.startswith(b"PK"):
        return [text for _name, part in parts_of(content) for text in _marked_up(part)]
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"{\\rtf"):
        text = content.decode("latin-1")
        return [_CONTROLS.sub("", text), text]
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return [content[at:].decode("utf-16-le", "replace") for at in (0, 1)] + [
            content.decode("latin-1")
        ]
    return _marked_up(content)


def _marked_up(content: bytes) -> list[str]:
    found = []
    for each in {content, quopri.decodestring(content)}:
        for encoding in ("utf-8", "utf-16", "gb18030"):
            text = each.decode(encoding, "replace")
            found += [text, html.unescape(_TAGS.sub("", text))]
    return found


def _pdf(content: bytes) -> list[str]:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    try:
        with pypdfium2.PdfDocument(content) as document:
            return [page.get_textpage().get_text_range() for page in document]
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        return []


def _stored(content: bytes) -> set[Decimal]:
    """Return the numbers that Excel 97 may have stored, at whatever place they begin."""
    found = set()
    for at in range(len(content) - 7):
        (number,) = struct.unpack_from("<d", content, at)
        if 0.01 <= abs(number) < 1e12:
            found.add(_plain(f"{abs(number):.10g}" if number % 1 else f"{abs(number):.0f}"))
        (packed,) = struct.unpack_from("<I", content, at)
        if packed & 2:
            whole = Decimal(packed >> 2)
            found.add((whole / 100 if packed & 1 else whole).normalize())
    return found
