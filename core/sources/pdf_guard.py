"""What a PDF would unpack to, looked at before PDFium does it without any bound."""

from __future__ import annotations

import re
import zlib

LARGEST_STREAM = 32 * 1024 * 1024
"""Bytes of one part unpacked, a font say; a page's drawing has some 100,000."""
LARGEST_TOGETHER = 96 * 1024 * 1024
MOST_DRAWINGS = 1_000_000
"""How often drawings may draw others, which draw others in turn."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"\d\s+obj\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DRAWING = re.compile(rb"/Subtype\s*/Form\b")
_DRAW = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")
_BLANKS = b"\0\t\n\f\r "
_MOST_LAYERS = 6
"""So often may a part be packed again."""
_LONGEST_HEAD = 4096
"""Bytes of what is said of a part before it begins."""


def is_bomb(content: bytes) -> bool:
    """Tell whether a PDF unpacks to more than any report has, or draws without end."""
    together = 0
    on_pages, within = 1, 1
    for match in _STREAM.finditer(content):
        head = content[max(0, match.start() - _LONGEST_HEAD) : match.start()]
        begins = [each.end() for each in _OBJECT.finditer(head)]
        head = head[begins[-1] :] if begins else head
        if _PICTURE.search(head):
            continue  # PDFium unpacks a picture only to show it.
        end = content.find(b"endstream", match.end())
        part = content[match.end() : end if end >= 0 else len(content)]
        together += len(part)
        # The head need not name its filter, which may stand elsewhere or be spelt in other ways:
        # what can be unpacked is.
        for _ in range(_MOST_LAYERS):
            inner = _unpacked(part.lstrip(_BLANKS))
            if not inner:
                break
            part = inner
            together += len(part)
            if len(part) > LARGEST_STREAM or together > LARGEST_TOGETHER:
                return True
        count = len(_DRAW.findall(part))
        if _DRAWING.search(head):
            # Whichever draws which: they cannot draw more often than all of them in turn.
            within *= max(1, count)
        else:
            on_pages = max(on_pages, count)
        if on_pages * within > MOST_DRAWINGS:
            return True
    return False


def _unpacked(part: bytes) -> bytes:
    """Return what a part unpacks to, as far as it can be told, and no more than is allowed."""
    worker = zlib.decompressobj()
    try:
        return worker.decompress(part, LARGEST_STREAM + 1)
    except zlib.error:
        return b""
