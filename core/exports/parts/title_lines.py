"""A title that is too long for one line, divided as a trapezium: each line longer than the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise

from core.exports.parts.title_words import TORN, costs_of_cuts
from core.printed.marks import NEVER_FIRST, NEVER_LAST

_MANY = 40
"""A longer name has too many ways to be divided to try them all."""


def divide_title(text: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Divide a line of a title where names of organs end, the shorter part first.

    ``room`` and ``width``, which measures a character, are in ems. What fits stays whole, and so
    does what is too long for four lines.
    """
    ems = {char: width(char) for char in set(text)}
    if sum(ems[char] for char in text) <= room or len(text) > _MANY * 2:
        return (text,)
    costs = costs_of_cuts(text)
    cuts = [at for at in range(1, len(text)) if _may_part(text[at - 1], text[at])]
    best: tuple[float, tuple[str, ...]] | None = None
    for count in range(2, 5):
        usable = cuts
        if count > 2:
            if best is not None and best[0] < TORN:
                break  # a further line is worth it only where fewer would tear a word
            usable = [at for at in cuts if costs[at] < TORN]
            if len(text) > _MANY * count / 2 and len(usable) > _MANY / 2:
                continue
        for chosen in combinations(usable, count - 1):
            parts = tuple(text[a:b] for a, b in pairwise((0, *chosen, len(text))))
            widths = [sum(ems[char] for char in part) for part in parts]
            if max(widths) > room:
                continue
            cost = _shape(widths) + sum(costs[at] for at in chosen)
            if best is None or cost < best[0]:
                best = (cost, parts)
    return (text,) if best is None else best[1]


def divide_parts(
    parts: Iterable[tuple[str, ...]], room: float, width: Callable[[str], float]
) -> tuple[tuple[str, ...], ...]:
    """Divide each part of a title; lines made by hand stay, but where one is too long itself."""
    return tuple(
        tuple(piece for line in part for piece in divide_title(line, room, width)) for part in parts
    )


def divide_words(text: str) -> tuple[str, ...]:
    """Divide a line of a title wherever a line may end: for pages whose width nobody knows."""
    costs = costs_of_cuts(text)
    cuts = [a for a in range(1, len(text)) if costs[a] < TORN and _may_part(text[a - 1], text[a])]
    return tuple(text[a:b] for a, b in pairwise((0, *cuts, len(text))))


def _may_part(one: str, other: str) -> bool:
    if one in NEVER_LAST or other in NEVER_FIRST:
        return False
    return not (one.isascii() and other.isascii())


def _shape(widths: list[float]) -> float:
    """Weigh a shape: lines that grow by about two characters are best."""
    steps = sum(abs(below - above - 2) for above, below in pairwise(widths))
    return steps + sum(4 for above, below in pairwise(widths) if below < above)
