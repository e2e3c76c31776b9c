"""How a web page sets letters, by its tags, its styles and its style sheets, where that matters.

What a style sheet hides may be shown again by another, or by a script: it is not left out, but a
figure beside it is in doubt.
"""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol


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


class Styled(Protocol):
    """What is needed of an element of a page."""

    tag: str

    def get(self, name: str, /) -> str | None:
        """Return an attribute, or None."""


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
_SELECTOR = re.compile(r"\s*[a-z]{0,10}\d?([.#][\w-]+)\s*", re.IGNORECASE)
_MOST_NAMES = 40
"""Names of styles of one element."""
_COMMENT_BEGIN, _COMMENT_END = "/*", "*/"


class Looks:
    """The looks of a page's elements; ``sheets`` are the texts of its style sheets."""

    def __init__(self, *sheets: str) -> None:
        found: defaultdict[str, HtmlLook] = defaultdict(lambda: HtmlLook.PLAIN)
        for sheet in sheets:
            for selectors, declared in _rules(_without_comments(sheet)):
                look = _declared(declared)
                for each in selectors.split(",") if look else ():
                    if match := _SELECTOR.fullmatch(each):
                        found[match[1]] |= look
        self._named: Mapping[str, HtmlLook] = dict(found)

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
        look = HtmlLook.PLAIN
        if self._named:
            for each in (element.get("class") or "").split(maxsplit=_MOST_NAMES)[:_MOST_NAMES]:
                look |= self._named.get(f".{each}", HtmlLook.PLAIN)
            look |= self._named.get(f"#{element.get('id') or ''}", HtmlLook.PLAIN)
        return look


def _declared(style: str) -> HtmlLook:
    look = HtmlLook.PLAIN
    for each, pattern in _LOOKS:
        if pattern.search(style):
            look |= each
    return look


def _rules(sheet: str) -> list[tuple[str, str]]:
    """Return selectors with what is declared for them, without the rules for print or phones."""
    found = []
    depth = 0
    for part in sheet.split("}"):
        selectors, brace, declared = part.partition("{")
        if depth == 0 and brace and "{" not in declared:
            found.append((selectors, declared))
        depth = max(depth + part.count("{") - 1, 0)
    return found


def _without_comments(sheet: str) -> str:
    """Return a sheet without its comments, and the marks that hide it from old browsers."""
    parts = []
    for number, part in enumerate(sheet.split(_COMMENT_BEGIN)):
        parts.append(part.partition(_COMMENT_END)[2] if number else part)
    return "".join(parts).replace("<!--", "").replace("-->", "")
