"""Web pages, and Word's own HTML, as blocks: what a page shows, in its order, and its encoding."""

from __future__ import annotations

import codecs

import pytest

from core.base.problem import Problem
from core.labels.blocks import Block, Grid, Paragraph
from core.sources.html import decode_page, read_html, read_mail

TABLE = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"


def blocks(body: str, head: str = "") -> tuple[Block, ...]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode("utf-8"))


def lines(body: str, head: str = "") -> list[str]:
    """Return paragraphs as they are, and grids as the texts of their cells."""
    return [
        each.text
        if isinstance(each, Paragraph)
        else " ".join(cell.text for row in each.rows for cell in row)
        for each in blocks(body, head)
    ]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<div>甲<br>乙<div>丙</div>丁</div>", ["甲", "乙", "丙", "丁"]),
        (f"<p>前</p>{TABLE}<p>后</p>", ["前", "甲 1 乙 2", "后"]),
        (f"前{TABLE}后{TABLE}", ["前", "甲 1 乙 2", "后", "甲 1 乙 2"]),
        ("<script>x</script><style>y</style><!--z--><p>甲</p>", ["甲"]),
        ("<p>甲</p><p style='display:none'>乙</p><p hidden>丙</p>", ["甲"]),
        ("<nav>导航</nav><article><p>甲</p></article><footer>版权</footer>", ["甲"]),
        ("<p>甲</p><form><select><option>乙</option></select></form>", ["甲"]),
        ("<p>甲</p><p aria-hidden='true'>左右滑动</p>", ["甲"]),
        ("<p>甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>", ["甲"]),
        ("<p>甲&nbsp;&nbsp;乙\n丙</p>", ["甲  乙丙"]),
        ("<p>&lt;b&gt;&amp;</p>", ["<b>&"]),
        ("<p>\ufdd00</p>\ufdd1", ["\ufffd0", "\ufffd"]),
        ("<![if !supportLists]>一、<![endif]>总体情况", ["一、总体情况"]),
    ],
)
def test_a_page_says_what_it_shows(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


@pytest.mark.parametrize(
    "edge",
    [
        '<div title="footer"><p>— 1 —</p></div>',
        '<div title="Header"><p>页眉</p></div>',
        "<div style='mso-element:footer' id=f1><p>— 1 —</p></div>",
        "<table><tr><td><div style='mso-element: header'><p>页眉</p></div></td></tr></table>",
        "<!--[if supportFields]><div>— 1 —</div><![endif]-->",
        "<xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml>",
    ],
)
def test_what_word_prints_on_each_page_is_no_text(edge: str) -> None:
    assert lines(f"<p>甲</p>{edge}<p>乙</p>{edge}") == ["甲", "乙"]


def test_tables_that_lay_out_the_page_are_blocks() -> None:
    inner = f"<p>题目</p>{TABLE}<p>后面</p>"
    outer = f"<table><tr><td>左栏</td><td>{inner}</td></tr></table>"
    assert lines(outer) == ["左栏", "题目", "甲 1 乙 2", "后面"]
    assert lines(f"<table><tr><td>{inner}</td></tr></table>") == ["题目", "甲 1 乙 2", "后面"]
    assert lines("<table><tr><td>一段</td></tr><tr><td>二段</td></tr></table>") == ["一段", "二段"]


def test_places_count_what_is_seen() -> None:
    found = blocks(f"<p>甲</p><table><tr><td> </td><td></td></tr></table>{TABLE}<p>乙</p>")
    assert [each.place.spot for each in found] == ["第1段", "第1个表", "第2段"]
    assert isinstance(found[1], Grid)
    assert found[1].rows[1][1].place.spot.startswith("第1个表第2行")


def test_headings_have_their_level() -> None:
    found = blocks(
        "<h1>甲</h1><h2><span>乙</span></h2><p>丙</p><table><tr><td>1</td><td><h3>丁</h3>"
    )
    assert [each.level for each in found if isinstance(each, Paragraph)] == [1, 2, 0]
    assert lines("<table><tr><td>1</td><td><h3>丁</h3></td></tr></table>") == ["1 丁"]


def test_the_windows_title_speaks_where_the_page_does_not() -> None:
    title = "<title>某局2024年报 </title>"
    assert lines("<p>甲</p>", title) == ["某局2024年报", "甲"]
    assert lines("<h1>某局 2024年报</h1><p>甲</p>", title) == ["某局 2024年报", "甲"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("甲".encode(), "甲"),
        (codecs.BOM_UTF8 + "甲".encode(), "甲"),
        (codecs.BOM_UTF16_LE + "甲".encode("utf-16-le"), "甲"),
        (codecs.BOM_UTF16_BE + "甲".encode("utf-16-be"), "甲"),
        ("<p>甲".encode("utf-16-le"), "<p>甲"),
        ("<meta charset=gb2312>总体镕".encode("gb18030"), "<meta charset=gb2312>总体镕"),
        ("总体情况".encode("gbk"), "总体情况"),
        ('<meta content="text/html; charset=big5">總體'.encode("big5"), None),
        # A name that the page gives wrongly is not believed.
        ("<meta charset=gb2312>总体".encode(), "<meta charset=gb2312>总体"),
        ("<meta charset=rot13>总体".encode("gbk"), "<meta charset=rot13>总体"),
        (("总" * 200).encode()[:-1], "总" * 199 + "\ufffd"),
    ],
)
def test_every_usual_encoding_is_read(content: bytes, text: str | None) -> None:
    decoded = decode_page(content)
    assert decoded == text if text is not None else decoded.endswith("總體")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Problem, match="编码认不出来"):
        decode_page(bytes(range(128, 256)) * 9)


def mail(encoding: str, body: str, kind: str = "text/html; charset=utf-8") -> bytes:
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.gov.cn/\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--xx--\r\n"
    ).encode()


def test_a_page_saved_in_one_file_is_read() -> None:
    quoted = "".join(f"={byte:02X}" for byte in "<p class='a'>甲</p>".encode())
    (found,) = read_mail(mail("quoted-printable", quoted))
    assert isinstance(found, Paragraph)
    assert found.text == "甲"
    with pytest.raises(Problem, match="没有找到网页"):
        read_mail(mail("7bit", "x", "image/png"))
