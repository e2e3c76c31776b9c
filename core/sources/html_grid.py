"""Tables in HTML as grids: what a browser, an office program or a web page shows as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.labels.blocks import Cell, Grid, Place
from core.labels.wording import is_figure
from core.sources.html_looks import HtmlLook, Looks
from core.sources.html_repair import repaired
from core.sources.html_sight import HtmlSight
from core.sources.lettering import APART, FAINT, NO_TEXT, STRUCK, lowered, raised

MOST_SLOTS = 200_000
"""Grid positions of one table; the report's largest has some three hundred."""
MOST_COLUMNS = 200

_CLIPBOARD_HEADER = re.compile(r"\ufeff?(?:[A-Za-z]+:[^\r\n<]*\r?\n)*(?=\s*<)")
"""What Windows puts in front of HTML on its clipboard: Version, StartHTML, SourceURL."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:collapse|hidden)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
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
_HIDDEN_BY_SHEET = "这一格的样式可能使它不显示，不能确定原文是什么，请对照原文填写"


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


def grids(root: Element) -> tuple[Grid, ...]:
    """Return every table with text, in the page's order; one inside another is its own."""
    tables = [each for each in root.iter("table") if not _is_out_of_sight(each)]
    looks = looks_of(root)
    found = (grid_of(table, number, looks) for number, table in enumerate(tables, 1))
    return tuple(grid for grid in found if any(cell.text for row in grid.rows for cell in row))


def looks_of(root: Element) -> Looks:
    """Return how a page's style sheets set its letters."""
    return Looks(*(each.text or "" for each in root.iter("style")))


def grid_of(table: Element, number: int, looks: Looks) -> Grid:
    """Return one table as a grid; ``number`` is how places call it: 第2个表."""
    slots = _Slots(looks)
    for group in _row_groups(table):
        slots.add(group)
    kept = [number for number in range(len(slots.lines)) if number not in slots.hidden]
    hidden_columns = _hidden_columns(table)
    unsure_columns = _unsure_columns(table, looks)
    rows: list[tuple[Cell, ...]] = []
    begun: set[int] = set()
    for line in kept:
        row = []
        for column, placed in sorted(slots.lines[line].items()):
            if id(placed) in begun or column in hidden_columns:
                continue
            begun.add(id(placed))
            down = sum(each not in slots.hidden for each in range(line, placed.line + placed.down))
            across = sum(
                each not in hidden_columns for each in range(column, placed.column + placed.across)
            )
            place = Place(f"第{number}个表第{len(rows) + 1}行")
            doubt = placed.doubt or _HIDDEN_BY_SHEET * (column in unsure_columns)
            row.append(Cell(placed.text, place, down, across, doubt))
        rows.append(tuple(row))
    return Grid(tuple(rows), Place(f"第{number}个表"))


def text_of(element: Element, looks: Looks | None = None) -> str:
    """Return what an element shows, lines by line feeds, without the tables inside it."""
    writer = _Writer(looks or Looks(), is_in_cell=False)
    writer.write(element, is_whole=True)
    return writer.text()


@dataclass(frozen=True, slots=True)
class _Placed:
    text: str
    line: int
    column: int
    down: int
    across: int
    doubt: str


class _Slots:
    """Lines of grid positions with the cell that covers each, as browsers place cells."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self.lines: list[dict[int, _Placed]] = []
        self.hidden: set[int] = set()
        self._count = 0

    def add(self, rows: Sequence[Element]) -> None:
        """Place the rows of a group; no span leaves its group."""
        first, end = len(self.lines), len(self.lines) + len(rows)
        self.lines += [{} for _ in rows]
        for line, row in enumerate(rows, first):
            if _is_hidden(row):
                self.hidden.add(line)
            column = 0
            for cell in row:
                if cell.tag not in {"td", "th"} or _is_hidden(cell):
                    continue
                while column in self.lines[line]:
                    column += 1
                said = self._looks.in_sheets(row) | self._looks.in_sheets(cell)
                is_unsure = HtmlLook.UNSURE in said or self._looks.puts_something_beside(row)
                doubt = _HIDDEN_BY_SHEET if is_unsure else ""
                column = self._place(cell, line, column, end, doubt)

    def _place(self, cell: Element, line: int, column: int, end: int, doubt: str) -> int:
        """Place a cell, cut where another stands already; returns the column after it."""
        across = 1
        wanted = min(_whole(cell.get("colspan"), 1) or 1, MOST_COLUMNS - column)
        while across < wanted and column + across not in self.lines[line]:
            across += 1
        down = min(_whole(cell.get("rowspan"), 1) or end, end - line)
        if column >= MOST_COLUMNS or self._count + across > MOST_SLOTS:
            return column
        down = max(1, min(down, (MOST_SLOTS - self._count) // across))
        self._count += down * across
        text, why = _cell_text(cell, self._looks)
        placed = _Placed(text, line, column, down, across, doubt or why)
        for at in range(line, line + down):
            for slot in range(column, column + across):
                self.lines[at].setdefault(slot, placed)
        return column + across


class _Writer:
    """Collects what is shown, with blanks run together as browsers do."""

    def __init__(self, looks: Looks, *, is_in_cell: bool) -> None:
        self._looks = looks
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
            return _HIDDEN_BY_SHEET
        if any(each.is_hidden for each in self._sights):
            return _HIDDEN_BY_SHEET
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

    def _last_character(self) -> str:
        return self._parts[-1][-1] if self._parts else ""

    def _break(self) -> None:
        if self._last_character() not in {"", "\n"}:
            self._parts.append("\n")


def _cell_text(cell: Element, looks: Looks) -> tuple[str, str]:
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
        or not _is_hidden(element)
        or "mso-hide" in (element.get("style") or "")
    ):
        return False
    return any(
        any(map(str.isdigit, f"{each.text or ''}{each.tail or '' if each is not element else ''}"))
        for each in element.iter()
    )


def _row_groups(table: Element) -> Iterator[list[Element]]:
    """Yield the rows of a table by their groups, without those of tables inside it."""
    loose: list[Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"} and not _is_hidden(child):
            if loose:
                yield loose
                loose = []
            yield [row for row in child if row.tag == "tr"]
    if loose:
        yield loose


def _hidden_columns(table: Element) -> frozenset[int]:
    """Return the columns that a sheet hides; it still sends their cells."""
    return frozenset(at for at, column in _columns(table) if _is_hidden(column))


def _unsure_columns(table: Element, looks: Looks) -> frozenset[int]:
    """Return the columns that a style sheet may hide."""
    return frozenset(at for at, column in _columns(table) if looks.sight(column).is_hidden)


def _columns(table: Element) -> Iterator[tuple[int, Element]]:
    """Yield the columns that a table describes, with the number of each."""
    at = 0
    for element in table.iter("col"):
        if _owner(element) is not table:
            continue
        span = max(1, min(_whole(element.get("span"), 1), MOST_COLUMNS))
        yield from ((each, element) for each in range(at, at + span))
        at += span


def _owner(element: Element) -> Element | None:
    """Return the table that an element belongs to."""
    parent = element.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _is_unseen(element: Element) -> bool:
    return (
        element.tag in _UNSEEN
        or _is_hidden(element)
        or "msocomanchor" in (element.get("class") or "")
    )


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_out_of_sight(element: Element) -> bool:
    """Tell whether an element or one that it stands in is hidden."""
    each: Element | None = element
    while each is not None:
        if _is_hidden(each):
            return True
        each = each.getparent()
    return False


def _whole(text: str | None, otherwise: int) -> int:
    """Return the whole number that an attribute holds, as browsers read it."""
    match = re.match(r"\s*\+?(\d{1,6})", text or "", re.ASCII)
    return int(match[1]) if match else otherwise


def _header_length(text: str) -> int:
    match = _CLIPBOARD_HEADER.match(text)
    return match.end() if match else 0
