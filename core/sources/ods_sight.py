"""Whether letters of an OpenDocument sheet are seen: what its styles say of colour and size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from core.sources.colours import BLACK, PICTURED, WHITE, Colour, contrast, hex_colour, is_seen
from core.sources.lettering import APART, FAINT
from core.sources.number_format import number_of
from core.sources.sheet_sight import CONDITIONAL

_LEAST_SIZE = 2.0
_LEAST_LENGTH = 4.0
"""Points; a row or a column that takes up less is not seen."""
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)([a-z]{2})")
_CONDITION = re.compile(
    r"\s*(?:cell-content\(\))?\s*(<=|>=|!=|=|<|>)\s*(-?\d{1,15}(?:\.\d{1,9})?)\s*"
)
_ALIKE = 1.15
WINDOW_COLOUR = "window"
"""A colour of letters that is left to the program, which takes one that is seen."""


class OdsStyles(Protocol):
    """What is needed of a file's styles."""

    def said(self, style: str, name: str) -> str:
        """Return what a style or one that it is based on says; empty where nothing."""

    def look(self, *names: str) -> OdsLook:
        """Return what ``look_of`` says; many cells have the same few looks."""

    def conditions(self, style: str) -> Iterable[tuple[str, str]]:
        """Return the conditions of a style, each with the style that it brings in."""


@dataclass(frozen=True, slots=True)
class OdsLook:
    """How letters of a cell look."""

    letters: Colour
    ground: Colour
    size: float
    is_hidden: bool

    @property
    def is_unseen(self) -> bool:
        """Tell whether the letters may not be seen."""
        is_small = self.size <= _LEAST_SIZE
        return self.is_hidden or is_small or not is_seen(self.letters, self.ground)

    def is_like(self, other: OdsLook) -> bool:
        """Tell whether letters of two kinds look alike."""
        smaller, larger = sorted((self.size, other.size))
        return larger <= smaller * _ALIKE and contrast(self.letters, other.letters) <= _ALIKE


def doubt_of(styles: OdsStyles, cell: str, runs: Iterable[str], value: Decimal | None) -> str:
    """Say why a figure in a cell of a style may not be seen, ``runs`` being the styles of parts."""
    looks = [styles.look(run, cell) for run in runs] or [styles.look(cell)]
    if any(each.is_unseen for each in looks):
        return FAINT
    if any(not looks[0].is_like(each) for each in looks):
        return APART
    changed = (name for said, name in styles.conditions(cell) if may_hold(said, value))
    if any(styles.look(name, cell).is_unseen for name in changed):
        return CONDITIONAL
    return ""


def may_hold(condition: str, value: Decimal | None) -> bool:
    """Tell whether a condition holds for a value, as far as that can be told."""
    match = _CONDITION.fullmatch(condition)
    limit = number_of(match[2]) if match else None
    if match is None or limit is None or value is None:
        return True
    return {
        "=": value == limit, "!=": value != limit, "<": value < limit, ">": value > limit,
        "<=": value <= limit, ">=": value >= limit,
    }[match[1]]  # fmt: skip


def look_of(styles: OdsStyles, *names: str) -> OdsLook:
    """Return how letters look by the first of some styles that says something."""

    def said(name: str) -> str:
        return next((found for each in names if (found := styles.said(each, name))), "")

    letters = hex_colour(said("color"))
    data = said("data-style-name")
    letters = hex_colour(styles.said(data, "color")) or letters if data else letters
    letters = letters or BLACK
    ground = hex_colour(said("background-color")) or WHITE
    if letters == BLACK and said("color") in {"", WINDOW_COLOUR} and not is_seen(BLACK, ground):
        letters = WHITE
    is_hidden = (
        said("display") == "none"
        or said("opacity").startswith("0")
        or said("repeat-content") == "true"
        or said("print-content") == "false"
        or said("cell-protect").startswith("hidden-and")
        or bool(PICTURED.match(said("font-name") or said("font-family")))
    )
    return OdsLook(letters, ground, points(said("font-size"), 10.0), is_hidden)


def is_tiny(length: str) -> bool:
    """Tell whether a row's height or a column's width is too small to be seen."""
    return points(length, 100.0) < _LEAST_LENGTH


def points(length: str, otherwise: float) -> float:
    """Return a length in points."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS.get(match[2], 1.0) if match else otherwise
