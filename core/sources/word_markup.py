"""A Word document of an older kind (.doc, .rtf), written as the parts that the newer files have.

What such a file says comes in the order of its text: letters, ends of paragraphs, cells and rows.
Written as markup it is read by the reader of the newer files, so that what hides a figure is
known in one place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from core.sources.package import Package
from core.sources.size import too_much

Marks: TypeAlias = Mapping[str, Mapping[str, str]]
"""Properties by the names of their elements, each with its attributes."""

MOST_MARKUP = 24 * 1024 * 1024
"""Characters; a report's main part has some 300,000."""
MOST_PIECES = 600_000
"""Runs, paragraphs, cells and rows together; a report has some thousand."""
_DEEPEST = 10
_NEAR = 40
"""Twentieths of a point: edges of cells that are no further apart are one."""
_UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LETTERS = re.compile("[\t\n]|[^\t\n]+")
_OTHER = "<r><pict><imagedata/></pict></r>"
"""What shows something that is no text."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a row: where it ends, in twentieths of a point, and what it is joined with."""

    end: int
    down: str = ""
    """``restart`` or ``continue`` where it is joined with cells above or below."""
    is_joined: bool = False
    """Whether it goes on the cell to its left."""
    ground: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table, as the end of the row says it."""

    start: int = 0
    cells: tuple[WordCell, ...] = ()
    height: int = 0
    """Twentieths of a point where it is fixed, else 0."""
    is_deleted: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[tuple[list[str], WordRow | None]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    """What stands so far in the cell that is not closed."""


class WordMarkup:
    """Takes in a document piece by piece. Raises Problem where no report has as many."""

    def __init__(self) -> None:
        self._body: list[str] = []
        self._tables: list[_Table] = []
        self._runs: list[str] = []
        self._listed = ""
        """What says that the paragraph is one of a list."""
        self._size = self._count = 0

    def write(self, text: str, letters: Marks) -> None:
        """Write letters; a line feed is a break inside the paragraph."""
        shown = _UNFIT.sub("", text)
        if shown:
            written = "".join(
                "<tab/>" if each == "\t" else "<br/>" if each == "\n" else f"<t>{escape(each)}</t>"
                for each in _LETTERS.findall(shown)
            )
            self._add(f"<r>{marked('rPr', letters)}{written}</r>")

    def write_other(self) -> None:
        """Write that something stands here that is no text: a picture, a field to fill."""
        self._add(_OTHER)

    def write_box(self, content: str) -> None:
        """Write the text of a box that hangs here."""
        self._add(f"<r><pict><txbxContent>{content}</txbxContent></pict></r>")

    def put_in_list(self, number: int, level: int) -> None:
        """Say of which list the paragraph is that ends next; of none where the number is 0."""
        inside = f'<numId val="{number}"/><ilvl val="{level}"/>'
        self._listed = f"<numPr>{inside}</numPr>" if number > 0 else ""

    def put_number(self, text: str) -> None:
        """Say which number stands in front of the paragraph that ends next."""
        shown = quoteattr(_UNFIT.sub("", text))
        self._listed = f"<listPr><t val={shown}/></listPr>" if text else ""

    def end_paragraph(self, shape: Marks, depth: int, *, goes_on: bool = False) -> None:
        """End a paragraph at a depth of tables; ``goes_on`` where the next one belongs to it."""
        self._close_below(depth)
        self._open(depth)
        mark = self._listed + ("<rPr><del/></rPr>" if goes_on else "")
        self._listed = ""
        written = f"<p>{marked('pPr', shape, mark)}{''.join(self._runs)}</p>"
        self._runs.clear()
        self._count_in(written)
        self._content(depth).append(written)

    def end_cell(self, shape: Marks, depth: int) -> None:
        """End a cell, and with it its last paragraph."""
        self.end_paragraph(shape, depth)
        table = self._tables[depth - 1]
        table.cells.append("".join(table.content))
        table.content.clear()

    def end_row(self, row: WordRow, depth: int) -> None:
        """End a row, whose cells were all ended before."""
        self._close_below(depth)
        self._open(depth)
        table = self._tables[depth - 1]
        if table.content or self._runs:
            self.end_cell({}, depth)
        if table.cells:
            table.rows.append((list(table.cells), row))
            table.cells.clear()

    def body(self) -> str:
        """Return all that was written, with what was left open closed."""
        if self._runs:
            self.end_paragraph({}, 0)
        self._close_below(0)
        return "".join(self._body)

    def _add(self, run: str) -> None:
        self._count_in(run)
        self._runs.append(run)

    def _count_in(self, written: str) -> None:
        self._count += 1
        self._size += len(written)
        if self._count > MOST_PIECES or self._size > MOST_MARKUP:
            raise too_much()

    def _content(self, depth: int) -> list[str]:
        return self._body if depth == 0 else self._tables[depth - 1].content

    def _open(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise too_much()
        while len(self._tables) < depth:
            self._tables.append(_Table())

    def _close_below(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            if table.content:
                table.cells.append("".join(table.content))
            if table.cells:  # A row that nothing ended.
                table.rows.append((table.cells, None))
            if table.rows:
                written = _table(table.rows)
                self._count_in("")
                self._content(len(self._tables)).append(written)


def marked(name: str, marks: Marks, more: str = "") -> str:
    """Return properties as an element; nothing where there are none."""
    inside = "".join(
        f"<{each}{''.join(f' {key}={quoteattr(value)}' for key, value in said.items())}/>"
        for each, said in marks.items()
    )
    return f"<{name}>{inside}{more}</{name}>" if inside or more else ""


def word_package(body: str, styles: str = "", numbering: str = "") -> Package:
    """Return a document as the package that a newer file is."""
    parts = {"word/document.xml": f"<document><body>{body}</body></document>".encode()}
    others = {"styles": styles, "numbering": numbering}
    related = ""
    for name, inside in others.items():
        if inside:
            parts[f"word/{name}.xml"] = f"<{name}>{inside}</{name}>".encode()
            related += f'<Relationship Id="{name}" Type="{_KINDS}/{name}" Target="{name}.xml"/>'
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>'.encode()
    )
    return Package.of_parts(parts)


def _table(rows: Sequence[tuple[list[str], WordRow | None]]) -> str:
    edges = _edges([row for _, row in rows if row is not None])
    return f"<tbl>{''.join(_row(cells, row, edges) for cells, row in rows)}</tbl>"


def _edges(rows: Sequence[WordRow]) -> list[int]:
    """Return where columns begin or end, each place once."""
    found: list[int] = []
    for edge in sorted({each for row in rows for each in (row.start, *(c.end for c in row.cells))}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _row(contents: list[str], row: WordRow | None, edges: list[int]) -> str:
    if row is None or len(row.cells) != len(contents):
        # What the row says of its cells is not of these: nothing in it is certain.
        unsure = "".join(f"<tc>{each}<p>{_OTHER}</p></tc>" for each in contents)
        return f"<tr>{unsure}</tr>"

    def column(edge: int) -> int:
        return bisect_right(edges, edge) - 1

    start = at = column(row.start)
    written: list[tuple[WordCell, str, int]] = []
    is_broken = False
    for cell, content in zip(row.cells, contents, strict=True):
        end = column(cell.end)
        is_broken = is_broken or end <= at
        span = max(end - at, 1)
        at = max(end, at + 1)
        if cell.is_joined and written and not _has_text(content):
            first, text, before = written[-1]
            written[-1] = (first, text, before + span)
        else:
            written.append((cell, content, span))
    inside = "".join(_cell(*each, is_broken=is_broken) for each in written)
    marks: dict[str, Mapping[str, str]] = {}
    if start:
        marks["gridBefore"] = {"val": str(start)}
    if row.height:
        marks["trHeight"] = {"val": str(row.height), "hRule": "exact"}
    if row.is_deleted:
        marks["del"] = {}
    return f"<tr>{marked('trPr', marks)}{inside}</tr>"


def _cell(cell: WordCell, content: str, span: int, *, is_broken: bool) -> str:
    marks: dict[str, Mapping[str, str]] = {"gridSpan": {"val": str(span)}} if span > 1 else {}
    if cell.down:
        marks["vMerge"] = {"val": cell.down}
    if cell.ground:
        marks["shd"] = cell.ground
    unsure = f"<p>{_OTHER}</p>" if is_broken else ""
    return f"<tc>{marked('tcPr', marks)}{content}{unsure}</tc>"


def _has_text(content: str) -> bool:
    return "<t>" in content or "<pict" in content
