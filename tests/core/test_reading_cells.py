"""Tables set in other cells than the form's, and figures written by programs."""

from __future__ import annotations

import pytest

from core.figures.value import Kind, State, parse
from core.labels.repeated_cells import kept_cells
from core.reading.source import read_text
from core.recognition.reading import Certainty, Reading
from tests.editions import FORMS

TITLE = "某县甲局2024年政府信息公开工作年度报告"
PROACTIVE = f"""{TITLE}
二、主动公开政府信息情况
| 第二十条第（一）项 | | | |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | {{0}} | {{1}} | {{2}} |
| 行政规范性文件 | 4 | 5 | 6 |
"""
APPLICATIONS = "三、收到和处理政府信息公开申请情况\n"
HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
REMEDIES = "四、政府信息公开行政复议、行政诉讼情况"
MEMBERS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
KINDS = {
    "行政复议": [1, 2, 3, 4, 10],
    "未经复议直接起诉": [5, 6, 7, 8, 26],
    "复议后起诉": [0, 9, 0, 1, 10],
}


def read(text: str) -> Reading:
    return read_text(text, FORMS, "样本.txt")


def figures(reading: Reading, row: str) -> dict[str, object]:
    report = reading.report()
    return {
        address.column: report.figure(address) for address in reading.figures if address.row == row
    }


def line(*texts: object) -> str:
    return "| " + " | ".join(map(str, texts)) + " |\n"


def test_a_whole_number_with_zeros_behind_is_a_count() -> None:
    reading = read(PROACTIVE.format("1408.0", "1,446.00", "0.00"))
    assert figures(reading, "regulation") == {"issued": 1408, "repealed": 1446, "in_force": 0}
    assert not [each for each in reading.figures.values() if each.certainty is Certainty.DOUBTFUL]


@pytest.mark.parametrize("text", ["1408.5", "1.408", "1.000", "00.0", "14,08.0", "-1.0"])
def test_what_may_be_something_else_is_no_count(text: str) -> None:
    assert figures(read(PROACTIVE.format(text, 2, 3)), "regulation")["issued"] is None


@pytest.mark.parametrize(
    "text",
    ["\u202a446\u202c", "\u2066446\u2069", "446\u061c", "\u180e446", "446\ufe0f", "\u202d446"],
)
def test_marks_around_a_figure_are_nothing(text: str) -> None:
    assert parse(text, Kind.COUNT).figure == 446
    assert figures(read(PROACTIVE.format(text, 2, 3)), "regulation")["issued"] == 446


@pytest.mark.parametrize(
    "text",
    [
        *("12\u200f34", "\u202e123\u202c", "1\u2067,234", "12\u061c34件", "\u202e12件"),
        *(
            "1,\u200f234",
            "1，\u200b\u200f234",
            "25.\u200f1",
            "25．\u20671",
        ),  # shown as 234,1 and 1.25
    ],
)
def test_marks_that_turn_a_figure_are_a_doubt(text: str) -> None:
    assert parse(text, Kind.COUNT).state is State.REFUSED
    reading = read(PROACTIVE.format(text, 2, 3))
    assert figures(reading, "regulation")["issued"] is None
    assert reading.report().doubts


def test_another_word_for_the_total_and_a_head_in_two_rows() -> None:
    text = TITLE + "\n" + APPLICATIONS
    text += line("", "自然人", "法人或其他组织", "合计")
    text += line("商业", "科研", "社会公益", "法律服务机构", "其他")
    text += line("企业", "机构", "组织")
    text += line("一、本年新收政府信息公开申请数量", *range(1, 7), 21)
    text += line("（七）合计", 1, 0, 0, 0, 0, 0, 1)
    reading = read(text)
    assert list(figures(reading, "received").values()) == [1, 2, 3, 4, 5, 6, 21]
    assert figures(reading, "concluded")["total"] == 1
    assert not reading.report().doubts


@pytest.mark.parametrize("halves", [["企业"], ["企业", "机构", "组织"], ["机构", "企业"]])
def test_halves_that_do_not_fit_are_no_heads(halves: list[str]) -> None:
    text = TITLE + "\n" + APPLICATIONS
    text += line("", "自然人", "法人或其他组织", "总计")
    text += line("商业", "科研", "社会公益组织", "法律服务机构", "其他") + line(*halves)
    text += line("一、本年新收政府信息公开申请数量", *range(1, 7), 21)
    assert set(figures(read(text), "received").values()) == {None}


def test_a_merged_figure_that_was_divided_again_is_one() -> None:
    text = f"{TITLE}\n二、主动公开政府信息情况\n"
    text += line(*["第二十条第（五）项"] * 4) + line("信息内容", *["本年处理决定数量"] * 3)
    text += line("行政许可", 12, 12, 12)
    assert figures(read(text), "licensing") == {"decisions": 12}
    assert figures(read(text.replace("12 | 12 | 12", "12 | 12 | 13")), "licensing") == {
        "decisions": None
    }


def test_equal_figures_of_different_columns_stay() -> None:
    heads = ["信息内容", "a", "b", "b"]
    rows = [heads, ["规章", "2", "2", "2"], ["规章", "2", "2", ""], ["规章", "2", "2", "3"]]
    kept = [(0, 1, 2), (0, 1, 2), (0, 1, 2), (0, 1, 2, 3)]
    assert [each and each.cells for each in kept_cells(rows)] == kept
    assert [each and each.is_odd for each in kept_cells(rows)] == [False, False, False, True]
    others = [["x", "1", "1"], [], None, ["x", "", ""]]
    assert [each and each.cells for each in kept_cells(others)] == [(0, 1, 2), (), None, (0, 1, 2)]


@pytest.mark.parametrize("behind", [["", "", "", "第二十条第（九）项"], [""], []])
@pytest.mark.parametrize("above", [[], [None], [["行政", "9", "9", "8", "8", "", ""]]])
def test_below_repeated_heads_a_row_of_another_width_is_in_doubt(
    above: list[list[str] | None], behind: list[str]
) -> None:
    row = ["收费", "0", "0", "", *behind]
    rows = [["信息内容", "a", "a", "b", "b"], *above, row]
    *_, kept = kept_cells(rows)
    assert kept is not None
    assert kept.is_odd is (len(row) != 5)
    apart = kept_cells([["信息内容", "a", "b"], *rows[1:]])
    assert not any(each and each.is_odd for each in apart)


def test_blank_cells_of_a_filled_table_stay_where_they_are() -> None:
    text = f"{TITLE}\n二、主动公开政府信息情况\n" + line(*["第二十条第（一）项"] * 5)
    text += line("信息内容", "本年制发件数", *["本年废止件数"] * 2, "现行有效件数")
    text += line("规章", 1, "", "", 3) + line("行政规范性文件", 6, 7, 7, "")
    reading = read(text)
    assert list(figures(reading, "regulation").values()) == [1, None, 3]
    assert list(figures(reading, "normative").values()) == [6, 7, None]
    odd = read(text.replace("6 | 7 | 7 |", "6 | 7 | 8 |"))
    assert set(figures(odd, "normative").values()) == {None}
    assert odd.report().doubts


def test_heads_with_blanks_for_merged_cells_are_not_filled_in() -> None:
    blanks = [""] * 4
    text = f"{TITLE}\n{REMEDIES}\n" + line("行政复议", *blanks, "行政诉讼", *blanks, *blanks, "")
    text += line(*MEMBERS, "未经复议直接起诉", *blanks, "复议后起诉", *blanks)
    text += line(*MEMBERS, *MEMBERS) + line(*(each for row in KINDS.values() for each in row))
    reading = read(text)
    for row, kind in zip(("review", "direct_suit", "suit_after_review"), KINDS, strict=True):
        assert list(figures(reading, row).values()) == KINDS[kind]
    padded = text.replace(line(*MEMBERS, *MEMBERS), line(*blanks, "", *MEMBERS, *MEMBERS))
    assert read(padded).report().figures() == reading.report().figures()


def test_a_row_that_is_there_twice_in_a_filled_table_is_seen() -> None:
    text = f"{TITLE}\n二、主动公开政府信息情况\n"
    text += line(*["第二十条第（五）项"] * 4) + line("信息内容", *["本年处理决定数量"] * 3)
    text += line("行政许可", 12, 12, 12) + line("行政许可", 13, 13, 13)
    assert figures(read(text), "licensing") == {"decisions": None}


def small_tables() -> str:
    return "".join(line(kind) + line(*MEMBERS) + line(*figures) for kind, figures in KINDS.items())


def kinds_as_rows() -> str:
    return line("类别", *MEMBERS) + "".join(line(kind, *row) for kind, row in KINDS.items())


def kinds_as_columns() -> str:
    rows = zip(MEMBERS, *KINDS.values(), strict=True)
    return line("", *KINDS) + "".join(line(*row) for row in rows)


@pytest.mark.parametrize("table", [small_tables(), kinds_as_rows(), kinds_as_columns()])
def test_table_four_set_otherwise(table: str) -> None:
    reading = read(f"{TITLE}\n{REMEDIES}\n{table}")
    for row, kind in zip(("review", "direct_suit", "suit_after_review"), KINDS, strict=True):
        assert list(figures(reading, row).values()) == KINDS[kind]


@pytest.mark.parametrize(
    "table",
    [
        small_tables().replace("复议后起诉", "行政复议"),
        small_tables().replace(line("行政复议"), ""),
        kinds_as_rows().replace("尚未审结", "已经审结"),
        kinds_as_rows() + line("合计", 1, 2, 3, 4, 5),
        kinds_as_columns().replace("| 10 |", "| 10 | 1 |"),
    ],
)
def test_table_four_with_anything_else_is_left(table: str) -> None:
    reading = read(f"{TITLE}\n{REMEDIES}\n{table}")
    assert set(figures(reading, "suit_after_review").values()) == {None}


def test_traditional_characters_and_words() -> None:
    text = "某縣甲局2024年政府資訊公開工作年度報告\n三、收到和處理政府資訊公開申請情況\n"
    text += line("", *HEADS)
    text += line("一、本年新收政府資訊公開申請數量", *range(1, 7), 21)
    text += line("1.屬於國家祕密", 1, 0, 0, 0, 0, 0, 1)
    text += line("4.無正當理由大量反覆申請", 2, 0, 0, 0, 0, 0, 2)
    text += line("四、結轉下年度繼續辦理", 3, 0, 0, 0, 0, 0, 3)
    reading = read(text)
    for row, figure in {
        "received": 1,
        "refused_state_secret": 1,
        "declined_excessive": 2,
        "carried_out": 3,
    }.items():
        assert figures(reading, row)["natural"] == figure
    assert (reading.organ, reading.year) == ("某縣甲局", 2024)
