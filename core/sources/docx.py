"""Word documents (.docx) as blocks: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.labels.wording import is_figure
from core.printed.own_marks import HEADING_BOOKMARK
from core.sources.docx_cover import covered_tables
from core.sources.docx_inserted import Inserted, inserted_text, not_inserted
from core.sources.docx_numbering import Numbering
from core.sources.docx_sight import DocxRoom, DocxRooms, DocxSight
from core.sources.docx_store import fill_controls
from core.sources.docx_styles import TextStyles
from core.sources.docx_text import Setting, Shown, shown_in, shows_picture
from core.sources.file_content import FileKind, kind_of, pictured
from core.sources.html_tree import Element
from core.sources.lettering import COVERED, NO_TEXT, UNSEEN_DIGITS
from core.sources.office_theme import OfficeTheme
from core.sources.package import Package, attribute, child, children, local
from core.sources.size import too_much

_FEW_LETTERS = 40
MOST_CELLS = 200_000
MOST_PARAGRAPHS = 100_000
"""Those in the cells of tables too; a report has some six hundred."""
MOST_RUNS = 200_000
MOST_STYLES = 5_000
"""A document that went through many hands has some hundreds."""
_LONGEST_DESCENT = 12
_DEEPEST = 12
"""Tables inside tables; deeper than this is no document that anybody wrote."""
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"})
"""What stands around paragraphs, rows and cells and shows nothing of its own."""


def read_docx(package: Package) -> tuple[Block, ...]:
    """Return what a Word document shows. Raises Problem where its parts are damaged."""
    document = _Document(package, Inserted())
    blocks = tuple(document.blocks())
    if document.has_pictures and not _has_letters(blocks):
        raise pictured("里是扫描的图片，没有文字")
    return blocks


def _has_letters(blocks: Sequence[Block]) -> bool:
    """Tell whether a document has more text than a heading above its pictures."""
    if any(isinstance(each, Grid) for each in blocks):
        return True
    texts = (each.text for each in blocks if isinstance(each, Paragraph))
    return sum(len("".join(each.split())) for each in texts) > _FEW_LETTERS


@dataclass(frozen=True, slots=True)
class CommentAnchor:
    """Where a comment (批注) hangs: its identifier, the paragraph or cell, the words meant."""

    name: str
    place: Place
    quote: str


def read_remarked_docx(package: Package) -> tuple[tuple[Block, ...], tuple[CommentAnchor, ...]]:
    """Return what a Word document shows, and where its comments hang. Raises Problem."""
    document = _Document(package, Inserted())
    return tuple(document.blocks()), tuple(document.anchors.values())


class _Document:
    def __init__(self, package: Package, inserted: Inserted) -> None:
        self._package = package
        self._inserted = inserted
        self._main = package.main_part()
        targets = dict(package.targets(self._main).values())
        styles = package.xml(targets.get("styles", ""))
        self._root = package.required(self._main)
        for part, kind, most in (
            (self._root, "p", MOST_PARAGRAPHS),
            (self._root, "r", MOST_RUNS),
            (styles, "style", MOST_STYLES),
        ):
            if part is not None and sum(1 for _ in part.iter(f"{{*}}{kind}")) > most:
                raise too_much()
        self._covered = covered_tables(child(self._root, "body"))
        fill_controls(package, self._main, self._root)
        self._levels = _outline_levels(styles)
        text_styles = TextStyles(styles)
        self._theme = OfficeTheme(
            package.xml(targets.get("theme", "")), package.xml(targets.get("settings", ""))
        )
        self._setting = Setting(text_styles, DocxSight(text_styles, self._theme), DocxRoom())
        self._numbering = Numbering(package.xml(targets.get("numbering", "")), styles)
        self._paragraphs = self._tables = self._cells = 0
        self._joined = ""
        """The text of paragraphs whose end a tracked change takes away: the next one goes on."""
        self.anchors: dict[str, CommentAnchor] = {}

    @property
    def has_pictures(self) -> bool:
        """Tell whether there are pictures in the document."""
        return any(True for _ in self._root.iter("{*}blip", "{*}imagedata"))

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the body."""
        yield from self._inside(child(self._root, "body"), 0)
        yield from self._left_over()

    def _left_over(self) -> Iterator[Block]:
        """Yield paragraphs that should go on, where nothing follows that they could go on in."""
        if self._joined:
            yield Paragraph(self._joined, Place(f"第{self._paragraphs}段"))
        self._joined = ""

    def _inside(self, element: Element | None, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            return
        for each in children(element):
            match local(each):
                case "p":
                    yield from self._paragraph(each, depth)
                case "tbl":
                    yield from self._left_over()
                    yield from self._table(each, depth)
                case "AlternateContent":
                    yield from self._inside(_chosen(each), depth)
                case "altChunk":
                    yield from self._left_over()
                    yield from self._insert(each)
                case name if name in _WRAPPERS:
                    yield from self._inside(each, depth)

    def _insert(self, element: Element) -> Iterator[Block]:
        """Yield what a file shows that Word takes in on opening."""
        _, target = self._package.targets(self._main).get(attribute(element, "id") or "", ("", ""))
        if target not in self._package.names:
            raise not_inserted()
        content = self._inserted.take(self._package.content(target))
        if kind_of(content) is FileKind.PACKAGE:
            inner = Package(content)
            if not inner.main_part().startswith("word/"):
                raise not_inserted()
            yield from _Document(inner, self._inserted).blocks()
        else:
            yield from inserted_text(content)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        self._paragraphs += 1
        place = Place(f"第{self._paragraphs}段")
        shown = self._shown(element, place)
        level = self._level(element)
        text, self._joined = self._joined + shown.text, ""
        if _goes_on(element):
            self._joined = text
        else:
            doubt = shown.doubt if shown.doubt in UNSEEN_DIGITS else ""
            has_picture = shows_picture(element)
            for at, line in enumerate(text.split("\n")):
                section = _section(element)
                yield Paragraph(line, place, level, section, doubt, has_picture and not at)
        for box in shown.boxes:
            yield from self._inside(box, depth + 1)

    def _shown(self, element: Element, place: Place, room: DocxRoom | None = None) -> Shown:
        setting = self._setting if room is None else replace(self._setting, room=room)
        shown = shown_in(element, setting)
        for name, quote in shown.remarked:
            self.anchors.setdefault(name, CommentAnchor(name, place, quote))
        mark = self._numbering.mark(child(element, "pPr"))
        if not shown.text.strip():
            is_counted = any(map(str.isdigit, mark))  # A number of the list, and nothing behind it.
            return replace(shown, doubt=shown.doubt or NO_TEXT) if is_counted else shown
        if is_figure(shown.text):
            return shown  # A figure in a list is not 1.5 for being the list's first.
        return replace(shown, text=mark + shown.text)

    def _level(self, element: Element) -> int:
        properties = child(element, "pPr")
        outline = attribute(child(properties, "outlineLvl"), "val")
        if outline is None:
            style = attribute(child(properties, "pStyle"), "val") or ""
            return self._levels.get(style, 0)
        return int(outline) + 1 if outline in _OUTLINE else 0

    def _table(self, element: Element, depth: int) -> Iterator[Block]:
        rows = [row for row in _parts(element, "tr") if not _is_deleted(row)]
        cells = [list(_parts(row, "tc")) for row in rows]
        holds_others = any(True for row in cells for cell in row for _ in _parts(cell, "tbl"))
        if holds_others or max(map(len, cells), default=0) <= 1:
            # A table around others, or of one column, lays out the page: its cells are no cells.
            for row in cells:
                for cell in row:
                    yield from self._inside(cell, depth + 1)
            return
        self._tables += 1
        yield self._grid(element, rows, cells, Place(f"第{self._tables}个表"))

    def _grid(
        self, table: Element, rows: list[Element], cells: list[list[Element]], place: Place
    ) -> Grid:
        rooms = DocxRooms(self._setting.styles, self._theme, table, len(rows))
        grid: list[list[Cell]] = []
        begun: dict[int, tuple[int, int]] = {}
        """For each column the row and number of the cell that reaches down to here."""
        for number, (row, elements) in enumerate(zip(rows, cells, strict=True)):
            column = _count(child(row, "trPr", "gridBefore"), 0)
            grid.append([])
            reaching: dict[int, tuple[int, int]] = {}
            for each, element in enumerate(elements):
                across = _count(child(element, "tcPr", "gridSpan"), 1) or 1
                merge = child(element, "tcPr", "vMerge")
                kind = "" if merge is None else attribute(merge, "val") or "continue"
                if kind == "continue" and column in begun:
                    reaching[column] = begun[column]
                    above, at = begun[column]
                    cell = grid[above][at]
                    grid[above][at] = replace(cell, down=number - above + 1)
                else:
                    if kind:
                        reaching[column] = (number, len(grid[number]))
                    spot = f"{place.spot}第{number + 1}行第{len(grid[number]) + 1}格"
                    spotted = Place(spot)
                    is_last = each == len(elements) - 1
                    room = rooms.room(row, element, (number, each), is_last=is_last)
                    text, doubt, remark = self._cell_text(element, spotted, room)
                    if table in self._covered and any(map(str.isdigit, text)):
                        doubt = doubt or COVERED
                    grid[number].append(Cell(text, spotted, 1, across, doubt, remark))
                column += across
                self._cells += 1
            begun = reaching
            if self._cells > MOST_CELLS:
                raise SourceProblem(
                    "里的表格太大，不像是年报的表格，没有读入。"
                    "请把年报复制到一份新的文档里，另存后再读取。"
                )
        return Grid(tuple(map(tuple, grid)), place)

    def _cell_text(self, element: Element, place: Place, room: DocxRoom) -> tuple[str, str, str]:
        """Return what a cell shows, why a figure there would be in doubt, where it comes from."""
        lines = []
        joined = doubt = remark = ""
        for paragraph in _parts(element, "p"):
            shown = self._shown(paragraph, place, room)
            joined += shown.text
            doubt, remark = doubt or shown.doubt, remark or shown.remark
            if _goes_on(paragraph):
                continue
            lines.append(joined)
            joined = ""
            boxed = [self._shown(p, place) for b in shown.boxes for p in _parts(b, "p")]
            lines += [each.text for each in boxed]
            doubt = next((each.doubt for each in boxed if each.doubt), doubt)
        lines.append(joined)
        if any(local(each) == "altChunk" for each in element):
            doubt = NO_TEXT  # Another file stands in the cell.
        return "\n".join(line.strip() for line in lines if line.strip()), doubt, remark


_OUTLINE = frozenset("012345678")


def _parts(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, those inside what shows nothing of its own included."""
    for each in element:
        kind = local(each)
        if kind == name:
            yield each
        elif kind == "AlternateContent":
            chosen = _chosen(each)
            if chosen is not None:
                yield from _parts(chosen, name)
        elif kind in _WRAPPERS:
            yield from _parts(each, name)


def _chosen(element: Element) -> Element | None:
    """Return one of the versions of the same content that a document offers."""
    newer = child(element, "Choice")
    return newer if newer is not None else child(element, "Fallback")


def _goes_on(paragraph: Element) -> bool:
    """Tell whether a tracked change takes away the end of a paragraph, so that the next goes on."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _section(paragraph: Element) -> str:
    """Return the section whose heading a document of ours says that a paragraph is."""
    names = (attribute(e, "name") or "" for e in paragraph if local(e) == "bookmarkStart")
    found = next((name for name in names if name.startswith(HEADING_BOOKMARK)), "")
    return found.removeprefix(HEADING_BOOKMARK)


def _is_deleted(row: Element) -> bool:
    """Tell whether a tracked change takes the row away."""
    return child(row, "trPr", "del") is not None


def _count(element: Element | None, otherwise: int) -> int:
    value = attribute(element, "val") or ""
    return int(value) if re.fullmatch(r"\d{1,4}", value, re.ASCII) else otherwise


def _outline_levels(styles: Element | None) -> dict[str, int]:
    """Return the level of the headings that styles make, an inherited one included."""
    own: dict[str, str | None] = {}
    parents: dict[str, str | None] = {}
    for style in children(styles):
        if local(style) == "style":
            name = attribute(style, "styleId") or ""
            own[name] = attribute(child(style, "pPr", "outlineLvl"), "val")
            parents[name] = attribute(child(style, "basedOn"), "val")
    levels = {}
    for name in own:
        each, seen = name, {name}
        while (
            own.get(each) is None
            and (parent := parents.get(each))
            and parent not in seen
            and len(seen) < _LONGEST_DESCENT
        ):
            each = parent
            seen.add(each)
        outline = own.get(each) or ""
        if outline in _OUTLINE and outline:
            levels[name] = int(outline) + 1
    return levels
