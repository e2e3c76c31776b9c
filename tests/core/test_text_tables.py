"""Small tables in a written part: kept as text, printed as tables, read again as they were."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.forms.loader import Forms
from core.labels.blocks import Cell, Grid, Place
from core.printed.page import PrintedParagraph, PrintedTable, printable, read_paragraphs
from core.printed.small_table import blocks_of
from core.reading.source import read_source
from core.recognition.reading import Reading
from core.recognition.written_part import table_lines
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from core.texts.cleaning import clean_paste
from core.texts.text_tables import find_tables, table_at, write_table
from tests.sample_reports import sample_report

TABLE = "渠道\t2023年\t2024年\n门户网站\t1020\t1180\n政务新媒体\t\t96\n\t合计\t1276"
TEXT = f"全年公开情况见下表。\n{TABLE}\n以上为全年情况。"


def tables_of(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [table.rows for table in find_tables(text.split("\n"))]


def test_lines_with_equally_many_tabs_are_a_table() -> None:
    rows = tuple(tuple(line.split("\t")) for line in TABLE.split("\n"))
    assert tables_of(TEXT) == [rows]
    assert write_table(rows) == TABLE


@pytest.mark.parametrize(
    "text",
    [
        "政策文件\t12\t3.5%",
        "\t一是加强领导。\n\t二是加强培训。",
        "1.\t加强领导。\n2.\t加强培训。",
        "（一）\t加强领导。\n（二）\t加强培训。",
        "•\t加强领导。\n•\t加强培训。",
        "甲\t1\n乙\t2\t3",
        "甲\t1\n\n乙\t2",
        "\t\n\t",
        "\n".join(["甲\t" * 30, "乙\t" * 30]),
    ],
)
def test_these_lines_are_none(text: str) -> None:
    assert tables_of(text) == []
    assert not any(paragraph.cells for paragraph in read_paragraphs(text))


def test_it_is_printed_as_a_table_between_paragraphs() -> None:
    before, table, behind = blocks_of(read_paragraphs(TEXT))
    assert isinstance(before, PrintedParagraph)
    assert isinstance(table, PrintedTable)
    assert isinstance(behind, PrintedParagraph)
    assert [[cell.text for cell in line] for line in table.lines] == [
        line.split("\t") for line in TABLE.split("\n")
    ]
    assert table.header_lines == 1
    assert all(cell.figure is None and cell.address is None for row in table.lines for cell in row)


def test_the_table_that_a_place_stands_in_is_found() -> None:
    found = table_at(TEXT, TEXT.index("96"))
    assert found is not None
    assert TEXT[found[0] : found[1]] == TABLE
    assert table_at(TEXT, 2) is None


def test_pasting_keeps_empty_cells_at_the_edges() -> None:
    assert clean_paste(f"  前言\n{TABLE}\n\t后记 ") == f"前言\n{TABLE}\n后记"


def test_a_table_of_a_source_becomes_lines_and_spans_stand_in_their_first_cell() -> None:
    place = Place("表一")
    grid = Grid(
        (
            (Cell("渠道", place, down=2), Cell("数量\n（条）", place, across=2)),
            (Cell("2023年", place), Cell("2024年", place)),
            (Cell("网站", place), Cell("1", place), Cell("2", place)),
        ),
        place,
    )
    assert table_lines(grid) == ["渠道\t数量 （条）\t", "\t2023年\t2024年", "网站\t1\t2"]


def test_a_large_table_of_a_source_is_none_of_a_text() -> None:
    place = Place("表一")
    row = tuple(Cell("甲", place) for _ in range(10))
    assert table_lines(Grid((row,) * 50, place)) is None


@pytest.fixture
def report() -> Report:
    return sample_report("huaian")


Through = Callable[[str, Report], Reading]


@pytest.fixture
def through(forms: Forms, tmp_path: Path) -> Through:
    """Export a report and read the file."""

    def go(suffix: str, report: Report) -> Reading:
        path = tmp_path / f"年报{suffix}"
        path.write_bytes(KINDS[suffix].write(Inspection(report)))
        return read_source(path, forms)

    return go


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".html", ".xlsx"])
def test_every_kind_of_file_holds_it_as_a_table_and_is_read_again(
    suffix: str, report: Report, through: Through
) -> None:
    parts = report.form.texts
    apply(report, [SetText(parts[1].id, TEXT), SetText(parts[-1].id, TABLE)])
    again = through(suffix, report).report()
    assert again.texts[parts[1].id] == TEXT
    assert again.texts[parts[-1].id] == TABLE
    assert again.figures() == report.figures()


def test_a_table_in_the_opening_keeps_its_words_in_every_kind(
    report: Report, through: Through
) -> None:
    apply(report, [SetText(report.form.preamble.id, TEXT)])
    for suffix in (".docx", ".doc", ".html", ".xlsx"):
        again = through(suffix, report).report().texts[report.form.preamble.id]
        assert printable(again) == printable(TEXT), suffix


def test_word_has_a_true_table_with_rules_and_a_header(report: Report) -> None:
    import docx

    apply(report, [SetText(report.form.texts[1].id, TEXT)])
    document = docx.Document(io.BytesIO(KINDS[".docx"].write(Inspection(report))))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        line.split("\t") for line in TABLE.split("\n")
    ]
    assert table.style is not None
    assert table.style.style_id == "TableGrid"


def test_two_tables_that_follow_each_other_stay_two_in_word(report: Report) -> None:
    import docx

    both = "甲\t乙\n1\t2\n丙\t丁\t戊\n3\t4\t5"
    apply(report, [SetText(report.form.texts[1].id, both)])
    document = docx.Document(io.BytesIO(KINDS[".docx"].write(Inspection(report))))
    assert [len(table.columns) for table in document.tables[:2]] == [2, 3]


def test_its_numbers_are_text_to_the_checks(report: Report) -> None:
    """A table brings no finding of its own: what it says is nobody's figure."""
    part = report.form.texts[1].id
    apply(report, [SetText(part, "全年公开情况见下表。")])
    before = [finding.code for finding in Inspection(report).findings]
    apply(report, [SetText(part, "全年公开情况见下表。\n项目\t件数\n受理\t无\n办结\t无\n答复\t无")])
    assert [finding.code for finding in Inspection(report).findings] == before
