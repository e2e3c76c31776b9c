"""Statements that are contradicted on purpose are told, and true ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.figures.number_words import in_words, number_of_words
from tests.core import text_sentences_fresh, text_sentences_unseen
from tests.core.text_cases import codes
from tests.core.text_rates import (
    contradict_made_up,
    contradict_real,
    contradict_worded,
    false_alarms,
    false_alarms_unseen,
    false_alarms_worded,
)


def test_nine_of_ten_made_up_statements_are_told() -> None:
    every = list(contradict_made_up())
    missed = [each.where for each in every if not each.told]
    assert len(missed) <= len(every) // 10, missed


def test_true_statements_are_left_alone() -> None:
    assert false_alarms() == []


def test_sentences_as_offices_word_them_are_read() -> None:
    every = list(contradict_worded())
    missed = [f"{each.number} {each.where}" for each in every if not each.told]
    assert len(every) > 200
    assert len(missed) <= len(every) // 14, missed


def test_most_of_the_fresh_sentences_are_read() -> None:
    every = list(contradict_worded(text_sentences_fresh.STATEMENTS))
    missed = [f"{each.number} {each.where}" for each in every if not each.told]
    told, of = text_sentences_fresh.FIRST_READ
    assert len(every) == of
    assert told < of - len(missed)
    assert len(missed) <= 16, missed


@pytest.mark.parametrize("number", range(3))
def test_more_unseen_sentences_are_told_than_at_first_reading(number: int) -> None:
    every = list(contradict_worded(text_sentences_unseen.LISTS[number][0]))
    missed = [f"{each.number} {each.where}" for each in every if not each.told]
    told, of, _ = text_sentences_unseen.FIRST_READ[number]
    assert len(every) == of
    assert told < of - len(missed)
    assert len(missed) <= of // 15, missed


@pytest.mark.parametrize("number", range(3))
def test_unseen_sentences_raise_no_false_alarm(number: int) -> None:
    assert false_alarms_unseen(number) == []


def test_sentences_as_offices_word_them_raise_no_false_alarm() -> None:
    assert false_alarms_worded() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        *(("3100余", []), ("近3200", []), ("近3100", []), ("约0.3万", []), ("0.31万", [])),
        *(("3000多", []), ("超过3000", [])),
        *(("3200余", ["X01"]), ("0.33万", ["X01"]), ("4000多", ["X01"])),
    ],
)
def test_rounded_numbers_are_held_to_what_they_can_mean(said: str, told: list[str]) -> None:
    assert codes(f"全市收到政府信息公开申请{said}件。", "2021") == told


def test_most_statements_of_real_reports_are_told(shared_reports: Path) -> None:
    every = list(contradict_real(shared_reports))
    missed = [(each.where, each.number) for each in every if not each.told]
    assert len(missed) <= 4, missed


@pytest.mark.parametrize("number", [10, 11, 20, 101, 110, 731, 3119, 10503, 120034])
def test_a_number_in_words_is_read_as_it_is_spelt(number: int) -> None:
    assert number_of_words(in_words(number)) == number


@pytest.mark.parametrize("words", ["百", "五五十", "十百", "甲乙", "一千一"])
def test_other_words_are_no_number(words: str) -> None:
    assert number_of_words(words) is None


def test_a_sentence_that_proves_itself_is_no_fault() -> None:
    whole = "2020年，全市受理政府信息公开申请530件，"
    assert codes(whole + "办结513件，结转下一年17件。") == []
    assert codes(whole + "其中新收518件、上年结转12件。") == []
    assert codes(whole + "办结513件。") == ["X01"]


def test_the_year_of_the_cause_is_not_the_year_of_the_case() -> None:
    text = "2020年未收到其他材料；办理因2019年度申请引发的政府信息公开行政复议17件。"
    assert codes(text) == []


def test_cases_put_on_record_are_another_count() -> None:
    assert codes("全年备案涉及政府信息公开的行政复议134件、行政诉讼57件。") == []


def test_the_parts_of_suits_of_one_kind_are_not_those_of_both() -> None:
    text = "政府信息公开行政诉讼26件，其中未经复议直接起诉18件，维持11件。"
    assert codes(text) == []
