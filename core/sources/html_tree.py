"""A page as a tree of elements, and which of them are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Protocol

from core.sources.html_repair import repaired

_CLIPBOARD_HEADER = re.compile(r"\ufeff?(?:[A-Za-z]+:[^\r\n<]*\r?\n)*(?=\s*<)")
"""What Windows puts in front of HTML on its clipboard: Version, StartHTML, SourceURL."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:collapse|hidden)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)


class Element(Protocol):
    """What is needed of an element of a parsed page; lxml's elements have it."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, name: str, /) -> str | None:
        """Return an attribute, or None."""

    @property
    def attrib(self) -> MutableMapping[str, str]:
        """The attributes by their names."""

    def remove(self, element: Element) -> None:
        """Take out an element that stands directly in this one."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """Go through the element and all in it, in the page's order."""

    def iterchildren(self, *tags: str) -> Iterator[Element]:
        """Go through the elements that stand directly in this one."""

    def getparent(self) -> Element | None:
        """Return the element that this one stands in."""

    def __iter__(self) -> Iterator[Element]: ...


def parse_html(text: str) -> Element:
    """Parse a page, or the piece of one that a clipboard carries; it never fails."""
    import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

    clean = _UNFIT.sub(" ", text)
    clean = clean[_header_length(clean) :]
    if re.search("<tr\\b", clean, re.IGNORECASE) and not re.search(
        "<table\\b", clean, re.IGNORECASE
    ):
        clean = f"<table>{clean}</table>"
    # As bytes whose encoding is told, so that no charset named in the page is believed.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    page = f"<html><body>{clean}</body></html>" if "<body" not in clean.lower() else clean
    root: Element = lxml.html.document_fromstring(repaired(page).encode("utf-8"), parser=parser)
    return root


def is_hidden(element: Element) -> bool:
    """Tell whether an element hides itself."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def is_out_of_sight(element: Element) -> bool:
    """Tell whether an element or one that it stands in is hidden."""
    each: Element | None = element
    while each is not None:
        if is_hidden(each):
            return True
        each = each.getparent()
    return False


def _header_length(text: str) -> int:
    match = _CLIPBOARD_HEADER.match(text)
    return match.end() if match else 0
