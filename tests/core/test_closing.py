"""Who signs a text, and when, is found, and keeps to the last line of the text in Word's files."""

from __future__ import annotations

import io
import re

import docx
import pytest

from core.checks.inspection import Inspection
from core.exports.word.docx import word_document
from core.exports.word.word_html import word_html
from core.printed.closing import closing_of
from core.printed.page import read_paragraphs
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from tests.editions import FORMS, form_of

SIGNED = "本年度没有收取费用。\n青禾县人民政府\n2025年1月17日"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SIGNED, 2),
        ("没有收费。\n青禾县人民政府\n二〇二五年一月十七日", 2),
        ("没有收费。\n2025 年 1 月 17 日", 1),
        ("2025年1月17日", 1),
        ("没有收费。\n公布于2025年1月17日", 0),
        ("2025年1月17日\n没有收费。", 0),
        ("（一）情况\n2025年1月17日", 1),
        ("", 0),
    ],
)
def test_the_lines_that_sign_are_known_by_the_day(text: str, count: int) -> None:
    assert closing_of(read_paragraphs(text)) == count


def test_they_share_a_page_with_a_line_of_the_text_in_word() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    apply(report, [SetText("other_matters", f"另有一句。\n{SIGNED}")])
    document = docx.Document(io.BytesIO(word_document(Inspection(report))))
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs[-4:]]
    assert kept == [None, True, True, None]
    page = word_html(Inspection(report)).decode()
    for line, is_kept in zip(f"另有一句。\n{SIGNED}".split("\n"), kept, strict=True):
        first = re.escape(line[:2])
        (style,) = re.findall(rf'<p class="text"([^>]*)>(?:<span[^>]*>)?{first}', page)
        assert ("page-break-after:avoid" in style) == bool(is_kept)
