"""OpenDocument spreadsheets (.ods) as blocks.

They are read from their XML: the libraries at hand lose merged cells, what is hidden and what
a cell shows beside its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice

from core.base.problem import SourceProblem
from core.labels.blocks import Block
from core.printed.own_marks import STAMP_SHEET
from core.sources.formulas import NOT_COMPUTED, work_out
from core.sources.html_tree import Element
from core.sources.lettering import FAINT, STRUCK, lowered, raised, set_apart
from core.sources.number_format import number_of
from core.sources.ods_sight import WINDOW_COLOUR, OdsLook, doubt_of, is_tiny, look_of
from core.sources.package import Package, children, local
from core.sources.sheet import MOST_CELLS, Sheet, Stored, SumFormula, too_many_cells
from core.sources.sheet_blocks import blocks_of_sheets
from core.sources.sum_terms import is_foreign, terms_of
from core.sources.workbook_parts import plain

MAIN_PART = "content.xml"
_BODY = ("body", "spreadsheet")
_DEEPEST = 12
"""Groups of rows, and runs of text, inside others."""
_HIDDEN = frozenset({"collapse", "filter"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_STYLES_PART = "styles.xml"
_LOWERED = re.compile(r"sub|-\d")
_RAISED = re.compile(r"super|0*[1-9]")
_CELL = "table-cell"
_FAMILIES = frozenset({"", "table", "table-column", "table-row", _CELL, "text"})
"""Of the styles that a cell's look comes from; those of its number have none. A name is told once
a family: a picture's style may bear that of a cell's."""
_USUAL = " default"
"""No style can have this name: what holds for every cell whose own style says nothing."""
_UNSEEN = frozenset({"annotation", "annotation-end", "ruby-text", "note", "tracked-changes"})
_MOST_COLUMNS = 200
_MOST_CONDITIONS = 100
_MOST_EMPTY = 20_000
"""Cells; beyond the last text a sheet repeats empty ones to its end."""
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_OTHER_NUMBERS = {
    "percentage": "这一格的格式是百分比，不能确定原文是什么，请对照原文填写",
    "date": "这一格是日期，不是数，请对照原文填写",
    "time": "这一格是时间，不是数，请对照原文填写",
    "boolean": "这一格是逻辑值，不是数",
}
_IN_ERROR = "这一格的公式出错，没有算出数来，请对照原文填写"
_ERROR = re.compile(r"#[A-Z/0!?]+[!?A-Z]|Err:\d+")


def is_ods(package: Package) -> bool:
    """Tell whether a package holds a spreadsheet; a text in the same format is none."""
    return MAIN_PART in package.names and bool(children(package.xml(MAIN_PART), *_BODY))


def read_ods(package: Package) -> tuple[Block, ...]:
    """Return what a spreadsheet's visible sheets show. Raises Problem where it is damaged."""
    return _sheets(package.required(MAIN_PART), package.xml(_STYLES_PART))


def read_flat_ods(root: Element) -> tuple[Block, ...]:
    """Return what the visible sheets of a spreadsheet in one XML file show. Raises Problem."""
    if not children(root, *_BODY):
        raise SourceProblem(
            "是单个XML的ODF文件，不是表格。请用相应的软件打开，文档另存为.docx，再读取。"
        )
    return _sheets(root, root)


def _sheets(root: Element, styles: Element | None) -> tuple[Block, ...]:
    reader = _Reader(root, styles)
    tables = [each for each in children(root, *_BODY) if local(each) == "table"]
    sheets = [
        (plain(_get(table, "name")), reader.sheet(table))
        for table in tables
        if _get(table, "style-name") not in reader.hidden_tables
        or _get(table, "name") == STAMP_SHEET
    ]
    return blocks_of_sheets(sheets)


class _Reader:
    def __init__(self, root: Element, styles: Element | None) -> None:
        self._count = 0
        self._is_struck = False
        self._runs: set[str] = set()
        """The styles of the parts of a cell that have digits; empty for the cell's own."""
        self._columns: list[tuple[int, int, str, bool]] = []
        """Of columns the first and the last, the style of their cells, whether they are narrow."""
        self._conditions: tuple[tuple[str, str], ...] = ()
        self._formulas: dict[tuple[int, int], SumFormula] = {}
        self.hidden_tables: set[str] = set()
        self._styles: dict[str, Element] = {}
        self._known: dict[tuple[str, str], str] = {}
        """What styles were found to say."""
        self._looks: dict[tuple[str, ...], OdsLook] = {}
        shared = (*children(styles, "styles"), *children(styles, "automatic-styles"))
        for style in (*shared, *children(root, "automatic-styles")):
            family = _get(style, "family")
            name = _USUAL if local(style) == "default-style" else _get(style, "name")
            if not name or family not in _FAMILIES or (name == _USUAL and family != _CELL):
                continue
            self._styles[name] = style
            if any(_get(properties, "display") == "false" for properties in style):
                self.hidden_tables.add(name)

    def look(self, *names: str) -> OdsLook:
        """Return how letters look by the first of some styles that says something."""
        if names not in self._looks:  # a conditional format asks for every cell the same
            self._looks[names] = look_of(self, *names)
        return self._looks[names]

    def conditions(self, style: str) -> Iterator[tuple[str, str]]:
        """Yield the conditions of a style, each with the style that it brings in."""
        yield from self._conditions
        for own in self._based_on(style):
            for each in own:
                if local(each) == "map":
                    yield _get(each, "condition"), _get(each, "apply-style-name")

    def _based_on(self, style: str) -> Iterator[Element]:
        """Yield a style, and those that it is based on; a cell's ends with the usual one."""
        for _ in range(_DEEPEST):
            own = self._styles.get(style)
            if own is None:
                return
            yield own
            is_usual = style == _USUAL or _get(own, "family") != _CELL
            parent = _get(own, "parent-style-name")
            style = parent if parent in self._styles else ("" if is_usual else _USUAL)

    def said(self, style: str, name: str) -> str:
        """Return what a style says of its letters, an inherited one included."""
        asked = style, name
        if asked not in self._known:
            self._known[asked] = self._looked_up(style, name)
        return self._known[asked]

    def _looked_up(self, style: str, name: str) -> str:
        for own in self._based_on(style):
            for part in (own, *own):
                if name == "color" and _get(part, "use-window-font-color") == "true":
                    return WINDOW_COLOUR
                if found := _get(part, name):
                    return found
        return ""

    def _strikes(self, style: str) -> bool:
        how = (self.said(style, f"text-line-through-{each}") for each in ("style", "type"))
        return any(each not in {"", "none"} for each in how)

    def sheet(self, table: Element) -> Sheet:
        """Read one sheet."""
        sheet = Sheet()
        self._formulas = {}
        self._columns = []
        self._conditions = _conditions(table)
        column = 1
        for each in _inside(table, "table-column"):
            count = _count(each, "number-columns-repeated")
            if _get(each, "visibility") in _HIDDEN:
                sheet.hide(column, column + count - 1)
            usual = _get(each, "default-cell-style-name")
            is_narrow = is_tiny(self.said(_get(each, "style-name"), "column-width"))
            self._columns.append((column, column + count - 1, usual, is_narrow))
            column += count
        row = 1
        for line in _inside(table, "table-row"):
            count = _count(line, "number-rows-repeated")
            if _get(line, "visibility") not in _HIDDEN:
                self._read_row(sheet, line, row, count)
            row += count
        for row, cells in sheet.cells.items():
            for column in [column for column in cells if sheet.is_covered(row, column)]:
                del cells[column]
                sheet.numbers.pop((row, column), None)
        work_out(sheet, self._formulas)
        return sheet

    def _read_row(self, sheet: Sheet, line: Element, row: int, count: int) -> None:
        column = 1
        is_low = is_tiny(self.said(_get(line, "style-name"), "row-height"))
        for cell in line:
            if local(cell) not in _CELLS:
                continue
            times = _count(cell, "number-columns-repeated")
            usual, is_narrow = self._of_column(column)
            style = _get(cell, "style-name") or _get(line, "default-cell-style-name") or usual
            style = style or _USUAL
            stored = self._as_seen(self._stored(cell, style), cell, style)
            if (is_low or is_narrow) and any(map(str.isdigit, stored.text)):
                stored = Stored(stored.text, stored.doubt or FAINT)
            down = _count(cell, "number-rows-spanned")
            across = _count(cell, "number-columns-spanned")
            is_far = times > _MOST_COLUMNS or times * count > _MOST_EMPTY
            if not (stored.is_empty and is_far) and local(cell) == "table-cell":
                self._count += times * count
                if self._count > MOST_CELLS:
                    raise too_many_cells()
                for at in range(row, row + count):
                    for slot in range(column, column + times):
                        if not sheet.is_hidden(slot):
                            sheet.cells.setdefault(at, {})[slot] = stored
                            self._take_number(sheet, (at, slot), cell, stored)
                        if (down, across) != (1, 1):
                            sheet.merge(at, slot, at + down - 1, slot + across - 1)
            column += times

    def _take_number(
        self, sheet: Sheet, place: tuple[int, int], cell: Element, stored: Stored
    ) -> None:
        """Take in a cell's number, or the formula that gives one."""
        value, kind = _get(cell, "value"), _get(cell, "value-type")
        number = number_of(value) if value and kind in {"float", "currency"} else None
        formula = _get(cell, "formula")
        if not formula:
            if number is not None and not stored.doubt:
                sheet.numbers[place] = number
            return
        sheet.computed[place] = is_foreign(formula)
        terms = terms_of(formula)
        if number is not None or (terms is not None and stored.is_empty):
            self._formulas[place] = SumFormula(terms, number, "General", is_due=False)
        elif stored.is_empty and kind != "string" and not any(local(each) == "p" for each in cell):
            # An empty paragraph is an empty text, as IF(…;"") gives it, of which no kind is told.
            sheet.cells[place[0]][place[1]] = Stored("", NOT_COMPUTED)

    def _of_column(self, column: int) -> tuple[str, bool]:
        found = (each for each in self._columns if each[0] <= column <= each[1])
        _, _, style, is_narrow = next(found, (0, 0, "", False))
        return style, is_narrow

    def _as_seen(self, stored: Stored, cell: Element, style: str) -> Stored:
        """Return what a cell holds, in doubt where its styles hide it."""
        if stored.doubt or not any(map(str.isdigit, stored.text)):
            return stored
        doubt = doubt_of(self, style, self._runs, number_of(_get(cell, "value")))
        return Stored(stored.text, doubt) if doubt else stored

    def _stored(self, cell: Element, style: str) -> Stored:
        self._is_struck = False
        self._runs = set()
        lines = [self._text(each, 0) for each in cell if local(each) == "p"]
        text = plain("\n".join(lines))
        if text.strip() and (self._is_struck or self._strikes(style)):
            return Stored(text, STRUCK)
        kind = _get(cell, "value-type")
        if kind in _OTHER_NUMBERS:
            return Stored(text, _OTHER_NUMBERS[kind])
        if kind in {"float", "currency"}:
            return _number(_get(cell, "value"), text)
        if _get(cell, "formula") and _ERROR.fullmatch(text):
            return Stored(text, _IN_ERROR)
        return Stored(text)

    def _text(self, element: Element, depth: int, around: str = "") -> str:
        """Return what a paragraph shows; a raised digit stays a mark."""
        if depth > _DEEPEST:
            return ""
        parts = [_one_line(element.text)]
        own = "".join([element.text or "", *(each.tail or "" for each in element)])
        if any(map(str.isdigit, own)):
            self._runs.add(around)
        for each in element:
            name = local(each)
            if name == "s":
                parts.append(" " * min(_count(each, "c"), _MOST_COLUMNS))
            elif name == "tab":
                parts.append("\t")
            elif name == "line-break":
                parts.append("\n")
            elif name not in _UNSEEN:
                style = _get(each, "style-name")
                run = self._text(each, depth + 1, style or around)
                position = self.said(style, "text-position")
                if _RAISED.match(position):
                    run = raised(run)
                elif _LOWERED.match(position):
                    run = lowered(run)
                if self._strikes(style) and run.strip():
                    self._is_struck = True
                    run = set_apart(run)
                parts.append(run)
            parts.append(_one_line(each.tail))
        return "".join(parts)


def _conditions(table: Element) -> tuple[tuple[str, str], ...]:
    """Return the conditional formats of a sheet; wherever they stand, they may hold for a cell."""
    found = (each for each in table.iter() if local(each) == "condition")
    told = ((_get(each, "value"), _get(each, "apply-style-name")) for each in found)
    return tuple(islice(dict.fromkeys(told), _MOST_CONDITIONS))


def _one_line(text: str | None) -> str:
    """Return text as it is shown: line ends in the file mean nothing."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _number(value: str, text: str) -> Stored:
    """Return a number's text as shown, and a doubt where that is not the number stored."""
    try:
        stored = Decimal(value)
    except InvalidOperation:
        return Stored(text, "这一格存的不是数，请对照原文填写")
    if not stored.is_finite() or abs(stored) > 2**53:
        return Stored(text, "这一格的数太大，文件里存不下它的每一位，请对照原文填写")
    exact = f"{stored:f}"
    exact = exact.rstrip("0").rstrip(".") if "." in exact else exact
    numbers = _NUMBER.findall(text)
    if len(numbers) == 1 and Decimal(re.sub("[,，]", "", numbers[0])) == abs(stored):
        sign = "-" if stored < 0 else ""
        return Stored(text if sign in text else exact)
    if not text.strip():
        return Stored(exact, f"这一格存的是{exact}，但不显示，请核对后填写")
    return Stored(exact, f"这一格存的是{exact}，显示的是{text.strip()}，请核对后填写")


def _inside(element: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
    """Yield the rows or columns of a table, those in groups included."""
    for each in element:
        name = local(each)
        is_group = name.startswith(wanted) or name == f"table-header-{wanted[6:]}s"
        if name == wanted:
            yield each
        elif is_group and depth < _DEEPEST and _get(each, "display") != "false":
            yield from _inside(each, wanted, depth + 1)


def _get(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace; empty where there is none."""
    found = (element.get(f"{space}{name}") for space in _SPACES)
    return next((each for each in found if each is not None), "")


_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = (
    *(f"{_OPEN}{e}:1.0}}" for e in ("table", "office", "text", "style", "xsl-fo-compatible")),
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
    "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}",
)


def _count(element: Element, name: str) -> int:
    """Return how often or how far; 1 where that is not said."""
    text = _get(element, name)
    return max(1, int(text)) if re.fullmatch(r"\d{1,7}", text, re.ASCII) else 1
