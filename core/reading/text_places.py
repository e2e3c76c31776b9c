"""Which paragraph of a source each paragraph of the written parts was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.labels.blocks import Block, Paragraph, SourceSpot
from core.recognition.reading import Reading


def text_places(reading: Reading) -> Mapping[str, tuple[SourceSpot | None, ...]]:
    """Return for every written part where each of its lines stands; None where it is not found.

    The parts follow each other in a source, and so do their lines.
    """
    found: dict[str, tuple[SourceSpot | None, ...]] = {}
    at = SourceSpot(0)
    for part in reading.form.texts:
        spots = []
        text = reading.texts.get(part.id)
        for line in () if text is None else text.split("\n"):
            spot = _find(reading.blocks, line, at)
            if spot is not None:
                at = spot
            spots.append(spot)
        found[part.id] = tuple(spots)
    return MappingProxyType(found)


def _find(blocks: Sequence[Block], line: str, behind: SourceSpot) -> SourceSpot | None:
    """Find a line behind a place; it may be a part of a paragraph."""
    for number in range(behind.block, len(blocks)):
        block = blocks[number]
        if isinstance(block, Paragraph):
            start = block.text.find(line, behind.end if number == behind.block else 0)
            if start >= 0:
                return SourceSpot(number, start=start, end=start + len(line))
    return None
