"""Workbooks as blocks: what a sheet shows in each cell, and what of it is table and what text."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import pytest

from core.base.problem import Problem
from core.labels.blocks import Block, Grid, Paragraph
from core.sources.number_format import shown
from core.sources.package import Package
from core.sources.workbook import read_workbook
from tests.core.word_files import workbook_file


def read(content: bytes) -> tuple[Block, ...]:
    return read_workbook(Package(content))


def rows_of(sheet: str, texts: str = "", styles: str = "") -> list[list[tuple[str, str]]]:
    """Return the texts and doubts of the one grid of a sheet."""
    content = workbook_file(("表", f"<sheetData>{sheet}</sheetData>"), texts=texts, styles=styles)
    grids = [block for block in read(content) if isinstance(block, Grid)]
    assert len(grids) == 1
    return [[(cell.text, cell.doubt) for cell in row] for row in grids[0].rows]


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


@pytest.mark.parametrize(
    ("cell", "shows", "why"),
    [
        ("<c><v>12</v></c>", "12", ""),
        ("<c><v>21692.71</v></c>", "21692.71", ""),
        ("<c><v>21692.709999999999</v></c>", "21692.71", ""),
        ("<c><v>0.30000000000000004</v></c>", "0.3", ""),
        ("<c><v>1.2E+7</v></c>", "12000000", ""),
        ("<c><v>12.0</v></c>", "12", ""),
        ("<c><v>123456789012345678</v></c>", "123456789012346000", ""),
        ('<c t="s"><v>0</v></c>', "共用的字", ""),
        ('<c t="s"><v>9</v></c>', "", "找不到"),
        ('<c t="str"><f>A1</f><v>算出的字</v></c>', "算出的字", ""),
        ('<c t="str"><f>A1</f><v></v></c>', "", ""),
        ("<c><f>SUM(A1:A2)</f><v>34</v></c>", "34", ""),
        ("<c><f>SUM(A1:A2)</f></c>", "", "没有存算出的数"),
        ("<c><f>SUM(A1:A2)</f><v></v></c>", "", "没有存算出的数"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!", "出错"),
        ('<c t="b"><v>1</v></c>', "TRUE", "逻辑值"),
        ('<c t="d"><v>2024-01-02</v></c>', "2024-01-02", "日期"),
        ('<c s="1"><v>45000</v></c>', "45000", "不按数字显示"),
        ('<c s="2"><v>0.5</v></c>', "0.5", "百分比"),
        ('<c s="3"><v>12.34</v></c>', "12.34", "存的是12.34，显示的是12"),
        ('<c s="4"><v>7.5</v></c>', "7.5万元", ""),
        ("<c/>", "", ""),
        ('<c s="1"/>', "", ""),
        (text("_x4E00__x005F_x4E00_甲"), "一_x4E00_甲", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, shows: str, why: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="0.00&quot;万元&quot;"/></numFmts><cellXfs>'
        + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 9, 1, 170))
        + "</cellXfs>"
    )
    shared = "<si><r><t>共用</t></r><r><t>的字</t></r><rPh><t>gong</t></rPh></si>"
    row = f"<row>{text('标')}{cell}{text('尾')}</row>"
    ((_, (found, doubt), _),) = rows_of(row, texts=shared, styles=styles)
    assert found == shows
    assert why in doubt
    assert bool(why) == bool(doubt)


@pytest.mark.parametrize(
    ("stored", "number_format", "shows", "is_sure"),
    [
        ("2", "+0;-0;0", "+2", True),
        ("-187", "+0;-0;0", "-187", True),
        ("0", "+0;-0;0", "0", True),
        ("1234", "#,##0", "1234", True),
        ("1234.5", "#,##0.00", "1234.5", True),
        ("0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "0", True),
        ("5", "0_);[Red]\\(0\\)", "5", True),
        ("25.1", '[$¥-804]#,##0.00"元"', "25.1元", True),
        ("25.1", "0.0(万)", "25.1万", True),
        ("1234", "0,", "1234", False),
        ("1234", "0.00E+00", "1234", False),
        ("0", "0;-0;", "0", False),
        ("45000", "yyyy/m/d", "45000", False),
        ("0.5", "# ?/?", "0.5", False),
        ("12", '"约"0"件"', "约12件", True),
        ("12", "General", "12", True),
        ("12", "@", "12", True),
        ("nan", "0", "nan", True),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(
    stored: str, number_format: str, shows: str, *, is_sure: bool
) -> None:
    found, doubt = shown(stored, number_format)
    assert found == shows
    assert (doubt == "") is is_sure


def book(**sheets: Mapping[str, object]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, cells in sheets.items():
        sheet = made.create_sheet(title)
        for place, value in cells.items():
            sheet[place] = value
    return made


def blocks(made: openpyxl.Workbook) -> list[object]:
    """Return paragraphs as their texts, and grids as the texts of their rows."""
    content = io.BytesIO()
    made.save(content)
    return [
        each.text
        if isinstance(each, Paragraph)
        else [[cell.text for cell in row] for row in each.rows]
        for each in read(content.getvalue())
    ]


def test_each_shared_formula_moves_with_its_own_cells() -> None:
    def row(*cells: str) -> str:
        return "<row>" + "".join(f"<c>{cell}</c>" for cell in cells) + "</row>"

    def formula(group: int, written: str = "") -> str:
        return f'<f t="shared" si="{group}">{written}</f>'

    numbers = [row(f"<v>{n}</v>", f"<v>{n + 1}</v>", f"<v>{10 * n}</v>") for n in (1, 2)]
    sums = row(formula(0, "A1+B1"), formula(1, "C1-B1"), "<v>0</v>")
    found = rows_of("".join([*numbers, sums, row(formula(0), formula(1), "<v>0</v>")]))
    assert [[text for text, _ in each] for each in found[2:]] == [
        ["3", "8", "0"],
        ["5", "17", "0"],
    ]


def test_lines_of_text_stand_around_tables_that_empty_rows_end() -> None:
    made = book(
        表={
            "A1": "题目",
            "A2": "说明",
            "A4": "甲",
            "B4": 1,
            "A5": "乙",
            "B5": 2,
            "A8": "丙",
            "B8": 3,
        }
    )
    assert blocks(made) == ["题目", "说明", [["甲", "1"], ["乙", "2"]], [["丙", "3"]]]


def test_merged_cells_reach_and_missing_ones_are_empty() -> None:
    made = book(表={"A1": "栏", "B1": "情况", "B2": "一", "D2": "三", "A3": "甲", "D3": 3})
    made["表"].merge_cells("A1:A2")
    made["表"].merge_cells("B1:D1")
    content = io.BytesIO()
    made.save(content)
    (grid,) = read(content.getvalue())
    assert isinstance(grid, Grid)
    assert [[(c.text, c.down, c.across) for c in row] for row in grid.rows] == [
        [("栏", 2, 1), ("情况", 1, 3)],
        [("一", 1, 1), ("", 1, 1), ("三", 1, 1)],
        [("甲", 1, 1), ("", 1, 1), ("", 1, 1), ("3", 1, 1)],
    ]
    assert grid.rows[2][3].place.spot == "工作表“表”D3"


def test_hidden_sheets_rows_and_columns_are_not_read() -> None:
    cells: dict[str, object] = {"A1": "甲", "B1": 1, "C1": 2, "A2": "乙", "B2": 3, "C2": 4}
    made = book(表=cells | {"A3": "丙", "B3": 5, "C3": 6}, 草稿=cells)
    made["草稿"].sheet_state = "hidden"
    made["表"].column_dimensions["B"].hidden = True
    made["表"].row_dimensions[3].hidden = True
    assert blocks(made) == [[["甲", "2"], ["乙", "4"]]]
    made["表"].sheet_state = "veryHidden"
    made.create_sheet("空")
    assert blocks(made) == []


def test_a_workbook_without_a_visible_sheet_is_refused() -> None:
    content = workbook_file(("表", ""), states={"表": "hidden"})
    with pytest.raises(Problem, match="没有可见的工作表"):
        read(content)


def test_a_tab_is_a_heading_where_the_sheet_has_none() -> None:
    cells: dict[str, object] = {"A1": "甲", "B1": 1}
    assert blocks(book(**{"二、主动公开政府信息情况": cells}))[0] == "二、主动公开政府信息情况"
    assert blocks(book(表二=cells)) == [[["甲", "1"]]]
    assert blocks(book(**{"五、问题": {"A1": "五、存在的主要问题及改进情况"}})) == [
        "五、存在的主要问题及改进情况"
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>1</v></c></row>'
        + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"/></row>' for n in range(2, 99))
        + "</sheetData>",
        f"<sheetData><row>{'<c/>' * 200_001}</row></sheetData>",
    ],
)
def test_a_sheet_with_more_cells_than_any_report_is_refused(sheet: str) -> None:
    with pytest.raises(Problem, match="太多格"):
        read(workbook_file(("表", sheet)))


def test_a_merge_of_the_whole_sheet_does_no_harm() -> None:
    cells = f"<sheetData><row>{text('甲')}<c><v>1</v></c></row></sheetData>"
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (found,) = read(workbook_file(("表", cells + merges)))
    assert isinstance(found, Paragraph)
    assert found.text == "甲"


@pytest.mark.parametrize("colour", ['rgb="FFFFFFFF"', 'theme="0"'])
def test_a_white_figure_is_in_doubt_but_on_a_ground_of_its_own(colour: str) -> None:
    styles = (
        f"<fonts><font/><font><color {colour}/></font></fonts>"
        '<fills><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="solid"/></fill></fills>'
        '<cellXfs><xf/><xf fontId="1" fillId="0"/><xf fontId="1" fillId="1"/></cellXfs>'
    )
    cells = '<c s="1"><v>21</v></c><c s="2"><v>22</v></c>'
    row = f"<row>{text('标')}{cells}{text('尾')}</row>"
    ((_, (_, white), (_, grounded), _),) = rows_of(row, styles=styles)
    assert white
    assert not grounded
