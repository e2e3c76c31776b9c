"""Frames of a web page, put in where they are shown: pages in one file hold them as parts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_DEEPEST = 3
_MOST_FRAMES = 30
_LONGEST = 5 * 1024 * 1024
"""Characters of a page with all its frames."""
_FRAME = re.compile(
    r"<i?frame\b((?:[^>\"']|\"[^\"]{0,2000000}\"|'[^']{0,2000000}')*+)>(?:\s*</i?frame\s*>)?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\b(src|srcdoc|style|hidden|width|height)\b(?:\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']+)))?",
    re.IGNORECASE,
)
_SET = re.compile(r"</?(?:frameset|noframes|body)\b[^>]{0,2000}>", re.IGNORECASE)
_AROUND = re.compile(
    r"<!doctype[^>]{0,500}>|</?(?:html|head|body|frameset|noframes|meta|base)\b[^>]{0,2000}>"
    r"|<title\b[^>]{0,200}>[^<]{0,2000}</title\s*>",
    re.IGNORECASE,
)


def has_frames(page: str) -> bool:
    """Tell whether a page may show others inside."""
    return re.search(r"<i?frame\b", page, re.IGNORECASE) is not None


def with_frames(page: str, find: Callable[[str], str | None]) -> str:
    """Return a page with its frames put in, ``find`` being what gives the page at an address."""
    left = _MOST_FRAMES

    def put_in(text: str, depth: int) -> str:
        if depth > _DEEPEST or not has_frames(text):
            return text

        def shown(match: re.Match[str]) -> str:
            nonlocal left
            said = {
                each[1].lower(): html.unescape(each[2] or each[3] or each[4] or "")
                for each in _ATTRIBUTE.finditer(match[1])
            }
            inner = said.get("srcdoc") or find(said.get("src", "").strip())
            if not inner or left <= 0:
                return match[0]
            left -= 1
            style = html.escape(said.get("style", ""))
            hidden = " hidden" if "hidden" in said else ""
            content = put_in(_AROUND.sub(" ", inner), depth + 1)
            return f'<div style="{style}"{hidden}>{content}</div>'

        return _FRAME.sub(shown, text)[:_LONGEST]

    found = put_in(page, 0)
    if found != page and re.search(r"<frameset\b", page, re.IGNORECASE):
        # What a set of frames shows is the frames themselves, in the place of a body.
        return re.sub(
            r"</?(?:frameset|noframes|body)\b[^>]{0,2000}>", " ", found, flags=re.IGNORECASE
        )
    return found
