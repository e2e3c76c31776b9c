"""A title that is too long for one line, divided as a trapezium: each line longer than the last."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

from core.printed.marks import NEVER_FIRST, NEVER_LAST

_MANY = 40
"""A longer name has too many ways to be divided to try them all."""
_TORN = 8
"""What a line's end inside a word weighs, in characters of an uneven shape."""
_WORD_ENDS = frozenset("市县区省州盟旗乡镇部厅局委处室院所府")
"""Where a name of an organ reads well in two lines."""


def divide_title(text: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Divide a line of a title where names of organs end, the shorter part first.

    ``room`` and ``width``, which measures a character, are in ems. What fits stays whole, and so
    does what is too long for four lines.
    """
    ems = {char: width(char) for char in set(text)}
    if sum(ems[char] for char in text) <= room or len(text) > _MANY * 2:
        return (text,)
    cuts = [at for at in range(1, len(text)) if _may_part(text[at - 1], text[at])]
    for count in range(2, 5):
        best: tuple[float, tuple[str, ...]] | None = None
        if count > 2 and len(text) > _MANY * count / 2:
            continue
        for chosen in combinations(cuts, count - 1):
            parts = tuple(text[a:b] for a, b in pairwise((0, *chosen, len(text))))
            widths = [sum(ems[char] for char in part) for part in parts]
            if max(widths) > room:
                continue
            cost = _cost(parts, widths)
            if best is None or cost < best[0]:
                best = (cost, parts)
        if best is not None:
            return best[1]
    return (text,)


def _may_part(one: str, other: str) -> bool:
    if one in NEVER_LAST or other in NEVER_FIRST:
        return False
    return not (one.isascii() and other.isascii())


def _cost(parts: tuple[str, ...], widths: list[float]) -> float:
    """Weigh a division: lines that grow by about two characters, ending where a word ends."""
    steps = sum(abs(below - above - 2) for above, below in pairwise(widths))
    shrinking = sum(4 for above, below in pairwise(widths) if below < above)
    torn = sum(_TORN for part in parts[:-1] if part[-1] not in _WORD_ENDS)
    return steps + shrinking + torn
