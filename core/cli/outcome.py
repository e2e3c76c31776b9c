"""What a command has to say, and its exit status."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The text for stdout, ending in a newline, and the exit status."""

    text: str
    status: int = 0
