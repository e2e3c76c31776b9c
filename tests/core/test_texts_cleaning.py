"""What a paste leaves behind, and finding and replacing in the texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.address import Address
from core.report.link import Link, is_sound
from core.texts.cleaning import clean_paste
from core.texts.search import TextSearch, replace_spans
from tests.core.text_cases import sample

CELL = Address("applications.received.total")


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("段内\v换行", "段内\n换行"),
        ("一\u2028二\u2029三\f四", "一\n二\n三\n四"),
        ("共\u00a012\u2009件", "共 12 件"),
        ("信息\u200b公\u00ad开\ufeff", "信息公开"),
        ("图\ufffc后", "图后"),
        ("\uf0b7\t第一点\r\n\uf06c 第二点", "第一点\n第二点"),
        ("• 第一点\n●第二点", "第一点\n第二点"),
        ("　　第一段。　\n  第二段。", "第一段。\n第二段。"),
        ("　　一段。", "一段。"),
        (" 件", " 件"),
        ("域\x13\x14\x15代码", "域代码"),
        ("自然人\t518\r\n总计\t518", "自然人\t518\n总计\t518"),
        ("主·动", "主·动"),
        ("𠮷😀", "𠮷😀"),
    ],
)
def test_words_debris_goes_and_the_words_stay(pasted: str, clean: str) -> None:
    assert clean_paste(pasted) == clean


@given(st.text(st.characters(categories=["Lo", "Nd", "Po"]), max_size=40))
def test_plain_words_pass_untouched_but_for_bullets(text: str) -> None:
    if not any(sign in text for sign in "•●■◆▪◦·"):
        assert clean_paste(text) == text
    assert clean_paste(clean_paste(text)) == clean_paste(text)


def test_full_and_half_width_are_alike_only_on_request() -> None:
    text = "收到１２件（12件）"
    assert TextSearch("12").find(text) == ((6, 8),)
    assert TextSearch("12", folds_width=True).find(text) == ((2, 4), (6, 8))
    assert TextSearch("(", folds_width=True).find(text) == ((5, 6),)
    assert TextSearch("").find(text) == ()
    assert TextSearch("件件").find("件件件") == ((0, 2),)


def test_a_search_goes_through_all_texts_or_one() -> None:
    report = sample()
    every = TextSearch("公开").find_in(report)
    order = [text.id for text in report.form.texts]
    assert [order.index(s.section) for s in every] == sorted(order.index(s.section) for s in every)
    assert len({spot.section for spot in every}) > 1
    assert {s.section for s in TextSearch("公开", section="problems").find_in(report)} == {
        "problems"
    }


@given(st.text("件12公", max_size=30), st.text("件12", min_size=1, max_size=2), st.text(max_size=3))
def test_replacing_moves_the_links_that_it_does_not_touch(text: str, old: str, new: str) -> None:
    links = tuple(Link(at, at + 1, CELL) for at in range(0, len(text) - 1, 3))
    spans = TextSearch(old).find(text)
    changed, kept = replace_spans(text, links, spans, new)
    assert changed == text.replace(old, new)
    assert is_sound(kept, changed)
    untouched = [x for x in links if not any(x.start < e and s < x.end for s, e in spans)]
    assert [changed[x.start : x.end] for x in kept] == [text[x.start : x.end] for x in untouched]
