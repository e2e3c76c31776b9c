"""That somebody has held a figure against the paper (校对): what was read, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """What stood in a cell when it was proofread. ``time`` is local, ISO 8601 with its offset."""

    text: str
    time: str
