"""The signs that a pattern cannot match without, and those of the shipped patterns as data.

Parsing the patterns of a form takes a fifth of the time of a check of its texts. What comes of it
ships beside the forms, by a digest of each pattern; for one that is not there it is worked out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from re import _parser  # type: ignore[attr-defined]  # what the patterns are made of; Python's own

import resources

SIGNS_FILE = resources.folder() / "forms" / "signs.json"
_MOST_SIGNS = 24
"""A choice among more signs than this is in most words anyway."""
_ONCE = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

Needs = tuple[frozenset[str], ...]
"""Sets of signs: wherever a pattern matches, there is one of each."""


def needs_of(pattern: str) -> Needs:
    """Return what a pattern needs, from the shipped data where it stands there."""
    known = shipped_needs(pattern)
    return work_out(pattern) if known is None else known


def shipped_needs(pattern: str) -> Needs | None:
    """Return what the shipped data says of a pattern, None where it says nothing."""
    known = _shipped().get(digest_of(pattern))
    return None if known is None else tuple(map(frozenset, known))


def digest_of(pattern: str) -> str:
    """Return the name of a pattern in the shipped data."""
    return hashlib.sha256(pattern.encode()).hexdigest()[:24]


def signs_data(patterns: Iterable[str]) -> str:
    """Return the content of the file that ships: the needs of each pattern, a line each."""
    lines = {
        f"  {json.dumps(digest_of(pattern))}: {json.dumps(needs, ensure_ascii=False)}"
        for pattern in patterns
        for needs in [["".join(sorted(need)) for need in work_out(pattern)]]
    }
    return "{\n" + ",\n".join(sorted(lines)) + "\n}\n"


@cache
def _shipped() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = json.loads(SIGNS_FILE.read_text("utf-8"))
    return found


def work_out(pattern: str) -> Needs:
    """Work out what a pattern needs from what it is made of. Raises re.error."""
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
