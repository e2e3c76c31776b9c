"""A table of a PDF whose rows are divided by the end of a page."""

from __future__ import annotations

from core.labels.blocks import Cell, Place
from core.sources.pdf_pieces import PdfPiece, joined_pieces

HERE = Place("第1页第1个表", "甲.pdf")
EDGES = ((0.0, 20.0), (20.0, 60.0), (60.0, 120.0), (120.0, 150.0))


def cells(*texts: str, down: tuple[int, ...] = ()) -> tuple[Cell, ...]:
    reach = (*down, *(1 for _ in texts))
    return tuple(Cell(text, HERE, many) for text, many in zip(texts, reach, strict=False))


def test_the_first_row_of_a_group_is_put_together_over_the_end_of_a_page() -> None:
    above = PdfPiece(
        1,
        HERE,
        (
            cells("三、结果", "（四）无法提供", "3.不明确", "59", down=(2, 1)),
            cells("（五）", "1.信访", "33"),
        ),
        (EDGES, EDGES[1:]),
    )
    below = PdfPiece(
        2,
        HERE,
        (
            cells("", "不予处理", "举报类", "", down=(3, 2)),
            cells("2.重复", "14"),
            cells("总计", ""),
        ),
        (EDGES, EDGES[2:], EDGES[1:3]),
    )
    (whole,) = joined_pieces([above, below])
    assert isinstance(whole, PdfPiece)
    assert [[(cell.text, cell.down) for cell in row] for row in whole.rows] == [
        [("三、结果", 4), ("（四）无法提供", 1), ("3.不明确", 1), ("59", 1)],
        [("（五）不予处理", 2), ("1.信访举报类", 1), ("33", 1)],
        [("2.重复", 1), ("14", 1)],
        [("总计", 1), ("", 1)],
    ]


def test_two_rows_that_stand_on_two_pages_stay_two() -> None:
    above = PdfPiece(1, HERE, (cells("甲", "1.一", "", "3"),), (EDGES,))
    below = PdfPiece(2, HERE, (cells("乙", "2.二", "", "4", down=(2,)),), (EDGES,))
    assert joined_pieces([above, below]) == [above, below]
