"""Sharing the width of a table among its columns, however a writer measures its texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

FEWEST = 3
"""Characters that stand side by side in any column of figures: 自然人."""
LEAST_SHARE = 0.72
"""What a column of labels keeps of its width when figures need more than theirs."""


def widen_tight(
    widths: Sequence[float], tight: Mapping[int, float], needs: Mapping[int, float]
) -> list[float]:
    """Give the ``tight`` columns what others can spare, and no more than each of them lacks.

    ``tight`` has what each lacks for its labels to stand in one line, ``needs`` the widths that
    the others must keep.
    """
    shared = list(widths)
    spare = {column: max(shared[column] - need, 0.0) for column, need in needs.items()}
    lacking, to_spare = sum(tight.values()), sum(spare.values())
    if lacking <= 0 or to_spare <= 0:
        return shared
    given = min(lacking, to_spare)
    for column, own in spare.items():
        shared[column] -= own * given / to_spare
    for column, missing in tight.items():
        shared[column] += missing * given / lacking
    return shared


def give_to_needy(
    widths: Sequence[float], needs: Sequence[float], groups: Collection[int], kept: float
) -> list[float]:
    """Let columns that need more than they have take from those with room to spare.

    A column keeps the share ``kept`` of its width and what it needs; those of ``groups``, whose
    labels span rows, keep all.
    """
    least = [
        max(need, own * kept) if need < own and column not in groups else own
        for column, (need, own) in enumerate(zip(needs, widths, strict=True))
    ]
    missing = sum(max(need - own, 0.0) for need, own in zip(needs, widths, strict=True))
    spare = sum(max(own - low, 0.0) for own, low in zip(widths, least, strict=True))
    shared = list(widths)
    if missing > 0 and spare > 0:
        given = min(missing, spare)
        for column, own in enumerate(widths):
            if needs[column] > own:
                shared[column] += (needs[column] - own) * given / missing
            elif own > least[column]:
                shared[column] -= (own - least[column]) * given / spare
    return shared
