"""Two texts laid over each other: joined again they are the texts they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.text_changes import PieceFate, in_one_line, line_spans, pieces

TEXTS = st.text("甲乙丙。12 a\n", max_size=30)
LINES = st.lists(st.sampled_from(["一段文字。", "一段旧文字。", "另一段", "", "丙"]), max_size=7)


def of(fates: set[PieceFate], old: str, new: str) -> str:
    return "".join(piece.text for piece in pieces(old, new) if piece.fate in fates)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    assert of({PieceFate.SAME, PieceFate.STRUCK}, old, new) == old
    assert of({PieceFate.SAME, PieceFate.ADDED}, old, new) == new
    if old == new:
        assert not of({PieceFate.STRUCK, PieceFate.ADDED}, old, new)


@given(LINES, LINES)
def test_the_spans_lead_from_one_list_of_paragraphs_to_the_other(
    old: list[str], new: list[str]
) -> None:
    made = list(old)
    for span in reversed(line_spans(old, new)):
        assert old[span.start : span.end] != new[span.new_start : span.new_end]
        made[span.start : span.end] = new[span.new_start : span.new_end]
    assert made == new


def test_a_number_is_one_word() -> None:
    assert [(p.fate, p.text) for p in pieces("共1516件", "共1517件")] == [
        (PieceFate.SAME, "共"),
        (PieceFate.STRUCK, "1516"),
        (PieceFate.ADDED, "1517"),
        (PieceFate.SAME, "件"),
    ]


def test_a_rewritten_paragraph_stands_apart_from_new_ones() -> None:
    old = ["开头。", "全年办培训三次，讲条例。", "结尾。"]
    new = ["开头。", "加在前面的一段", "全年举办培训三次，讲条例。", "结尾。"]
    spans = [(s.start, s.end, s.new_start, s.new_end) for s in line_spans(old, new)]
    assert spans == [(1, 1, 1, 2), (1, 2, 2, 3)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("甲乙", "甲丙", "甲〔删：乙〕〔加：丙〕"),
        ("一", "一\n二", "一〔加：¶二〕"),
        ("甲" * 40 + "乙", "甲" * 40, f"…{'甲' * 10}〔删：乙〕"),
    ],
)
def test_a_change_is_told_in_one_line(old: str, new: str, line: str) -> None:
    assert in_one_line(pieces(old, new)) == line
