"""What the sheets of a workbook share: their names, the texts and the number formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from core.printed.own_marks import STAMP_SHEET
from core.sources.html_tree import Element
from core.sources.lettering import STRUCK, lowered, raised, set_apart
from core.sources.number_format import BUILT_IN
from core.sources.package import Package, attribute, child, children, local
from core.sources.table_styles import StyledPart, read_table_styles
from core.sources.workbook_looks import BookColours, CellLetters, RunLook, cell_looks

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOST_TEXTS = 200_000
"""Texts that sheets share; a report has some five hundred."""
_NO_FORMAT = "d"
"""A format that is none of ours to read, such as a date's."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text, a doubt where a part of it is struck out, and how its runs with digits look."""

    text: str = ""
    doubt: str = ""
    looks: frozenset[RunLook] = frozenset()


@dataclass(frozen=True, slots=True)
class Parts:
    """The visible sheets and a stamp (tab's text, part's name), shared texts, formats by style.

    ``struck`` are the styles whose letters are struck out.
    Formulas that are ``is_due`` are computed by whatever program opens the file.
    """

    sheets: tuple[tuple[str, str], ...]
    texts: tuple[RichText, ...]
    formats: tuple[str, ...]
    struck: frozenset[int]
    is_due: bool = False
    looks: tuple[CellLetters, ...] = ()
    """How each style sets the letters of its cells."""
    colours: BookColours = field(default_factory=BookColours)
    conditional: tuple[Element, ...] = ()
    """What conditional formats change of a cell (dxf), by number."""
    tables: Mapping[str, tuple[StyledPart, ...]] = field(default_factory=dict)
    """The workbook's own styles of tables, by their names."""

    def look(self, style: int) -> CellLetters:
        """Return how cells of a style look."""
        return self.looks[style] if style < len(self.looks) else CellLetters()


def read_parts(package: Package) -> Parts:
    """Read what stands around a workbook's sheets. Raises Problem."""
    main = package.main_part()
    targets = package.targets(main)
    named = dict(targets.values())
    sheets = []
    for sheet in children(package.required(main), "sheets"):
        relation = sheet.get(_ID) or sheet.get(_STRICT_ID) or ""
        kind, target = targets.get(relation, ("", ""))
        name = sheet.get("name") or ""
        is_shown = (sheet.get("state") or "visible") == "visible" or name == STAMP_SHEET
        if kind == "worksheet" and is_shown:
            sheets.append((name, target))
    how = child(package.required(main), "calcPr")
    asked = (
        (how.get(each) for each in ("fullCalcOnLoad", "forceFullCalc")) if how is not None else ()
    )
    is_due = any(each in {"1", "true"} for each in asked)
    is_due = is_due or (how is not None and how.get("calcCompleted") in {"0", "false"})
    styles = package.xml(named.get("styles", ""))
    colours = BookColours(styles, package.xml(named.get("theme", "")))
    return Parts(
        tuple(sheets),
        _texts(package.xml(named.get("sharedStrings", "")), colours),
        _formats(styles),
        _struck(styles),
        is_due,
        cell_looks(styles, colours),
        colours,
        children(styles, "dxfs"),
        read_table_styles(styles, children(styles, "dxfs"), colours),
    )


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def text_in(element: Element | None, colours: BookColours) -> RichText:
    """Return a text with its runs put together, without the readings (注音) set above it."""
    parts: list[str] = []
    doubt = ""
    looks: set[RunLook] = set()
    for each in children(element):
        name = local(each)
        if name == "t":
            parts.append(each.text or "")
        elif name == "r":
            text = "".join(run.text or "" for run in each if local(run) == "t")
            align = attribute(child(each, "rPr", "vertAlign"), "val") or ""
            text = _ALIGNED[align](text) if align in _ALIGNED else text
            if any(map(str.isdigit, text)):
                looks.add(colours.run(child(each, "rPr")))
            if is_on(child(each, "rPr", "strike")):
                text, doubt = set_apart(text), doubt or (STRUCK if text.strip() else "")
            parts.append(text)
    return RichText(plain("".join(parts)), doubt, frozenset(looks))


_ALIGNED = {"superscript": raised, "subscript": lowered}


def is_on(element: Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return element is not None and (attribute(element, "val") or "1") not in {"0", "false"}


def plain(text: str) -> str:
    """Return a text as Excel takes it: _x000D_ stands for a line end."""
    return _UNFIT.sub("", _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def _texts(root: Element | None, colours: BookColours) -> tuple[RichText, ...]:
    shared = (each for each in children(root) if local(each) == "si")
    # A cell whose text is beyond the last one is in doubt.
    return tuple(text_in(each, colours) for each in islice(shared, _MOST_TEXTS))


def _formats(root: Element | None) -> tuple[str, ...]:
    own = {}
    for each in children(root, "numFmts"):
        own[each.get("numFmtId") or ""] = each.get("formatCode") or ""
    found = []
    for each in children(root, "cellXfs"):
        number = attribute(each, "numFmtId") or "0"
        known = BUILT_IN.get(int(number)) if re.fullmatch(r"\d{1,4}", number, re.ASCII) else None
        found.append(own.get(number) or known or _NO_FORMAT)
    return tuple(found)


def _struck(root: Element | None) -> frozenset[int]:
    """Return the styles whose letters are struck out."""
    fonts = [is_on(child(font, "strike")) for font in children(root, "fonts")]
    found = set()
    for number, each in enumerate(children(root, "cellXfs")):
        font = attribute(each, "fontId") or ""
        is_font = re.fullmatch(r"\d{1,4}", font, re.ASCII) and int(font) < len(fonts)
        if is_font and fonts[int(font)]:
            found.add(number)
    return frozenset(found)
