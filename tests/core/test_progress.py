"""A tick means that nothing on the page is open."""

from __future__ import annotations

import pytest

from core.checks.inspection import Inspection
from core.checks.progress import Progress, section_progress
from core.report.edit import apply
from core.report.edits import COVER, Edit, SetCover, SetPrior, SetText
from core.report.prior import Prior
from core.texts.inherited import find_passages
from tests.sample_reports import sample_report

BODY = "全年主动公开信息，按时答复申请。"


def state(section: str, *edits: Edit) -> Progress:
    report = sample_report("huaian-2024")
    apply(report, edits)
    return section_progress(Inspection(report), section)


def test_the_sample_has_its_ticks() -> None:
    assert state(COVER, SetText("preamble", BODY)) is Progress.DONE


@pytest.mark.parametrize("text", ["", "  \n　", "（文字描述）"])
def test_an_empty_opening_is_open_on_the_cover(text: str) -> None:
    assert state(COVER, SetText("preamble", text)) is Progress.UNFILLED


def test_a_gap_in_the_opening_is_open_on_the_cover() -> None:
    assert state(COVER, SetText("preamble", "本报告由＿＿编制。")) is Progress.TO_REVIEW


def test_last_years_dates_in_the_opening_are_open_on_the_cover() -> None:
    text = "统计期限为2023年1月1日至2023年12月31日。"
    prior = SetPrior(Prior("2021", 2023, "某局", {}, find_passages(text)))
    assert state(COVER, SetText("preamble", text), prior) is Progress.TO_REVIEW


def test_a_missing_organ_weighs_as_before() -> None:
    filled = SetText("preamble", BODY)
    assert state(COVER, SetCover("", 2024), filled) is Progress.TO_REVIEW


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况",
        "（一）主动公开情况",
        "一、总体情况\n（一）主动公开情况\n",
        "（一）主动公开\n（二）依申请公开\n按时答复申请。\n（三）政府信息管理\n",
    ],
)
def test_headings_alone_are_not_written(text: str) -> None:
    assert state("overview", SetText("overview", text)) is Progress.UNFILLED


def test_a_list_is_written() -> None:
    text = "1.公开不够及时\n2.解读形式单一"
    assert state("problems", SetText("problems", text)) is Progress.DONE
