"""Whether figures of a sheet's cells are seen: looks, conditional formats, what covers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.labels.wording import is_figure
from core.sources.colours import Colour, contrast
from core.sources.html_tree import Element
from core.sources.lettering import APART, COVERED, FAINT, STRUCK
from core.sources.number_format import number_of, section_of, shown
from core.sources.package import Package, attribute, child, children, local
from core.sources.table_styles import StyledPart
from core.sources.workbook_looks import CellLetters, RunLook
from core.sources.workbook_parts import Parts, is_on, text_in

CONDITIONAL = (
    "这一格设有条件格式，符合条件时看不见，或者显示的不是存的数，请用Excel或WPS打开核对后填写"
)
_NO_ZEROS = "这张工作表设了不显示零，这一格存的是0，但不显示，请核对后填写"
_ON = frozenset({"1", "true"})
_OFF = frozenset({"0", "false"})
_LOWEST_ROW = 4.0
"""Points."""
_NARROWEST = 1.0
"""Letters."""
_MOST_AREAS = 300
"""Areas that something may hide; where there are more, each figure of the sheet is in doubt."""
_MOST_RULES = 5_000
_ALIKE = 1.15
_SCALES = frozenset({"colorScale", "dataBar", "iconSet"})
_COLUMN_WIDTH, _ROW_HEIGHT = 609_600, 170_000
"""Of a usual cell, in the units of drawings."""
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Area:
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class _Condition:
    """A conditional format: where it is, the rule, what it changes."""

    area: _Area
    rule: Element
    change: Element | None


class SheetSight:
    """What is seen of the figures of one sheet."""

    def __init__(self, package: Package, part: str, parts: Parts) -> None:
        root = package.required(part)
        self._parts = parts
        self._conditions: list[_Condition] = []
        self._covered: list[_Area] = []
        self._styled: list[tuple[_Area, StyledPart]] = []
        self._is_beyond = False
        for each in root.iter("{*}conditionalFormatting"):
            self._add_conditions(each)
        for kind, target in package.targets(part).values():
            if kind == "drawing":
                self._covered += _covers(package.xml(target))
            elif kind == "table":
                self._add_table(package.xml(target))
        self._is_beyond = self._is_beyond or len(self._covered) > _MOST_AREAS
        del self._covered[_MOST_AREAS:]
        shape = child(root, "sheetFormatPr")
        self._hides_rows = attribute(shape, "zeroHeight") in _ON
        is_low = _real(attribute(shape, "defaultRowHeight"), 15.0) < _LOWEST_ROW
        self._hides_rows = self._hides_rows or is_low
        views = children(root, "sheetViews")
        self._hides_zeros = any(each.get("showZeros") in _OFF for each in views)
        self._shows_formulas = any(each.get("showFormulas") in _ON for each in views)
        self._narrow = [
            (int(attribute(each, "min") or 0), int(attribute(each, "max") or 0))
            for each in children(root, "cols")
            if _real(each.get("width"), 9.0) < _NARROWEST
            and (each.get("min") or "").isdigit()
            and (each.get("max") or "").isdigit()
        ][:_MOST_AREAS]

    def doubt(self, line: Element, cell: Element, place: tuple[int, int], text: str) -> str:
        """Say why the figure of a cell may not be what is seen; empty where it is."""
        row, column = place
        style = cell.get("s") or "0"
        number = int(style) if re.fullmatch(r"\d{1,6}", style, re.ASCII) else 0
        look = self._parts.look(number)
        stored = child(cell, "v")
        value = number_of(stored.text or "") if stored is not None else None
        value = None if (cell.get("t") or "n") not in {"n", "str"} else value
        formats = self._parts.formats
        code = formats[number] if number < len(formats) else "General"
        if self._is_hidden(line, column) or look.is_strange:
            return FAINT
        if value is not None and (cell.get("t") or "n") == "n":
            letters = self._parts.colours.of_format(section_of(code[:255], value))
            if letters is not None:
                look = CellLetters(letters, look.grounds, look.size)
            if value == 0 and self._hides_zeros:
                return _NO_ZEROS
        if self._shows_formulas and child(cell, "f") is not None:
            return FAINT
        if any(each.holds(row, column) for each in self._covered):
            return COVERED
        doubt = self._of_runs(cell, look, text)
        return doubt or self._of_table(place, look) or self._of_conditions(place, look, value, text)

    def _add_table(self, table: Element | None) -> None:
        area = _area((table.get("ref") or "") if table is not None else "")
        name = attribute(child(table, "tableStyleInfo"), "name") or ""
        if area is None:
            return
        for part in self._parts.tables.get(name, ()):
            top, bottom = part.rows(area.top, area.bottom)
            self._styled.append((replace(area, top=top, bottom=bottom), part))
        self._is_beyond = self._is_beyond or len(self._styled) > _MOST_AREAS
        del self._styled[_MOST_AREAS:]

    def _of_table(self, place: tuple[int, int], look: CellLetters) -> str:
        """Say why a figure may not be seen for the style of the table that it stands in."""
        for area, part in self._styled:
            if area.holds(*place):
                letters, grounds = part.letters or look.letters, part.grounds or look.grounds
                if CellLetters(letters, grounds, look.size).is_unseen:
                    return FAINT
        return ""

    def _is_hidden(self, line: Element, column: int) -> bool:
        height = line.get("ht")
        is_low = self._hides_rows if height is None else _real(height, 15.0) < _LOWEST_ROW
        return is_low or any(first <= column <= last for first, last in self._narrow)

    def _of_runs(self, cell: Element, look: CellLetters, text: str) -> str:
        runs: frozenset[RunLook] = frozenset()
        if cell.get("t") == "s":
            stored = child(cell, "v")
            at = (stored.text or "") if stored is not None else ""
            texts = self._parts.texts
            if at.isdigit() and len(at) < 8 and int(at) < len(texts):
                runs = texts[int(at)].looks
        elif cell.get("t") == "inlineStr":
            runs = text_in(child(cell, "is"), self._parts.colours).looks
        seen = [
            CellLetters(run.letters or look.letters, look.grounds, run.size or look.size)
            for run in runs
        ]
        if any(each.is_unseen for each in seen or [look]):
            return FAINT
        if is_figure(text) and any(not _are_alike(seen[0], each) for each in seen[1:]):
            return APART
        return ""

    def _add_conditions(self, element: Element) -> None:
        where = element.get("sqref") or next(
            (each.text or "" for each in element if local(each) == "sqref"), ""
        )
        areas = [area for each in where.split()[:_MOST_RULES] if (area := _area(each)) is not None]
        for rule in element:
            if local(rule) != "cfRule":
                continue
            number = rule.get("dxfId") or ""
            known = self._parts.conditional
            change = child(rule, "dxf")
            if change is None and number.isdigit() and len(number) < 6 and int(number) < len(known):
                change = known[int(number)]
            if not _may_hide(rule, change):
                continue
            self._conditions += [_Condition(area, rule, change) for area in areas]
            if len(self._conditions) > _MOST_AREAS:
                self._is_beyond = True
                self._conditions = self._conditions[:_MOST_AREAS]

    def _of_conditions(
        self, place: tuple[int, int], look: CellLetters, value: Decimal | None, text: str
    ) -> str:
        if self._is_beyond:
            return CONDITIONAL
        for each in self._conditions:
            if each.area.holds(*place) and _may_hold(each.rule, value):
                doubt = self._changed(each, look, value, text)
                if doubt:
                    return doubt
        return ""

    def _changed(
        self, condition: _Condition, look: CellLetters, value: Decimal | None, text: str
    ) -> str:
        """Say why a figure is in doubt where a conditional format holds."""
        colours, change = self._parts.colours, condition.change
        if not _shows_value(condition.rule):
            return CONDITIONAL
        grounds = [
            colours.of(stop)
            for scale in condition.rule
            if local(scale) in _SCALES
            for stop in scale
            if local(stop) in {"color", "fillColor"}
        ]
        letters = colours.of(child(change, "font", "color"))
        grounds += colours.grounds(child(change, "fill"), is_of_condition=True)
        known = tuple(each for each in grounds if each is not None)
        if letters is not None or known:
            changed = CellLetters(letters or look.letters, known or look.grounds, look.size)
            if changed.is_unseen:
                return CONDITIONAL
        if is_on(child(change, "font", "strike")):
            return STRUCK
        code = attribute(child(change, "numFmt"), "formatCode")
        if code is not None and value is not None:
            told, doubt = shown(str(value), code)
            ink: Colour | None = colours.of_format(section_of(code[:255], value))
            if doubt or number_of(told) != number_of(text) or (ink and not look.shows(ink)):
                return CONDITIONAL
        return ""


def _may_hide(rule: Element, change: Element | None) -> bool:
    """Tell whether a conditional format changes anything of what hides letters."""
    if _is_of_scale(rule):
        return True
    return any(child(change, name) is not None for name in ("font", "fill", "numFmt"))


def _is_of_scale(rule: Element) -> bool:
    """Tell whether a rule sets colours, bars or pictures by a scale."""
    return any(local(each) in _SCALES for each in rule)


def _shows_value(rule: Element) -> bool:
    return all(
        each.get("showValue") not in _OFF for each in rule if local(each) in {"dataBar", "iconSet"}
    )


def _may_hold(rule: Element, value: Decimal | None) -> bool:
    """Tell whether a rule holds for a value, as far as that can be told without computing."""
    kind = rule.get("type") or ""
    if kind in {"containsBlanks", "containsErrors"}:
        return False
    if kind != "cellIs" or value is None:
        return True
    said = [number_of(each.text or "") for each in rule if local(each) in {"formula", "f"}]
    known = [each for each in said if each is not None]
    if len(known) != len(said) or not known:
        return True
    first, last = min(known), max(known)
    match rule.get("operator"):
        case "equal":
            return value == known[0]
        case "notEqual":
            return value != known[0]
        case "lessThan":
            return value < known[0]
        case "lessThanOrEqual":
            return value <= known[0]
        case "greaterThan":
            return value > known[0]
        case "greaterThanOrEqual":
            return value >= known[0]
        case "between":
            return first <= value <= last
        case "notBetween":
            return not first <= value <= last
    return True


def _are_alike(one: CellLetters, other: CellLetters) -> bool:
    smaller, larger = sorted((one.size, other.size))
    return larger <= smaller * _ALIKE and contrast(one.letters, other.letters) <= _ALIKE


def _covers(drawing: Element | None) -> Iterator[_Area]:
    """Yield the cells that lie under a picture or a shape with a fill."""
    for each in drawing if drawing is not None else ():
        begin = child(each, "from")
        shape = child(each, "sp")
        if begin is None or (shape is not None and child(shape, "spPr", "noFill") is not None):
            continue
        end, size = child(each, "to"), child(each, "ext")
        top, left = _told(begin, "row"), _told(begin, "col")
        if end is not None:
            bottom = _told(end, "row") - (not _told(end, "rowOff"))
            right = _told(end, "col") - (not _told(end, "colOff"))
        else:
            bottom = top + _whole(attribute(size, "cy")) // _ROW_HEIGHT
            right = left + _whole(attribute(size, "cx")) // _COLUMN_WIDTH
        yield _Area(top + 1, left + 1, bottom + 1, right + 1)


def _told(element: Element, name: str) -> int:
    found = child(element, name)
    return _whole(found.text if found is not None else None)


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else 0


def _area(reference: str) -> _Area | None:
    match = _AREA.fullmatch(reference)
    if match is None:
        return None
    rows = int(match[2]), int(match[4] or match[2])
    columns = _column(match[1]), _column(match[3] or match[1])
    return _Area(min(rows), min(columns), max(rows), max(columns))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _real(text: str | None, otherwise: float) -> float:
    match = re.fullmatch(r"\d{1,9}(?:\.\d{0,20})?", (text or "").strip(), re.ASCII)
    return float(match[0]) if match else otherwise
