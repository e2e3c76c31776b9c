"""What a double click, a triple click and Ctrl with an arrow take for one piece of a text."""

from __future__ import annotations

import pytest

from core.texts.units import part_to_change, sentence_at, step_from, unit_at

TEXT = (
    "\u3000\u3000本机关2024年主动公开信息3,130条，占12.5％；"
    "公开的内容共8.06%。另有“两件。”结束。\n二、其他"
)


@pytest.mark.parametrize(
    ("inside", "whole"),
    [
        ("024", "2024"),
        ("130", "3,130"),
        (".5％", "12.5％"),
        ("06", "8.06%"),
        ("机关", "本机关"),
        ("年主", "年主动公开信息"),
        ("条", "条"),
        ("公开的", "公开"),
        ("的", "的"),
        ("内容", "内容共"),
        ("，", "，"),
        ("\u3000本", "\u3000\u3000"),
        ("束", "结束"),
        ("他", "其他"),
    ],
)
def test_a_unit(inside: str, whole: str) -> None:
    place = TEXT.rindex("公开的") if inside == "公开的" else TEXT.index(inside)
    start, end = unit_at(TEXT, place)
    assert TEXT[start:end] == whole


def test_four_digits_behind_a_comma_are_a_number_of_their_own() -> None:
    assert unit_at("12,1234", 0) == (0, 2)


@pytest.mark.parametrize("at", [0, 1, 5])
def test_an_empty_text_and_its_end(at: int) -> None:
    assert unit_at("", at) == sentence_at("", at) == (0, 0)
    assert unit_at("共5", at + 2) == (1, 2)


@pytest.mark.parametrize(
    ("inside", "whole"),
    [
        ("024", "本机关2024年主动公开信息3,130条，占12.5％；"),
        (".06", "公开的内容共8.06%。"),
        ("两", "另有“两件。”"),
        ("束", "结束。"),
        ("其他", "二、其他"),
    ],
)
def test_a_sentence(inside: str, whole: str) -> None:
    start, end = sentence_at(TEXT, TEXT.index(inside))
    assert TEXT[start:end] == whole


def test_steps_go_through_a_text_and_back() -> None:
    text = "共3,130条，占 12.5%。\n的"
    there, at = [0], 0
    while at < len(text):
        at = step_from(text, at, 1)
        there.append(at)
    assert there == [0, 1, 6, 7, 8, 10, 15, 16, 17, 18]
    back = [at]
    while at > 0:
        at = step_from(text, at, -1)
        back.append(at)
    assert back == there[::-1]


def test_what_is_to_be_written_over() -> None:
    text = "2024年1月1日至2024年。第二句。"
    assert part_to_change(text, 0, 14) == (0, 4)
    assert part_to_change(text, 16, 18) == (16, 18)
    assert part_to_change("某句。又一句。", 0, 7) == (0, 0)
