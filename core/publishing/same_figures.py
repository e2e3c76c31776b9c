"""The figures that every file of the folder says, read back from it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

from core.forms.loader import Forms
from core.printed.page import print_report
from core.reading.door import open_source
from core.report.report import Report

_TEXT_CODE = "{http://www.ofdspec.org/2016}TextCode"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ADDRESS, _VALUE = 0, 4
"""The columns of the list of figures."""


def says_the_same(file: Path, report: Report, forms: Forms) -> bool:
    """Tell whether a file has the figures of a report; True for a kind that holds none to read."""
    check = _CHECKS.get(file.suffix)
    return check is None or check(file, report, forms)


def _reads_back(file: Path, report: Report, forms: Forms) -> bool:
    found = open_source(file, forms, year=report.year).report()
    return found.form is report.form and found.figures() == report.figures()


def _as_data(file: Path, report: Report, _forms: Forms) -> bool:
    data = json.loads(file.read_bytes(), parse_float=str)
    said = {
        address: str(figure) for address, figure in data["figures"].items() if figure is not None
    }
    return bool(said == _said(report))


def _as_list(file: Path, report: Report, _forms: Forms) -> bool:
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))[1:]
    return {line[_ADDRESS]: line[_VALUE] for line in lines if line[_VALUE]} == _said(report)


def _in_layout(file: Path, report: Report, _forms: Forms) -> bool:
    """Tell whether an OFD document has the figures of the tables in their order.

    Nothing reads it back as a report; but page by page it must have the digits of the PDF, which is
    read back, and no two of the figures may have changed places.
    """
    pages = _layout_texts(file)
    found = (text for page in pages for text in page)
    # Looking for one figure goes on behind the last one.
    in_order = all(figure in found for figure in _printed_figures(report))
    theirs = [_digits(text) for text in _pdf_texts(file.with_suffix(".pdf"))]
    return in_order and [_digits("".join(page)) for page in pages] == theirs


def _printed_figures(report: Report) -> list[str]:
    return [
        cell.text
        for section in print_report(report).sections
        if section.table is not None
        for line in section.table.lines
        for cell in line
        if cell.figure is not None and _NUMBER.fullmatch(cell.text)
    ]


def _layout_texts(file: Path) -> list[list[str]]:
    """Return the pieces of text of every page of an OFD document of ours."""
    # What the disk does not give is no broken package, as zipfile would say.
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        names = [name for name in package.namelist() if name.endswith("/Content.xml")]
        roots = [ET.fromstring(package.read(name)) for name in names]  # noqa: S314  our own file
    return [[code.text or "" for code in root.iter(_TEXT_CODE)] for root in roots]


def _pdf_texts(file: Path) -> list[str]:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    document = pypdfium2.PdfDocument(file.read_bytes())
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _digits(text: str) -> Counter[str]:
    return Counter(char for char in text if "0" <= char <= "9")


def _said(report: Report) -> dict[str, str]:
    return {
        str(address): format(figure, "d" if isinstance(figure, int) else "f")
        for address, figure in report.figures().items()
        if figure is not None
    }


_CHECKS: Mapping[str, Callable[[Path, Report, Forms], bool]] = MappingProxyType(
    {
        ".docx": _reads_back,
        ".pdf": _reads_back,
        ".html": _reads_back,
        ".ofd": _in_layout,
        ".json": _as_data,
        ".csv": _as_list,
    }
)
