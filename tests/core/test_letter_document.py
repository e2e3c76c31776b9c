"""A letter in Word stands as the same letter on paper does."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from core.rollup.papers.letter_document import letter_document

LETTER = (
    "# 关于退回2024年度政府信息公开工作年度报告的意见\n某局：\n经核对，有一处需要改正：\n"
    "## 1.三、申请办理\n总计一列不平，相差31。\n> 某市人民政府\n> 2025年1月20日\n"
)


def test_a_letter_is_set_as_a_letter() -> None:
    document = docx.Document(BytesIO(letter_document(LETTER, "某市人民政府")))
    title, whom, first, heading, text, organ, date = document.paragraphs
    assert title.text.split("\n")[-1].endswith("报告的意见"), "no word of the title is torn"
    assert title.text.replace("\n", "") == "关于退回2024年度政府信息公开工作年度报告的意见"
    assert whom.paragraph_format.first_line_indent == 0
    assert first.paragraph_format.first_line_indent is None, "as its style has it"
    assert heading.style is not None
    assert heading.style.name == "Heading 1"
    for signing in (organ, date):
        assert signing.alignment is WD_ALIGN_PARAGRAPH.RIGHT
        assert signing.paragraph_format.right_indent is not None
    kept = [each.paragraph_format.keep_with_next for each in (first, text, organ, date)]
    assert kept == [None, True, True, None], "nobody signs a page without a word of the letter"
