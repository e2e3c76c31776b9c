"""Word documents as blocks: what Word shows, in its order, with its place."""

from __future__ import annotations

import pytest

from core.labels.blocks import Block, Grid, Paragraph, named
from core.sources.docx import read_docx, read_remarked_docx
from core.sources.package import Package
from tests.core.word_files import cell, paragraph, table, word_file


def blocks(body: str, **others: str) -> tuple[Block, ...]:
    return named(read_docx(Package(word_file(body, **others))), "甲.docx")


def texts(body: str, **others: str) -> list[str]:
    return [b.text for b in blocks(body, **others) if isinstance(b, Paragraph)]


def only_grid(body: str) -> Grid:
    (grid,) = (block for block in blocks(body) if isinstance(block, Grid))
    return grid


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f"{mark('separate')}{run(result)}{mark('end')}"
    )


PLACEHOLDER = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


def versions(newer: str, older: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice>{newer}</mc:Choice>"
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (f"<w:ins>{run('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", "甲"),
        (f"<w:moveFrom>{run('乙')}</w:moveFrom><w:moveTo>{run('甲')}</w:moveTo>", "甲"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>乙</w:t></w:r>", "甲-乙"),
        (field("PAGE", "12"), "12"),
        (f'<w:fldSimple w:instr="SUM(ABOVE)">{run("34")}</w:fldSimple>', "34"),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{run('内容')}</w:sdtContent></w:sdt>", "内容"),
        (f"<w:sdt>{PLACEHOLDER}<w:sdtContent>{run('请填写')}</w:sdtContent></w:sdt>", ""),
        (f"{run('甲')}{run('乙', '<w:vanish/>')}", "甲"),
        (run("甲", '<w:vanish w:val="0"/>'), "甲"),
        (run("16") + run("2", '<w:vertAlign w:val="superscript"/>'), "16²"),
        (f"{run('16')}{run('2', '<w:strike/>')}{run('3')}", "16 2 3"),
        (f"{run('甲')}<w:r><w:footnoteReference w:id='1'/></w:r>", "甲"),
        ("<w:r><w:t>甲</w:t><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "甲\ufffd"),
        (versions(run("新"), run("旧")), "新"),
        (f"<w:ruby><w:rt>{run('yi')}</w:rt><w:rubyBase>{run('一')}</w:rubyBase></w:ruby>", "一"),
    ],
)
def test_a_paragraph_says_what_word_shows(inside: str, shown: str) -> None:
    assert "\n".join(texts(f"<w:p>{inside}</w:p>")) == shown


def test_blocks_come_in_their_order_with_their_places() -> None:
    body = paragraph("甲") + table(cell("乙") + cell("1")) + paragraph("丙")
    first, grid, last = blocks(body)
    assert isinstance(grid, Grid)
    assert [each.place.spot for each in (first, grid, last)] == ["第1段", "第1个表", "第2段"]
    assert str(grid.rows[0][1].place) == "“甲.docx”第1个表第1行第2格"


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    twice = versions(f"<w:drawing>{box}</w:drawing>", f"<w:pict>{box}</w:pict>")
    assert texts(f"<w:p><w:r><w:t>甲</w:t>{twice}</w:r></w:p>") == ["甲", "框里"]


def test_spans_across_and_down() -> None:
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    grid = only_grid(
        table(
            cell("甲", begin) + cell("乙", wide),
            cell("", on) + cell("1") + cell("2"),
            cell("", on) + cell("3") + cell("4"),
            cell("丙", begin) + cell("5") + cell("6"),
        )
    )
    assert [[(c.text, c.down, c.across) for c in row] for row in grid.rows] == [
        [("甲", 3, 1), ("乙", 1, 2)],
        [("1", 1, 1), ("2", 1, 1)],
        [("3", 1, 1), ("4", 1, 1)],
        [("丙", 1, 1), ("5", 1, 1), ("6", 1, 1)],
    ]


def test_rows_inserted_and_deleted_by_tracked_changes() -> None:
    rows = [
        cell("甲") + cell("1"),
        f"<w:trPr><w:del/></w:trPr>{cell('乙')}{cell('2')}",
        f"<w:trPr><w:ins/></w:trPr>{cell('丙')}{cell('3')}",
    ]
    grid = only_grid(table(*rows))
    assert [[c.text for c in row] for row in grid.rows] == [["甲", "1"], ["丙", "3"]]


def test_controls_around_rows_and_cells_show_nothing_of_their_own() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{cell('甲')}{control(cell('1'))}</w:tr>"
    grid = only_grid(control(f"<w:tbl>{control(row)}</w:tbl>"))
    assert [[c.text for c in r] for r in grid.rows] == [["甲", "1"]]


def test_a_table_around_tables_lays_out_the_page() -> None:
    inner = table(cell("甲") + cell("1"))
    found = blocks(table(cell(paragraph("题目") + inner + paragraph("后面"))))
    assert [b.text if isinstance(b, Paragraph) else len(b.rows) for b in found] == [
        "题目",
        1,
        "后面",
    ]


def level(depth: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


def numbered(text: str, depth: int) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>')


def test_automatic_numbers_are_said() -> None:
    depths = [("总体", 0), ("主动", 1), ("依申请", 1), ("甲", 2), ("乙", 2), ("情况", 0), ("丙", 1)]
    body = "".join(numbered(text, depth) for text, depth in depths)
    assert texts(body, numbering=NUMBERING) == [
        "一、总体",
        "（一）主动",
        "（二）依申请",
        "1.甲",
        "2.乙",
        "二、情况",
        "（一）丙",
    ]


def test_a_figure_in_a_list_stays_the_figure() -> None:
    grid = blocks(table(cell("甲") + cell(numbered("5", 2))), numbering=NUMBERING)[0]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.rows[0]] == ["甲", "5"]


def test_headings_have_their_level() -> None:
    styles = (
        '<w:style w:styleId="A"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:basedOn w:val="D"/></w:style>'
        '<w:style w:styleId="D"><w:basedOn w:val="C"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in "ABC")
    body += paragraph("E", '<w:outlineLvl w:val="1"/>') + paragraph(
        "F", '<w:outlineLvl w:val="9"/>'
    )
    found = blocks(body, styles=styles)
    assert [b.level for b in found if isinstance(b, Paragraph)] == [1, 1, 0, 2, 0]


STRUCK_END = "<w:rPr><w:del/></w:rPr>"


def test_a_paragraph_whose_end_is_struck_goes_on_in_the_next() -> None:
    gone = f"<w:p><w:pPr>{STRUCK_END}</w:pPr><w:del>{run('旧段')}</w:del></w:p>"
    one, two = paragraph("前半句，", STRUCK_END), paragraph("后半句。")
    assert texts(gone + one + two) == ["前半句，后半句。"]
    assert texts(two + one) == ["后半句。", "前半句，"]
    grid = table(cell("甲") + cell(one + two), cell("乙") + cell("丙"))
    assert [c.text for row in only_grid(one + grid).rows for c in row] == [
        "甲", "前半句，后半句。", "乙", "丙",
    ]  # fmt: skip
    assert texts(one + grid) == ["前半句，"]


def test_a_comment_knows_its_words_and_its_place() -> None:
    def about(number: int, words: str) -> str:
        mark = f'w:id="{number}"'
        return (
            f"<w:commentRangeStart {mark}/>{run(words)}<w:commentRangeEnd {mark}/>"
            f"<w:r><w:commentReference {mark}/></w:r>"
        )

    body = f"<w:p>{run('全年')}{about(1, '办结')}{run('五件')}</w:p>" + table(
        cell("甲") + cell(f"<w:p>{about(2, '12')}</w:p>"), cell("乙") + cell("3")
    )
    package = Package(word_file(body))
    found, anchors = read_remarked_docx(package)
    assert found == read_docx(package)
    assert [(a.name, a.quote, a.place.spot) for a in anchors] == [
        ("1", "办结", "第1段"),
        ("2", "12", "第1个表第1行第2格"),
    ]
