"""PDF files with text as blocks: paragraphs from lines, tables from the lines that rule them."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.labels.wording import is_figure
from core.sources.file_content import pictured
from core.sources.lettering import STRUCK
from core.sources.pdf_guard import is_bomb
from core.sources.pdf_lines import TextLine, TypeArea, joined, lines_of
from core.sources.pdf_page import Glyph, PdfPage
from core.sources.pdf_pieces import PdfPiece, joined_pieces
from core.sources.pdf_reader import PageReader
from core.sources.pdf_sight import OVERDRAWN, UNSEEN
from core.sources.pdf_tables import PdfBox, PdfTable, find_tables, is_struck, mark_runs_over

MOST_PAGES = 200
"""A report has some ten pages, with all its annexes a hundred."""
_MOST_IN_ALL = 200_000
"""Letters and rules of all pages."""
_EDGE = 0.125
"""The share of a page's height where its number and what heads every page stand."""
_PAGE_NUMBER = re.compile(
    r"[-—–－─·•~～\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，共]+\s*\d{1,3}\s*页?)?[-—–－─·•~～\s]*"
    r"|第[一二三四五六七八九十]{1,3}页"
)
_PASSWORD = 4
_STROKE = "\u0336"
"""Strikes out the character before it."""
_ON_EDGE = "这一格的字跨在格线上，不能确定在哪一格，请对照原文填写"
_OVER_ROWS = "这一格跨了几行，不能确定是哪一行的数，请对照原文填写"
_ASTRAY = "这一页有些字不在文件所说的位置，不能确定这一格的数有没有缺，请对照原文填写"
_ODD = "这里的格线不完整，不能确定数在哪一格，请对照原文填写"

_Item: TypeAlias = TextLine | PdfPiece


class _Document(Protocol):
    """What is needed of a document that PDFium has opened."""

    def save(self, dest: io.BytesIO, version: None = None, flags: int = 0) -> None: ...


def read_pdf(content: bytes) -> tuple[Block, ...]:
    """Return what a PDF shows. Raises Problem where it is scanned, locked, damaged or too long."""
    pages = _read_pages(content)
    pictures = [page.number for page in pages if page.is_picture]
    if not any(page.glyphs for page in pages if not page.is_picture) or pictures[:1] > [1]:
        raise _scanned(pictures, len(pages))
    laid_out = [_LaidOut.of(page) for page in pages if not page.is_picture]
    items = _without_edges(laid_out)
    area = TypeArea.of([item for item in items if isinstance(item, TextLine)])
    return tuple(_blocks(joined_pieces(items), area))


def _read_pages(content: bytes) -> list[PdfPage]:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceProblem(
                "加了密码，读不出来。请用能打开它的软件去掉密码后另存，再读取。"
            ) from error
        raise SourceProblem(
            "是PDF文件，但已经损坏，读不出来，所以没有读入。请重新下载或复制一份再读取。"
        ) from error
    with document:
        count = len(document)
        if is_bomb(_open_content(document, content)):
            raise _too_much()
        if count > MOST_PAGES:
            raise SourceProblem(
                f"有{count}页，不像是一份年报，没有读入。"
                "请把年报的那几页另存为单独的PDF文件，再读取。"
            )
        reader = PageReader()
        pages = []
        size = 0
        for number in range(count):
            pages.append(reader.read(document.raw, number))
            size += len(pages[-1].glyphs) + len(pages[-1].rules)
            if size > _MOST_IN_ALL:
                raise _too_much()
    return pages


def _open_content(document: _Document, content: bytes) -> bytes:
    """Return a file's bytes, deciphered where it may be read but not changed without a word."""
    if b"/Encrypt" not in content:
        return content
    import pypdfium2.raw  # type: ignore[import-untyped]  # it ships no types

    buffer = io.BytesIO()
    document.save(buffer, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    return buffer.getvalue()


def _too_much() -> SourceProblem:
    return SourceProblem(
        "的内容太多，不像是一份年报，没有读入。请把年报的那几页另存为单独的PDF文件，再读取。"
    )


def _scanned(pictures: Sequence[int], count: int) -> SourceProblem:
    some = f"第{'、'.join(map(str, pictures[:5]))}页" if 0 < len(pictures) < count else "页面"
    return pictured(f"的{some}是扫描的图片，没有可靠的文字")


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A page's lines of text and its tables, from top to bottom."""

    page: PdfPage
    lines: tuple[TextLine, ...]
    tables: tuple[tuple[float, PdfPiece], ...]

    @classmethod
    def of(cls, page: PdfPage) -> _LaidOut:
        tables = find_tables(page.rules)
        loose: list[Glyph] = []
        across = sorted((rule for rule in page.rules if rule.across), key=lambda rule: rule.at)
        for glyph in page.glyphs:
            boxes = (table.box_at(*glyph.middle) for table in tables)
            box = next((each for each in boxes if each is not None), None)
            if box is not None:
                box.glyphs.append(glyph)
            elif glyph.text.isdigit() and (glyph.doubt == UNSEEN or is_struck(glyph, across)):
                # Outside of tables too, so that it is no figure any more.
                loose.append(replace(glyph, text=f"{glyph.text}{_STROKE}"))
            else:
                loose.append(glyph)
        pieces: list[tuple[float, PdfPiece]] = []
        for table in tables:
            mark_runs_over(table)
            place = Place(f"第{page.number}页第{len(pieces) + 1}个表")
            if any(box.glyphs for box in table.boxes):
                pieces.append((table.ys[0], _piece(table, page, place)))
        return cls(page, tuple(lines_of(loose, page.number)), tuple(pieces))


def _piece(table: PdfTable, page: PdfPage, place: Place) -> PdfPiece:
    across = sorted((rule for rule in page.rules if rule.across), key=lambda rule: rule.at)
    rows: list[list[Cell]] = [[] for _ in table.ys[1:]]
    edges: list[list[tuple[float, float]]] = [[] for _ in table.ys[1:]]
    for box in sorted(table.boxes, key=lambda each: each.column):
        spot = f"{place.spot}第{box.row + 1}行"
        cell = _cell(box, Place(spot))
        if cell.doubt in {"", OVERDRAWN} and any(is_struck(g, across) for g in box.glyphs):
            cell = replace(cell, doubt=STRUCK)
        elif page.is_astray and not cell.doubt and any(map(str.isdigit, cell.text)):
            cell = replace(cell, doubt=_ASTRAY)
        rows[box.row].append(cell)
        edges[box.row].append((box.left, box.right))
    return PdfPiece(page.number, place, tuple(map(tuple, rows)), tuple(map(tuple, edges)))


def _cell(box: PdfBox, place: Place) -> Cell:
    lines = lines_of(box.glyphs)
    text = ""
    for line in lines:
        both_wide = text[-1:] and not text[-1:].isascii() and not line.text[:1].isascii()
        text = f"{text}{'' if both_wide else chr(10)}{line.text}" if text else line.text
    text = text.replace("\t", " ")
    doubt = next((line.doubt for line in lines if line.doubt), "")
    if box.down > 1 and is_figure(text):
        doubt = _OVER_ROWS
    if box.is_odd and box.glyphs:
        doubt = _ODD
    elif box.runs_over or any(box.is_cut(glyph) for glyph in box.glyphs if glyph.text.strip()):
        doubt = _ON_EDGE
    return Cell(text, place, box.down, box.across, doubt)


def _without_edges(pages: Sequence[_LaidOut]) -> list[_Item]:
    """Return what stands on the pages without their numbers and what heads and foots them."""
    seen: dict[str, list[TextLine]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _is_at_edge(line, page.page):
                seen[re.sub(r"\d+", "#", line.text)].append(line)
    items: list[_Item] = []
    for page in pages:
        flow: list[tuple[float, _Item]] = list(page.tables)
        for line in page.lines:
            same = seen[re.sub(r"\d+", "#", line.text)] if _is_at_edge(line, page.page) else []
            alike = {o.page for o in same if abs(o.base - line.base) < _LEVEL}
            is_head = len(alike) > 1 and len(alike) >= 0.4 * len(pages)
            is_number = bool(same) and _PAGE_NUMBER.fullmatch(line.text) is not None
            if not is_head and not is_number:
                flow.append((line.base, line))
        items += [item for _, item in sorted(flow, key=lambda each: each[0])]
    return items


_LEVEL = 4.0
"""Points by which the heads of two pages may differ in height."""


def _is_at_edge(line: TextLine, page: PdfPage) -> bool:
    edge = _EDGE * page.height
    return line.base < edge or line.base - line.size > page.height - edge


def _blocks(items: Sequence[_Item], area: TypeArea) -> Iterator[Block]:
    text, doubt, last = "", "", None
    first: TextLine | None = None
    for item in items:
        if isinstance(item, TextLine) and last is not None and area.goes_on(last, item):
            text, last = joined(text, item.text), item
            doubt = doubt or item.doubt
            continue
        if first is not None:
            yield Paragraph(text, _place(first), doubt=doubt)
        first = last = None
        if isinstance(item, TextLine):
            text, doubt, first, last = item.text, item.doubt, item, item
        else:
            yield Grid(item.rows, item.place)
    if first is not None:
        yield Paragraph(text, _place(first), doubt=doubt)


def _place(line: TextLine) -> Place:
    return Place(f"第{line.page}页第{line.number}行")
