"""The style sheets that a saved page has in files beside it, put into the page itself."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(rb"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_VALUE = r"""\b{}\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))"""
_KIND, _ADDRESS, _MEDIA = (
    re.compile(_VALUE.format(name).encode(), re.IGNORECASE) for name in ("rel", "href", "media")
)
_LARGEST = 1024 * 1024
"""Bytes of one sheet."""
_MOST = 20
_NO_NAME = re.compile(r"[:\x00-\x1f]|^[/\\]")
"""What stands in no address of a file beside the page."""


def with_style_sheets(content: bytes, page: Path) -> bytes:
    """Return a page with its sheets in place of the links to them; others stay links.

    Only files in the page's own folder or below it are looked at, never an address elsewhere.
    """
    taken = 0

    def sheet(link: re.Match[bytes]) -> bytes:
        nonlocal taken
        if b"stylesheet" not in _value(_KIND, link[0]).lower() or taken >= _MOST:
            return link[0]
        taken += 1
        found = _beside(page, _value(_ADDRESS, link[0]).decode("utf-8", "replace"))
        if found is None:
            return link[0]
        # What is not of ASCII names fonts or classes, in whatever encoding.
        plain = bytes(byte for byte in found if byte < 128).replace(b"<", b" ")
        media = _value(_MEDIA, link[0]).lower().strip()
        if media not in {b"", b"all", b"screen"}:
            plain = b"@media " + media.replace(b"{", b" ") + b"{" + plain + b"}"
        return b"<style>" + plain + b"</style>"

    return _LINK.sub(sheet, content)


def _value(pattern: re.Pattern[bytes], tag: bytes) -> bytes:
    match = pattern.search(tag)
    return next((each for each in match.groups() if each is not None), b"") if match else b""


def _beside(page: Path, address: str) -> bytes | None:
    """Return what a file beside the page holds; None where there is none that may be read."""
    name = unquote(address.partition("?")[0].partition("#")[0]).replace("\\", "/")
    if not name or _NO_NAME.search(name) or ".." in name.split("/"):
        return None
    try:
        folder = page.parent.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            return None
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError):
        return None
