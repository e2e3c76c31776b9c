"""The year and the organ where no title tells them; a form that is no longer in force."""

from __future__ import annotations

import pytest

from core.checks.inspection import Inspection
from core.reading.source import read_text
from core.recognition.reading import Reading
from tests.editions import FORMS

BODY = """一、总体情况
本年度工作有进展。
二、主动公开政府信息情况
| 第二十条第（一）项 | | | |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 1 | 2 | 3 |
"""
OLD = """2023年某县甲局政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 | | | |
| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
| 规章 | 1 | 2 | 3 |
"""


def read(opening: str, name: str = "样本.txt") -> Reading:
    return read_text(f"{opening}\n{BODY}", FORMS, name)


@pytest.mark.parametrize(
    "opening",
    [
        "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "统计期限为2024年1月1日至12月31日。",
        "统计期限自二〇二四年一月一日至二〇二四年十二月三十一日。",
        "现公布某县甲局2024年政府信息公开工作年度报告。",
    ],
)
def test_the_year_is_told_by_the_opening(opening: str) -> None:
    reading = read(opening)
    assert reading.year == 2024
    assert "认出是2024年度" in reading.remarks[0].why


@pytest.mark.parametrize(
    "opening",
    [
        "统计期限自2023年1月1日至2024年12月31日止。",
        "2023年1月1日至12月31日的数与2024年1月1日至12月31日的数。",
        "本局于2024年成立。",
    ],
)
def test_no_year_is_taken_from_anything_else(opening: str) -> None:
    assert read(opening).year is None


@pytest.mark.parametrize(
    ("name", "year", "organ"),
    [
        ("某县甲局2024年政府信息公开工作年度报告.docx", 2024, "某县甲局"),
        ("03-某县甲局2024年度政府信息公开年报.pdf", 2024, "某县甲局"),
        ("2024年信息公开.docx", 2024, ""),
        ("2023、2024年报.docx", None, ""),
        ("20241231.docx", None, ""),
        ("2024.txt", None, ""),
    ],
)
def test_the_name_of_the_file_tells_what_nothing_else_does(
    name: str, year: int | None, organ: str
) -> None:
    reading = read("根据规定编制本报告。", name)
    assert (reading.year, reading.organ) == (year, organ)


@pytest.mark.parametrize(
    ("opening", "organ"),
    [
        ("本报告由某县甲局编制。", "某县甲局"),
        ("现公布某县乙委员会2024年政府信息公开工作年度报告。", "某县乙委员会"),
        ("本报告由本局编制。", ""),
        ("本报告由某县甲局编制。本年度报告由某县乙局编制。", ""),
    ],
)
def test_the_organ_is_told_by_the_opening(opening: str, organ: str) -> None:
    reading = read(opening)
    assert reading.organ == organ
    assert bool(organ) == any(f"“{organ}”" in note.why for note in reading.remarks)


def test_the_title_goes_before_all_others() -> None:
    title = "某县甲局2022年政府信息公开工作年度报告"
    reading = read(
        f"{title}\n统计期限自2023年1月1日至12月31日。", "某县乙局2021年政府信息公开年报.txt"
    )
    assert (reading.organ, reading.year) == ("某县甲局", 2022)


def test_a_form_no_longer_in_force_is_told_with_the_right_one() -> None:
    reading = read_text(OLD, FORMS, "样本.txt")
    old, new = FORMS.editions
    assert reading.form is old
    assert any(f"应当用{new.document}，" in note.why for note in reading.remarks)
    found = [each for each in Inspection(reading.report()).findings if each.code == "C02"]
    assert [each.severity.word for each in found] == ["提醒"]
    assert new.document in found[0].message
    assert "更新本程序" not in found[0].advice
