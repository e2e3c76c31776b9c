"""The values that formulas had when a workbook was written.

openpyxl writes formulas without their values. A previewer, and a reader that computes nothing,
would then see blanks where the totals stand, so the values are put beside the formulas after it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from core.figures.value import Number

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what it gives with what stands in its workbook; a blank is an empty text."""

    text: str
    value: Number | str


CachedValues = Mapping[str, Mapping[str, Number | str]]
"""By the sheet's name and the cell (C5): what its formula gives."""


def with_cached_values(data: bytes, values: CachedValues) -> bytes:
    """Return a workbook whose formulas carry their values.

    ``data`` is an .xlsx as openpyxl wrote it. Raises KeyError where a sheet or a formula that a
    value is told for is not there: a value beside the wrong cell would be a figure of nobody.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        parts = _parts_of_sheets(old)
        told = {parts[name]: cells for name, cells in values.items() if cells}
        for entry in old.infolist():
            part = old.read(entry)
            if cells := told.get(entry.filename):
                part = _filled_in(part, cells)
            new.writestr(entry, part, compress_type=zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _parts_of_sheets(package: zipfile.ZipFile) -> dict[str, str]:
    relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  # ours
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in relations.iter(f"{{{_RELATIONS}}}Relationship")
    }
    book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  # ours
    sheets = book.iter(f"{{{_MAIN}}}sheet")
    return {each.get("name", ""): targets[each.get(f"{{{_OFFICE}}}id")] for each in sheets}


def _filled_in(part: bytes, values: Mapping[str, Number | str]) -> bytes:
    ET.register_namespace("", _MAIN)
    ET.register_namespace("r", _OFFICE)
    root = ET.fromstring(part)  # noqa: S314  # ours
    cells = {each.get("r"): each for each in root.iter(f"{{{_MAIN}}}c")}
    for name, value in values.items():
        cell = cells[name]
        if cell.find(f"{{{_MAIN}}}f") is None:
            raise KeyError(name)
        shown = cell.find(f"{{{_MAIN}}}v")
        if shown is None:
            shown = ET.SubElement(cell, f"{{{_MAIN}}}v")
        if isinstance(value, str):
            cell.set("t", "str")
            shown.text = value
        else:
            cell.attrib.pop("t", None)
            shown.text = f"{value:f}" if not isinstance(value, int) else str(value)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))
