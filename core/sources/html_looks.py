"""How a web page sets letters, by its tags, its styles and its style sheets, where that matters.

What a style sheet hides may be shown again by another, or by a script: it is not left out, but a
figure beside it is in doubt.
"""

from __future__ import annotations

import enum
import re

from core.sources.css import Styled, StyleSheets
from core.sources.html_sight import HtmlSight, PageSight


class HtmlLook(enum.Flag):
    """What is not plain about letters."""

    PLAIN = 0
    RAISED = enum.auto()
    LOWERED = enum.auto()
    STRUCK = enum.auto()
    UNSURE = enum.auto()
    """Nobody can tell whether, or in what order, they are seen."""
    APART = enum.auto()
    """They look different, which matters where only some letters of a cell do."""


_PALE = (
    r"(?:white|snow|ivory|ghostwhite|whitesmoke|#[c-f][\da-f]?[c-f][\da-f]?[c-f][\da-f]?(?![\da-f])"
    r"|rgba?\(\s*(?:2[1-5]\d[\s,]+){2}2[1-5]\d|rgba?\((?:[^,)]*,){3}\s*0?(?:\.[0-2]\d*)?\s*\)"
    r"|hsla?\([^)]*[\s,](?:8[5-9]|9\d|100)%)"
)
"""Colours whose contrast with white paper is below 1.5 or near it."""
_LOOKS: tuple[tuple[HtmlLook, re.Pattern[str]], ...] = (
    (HtmlLook.RAISED, re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)),
    (HtmlLook.LOWERED, re.compile(r"vertical-align\s*:\s*sub", re.IGNORECASE)),
    (HtmlLook.STRUCK, re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)),
    (
        HtmlLook.UNSURE,
        re.compile(
            r"display\s*:\s*none|visibility\s*:\s*(?:collapse|hidden)|mso-hide\s*:\s*all"
            r"|(?:font-size|opacity)\s*:\s*0?\.?0*(?:px|pt|em|rem|%)?\s*(?:!|;|$)"
            r"|clip(?:-path)?\s*:\s*(?:rect|inset|circle|polygon)|(?:^|;)\s*(?:max-)?(?:height|width)"
            r"\s*:\s*[01](?:\.\d+)?(?:px|pt)?\s*(?:!|;|$)|(?:^|;)\s*color\s*:\s*transparent"
            r"|(?:^|;)\s*font-size\s*:\s*[012](?:\.\d+)?p[xt]"
            r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3}"
            r"|bidi-override|row-reverse",
            re.IGNORECASE,
        ),
    ),
    (
        HtmlLook.APART,
        re.compile(
            r"mso-text-raise\s*:\s*-?[\d.]*[1-9]|vertical-align\s*:\s*-?[\d.]*[1-9]"
            r"|(?:^|;)\s*(?:top|bottom)\s*:\s*-?[\d.]*[1-9]"
            rf"|(?:^|;)\s*color\s*:\s*{_PALE}",
            re.IGNORECASE,
        ),
    ),
)
_TAGS = {
    "sup": HtmlLook.RAISED, "sub": HtmlLook.LOWERED, "s": HtmlLook.STRUCK,
    "strike": HtmlLook.STRUCK,
    "bdo": HtmlLook.UNSURE, "small": HtmlLook.APART,
}  # fmt: skip


class Looks:
    """The looks of a page's elements; ``sheets`` are the texts of its style sheets."""

    def __init__(self, *sheets: str) -> None:
        self._sheets = StyleSheets(sheets)
        self._sight = PageSight(self._sheets)
        self._in_sheets: dict[Styled, HtmlLook] = {}

    def of(self, element: Styled) -> HtmlLook:
        """Return what is not plain about the letters of an element."""
        look = _TAGS.get(element.tag, HtmlLook.PLAIN)
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            look |= HtmlLook.APART  # A footnote's mark leads to the note.
        if (element.get("color") or "").lower() in {"#ffffff", "#fff", "white"}:
            look |= HtmlLook.APART
        if style := element.get("style"):
            look |= _declared(style)
        return look | self.in_sheets(element)

    def in_sheets(self, element: Styled) -> HtmlLook:
        """Return what the style sheets alone say of an element."""
        if element not in self._in_sheets:
            said = self._sheets.all_declared(element)
            self._in_sheets[element] = _declared(
                ";".join(f"{name}:{value}" for name, value in said)
            )
        return self._in_sheets[element]

    def sight(self, element: Styled) -> HtmlSight:
        """Return how the letters that stand directly in an element are seen."""
        return self._sight.of(element)

    def is_unsure(self, element: Styled) -> bool:
        """Tell whether an element in a cell, or what is put beside it, is not as it seems."""
        return self._sight.is_moved(element) or self.puts_something_beside(element)

    def puts_something_beside(self, element: Styled) -> bool:
        """Tell whether style sheets show figures beside an element, or were too long to tell."""
        return self._sight.puts_something_beside(element) or not self._sight.is_whole


def _declared(style: str) -> HtmlLook:
    look = HtmlLook.PLAIN
    for each, pattern in _LOOKS:
        if pattern.search(style):
            look |= each
    return look
