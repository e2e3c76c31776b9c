"""The plan of Word's pages: columns, rows, and what is left of a page."""

from __future__ import annotations

import pytest

from core.exports.parts.column_plan import CELL_PADDING, SMALL_PRINT, share_width
from core.exports.parts.figure_places import FigurePlace, ranges
from core.exports.parts.measure import ems, number_ems, wrapped_line_count
from core.exports.parts.page_plan import (
    PITCH,
    ROOM_BEFORE_TABLE,
    TITLE_PITCH,
    PagePlan,
    plan_pages,
    small_print,
)
from core.exports.parts.table_plan import LaidCell, LaidTable, plan_table
from core.exports.parts.title_lines import divide_title
from core.exports.parts.width_share import LEAST_SHARE, widen_tight
from core.figures.address import Address
from core.figures.value import Kind
from core.printed.empty_form import LINES, print_for_paper
from core.printed.measures import TYPE_HEIGHT, TYPE_WIDTH
from core.printed.page import PrintedTable, print_report
from core.report.cover_edits import SetTitleLines
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from tests.editions import FORMS, form_of

EDITIONS = [form.edition for form in FORMS.editions]


def a_report(edition: str = "2021", *, figure: str = "") -> Report:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    counts = [a for a, f in form.figures.items() if f.kind is Kind.COUNT and not f.computed]
    apply(report, [SetFigure(address, figure) for address in counts])
    return report


def tables_of(report: Report) -> list[PrintedTable]:
    return [s.table for s in print_report(report).sections if s.table is not None]


def plan_of(report: Report) -> PagePlan:
    return plan_pages(print_report(report))


def table_of(plan: PagePlan, section: str) -> LaidTable:
    (table,) = [s.table for s in plan.sections if s.section.id == section]
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, 1),
        ("政府信息公开", 6, 1),
        ("政府信息公开", 5, 2),
        ("政府信息公开。", 6, 2),
        ("政府信息公开，政府信息", 6, 2),
        ("政府信息\n公开", 6, 2),
        ("共12345件", 3, 3),
        ("1234567890123456789012345678901234567890", 5, 5),
    ],
)
def test_a_text_is_broken_as_a_word_processor_breaks_it(text, room, lines) -> None:
    assert wrapped_line_count(text, room) == lines


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "7", "123456789"])
def test_columns_share_out_the_whole_width(edition, figure) -> None:
    for table in tables_of(a_report(edition, figure=figure)):
        for size in (9.0, 10.5):
            widths = share_width(table, size, LEAST_SHARE)
            assert sum(widths) == pytest.approx(TYPE_WIDTH)
            assert min(widths) > size


def test_long_figures_take_room_from_labels_and_short_ones_give_it() -> None:
    label, figure = 2, 3
    short, long = (
        share_width(tables_of(a_report(figure=digits))[1], 9.0, LEAST_SHARE)
        for digits in ("7", "123456789")
    )
    shares = tables_of(a_report())[1].widths
    asked = [share * TYPE_WIDTH / sum(shares) for share in shares]
    assert short[label] > asked[label]
    assert short[figure] < asked[figure]
    assert long[label] < short[label]
    assert long[figure] > short[figure]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "123456789"])
def test_every_table_stands_on_one_page_with_its_heading(edition, figure) -> None:
    for planned in plan_of(a_report(edition, figure=figure)).sections:
        if planned.table is not None:
            assert PITCH + ROOM_BEFORE_TABLE + planned.table.height < TYPE_HEIGHT
            assert planned.begins_page == (planned.section.id == "applications")
            for line in (*planned.table.head, *planned.table.body):
                assert line.height * 96 / 72 == int(line.height * 96 / 72)


def test_the_figures_of_a_column_are_of_one_size() -> None:
    table = table_of(plan_of(a_report(figure="123456789")), "applications")
    for column in range(3, 10):
        cells = [c for line in table.body for c in line.cells if c.column == column]
        assert len({cell.size for cell in cells}) == 1


def _lines_of_label(cell: LaidCell) -> int:
    room = (cell.width - 2 * CELL_PADDING) / cell.size
    return sum(wrapped_line_count(line, room) for line in cell.lines)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_label_of_table_three_ends_in_a_character_alone(edition) -> None:
    table = table_of(plan_of(a_report(edition)), "applications")
    assert table.size == 10
    labels = [cell for line in table.body for cell in line.cells if cell.down == 1]
    in_two = ["".join(cell.lines) for cell in labels if _lines_of_label(cell) > 1]
    assert [text for text in in_two if ems(text) < 14] == []
    (person,) = [cell for line in table.head for cell in line.cells if cell.lines == ("自然人",)]
    assert person.width > 3 * table.size + 2 * CELL_PADDING


def test_a_tall_narrow_label_stands_one_character_below_the_other() -> None:
    table = table_of(plan_of(a_report()), "applications")
    cells = [cell for line in table.body for cell in line.cells]
    (label,) = [cell for cell in cells if "".join(cell.lines) == "三、本年度办理结果"]
    assert label.lines == ("三、", "本", "年", "度", "办", "理", "结", "果")
    assert label.is_centred
    group = next(cell for cell in cells if cell.lines == ("（三）", "不予公开"))
    assert group.is_centred


def test_in_less_room_rows_are_closer_and_type_is_not_smaller() -> None:
    table = tables_of(a_report())[0]
    airy = plan_table(table, 600)
    close = plan_table(table, airy.least_height)
    assert airy.size == close.size == 10.5
    assert airy.least_height == close.least_height == close.height < airy.height
    assert plan_table(table, 600, 9.0).size == 9.0


def test_a_page_pasted_into_a_cell_is_small_and_takes_half_a_page_at_most() -> None:
    report = a_report()
    apply(report, [SetFigure(Address("applications.received.natural"), "字" * 1200)])
    table = table_of(plan_of(report), "applications")
    cell = next(c for line in table.body for c in line.cells if c.lines == ("字" * 1200,))
    assert cell.size < 5
    assert TYPE_HEIGHT / 4 < cell.height < TYPE_HEIGHT / 2 + 12


@pytest.mark.parametrize("organ", ["", "青禾县人民政府", "很长的名称" * 5, "很长的名称" * 20])
def test_below_the_title_the_text_begins_on_a_line(organ) -> None:
    report = Report(form_of(FORMS, "2021"), organ, 2024)
    room = plan_of(report).room_below_title
    title_lines = bool(organ) + len(organ) // 21 + 1
    lines = (TITLE_PITCH * title_lines + room) / PITCH
    assert lines == pytest.approx(round(lines), abs=0.001)
    assert room + 0.2 >= PITCH / 2
    assert room < PITCH * 1.5


def test_below_a_table_the_text_goes_on_the_next_line_but_not_at_a_page_s_top() -> None:
    plan = plan_of(a_report())
    (remedies, problems) = [s for s in plan.sections if s.section.id in {"remedies", "problems"}]
    assert remedies.room_above == 0  # table 三 has filled its page
    table = table_of(plan, "remedies")
    lines = (PITCH + ROOM_BEFORE_TABLE + table.height + problems.room_above) / PITCH
    assert lines == pytest.approx(round(lines), abs=0.001)
    assert 0 <= problems.room_above < PITCH


def test_the_more_text_the_closer_the_table_until_it_goes_to_the_next_page() -> None:
    heights = []
    for count in range(14):
        report = a_report()
        apply(report, [SetText("overview", "\n".join(["全年公开。"] * count))])
        heights.append(table_of(plan_of(report), "proactive").height)
    tallest = max(heights)
    turn = heights.index(min(heights))
    assert heights[0] == tallest
    assert heights[: turn + 1] == sorted(heights[: turn + 1], reverse=True)
    assert min(heights) < tallest
    assert heights[-1] == tallest


def test_below_lines_to_write_on_a_table_takes_all_the_room() -> None:
    empty = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    table = table_of(plan_pages(print_for_paper(empty)), "proactive")
    above = 3 + 2 + 1 + LINES  # the title, the opening, a heading, and what is below it
    room = (22 - above - 1) * PITCH - ROOM_BEFORE_TABLE
    rows = (*table.head, *table.body)
    assert room - 0.75 * len(rows) < table.height <= room


def test_a_long_title_is_divided_where_the_name_of_an_organ_ends() -> None:
    short, long = "青禾县人力资源和社会保障局", "劳动保障监察综合行政执法大队"
    report = a_report()
    apply(report, [SetCover(short + long, 2024)])
    plan = plan_of(report)
    assert plan.title == ((short, long), ("2024年政府信息公开工作年度报告",))
    assert plan.room_below_title + 3 * TITLE_PITCH == pytest.approx(5 * PITCH)
    apply(report, [SetCover(short + long * 3, 2024)])
    lines = plan_of(report).title[0]
    assert len(lines) == 3
    assert "".join(lines) == short + long * 3
    assert all(len(line) <= 20 for line in lines), "and no further by the word processor"


def test_a_title_stands_in_the_lines_that_were_made_by_hand() -> None:
    report = a_report()
    lines = ("青禾县", "人力资源和社会保障局")
    apply(report, [SetCover("".join(lines), 2024), SetTitleLines(lines)])
    plan = plan_of(report)
    assert plan.title == (lines, ("2024年政府信息公开工作年度报告",))
    assert plan.room_below_title + 3 * TITLE_PITCH == pytest.approx(5 * PITCH)
    apply(report, [SetCover("青禾县财政局", 2024)])
    assert plan_of(report).title[0] == ("青禾县财政局",), "the lines are those of another name"
    long = "劳动保障监察综合行政执法大队" * 2
    apply(report, [SetCover("青禾县" + long, 2024), SetTitleLines(("青禾县", long))])
    assert plan_of(report).title[0] == ("青禾县", long[:14], long[:14]), "no line is too long"


def test_a_tight_column_takes_no_more_than_it_lacks() -> None:
    assert widen_tight((50, 30, 30), {0: 8}, {1: 20, 2: 26}) == pytest.approx(
        [58, 30 - 8 * 10 / 14, 30 - 8 * 4 / 14]
    )
    assert widen_tight((50, 30, 30), {0: 80}, {1: 20, 2: 26}) == pytest.approx([64, 20, 26])


@pytest.mark.parametrize(
    ("name", "room"),
    [
        ("新疆生产建设兵团 第十三师新星市医疗保障局", 15),
        ("伊犁哈萨克自治州 察布查尔锡伯自治县人力资源和社会保障局", 20),
        ("杭州市余杭区 综合行政执法局余杭街道执法中队", 20),
        ("某某市交通运输综合行政执法支队 高速公路执法大队", 20),
        ("青禾县住房和城乡建设局、 青禾县城市管理综合行政执法局", 20),
        ("内蒙古自治区锡林郭勒盟 西乌珠穆沁旗农牧和科技局", 20),
        ("青禾省青禾市青禾区 国有资产监督管理委员会办公室", 20),
    ],
)
def test_no_word_of_a_title_is_torn(name, room) -> None:
    assert " ".join(divide_title(name.replace(" ", ""), room, ems)) == name


@pytest.mark.parametrize("figure", ["7", "12345", "123456789", "9" * 15])
def test_a_number_stands_in_one_line_whatever_font_comes(figure) -> None:
    report = a_report(figure=figure)
    for planned in plan_of(report).sections:
        lines = (*planned.table.head, *planned.table.body) if planned.table else ()
        for cell in (c for line in lines for c in line.cells if c.lines == (figure,)):
            assert number_ems(figure) * cell.size <= cell.width
    assert bool(small_print(print_report(report))) == (len(figure) > 5)


def test_in_small_print_the_last_column_leaves_what_libreoffice_takes_of_it() -> None:
    table = table_of(plan_of(a_report(figure="123456789")), "remedies")
    last = table.body[-1].cells[-1]
    assert last.size < SMALL_PRINT
    taken, padding = 3.6, 1.7  # measured in a .doc: 29.2 points become 25.6
    assert number_ems(last.lines[0]) * last.size <= last.width - taken - 2 * padding


def test_a_number_is_reckoned_as_wide_as_dejavu_serif_sets_it() -> None:
    assert number_ems("123456789") == pytest.approx(9 * 0.636, abs=0.05)
    assert number_ems("+12.5") > 0.838 + 3 * 0.636 + 0.318 - 0.01


def test_a_formula_names_every_cell_once_neighbours_as_one() -> None:
    def named(*cells: tuple[int, int], sheet: str = "表 三") -> tuple[str, ...]:
        return ranges([FigurePlace("表 三", row, column) for row, column in cells], sheet)

    assert named((5, 3)) == ("C5",)
    assert named((5, 3), (6, 3)) == ("C5:C6",)
    assert named((7, 3), (5, 3), (6, 3), (9, 3)) == ("C5:C7", "C9")
    assert named((5, 3), (5, 4), (5, 5), (5, 7)) == ("C5:E5", "G5")
    assert named((5, 3), (6, 3), (5, 4), (6, 4)) == ("C5:C6", "D5:D6")
    assert named((5, 3), (5, 4), sheet="") == ("'表 三'!C5:D5",)
