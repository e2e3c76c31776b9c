"""Spreadsheets that are no .xlsx: older workbooks, OpenDocument, tables as text."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.labels.blocks import Block, Grid, Paragraph, named
from core.reading.source import read_source
from core.sources.delimited import read_delimited, rows_of
from core.sources.lettering import STRUCK
from core.sources.ods import read_ods
from core.sources.old_workbook import read_old_workbook
from core.sources.package import Package
from core.sources.sheet import MOST_CELLS
from tests.core.old_files import number, place, record, text, wide, workbook
from tests.core.reading_layouts import LAYOUTS, addends, filled, printed
from tests.core.report_variants import make_report
from tests.core.word_files import pack
from tests.editions import form_of
from tests.libreoffice import convert_to_all, needs_libreoffice


def cells_of(blocks: tuple[Block, ...] | None) -> list[list[tuple[str, str]]]:
    """Return the texts and doubts of the one grid, without its first and last column."""
    assert blocks is not None
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    return [[(cell.text, cell.doubt) for cell in row][1:-1] for row in grid.rows]


def old(sheet: bytes, **others: object) -> tuple[Block, ...] | None:
    return read_old_workbook(workbook([("表", 0, sheet)], **others))  # type: ignore[arg-type]


def framed(cell: bytes) -> bytes:
    return text(0, 0, "首") + cell + text(0, 2, "尾")


@pytest.mark.parametrize(
    ("cell", "shows", "why"),
    [
        (number(0, 1, 12.0), "12", ""),
        (number(0, 1, 21692.71), "21692.71", ""),
        (number(0, 1, 0.1 + 0.2), "0.3", ""),
        (number(0, 1, -187.0), "-187", ""),
        (number(0, 1, 2.0**53 + 2), "9007199254740994", "存不下"),
        (number(0, 1, float("inf")), "", "存不下"),
        (number(0, 1, 7.5, 1), "7.5万元", ""),
        (number(0, 1, 0.5, 2), "0.5", "百分比"),
        (number(0, 1, 12.34, 3), "12.34", "显示的是12"),
        (number(0, 1, 45000.0, 4), "45000", "不按数字显示"),
        (record(0x27E, place(0, 1) + struct.pack("<I", 34 << 2 | 2)), "34", ""),
        (record(0x27E, place(0, 1) + struct.pack("<i", -34 * 4 + 2)), "-34", ""),
        (record(0x27E, place(0, 1) + struct.pack("<I", 1234 << 2 | 3)), "12.34", ""),
        (record(0xBD, struct.pack("<HHHIH", 0, 1, 0, 5 << 2 | 2, 1)), "5", ""),
        (record(0x06, place(0, 1) + struct.pack("<d8x", 34.0)), "34", ""),
        (
            record(0x06, place(0, 1) + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
            + record(0x207, wide("算出的字")),
            "算出的字",
            "",
        ),
        (record(0x06, place(0, 1) + b"\2\0\x07\0\0\0\xff\xff" + bytes(8)), "", "出错"),
        (record(0x205, place(0, 1) + b"\x07\1"), "", "出错"),
        (record(0x205, place(0, 1) + b"\1\0"), "TRUE", "逻辑值"),
        (record(0x201, place(0, 1)), "", ""),
        (record(0xBE, struct.pack("<HHHH", 0, 1, 0, 1)), "", ""),
        (record(0x204, place(0, 1) + struct.pack("<HB", 9, 1) + b"x"), "", "不完整"),
    ],
)  # fmt: skip
def test_a_cell_of_an_older_workbook_is_read_as_it_is_shown(
    cell: bytes, shows: str, why: str
) -> None:
    formats = ('0.0"万元"', "0%", "0", "yyyy-mm-dd")
    ((found,),) = cells_of(old(framed(cell), formats=formats))
    assert found[0] == shows
    assert why in found[1]
    assert bool(why) == bool(found[1])


def test_shared_texts_may_break_between_records_and_have_marks() -> None:
    rich = struct.pack("<HBH", 3, 8, 2) + b"162" + struct.pack("<4H", 2, 1, 3, 0)
    struck = struct.pack("<HBH", 3, 8, 1) + b"162" + struct.pack("<2H", 1, 2)
    broken = struct.pack("<HB", 4, 1) + "分两".encode("utf-16-le")
    shared = record(0xFC, struct.pack("<II", 3, 3) + rich + struct.pack("<") + struck + broken)
    shared += record(0x3C, b"\1" + "次存".encode("utf-16-le"))
    sheet = b"".join(
        text(row, 0, "首")
        + record(0xFD, place(row, 1) + struct.pack("<I", row))
        + text(row, 2, "尾")
        for row in range(3)
    )
    assert cells_of(old(sheet, shared=shared)) == [
        [("16²", "")],
        [("1 62 ", STRUCK)],
        [("分两次存", "")],
    ]


def test_what_an_older_workbook_hides_is_not_read_and_merged_cells_span() -> None:
    sheet = b"".join(text(row, column, f"{row}{column}") for row in range(3) for column in range(4))
    sheet += record(0x208, struct.pack("<H10xH2x", 1, 0x20))
    sheet += record(0x7D, struct.pack("<5H2x", 2, 2, 0, 0, 1))
    sheet += record(0xE5, struct.pack("<5H", 1, 2, 2, 0, 1))  # the first two cells of row 3
    content = workbook([("藏", 1, text(0, 0, "看不见")), ("表", 0, sheet)])
    blocks = read_old_workbook(content)
    assert blocks is not None
    rows = [row for grid in named(blocks, "甲.et") if isinstance(grid, Grid) for row in grid.rows]
    assert [[(cell.text, cell.across) for cell in row] for row in rows] == [
        [("00", 1), ("01", 1), ("03", 1)],
        [("20", 2), ("23", 1)],
    ]
    assert str(rows[1][1].place) == "“甲.et”工作表“表”D3"
    with pytest.raises(Problem, match="没有可见的工作表"):
        read_old_workbook(workbook([("藏", 2, b"")]))


def test_an_older_workbook_that_is_locked_or_endless_is_refused() -> None:
    with pytest.raises(Problem, match="加了密码"):
        old(b"", more=record(0x2F, bytes(6)))
    far = text(0xFFFF, 0xFFFF, "远") + text(0, 0, "近")
    assert old(far) is not None
    many = record(0xBE, struct.pack("<HH", 0, 0) + bytes(8000) + struct.pack("<H", 3999))
    with pytest.raises(Problem, match="太多格"):
        old(many * (MOST_CELLS // 4000 + 2))


def test_a_damaged_older_workbook_is_a_problem_or_read() -> None:
    whole = workbook([("表", 0, framed(number(0, 1, 5.0)))], shared=record(0xFC, bytes(8)))
    chance = Random(1)  # noqa: S311 no secret
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 6))):
            damaged[chance.randrange(len(whole))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(whole)) :]
        try:
            read_old_workbook(bytes(damaged))
        except Problem:
            continue


OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{each}="{OPEN}{each}:1.0"' for each in ("office", "table", "text", "style")
)


def ods(rows: str, styles: str = "", before: str = "") -> tuple[Block, ...]:
    content = (
        f"{before}<office:document-content {SPACES}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return named(read_ods(Package(pack({"content.xml": content}))), "甲.ods")


def cell(content: str = "", **attributes: str) -> str:
    spaces = {"value": "office", "value_type": "office"}
    each = " ".join(
        f'{spaces.get(name, "table")}:{name.replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    inside = f"<text:p>{content}</text:p>" if content else ""
    return f"<table:table-cell {each}>{inside}</table:table-cell>"


@pytest.mark.parametrize(
    ("xml", "shows", "why"),
    [
        (cell("12", value_type="float", value="12"), "12", ""),
        (cell("1,289", value_type="float", value="1289"), "1,289", ""),
        (cell("21692.71万元", value_type="float", value="21692.71"), "21692.71万元", ""),
        (cell("(187)", value_type="float", value="-187"), "-187", ""),
        (cell("12", value_type="float", value="12.34"), "12.34", "显示的是12"),
        (cell("", value_type="float", value="12"), "12", "不显示"),
        (cell("1E+17", value_type="float", value="1E+17"), "1E+17", "存不下"),
        (cell("50%", value_type="percentage", value="0.5"), "50%", "百分比"),
        (cell("#DIV/0!", formula="of:=1/0", value_type="string"), "#DIV/0!", "出错"),
        (cell('16<text:span text:style-name="T1">2</text:span>'), "16²", ""),
        (cell('1<text:span text:style-name="T2">6</text:span>'), "1 6 ", "横线"),
        (cell("甲<text:s text:c='2'/>乙<text:line-break/>丙"), "甲  乙\n丙", ""),
        (cell("甲</text:p><text:p>乙"), "甲\n乙", ""),
        (cell("<text:note>注</text:note>7"), "7", ""),
        (cell(), "", ""),
    ],
)  # fmt: skip
def test_a_cell_of_an_open_document_is_read_as_it_is_shown(xml: str, shows: str, why: str) -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><style:style style:name="T2">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    row = f"<table:table-row>{cell('首')}{xml}{cell('尾')}</table:table-row>"
    ((found,),) = cells_of(ods(row, styles))
    assert found[0] == shows
    assert why in found[1]
    assert bool(why) == bool(found[1])


def test_spans_and_repeats_of_an_open_document() -> None:
    hidden = '<table:table-row table:visibility="collapse">' + cell("藏") + "</table:table-row>"
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="1022"/>'
        "<table:table-header-rows><table:table-row>"
        + cell("甲", number_columns_spanned="3")
        + "<table:covered-table-cell table:number-columns-repeated='2'/>"
        + cell("乙")
        + f"</table:table-row></table:table-header-rows>{hidden}"
        + '<table:table-row table:number-rows-repeated="2">'
        + cell("1", value_type="float", value="1", number_columns_repeated="4")
        + cell(number_columns_repeated="16380")
        + "</table:table-row>"
        + '<table:table-row-group table:display="false"><table:table-row>'
        + cell("7", value_type="float", value="7", number_columns_repeated="4")
        + "</table:table-row></table:table-row-group>"
        + '<table:table-row table:number-rows-repeated="1048000">'
        + cell(number_columns_repeated="16384")
        + "</table:table-row>"
    )
    (first, second) = ods(rows)
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert [[(c.text, c.across) for c in row] for row in first.rows] == [[("甲", 3), ("乙", 1)]]
    assert [[c.text for c in row] for row in second.rows] == [["1"] * 3] * 2
    assert str(second.rows[0][0].place) == "“甲.ods”工作表“表”A3"


def test_a_hostile_open_document_is_refused() -> None:
    full = cell("1", number_columns_repeated="1000")
    row = f'<table:table-row table:number-rows-repeated="1000">{full}</table:table-row>'
    with pytest.raises(Problem, match="太多格"):
        ods(row)
    with pytest.raises(Problem, match="已经损坏"):
        ods("", before="<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")


def sheet_text(form: Form, figures: dict[Address, object], separator: str) -> str:
    """Save a report as a program saves a sheet as text: merged cells leave empty ones."""
    report = filled(form, figures)
    lines = printed(report, next(each for each in LAYOUTS if each.name == "sheet")).split("\n")
    content = io.StringIO()
    writer = csv.writer(content, delimiter=separator)
    writer.writerows(line.split("\t") for line in lines)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".tsv", "\t"), (".csv", ";")])
def test_a_table_as_text_is_read_in_every_encoding(
    forms: Forms, tmp_path: Path, encoding: str, suffix: str, separator: str
) -> None:
    form = form_of(forms, "2021")
    figures = {address: n for n, address in enumerate(addends(form)) if n % 4}
    content = sheet_text(form, dict(figures), separator)
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(content.encode(encoding))
    reading = read_source(path, forms)
    read = reading.report()
    assert (reading.organ, reading.year) == ("某县甲局", form.first_year)
    assert read.figures() == filled(form, dict(figures)).figures()
    assert not read.doubts


def test_what_a_merged_cell_covered_goes_to_its_label() -> None:
    table = '表,,,\n"一、甲",,,\n栏目,,数甲,数乙\n"第一\n行",,1,\n组,小,,2\n'
    blocks = named(read_delimited(rows_of(table)), "甲.csv")
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["表", "一、甲"]
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert [[(c.text, c.across) for c in row] for row in grid.rows] == [
        [("栏目", 2), ("数甲", 1), ("数乙", 1)],
        [("第一\n行", 2), ("1", 1), ("", 1)],
        [("组", 1), ("小", 1), ("", 1), ("2", 1)],
    ]
    assert str(grid.rows[1][1].place) == "“甲.csv”第4行第3格"


def test_our_own_list_of_figures_is_read_back(
    forms: Forms, tmp_path: Path, full_figures: Callable[[Form], dict[Address, str]]
) -> None:
    path = tmp_path / "清单.csv"
    for form in forms.editions:
        report = make_report(form, "full", full_figures)
        content = KINDS[".csv"].write(Inspection(report))
        path.write_bytes(content)
        reading = read_source(path, forms)
        assert reading.report().figures() == report.figures()
        assert (reading.organ, reading.year) == (report.organ, report.year)
        path.write_bytes(content.replace(content.split(b"\r\n")[5] + b"\r\n", b""))
        with pytest.raises(Problem, match="对不上"):
            read_source(path, forms)


@needs_libreoffice
def test_what_libreoffice_saves_is_read_whole(
    forms: Forms, tmp_path: Path, full_figures: Callable[[Form], dict[Address, str]]
) -> None:
    report = make_report(form_of(forms, "2021"), "full", full_figures)
    source = tmp_path / "年报.xlsx"
    source.write_bytes(KINDS[".xlsx"].write(Inspection(report)))
    convert_to_all([source], dict.fromkeys(("xls", "ods"), tmp_path))
    for kind in ("xls", "ods"):
        read = read_source(tmp_path / f"年报.{kind}", forms).report()
        assert read.figures() == report.figures()
        assert not read.doubts
        assert dict(read.texts) == dict(report.texts)
