"""What a document shows and does not hold as its own text: inserted files, bound data, frames."""

from __future__ import annotations

import pytest

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid
from core.sources.docx import read_docx
from core.sources.html import read_html, read_mail
from core.sources.package import Package
from tests.core.word_files import R, W, cell, pack, relations, table, word_file

PAGE = "<html><body><table><tr><td>首</td><td>16</td></tr></table></body></html>"


def second_cell(blocks: tuple[Block, ...]) -> Cell:
    return next(block for block in blocks if isinstance(block, Grid)).rows[0][1]


def holding(
    inner: bytes, name: str = "inner.bin", body: str = '<w:altChunk r:id="rId1"/>'
) -> bytes:
    return pack(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": (
                f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
            ),
            "word/_rels/document.xml.rels": relations(("aFChunk", f"/word/{name}")),
            "word/inner.bin": inner,
        }
    )


MAIL = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.encode()
DOCUMENT = word_file(table(cell("首") + cell("16")))


@pytest.mark.parametrize("inner", [PAGE.encode(), MAIL, DOCUMENT, holding(PAGE.encode())])
def test_a_file_that_word_takes_in_is_read(inner: bytes) -> None:
    assert second_cell(read_docx(Package(holding(inner)))).text == "16"


@pytest.mark.parametrize(
    "content",
    [holding(b"{\\rtf1 16}"), holding(b"PK\3\4"), holding(b"", "none.bin"), holding(b"\0\1\2")],
)
def test_an_inserted_file_that_cannot_be_read_is_told(content: bytes) -> None:
    with pytest.raises(SourceProblem):
        read_docx(Package(content))


def test_files_inserted_again_and_again_are_refused() -> None:
    with pytest.raises(SourceProblem):
        read_docx(Package(holding(PAGE.encode(), body='<w:altChunk r:id="rId1"/>' * 100)))


def test_a_file_inserted_in_a_cell_is_a_doubt() -> None:
    body = table(cell("首") + cell('<w:p/><w:altChunk r:id="rId1"/>'))
    assert second_cell(read_docx(Package(holding(PAGE.encode(), body=body)))).doubt


def bound(cells: str, path: str = "/n:r[1]/n:a[2]", store: str = "{AB}") -> Cell:
    """Return the second cell of a document whose store holds 3 and 21."""
    cells = cells.replace(
        "BOUND",
        f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:n\'" w:xpath="{path}"'
        f' w:storeItemID="{store}"/>',
    )
    return second_cell(
        read_docx(
            Package(
                pack(
                    {
                        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
                        "word/document.xml": (
                            f'<w:document xmlns:w="{W}"><w:body>{table(cell("首") + cells)}'
                            "</w:body></w:document>"
                        ),
                        "word/_rels/document.xml.rels": relations(
                            ("customXml", "../customXml/item1.xml")
                        ),
                        "customXml/item1.xml": '<r xmlns="urn:n"><a>3</a><a>21</a></r>',
                        "customXml/_rels/item1.xml.rels": relations(
                            ("customXmlProps", "props.xml")
                        ),
                        "customXml/props.xml": '<d:x xmlns:d="urn:d" d:itemID="{ab}"/>',
                    }
                )
            )
        )
    )


RUN = "<w:r><w:t>1</w:t></w:r>"
IN_RUN = f"<w:sdt><w:sdtPr>BOUND</w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "cells",
    [
        cell(f"<w:p>{IN_RUN}</w:p>"),
        cell(
            f"<w:sdt><w:sdtPr>BOUND</w:sdtPr><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>"
        ),
        f"<w:sdt><w:sdtPr>BOUND</w:sdtPr><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>",
        cell(f"<w:p>{IN_RUN.replace('BOUND', '<w:showingPlcHdr/>BOUND')}</w:p>"),
        cell(f"<w:p>{IN_RUN.replace(RUN, RUN + RUN)}</w:p>"),
    ],
)
def test_a_bound_control_shows_what_the_store_holds(cells: str) -> None:
    found = bound(cells)
    assert (found.text, found.doubt) == ("21", "")
    assert found.remark


def test_a_bound_control_that_cannot_be_told_is_a_doubt() -> None:
    cells = cell(f"<w:p>{IN_RUN}</w:p>")
    for path, store in (("/n:r[1]/n:a[9]", "{AB}"), ("//a", "{AB}"), ("/n:r/n:a", "{XY}")):
        assert bound(cells, path, store).doubt
    same = bound(cells.replace(">1<", ">21<"))
    assert (same.text, same.doubt, same.remark) == ("21", "", "")
    chosen = '<w:dropDownList><w:listItem w:value="21" w:displayText="34"/></w:dropDownList>'
    assert bound(cells.replace("BOUND", f"BOUND{chosen}")).text == "34"
    assert bound(cells.replace("BOUND", "BOUND<w:date/>")).doubt


@pytest.mark.parametrize(
    ("chosen", "shows"),
    [('<w:result w:val="1"/>', "16"), ("", "9"), ('<w:default w:val="1"/>', "16")],
)
def test_the_entry_chosen_of_a_list_is_read_and_said(chosen: str, shows: str) -> None:
    entries = '<w:listEntry w:val="9"/><w:listEntry w:val="16"/>'
    field = f"<w:fldChar><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar>"
    body = table(cell("首") + cell(f"<w:p><w:r>{field}</w:r></w:p>"))
    found = second_cell(read_docx(Package(word_file(body))))
    assert (found.text, found.doubt) == (shows, "")
    assert found.remark
    beyond = body.replace(chosen or entries, '<w:result w:val="7"/>' + entries)
    assert second_cell(read_docx(Package(word_file(beyond)))).doubt


def saved(start: str, name: str, where: str) -> bytes:
    """Return a page with one other, both saved in one file."""
    head = "Content-Type: text/html; charset=utf-8\r\n"
    parts = (
        f"{head}Content-Location: http://a.example/x/i.html\r\n\r\n{start}",
        f"{head}Content-ID: <{name}>\r\nContent-Location: {where}\r\n\r\n{PAGE}",
    )
    body = "".join(f"--b\r\n{each}\r\n" for each in parts)
    start = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    return f"{start}{body}--b--\r\n".encode()


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe src="cid:f@x"></iframe>',
        "<iframe src='http://a.example/nb.html'></iframe>",
        "<iframe src=../nb.html>",
        "<frameset cols=*><frame src='cid:f@x'><noframes>无</noframes></frameset>",
        '<iframe srcdoc="<iframe src=cid:f@x></iframe>"></iframe>',
    ],
)
def test_a_frame_of_a_saved_page_is_read_where_it_is_shown(frame: str) -> None:
    content = saved(f"<html><p>首页</p>{frame}</html>", "f@x", "http://a.example/nb.html")
    assert second_cell(read_mail(content)).text == "16"


def test_frames_are_bounded_and_what_hides_one_holds_for_it() -> None:
    content = saved("<iframe src='cid:f@x'></iframe>" * 5000, "f@x", "http://a.example/nb.html")
    assert sum(isinstance(each, Grid) for each in read_mail(content)) <= 50
    pale = "<html><iframe src='cid:f@x' style='opacity:0'></iframe></html>"
    assert second_cell(read_mail(saved(pale, "f@x", "x"))).doubt
    inner = PAGE.replace('"', "&quot;")
    assert second_cell(read_html(f'<html><iframe srcdoc="{inner}"></iframe>'.encode())).text == "16"
    read_html(b"<html><iframe '" * 20_000)
