"""Bringing an older document file up to date: one function a version, one version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.report.origin import Source

_FIRST = ("format", "version", "edition", "year", "organ", "texts", "figures", "doubts")
_SECOND = (*_FIRST, "links", "origins", "proofs", "notes", "prior", "history")
_THIRD = (*_SECOND, "part_of", "shares", "signing")
KEYS: Mapping[int, frozenset[str]] = {
    1: frozenset(_FIRST),
    2: frozenset(_SECOND),
    3: frozenset(_THIRD),
    4: frozenset((*_THIRD, "title_lines")),
}
"""The keys of each version; a file has all of its version and no other."""


def upgrade(document: Mapping[str, object], version: int) -> dict[str, object]:
    """Return a document of this version as one of the newest."""
    newest = dict(document)
    while version in _UPGRADES:
        newest |= _UPGRADES[version](newest)
        version += 1
    return newest | {"version": version}


def _from_1(document: Mapping[str, object]) -> dict[str, object]:
    """Version 1 knew neither links nor notes, and recorded no origins, proofs and edits."""
    figures = document.get("figures")
    names = list(figures) if isinstance(figures, Mapping) else []
    unknown = {"source": Source.UNKNOWN.value, "name": "", "figures": names}
    origins = [unknown] if names else []
    return {
        "links": {},
        "origins": origins,
        "proofs": {},
        "notes": [],
        "prior": None,
        "history": [],
    }


def _from_2(document: Mapping[str, object]) -> dict[str, object]:
    """Version 2 knew neither shares nor the review round."""
    del document
    return {"part_of": None, "shares": {}, "signing": []}


def _from_3(document: Mapping[str, object]) -> dict[str, object]:
    """Version 3 knew no title that was divided by hand."""
    del document
    return {"title_lines": []}


_UPGRADES: Mapping[int, Callable[[Mapping[str, object]], dict[str, object]]] = {
    1: _from_1,
    2: _from_2,
    3: _from_3,
}
