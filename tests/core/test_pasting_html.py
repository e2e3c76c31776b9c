"""Tables of a page as grids: spans, hidden parts, and what a cell shows."""

from __future__ import annotations

import pytest

from core.sources.html_grid import grids
from core.sources.html_text import text_of
from core.sources.html_tree import parse_html


def cells(html: str) -> list[list[list[tuple[str, int, int]]]]:
    return [
        [[(cell.text, cell.down, cell.across) for cell in row] for row in grid.rows]
        for grid in grids(parse_html(html))
    ]


def one(html: str) -> list[list[tuple[str, int, int]]]:
    (grid,) = cells(html)
    return grid


def test_a_hidden_row_shortens_the_spans_across_it() -> None:
    html = (
        "<table><tr><td rowspan=3>甲</td><td>1</td></tr>"
        "<tr style='DISPLAY: none'><td>2</td></tr><tr><td>3</td></tr></table>"
    )
    assert one(html) == [[("甲", 2, 1), ("1", 1, 1)], [("3", 1, 1)]]


def test_a_span_that_begins_in_a_hidden_row_begins_where_it_is_seen() -> None:
    html = "<table><tr hidden><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    assert one(html) == [[("甲", 1, 1), ("2", 1, 1)]]


def test_no_span_leaves_its_group_of_rows() -> None:
    html = (
        "<table><thead><tr><th rowspan=9>头</th><th>1</th></tr></thead>"
        "<tbody><tr><td rowspan=0>体</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>"
    )
    assert one(html) == [
        [("头", 1, 1), ("1", 1, 1)],
        [("体", 2, 1), ("2", 1, 1)],
        [("3", 1, 1)],
    ]


def test_a_table_inside_another_is_its_own() -> None:
    html = "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>2</td></tr></table>"
    assert cells(html) == [[[("外", 1, 1), ("2", 1, 1)]], [[("内", 1, 1)]]]


def test_a_table_for_the_layout_has_no_text_of_its_own() -> None:
    html = "<table><tr><td><table><tr><td>内</td></tr></table></td></tr></table>"
    assert cells(html) == [[[("内", 1, 1)]]]


def test_an_overlapping_span_is_cut() -> None:
    html = "<table><tr><td>1<td rowspan=2>2<tr><td colspan=2>3<td>4</table>"
    assert one(html) == [[("1", 1, 1), ("2", 2, 1)], [("3", 1, 1), ("4", 1, 1)]]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("5<br>18", "5\n18"),
        ("<p>（三）</p><p>不予公开</p>", "（三）\n不予公开"),
        ("社会公益\n   组织", "社会公益组织"),
        ("two\n  words", "two words"),
        ("&nbsp;&nbsp;1 234&nbsp;", "1 234"),
        ("16<sup>2</sup>", "16²"),
        ("1<del>7</del>8", "18"),
        ("<s>17</s>18", "17 18"),
        ("8<span style='display:none'>9</span>", "8"),
        ("8<a class=msocomanchor>[王1]</a>", "8"),
        ("8<!-- 9 --><style>b{}</style><script>9</script>", "8"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
    ],
)
def test_a_cell_says_what_is_seen(inside: str, text: str) -> None:
    assert one(f"<table><tr><td>{inside}</td><td>x</td></tr></table>")[0][0][0] == text


def test_text_without_a_table_is_no_grid() -> None:
    root = parse_html("<p>一、总体情况</p>")
    assert grids(root) == ()
    assert text_of(root) == "一、总体情况"
