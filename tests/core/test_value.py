"""Reading a figure from what somebody typed: nothing lost, nothing guessed, never a float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.value import MAX_DECIMALS, MAX_DIGITS, Kind, State, parse, show

KINDS = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0", 0),
        ("518", 518),
        (" 518 ", 518),
        ("\u3000518\n", 518),
        ("５１８", 518),
        ("1,289", 1289),
        ("2，521，318", 2521318),
        ("１，２８９", 1289),
        ("007", 7),
        ("\u200b12\ufeff", 12),
        ("9" * MAX_DIGITS, 10**MAX_DIGITS - 1),
    ],
)
def test_a_count(text: str, figure: int) -> None:
    value = parse(text, Kind.COUNT)
    assert (value.text, value.state, value.figure) == (text, State.NUMBER, figure)
    assert type(value.figure) is int
    assert value.remark == ""


@pytest.mark.parametrize(
    ("text", "figure"),
    [("-187", -187), ("−187", -187), ("－１８７", -187), ("+2", 2), ("＋2", 2), ("0", 0), ("3", 3)],
)
def test_a_change_carries_its_sign(text: str, figure: int) -> None:
    value = parse(text, Kind.SIGNED)
    assert (value.state, value.figure) == (State.NUMBER, figure)


@pytest.mark.parametrize(
    ("text", "figure", "shown"),
    [
        ("21692.71", "21692.71", "21692.71"),
        ("21692.71（万）", "21692.71", "21692.71"),
        ("21,692.71万元", "21692.71", "21692.71"),
        ("２１６９２．７１", "21692.71", "21692.71"),
        ("0.10", "0.10", "0.10"),
        ("251000元", "25.1", "25.1"),
        ("251000（元）", "25.1", "25.1"),
        ("￥251,000.00元", "25.1", "25.1"),
        ("人民币251000元", "25.1", "25.1"),
        ("0.01元", "0.000001", "0.000001"),
        ("1230000元", "123", "123"),
        ("12.5千元", "1.25", "1.25"),
        ("1.2亿元", "12000", "12000"),
        ("3亿", "30000", "30000"),
        ("0元", "0", "0"),
        ("999999999999.99元", "99999999.999999", "99999999.999999"),
    ],
)
def test_an_amount_is_exact_and_in_ten_thousands(text: str, figure: str, shown: str) -> None:
    value = parse(text, Kind.AMOUNT)
    assert (value.text, value.state) == (text, State.NUMBER)
    assert isinstance(value.figure, Decimal)
    assert value.figure == Decimal(figure)
    assert show(value.figure, Kind.AMOUNT) == shown


def test_a_conversion_says_so() -> None:
    assert parse("251000元", Kind.AMOUNT).remark == "“251000元”换算为25.1万元"
    assert parse("25.1万元", Kind.AMOUNT).remark == ""


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n\t", "\u200b"])
def test_white_space_is_a_blank(text: str) -> None:
    value = parse(text, Kind.COUNT)
    assert (value.text, value.state, value.figure, value.remark) == (text, State.BLANK, None, "")


@pytest.mark.parametrize(
    "text",
    ["/", "／", "\\", "-", "－", "—", "——", "–", "-----", "无", " 无 ", "不适用", "无此项", "N/A"],
)
@pytest.mark.parametrize("kind", Kind)
def test_a_mark_is_a_blank_and_not_a_zero(text: str, kind: Kind) -> None:
    value = parse(text, kind)
    assert (value.text, value.state, value.figure) == (text, State.BLANK, None)
    assert value.remark == f"“{text.strip()}”按未填读取，不当作0"


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("12件", Kind.COUNT, "别的文字"),
        ("约12", Kind.COUNT, "别的文字"),
        ("12 34", Kind.COUNT, "空格"),
        ("12\n34", Kind.COUNT, "空格"),
        ("1\u00a0289", Kind.COUNT, "空格"),
        ("12,34", Kind.COUNT, "逗号"),
        ("0,123", Kind.COUNT, "逗号"),
        ("1,2345", Kind.COUNT, "逗号"),
        (",123", Kind.COUNT, "逗号"),
        ("1.5", Kind.COUNT, "小数"),
        ("5.0", Kind.COUNT, "小数"),
        ("1.5", Kind.SIGNED, "小数"),
        ("-5", Kind.COUNT, "负数"),
        ("+5", Kind.COUNT, "正号"),
        ("-5", Kind.AMOUNT, "正负号"),
        ("+5万元", Kind.AMOUNT, "正负号"),
        ("十二", Kind.COUNT, "要填数字"),
        ("一", Kind.COUNT, "要填数字"),
        ("abc", Kind.COUNT, "要填数字"),
        ("0x1F", Kind.COUNT, "别的文字"),
        ("1e3", Kind.AMOUNT, "别的文字"),
        ("1/2", Kind.COUNT, "别的文字"),
        ("(12)", Kind.COUNT, "别的文字"),
        ("5元", Kind.COUNT, "别的文字"),
        ("5百元", Kind.AMOUNT, "别的文字"),
        ("5美元", Kind.AMOUNT, "别的文字"),
        ("1.2.3", Kind.AMOUNT, "别的文字"),
        ("NaN", Kind.AMOUNT, "要填数字"),
        ("∞", Kind.AMOUNT, "要填数字"),
        ("9" * (MAX_DIGITS + 1), Kind.COUNT, "超过12位"),
        ("0." + "1" * (MAX_DECIMALS + 1), Kind.AMOUNT, "小数超过8位"),
    ],
)
def test_a_refusal_says_why(text: str, kind: Kind, why: str) -> None:
    value = parse(text, kind)
    assert (value.text, value.state, value.figure) == (text, State.REFUSED, None)
    assert why in value.remark


@pytest.mark.parametrize("text", ["16²", "16①", "①", "㉑", "½", "⒈", "1₂"])
def test_a_footnote_mark_never_joins_the_number(text: str) -> None:
    value = parse(text, Kind.COUNT)
    assert (value.state, value.remark) == (State.REFUSED, "有上标或者带圈的数字，请确认")


@given(st.text(), KINDS)
def test_whatever_is_typed_is_kept_and_never_a_float(text: str, kind: Kind) -> None:
    value = parse(text, kind)
    assert value.text == text
    assert (value.figure is not None) == (value.state is State.NUMBER)
    assert type(value.figure) in {type(None), Decimal if kind is Kind.AMOUNT else int}
    if value.state is State.REFUSED:
        assert value.remark


@given(st.text(alphabet="0123456789０１２３,，.．+-－/元万亿千（） \u3000²", max_size=12), KINDS)
def test_what_looks_like_a_figure_is_read_to_the_digit(text: str, kind: Kind) -> None:
    value = parse(text, kind)
    if value.state is State.NUMBER and not value.remark:
        digits = "".join(c for c in text.translate(WIDE) if c in "0123456789.").lstrip("0")
        assert show(value.figure, kind).lstrip("+-0") == digits


WIDE = str.maketrans("０１２３．", "0123.")


@given(st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1))
def test_a_whole_number_survives_showing_and_parsing(figure: int) -> None:
    assert parse(show(figure, Kind.SIGNED), Kind.SIGNED).figure == figure
    assert parse(f"{figure:,}", Kind.SIGNED).figure == figure
    if figure >= 0:
        assert parse(show(figure, Kind.COUNT), Kind.COUNT).figure == figure


@given(st.decimals(0, 10**MAX_DIGITS - 1, places=MAX_DECIMALS))
def test_an_amount_survives_showing_and_parsing(figure: Decimal) -> None:
    text = show(figure, Kind.AMOUNT)
    value = parse(text, Kind.AMOUNT)
    assert value.figure == figure
    assert show(value.figure, Kind.AMOUNT) == text


@given(st.decimals(0, 10**MAX_DIGITS - 1, places=2), st.sampled_from([("元", 4), ("千元", 1)]))
def test_a_unit_moves_the_point_and_nothing_else(printed: Decimal, unit: tuple[str, int]) -> None:
    value = parse(f"{printed:f}{unit[0]}", Kind.AMOUNT)
    assert isinstance(value.figure, Decimal)
    assert value.figure.scaleb(unit[1]) == printed
    assert "E" not in show(value.figure, Kind.AMOUNT)


def test_what_the_report_prints() -> None:
    assert show(None, Kind.COUNT) == ""
    assert show(2521318, Kind.COUNT) == "2521318"
    assert show(1, Kind.SIGNED) == "+1"
    assert show(0, Kind.SIGNED) == "0"
    assert show(-187, Kind.SIGNED) == "-187"
    assert show(Decimal("1E+3"), Kind.AMOUNT) == "1000"
