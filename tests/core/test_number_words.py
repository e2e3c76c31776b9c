"""Figures read aloud."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.figures.number_words import in_words, number_of_words
from core.figures.share import percent

EXAMPLES = {
    0: "零",
    1: "一",
    10: "十",
    15: "十五",
    20: "二十",
    101: "一百零一",
    110: "一百一十",
    115: "一百一十五",
    1001: "一千零一",
    1010: "一千零一十",
    10000: "一万",
    10010: "一万零一十",
    10503: "一万零五百零三",
    100000: "十万",
    101266: "十万一千二百六十六",
    1000001: "一百万零一",
    100000000: "一亿",
    100010000: "一亿零一万",
    123456789: "一亿二千三百四十五万六千七百八十九",
    100000000001: "一千亿零一",
    10**15: "一千万亿",
}
VALUES = {"零": 0, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@pytest.mark.parametrize("figure", EXAMPLES)
def test_whole_numbers(figure: int) -> None:
    assert in_words(figure) == EXAMPLES[figure]


def test_decimals_are_read_digit_by_digit() -> None:
    assert in_words(Decimal("21692.71")) == "二万一千六百九十二点七一"
    assert in_words(Decimal("160.5960")) == "一百六十点五九六零"
    assert in_words(Decimal("0.05")) == "零点零五"


def test_less_than_nothing() -> None:
    assert in_words(-12) == "负十二"


def test_a_number_that_no_report_has_is_refused() -> None:
    with pytest.raises(ValueError, match="17"):
        in_words(10**16)


def number_of(words: str) -> int:
    """Read the words back: by the last unit of the greatest kind, then what stands before it."""
    for unit in "亿万千百十":
        if unit in words:
            before, after = words.rsplit(unit, 1) if unit == "亿" else words.split(unit, 1)
            return (number_of(before) if before else 1) * VALUES[unit] + number_of(after)
    plain = words.strip("零")
    return "零一二三四五六七八九".index(plain) if plain else 0


@given(st.integers(0, 10**12 - 1))
@example(24)
def test_the_words_say_the_number(figure: int) -> None:
    assert number_of(in_words(figure)) == figure
    small = figure % 10**8
    assert number_of_words(in_words(small)) == small
    spelt = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(figure))
    assert number_of_words(spelt) == figure


@pytest.mark.parametrize("words", ["五五十", "十十", "一千零零一", "万", "一亿", "甲", ""])
def test_what_nobody_says_is_no_number(words: str) -> None:
    assert number_of_words(words) is None


@pytest.mark.parametrize(
    ("part", "whole", "printed", "share"),
    [
        (1, 8, "0.1", "12.5"),
        (199, 513, "0.1", "38.8"),
        (1, 2000, "0.1", "0.1"),  # 0.05 is rounded up, 0.04 is not
        (1, 2500, "0.1", "0.0"),
        (Decimal("2.5"), 3, "0.01", "83.33"),
        (3, 2, "1", "150"),
    ],
)
def test_a_share_is_rounded_as_an_office_rounds(
    part: int | Decimal, whole: int, printed: str, share: str
) -> None:
    assert str(percent(part, whole, Decimal(printed))) == share
