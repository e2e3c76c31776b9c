"""Which ways of several rows, taken together, bring every identity into order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from core.recognition.splitting import Way

Sums: TypeAlias = tuple[int, ...]
"""What figures bring to each identity: its left side less its right one."""


class RowSearch:
    """Goes through the rows and keeps what their ways have brought to the identities so far.

    ``rows`` has for each row what each of its ways brings to the identities, ``start`` what the
    figures bring that are known; all together must come to nothing. ``states`` counts the steps.
    """

    def __init__(self, rows: Sequence[Mapping[Way, Sums]], start: Sums, most: int) -> None:
        self._rows = rows
        self._start = start
        self._most = most
        self.states = 0
        # The rows with the fewest ways go first; the order does not matter otherwise.
        self._order = sorted(range(len(rows)), key=lambda number: len(self._rows[number]))

    def ways(self) -> list[set[Way]] | None:
        """Return the possible ways of each row: no rows where nothing is, None for too much."""
        least, most = self._bounds()
        layers: list[set[Sums]] = [{self._start}]
        for step, number in enumerate(self._order):
            following: set[Sums] = set()
            brought = set(self._rows[number].values())
            for sums in layers[-1]:
                for each in brought:
                    self.states += 1
                    after = tuple(map(int.__add__, sums, each))
                    if _can_end(after, least[step + 1], most[step + 1]):
                        following.add(after)
                if self.states > self._most:
                    return None
            if not following:
                return []
            layers.append(following)
        return self._led_there(layers)

    def _led_there(self, layers: Sequence[set[Sums]]) -> list[set[Way]] | None:
        """Go back from the end and keep the ways that led to it; None for too much."""
        found: list[set[Way]] = [set() for _ in self._rows]
        ends = layers[-1]
        for step in range(len(self._order) - 1, -1, -1):
            number = self._order[step]
            begins: set[Sums] = set()
            for way, each in self._rows[number].items():
                self.states += len(ends)
                if self.states > self._most:
                    return None
                before = {tuple(map(int.__sub__, sums, each)) for sums in ends}
                if led := before & layers[step]:
                    found[number].add(way)
                    begins |= led
            ends = begins
        return found

    def _bounds(self) -> tuple[list[Sums], list[Sums]]:
        """Return the least and the most that the rows from each step on can bring."""
        nothing = (0,) * len(self._start)
        least, most = [nothing], [nothing]
        for number in reversed(self._order):
            columns = list(zip(*self._rows[number].values(), strict=True))
            least.append(tuple(map(int.__add__, least[-1], map(min, columns))))
            most.append(tuple(map(int.__add__, most[-1], map(max, columns))))
        return least[::-1], most[::-1]


def _can_end(sums: Sums, least: Sums, most: Sums) -> bool:
    return all(s + low <= 0 <= s + high for s, low, high in zip(sums, least, most, strict=True))
