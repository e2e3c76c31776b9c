"""Where a pasted block goes: by labels or one to one, with every doubt told beforehand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clipboard.block import read_clipboard
from core.clipboard.copied import copy_area
from core.clipboard.labelled import BESIDE_LABEL, COLUMN_UNKNOWN, NO_HEADS, ROW_TWICE, ROW_UNKNOWN
from core.clipboard.placing import BEYOND, ON_LABEL, TEXT_UNKNOWN, Area
from core.clipboard.plan import CellFate, PastePlan, plan_paste
from core.figures.address import Address
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.origin import Source
from core.report.report import Report
from tests.editions import form_of

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
HEADS = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
FIRST = Area(3, 3)
"""The first figure of table 三 in the printed grid."""


@pytest.fixture
def report(forms: Forms) -> Report:
    return Report(form_of(forms, "2021"), "青禾县人民政府", 2024)


def figures(row: str, texts: str, columns: tuple[str, ...] = COLUMNS) -> dict[str, str]:
    """Name the figures of a row of table 三; a blank text is none."""
    pairs = zip(columns, texts.split(" "), strict=True)
    return {f"applications.{row}.{column}": text for column, text in pairs if text != "_"}


def paste(
    report: Report, plain: str, at: Area = FIRST, section: str = "applications", html: str = ""
) -> PastePlan:
    block = read_clipboard(html, plain)
    assert block is not None
    return plan_paste(report, report.form.table(section), block, at)


def edits(plan: PastePlan) -> Mapping[str, str]:
    return {str(edit.address): edit.text for edit in plan.edits()}


def doubts(plan: PastePlan) -> dict[str, str]:
    return {str(cell.address): cell.why for cell in plan.doubts}


def left_out(plan: PastePlan) -> set[tuple[str, str]]:
    return {(left.text, left.why) for left in plan.left_out}


def fill(report: Report, texts: Mapping[str, str]) -> None:
    apply(report, [SetFigure(Address(address), text) for address, text in texts.items()])


# One to one.


def test_a_block_goes_in_from_the_cell_in_hand(report: Report) -> None:
    plan = paste(report, "518\t1\t0\t0\t0\t1\t520\r\n12\t0\t0\t0\t0\t0\t12\r\n")
    assert edits(plan) == figures("received", "518 1 0 0 0 1 _") | figures(
        "carried_in", "12 0 0 0 0 0 _"
    )
    assert len(plan.of(CellFate.AGREES)) == 2
    assert len(plan.landed) == 14
    assert not plan.needs_preview
    assert {edit.origin.source for edit in plan.edits()} == {Source.PASTED}


def test_a_column_goes_down_the_printed_lines(report: Report) -> None:
    plan = paste(report, "".join(f"{n}\r\n" for n in range(25)))
    table = report.form.table("applications")
    natural = [a for a in table.figures if a.column == "natural"]
    typed = [a for a in natural if not report.form.figures[a].computed]
    assert list(edits(plan)) == typed
    assert edits(plan)["applications.carried_out.natural"] == "24"
    assert [c.address for c in plan.of(CellFate.DIFFERS)] == ["applications.concluded.natural"]


def test_a_blank_inside_stays_a_blank_and_nothing_shifts(report: Report) -> None:
    plan = paste(report, "\t1\t\r\n2\t\t3\r\n")
    assert edits(plan) == figures("received", "_ 1 _ _ _ _ _") | figures(
        "carried_in", "2 _ 3 _ _ _ _"
    )
    assert not plan.needs_preview


def test_a_blank_column_in_front_stays_too(report: Report) -> None:
    assert edits(paste(report, "\t1\n\t2\n")) == figures("received", "_ 1 _ _ _ _ _") | figures(
        "carried_in", "_ 2 _ _ _ _ _"
    )


def test_a_blank_over_a_figure_is_told_and_leaves_it(report: Report) -> None:
    fill(report, figures("received", "7 _ _ _ _ _ _"))
    plan = paste(report, "\t5")
    assert plan.needs_preview
    assert [c.address for c in plan.of(CellFate.KEPT)] == ["applications.received.natural"]
    assert edits(plan) == figures("received", "_ 5 _ _ _ _ _")
    cleared = {str(e.address): e.text for e in plan.edits(clear=True)}
    assert cleared == figures("received", "_ 5 _ _ _ _ _") | {"applications.received.natural": ""}


@pytest.mark.parametrize("text", ["1,234", "１２３４", "１，２３４", "1234"])
def test_one_number_is_one_number_as_typed(report: Report, text: str) -> None:
    plan = paste(report, text)
    assert edits(plan) == {"applications.received.natural": text}
    assert not plan.needs_preview
    apply(report, plan.edits())
    assert report.figure(Address("applications.received.natural")) == 1234


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.5万", "别的文字"),
        ("abc", "要填数字"),
        ("-", "未填"),
        ("0012", "0开头"),
        ("12 3", "空格"),
        ("16²", "上标"),
        ("21692.71", "整数"),
    ],
)
def test_what_is_no_plain_number_is_kept_as_typed_and_doubted(
    report: Report, text: str, why: str
) -> None:
    plan = paste(report, f"{text}\t5")
    assert edits(plan)["applications.received.natural"] == text
    assert why in doubts(plan)["applications.received.natural"]
    assert plan.needs_preview


def test_an_amount_has_its_decimals(report: Report) -> None:
    plan = paste(report, "21692.71", Area(13, 1), "proactive")
    assert edits(plan) == {"proactive.fee.amount": "21692.71"}
    assert not plan.needs_preview


def test_overwriting_needs_a_look(report: Report) -> None:
    fill(report, figures("received", "7 8 _ _ _ _ _"))
    plan = paste(report, "7\t9\t1")
    assert plan.needs_preview
    changed = plan.of(CellFate.CHANGED)
    assert [(c.before, c.text) for c in changed] == [("8", "9")]
    assert [c.address for c in plan.of(CellFate.SAME)] == ["applications.received.natural"]
    assert edits(plan) == figures("received", "_ 9 1 _ _ _ _")


def test_the_same_number_in_other_words_changes_nothing(report: Report) -> None:
    fill(report, figures("received", "1,234 _ _ _ _ _ _"))
    plan = paste(report, "１２３４")
    assert edits(plan) == {}
    assert not plan.needs_preview


def test_a_total_that_is_not_the_sum_is_never_kept_silently(report: Report) -> None:
    plan = paste(report, "1\t2\t3\t4\t5\t6\t22")
    assert edits(plan) == figures("received", "1 2 3 4 5 6 _")
    (total,) = plan.of(CellFate.DIFFERS)
    assert "22" in total.why
    assert "21" in total.why
    assert "差1" in total.why
    assert plan.needs_preview
    apply(report, plan.edits(totals=True))
    assert report.is_kept(Address("applications.received.total"))


def test_a_total_over_blanks_cannot_be_compared(report: Report) -> None:
    plan = paste(report, "1\t2\t\t4\t5\t6\t18")
    (total,) = plan.of(CellFate.UNSUMMED)
    assert "没有填全" in total.why
    assert plan.of(CellFate.DIFFERS) == ()  # it is not said to be wrong
    assert plan.needs_preview
    assert total.address not in {edit.address for edit in plan.edits()}
    assert total.address in {edit.address for edit in plan.edits(totals=True)}


SHORT = "1.申请人无正当理由逾期不补正"


def row(name: str, texts: str) -> str:
    return "\t".join((name, *texts.split(" ")))


@pytest.mark.parametrize("whole_heads", [True, False])
def test_a_shortened_label_between_its_neighbours_is_placed_and_said(
    report: Report, whole_heads: bool
) -> None:
    names = report.form.table("applications").rows
    rows = [
        row(names["declined_confirmation"].name, "1 0 0 0 0 0 1"),
        row(SHORT, "2 0 0 0 0 1 3"),
        row(names["other_fee_unpaid"].name, "4 0 0 0 0 0 4"),
    ]
    heads = [f"\t{HEADS}"] if whole_heads else []
    plan = paste(report, "\n".join(heads + rows))
    assert edits(plan).items() >= figures("other_not_corrected", "2 0 0 0 0 1 _").items()
    assert plan.left_out == ()
    (said,) = plan.remarks
    assert SHORT in said
    assert plan.needs_preview


def test_a_shortened_label_at_the_end_follows_the_row_above(report: Report) -> None:
    before = report.form.table("applications").rows["declined_confirmation"].name
    plan = paste(report, f"{row(before, '1 0 0 0 0 0 1')}\n{row(SHORT, '2 0 0 0 0 1 3')}")
    assert edits(plan).items() >= figures("other_not_corrected", "2 0 0 0 0 1 _").items()


@pytest.mark.parametrize(
    "between",
    [
        [row("网上提交的", "2 0 0 0 0 1 3")],
        [row(SHORT, "2 0 0 0 0 1 3"), row(SHORT, "5 0 0 0 0 1 6")],
    ],
    ids=["another name", "one row too many"],
)
def test_neighbours_alone_put_no_row_anywhere(report: Report, between: list[str]) -> None:
    names = report.form.table("applications").rows
    before, after = names["declined_confirmation"].name, names["other_fee_unpaid"].name
    rows = [row(before, "1 0 0 0 0 0 1"), *between, row(after, "4 0 0 0 0 0 4")]
    plan = paste(report, "\n".join(rows))
    assert not any("other_not_corrected" in address for address in edits(plan))
    assert plan.left_out


def test_a_total_that_is_no_number_goes_nowhere(report: Report) -> None:
    plan = paste(report, "1\t2\t3\t4\t5\t6\t廿一")
    (total,) = plan.of(CellFate.USELESS)
    assert total.address == "applications.received.total"
    assert total.address not in {e.address for e in plan.edits(clear=True, totals=True)}


def test_a_block_too_large_says_what_stays_outside(report: Report) -> None:
    plan = paste(report, "\n".join("\t".join("1" * 9) for _ in range(30)))
    outside = [left for left in plan.left_out if left.why == BEYOND]
    assert len(outside) == 30 * 9 - 25 * 7
    assert outside[0].spot == "第1行第8列"
    assert len(plan.cells) == 175
    assert plan.needs_preview


def test_blanks_outside_the_table_are_no_matter(report: Report) -> None:
    plan = paste(report, "5\t\t\t\n\t\t\t\n", Area(27, 8))
    assert edits(plan) == {"applications.carried_out.other": "5"}
    assert not plan.needs_preview


def test_figures_on_the_form_s_own_labels_are_left_out(report: Report) -> None:
    plan = paste(report, "1\n2\n3\n4", Area(2, 1), "proactive")
    assert edits(plan) == {"proactive.regulation.issued": "1", "proactive.normative.issued": "2"}
    assert left_out(plan) == {("3", ON_LABEL), ("4", ON_LABEL)}


def test_one_value_fills_a_selection_only_after_a_look(report: Report) -> None:
    plan = paste(report, "0", Area(3, 8, 2, 2))
    assert edits(plan) == {
        "applications.received.other": "0",
        "applications.carried_in.other": "0",
    }
    assert plan.needs_preview


def test_a_selection_of_another_size_is_told(report: Report) -> None:
    assert paste(report, "1\t2", Area(3, 3, 2, 2)).remarks
    assert not paste(report, "1\t2", Area(3, 3, 1, 2)).remarks


def test_merged_cells_of_the_source_cover_their_places(report: Report) -> None:
    html = "<table><tr><td colspan=2>1<td>2<tr><td rowspan=2>3<td>4<td>5<tr><td>6<td>7</table>"
    plan = paste(report, "", html=html)
    assert edits(plan) == {
        "applications.received.natural": "1",
        "applications.received.research": "2",
        "applications.carried_in.natural": "3",
        "applications.carried_in.business": "4",
        "applications.carried_in.research": "5",
        "applications.granted.business": "6",
        "applications.granted.research": "7",
    }


# By labels.


def test_a_row_goes_to_its_label_wherever_the_hand_is(report: Report) -> None:
    plan = paste(report, "1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1", Area(20, 6))
    assert edits(plan) == figures("refused_state_secret", "1 0 0 0 0 0 _")
    assert len(plan.of(CellFate.AGREES)) == 1
    assert not plan.needs_preview


def test_two_rows_of_the_printed_form(report: Report) -> None:
    plain = (
        "一、本年新收政府信息公开申请数量\t\t\t518\t\t0\t0\t0\t1\t\n"
        "三、本年度办理结果\t（三）不予公开\t1.属于国家秘密\t2\t0\t0\t0\t0\t0\t2\n"
    )
    plan = paste(report, plain, Area(27, 3))
    assert edits(plan) == figures("received", "518 _ 0 0 0 1 _") | figures(
        "refused_state_secret", "2 0 0 0 0 0 _"
    )
    assert not plan.needs_preview


@pytest.mark.parametrize(
    "label", ["1.属于国家秘密", "（一）予以公开", "（七）总计", "3.其他", "1．属于国家秘密"]
)
def test_a_label_is_never_a_number(report: Report, label: str) -> None:
    assert edits(paste(report, label)) == {}
    assert edits(paste(report, f"{label}\n{label}\n")) == {}


def test_columns_go_to_their_headings_in_any_order(report: Report) -> None:
    heads = "自然人\t商业企业\t科研机构\t社会公益组织\t其他\t法律服务机构\t总计"
    plan = paste(report, f"\t{heads}\n（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n", Area(27, 3))
    assert edits(plan) == figures("granted", "1 2 3 4 6 5 _")
    assert not plan.needs_preview


def test_a_column_with_its_heading_keeps_to_it(report: Report) -> None:
    plan = paste(report, "法律服务机构\n1\n2", Area(4, 3))
    assert edits(plan) == {
        "applications.carried_in.legal": "1",
        "applications.granted.legal": "2",
    }


@pytest.mark.parametrize(("heading", "column"), [("总计", "total"), ("其他", "other")])
def test_a_heading_that_is_a_row_s_name_too(report: Report, heading: str, column: str) -> None:
    plan = paste(report, f"{heading}\n1\n2\n", Area(3, 3))
    assert [cell.address for cell in plan.cells] == [
        f"applications.received.{column}",
        f"applications.carried_in.{column}",
    ]


def test_an_unknown_row_is_left_out_and_named(report: Report) -> None:
    plan = paste(
        report, "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n（九）不知何事\t9\t9\t9\t9\t9\t9\t9"
    )
    assert edits(plan) == figures("granted", "1 2 3 4 5 6 _")
    assert left_out(plan) == {("（九）不知何事", TEXT_UNKNOWN), ("9", ROW_UNKNOWN)}
    assert plan.needs_preview


def test_an_unknown_column_is_left_out_and_named(report: Report) -> None:
    plan = paste(report, "\t自然人\t小计\t总计\n（一）予以公开\t1\t2\t3\n")
    assert edits(plan) == {"applications.granted.natural": "1"}
    assert left_out(plan) == {("小计", TEXT_UNKNOWN), ("2", COLUMN_UNKNOWN)}


def test_columns_of_the_other_edition_are_not_mistaken(report: Report) -> None:
    plain = "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3\n"
    plan = paste(report, plain, Area(2, 1), "proactive")
    assert edits(plan) == {}
    assert ("3", COLUMN_UNKNOWN) in left_out(plan)


def test_too_few_columns_without_headings_are_doubted(report: Report) -> None:
    plan = paste(report, "（一）予以公开\t1\t2\n")
    assert edits(plan) == {
        "applications.granted.natural": "1",
        "applications.granted.business": "2",
    }
    assert set(doubts(plan).values()) == {NO_HEADS}


def test_a_row_twice_is_taken_once(report: Report) -> None:
    row = "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n"
    plan = paste(report, row + row.replace("1\t2", "8\t9"))
    assert edits(plan) == figures("granted", "1 2 3 4 5 6 _")
    assert ("8", ROW_TWICE) in left_out(plan)


def test_a_label_broken_over_two_cells_is_one(report: Report) -> None:
    html = (
        "<table><tr><td>三、本年度<td>（一）予以公开<td>1<td>2<td>3<td>4<td>5<td>6<td>21"
        "<tr><td>四、结转下年<td>度继续办理<td>1<td>2<td>3<td>4<td>5<td>6<td>21</table>"
    )
    plan = paste(report, "", Area(20, 3), html=html)
    assert edits(plan) == figures("granted", "1 2 3 4 5 6 _") | figures(
        "carried_out", "1 2 3 4 5 6 _"
    )
    assert left_out(plan) == {("三、本年度", BESIDE_LABEL)}


def test_serial_numbers_before_the_labels_are_left_out(report: Report) -> None:
    plan = paste(report, "1\t（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n")
    assert edits(plan) == figures("granted", "1 2 3 4 5 6 _")
    assert left_out(plan) == {("1", BESIDE_LABEL)}


def test_a_merged_row_of_table_two(report: Report) -> None:
    plain = "规章\t1\t2\t3\n规范性文件\t4\t5\t6\n行政许可\t7\t\t\n行政事业性收费\t21692.71\n"
    plan = paste(report, plain, Area(10, 1), "proactive")
    assert edits(plan) == {
        "proactive.regulation.issued": "1",
        "proactive.regulation.repealed": "2",
        "proactive.regulation.in_force": "3",
        "proactive.normative.issued": "4",
        "proactive.normative.repealed": "5",
        "proactive.normative.in_force": "6",
        "proactive.licensing.decisions": "7",
        "proactive.fee.amount": "21692.71",
    }
    assert not plan.needs_preview


def test_the_unit_of_the_heading_goes_with_the_amount(report: Report) -> None:
    plain = "信息内容\t本年收费金额（单位：元）\n行政事业性收费\t251000\n"
    plan = paste(report, plain, Area(13, 1), "proactive")
    assert edits(plan) == {"proactive.fee.amount": "251000元"}
    assert "25.1万元" in doubts(plan)["proactive.fee.amount"]
    for own in ("251000元", "25.1万元", "约25万"):
        plan = paste(report, plain.replace("251000", own), Area(13, 1), "proactive")
        assert edits(plan) == {"proactive.fee.amount": own}


def test_headings_of_table_four_stand_over_three_groups(report: Report) -> None:
    plain = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n1\t2\t3\t4\t10\n"
    plan = paste(report, plain, Area(3, 5), "remedies")
    assert {cell.address.row for cell in plan.cells} == {"direct_suit"}
    assert not plan.needs_preview


def test_a_block_of_another_table_goes_there_after_a_look(report: Report) -> None:
    plan = paste(report, "规章\t1\t2\t3\n", FIRST)
    assert plan.table.id == "proactive"
    assert plan.remarks
    assert len(plan.cells) == 3


def test_names_that_nobody_knows_stay_outside(report: Report) -> None:
    plan = paste(report, "单位\t新收\t结转\n甲局\t5\t6\n乙局\t7\t8\n")
    assert edits(plan) == figures("received", "5 6 _ _ _ _ _") | figures(
        "carried_in", "7 8 _ _ _ _ _"
    )
    assert {text for text, _ in left_out(plan)} == {"单位", "新收", "结转", "甲局", "乙局"}
    assert plan.needs_preview


# Out and in again.


def _areas(table: TableSection) -> list[Area]:
    first = min(cell.column for cell in table.cells if cell.address)
    return [
        Area(0, 0, table.lines, table.grid_columns),
        Area(0, first, table.lines, table.grid_columns - first),
        Area(
            table.header_lines,
            first,
            table.lines - table.header_lines,
            table.grid_columns - first,
        ),
    ]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("section", ["proactive", "applications", "remedies"])
@pytest.mark.parametrize("flavour", ["html", "plain"])
def test_what_was_copied_comes_back_cell_by_cell(
    forms: Forms, edition: str, section: str, flavour: str
) -> None:
    form = form_of(forms, edition)
    table = form.table(section)
    source = Report(form)
    typed = [a for a in table.figures if not form.figures[a].computed]
    # A blank, a refused text and what a sheet would reckon out are among them.
    texts = ["", "1,234", "１２", "1.5万", "=1+1", "0", *(str(n) for n in range(len(typed)))]
    apply(source, [SetFigure(a, text) for a, text in zip(typed, texts, strict=False)])
    for area in _areas(table):
        copied = copy_area(source, section, area)
        block = read_clipboard(copied.html if flavour == "html" else "", copied.plain)
        assert block is not None
        assert (block.height, block.width) == (area.down, area.across)
        plan = plan_paste(Report(form), table, block, Area(area.line, area.column))
        target = Report(form)
        apply(target, plan.edits())
        assert {a: target.figure(a) for a in table.figures} == {
            a: source.figure(a) for a in table.figures
        }
        assert target.value(typed[4]).text == "=1+1"
        assert not plan.left_out


def test_a_copy_has_spans_and_ends_its_lines_as_windows_does(report: Report) -> None:
    fill(report, {"proactive.licensing.decisions": "7"})
    copied = copy_area(report, "proactive", Area(5, 0, 2, 4))
    assert copied.plain == "信息内容\t本年处理决定数量\t\t\r\n行政许可\t7\t\t\r\n"
    assert 'colspan="3"' in copied.html


def test_a_formula_is_no_formula_in_either_form(report: Report) -> None:
    fill(report, {"proactive.licensing.decisions": "=cmd|' /C calc'!A0"})
    copied = copy_area(report, "proactive", Area(6, 1))
    assert copied.plain.startswith("'=")
    assert ">&#x27;=" in copied.html


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(
                ["", "1", "2,345", "1.5万", "总计", "自然人", "（一）予以公开", "x", "9"]
            ),
            min_size=3,
            max_size=9,
        ),
        min_size=1,
        max_size=6,
    ),
    line=st.integers(3, 27),
    column=st.integers(3, 9),
)
def test_nothing_is_lost_and_nothing_is_invented(
    forms: Forms, rows: list[list[str]], line: int, column: int
) -> None:
    report = Report(form_of(forms, "2021"))
    block = read_clipboard("", "\n".join("\t".join(row) for row in rows) + "\n")
    if block is None:
        return
    plan = plan_paste(report, report.form.table("applications"), block, Area(line, column))
    labels = {"总计", "自然人", "（一）予以公开"}
    texts = sorted(text for text in block.texts.values() if text not in labels)
    found = [cell.text for cell in plan.cells] + [left.text for left in plan.left_out]
    assert sorted(text for text in found if text not in labels) == texts
    assert not labels & set(edits(plan).values())


def test_what_is_struck_out_or_raised_is_looked_at_before_it_is_pasted(report: Report) -> None:
    html = "<table><tr><td><s>5</s></td><td>6</td><td>7<sup>2</sup></td></tr></table>"
    plan = paste(report, "5\t6\t72", html=html)
    found = doubts(plan)
    assert set(found) == {f"applications.received.{name}" for name in ("natural", "research")}
    assert "删" in found["applications.received.natural"]
    assert plan.needs_preview
    # One cell into many is in doubt in all of them.
    alone = paste(report, "5", Area(3, 3, 1, 3), html="<table><tr><td><s>5</s></td></tr></table>")
    assert len(alone.doubts) == 3
