"""Choosing where the lines of a paragraph end: by what is least seen over the whole of it.

Room that a line lacks is shared out among its gaps, room that it has too little of is taken from
the blanks of its marks. A little of the first is not seen; of the second, only at a line's end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gui.printing.line_pieces import LinePiece, may_part

_MOST = 2.6
"""Ems that a line may lack where there is a choice."""
_EACH_LINE = (0.0, 4.0, 12.0, 40.0)
"""What one line more costs; more where the paragraph would else grow longer than line by line."""
_AT_END = 0.2
"""What it costs to take the blank of the mark at a line's end, where nobody misses it,"""
_INSIDE, _FULLY = 4.0, 8.0
"""of those inside a line, and of all of that blank."""
_RAGGED = 50.0
"""Of a line that cannot be filled."""


@dataclass(frozen=True, slots=True)
class LineRoom:
    """What every line has: its width, the indent of the first, the size of type, in points.

    ``overhang`` is what a line may be wider for the tracking behind its last character;
    ``tightest`` is the share of the blanks of its marks that it may lose.
    """

    width: float
    indent: float
    size: float
    overhang: float
    tightest: float


def choose_ends(
    pieces: Sequence[LinePiece], room: LineRoom, next_end: Callable[[int], int]
) -> list[int]:
    """Return where the lines end; ``next_end`` is the end of a line taken by itself."""
    by_line = _line_by_line(len(pieces), next_end)
    chooser = _Chooser(pieces, room, next_end)
    tried = (chooser.ends(each_line) for each_line in _EACH_LINE)
    chosen = next((ends for ends in tried if len(ends) <= len(by_line)), by_line)
    return min(chosen, by_line, key=chooser.seen)


def _line_by_line(count: int, next_end: Callable[[int], int]) -> list[int]:
    ends: list[int] = []
    at = 0
    while at < count:
        at = next_end(at)
        ends.append(at)
    return ends


class _Chooser:
    def __init__(
        self, pieces: Sequence[LinePiece], room: LineRoom, next_end: Callable[[int], int]
    ) -> None:
        self._pieces = pieces
        self._room = room
        self._next_end = next_end
        self._widths = [0.0, *accumulate(piece.width for piece in pieces)]
        self._blanks = [0.0, *accumulate(piece.before + piece.behind for piece in pieces)]
        count = len(pieces)
        self._legal = [
            at for at in range(1, count + 1) if at == count or may_part(pieces[at - 1], pieces[at])
        ]
        self._ink: list[int] = []
        """For each legal end the piece behind the last that is no space."""
        for end in self._legal:
            ink = end
            while ink and pieces[ink - 1].is_space:
                ink -= 1
            self._ink.append(ink)
        self._inked = [self._widths[ink] for ink in self._ink]

    def ends(self, each_line: float) -> list[int]:
        """Return the cheapest ends, where every line costs so much beside what is seen of it."""
        count = len(self._pieces)
        cheapest: dict[int, tuple[float, int]] = {0: (0.0, -1)}
        waiting = {0}
        for start in range(count):
            if start not in waiting:
                continue
            before = cheapest[start][0] + each_line
            for end, cost in self._candidates(start):
                known = cheapest.get(end)
                if known is None or before + cost < known[0]:
                    cheapest[end] = (before + cost, start)
                    waiting.add(end)
        ends = []
        at = count
        while at > 0:
            ends.append(at)
            at = cheapest[at][1]
        return ends[::-1]

    def seen(self, ends: Sequence[int]) -> float:
        """Return what is seen of a paragraph with its lines ended so."""
        cost = 0.0
        for start, end in pairwise((0, *ends)):
            at = bisect_left(self._legal, end)
            room = self._room.width - (self._room.indent if start == 0 else 0.0)
            is_legal = at < len(self._legal) and self._legal[at] == end
            own = self._cost(start, at, room) if is_legal else None
            cost += _RAGGED if own is None else own
        return cost

    def _candidates(self, start: int) -> list[tuple[int, float]]:
        room = self._room.width - (self._room.indent if start == 0 else 0.0)
        begin, size, count = self._widths[start], self._room.size, len(self._pieces)
        first = bisect_left(self._inked, begin + room - _MOST * size)
        last = bisect_right(self._inked, begin + room + 2 * size)
        found = []
        for at in range(max(first, bisect_right(self._legal, start)), last):
            cost = self._cost(start, at, room)
            if cost is not None:
                found.append((self._legal[at], cost))
        if self._inked and self._inked[-1] - begin < room - _MOST * size:
            found.append((count, 0.0))
        return found or [(self._next_end(start), _RAGGED)]

    def _cost(self, start: int, at: int, room: float) -> float | None:
        """Return what is seen of a line; None where it does not fit."""
        ink = self._ink[at]
        excess = self._inked[at] - self._widths[start] - self._room.overhang - room
        size = self._room.size
        if excess <= 1e-6:
            is_last = self._legal[at] == len(self._pieces)
            return 0.0 if is_last else (excess / size) ** 2
        last = self._pieces[ink - 1]
        blanks = self._blanks[ink] - self._blanks[start]
        if excess > blanks * self._room.tightest + (1 - self._room.tightest) * last.behind:
            return None
        inside = excess - last.behind
        if inside <= 0:
            return _AT_END
        return _INSIDE + _FULLY * (inside / max(blanks - last.behind, 1e-9)) ** 2
