"""Style sheets that a saved page has in files beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.labels.blocks import Grid
from core.reading.source import source_content
from core.sources.source_blocks import other_blocks
from tests.links import link_or_skip

SHEET = ".a{color:#fff}"
PAGE = '<html><head>{}</head><body><table><tr><td>首<td class="a">16</table></body></html>'


def doubt(page: Path) -> str:
    blocks = other_blocks(source_content(page), ".html")
    return next(each for each in blocks if isinstance(each, Grid)).rows[0][1].doubt


@pytest.mark.parametrize(
    ("link", "is_seen"),
    [
        ('<link rel="stylesheet" href="年报_files/a.css">', True),
        ("<LINK href='./%E5%B9%B4%E6%8A%A5_files/a.css?v=2' rel=stylesheet type=text/css />", True),
        ('<link rel="stylesheet" media="screen" href="年报_files/a.css">', True),
        ('<link rel="icon" href="年报_files/a.css">', False),
        ('<link rel="stylesheet" href="年报_files/no.css">', False),
        ('<link rel="stylesheet" href="../a.css">', False),
        ('<link rel="stylesheet" href="年报_files/../../a.css">', False),
        ('<link rel="stylesheet" href="//server/share/a.css">', False),
        ('<link rel="stylesheet" href="file:///etc/a.css">', False),
        ('<link rel="stylesheet" href="年报_files">', False),
        ('<link rel="stylesheet" href="年报_files/large.css">', False),
    ],
)
def test_a_sheet_beside_the_page_is_read_and_none_from_elsewhere(
    tmp_path: Path, link: str, is_seen: bool
) -> None:
    folder = tmp_path / "页"
    (folder / "年报_files").mkdir(parents=True)
    for name in ("a.css", "页/年报_files/a.css"):
        (tmp_path / name).write_text(SHEET)
    (folder / "年报_files" / "large.css").write_text(SHEET + " " * 1024 * 1024)
    page = folder / "年报.html"
    page.write_text(PAGE.format(link), "utf-8")
    assert bool(doubt(page)) is is_seen


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(SHEET)
    folder = tmp_path / "页"
    folder.mkdir()
    link_or_skip(folder / "a.css", tmp_path / "a.css")
    page = folder / "年报.htm"
    page.write_text(PAGE.format('<link rel="stylesheet" href="a.css">'), "utf-8")
    assert not doubt(page)
