"""Figures that nobody sees, or that look like two, are in doubt in every kind of file."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest

from core.labels.blocks import Block, Cell, Grid
from core.sources.docx import read_docx
from core.sources.html import read_html
from core.sources.ods import read_ods
from core.sources.old_workbook import read_old_workbook
from core.sources.package import Package
from core.sources.workbook import read_workbook
from tests.core.old_files import number, record, text, workbook
from tests.core.word_files import cell, pack, paragraph, table, word_file, workbook_file


def second_cell(blocks: Sequence[Block]) -> Cell:
    return next(block for block in blocks if isinstance(block, Grid)).rows[0][1]


def page(inside: str, sheet: str = "", around: str = "", cell: str = "") -> Cell:
    content = (
        f"<!doctype html><html><head><style>{sheet}</style></head><body><div {around}>"
        f"<table><tr><td>首</td><td {cell}>{inside}</td></tr></table></div></body></html>"
    )
    return second_cell(read_html(content.encode()))


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff",
        "color:rgb(254,254,254)",
        "color:rgb(250 250 250 / 90%)",
        "color:rgba(0,0,0,.05)",
        "color:hsl(0 0% 97%)",
        "color:HSLA(120,100%,50%,1)",
        "color:snow",
        "color:transparent",
        "-webkit-text-fill-color:transparent",
        "--c:white;color:var(--c)",
        "color:color-mix(in srgb, white 90%, black)",
        "background:#000",
        "background:url(x.png) no-repeat black",
        "color:navy;background-color:#000060",
        "font-size:1px",
        "font-size:2pt",
        "font-size:.1em",
        "font:1px/2 宋体",
        "zoom:5%",
        "opacity:.05",
        "opacity:3%",
        "visibility:hidden",
        "filter:opacity(0)",
        "clip-path:inset(50%)",
        "position:absolute;left:-9999px",
        "position:absolute;clip:rect(0,0,0,0)",
        "display:block;text-indent:-9999px",
        "display:inline-block;width:1px;overflow:hidden",
        "display:block;max-height:2px;overflow:hidden",
        "display:inline-block;transform:scale(0)",
        "display:inline-block;transform:translateX(-200vw)",
        "letter-spacing:-1em",
        "mix-blend-mode:lighten",
        "font-family:Wingdings",
        "display:none",
    ],
)
def test_letters_of_a_page_that_may_not_be_seen_are_in_doubt(style: str) -> None:
    assert page(f'<span style="{style}">16</span>').doubt
    assert page("<span class=a>16</span>", f"div td > span.a{{{style}}}").doubt
    assert page(f'1<span style="{style}">6</span>').doubt


@pytest.mark.parametrize(
    "style",
    ["color:#fff", "font-size:1px", "opacity:0", "filter:opacity(1%)", "text-indent:-9999px"],
)
def test_what_hides_letters_may_stand_around_their_table(style: str) -> None:
    assert page("16", around=f'style="{style}"').doubt
    assert page("16", sheet=f"td:nth-child(2){{{style}}}").doubt
    assert page("16", sheet=f"@media screen{{table tr *{{{style}}}}}").doubt
    assert not page("16", sheet=f"@media print{{td{{{style}}}}} td:hover{{{style}}}").doubt
    assert not page("16", sheet=f"#other td, table.x td, td[align=left]{{{style}}}").doubt


def test_what_is_folded_struck_or_hidden_by_its_column_is_in_doubt() -> None:
    cells = "<tr><td>首</td><td>16</td></tr>"
    for content in (
        f"<details><table>{cells}</table></details>",
        f"<s><table>{cells}</table></s>",
        f"<style>table{{text-decoration:line-through}}</style><table>{cells}</table>",
        f"<style>.c{{visibility:collapse}}</style><table><col><col class=c>{cells}</table>",
        f"<style>tr::before{{content:'1'}}</style><table>{cells}</table>",
    ):
        assert second_cell(read_html(f"<!doctype html>{content}".encode())).doubt
    for content in (
        f"<details open><table>{cells}</table></details>",
        f"<style>.c{{visibility:collapse}}</style><table><col class=c><col>{cells}</table>",
    ):
        assert not second_cell(read_html(f"<!doctype html>{content}".encode())).doubt


@pytest.mark.parametrize(
    ("inside", "sheet", "cell"),
    [
        ("16", "", 'bgcolor="#003366" style="color:#fff"'),
        ("16", "td{color:white;background:navy}", ""),
        ("16", "td{color:white} td{color:#333}", ""),
        ("16", "td{color:black !important} td{color:white}", ""),
        ('<span style="color:#000">1</span><span style="color:windowtext">6</span>', "", ""),
        ('<font size="3">1</font><span style="font-size:12pt">6</span>', "", ""),
        ('<b>16</b><span style="color:#fff"> </span>', "", ""),
        ("16", ".clearfix:after{content:'.';color:white} td:after{content:''}", ""),
        ("<i class=fa></i>16", ".fa:before{content:'\\f101'}", ""),
    ],
)
def test_letters_of_a_page_that_are_seen_are_read(inside: str, sheet: str, cell: str) -> None:
    found = page(inside, sheet, cell=cell)
    assert (found.text, found.doubt) == ("16", "")


@pytest.mark.parametrize(
    ("inside", "sheet"),
    [
        ("16", "td:after{content:'2'}"),
        ("16", "td::before{content:'\\33 '}"),
        ("<b>16</b>", "td b::after{content:counter(x)}"),
        ("16", "td::after{content:attr(data-n)}"),
        ("16", "td::after{content:'万'}"),
        ('1<span style="color:#c00">6</span>', ""),
        ('1<span style="font-size:8px">6</span>', ""),
        ('<span style="float:right">1</span>6', ""),
        ('<font color="red">1</font>6', ""),
    ],
)
def test_what_a_sheet_adds_or_sets_apart_is_a_doubt(inside: str, sheet: str) -> None:
    assert page(inside, sheet).doubt


@pytest.mark.parametrize(
    "sheet",
    ["(" * 200_000, '"\\' * 100_000, "a{" * 100_000, "td{a:" + '"(' * 100_000, "a b " * 50_000],
)
def test_a_hostile_style_sheet_is_read_to_its_end(sheet: str) -> None:
    assert page("16", sheet).text == "16"


WORD_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
    '<w:style w:type="paragraph" w:styleId="Pale"><w:rPr><w:color w:val="FEFEFE"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow">'
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="Dark">'
    '<w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:style>'
)


def word(
    inside: str, in_cell: str = "", in_table: str = "", in_row: str = "", in_paragraph: str = ""
) -> Cell:
    rows = cell("首") + cell(f"<w:p><w:pPr>{in_paragraph}</w:pPr>{inside}</w:p>", in_cell)
    body = table(f"<w:trPr>{in_row}</w:trPr>{rows}")
    body = body.replace("<w:tbl>", f"<w:tbl><w:tblPr>{in_table}</w:tblPr>", 1)
    return second_cell(read_docx(Package(word_file(body, styles=WORD_STYLES))))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="auto" w:themeColor="background1"/>',
        '<w:color w:val="000000" w:themeColor="text1" w:themeTint="08"/>',
        '<w:color w:val="000000" w:themeColor="background2" w:themeTint="33"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="FFFF00"/>',
        '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FF0000"/><w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>',
        '<w:sz w:val="2"/>',
        '<w:sz w:val="4"/>',
        '<w:w w:val="1"/>',
        '<w:spacing w:val="-200"/>',
        '<w:position w:val="-100"/>',
        "<w:webHidden/>",
        '<w:rFonts w:ascii="Wingdings"/>',
        "<w:textFill><w:noFill/></w:textFill>",
        '<w:textFill><w:solidFill><w:schemeClr w:val="bg1"/></w:solidFill></w:textFill>',
    ],
)
def test_letters_of_word_that_may_not_be_seen_are_in_doubt(properties: str) -> None:
    assert word(run("16", properties)).doubt
    assert word(run("1") + run("6", properties)).doubt
    assert word(run("16")).doubt == ""


@pytest.mark.parametrize(
    "where",
    [
        {"in_cell": '<w:shd w:val="clear" w:fill="000000"/>'},
        {"in_table": '<w:shd w:val="clear" w:fill="101010"/>'},
        {"in_table": '<w:tblStyle w:val="Dark"/>'},
        {"in_row": '<w:trHeight w:val="20" w:hRule="exact"/>'},
        {"in_row": "<w:hidden/>"},
        {"in_paragraph": '<w:spacing w:line="20" w:lineRule="exact"/>'},
        {"in_paragraph": '<w:ind w:left="-9000"/>'},
        {"in_paragraph": '<w:shd w:val="clear" w:fill="000000"/>'},
        {"in_paragraph": '<w:framePr w:x="-9000"/>'},
    ],
)
def test_what_hides_letters_of_word_may_stand_around_them(where: dict[str, str]) -> None:
    assert word(run("16", '<w:color w:val="000000"/>'), **where).doubt


def test_letters_of_word_that_take_their_colour_from_a_style() -> None:
    assert word(run("16"), in_paragraph='<w:pStyle w:val="Pale"/>').doubt
    dark = '<w:shd w:val="clear" w:fill="000000"/>'
    assert not word(run("16"), in_cell=dark, in_paragraph='<w:pStyle w:val="Pale"/>').doubt
    assert not word(run("16"), in_table='<w:tblStyle w:val="Grid"/>').doubt
    black = run("16", '<w:color w:val="000000"/>')
    assert not word(run("1") + black.replace("16", "6")).doubt
    assert not word(run("16"), in_cell=dark).doubt


FONTS = (
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font>'
    '<font><color theme="0" tint="-0.05"/></font><font><color indexed="13"/></font>'
    '<font><sz val="1"/></font><font><name val="Wingdings"/></font>'
    '<font><color rgb="FF333399"/></font></fonts>'
)
FILLS = (
    "<fills><fill/><fill><patternFill patternType='solid'><fgColor rgb='FF333399'/></patternFill>"
    "</fill><fill><patternFill patternType='solid'><fgColor rgb='FF000000'/></patternFill></fill>"
    "<fill><gradientFill><stop position='0'><color rgb='FFFFFFFF'/></stop><stop position='1'>"
    "<color rgb='FF000000'/></stop></gradientFill></fill></fills>"
)
DXFS = (
    '<dxfs><dxf><font><color theme="0"/></font></dxf>'
    '<dxf><numFmt numFmtId="200" formatCode=";;;"/></dxf>'
    '<dxf><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></dxf>'
    '<dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs>'
)


def sheet(
    style: str = "", formats: str = "", inside: str = "<v>16</v>", around: str = "", **row: str
) -> Cell:
    """Return the second cell of a sheet; ``around`` stands beside its rows."""
    said = " ".join(f'{name}="{value}"' for name, value in row.items())
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>首</t></is></c></row>'.replace("</row>", "")
        + f'<c r="B1" s="1">{inside}</c></row>'
    ).replace('<row r="1">', f'<row r="1" {said}>')
    styles = f"{formats}{FONTS}{FILLS}<cellXfs><xf/><xf {style}</cellXfs>{DXFS}"
    before, _, after = around.partition("|")
    content = workbook_file(("表", f"{before}<sheetData>{rows}</sheetData>{after}"), styles=styles)
    return second_cell(read_workbook(Package(content)))


PLAIN = "/>"


@pytest.mark.parametrize(
    "style",
    [
        'fontId="1"/>',
        'fontId="2"/>',
        'fontId="3"/>',
        'fontId="4"/>',
        'fontId="5"/>',
        'fontId="6"/>',
        'fontId="7" fillId="1"/>',
        'fillId="2"/>',
        'fillId="3"/>',
        '><alignment horizontal="fill"/></xf>',
        '><alignment indent="200"/></xf>',
    ],
)
def test_letters_of_a_workbook_that_may_not_be_seen_are_in_doubt(style: str) -> None:
    assert sheet(style).doubt


@pytest.mark.parametrize("style", [PLAIN, 'fontId="1" fillId="1"/>', 'fontId="2" fillId="2"/>'])
def test_letters_of_a_workbook_that_are_seen_are_read(style: str) -> None:
    found = sheet(style)
    assert (found.text, found.doubt) == ("16", "")


@pytest.mark.parametrize(
    ("code", "certain"),
    [("[White]0", False), ("[Color 2]0", False), ("[yellow]0;0", False), ("[Red]0", True)],
)
def test_a_number_format_may_colour_a_figure(code: str, certain: bool) -> None:
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    assert (not sheet('numFmtId="200"/>', formats).doubt) is certain
    if code == "[White]0":
        assert not sheet('numFmtId="200" fillId="2"/>', formats).doubt


@pytest.mark.parametrize(
    "run", ['<color rgb="FFFFFFFF"/>', '<color rgb="FFFF0000"/>', '<sz val="5"/>']
)
def test_a_part_of_a_cell_may_look_different(run: str) -> None:
    inside = f"<is><r><t>1</t></r><r><rPr>{run}</rPr><t>6</t></r></is>"
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>首</t></is></c>'
    rows = f'<sheetData>{row}<c r="B1" t="inlineStr">{inside}</c></row></sheetData>'
    content = workbook_file(("表", rows), styles=f"{FONTS}{FILLS}<cellXfs><xf/></cellXfs>")
    assert second_cell(read_workbook(Package(content))).doubt


def rule(said: str, inside: str = "", where: str = "A1:C9") -> str:
    return (
        f'|<conditionalFormatting sqref="{where}"><cfRule {said}>{inside}</cfRule>'
        "</conditionalFormatting>"
    )


@pytest.mark.parametrize(
    ("around", "certain"),
    [
        (rule('type="expression" dxfId="0"', "<formula>TRUE</formula>"), False),
        (rule('type="cellIs" operator="greaterThan" dxfId="1"', "<formula>9</formula>"), False),
        (rule('type="cellIs" operator="equal" dxfId="0"', "<formula>0</formula>"), True),
        (rule('type="expression" dxfId="2"', "<formula>$A$1</formula>"), False),
        (rule('type="expression" dxfId="3"', "<formula>$A$1</formula>"), True),
        (rule('type="expression" dxfId="0"', where="D1:D9 A1"), True),
        (rule('type="dataBar"', '<dataBar showValue="0"/>'), False),
        (rule('type="iconSet"', '<iconSet showValue="0"/>'), False),
        (rule('type="colorScale"', '<colorScale><color rgb="FF000000"/></colorScale>'), False),
        (rule('type="colorScale"', '<colorScale><color rgb="FFFF0000"/></colorScale>'), True),
        ('<cols><col min="2" max="2" width="0.3"/></cols>|', False),
        ('<sheetFormatPr zeroHeight="1"/>|', False),
        ('<sheetViews><sheetView showZeros="0"/></sheetViews>|', True),
    ],
)
def test_what_a_sheet_says_around_its_cells_may_hide_them(around: str, certain: bool) -> None:
    assert (not sheet(PLAIN, around=around).doubt) is certain


def test_a_row_that_is_too_low_and_a_zero_that_is_not_shown() -> None:
    assert sheet(PLAIN, ht="1", customHeight="1").doubt
    hidden = '<sheetViews><sheetView showZeros="0"/></sheetViews>|'
    assert sheet(PLAIN, inside="<v>0</v>", around=hidden).doubt


@pytest.mark.parametrize(
    ("look", "certain"),
    [
        ((0, 0, 0, 0, 0, 0), True),
        ((3, 0, 0, 0, 0, 0), False),  # white letters
        ((3, 0, 0, 1, 8, 9), True),  # on black
        ((0, 0, 0, 1, 8, 9), False),
        ((5, 0, 0, 0, 0, 0), False),  # of one point
        ((0, 4, 0, 0, 0, 0), False),  # shown again and again
    ],
)
def test_letters_of_an_older_workbook_that_may_not_be_seen(
    look: tuple[int, int, int, int, int, int], certain: bool
) -> None:
    body = text(0, 0, "首") + number(0, 1, 16.0, 1)
    blocks = read_old_workbook(workbook([("表", 0, body)], looks=[look]))
    assert (not second_cell(blocks or ()).doubt) is certain


@pytest.mark.parametrize(
    ("around", "certain"),
    [
        (record(0x208, struct.pack("<HHHHHHI", 0, 0, 2, 20, 0, 0, 0)), False),  # one point high
        (record(0x208, struct.pack("<HHHHHHI", 0, 0, 2, 300, 0, 0, 0)), True),
        (record(0x7D, struct.pack("<HHHHHH", 1, 1, 100, 0, 0, 0)), False),
        (record(0x7D, struct.pack("<HHHHHH", 1, 1, 2000, 0, 0, 0)), True),
    ],
)
def test_room_of_an_older_workbook_that_may_hide_a_figure(around: bytes, certain: bool) -> None:
    body = text(0, 0, "首") + around + number(0, 1, 16.0)
    assert (not second_cell(read_old_workbook(workbook([("表", 0, body)])) or ()).doubt) is certain


@pytest.mark.parametrize(("colour", "certain"), [(9, False), (10, True)])
def test_a_conditional_format_of_an_older_workbook(colour: int, certain: bool) -> None:
    where = record(0x1B0, struct.pack("<HH4HH4H", 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1))
    font = struct.pack("<80xi34x", colour)
    rule = record(0x1B1, struct.pack("<BBHHIH", 2, 0, 0, 0, 1 << 26, 0) + font)
    body = text(0, 0, "首") + number(0, 1, 16.0) + where + rule
    assert (not second_cell(read_old_workbook(workbook([("表", 0, body)])) or ()).doubt) is certain


OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{each}="{OPEN}{name}:1.0"'
    for each, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
SPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


ON_BLACK = '<style:table-cell-properties fo:background-color="#000000"/>'


def opened(properties: str, inside: str = "16", line: str = "", shared: str = "") -> Cell:
    """Return the second cell of an open document whose styles A (letters) and R (row) say this.

    ``shared`` are the styles of its other part, of which A is based on B.
    """
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>"
        '<style:style style:name="A" style:family="table-cell" style:parent-style-name="B">'
        f"{properties}</style:style>"
        '<style:style style:name="W"><style:text-properties fo:color="#ffffff"/></style:style>'
        f'<style:style style:name="R">{line}</style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="表">'
        '<table:table-row table:style-name="R"><table:table-cell><text:p>首</text:p>'
        '</table:table-cell><table:table-cell table:style-name="A" office:value-type="float"'
        f' office:value="16"><text:p>{inside}</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {SPACES}><office:styles>{shared}</office:styles>"
        "</office:document-styles>"
    )
    return second_cell(read_ods(Package(pack({"content.xml": content, "styles.xml": styles}))))


@pytest.mark.parametrize(
    ("properties", "certain"),
    [
        ("", True),
        ('<style:text-properties fo:color="#ffffff"/>', False),
        ('<style:text-properties fo:font-size="1pt"/>', False),
        (ON_BLACK, True),
        (f'{ON_BLACK}<style:text-properties fo:color="#000000"/>', False),
        ('<style:text-properties text:display="none"/>', False),
        ('<style:text-properties style:font-name="Wingdings"/>', False),
        ('<style:table-cell-properties style:repeat-content="true"/>', False),
        ('<style:table-cell-properties style:print-content="false"/>', False),
        ('<style:table-cell-properties style:cell-protect="hidden-and-protected"/>', False),
        ('<style:map style:condition="cell-content()&gt;9" style:apply-style-name="W"/>', False),
        ('<style:map style:condition="cell-content()=0" style:apply-style-name="W"/>', True),
    ],
)
def test_letters_of_an_open_document_that_may_not_be_seen(properties: str, certain: bool) -> None:
    assert (not opened(properties).doubt) is certain


def test_parts_and_rows_of_an_open_document_that_may_not_be_seen() -> None:
    assert opened("", '1<text:span text:style-name="W">6</text:span>').doubt
    assert opened("", line='<style:table-row-properties style:row-height="0.02cm"/>').doubt
    assert not opened("", line='<style:table-row-properties style:row-height="0.5cm"/>').doubt


def test_a_style_without_a_name_is_no_paragraphs() -> None:
    nameless = '<w:style w:type="character"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    body = table(cell("首") + cell(paragraph("16")))
    read = second_cell(read_docx(Package(word_file(body, styles=nameless))))
    assert (read.text, read.doubt) == ("16", "")


def usual(family: str, letters: str) -> str:
    return (
        f'<style:default-style style:family="{family}"><style:text-properties {letters}/>'
        "</style:default-style>"
    )


TINY = '<style:text-properties fo:font-size="1pt"/>'
WHITE_LETTERS = '<style:text-properties fo:color="#ffffff"/>'
FROM_THE_WINDOW = 'style:use-window-font-color="true"'


@pytest.mark.parametrize(
    ("properties", "shared", "certain"),
    [
        ("", usual("graphic", 'loext:opacity="0%" fo:font-size="12pt"'), True),
        (WHITE_LETTERS, usual("graphic", FROM_THE_WINDOW), False),
        (TINY, usual("graphic", 'fo:font-size="12pt"'), False),
        (TINY, usual("table-cell", 'fo:font-size="10pt"'), False),
        ("", usual("table-cell", 'fo:color="#ffffff"'), False),
        (
            "",
            (
                f'<style:style style:name="B" style:family="table-cell">{WHITE_LETTERS}'
                '</style:style><style:style style:name="B" style:family="graphic"/>'
            ),
            False,
        ),
        (
            WHITE_LETTERS,
            (
                '<style:style style:name="B" style:family="table-cell">'
                f"<style:text-properties {FROM_THE_WINDOW}/></style:style>"
            ),
            False,
        ),
        (f"{ON_BLACK}<style:text-properties {FROM_THE_WINDOW}/>", "", True),
    ],
    ids=[
        "a picture is transparent",
        "a picture's letters are black",
        "a picture's letters are large",
        "all cells' letters are large",
        "all cells' letters are white",
        "a picture's style bears the name of a cell's",
        "white overrules the window's colour",
        "the window's colour is seen on every ground",
    ],
)
def test_a_cell_looks_as_the_nearest_of_its_own_styles_says(
    properties: str, shared: str, certain: bool
) -> None:
    assert (not opened(properties, shared=shared).doubt) is certain
