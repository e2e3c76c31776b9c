"""The source of a web page put right as browsers do it, before its tree is built.

A tag between a table and its rows, a cell that is left open, a row that never begins: HTML5 says
what each of them means, and libxml2 follows older rules.
"""

from __future__ import annotations

import re
from collections import Counter

_DEEPEST = 1500
"""Tags left open; a browser closes them at 512, and what is deeper takes ever longer."""
_MOST_REOPENED = 3_000_000
"""Tags that set letters, open at each other tag: each paragraph may begin all of them again."""
_LETTERS = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
     "u"}
)  # fmt: skip
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,30})\b", re.IGNORECASE)
_CLOSED_BY_THEMSELVES = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr", "p", "li", "dd", "dt", "option", "optgroup", "td", "th", "tr", "tbody",
     "thead", "tfoot", "rt", "rp", "colgroup", "caption"}
)  # fmt: skip


def repaired(page: str) -> str:
    """Return a page's source as browsers understand it; unchanged where it is nested too deep."""
    if _is_deep(page):
        return page
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(page).html or page


def _is_deep(page: str) -> bool:
    open_tags: Counter[str] = Counter()
    depth = letters = reopened = 0
    for match in _TAG.finditer(page):
        name = match[2].lower()
        reopened += letters
        if depth > _DEEPEST or reopened > _MOST_REOPENED:
            return True
        if name in _CLOSED_BY_THEMSELVES:
            continue
        if not match[1]:
            open_tags[name] += 1
            depth += 1
            letters += name in _LETTERS
        elif open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
            letters -= name in _LETTERS
    return False
