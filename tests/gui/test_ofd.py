"""The OFD document: whole by the standard, every character where the PDF has it, drawn alike."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import struct
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from pypdfium2 import raw
from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QImage,
    QPainter,
    QPainterPath,
    QRawFont,
    QTransform,
)
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import load
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from core.settings.page_options import PageOptions, Watermark
from gui.files.files import SAMPLE
from gui.printing import KINDS, QT_KINDS, font_file, glyphs
from gui.printing.composer import Composed, Composer
from gui.printing.faces import find_faces
from gui.printing.measure import make_font
from gui.printing.ofd import ofd, write_ofd
from gui.printing.pdf import write_pages
from gui.printing.sheet import Face, PaperPage, Text
from tests.gui.test_printing import full
from tests.ofd_reader import NS, POINTS, OfdFile, OfdPage, read_ofd
from tests.wine import is_wine

EVERYTHING = PageOptions(
    tables_on_side=True, sign_off=True, picture=True, check_sheet=True, watermark=Watermark.DRAFT
)
NEAR = 0.4
"""Points: half a pixel of a screen; Qt rounds the spacing of a PDF, which adds up."""
DOTS = 144
ODD = "乡镇𠮷𣗋两局，office文件12.5%，“放管服”改革；e\u0301a\u0308 cafe\u0301 第（一）项 ① ㎡ ￥100"


@pytest.fixture(scope="module")
def composer(qapp: QApplication) -> Composer:
    return Composer()


@pytest.fixture
def sample(forms: Forms) -> Report:
    return load(SAMPLE, forms)[0]


def compose(composer: Composer, report: Report, options: PageOptions | None = None) -> Composed:
    return composer.compose(Inspection(report), options)


def odd_report(forms: Forms) -> Report:
    report = full(forms, "2021")
    apply(report, [SetText("overview", ODD)])
    return report


def pdf_places(content: bytes) -> list[dict[str, list[tuple[float, float]]]]:
    """Return for each page where each kind of character has its origin, in points from the top."""
    document = pypdfium2.PdfDocument(content)
    pages = []
    for page in document:
        places: dict[str, list[tuple[float, float]]] = defaultdict(list)
        text, height = page.get_textpage(), page.get_height()
        x, y = raw.c_double(), raw.c_double()
        for at in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, at)
            if raw.FPDFText_IsGenerated(text, at) or code < 33:
                continue
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            places[chr(code)].append((x.value, height - y.value))
        pages.append(places)
    document.close()
    return pages


def counted(page: OfdPage) -> Counter[str]:
    return Counter(char.char for char in page.chars if char.char.strip())


@pytest.mark.parametrize("options", [PageOptions(), EVERYTHING])
def test_the_document_is_whole_by_the_standard(
    composer: Composer, sample: Report, options: PageOptions
) -> None:
    composed = compose(composer, sample, options)
    file = read_ofd(write_ofd(composed))
    assert len(file.ids) == len(set(file.ids))
    assert max(file.ids) <= file.last_id
    assert re.fullmatch("[0-9a-f]{32}", file.info["DocID"])
    assert file.info["Title"] == composed.title
    assert file.info["Author"] == sample.organ
    assert len(file.pages) == len(composed.pages)
    for page, paper in zip(file.pages, composed.pages, strict=True):
        assert (page.width, page.height) == pytest.approx((paper.width, paper.height), abs=0.01)
    anchors = [(a.title, at, a.y) for at, p in enumerate(composed.pages) for a in p.anchors]
    assert [mark[:2] for mark in file.outlines] == [anchor[:2] for anchor in anchors]
    levels = [anchor.level for page in composed.pages for anchor in page.anchors]
    assert [mark[3] for mark in file.outlines] == levels
    assert set(levels) == {0, 1}
    assert [m[2] for m in file.outlines] == pytest.approx([a[2] for a in anchors], abs=0.05)
    for page in file.pages:
        assert all(file.fonts[char.font] for char in page.chars), "every font is embedded"
    assert not [name for name in file.parts if name.startswith("/") or "\\" in name]


@pytest.mark.parametrize("options", [PageOptions(), EVERYTHING])
def test_the_same_report_gives_the_same_bytes(sample: Report, options: PageOptions) -> None:
    assert ofd(Inspection(sample), options) == ofd(Inspection(sample), options)


@pytest.mark.parametrize("options", [PageOptions(), EVERYTHING])
def test_every_character_stands_where_the_pdf_has_it(
    composer: Composer, sample: Report, options: PageOptions
) -> None:
    composed = compose(composer, sample, options)
    file, places = read_ofd(write_ofd(composed)), pdf_places(write_pages(composed))
    for page, known in zip(file.pages, places, strict=True):
        assert counted(page) == {char: len(where) for char, where in known.items()}
        for char in page.chars:
            if char.char.strip():
                away = min(max(abs(x - char.x), abs(y - char.y)) for x, y in known[char.char])
                assert away < NEAR, char


def ink(page: OfdPage, file: OfdFile) -> QImage:
    """Draw a page from nothing but what its file holds."""
    scale = DOTS / 72
    image = QImage(
        int(page.width * scale), int(page.height * scale) + 1, QImage.Format.Format_Grayscale8
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    for path in page.paths:
        draw_path(painter, path)
    fonts = {key: QRawFont(QByteArray(data), 1000) for key, data in file.fonts.items() if data}
    for char in page.chars:
        if not char.is_seen or not char.char.strip():
            continue
        font = fonts[char.font]
        if char.glyph == 0:  # a mark, drawn with its letter
            continue
        glyph = char.glyph or font.glyphIndexesForString(char.char)[0]
        assert glyph, char
        a, b, c, d, _, _ = char.matrix
        size = char.size / 1000
        place = QTransform(a * size, b * size, c * size, d * size, char.x, char.y)
        painter.fillPath(place.map(font.pathForGlyph(glyph)), Qt.GlobalColor.black)
    painter.end()
    return image


def draw_path(painter: QPainter, element: ET.Element) -> None:
    box = [float(each) * POINTS for each in element.get("Boundary").split()]
    words = element.findtext("o:AbbreviatedData", "", NS).split()
    path, at = QPainterPath(), 0

    def point() -> QPointF:
        nonlocal at
        x, y = float(words[at]) * POINTS + box[0], float(words[at + 1]) * POINTS + box[1]
        at += 2
        return QPointF(x, y)

    while at < len(words):
        at += 1
        match words[at - 1]:
            case "M":
                path.moveTo(point())
            case "L":
                path.lineTo(point())
            case "B":
                path.cubicTo(point(), point(), point())
            case "C":
                path.closeSubpath()
            case other:
                raise AssertionError(other)
    if element.get("Fill") == "true":
        path.setFillRule(Qt.FillRule.WindingFill)
        colour = [int(each) for each in element.find("o:FillColor", NS).get("Value").split()]
        painter.fillPath(path, QColor(*colour))
    else:
        pen = painter.pen()
        pen.setWidthF(float(element.get("LineWidth", "")) * POINTS)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.strokePath(path, pen)


def pdf_ink(content: bytes, at: int) -> QImage:
    document = pypdfium2.PdfDocument(content)
    bitmap = document[at].render(scale=DOTS / 72, grayscale=True)
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
        QImage.Format.Format_Grayscale8,
    ).copy()  # fmt: skip
    document.close()
    return image


def differing(one: QImage, other: QImage) -> float:
    """Return the share of the ink that one has and the other lacks, a pixel around forgiven."""
    assert abs(one.width() - other.width()) <= 1
    assert abs(one.height() - other.height()) <= 1
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    grey = [
        [bytes(memoryview(cast(bytes, image.constScanLine(y))))[:width] for y in range(height)]
        for image in (one, other)
    ]
    dark = lost = 0
    for mine, theirs in (grey, grey[::-1]):
        for y in range(1, height - 1):
            row = mine[y]
            if min(row) > 100:
                continue
            around = [
                bytes(map(min, r, r[1:] + b"\xff", b"\xff" + r[:-1])) for r in theirs[y - 1 : y + 2]
            ]
            nearest = bytes(map(min, *around))
            for x in range(width):
                if row[x] < 100:
                    dark += 1
                    lost += nearest[x] > 170
    return lost / max(dark, 1)


@pytest.mark.parametrize("number", [1, 5, 8])
def test_a_page_looks_as_in_the_pdf(composer: Composer, sample: Report, number: int) -> None:
    composed = compose(composer, sample, EVERYTHING)
    page = composed.pages[number - 1]
    one = Composed(composed.title, composed.organ, (page,), composed.faces)
    file = read_ofd(write_ofd(one))
    assert differing(ink(file.pages[0], file), pdf_ink(write_pages(one), 0)) < 0.001


def test_odd_characters_are_there_once_each_and_drawn(composer: Composer, forms: Forms) -> None:
    composed = compose(composer, odd_report(forms))
    one = Composed(composed.title, composed.organ, composed.pages[:1], composed.faces)
    file = read_ofd(write_ofd(one))
    text = "".join(char.char for char in file.pages[0].chars)
    assert re.sub(r"\s", "", ODD) in re.sub(r"\s", "", text)
    assert differing(ink(file.pages[0], file), pdf_ink(write_pages(one), 0)) < 0.002


def test_a_letter_and_its_mark_name_their_glyph(composer: Composer, forms: Forms) -> None:
    file = read_ofd(write_ofd(compose(composer, odd_report(forms))))
    chars = file.pages[0].chars
    marked = [(a, b) for a, b in pairwise(chars) if unicodedata.combining(b.char)]
    assert len(marked) == 3
    assert all(a.glyph and b.glyph == 0 and (a.x, a.y) == (b.x, b.y) for a, b in marked)


def test_a_mark_on_a_blank_begins_a_text_of_its_own(composer: Composer, forms: Forms) -> None:
    report = full(forms, "2021")
    apply(report, [SetText("overview", "\u0301甲 \u0308乙丙\u00a0\u0301")])
    composed = compose(composer, report)
    one = Composed(composed.title, composed.organ, composed.pages[:1], composed.faces)
    file = read_ofd(write_ofd(one))  # which refuses a text that begins with a blank
    text = "".join(char.char for char in file.pages[0].chars)
    assert "\u00a0\u0301甲 \u0308乙丙\u00a0\u0301" in text
    assert differing(ink(file.pages[0], file), pdf_ink(write_pages(one), 0)) < 0.002


@pytest.mark.skipif(is_wine(), reason="no font that Qt falls back to under Wine has U+FFFD")
def test_behind_a_sign_of_another_font_every_letter_has_its_place(
    composer: Composer, forms: Forms
) -> None:
    report = full(forms, "2021")
    apply(report, [SetText("overview", "甲\ufffd乙丙\n丁\u0323戊己\n庚\u3000\u0301\u0323辛壬")])
    composed = compose(composer, report)
    one = Composed(composed.title, composed.organ, composed.pages[:1], composed.faces)
    file = read_ofd(write_ofd(one))
    places = {
        char.char: char.x for char in file.pages[0].chars if char.char in "甲乙丙丁戊己庚辛壬"
    }
    for before, behind in ("甲乙", "乙丙", "丁戊", "戊己", "庚辛", "辛壬"):
        assert places[behind] - places[before] > 10
    assert differing(ink(file.pages[0], file), pdf_ink(write_pages(one), 0)) < 0.002


def test_what_is_read_from_the_right_stands_in_its_box(composer: Composer, forms: Forms) -> None:
    report = full(forms, "2021")
    apply(report, [SetText("overview", "甲\u05d0\u05d1\u05d2\u05d3乙")])
    composed = compose(composer, report)
    one = Composed(composed.title, composed.organ, composed.pages[:1], composed.faces)
    file = read_ofd(write_ofd(one))  # which refuses a character outside of its text's box
    places = {char.char: char.x for char in file.pages[0].chars}
    letters = [places[char] for char in "甲\u05d3\u05d2\u05d1\u05d0乙"]
    assert letters == sorted(letters)
    assert differing(ink(file.pages[0], file), pdf_ink(write_pages(one), 0)) < 0.002


def test_a_font_that_may_not_be_embedded_is_drawn_and_its_text_stays(
    composer: Composer, sample: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = compose(composer, sample)
    one = Composed(composed.title, composed.organ, composed.pages[:1], composed.faces)
    whole = read_ofd(write_ofd(one))
    monkeypatch.setattr(glyphs, "may_embed", lambda _font: False)
    file = read_ofd(write_ofd(one))
    assert not [name for name in file.parts if name.endswith(".ttf")]
    assert [char.char for char in file.pages[0].chars] == [c.char for c in whole.pages[0].chars]
    assert not any(char.is_seen for char in file.pages[0].chars)
    assert differing(ink(file.pages[0], file), ink(whole.pages[0], whole)) < 0.001


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [
        (0x0000, True),
        (0x0002, False),
        (0x0004, True),
        (0x0008, True),
        (0x0100, False),
        (0x0200, False),
    ],
)
def test_the_makers_rights_are_read_from_the_font(rights: int, allowed: bool) -> None:
    class Font:
        def fontTable(self, tag: str) -> QByteArray:
            assert tag == "OS/2"
            return QByteArray(bytes(8) + struct.pack(">H", rights) + bytes(80))

    assert font_file.may_embed(cast(QRawFont, Font())) is allowed


def test_the_command_line_and_the_window_offer_it(tmp_path: Path) -> None:
    target = tmp_path / "报告.ofd"
    assert main(["export", str(SAMPLE), "-o", str(target), "--side"], QT_KINDS) == 0
    file = read_ofd(target.read_bytes())
    assert any(page.width > page.height for page in file.pages)
    assert ".ofd" in KINDS


EASYOFD = """
import contextlib, io, json, sys
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from easyofd.draw.font_tools import FontTool
FontTool.get_installed_fonts = lambda self: []  # it would look through all fonts of the system
pages, here = [], []
def draw(self, x, y, text, **_how):
    here.append((text, x, y))
def show(self):
    pages.append(here[:])
    here.clear()
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    from easyofd import OFD
    pdfmetrics.registerFont(TTFont("宋体", sys.argv[2]))
    file = OFD()
    file.read(sys.argv[1], fmt="path")
    Canvas.drawString, Canvas.showPage = draw, show
    file.to_pdf()
lines = [len(page["line_list"]) for page in file.data[0]["page_info"].values()]
json.dump({"pages": pages, "lines": lines, "size": file.data[0]["page_size"]}, sys.stdout)
"""
EASYOFD_PYTHON = "NIANBAO_EASYOFD_PYTHON"
EASYOFD_UNIT = 200 / 25.4
"""What it draws a millimetre as."""


def test_easyofd_draws_every_character_in_its_place(
    composer: Composer, sample: Report, tmp_path: Path
) -> None:
    here = sys.executable if importlib.util.find_spec("easyofd") else None
    python = os.environ.get(EASYOFD_PYTHON, here)
    if python is None:
        pytest.skip(
            f"easyofd is not installed, nor does {EASYOFD_PYTHON} name a Python that has it"
        )
    composed = compose(composer, sample)
    content = write_ofd(composed)
    file = read_ofd(content)
    (tmp_path / "a.ofd").write_bytes(content)
    (tmp_path / "a.ttf").write_bytes(next(iter(file.fonts.values())))
    done = subprocess.run(
        [python, "-c", EASYOFD, tmp_path / "a.ofd", tmp_path / "a.ttf"],
        capture_output=True, check=True, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    known = pdf_places(write_pages(composed))
    assert len(told["pages"]) == len(known)
    assert told["lines"] == [len(page.paths) for page in file.pages]
    for drawn, places, page in zip(told["pages"], known, file.pages, strict=True):
        seen = [each for each in drawn if each[0].strip()]
        assert Counter(char for char, _, _ in seen) == {c: len(w) for c, w in places.items()}
        for char, x, y in seen:
            left, top = x / EASYOFD_UNIT * POINTS, page.height - y / EASYOFD_UNIT * POINTS
            away = min(max(abs(left - a), abs(top - b)) for a, b in places[char])
            assert away < NEAR, (char, left, top)


def test_letters_without_a_bold_of_their_own_get_an_outline(qapp: QApplication) -> None:
    font = QRawFont.fromFont(make_font(find_faces().tables, 100))
    glyph = font.glyphIndexesForString("国")[0]
    added = QFontDatabase.addApplicationFontFromData(
        QByteArray(font_file.write_font(font, (glyph,), {"国": 1}, "Nianbao Thin"))
    )
    try:
        assert QFontDatabase.applicationFontFamilies(added) == ["Nianbao Thin"]
        items = tuple(
            Text(20, 40 * at, "国", Face("Nianbao Thin", is_bold), 16)
            for at, is_bold in enumerate((False, True), 1)
        )
        page = PaperPage(1, 100, 100, items)
        thin = Composed("", "", (page,), find_faces())
        content = next(p for n, p in read_ofd(write_ofd(thin)).parts.items() if "Content" in n)
        objects = ET.fromstring(content).findall("*//o:TextObject", NS)  # noqa: S314
        assert [each.get("Stroke") for each in objects] == [None, "true"]
        assert [each.findtext("o:TextCode", "", NS) for each in objects] == ["国", "国"]
    finally:
        QFontDatabase.removeApplicationFont(added)
