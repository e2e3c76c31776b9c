"""Office documents that are one XML file: flat packages, Word 2003, Excel 2003, flat ODF."""

from __future__ import annotations

import base64
import contextlib
import io
import random
import zipfile

import pytest

from core.base.problem import SourceProblem
from core.labels.blocks import Grid, Paragraph
from core.sources.source_blocks import other_blocks
from tests.core.word_files import cell, paragraph, table, word_2003, word_file, workbook_file

SS = "urn:schemas-microsoft-com:office:spreadsheet"


def grid(content: bytes, suffix: str = ".xml") -> Grid:
    return next(each for each in other_blocks(content, suffix) if isinstance(each, Grid))


def flat(package: bytes, *, is_binary: bool = False) -> bytes:
    """Return the parts of a package in one XML file."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            part = opened.read(name)
            held = f"<pkg:xmlData>{part.decode()}</pkg:xmlData>"
            if is_binary:
                held = f"<pkg:binaryData>{base64.b64encode(part).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{held}</pkg:part>')
    return (
        '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{''.join(parts)}</pkg:package>"
    ).encode()


@pytest.mark.parametrize("is_binary", [False, True])
@pytest.mark.parametrize("suffix", [".xml", ".doc", ".docx", ".html", ""])
def test_a_flat_package_is_read_as_the_package_is(suffix: str, is_binary: bool) -> None:
    body = paragraph("一、总体情况") + table(cell("首") + cell("16"))
    content = word_file(body)
    assert other_blocks(flat(content, is_binary=is_binary), suffix) == other_blocks(content, "")


def test_a_flat_workbook_is_read() -> None:
    row = '<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>16</v></c></row>'
    content = workbook_file(("表", f"<sheetData>{row}</sheetData>"))
    assert other_blocks(flat(content), ".xml") == other_blocks(content, "")


def tracked(kind: str, inside: str) -> str:
    content = f"<aml:content>{inside}</aml:content>"
    return f'<aml:annotation w:type="Word.{kind}">{content}</aml:annotation>'


def said(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "shows", "certain"),
    [
        (said("16"), "16", True),
        (said("1") + tracked("Insertion", said("6")), "16", True),
        (said("16") + tracked("Deletion", said("2")), "16", True),
        (said("16") + tracked("Comment", f"<w:p>{said('2')}</w:p>"), "16", True),
        (said("16", "<w:strike/>"), "16", False),
        (said("16") + said("2", "<w:vertAlign w:val='superscript'/>"), "16²", False),
        (said("16", "<w:color w:val='FFFFFF'/>"), "16", False),
        (said("16") + said("2", "<w:vanish/>"), "16", True),
        ("<w:r><w:pict><w:binData>AAAA</w:binData></w:pict></w:r>", "", False),
    ],
)
def test_a_cell_of_word_2003_is_read_as_it_is_shown(inside: str, shows: str, certain: bool) -> None:
    found = grid(word_2003(table(cell("首") + cell(f"<w:p>{inside}</w:p>"))), ".doc").rows[0][1]
    assert found.text.strip() == shows
    assert (not found.doubt and shows == "16") is certain


def test_merged_cells_numbers_and_headings_of_word_2003() -> None:
    outline = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="1">{outline}</w:style>'
    mark = '<w:pStyle w:val="1"/><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="一、"/></w:listPr>'
    reach = '<w:vmerge w:val="restart"/>'
    body = paragraph("总体情况", mark) + table(
        cell("首", reach) + cell("16", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vmerge/>") + cell("7") + cell("8"),
    )
    heading, found = other_blocks(word_2003(body, styles), ".xml")
    assert isinstance(heading, Paragraph)
    assert (heading.text, heading.level) == ("一、总体情况", 1)
    assert isinstance(found, Grid)
    assert [(each.text, each.down, each.across) for row in found.rows for each in row] == [
        ("首", 2, 1), ("16", 1, 2), ("7", 1, 1), ("8", 1, 1),
    ]  # fmt: skip


STYLES = (
    '<Style ss:ID="Default"><Font ss:Size="11"/></Style>'
    '<Style ss:ID="W"><Font ss:Color="#FFFFFF"/></Style>'
    '<Style ss:ID="V" ss:Parent="W"><Alignment ss:Horizontal="Center"/></Style>'
    '<Style ss:ID="D" ss:Parent="W"><Interior ss:Color="#003366" ss:Pattern="Solid"/></Style>'
    '<Style ss:ID="S"><Font ss:StrikeThrough="1"/></Style>'
    '<Style ss:ID="T"><Font ss:Size="1"/></Style>'
    '<Style ss:ID="H"><NumberFormat ss:Format=";;;"/></Style>'
    '<Style ss:ID="P"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="F"><NumberFormat ss:Format="Fixed"/></Style>'
)


def excel_2003(rows: str, around: str = "", options: str = "") -> bytes:
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{SS}" xmlns:ss="{SS}" xmlns:html="http://www.w3.org/TR/REC-html40">'
        f'<Styles>{STYLES}</Styles><Worksheet ss:Name="年报"><Table>{around}{rows}</Table>'
        f"{options}</Worksheet></Workbook>"
    ).encode()


def row(*cells: str, **said: str) -> str:
    told = " ".join(f'ss:{name}="{value}"' for name, value in said.items())
    return f"<Row {told}>{''.join(cells)}</Row>"


def data(text: str, kind: str = "Number", **said: str) -> str:
    told = " ".join(f'ss:{name}="{value}"' for name, value in said.items())
    return f'<Cell {told}><Data ss:Type="{kind}">{text}</Data></Cell>'


FIRST = data("首", "String")


@pytest.mark.parametrize(
    ("second", "shows", "certain"),
    [
        (data("16"), "16", True),
        (data("16", "String"), "16", True),
        (data("16", StyleID="D"), "16", True),
        (data("16", StyleID="F"), "16", True),
        (data("16", StyleID="W"), "16", False),
        (data("16", StyleID="V"), "16", False),
        (data("16", StyleID="S"), "16", False),
        (data("16", StyleID="T"), "16", False),
        (data("16", StyleID="H"), "16", False),
        (data("0.16", StyleID="P"), "0.16", False),
        (data("#REF!", "Error"), "#REF!", False),
        (data("1", "Boolean"), "TRUE", False),
        (data("2023-01-01T00:00:00.000", "DateTime"), "2023-01-01T00:00:00.000", False),
        (data('1<html:Font html:Color="#FFFFFF">6</html:Font>', "String"), "16", False),
        (data("16<html:Sup>2</html:Sup>", "String"), "16²", True),
        (data('1<html:Font html:Color="#FF0000">6</html:Font>', "String"), "16", False),
        (data("16<html:S>2</html:S>", "String"), "16 2 ", False),
        ("<Cell/>", "", True),
        ('<Cell ss:Formula="=RC[-1]*2"/>', "", False),
    ],
)
def test_a_cell_of_excel_2003_is_read_as_it_is_shown(
    second: str, shows: str, certain: bool
) -> None:
    found = grid(excel_2003(row(FIRST, second, data("尾", "String"))), ".xls").rows[0][1]
    assert found.text == shows
    assert (not found.doubt) is certain


def test_sums_spans_and_gaps_of_excel_2003() -> None:
    rows = (
        row(data("首", "String", MergeDown="1"), data("2", Index="2"), data("3"))
        + row(data("4", Index="2"), data("5"), Index="2")
        + row(FIRST, data("0", Formula="=SUM(R[-2]C:R[-1]C)"), data("8", Formula="=R1C3+R2C"))
        + row(FIRST, data("4"), data("0", Formula="=R1C2+RC[-1]"))
    )
    found = grid(excel_2003(rows))
    assert [[each.text for each in line] for line in found.rows] == [
        ["首", "2", "3"], ["4", "5"], ["首", "6", "8"], ["首", "4", "6"],
    ]  # fmt: skip
    assert found.rows[0][0].down == 2
    assert found.rows[2][1].remark
    assert not found.rows[2][2].remark


def test_what_excel_2003_hides_is_not_read() -> None:
    around = '<Column ss:Index="2" ss:Hidden="1"/><Column ss:Index="4" ss:Width="1"/>'
    rows = row(FIRST, data("7"), data("16"), data("8")) + row(FIRST, data("9"), Hidden="1")
    (only,) = grid(excel_2003(rows, around)).rows
    assert [(each.text, bool(each.doubt)) for each in only] == [
        ("首", False), ("16", False), ("8", True),
    ]  # fmt: skip
    assert grid(excel_2003(row(FIRST, data("7"), Height="1"))).rows[0][1].doubt
    white = '<Column ss:Index="2" ss:StyleID="W"/>'
    assert grid(excel_2003(row(FIRST, data("7")), white)).rows[0][1].doubt
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    with pytest.raises(SourceProblem, match="可见"):
        other_blocks(excel_2003(row(FIRST, data("7")), options=hidden), ".xls")
    said = "<Condition><Format Style='{}'/></Condition>"
    format_ = f"<ConditionalFormatting>{said}</ConditionalFormatting>"
    pale = excel_2003(row(FIRST, data("7")), options=format_.format("color:white"))
    assert grid(pale).rows[0][1].doubt
    red = excel_2003(row(FIRST, data("7")), options=format_.format("color:red"))
    assert not grid(red).rows[0][1].doubt


def test_a_flat_open_spreadsheet_is_read_and_a_flat_text_is_told() -> None:
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("首", "16")
    )
    sheet = f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
    page = f"<office:document {spaces}><office:body>{{}}</office:body></office:document>"
    content = page.format(f"<office:spreadsheet>{sheet}</office:spreadsheet>").encode()
    assert [each.text for each in grid(content, ".fods").rows[0]] == ["首", "16"]
    with pytest.raises(SourceProblem, match="ODF"):
        other_blocks(page.format("<office:text/>").encode(), ".fodt")


@pytest.mark.parametrize("content", [word_2003(table(cell("首") + cell("16"))),
                                     excel_2003(row(FIRST, data("16")) * 3),
                                     flat(word_file(table(cell("首") + cell("16"))))])  # fmt: skip
def test_a_damaged_flat_document_is_a_problem_or_read(content: bytes) -> None:
    chance = random.Random(5)  # noqa: S311  not for secrets
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            other_blocks(bytes(damaged[: chance.randrange(200, len(damaged))]), ".xml")
            other_blocks(bytes(damaged), ".xml")
        except SourceProblem:
            continue


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE w:wordDocument [<!ENTITY a "b">]>' + word_2003(""),
        word_2003("<w:p/>" * 600_000),
        excel_2003(row(data("1", MergeAcross="16000", MergeDown="60000")) * 200),
        excel_2003("<Row><Cell/></Row>" * 101_000),
    ],
)
def test_a_hostile_flat_document_is_refused_or_read(content: bytes) -> None:
    with contextlib.suppress(SourceProblem):
        assert other_blocks(content, ".xml") is not None
