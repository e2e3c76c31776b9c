"""Reads an HTML page strictly: what it holds, and every table as a grid that must be whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "wbr", "col", "hr", "img", "link", "input", "base"}


@dataclass
class Cell:
    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    part: int
    text: str = ""

    @property
    def down(self) -> int:
        return int(self.attributes.get("rowspan", "1"))

    @property
    def across(self) -> int:
        return int(self.attributes.get("colspan", "1"))


@dataclass
class Table:
    caption: str = ""
    groups: list[int] = field(default_factory=list)
    """How many columns each group has."""
    parts: list[tuple[str, int]] = field(default_factory=list)
    """The kind of each group of lines, and the line where it begins."""
    lines: int = 0
    cells: list[Cell] = field(default_factory=list)
    taken: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        return sum(self.groups)

    def part_end(self, part: int) -> int:
        return self.parts[part + 1][1] if part + 1 < len(self.parts) else self.lines

    def check(self) -> None:
        """Fail where the grid has a hole or a heading lies about its reach."""
        places = {(line, column) for line in range(self.lines) for column in range(self.columns)}
        assert set(self.taken) == places
        edges = [sum(self.groups[:n]) for n in range(len(self.groups) + 1)]
        groups = set(pairwise(edges))
        for cell in self.cells:
            end = self.part_end(cell.part)
            assert cell.line + cell.down <= end, "a span leaves its group of lines"
            scope = cell.attributes.get("scope")
            if cell.tag == "td":
                assert scope is None
                continue
            assert scope in {"col", "row", "colgroup", "rowgroup"}
            if scope == "colgroup":
                assert (cell.column, cell.column + cell.across) in groups
            if scope == "rowgroup":
                kind, begin = self.parts[cell.part]
                assert kind == "tbody"
                assert cell.line == begin
                assert cell.down == end - begin or cell.across == self.columns


class HtmlPage(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.tables: list[Table] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        """The text of every title, heading and paragraph, with its tag."""
        self._open: list[str] = []
        self._cell: Cell | None = None
        self.feed(source)
        self.close()
        assert self._open == []
        for table in self.tables:
            table.check()

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.append(tag)
        self.attributes += attributes
        said = dict(attributes)
        assert len(said) == len(attributes), "an attribute is said twice"
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"title", "h1", "h2", "h3", "h4", "h5", "p"}:
            self.texts.append((tag, ""))
        if tag == "br":
            self.handle_data("\n")
        if tag == "table":
            self.tables.append(Table())
        elif tag == "colgroup":
            self.tables[-1].groups.append(0)
        elif tag == "col":
            self.tables[-1].groups[-1] += 1
        elif tag in {"thead", "tbody"}:
            self.tables[-1].parts.append((tag, self.tables[-1].lines))
        elif tag == "tr":
            self.tables[-1].lines += 1
        elif tag in {"td", "th"}:
            self._place(tag, said)

    def _place(self, tag, attributes) -> None:
        table = self.tables[-1]
        line, column = table.lines - 1, 0
        while (line, column) in table.taken:
            column += 1
        self._cell = Cell(tag, attributes, line, column, len(table.parts) - 1)
        table.cells.append(self._cell)
        for below in range(line, line + self._cell.down):
            for beside in range(column, column + self._cell.across):
                assert (below, beside) not in table.taken, "spans overlap"
                table.taken[below, beside] = self._cell

    def handle_endtag(self, tag) -> None:
        assert self._open.pop() == tag
        if tag in {"td", "th"}:
            self._cell = None

    def handle_data(self, data) -> None:
        if self._cell is not None:
            self._cell.text += data
        elif "caption" in self._open:
            self.tables[-1].caption += data
        elif any(tag in self._open for tag in ("title", "h1", "h2", "h3", "h4", "h5", "p")):
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def texts_of(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]
