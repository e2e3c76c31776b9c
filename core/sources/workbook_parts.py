"""What the sheets of a workbook share: their names, the texts and the number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from core.printed.own_marks import STAMP_SHEET
from core.sources.html_grid import Element
from core.sources.lettering import APART, STRUCK, lowered, raised, set_apart
from core.sources.number_format import BUILT_IN
from core.sources.package import Package, attribute, child, children, local

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOST_TEXTS = 200_000
"""Texts that sheets share; a report has some five hundred."""
_NO_FORMAT = "d"
"""A format that is none of ours to read, such as a date's."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The visible sheets and a stamp (tab's text, part's name), shared texts, formats by style.

    A shared text comes with a doubt if a part of it is struck out; ``struck`` are such styles.
    Formulas that are ``is_due`` are computed by whatever program opens the file.
    """

    sheets: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    formats: tuple[str, ...]
    struck: frozenset[int]
    is_due: bool = False
    white: frozenset[int] = frozenset()
    """The styles whose letters are white on no ground of their own."""


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
    texts = _texts(package.xml(named.get("sharedStrings", "")))
    return Parts(tuple(sheets), texts, _formats(styles), _struck(styles), is_due, _white(styles))


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def text_in(element: Element | None) -> tuple[str, str]:
    """Return a text with its runs put together, without the readings (注音) set above it.

    With it comes a doubt, empty where no run is struck out.
    """
    parts: list[str] = []
    doubt = ""
    for each in children(element):
        name = local(each)
        if name == "t":
            parts.append(each.text or "")
        elif name == "r":
            text = "".join(run.text or "" for run in each if local(run) == "t")
            align = attribute(child(each, "rPr", "vertAlign"), "val") or ""
            text = _ALIGNED[align](text) if align in _ALIGNED else text
            if _is_white(child(each, "rPr", "color")) and text.strip():
                doubt = doubt or APART
            if is_on(child(each, "rPr", "strike")):
                text, doubt = set_apart(text), doubt or (STRUCK if text.strip() else "")
            parts.append(text)
    return plain("".join(parts)), doubt


_ALIGNED = {"superscript": raised, "subscript": lowered}


def _is_white(colour: Element | None) -> bool:
    return (attribute(colour, "rgb") or "").upper() == "FFFFFFFF"


def is_on(element: Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return element is not None and (attribute(element, "val") or "1") not in {"0", "false"}


def plain(text: str) -> str:
    """Return a text as Excel takes it: _x000D_ stands for a line end."""
    return _UNFIT.sub("", _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def _texts(root: Element | None) -> tuple[tuple[str, str], ...]:
    shared = (each for each in children(root) if local(each) == "si")
    # A cell whose text is beyond the last one is in doubt.
    return tuple(text_in(each) for each in islice(shared, _MOST_TEXTS))


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


def _white(root: Element | None) -> frozenset[int]:
    """Return the styles whose letters are white, but for those on a ground of their own."""
    colours = [child(font, "color") for font in children(root, "fonts")]
    fonts = [_is_white(c) or attribute(c, "theme") == "0" for c in colours]
    patterns = [
        attribute(child(each, "patternFill"), "patternType") for each in children(root, "fills")
    ]
    grounds = [pattern not in {None, "none"} for pattern in patterns]
    found = set()
    for number, each in enumerate(children(root, "cellXfs")):
        font, fill = attribute(each, "fontId") or "", attribute(each, "fillId") or ""
        if _at(fonts, font) and not _at(grounds, fill):
            found.add(number)
    return frozenset(found)


def _at(known: list[bool], number: str) -> bool:
    is_number = re.fullmatch(r"\d{1,4}", number, re.ASCII) is not None
    return is_number and int(number) < len(known) and known[int(number)]


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
