"""Texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

from core.printed.page import PrintedCell

_FORMULA = re.compile("\\s*[=+\\-@＝＋－＠]\\s*\\S")
"""A sign alone is none: many offices write - where they have nothing to report."""


def guard(text: str) -> str:
    """Return a text as one cell in one line that no spreadsheet takes for a formula.

    Tabs and line ends become blanks; before what begins with ``= + - @`` or their full-width forms
    stands an apostrophe, the sign by which sheets know a text.
    """
    return f"{_apostrophe(text)}{' '.join(text.split())}"


def safe_text(cell: PrintedCell) -> str:
    """Return what a cell prints as `guard` leaves it; a number needs no guard."""
    return cell.text if cell.figure is not None else guard(cell.text)


def safe_lines(cell: PrintedCell) -> tuple[str, ...]:
    """Return the same for HTML, which some sheets reckon out too: line by line, blanks kept."""
    if not cell.text or cell.figure is not None:
        return (cell.text,)
    return tuple(f"{_apostrophe(line)}{line}" for line in cell.text.split("\n"))


def _apostrophe(text: str) -> str:
    return "'" if _FORMULA.match(text) else ""
