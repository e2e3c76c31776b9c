"""The picture of a report, drawn for a kind of file that cannot draw it itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """The picture of a report as PNG, its size in points, and its words."""

    png: bytes
    width: float
    height: float
    description: str
