"""What becomes in print of characters that are not seen, or not told apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exports.parts.template import keep_spaces
from core.printed.characters import as_printed
from core.printed.page import one_line, printable, split_lines
from core.report.report import Report

LINES = [
    ("政策文件\t12\t3.5%", "政策文件 \t12 \t3.5%"),
    ("12 \t3\t\t4", "12 \t3 \t\t4"),
    ("12\u20093\u200a4\u202f5\u20076\u2003七", "12 3 4\u00a05\u00a06\u3000七"),
    ("12\u00a03\u3000四", "12\u00a03\u3000四"),
    ("信\u00ad息\u200b公\u2060开\ufeff", "信息公开"),
    ("\u200e12\u200f34", "1234"),
    ("\u202e123\u202c", "\ufffd123\ufffd"),
    ("\u206612\u2069", "\ufffd12\ufffd"),
    ("甲\x00\x0b\x1b\x9f乙\ud800", "甲\ufffd\ufffd\ufffd\ufffd乙\ufffd"),
    ("图\ufffc\ufff9注\U000e0031", "图\ufffd\ufffd注\ufffd"),
    ("👩\u200d👧 1\u200d2 中\u200c文", "👩\u200d👧 12 中文"),
    ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ("葛\U000e0100❤\ufe0f", "葛\U000e0100❤\ufe0f"),
    ("\u0301标 e\u0301", "\u00a0\u0301标 e\u0301"),
    ("　　 12 　", "12"),
    ("\u200b \u200b", ""),
]


@pytest.mark.parametrize(("typed", "printed"), LINES, ids=[ascii(line) for line, _ in LINES])
def test_each_character_is_seen_by_itself_or_not_there(typed: str, printed: str) -> None:
    assert as_printed(typed) == printed


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_printing_what_was_printed_changes_nothing(text: str) -> None:
    assert as_printed(as_printed(text)) == as_printed(text)
    assert printable(printable(text)) == printable(text)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_nothing_that_is_seen_gets_lost(text: str) -> None:
    def seen(words: str) -> str:
        return "".join(c for c in words if unicodedata.category(c)[0] in "LNPSM" and c != "\ufffd")

    fillers = "\u115f\u1160\u3164\uffa0\u2800\ufffc\u034f"
    kept = "".join(c for c in text if c not in fillers)
    assert seen(as_printed(kept)) == seen(kept)


def test_line_ends_of_every_kind_end_a_line() -> None:
    text = "1\r\n2\r3\v4\f5\x856\u20287\u20298\n9"
    assert split_lines(text) == tuple("123456789")
    assert one_line("某市\u2028某\u200b局") == "某市 某局"


def test_a_page_keeps_every_blank_of_a_tab() -> None:
    assert keep_spaces(as_printed("12\t3")) == "12 \u00a0\u00a0\u00a0\u00a03"


def test_what_was_typed_stays_as_it_was_typed(forms) -> None:
    from core.report.edit import apply
    from core.report.edits import SetText

    text = "12\t3\u200b4\u20295"
    report = Report(forms.by_edition("2021"), "某局", 2024)
    apply(report, [SetText("overview", text)])
    printable(report.texts["overview"])
    assert report.texts["overview"] == text
