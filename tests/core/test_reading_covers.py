"""Shapes that lie over the tables of a Word document, and styles of tables in a workbook."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from core.labels.blocks import Grid
from core.sources.source_blocks import other_blocks
from tests.core.word_files import cell, paragraph, relations, table, word_file, workbook_file

DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
FILL = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
POINT = 12_700
TABLE = table(cell("首") + cell("16"), cell("次") + cell("17"))


def anchor(
    top: int,
    height: int,
    *,
    fill: str = FILL,
    wrap: str = "wrapNone",
    behind: int = 0,
    inside: str = "",
    place: str = "paragraph",
) -> str:
    """Return a paragraph that a shape hangs on."""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor {DRAWING} behindDoc="{behind}">'
        f'<wp:positionV relativeFrom="{place}"><wp:posOffset>{top * POINT}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="900000" cy="{height * POINT}"/><wp:{wrap}/>'
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{inside}</wps:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


def vml(style: str, filled: str = "t") -> str:
    """Return a paragraph that a shape of older programs hangs on."""
    space = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    shape = f'<v:rect {space} style="{style}" filled="{filled}"/>'
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


TEXTS = "".join(paragraph(f"第{n}段") for n in range(9))
BOX = "<w:txbxContent><w:p/></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "is_covered"),
    [
        (anchor(0, 60) + TABLE, True),
        (TABLE + anchor(-40, 30), True),
        (anchor(400, 50, place="page") + TABLE, True),
        (vml("position:absolute;margin-top:20pt;width:90pt;height:40pt") + TABLE, True),
        (table(cell("首") + cell(anchor(0, 30)), cell("次") + cell("17")), True),
        (anchor(0, 60, fill="<a:noFill/>") + TABLE, False),
        (anchor(0, 60, wrap="wrapSquare") + TABLE, False),
        (anchor(0, 60, behind=1) + TABLE, False),
        (anchor(0, 2) + TABLE, False),
        (anchor(-70, 60) + TABLE, False),
        (anchor(0, 60, inside=BOX) + TABLE, False),
        (TABLE + TEXTS + anchor(-40, 90), False),
        (anchor(0, 60) + TEXTS + TABLE, False),
        (vml("position:absolute;z-index:-1;height:40pt") + TABLE, False),
        (vml("position:absolute;height:40pt", "f") + TABLE, False),
        (vml("width:90pt;height:40pt") + TABLE, False),
    ],
)
def test_figures_under_a_shape_are_in_doubt(body: str, *, is_covered: bool) -> None:
    grid = next(each for each in other_blocks(word_file(body), ".docx") if isinstance(each, Grid))
    assert bool(grid.rows[1][1].doubt) is is_covered
    assert not grid.rows[1][0].doubt


FONT = '<font><color rgb="FF{}"/></font>'
GROUND = '<fill><patternFill patternType="solid"><bgColor rgb="FF{}"/></patternFill></fill>'


def book(*parts: tuple[str, str]) -> bytes:
    """Return a workbook with a table in a style of its own: its parts, and what each changes."""
    changes = "".join(f"<dxf>{change}</dxf>" for _, change in parts)
    elements = "".join(
        f'<tableStyleElement type="{kind}" dxfId="{n}"/>' for n, (kind, _) in enumerate(parts)
    )
    styles = (
        "<fonts><font/></fonts><fills><fill/></fills><cellXfs><xf/></cellXfs>"
        f'<dxfs>{changes}</dxfs><tableStyles><tableStyle name="甲">{elements}</tableStyle>'
        "</tableStyles>"
    )
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1{n}</v></c></row>'
        for n in (1, 2, 3)
    )
    content = BytesIO(workbook_file(("表", f"<sheetData>{rows}</sheetData>"), styles=styles))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/_rels/sheet1.xml.rels", relations(("table", "table1.xml")))
        package.writestr("xl/table1.xml", '<table ref="A1:B2"><tableStyleInfo name="甲"/></table>')
    return content.getvalue()


@pytest.mark.parametrize(
    ("parts", "doubted"),
    [
        ([("wholeTable", FONT.format("FFFFFF"))], [True, True, False]),
        ([("wholeTable", GROUND.format("000000"))], [True, True, False]),
        ([("headerRow", FONT.format("FFFFFF"))], [True, False, False]),
        ([("firstRowStripe", FONT.format("FEFEFE"))], [True, True, False]),
        (
            [("wholeTable", GROUND.format("101010")), ("headerRow", FONT.format("FFFFFF"))],
            [True, True, False],
        ),
        (
            [("headerRow", FONT.format("FFFFFF") + GROUND.format("203040"))],
            [False, False, False],
        ),
        ([("wholeTable", FONT.format("FF0000"))], [False, False, False]),
    ],
)
def test_figures_that_a_tables_style_hides_are_in_doubt(
    parts: list[tuple[str, str]], doubted: list[bool]
) -> None:
    grids = [each for each in other_blocks(book(*parts), ".xlsx") if isinstance(each, Grid)]
    rows = [row for grid in grids for row in grid.rows]
    assert [bool(row[1].doubt) for row in rows] == doubted
