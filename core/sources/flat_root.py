"""Telling an Office document that is one XML file from other texts."""

from __future__ import annotations

import re

_START = 8192
"""Bytes; how far into a file its root is looked for."""
_ROOT = re.compile(
    rb"\s*(?:<\?[^>]{0,2000}\?>\s*|<!--.{0,2000}?-->\s*)*+<(?:[\w.-]{1,60}:)?([A-Za-z]+)\b([^>]*)",
    re.DOTALL,
)


def flat_root(content: bytes) -> str:
    """Return the name of an Office document's root; empty where the file is none."""
    start = content[:_START].lstrip(b"\xef\xbb\xbf\xff\xfe\x00").replace(b"\x00", b"")
    match = _ROOT.match(start)
    if match is None:
        return ""
    name = match[1].decode("ascii")
    wanted = {
        "wordDocument": b"word/2003/wordml", "package": b"2006/xmlPackage",
        "Workbook": b"office:spreadsheet", "document": b"opendocument:xmlns:office",
    }  # fmt: skip
    return name if name in wanted and wanted[name] in match[2] else ""
