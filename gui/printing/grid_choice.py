"""Choosing the type size and the height of a table's rows for the room that it has."""

from __future__ import annotations

import math
from collections.abc import Iterator

from core.exports.parts.width_share import LEAST_SHARE
from gui.printing.cell_text import CellSetter
from gui.printing.grid import RuledGrid
from gui.printing.grid_layout import LEAST, SIZES, Frame, SetGrid, padded, set_bare

AIRY = 10.0
"""The room above and below the text of a row together, where there is plenty."""
CLOSEST = 1.0
"""The same where a table would else not stand on one page."""
_STEPS = 4
"""The room grows by so many steps to a point, as in Word's files: rows are as high in both."""
_GRAIN = 1e-6
"""The sum of many heights is not exact."""
_MOST_ROOMS = 32


class GridChoice:
    """A table in a type area, for whatever room; what was tried for one is kept for the next."""

    def __init__(self, grid: RuledGrid, frame: Frame, setter: CellSetter) -> None:
        self._grid = grid
        self._frame = frame
        self._setter = setter
        self._tried: dict[tuple[float, float], SetGrid] = {}
        self._chosen: dict[float, SetGrid] = {}

    def for_room(self, room: float) -> SetGrid:
        """Set the table as large as it may be to stand in a room; the smallest where it cannot."""
        known = self._chosen.get(room)
        if known is None:
            if len(self._chosen) >= _MOST_ROOMS:
                self._chosen.clear()
            known = self._chosen[room] = self._choose(room)
        return known

    def _choose(self, room: float) -> SetGrid:
        fitting = (each for each in self._candidates() if _fits(each, room))
        chosen = next(fitting, None)
        if chosen is None:
            return self._smallest(room)
        smaller = next(fitting, None)
        if smaller is not None and smaller.line_count < chosen.line_count:
            chosen = smaller  # half a point less is worth it where no last character stands alone
        return _spread(chosen, room, LEAST)

    def _candidates(self) -> Iterator[SetGrid]:
        for size in SIZES:
            yield self._set(size)

    def _smallest(self, room: float) -> SetGrid:
        """Set a table that hardly fits: long figures go smaller, then the rows closer."""
        for kept in (LEAST_SHARE, 0.8, 0.88, 1.0):
            bare = self._set(SIZES[-1], kept)
            if padded(bare, CLOSEST).height + _GRAIN <= room:
                return _spread(bare, room, CLOSEST)
        return padded(self._set(SIZES[-1]), LEAST)

    def _set(self, size: float, kept: float = LEAST_SHARE) -> SetGrid:
        known = self._tried.get((size, kept))
        if known is None:
            known = set_bare(self._grid, self._frame, size, self._setter, kept)
            self._tried[size, kept] = known
        return known


def _spread(placed: SetGrid, room: float, least: float) -> SetGrid:
    """Give the rows what a room has to spare, in whole steps."""
    spare = room - padded(placed, least).height - _GRAIN
    steps = math.floor(spare / placed.grid.lines * _STEPS)
    return padded(placed, min(least + steps / _STEPS, AIRY))


def _fits(placed: SetGrid, room: float) -> bool:
    return padded(placed, LEAST).height + _GRAIN <= room
