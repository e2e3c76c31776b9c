"""What the sheets of a workbook share: their names, the texts and the number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.reading.html_grid import Element
from core.reading.number_format import BUILT_IN
from core.reading.package import Package, attribute, children, local

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NO_FORMAT = "d"
"""A format that is none of ours to read, such as a date's."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The visible sheets (the tab's text, the part's name), shared texts, formats by style."""

    sheets: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]


def read_parts(package: Package) -> Parts:
    """Read what stands around a workbook's sheets. Raises Problem."""
    main = package.main_part()
    targets = package.targets(main)
    named = dict(targets.values())
    sheets = []
    for sheet in children(package.required(main), "sheets"):
        relation = sheet.get(_ID) or sheet.get(_STRICT_ID) or ""
        kind, target = targets.get(relation, ("", ""))
        if kind == "worksheet" and (sheet.get("state") or "visible") == "visible":
            sheets.append((sheet.get("name") or "", target))
    return Parts(
        tuple(sheets),
        _texts(package.xml(named.get("sharedStrings", ""))),
        _formats(package.xml(named.get("styles", ""))),
    )


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def text_in(element: Element | None) -> str:
    """Return a text with its runs put together, without the readings (注音) set above it."""
    parts: list[str] = []
    for each in children(element):
        name = local(each)
        if name == "t":
            parts.append(each.text or "")
        elif name == "r":
            parts += [run.text or "" for run in each if local(run) == "t"]
    return plain("".join(parts))


def plain(text: str) -> str:
    """Return a text as Excel takes it: _x000D_ stands for a line end."""
    return _UNFIT.sub("", _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def _texts(root: Element | None) -> tuple[str, ...]:
    return tuple(text_in(each) for each in children(root) if local(each) == "si")


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
