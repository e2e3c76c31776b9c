"""Any text through the kinds that are read: the words and numbers of the file are those typed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]  # lxml ships no types
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.clipboard.whole import paste_report
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from gui.printing import KINDS
from tests.editions import FORMS, form_of
from tests.ofd_reader import read_ofd
from tests.wine import is_wine

FORM = form_of(FORMS, "2021")
BLANKS = "\t \u00a0\u3000\u2002\u2003\u2007\u2009\u200a\u202f\u205f"
LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
LOST = "\x00\x1b\x7f\u202a\u202e\u202c\u2066\u2069\ufffc\ufffe"
WORDS = ("12", "3.5%", "49257", "8", "政策文件", "共", "件，", "受理", "AB", "e\u0301")
APART = 2.5
"""No two characters of a line begin so far from each other, in ems, but those of two cells."""
BEGIN, END = "〔始〕", "〔终〕"
PIECES = st.sampled_from((*WORDS, *WORDS, *BLANKS, *LINE_ENDS, *UNSEEN, *LOST))
TEXTS = st.lists(PIECES, min_size=10, max_size=120).map("".join)
IN_ROWS = (
    "12\x00\u2007\t\ufeff\f\ufffe12\t\x00\f49257\v\v\u200c\u200e受理\u2060123.5%\u200f\u202e49257\ufffc"
    "\u2007政策文件\u200d\xad\u200b492573.5%12\v件，12\ufeff\ufffc"
)
"""Lines with a tab in each, which are printed as rows of a small table."""
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def said(text: str) -> tuple[str, list[str]]:
    """What a reader is told: the characters without blanks, and the numbers."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s", "", text), NUMBER.findall(text)


def typed(text: str) -> tuple[str, list[str]]:
    """What the text tells: what is not seen joins nothing and parts nothing."""
    text = re.sub(f"[{UNSEEN}]", "", text)
    return said(re.sub(f"[{LOST}]", "\ufffd", text))


def of_docx(content: bytes) -> str:
    """Return the texts of a Word file, those of table cells too."""
    document = docx.Document(io.BytesIO(content))
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join(Paragraph(each, document).text for each in paragraphs)


def of_page(content: bytes) -> str:
    """Return the texts of a page: its paragraphs, and the cells that have none in them."""
    blocks = html.fromstring(content).iter("p", "th", "td")
    texts = [each.text_content() for each in blocks if each.find(".//p") is None]
    return "\n".join(texts)


def of_workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)


def of_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n".join(re.sub(r"\s*—\s*\d+\s*—\s*", "\n", page) for page in pages)


def of_ofd(content: bytes) -> str:
    """Return the texts of an OFD line by line, with a blank where two lie apart as cells do."""
    text = ""
    for page in read_ofd(content).pages:
        for _, line in groupby(page.chars, lambda char: round(char.y)):
            before = None
            for char in line:
                is_apart = before is not None and abs(char.x - before.x) > APART * char.size
                text += f" {char.char}" if is_apart else char.char
                before = char
            text += "\n"
    return re.sub(r"\s*—\s*\d+\s*—\s*", "\n", text)


READERS: dict[str, Callable[[bytes], str]] = {
    ".docx": of_docx,
    ".doc": of_page,
    ".html": of_page,
    ".xlsx": of_workbook,
    ".pdf": of_pdf,
    ".ofd": of_ofd,
}


def between(text: str) -> str:
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


def report_with(text: str) -> Report:
    report = Report(FORM, "某局", 2024)
    apply(report, [SetText("overview", f"{BEGIN}\n{text}\n{END}")])
    return report


FEW = settings(
    max_examples=6, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


@cache
def shows_what_is_lost() -> bool:
    """Tell whether a font of this machine has U+FFFD; else a page shows an empty box for it."""
    fonts = (QRawFont.fromFont(QFont(family)) for family in QFontDatabase.families())
    return any(font.supportsCharacter("\ufffd") for font in fonts)


ON_WINE = pytest.mark.skipif(
    is_wine(), reason="no font that Qt falls back to under Wine has U+FFFD: a PDF does not tell it"
)


@pytest.mark.parametrize(
    "suffix", [pytest.param(each, marks=ON_WINE if each == ".pdf" else ()) for each in READERS]
)
@FEW
@given(text=TEXTS)
@example(text="受理\u200c\u200c\u2009\u200f\u200d\u200a\v\u200d\u200c\n\u200d\u200d")
@example(text=IN_ROWS)
@example(text="月份\t件数\t占比\n1月\t12\t3.5%\n共\t\t8")
def test_the_words_and_numbers_of_a_file_are_those_of_the_text(
    qapp: QApplication, suffix: str, text: str
) -> None:
    if suffix == ".pdf" and not shows_what_is_lost():
        text = re.sub(f"[{LOST}]", "", text)
    content = KINDS[suffix].write(Inspection(report_with(text)))
    assert said(between(READERS[suffix](content))) == typed(text)


@FEW
@given(text=TEXTS)
@example(text=IN_ROWS)
def test_so_are_those_that_are_copied(text: str) -> None:
    pasted = paste_report(report_with(text))
    assert said(between(pasted.plain)) == typed(text)
    assert said(between(of_page(pasted.html.encode()))) == typed(text)
