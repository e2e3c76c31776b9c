"""The numbers of the units' overviews: what is found, what is added up, what is only shown."""

from __future__ import annotations

import io

import openpyxl
import pytest

from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from core.rollup.overview import INDICATORS, OverviewLine, overview_line, overview_sentence
from core.rollup.papers.overview_table import SENTENCES, SHEET, overview_table
from tests.city import YEAR, make_report

BY_NAME = {each.name: each for each in INDICATORS}


def read(forms: Forms, text: str, name: str = "甲局") -> OverviewLine:
    report = make_report(forms, 60, organ=name)
    apply(report, [SetText("overview", text)])
    return overview_line(name, report)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("全年主动公开政府信息1,234条。", "主动公开信息", 1234),
        (f"{YEAR}年，我局共主动公开各类信息 56 条，其中网站发布信息40条。", "主动公开信息", 56),
        ("主动公开56条，其中通过政府网站发布信息40条。", "网站发布", 40),
        ("通过微信公众号推送信息共计三百二十条。", "新媒体发布", 320),
        ("召开新闻发布会2场。", "新闻发布会", 2),
        ("组织召开3场新闻发布会。", "新闻发布会", 3),
        ("发布政策解读材料15件。", "政策解读", 15),
        ("编印政府公报12期。", "政府公报", 12),
        ("开展政务公开业务培训4次。", "业务培训", 4),
        ("回应群众关切77件。", "回应关切", 77),
    ],
)
def test_a_plain_number_is_found(forms: Forms, text: str, name: str, number: int) -> None:
    line = read(forms, text)
    assert line.figure(BY_NAME[name]) == number
    assert line.of(BY_NAME[name])[0].sentence in text


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息1200余条。",
        "主动公开政府信息约1200条。",
        "主动公开政府信息1.2万条。",
        "主动公开政府信息1200条以上。",
        "主动公开政府信息1200条。全年主动公开政府信息800条。",
    ],
)
def test_what_is_not_one_plain_number_is_shown_and_not_added(forms: Forms, text: str) -> None:
    line = read(forms, text)
    each = BY_NAME["主动公开信息"]
    assert line.of(each)
    assert line.figure(each) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{YEAR - 1}年主动公开政府信息90条。",
        "上年主动公开政府信息90条。",
        "较上年增加主动公开信息90条。",
        "主动公开规范性文件9件。",
        "主动公开工作稳步推进。",
        "其中，财政局主动公开政府信息90条。",
    ],
)
def test_other_years_and_other_things_are_none(forms: Forms, text: str) -> None:
    assert read(forms, text).figure(BY_NAME["主动公开信息"]) is None


def test_what_a_part_did_is_not_the_whole(forms: Forms) -> None:
    assert not read(forms, "县财政局召开新闻发布会2场。", "丙县水利局").numbers


def test_two_numbers_told_apart_by_turns_are_not_one(forms: Forms) -> None:
    line = read(forms, "政务微信、微博分别公开信息281条和174条。")
    assert line.figure(BY_NAME["新媒体发布"]) is None


def test_the_workbook_adds_what_is_plain_and_shows_every_sentence(forms: Forms) -> None:
    lines = [
        read(forms, "全年主动公开政府信息100条，召开新闻发布会2场。", "甲局"),
        read(forms, "全年主动公开政府信息23条。", "乙局"),
        read(forms, "全年主动公开政府信息近千条，约900条。", "丙局"),
        read(forms, "全年主动公开政府信息900余条。", "丁局"),
    ]
    assert overview_sentence(lines) == (
        "4个单位的总体情况里：主动公开信息123条（2个单位写明），新闻发布会2场（1个单位写明）。"
    )
    assert overview_sentence(lines[2:]) == ""
    data = overview_table(lines, "青禾市人民政府", YEAR)
    for only_values in (True, False):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=only_values)
        sheet = book[SHEET]
        rows = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
        assert rows["甲局"][1] == 100
        assert rows["丁局"][1] == "约900余？"
        assert rows["写明的单位合计"][1] == (123 if only_values else "=SUM(B3:B6)")
        assert rows["写明的单位数"][1] == (2 if only_values else "=COUNT(B3:B6)")
        assert rows["乙局"][BY_AT] is None
    plain = openpyxl.load_workbook(io.BytesIO(data))
    told = [row[0:4] for row in plain[SENTENCES].iter_rows(min_row=3, values_only=True)]
    assert ("甲局", "新闻发布会", "2", "是") in told
    assert ("丁局", "主动公开信息", "约900余", "否，请核对") in told


BY_AT = 1 + INDICATORS.index(BY_NAME["新闻发布会"])
