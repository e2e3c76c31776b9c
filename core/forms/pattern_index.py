"""Which of many patterns some words can match at all: told by signs that they cannot do without.

Most clauses of a text make none of the statements that a form knows. Searching them for each costs
far more than looking which signs stand in them: 办结12件 needs a 办 or 答, and one of 件份宗.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from re import _parser  # type: ignore[attr-defined]  # what the patterns are made of; Python's own

_MOST_SIGNS = 24
"""A choice among more signs than this is in most words anyway."""
_ONCE = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

Needs = tuple[frozenset[str], ...]


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


def needs_of(pattern: str) -> Needs:
    """Return sets of signs: wherever the pattern matches, there is one of each. Raises re.error."""
    parsed = _parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    return tuple(dict.fromkeys(_needs_of_all(parsed)))


def _needs_of_all(items: Iterable[tuple[object, object]]) -> list[frozenset[str]]:
    return [need for name, what in items for need in _needs_of_one(str(name), what)]


def _needs_of_one(name: str, what: object) -> list[frozenset[str]]:
    match name, what:
        case "LITERAL", int(code):
            return [frozenset(chr(code))]
        case "IN", list(choices):
            return _choice(choices)
        case "BRANCH", (_, list(branches)):
            return _branches([_needs_of_all(branch) for branch in branches])
        case "SUBPATTERN", (_, int(added), _, _parser.SubPattern() as inner):
            return [] if added & re.IGNORECASE else _needs_of_all(inner)
        case "ATOMIC_GROUP", _parser.SubPattern() as inner:
            return _needs_of_all(inner)
        case repeat, (int(least), _, _parser.SubPattern() as inner):
            return _needs_of_all(inner) if repeat in _ONCE and least > 0 else []
        case _:  # may match nothing, or anything
            return []


def _choice(choices: Sequence[tuple[object, object]]) -> list[frozenset[str]]:
    """Return the signs of ``[...]``, where they are few and named one by one."""
    if all(str(name) == "LITERAL" for name, _ in choices) and len(choices) <= _MOST_SIGNS:
        return [frozenset(chr(code) for _, code in choices if isinstance(code, int))]
    return []


def _branches(branches: Sequence[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Return one need for all of several ways: the smallest of each, together."""
    if not all(branches):
        return []
    together = frozenset().union(*(min(needs, key=len) for needs in branches))
    return [together] if len(together) <= _MOST_SIGNS else []
