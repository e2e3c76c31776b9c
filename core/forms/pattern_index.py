"""Which of many patterns some words can match at all: told by signs that they cannot do without.

Most clauses of a text make none of the statements that a form knows. Searching them for each costs
far more than looking which signs stand in them: 办结12件 needs a 办 or 答, and one of 件份宗.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from core.forms.pattern_signs import Needs, needs_of


class PatternIndex:
    """Knows of patterns, by their number, which may match. It is made when first asked."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)

    def possible(self, words: str) -> list[int]:
        """Return the patterns that may match somewhere in the words; no other one does."""
        signs = set(words)
        by_sign, needs = self._by_sign, self._needs
        found = set(by_sign[""])
        for sign in signs:
            found.update(by_sign.get(sign, ()))
        return sorted(number for number in found if not any(map(signs.isdisjoint, needs[number])))

    @cached_property
    def _needs(self) -> tuple[Needs, ...]:
        return tuple(map(needs_of, self._patterns))

    @cached_property
    def _by_sign(self) -> dict[str, tuple[int, ...]]:
        """The patterns by the signs of the one need that fewest others have; "" are without."""
        times = Counter(sign for needs in self._needs for sign in set().union(*needs))
        found: dict[str, list[int]] = {"": []}
        for number, needs in enumerate(self._needs):
            rarest = min(needs, key=lambda need: sum(times[s] for s in need), default={""})
            for sign in rarest:
                found.setdefault(sign, []).append(number)
        return {sign: tuple(numbers) for sign, numbers in found.items()}
