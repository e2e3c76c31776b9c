"""Documents in the Rich Text Format: sets of characters, tables, and what nobody sees in them."""

from __future__ import annotations

import contextlib
import random

import pytest

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid, Paragraph
from core.sources.source_blocks import other_blocks
from tests.core.old_documents import damaged

FONTS = (
    r"{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset134 SimSun;}{\f2\fnil\fcharset136 M;}}"
    r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red255\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 other;}}"
)
ROW = r"\trowd\cellx1000\cellx2000"


def rtf(body: str | bytes, head: str = r"\ansi\ansicpg936") -> tuple[Block, ...]:
    """Return what a document shows."""
    inside = body.encode("ascii") if isinstance(body, str) else body
    content = b"{\\rtf1" + head.encode() + FONTS.encode() + b"\n" + inside + b"}"
    return other_blocks(content, ".rtf")


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Paragraph) and each.text.strip()]


def grid(blocks: tuple[Block, ...]) -> Grid:
    return next(each for each in blocks if isinstance(each, Grid))


def figure(inside: str) -> Cell:
    """Return how the second cell of a row is read."""
    body = rf"{ROW}\pard\plain\intbl a\cell \pard\plain\intbl {inside}\cell\row\pard\par"
    return grid(rtf(body)).rows[0][1]


@pytest.mark.parametrize(
    ("body", "head", "text"),
    [
        (rb"\'c4\'ea\'b6\'c8\par", r"\ansi\ansicpg936", "年度"),
        ("年度".encode("gb18030") + rb"\par", r"\ansi\ansicpg936", "年度"),
        (rb"\'a6\'7e\'ab\'d7\par", r"\ansi\ansicpg950", "年度"),
        (rb"\f1 \'c4\'ea\f0 x\par", r"\ansi\ansicpg1252", "年x"),
        (rb"\loch\f0\hich\f0\dbch\f1 \'c4\'ea\par", r"\ansi\ansicpg1252", "年"),
        (rb"\u24180?\u24230?\par", "", "年度"),
        (rb"\uc2\u24180\'c4\'ea\u24230\'b6\'c8 16\par", "", "年度 16"),
        (rb"{\uc0\u24180\u24230}16\par", "", "年度16"),
        (rb"\u-10180?\u-8384?\par", "", "\U0001f340"),
        (rb"{\upr{old}{\*\ud{\u24180?}}}16\par", "", "年16"),
        (rb"1\_2\~3\endash\tab 4\\\{\}\par", "", "1-2\u00a03–\t4\\{}"),
        (rb"{\*\unknown 5}{\info{\author 6}}{\header 7}8{\footnote 9}\par", "", "8"),
        (rb"{\pict\picw1 0123456789}\bin5 {}}}}" + b"x" * 50 + rb"\par", "", "x" * 50),
        (rb"{\field{\*\fldinst PAGE}{\fldrslt 16}}\par", "", "16"),
        (rb"{\listtext 1.\tab}16\'c4\'ea\par", r"\ansi\ansicpg936", "1.16年"),
        (rb"{\listtext \u8226?\tab}\'c4\'ea\par", r"\ansi\ansicpg936", "年"),
        (b"1\r\n6\\par", "", "16"),
    ],
)
def test_text_is_read_in_its_set_of_characters(body: bytes, head: str, text: str) -> None:
    assert texts(rtf(body, head)) == [text]


def test_headings_have_their_levels() -> None:
    body = r"\pard\s1 a\par\pard\s2 b\par\pard\outlinelevel2 c\par\pard d\par"
    levels = [each.level for each in rtf(body) if isinstance(each, Paragraph) and each.text]
    assert levels == [1, 2, 3, 0]


@pytest.mark.parametrize(
    ("inside", "text", "is_doubted"),
    [
        ("16", "16", False),
        (r"{\v 1}6", "6", False),
        (r"\v 1\v0 6", "6", False),
        (r"{\deleted 1}6", "6", False),
        (r"{\strike 16}", "16", True),
        (r"\strike0 16", "16", False),
        (r"{\striked1 16}", "16", True),
        (r"{\cf2 16}", "16", True),
        (r"{\cf3 16}", "16", False),
        (r"\cf1\chcbpat1 16", "16", True),
        (r"\fs2 16", "16", True),
        (r"1{\fs60 6}", "16", True),
        (r"16{\super 2}", "16²", False),
        (r"16{\*\shppict{\pict 00}}", "16", True),
        (r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 9}}}}16", "16", True),
        (r"16{\field{\*\fldinst{ FORMDROPDOWN }}{\fldrslt }}", "16", True),
        (r"{\field{\*\fldinst{ FORMTEXT }}{\fldrslt 16}}", "16", False),
    ],
)
def test_what_a_cell_shows_is_read_and_what_is_odd_is_doubted(
    inside: str, text: str, is_doubted: bool
) -> None:
    found = figure(inside)
    assert found.text == text
    assert bool(found.doubt) is is_doubted


def test_joined_cells_span() -> None:
    rows = (
        r"\trowd\clvmgf\cellx500\clmgf\cellx1000\clmrg\cellx2000\pard\intbl a\cell b\cell\cell\row"
        r"{\trowd\clvmrg\cellx500\cellx1003\cellx2000\pard\intbl{\cell c\cell}16\cell\row}"
        r"\trowd\cellx1000\cellx2000\pard\intbl d\cell 17\cell\row\pard\par"
    )
    first, second, third = grid(rtf(rows)).rows
    assert [(each.text, each.down, each.across) for each in first] == [("a", 2, 1), ("b", 1, 2)]
    assert [(each.text, each.across) for each in second] == [("c", 1), ("16", 1)]
    assert [(each.text, each.across) for each in third] == [("d", 2), ("17", 1)]


def test_a_table_in_a_table_is_its_own() -> None:
    nested = (
        r"\pard\intbl\itap2 e\nestcell f\nestcell"
        r"{\*\nesttableprops\trowd\cellx300\cellx600\nestrow}{\nonesttables\par}"
    )
    body = rf"{ROW}\pard\intbl a\cell {nested}\pard\intbl\cell {ROW}\row\pard\par"
    assert [[each.text for each in row] for row in grid(rtf(body)).rows] == [["e", "f"]]


def test_a_row_that_is_cut_or_defined_otherwise_is_doubted() -> None:
    for body in (rf"{ROW}\pard\intbl a\cell 16\cell", r"\trowd\cellx9\intbl a\cell 16\cell\row"):
        assert all(each.doubt for each in grid(rtf(body)).rows[0])


def test_a_word_behind_a_sign_of_unicode_is_never_taken_for_what_stands_for_it() -> None:
    body = rf"{ROW}\pard\intbl\u24180\cell 16\cell\row\pard\par"
    assert [each.text for each in grid(rtf(body)).rows[0]] == ["年", "16"]


def test_a_text_box_is_read_where_it_hangs() -> None:
    body = r"a{\shp{\*\shpinst{\shptxt \pard b\par c\par}}{\shprslt d}}\par e\par"
    assert texts(rtf(body)) == ["a", "b", "c", "e"]


def test_damaged_files_are_read_or_told() -> None:
    pick = random.Random(3)  # noqa: S311  # the same files each time
    body = rf"{ROW}\pard\intbl\u24180 ?\cell {{\v 1}}16\cell\row\pard\par"
    whole = b"{\\rtf1" + (FONTS + body * 5).encode() + b"}"
    for _ in range(600):
        with contextlib.suppress(SourceProblem):
            other_blocks(b"{\\rtf1" + damaged(whole[6:], pick), ".doc")


def test_a_file_of_too_many_words_is_told() -> None:
    with pytest.raises(SourceProblem, match="太多"):
        other_blocks(b"{\\rtf1" + b"{" * 10_000 + b"16", ".rtf")
