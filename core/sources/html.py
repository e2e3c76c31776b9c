"""Web pages, and Word's own HTML, as blocks: paragraphs and tables in the order of the page."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from typing import Protocol, cast
from urllib.parse import urljoin

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Paragraph, Place
from core.labels.wording import normal
from core.sources.html_frames import with_frames
from core.sources.html_grid import grid_of, looks_of
from core.sources.html_looks import Looks
from core.sources.html_text import NO_LETTERS, text_of
from core.sources.html_tree import Element, parse_html
from core.sources.lettering import FAINT
from core.sources.size import MOST_PAGE_TAGS, is_crowded

_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""")
LONGEST_PAGE = 5 * 1024 * 1024
"""Characters; a report saved from Word has some 300,000, most of them about its looks."""
_MOST_ROWS = 20_000
"""Rows of all tables of a page."""
_MOST_PAGES = 100
"""Pages that one file holds, frames of advertisements included."""
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_START = 4096
"""Bytes; how far into a page its encoding is looked for."""
_ENCODINGS = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
"""The encodings that pages name, and the larger ones that hold what they really have."""
_FEW = 0.01
"""The share of lost characters with which a page is still what its encoding says."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NO_CONTENT = frozenset(
    {"nav", "aside", "footer", "button", "select", "textarea", "option", "object", "iframe",
     "svg", "math", "audio", "video", "xml", "dialog", "map"}
)  # fmt: skip
_PAGE_EDGES = frozenset({"header", "footer", "even header", "even footer"})
"""What Word's own HTML calls the parts that stand at each page's edge."""
_EDGE_STYLE = re.compile(
    r"mso-element\s*:\s*(?:header|footer|footnote|endnote|comment)", re.IGNORECASE
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# The walk through the page writes one text; these stand in it where a table, a heading or a
# picture is.
# They are no characters, so that no page has them.
_TABLE, _HEADING, _UNSURE, _PICTURE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_MARK = re.compile(f"[{_TABLE}{_HEADING}{_UNSURE}{_PICTURE}]")
_SMALLEST_PICTURE = 60
"""Pixels; what is lower or narrower is a mark or a counter of visits."""

_BODY = re.compile("<body[^>]{0,2000}>", re.IGNORECASE)


def read_html(content: bytes) -> tuple[Block, ...]:
    """Return what a page shows. Raises Problem where its characters cannot be told."""
    page = with_frames(decode_page(content), lambda _: None)
    return page_blocks(_MARK.sub("\ufffd", page))


def read_mail(content: bytes) -> tuple[Block, ...]:
    """Return what a page that is saved in one file (.mht) shows. Raises Problem."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    sheets = [
        part.get_payload(decode=True)
        for part in message.walk()
        if part.get_content_type() == "text/css"
    ]
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    found = {}
    for part in pages[:_MOST_PAGES]:
        page = part.get_payload(decode=True)
        if isinstance(page, bytes):
            text = decode_page(page, part.get_content_charset() or "")
            where = str(part.get("Content-Location") or "")
            found[f"cid:{str(part.get('Content-ID') or '').strip('<> ')}"] = text
            found[where or "cid:"] = text
    start = next(iter(found.values()), None)
    if start is not None:
        base = str(pages[0].get("Content-Location") or "")
        text = with_frames(start, lambda source: found.get(source) or found.get(_at(base, source)))
        text = _BODY.sub(lambda body: f"{body[0]}{_style_sheets(sheets)}", text, count=1)
        return page_blocks(_MARK.sub("\ufffd", text))
    raise SourceProblem(
        "里没有找到网页的内容，可能已经损坏。"
        "请用浏览器打开原网页，另存为.html文件，或者把全文复制到记事本存为.txt文件，再读取。"
    )


def _at(base: str, address: str) -> str:
    """Return the address that a page at another one means by a shorter one."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _style_sheets(sheets: Sequence[object]) -> str:
    """Return the style sheets that a saved page has beside it, as the page could hold them."""
    read = (sheet.decode("utf-8", "replace") for sheet in sheets if isinstance(sheet, bytes))
    found = [sheet.replace("<", " ") for sheet in read]
    return f"<style>{' '.join(found)}</style>" if found else ""


def decode_page(content: bytes, declared: str = "") -> str:
    """Return the text of a page in the encoding that it names, or in the one that fits."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if content[:2] == b"<\x00":
        return content.decode("utf-16-le", errors="replace")
    start = content[:_START]
    match = _DECLARED.search(start) or _XML_DECLARED.match(start)
    named = declared or (match[1].decode("ascii") if match else "")
    text = content.decode("utf-8", errors="replace")
    kept = text.encode("utf-8") == content
    if kept or text.count("\ufffd") <= _FEW * sum(character > "\x7f" for character in text):
        # A character cut in two is lost by itself: no figure ever goes with it.
        return text
    for encoding in (_ENCODINGS.get(named.lower(), "gb18030"), "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceProblem(
        "的文字编码认不出来，可能已经损坏。"
        "请用浏览器打开它，把全文复制到记事本，存为.txt文件再读取。"
    )


def page_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a page's source. Raises Problem where it is too long for a report."""
    if (
        len(text) > LONGEST_PAGE
        or len(_ROW.findall(text)) > _MOST_ROWS
        or is_crowded(text, MOST_PAGE_TAGS)
    ):
        raise SourceProblem(
            "太长，不像是一份年报，没有读入。请把年报的全文复制到记事本，存为.txt文件再读取。"
        )
    root = cast("_Node", parse_html(text))
    title = _page_title(root)
    looks = looks_of(root)
    _drop_edges(root)
    _undo_layout(root)
    tables = [table for table in root.iter("table") if table.getparent() is not None]
    for number, table in enumerate(tables):
        _put_before(table, f"{_TABLE}{number}")
    for element in root.iter("img"):
        if _is_picture(element) and not any(True for _ in element.iterancestors("table")):
            element.tail = f"{_PICTURE}{element.tail or ''}"
    for element in root.iter(*_HEADINGS):
        if not any(True for _ in element.iterancestors("table")):
            element.text = f"{_HEADING}{_HEADINGS[element.tag]}{element.text or ''}"
    found = list(_blocks(text_of(root, looks, _UNSURE), tables, looks))
    shown = "".join(_compact(each.text) for each in found if isinstance(each, Paragraph))
    if _compact(title) not in shown:
        # Where the page itself has no heading, its window's title names the report.
        found.insert(0, Paragraph(title, Place("网页标题")))
    return tuple(found)


class _Node(Element, Protocol):
    """An element that can be changed."""

    def iter(self, *tags: str) -> Iterator[_Node]:
        """Go through the element and all in it."""

    def iterancestors(self, *tags: str) -> Iterator[_Node]:
        """Go through the elements around this one."""

    def getparent(self) -> _Node | None:
        """Return the element that this one stands in."""

    def index(self, child: _Node) -> int:
        """Return where an element stands in this one."""

    def insert(self, at: int, child: _Node) -> None:
        """Put an element into this one."""

    def drop_tree(self) -> None:
        """Take the element away, and leave the text behind it."""


def _blocks(text: str, tables: Sequence[Element], looks: Looks) -> Iterator[Block]:
    paragraphs = grids = 0
    for marked in text.split("\n"):
        line = marked.replace(_UNSURE, "")
        if line.startswith(_TABLE):
            grid = grid_of(tables[int(line[1:])], grids + 1, looks)
            if any(cell.text for row in grid.rows for cell in row):
                grids += 1
                yield grid
            continue
        level, rest = 0, line
        if line.startswith(_HEADING):
            level, rest = int(line[1]), line[2:]
        plain = _MARK.sub("", rest)
        has_picture = _PICTURE in rest
        if plain.strip() or has_picture:
            paragraphs += bool(plain.strip())
            doubt = FAINT if _UNSURE in marked else ""
            yield Paragraph(
                plain, Place(f"第{paragraphs}段"), level, doubt=doubt, has_picture=has_picture
            )


def _undo_layout(root: _Node) -> None:
    """Make blocks of the tables that only lay out the page: around others, or of one column."""
    for table in list(root.iter("table")):
        parts = [
            each
            for each in table.iter("thead", "tbody", "tfoot", "tr", "td", "th", "caption")
            if next(each.iterancestors("table"), None) is table
        ]
        holds_others = sum(1 for _ in table.iter("table")) > 1
        rows = [sum(cell.tag in {"td", "th"} for cell in row) for row in parts if row.tag == "tr"]
        if holds_others or max(rows, default=0) <= 1:
            for each in (table, *parts):
                each.tag = "div"


def _put_before(table: _Node, mark: str) -> None:
    import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

    parent = table.getparent()
    if parent is not None:
        paragraph = lxml.html.Element("p")
        paragraph.text = mark
        parent.insert(parent.index(table), paragraph)


def _drop_edges(root: _Node) -> None:
    """Take away what is not the article: navigation, forms, what Word prints on each page."""
    for element in list(root.iter()):
        if _is_edge(element) and element.getparent() is not None:
            element.drop_tree()


def _is_edge(element: Element) -> bool:
    tag = element.tag
    if tag in NO_LETTERS and _is_in_cell(element):
        return False  # It is no part of the page's edge but of what the cell shows.
    return (
        tag in _NO_CONTENT
        or element.get("aria-hidden") == "true"
        or (tag == "div" and (element.get("title") or "").strip().lower() in _PAGE_EDGES)
        or bool(_EDGE_STYLE.search(element.get("style") or ""))
    )


def _is_picture(element: Element) -> bool:
    sizes = (re.match(r"\d{1,5}", element.get(side) or "") for side in ("width", "height"))
    return all(size is None or int(size[0]) >= _SMALLEST_PICTURE for size in sizes)


def _is_in_cell(element: Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent.tag not in {"td", "th"}:
        parent = parent.getparent()
    return parent is not None


def _page_title(root: Element) -> str:
    title = next(root.iter("title"), None)
    return normal(title.text or "") if title is not None else ""


def _compact(text: str) -> str:
    return "".join(normal(text).split())
