"""Digits that nobody sees in lines that stand in no cell of a table."""

from __future__ import annotations

import pytest

from core.apart.handing_over import HandedOver, pack, unpack
from core.labels.blocks import Block, Paragraph
from core.labels.pieces import pieces_of
from core.sources.source_blocks import other_blocks
from tests.core.word_files import word_file

HIDDEN = "看不见|横线"


def word(*runs: tuple[str, str]) -> tuple[Block, ...]:
    inside = "".join(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" for text, look in runs)
    return other_blocks(word_file(f"<w:p>{inside}</w:p>"), ".docx")


def page(inside: str) -> tuple[Block, ...]:
    return other_blocks(f"<html><body><p>{inside}</p><p>后 7</p></body></html>".encode(), ".html")


SEEN = (
    word(("规章 16", "")),
    word(("规章", '<w:color w:val="FFFFFF"/>'), (" 16", "")),
    page("规章 <b style='color:red'>16</b>"),
    page("<span style='color:#fff'>规章</span> 16"),
)
UNSEEN = (
    word(("规章 1", ""), ("6", '<w:color w:val="FFFFFF"/>')),
    word(("规章 1", ""), ("6", "<w:strike/>")),
    word(("规章 1", ""), ("6", '<w:sz w:val="2"/>')),
    page("规章 1<span style='color:#fff'>6</span>"),
    page("规章 1<s>6</s>"),
    page("规章 1<span style='font-size:1px'>6</span>"),
)


@pytest.mark.parametrize("blocks", SEEN)
def test_a_line_whose_digits_are_seen_is_in_no_doubt(blocks: tuple[Block, ...]) -> None:
    assert not any(each.doubt for each in blocks if isinstance(each, Paragraph))


@pytest.mark.parametrize("blocks", UNSEEN)
def test_a_line_with_unseen_digits_is_in_doubt_with_its_figures(blocks: tuple[Block, ...]) -> None:
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert first.doubt
    assert not any(each.doubt for each in blocks[1:] if isinstance(each, Paragraph))
    pieces = pieces_of([first])
    assert [bool(each.doubt) for each in pieces] == [
        any(map(str.isdigit, each.text)) for each in pieces
    ]
    assert unpack(pack(HandedOver(blocks))).blocks == blocks
