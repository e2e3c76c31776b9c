"""The outline of a written part: its five parts, its headings, and where a missing one belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts.headings import Level
from core.texts.outline import PartPresence, count_characters, missing_heading, read_outline
from tests.core.text_cases import sample
from tests.editions import FORMS

OVERVIEW, PROBLEMS, _OTHER = FORMS.editions[0].texts[1:]
NAMES = list(OVERVIEW.parts)
TEXT = "开头。\n（一）主动公开情况。公开12条。\n　　（二）依申请公开\n收到3件。\n（五）监督保障\n\n"


def presence(text: str) -> list[PartPresence]:
    return [part.presence for part in read_outline(OVERVIEW, text).parts]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_samples_have_all_five(edition: str) -> None:
    text = sample(edition).texts["overview"]
    outline = read_outline(OVERVIEW, text)
    assert [part.name for part in outline.parts] == NAMES
    assert all(part.presence is PartPresence.WRITTEN for part in outline.parts)
    assert outline.characters == count_characters(text)
    starts = [part.heading.start for part in outline.parts if part.heading]
    assert starts == sorted(starts)
    assert all(text[start] == "（" for start in starts)
    under = sum(part.heading.characters for part in outline.parts if part.heading)
    assert under + count_characters(text[: starts[0]]) == outline.characters


def test_each_part_says_how_much_of_it_is_there() -> None:
    first, second, third, fourth, fifth = read_outline(OVERVIEW, TEXT).parts
    assert first.presence is second.presence is PartPresence.WRITTEN
    assert third.presence is fourth.presence is PartPresence.MISSING
    assert fifth.presence is PartPresence.HEADING_ALONE
    assert first.heading is not None
    assert second.heading is not None
    assert TEXT[first.heading.start : first.heading.lead] == "（一）主动公开情况。"
    assert first.heading.characters == len("（一）主动公开情况。公开12条。")
    assert TEXT[second.heading.start : second.heading.lead] == "（二）依申请公开"
    assert second.heading.characters == len("（二）依申请公开收到3件。")


def test_what_is_written_without_a_heading_is_not_called_missing() -> None:
    said = presence("全年主动公开12条，群众可到政府网站查阅。")
    assert said[0] is said[3] is PartPresence.WITHOUT_HEADING
    assert said[1] is said[2] is said[4] is PartPresence.MISSING


def test_a_short_line_stands_for_a_heading_that_lost_its_number() -> None:
    assert presence("主动公开情况\n公开12条。\n监督保障。\n培训3次。")[0] is PartPresence.WRITTEN
    assert presence("公开12条，其中\n监督保障类3条。")[4] is PartPresence.WITHOUT_HEADING


def test_deeper_headings_belong_to_the_part_above_them() -> None:
    text = "（一）主动公开\n1.政策解读。解读3篇。\n（二）其他工作\n2件。"
    outline = read_outline(OVERVIEW, text)
    assert outline.parts[0].heading is not None
    assert outline.parts[0].heading.characters == len("（一）主动公开1.政策解读。解读3篇。")
    assert [(h.title, h.level) for h in outline.others] == [
        ("1.政策解读", Level.THIRD),
        ("（二）其他工作", Level.SECOND),
    ]


def test_another_section_has_headings_and_no_required_parts() -> None:
    outline = read_outline(PROBLEMS, "（一）存在的问题\n一是不够。\n（二）改进情况\n已经改进。")
    assert outline.parts == ()
    assert [h.title for h in outline.others] == ["（一）存在的问题", "（二）改进情况"]
    assert [h.characters for h in outline.others] == [13, 12]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("", "主动公开", "（一）主动公开\n"),
        ("开头。", "监督保障", "开头。\n（五）监督保障\n"),
        (
            "（一）主动公开\n甲。\n（四）平台建设\n乙。",
            "依申请公开",
            "（一）主动公开\n甲。\n（二）依申请公开\n\n（四）平台建设\n乙。",
        ),
        (
            "开头。\n二、依申请公开\n甲。",
            "主动公开",
            "开头。\n一、主动公开\n\n二、依申请公开\n甲。",
        ),
        ("1.主动公开\n甲。", "依申请公开", "1.主动公开\n甲。\n2.依申请公开\n"),
        ("主动公开情况\n甲。", "依申请公开", "主动公开情况\n甲。\n依申请公开\n"),
    ],
)
def test_a_missing_heading_goes_to_its_place_in_the_style_of_the_others(
    text: str, name: str, expected: str
) -> None:
    at, words, caret = missing_heading(OVERVIEW, text, name)
    whole = text[:at] + words + text[at:]
    assert whole == expected
    assert whole[:caret].endswith(f"{name}\n")
    assert whole[caret:] == "" or whole[caret] == "\n"


@given(st.text("一（）主动公开监督保障依申请12.。\n　", max_size=60), st.sampled_from(NAMES))
def test_a_missing_heading_changes_nothing_else_and_is_found_again(text: str, name: str) -> None:
    before = {part.name: part for part in read_outline(OVERVIEW, text).parts}
    if before[name].presence is not PartPresence.MISSING:
        return
    at, words, _ = missing_heading(OVERVIEW, text, name)
    whole = text[:at] + words + text[at:]
    assert whole.replace(words, "", 1) == text
    assert presence(whole)[NAMES.index(name)] is not PartPresence.MISSING
