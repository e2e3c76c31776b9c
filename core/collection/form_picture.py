"""A picture in a worksheet, whose size is read from its own bytes."""

from __future__ import annotations

import struct

from openpyxl.drawing.image import Image

_HEAD = struct.Struct(">8s4x4sII")
_WIDE = 560
"""Pixels across, on a page that shows it whole."""


class FormPicture(Image):
    """A .png for a worksheet; openpyxl itself would ask a library of pictures for its size."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a .png."""
        signature, kind, width, height = _HEAD.unpack_from(data)
        if signature != b"\x89PNG\r\n\x1a\n" or kind != b"IHDR":
            raise ValueError("no .png")
        self.ref = None
        self.format = "png"
        self.width, self.height = _WIDE, _WIDE * height // width
        self._content = data

    def _data(self) -> bytes:
        return self._content
