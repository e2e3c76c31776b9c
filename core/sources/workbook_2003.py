"""Workbooks of Excel 2003 that are one XML file (SpreadsheetML), as blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.labels.blocks import Block
from core.labels.wording import is_figure
from core.sources.colours import BLACK, PICTURED, WHITE, find_css_colour, hex_colour
from core.sources.formulas import NOT_COMPUTED, work_out
from core.sources.html_tree import Element
from core.sources.lettering import APART, FAINT, STRUCK, lowered, raised, set_apart
from core.sources.number_format import number_of, section_of, shown
from core.sources.package import child, children, local
from core.sources.sheet import (
    MOST_CELLS,
    Sheet,
    Stored,
    SumFormula,
    column_letters,
    too_many_cells,
)
from core.sources.sheet_blocks import blocks_of_sheets
from core.sources.sheet_sight import CONDITIONAL
from core.sources.sum_terms import is_foreign, is_other_cell, terms_of
from core.sources.workbook_looks import BookColours, CellLetters
from core.sources.workbook_parts import plain

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_NAMED = {
    "": "General", "General": "General", "General Number": "General", "Standard": "#,##0.00",
    "Fixed": "0.00", "Currency": "#,##0.00", "@": "@",
}  # fmt: skip
_DATES = re.compile(
    r"(?:Short|Medium|Long|General) (?:Date|Time)|Percent|Scientific|Yes/No|True|On"
)
_OF_CELL = re.compile(r"R(?:(\d{1,7})|\[(-?\d{1,7})\])?C(?:(\d{1,5})|\[(-?\d{1,5})\])?(?![\w(])")
_DEEPEST = 12
_LAST = 16_384
_LOWEST_ROW, _NARROWEST = 4.0, 6.0
"""Points."""
_MOST_INDENT = 30
_HIDDEN_SHEETS = frozenset({"SheetHidden", "SheetVeryHidden"})


def read_workbook_2003(root: Element) -> tuple[Block, ...]:
    """Return what a workbook's visible sheets show. Raises Problem where it is too large."""
    styles = _Styles(root)
    sheets = []
    for each in root:
        options = child(each, "WorksheetOptions", "Visible")
        is_hidden = options is not None and (options.text or "").strip() in _HIDDEN_SHEETS
        if local(each) == "Worksheet" and not is_hidden:
            sheets.append((plain(_get(each, "Name")), _Reader(styles).sheet(each)))
    return blocks_of_sheets(sheets)


@dataclass(frozen=True, slots=True)
class _Style:
    number_format: str = "General"
    is_struck: bool = False
    letters: CellLetters = CellLetters()  # noqa: RUF009  it is frozen


class _Styles:
    def __init__(self, root: Element) -> None:
        self._elements = {_get(each, "ID"): each for each in children(root, "Styles")}
        self._known: dict[str, _Style] = {}
        self.colours = BookColours()

    def of(self, name: str) -> _Style:
        """Return how a style sets its cells, those that it is based on included."""
        if name not in self._known:
            self._known[name] = self._made(name)
        return self._known[name]

    def _made(self, name: str) -> _Style:
        said = {key: value for part in self._descent(name) for key, value in part.items()}
        ground = WHITE
        if said.get("Interior.Pattern", "None") != "None":
            ground = hex_colour(said.get("Interior.Color")) or WHITE
        is_strange = (
            said.get("Alignment.Horizontal") == "Fill"
            or (number_of(said.get("Alignment.Indent", "0")) or 0) > _MOST_INDENT
            or bool(PICTURED.match(said.get("Font.FontName", "")))
        )
        letters = CellLetters(
            hex_colour(said.get("Font.Color")) or BLACK,
            (ground,),
            float(number_of(said.get("Font.Size", "11")) or 11),
            is_strange,
        )
        code = said.get("NumberFormat.Format", "")
        code = _NAMED.get(code, "d" if _DATES.match(code) else code)
        return _Style(code, said.get("Font.StrikeThrough") in {"1", "true"}, letters)

    def _descent(self, name: str) -> list[dict[str, str]]:
        """Return what a style and those it is based on say, the strongest last."""
        found = []
        for _ in range(_DEEPEST):
            if name not in self._elements:
                break
            style = self._elements[name]
            found.append(_declared(style))
            name = _get(style, "Parent")
        if "Default" in self._elements:
            found.append(_declared(self._elements["Default"]))
        return found[::-1]


def _declared(style: Element) -> dict[str, str]:
    return {
        f"{local(part)}.{key.rpartition('}')[2]}": value
        for part in style
        for key, value in part.attrib.items()
    }


class _Reader:
    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._sheet = Sheet()
        self._formulas: dict[tuple[int, int], SumFormula] = {}
        self._columns: list[tuple[int, int, str, bool]] = []
        """Of columns the first and the last, their style, and whether they are narrow."""
        self._count = 0
        self._is_conditional = False

    def sheet(self, worksheet: Element) -> Sheet:
        """Read one sheet."""
        self._is_conditional = any(map(_may_hide, worksheet.iter("{*}ConditionalFormatting")))
        table = child(worksheet, "Table")
        column = row = 0
        for each in table if table is not None else ():
            if local(each) == "Column":
                column = self._take_columns(each, column)
            elif local(each) == "Row":
                row = _whole(_get(each, "Index"), row + 1)
                self._take_row(each, row)
                row += _whole(_get(each, "Span"), 0)
        for at, cells in self._sheet.cells.items():
            for slot in [slot for slot in cells if self._sheet.is_covered(at, slot)]:
                del cells[slot]
                self._sheet.numbers.pop((at, slot), None)
        work_out(self._sheet, self._formulas)
        return self._sheet

    def _take_columns(self, element: Element, column: int) -> int:
        first = _whole(_get(element, "Index"), column + 1)
        last = min(first + _whole(_get(element, "Span"), 0), _LAST)
        width = number_of(_get(element, "Width") or "50")
        if _get(element, "Hidden") == "1" or width == 0:
            self._sheet.hide(first, last)
        is_narrow = width is not None and width < _NARROWEST
        self._columns.append((first, last, _get(element, "StyleID"), is_narrow))
        return last

    def _take_row(self, line: Element, row: int) -> None:
        said = _get(line, "Height")
        height = number_of(said) if said else None
        self._count += 1
        if _get(line, "Hidden") == "1" or height == 0:
            return
        is_low = height is not None and height < _LOWEST_ROW
        column = 0
        for cell in line:
            if local(cell) != "Cell":
                continue
            column = _whole(_get(cell, "Index"), column + 1)
            down, across = (_whole(_get(cell, n), 0) for n in ("MergeDown", "MergeAcross"))
            self._count += 1
            if self._count > MOST_CELLS:
                raise too_many_cells()
            if (down, across) != (0, 0):
                self._sheet.merge(row, column, row + down, column + across)
            if column <= _LAST and not self._sheet.is_hidden(column):
                usual, is_narrow = self._of_column(column)
                name = _get(cell, "StyleID") or _get(line, "StyleID") or usual
                style = self._styles.of(name or "Default")
                stored = self._stored(cell, style)
                if (is_low or is_narrow) and any(map(str.isdigit, stored.text)):
                    stored = replace(stored, doubt=stored.doubt or FAINT)
                self._sheet.cells.setdefault(row, {})[column] = stored
                self._take_number(cell, (row, column), stored, style)
            column += across

    def _of_column(self, column: int) -> tuple[str, bool]:
        found = (each for each in self._columns if each[0] <= column <= each[1])
        _, _, style, is_narrow = next(found, (0, 0, "", False))
        return style, is_narrow

    def _stored(self, cell: Element, style: _Style) -> Stored:
        data = child(cell, "Data")
        if data is None:
            return Stored("", NOT_COMPUTED if _get(cell, "Formula") else "")
        kind = _get(data, "Type")
        writer = _Letters(style.letters, self._styles.colours)
        text = plain(writer.write(data))
        if kind == "Error":
            return Stored(text, "这一格的公式出错，没有算出数来，请对照原文填写")
        if kind == "DateTime":
            return Stored(text, "这一格是日期，不是数，请对照原文填写")
        if kind == "Boolean":
            return Stored({"1": "TRUE", "0": "FALSE"}.get(text, text), "这一格是逻辑值，不是数")
        letters = style.letters
        if kind == "Number":
            number = number_of(text)
            ink = None
            if number is not None:
                code = section_of(style.number_format[:255], number)
                ink = self._styles.colours.of_format(code)
            letters = letters if ink is None else replace(letters, letters=ink)
            found = Stored(*shown(text, style.number_format))
        else:
            found = Stored(text)
        doubt = found.doubt
        if text.strip() and (style.is_struck or writer.is_struck):
            doubt = doubt or STRUCK
        if any(map(str.isdigit, text)):
            doubt = doubt or writer.doubt(letters, text) or CONDITIONAL * self._is_conditional
        return replace(found, doubt=doubt)

    def _take_number(
        self, cell: Element, place: tuple[int, int], stored: Stored, style: _Style
    ) -> None:
        data = child(cell, "Data")
        kind = _get(data, "Type") if data is not None else ""
        number = number_of((data.text or "") if data is not None else "")
        number = number if kind == "Number" else None
        formula = _get(cell, "Formula")
        if not formula:
            if number is not None and not stored.doubt:
                self._sheet.numbers[place] = number
            return
        self._sheet.computed[place] = is_foreign(formula)
        terms = terms_of(_in_letters(formula, place))
        if kind not in {"", "Number"} and (stored.text.strip() or kind != "String"):
            return
        if kind == "String" and (terms is None or is_other_cell(terms)):
            return  # A text that is empty, as IF(…,"") gives it.
        self._formulas[place] = SumFormula(terms, number, style.number_format, is_due=False)


class _Letters:
    """Writes the text of a cell, which may be set in several ways."""

    def __init__(self, usual: CellLetters, colours: BookColours) -> None:
        self._usual = usual
        self._colours = colours
        self._looks: set[CellLetters] = set()
        self.is_struck = False

    def write(self, element: Element, look: CellLetters | None = None, depth: int = 0) -> str:
        """Return what an element shows."""
        if depth > _DEEPEST:
            return ""
        look = look or self._usual
        parts = [self._said(element.text, look)]
        for each in element:
            inner = look
            if local(each) == "Font":
                colour = hex_colour(_get(each, "Color"))
                size = number_of(_get(each, "Size") or "x")
                inner = replace(
                    look,
                    letters=colour or look.letters,
                    size=look.size if size is None else float(size),
                )
            text = self.write(each, inner, depth + 1)
            match local(each):
                case "Sup":
                    text = raised(text)
                case "Sub":
                    text = lowered(text)
                case "S":
                    self.is_struck = self.is_struck or bool(text.strip())
                    text = set_apart(text)
            parts += [text, self._said(each.tail, look)]
        return "".join(parts)

    def doubt(self, usual: CellLetters, text: str) -> str:
        """Say why a figure may not be what is seen, ``usual`` being how the cell shows numbers."""
        looks = [usual if each == self._usual else each for each in self._looks]
        if any(each.is_unseen for each in looks):
            return FAINT
        return APART if len(looks) > 1 and is_figure(text) else ""

    def _said(self, text: str | None, look: CellLetters) -> str:
        if any(map(str.isdigit, text or "")):
            self._looks.add(look)
        return text or ""


def _may_hide(condition: Element) -> bool:
    """Tell whether a conditional format may change what is seen of a figure."""
    for each in condition.iter("{*}Format"):
        style = _get(each, "Style").lower()
        if "mso-number-format" in style or "line-through" in style:
            return True
        said = dict(re.findall(r"(?:^|;)\s*(color|background)\s*:\s*([^;]{1,100})", style))
        inks = [find_css_colour(said.get(name, "")) for name in ("color", "background")]
        letters, ground = (each[0] if each else None for each in inks)
        if not CellLetters(letters or BLACK, (ground or WHITE,)).shows(letters or BLACK):
            return True
    return False


def _in_letters(formula: str, place: tuple[int, int]) -> str:
    """Return a formula whose cells are named by letters, as other kinds of workbook name them."""

    def named(match: re.Match[str]) -> str:
        row = int(match[1]) if match[1] else place[0] + int(match[2] or 0)
        column = int(match[3]) if match[3] else place[1] + int(match[4] or 0)
        return f"{column_letters(column)}{row}" if row > 0 and column > 0 else "#REF!"

    return _OF_CELL.sub(named, formula[:2000])


def _get(element: Element, name: str) -> str:
    value = element.get(_SS + name)
    if value is None and element.attrib:
        value = element.get(name) or element.get(_HTML + name)
    return value or ""


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,7}", text, re.ASCII) else otherwise
