"""Pages that browsers repair: what a reader sees in them is what is read."""

from __future__ import annotations

import pytest

from core.sources.html_grid import grids
from core.sources.html_repair import repaired
from core.sources.html_tree import parse_html

ROWS = [["甲", "12", "3"], ["乙", "0", "45"]]


@pytest.mark.parametrize(
    "page",
    [
        "<table><form><tr><td>甲<td>12<td>3</tr><tr><td>乙<td>0<td>45</tr></form></table>",
        "<table><div><tr><td>甲<td>12<td>3</tr></div><tr><td>乙<td>0<td>45</td></tr></table>",
        "<table><td>甲</td><td>12</td><td>3</td><tr><td>乙</td><td>0</td><td>45</td></table>",
        "<table><tr><td>甲</td><td>12<td>3</td></tr><td>乙</td><td>0</td><td>45</td></tr></table>",
        "<table><tr><td>甲</td><td><span>12<td>3</td></tr><tr><td>乙<td>0<td>45</table>",
    ],
)
def test_a_table_is_read_as_browsers_repair_it(page: str) -> None:
    (grid,) = grids(parse_html(page))
    assert [[cell.text for cell in row] for row in grid.rows] == ROWS
    assert not any(cell.doubt for row in grid.rows for cell in row)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "".join(f"<p><font size={n}>" for n in range(1_400)) + "<p>x</p>" * 50_000,
    ],
    ids=["deep", "letters that each paragraph begins again"],
)
def test_a_page_without_bounds_is_left_as_it_is(page: str) -> None:
    assert repaired(page) == page
