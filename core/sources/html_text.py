"""The text that an element of a page shows, and why a figure there would be in doubt."""

from __future__ import annotations

import re

from core.labels.wording import is_figure
from core.sources.html_looks import HtmlLook, Looks
from core.sources.html_sight import HtmlSight
from core.sources.html_tree import Element, is_hidden
from core.sources.lettering import APART, FAINT, NO_TEXT, STRUCK, lowered, raised

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_TOO_NARROW = re.compile("#+")
_UNSEEN = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "del", "col", "rt", "rp"}
)
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
     "section", "table", "tr", "ul"}
)  # fmt: skip
_ENTRIES = frozenset({"input", "textarea", "select", "math"})
_PICTURES = frozenset({"img", "svg", "canvas", "object", "embed", "iframe", "video"})
NO_LETTERS = _ENTRIES | _PICTURES
"""What shows something that is not among the letters of a page."""
_GAP = " "
"""Around what is struck out, which never makes one number with what stands beside it."""
_NO_ENTRY = frozenset({"hidden", "checkbox", "radio", "button", "submit", "image", "reset"})
HIDDEN_BY_SHEET = "这一格的样式可能使它不显示，不能确定原文是什么，请对照原文填写"


def text_of(element: Element, looks: Looks | None = None, unsure: str = "") -> str:
    """Return what an element shows, lines by line feeds, without the tables inside it.

    ``unsure`` is a mark to put behind digits that may not be seen.
    """
    writer = _Writer(looks or Looks(), is_in_cell=False, unsure=unsure)
    writer.write(element, is_whole=True)
    return writer.text()


class _Writer:
    """Collects what is shown, with blanks run together as browsers do."""

    def __init__(self, looks: Looks, *, is_in_cell: bool, unsure: str = "") -> None:
        self._looks = looks
        self._unsure = unsure
        self._is_in_cell = is_in_cell
        self._parts: list[str] = []
        self._apart: list[str] = []
        self._seen = HtmlLook.PLAIN
        self._has_entry = self._has_picture = self._is_unsure = False
        self._sights: set[HtmlSight] = set()
        """How what has digits in it is seen."""

    def doubt(self) -> str:
        """Say why a figure would be in doubt, if all this stood in its cell."""
        text = "".join(self.text().split())
        apart = "".join("".join(self._apart).split())
        if self._has_entry or (self._has_picture and not text):
            return NO_TEXT
        if HtmlLook.STRUCK in self._seen or any(each.is_struck for each in self._sights):
            return STRUCK
        if self._is_unsure or HtmlLook.UNSURE in self._seen:
            return HIDDEN_BY_SHEET
        if any(each.is_hidden for each in self._sights):
            return HIDDEN_BY_SHEET
        if any(each.is_faint for each in self._sights):
            return FAINT
        if is_figure(text) and not _are_alike(self._sights):
            return APART
        return APART if apart and len(apart) < len(text) else ""

    def text(self) -> str:
        """Return the lines, trimmed, without empty ones at either end."""
        joined = "".join(self._parts).replace("\u00a0", " ")
        return "\n".join(line.strip(" ") for line in joined.split("\n")).strip("\n ")

    def write(
        self, element: Element, *, is_whole: bool = False, look: HtmlLook = HtmlLook.PLAIN
    ) -> None:
        """Write an element and all in it, ``look`` being that of what is around it."""
        tag = element.tag
        if not is_whole and _is_unseen(element):
            self._is_unsure = self._is_unsure or _drops_digits(element)
            return
        if not is_whole and tag == "table":
            self._break()
            return
        if tag in NO_LETTERS:
            self._take_note(element)
            return
        own = HtmlLook.PLAIN if is_whole else self._looks.of(element)
        look |= own
        if is_whole:
            self._is_unsure = self._looks.puts_something_beside(element)
        elif self._is_in_cell:
            self._is_unsure = self._is_unsure or self._looks.is_unsure(element)
        if tag == "br":
            self._parts.append("\n")
        if tag in _BLOCKS and not is_whole:
            self._break()
        if HtmlLook.STRUCK in own:
            self._parts.append(_GAP)
        self._say(element.text, look, element)
        for child in element:
            self.write(child, look=look)
            self._say(child.tail, look, element)
        if HtmlLook.STRUCK in own:
            self._parts.append(_GAP)
        if tag in _BLOCKS and not is_whole:
            self._break()

    def _take_note(self, element: Element) -> None:
        """Remember that something shows what letters do not tell."""
        if element.tag in _ENTRIES:
            kind = (element.get("type") or "").lower() if element.tag == "input" else ""
            self._has_entry = self._has_entry or kind not in _NO_ENTRY
        elif element.get("width") not in {"0", "1"} and element.get("height") not in {"0", "1"}:
            self._has_picture = True

    def _say(self, text: str | None, look: HtmlLook, element: Element) -> None:
        """Add text; its own line ends are blanks, and nothing between two wide characters."""
        if not text:
            return
        if text.strip():
            self._seen |= look
            if HtmlLook.APART in look:
                self._apart.append(text)
            if self._is_in_cell and any(map(str.isdigit, text)):
                self._sights.add(self._looks.sight(element))
        if HtmlLook.RAISED in look:
            text = raised(text)
        elif HtmlLook.LOWERED in look:
            text = lowered(text)
        gaps = ["", *_BLANKS.findall(text)]
        for gap, piece in zip(gaps, _BLANKS.split(text), strict=True):
            before = self._last_character()
            is_wrapped = "\n" in gap and _WIDE.match(before) and _WIDE.match(piece)
            if gap and not is_wrapped and before not in {"", " ", "\n"}:
                self._parts.append(" ")
            if piece:
                self._parts.append(piece)
        if self._unsure and any(map(str.isdigit, text)) and self._is_unseen(look, element):
            self._parts.append(self._unsure)

    def _is_unseen(self, look: HtmlLook, element: Element) -> bool:
        """Tell whether letters may not be seen, or are struck out."""
        sight = self._looks.sight(element)
        is_struck = HtmlLook.STRUCK in look or sight.is_struck
        return is_struck or HtmlLook.UNSURE in look or sight.is_hidden or sight.is_faint

    def _last_character(self) -> str:
        return self._parts[-1][-1] if self._parts else ""

    def _break(self) -> None:
        if self._last_character() not in {"", "\n"}:
            self._parts.append("\n")


def cell_text(cell: Element, looks: Looks) -> tuple[str, str]:
    """Return what a cell shows, and why a figure there would be in doubt."""
    writer = _Writer(looks, is_in_cell=True)
    writer.write(cell, is_whole=True)
    text, doubt = writer.text(), writer.doubt()
    if text and not doubt and HtmlLook.STRUCK in looks.of(cell):
        doubt = STRUCK
    if _TOO_NARROW.fullmatch(text):
        # A sheet shows a number as ### where its column is too narrow, and tells it beside.
        text = cell.get("x:num") or cell.get("sdval") or text
    return text, doubt


def _are_alike(sights: set[HtmlSight]) -> bool:
    first = next(iter(sights), None)
    return first is None or all(first.is_like(each) for each in sights)


def _drops_digits(element: Element) -> bool:
    """Tell whether a part that a page hides for now has digits; what Word hides is never seen."""
    if (
        element.tag in _UNSEEN
        or not is_hidden(element)
        or "mso-hide" in (element.get("style") or "")
    ):
        return False
    return any(
        any(map(str.isdigit, f"{each.text or ''}{each.tail or '' if each is not element else ''}"))
        for each in element.iter()
    )


def _is_unseen(element: Element) -> bool:
    return (
        element.tag in _UNSEEN
        or is_hidden(element)
        or "msocomanchor" in (element.get("class") or "")
    )
