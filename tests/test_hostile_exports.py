"""Hostile texts through every kind of export: each comes out as itself, and nothing runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.figures.address import Address
from core.figures.value import State
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from gui.printing import KINDS
from gui.printing.composer import Composer
from tests.core.word_files import W
from tests.editions import FORMS, form_of
from tests.ofd_reader import read_ofd

FORM = form_of(FORMS, "2021")
CELL = Address("applications.received.natural")
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "template": "{{7*7}}{% for x in y %}${7*7}",
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-1-1",
    "at": "@x",
    "wide equals": "＝1+1",
    "tab before equals": "\t=1+1",
    "markup end": "]]></w:t></td>--><!-- &amp;&#0; \"'",
    "backslashes": "a\\)Tj\\n(b) %PDF endstream",
    "excel escape": "_x0041__x000D_",
    "controls": "甲\x00\x01\x07\x08\x1b\x1f\x7f\x80\x9f乙",
    "emoji": "😀👨\u200d👩\u200d👧",
    "beyond the BMP": "𠮷𪚥",
    "right to left": "\u200f\u202e文\u202cא\u2066ب\u2069",
    "lone surrogates": "甲\ud800乙\udfff丙\udc00\ud800",
    "not characters": "甲\ufffe乙\uffff",
    "line ends": "甲\r\n乙\r丙\v丁\f戊\x85己\u2028庚\u2029辛",
}
LONG = {
    "10,000 characters in one line": "字" * 10_000,
    "30,000 characters": "𠮷" * 12_000 + ("政府信息公开" * 33 + "。\n") * 90,
}
LONGEST_ORGAN = 10_000
LONGEST_SET_CELL = 500
"""What a page is given to set in one cell of a table: more is set too, but takes seconds."""
LONGEST_SHEET_CELL = 10_000
"""Excel takes 32,767 units, and one beyond the BMP is two."""
MARKS = {"organ": "〔机关〕", "text": "〔正文〕", "cell": "〔格〕"}
"""What stands behind the text in each of its places, so that each is found by itself."""
NO_TEXTS = {".csv"}
"""Kinds that hold the figures only."""


TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""They turn the direction of writing: digits would be printed in another order."""


def expected(text: str) -> str:
    """A text without white space and line ends, U+FFFD for what no document can hold.

    Marks of direction that turn nothing are not seen and not printed.
    """
    line_ends_and_tab = "\t\n\v\f\r\x85"
    text = text.replace("\u200f", "")
    seen = "".join(
        "\ufffd"
        if c not in line_ends_and_tab
        and (unicodedata.category(c) in {"Cc", "Cs"} or c in f"\ufffe\uffff{TURNS}")
        else c
        for c in text
    )
    return bare(seen)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@dataclass
class Page(HTMLParser):
    """The tags of a page, and its text."""

    tags: set[str] = field(default_factory=set)
    attributes: dict[str, str | None] = field(default_factory=dict)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(content: bytes, _inspection: Inspection) -> str:
    page = Page()
    page.feed(content.decode("utf-8"))
    page.close()
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "form", "a", "link"}
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not {"href", "src", "data", "action"} & page.attributes.keys()
    return page.text


def read_word(content: bytes, _inspection: Inspection) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314  our own file
    body = parts["word/document.xml"]
    names = {element.tag.rpartition("}")[2] for element in body.iter()}
    assert not names & {"instrText", "fldSimple", "hyperlink", "object", "altChunk", "script"}
    relations = [e for n, part in parts.items() if n.endswith(".rels") for e in part]
    assert not [e for e in relations if e.get("TargetMode") == "External"]
    for hyphen in body.iter(f"{{{W}}}noBreakHyphen"):  # Word's own for one that ends no line
        hyphen.text = "-"
    return "".join(body.itertext())


def read_workbook(content: bytes, _inspection: Inspection) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314  our own file
    names = {e.tag.rpartition("}")[2] for part in parts.values() for e in part.iter()}
    assert not names & {"f", "hyperlink", "hyperlinks", "externalReference", "ddeLink", "oleObject"}
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    for cell in cells:
        if cell.data_type == "s" and str(cell.value)[0] in "=+-@":
            assert cell.quotePrefix
    # As Excel reads it, which takes _x0041_ for A.
    escape = re.compile("_x([0-9A-Fa-f]{4})_")
    return "".join(escape.sub(lambda e: chr(int(e[1], 16)), str(cell.value)) for cell in cells)


def read_list(content: bytes, _inspection: Inspection) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    number = rows[0].index("数值")
    for row in rows:
        for at, text in enumerate(row):
            if at == number and row is not rows[0]:
                assert re.fullmatch(r"(-?\d+(\.\d+)?)?", text)
            else:
                assert not text or text[0] not in "=+-@＝＋－＠\t\r\n"
    return "".join(text for row in rows for text in row)


def read_data(content: bytes, inspection: Inspection) -> str:
    data = json.loads(content.decode("utf-8"))
    report = inspection.report
    # What a program reads is what was typed, to the letter, halves of pairs and NUL included.
    assert data["organ"] == report.organ
    assert {key: part["text"] for key, part in data["texts"].items()} == report.texts
    assert data["not_figures"] == {
        address: report.value(address).text for address in report.refused()
    }
    return "".join(
        [data["organ"], *(p["text"] for p in data["texts"].values()), *data["not_figures"].values()]
    )


def read_pdf(content: bytes, inspection: Inspection, composer: Composer, folder: Path) -> str:
    objects = re.sub(rb"\bstream\r?\n.*?endstream", b"", content, flags=re.DOTALL)
    for word in (b"JavaScript", b"JS", b"Launch", b"OpenAction", b"AA", b"EmbeddedFile", b"URI"):
        assert not re.search(rb"/" + word + rb"\b", objects)
    pages = composer.compose(inspection).pages
    assert len(re.findall(rb"/Type\s*/Page\b", objects)) == len(pages)
    tool = shutil.which("pdftotext")
    if tool is not None:
        (folder / "a.pdf").write_bytes(content)
        command = [tool, "-raw", "-enc", "UTF-8", str(folder / "a.pdf"), "-"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
        assert not done.stderr
        assert done.stdout.count(b"\f") == len(pages)
    return "".join(text.text for page in pages for text in page.texts[:-1])  # without its number


def read_layout(content: bytes) -> str:
    """Read an OFD document, but for the numbers of its pages."""
    pages = [page.chars for page in read_ofd(content).pages]
    return "".join(c.char for page in pages for c in page if c.y != page[-1].y)


def read_any(content: bytes, inspection: Inspection) -> str | None:
    """Read a kind that this file knows nothing special of; None where it has no text to read."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.testzip() is None
            texts = [read_any(package.read(name), inspection) for name in package.namelist()]
        return "".join(filter(None, texts)) or None
    if content.lstrip()[:1] == b"<":
        root = ET.fromstring(content)  # noqa: S314  our own file
        assert "script" not in {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]
        return None  # a drawing breaks its texts into runs, or into outlines
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    assert not QImage.fromData(content).isNull()
    return None


READERS: dict[str, Callable[[bytes, Inspection], str | None]] = {
    ".doc": read_page,
    ".html": read_page,
    ".docx": read_word,
    ".xlsx": read_workbook,
    ".csv": read_list,
    ".json": read_data,
}


@pytest.fixture(scope="module")
def composer(qapp: QApplication) -> Composer:
    return Composer()


@pytest.fixture
def read(
    composer: Composer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Report], str | None]:
    # The one that remembers what it set, so that a page is set once and not twice.
    for kind in ("pdf", "ofd"):
        monkeypatch.setattr(f"gui.printing.{kind}.Composer", lambda: composer)

    def through(suffix: str, report: Report) -> str | None:
        inspection = Inspection(report)
        content = KINDS[suffix].write(inspection)
        if suffix == ".pdf":
            return read_pdf(content, inspection, composer, tmp_path)
        if suffix == ".ofd":
            return read_layout(content)
        return READERS.get(suffix, read_any)(content, inspection)

    return through


def missing(suffix: str, shown: str, place: str, texts: dict[str, str]) -> list[str]:
    """Name the texts that do not come out as themselves in a place."""
    if place == "text" and suffix in NO_TEXTS:
        return []
    if suffix == ".json":  # read_data compared it to the letter
        return [name for name, text in texts.items() if text + MARKS[place] not in shown]
    plain = bare(shown)
    return [name for name, text in texts.items() if expected(text + MARKS[place]) not in plain]


@pytest.mark.parametrize("suffix", KINDS)
def test_hostile_texts_come_out_as_themselves_in_every_place(read, suffix: str) -> None:
    report = Report(FORM, "", 2024)
    organ, lines = (
        joint.join(text + MARKS[place] for text in HOSTILE.values())
        for joint, place in (("", "organ"), ("\n", "text"))
    )
    cells = [a for a, figure in FORM.figures.items() if not figure.computed][-len(HOSTILE) :]
    apply(report, [SetCover(organ, 2024), *(SetText(part.id, lines) for part in FORM.texts)])
    for address, text in zip(cells, HOSTILE.values(), strict=True):
        apply(report, [SetFigure(address, text + MARKS["cell"])])
        assert report.value(address).state is State.REFUSED
    shown = read(suffix, report)
    if shown is not None:
        assert {place: missing(suffix, shown, place, HOSTILE) for place in MARKS} == {
            place: [] for place in MARKS
        }
        assert "49〔" not in shown


@pytest.mark.parametrize("suffix", [suffix for suffix in KINDS if suffix in (".csv", ".xlsx")])
@pytest.mark.parametrize("name", ["command", "tab before equals"])
def test_a_formula_in_place_of_the_organ_is_a_text(read, suffix: str, name: str) -> None:
    report = Report(FORM, "", 2024)
    text = HOSTILE[name]
    apply(report, [SetCover(text, 2024)])
    assert expected(text) in bare(read(suffix, report))


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("name", LONG)
def test_a_very_long_text_comes_out_whole(read, suffix: str, name: str) -> None:
    text = LONG[name]
    cell = text[: LONGEST_SHEET_CELL if suffix in READERS else LONGEST_SET_CELL]
    organ = text[:LONGEST_ORGAN]
    report = Report(FORM, "", 2024)
    apply(
        report, [SetCover(organ + MARKS["organ"], 2024), SetText("overview", text + MARKS["text"])]
    )
    apply(report, [SetFigure(CELL, cell + MARKS["cell"])])
    shown = read(suffix, report)
    if shown is not None:
        for place, typed in {"organ": organ, "text": text, "cell": cell}.items():
            assert missing(suffix, shown, place, {name: typed}) == []
