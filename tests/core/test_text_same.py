"""What must be the same wherever it stands: numbers told twice, the fee, the organ; 监督保障."""

from __future__ import annotations

import pytest

from core.texts.organs import is_another_of_the_same_level
from tests.core.text_cases import codes, found, report_saying


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年网站公开信息754条。加强建设，门户网站发布信息1014条。", ["X54"]),
        ("召开新闻发布会12场。全年举办新闻发布会13场。", ["X54"]),
        ("全年网站公开信息754条。门户网站发布信息754条。", []),
        ("全年网站公开信息754条。门户网站发布信息700余条。", []),
        ("全年网站公开信息754条。上半年，网站公开信息400条。", []),
        ("全年网站公开信息754条。财政领域，门户网站发布信息90条。", []),
        ("全年网站公开信息754条。市教育局门户网站发布信息90条。", []),
        ("主动公开信息900条，其中网站公开信息754条。", []),
        ("全年网站公开信息754条。微信公众号发布信息1014条。", []),
    ],
)
def test_a_number_told_twice_with_another_value_is_doubted(text: str, told: list[str]) -> None:
    assert codes(text, "2021") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年收取信息处理费200元，没有发生信息处理费。", ["X76"]),
        ("本年度收取信息处理费99999999万元。", ["X76"]),
        ("依法收取信息处理费。", ["X76"]),
        ("全年收取信息处理费200元。", []),
        ("全年没有收取信息处理费。", []),
        ("上年收取信息处理费300元，本年收取信息处理费200元。", []),
        ("执行《政府信息公开信息处理费管理办法》，收取信息处理费0元。", []),
    ],
)
def test_the_fee_is_told_once_with_its_amount(text: str, told: list[str]) -> None:
    assert codes(text, "2021", "other_matters") == told


@pytest.mark.parametrize(
    ("name", "organ", "another"),
    [
        ("现公布南江市人民政府", "北川市人民政府", True),
        ("现公布某省北川市人民政府", "北川市人民政府", False),
        ("现公布南江省人民政府", "北川市人民政府", False),
        ("现公布北川市教育局", "北川市民政局", True),
        ("现公布北川市发改局", "北川市发展和改革局", False),
        ("现公布南江县发展和改革局", "北川县发展和改革局", True),
        ("现公布北川县市场监督管理局", "某省北川县市场监督管理局", False),
        ("现公布北川县人民政府", "北川县民政局", False),
    ],
)
def test_only_a_clear_other_organ_of_the_same_level_is_told(
    name: str, organ: str, another: bool
) -> None:
    assert is_another_of_the_same_level(name, organ) is another


def test_another_organ_in_the_opening_is_told() -> None:
    year = report_saying("", "2021").year
    text = f"现公布南江市人民政府{year}年政府信息公开工作年度报告。"
    assert codes(text, "2021", "preamble", "北川市人民政府") == ["X67"]
    assert codes(text, "2021", "preamble", "南江市人民政府") == []


def test_the_right_to_supervise_is_no_part_about_supervision() -> None:
    rest = "主动公开、依申请公开、政府信息管理、平台建设。保障群众的知情权、参与权、监督权。"
    report = report_saying(rest, "2021")
    told = [f.message for f in found(report, content=True) if f.code == "X73"]
    assert len(told) == 1
    assert "监督保障" in told[0]
    report = report_saying(rest + "开展第三方评估。", "2021")
    assert "X73" not in {f.code for f in found(report, content=True)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(("完善了了制度。", ["X81"]), ("公开和和宣传。", ["X81"]), ("重点是是公开。", ["X81"])),
        *(("为了了解情况。", []), ("建设和和谐。", []), ("总和和比例。", []), ("是是非非。", [])),
        ("种种做法，层层落实，常常检查，人人参与，多多听取，稳稳推进，一一核对。", []),
    ],
)
def test_a_sign_written_twice_is_told_where_it_is_no_word(text: str, told: list[str]) -> None:
    assert codes(text, "2021") == told


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("preamble", "本报告由东川市人民政府依照《条例》编写。"),
        ("preamble", "有疑问的，请与东川市人民政府办公室联系。"),
        ("overview", "2024年，东川市人民政府坚持公开为常态。"),
    ],
)
def test_another_organ_that_makes_the_report_is_told(section: str, text: str) -> None:
    assert codes(text, "2021", section, "北川市人民政府") == ["X67"]
    own = text.replace("东川", "北川")
    assert codes(own, "2021", section, "北川市人民政府") == []
    assert codes(own, "2021", section, "北川市水务局") == []


def test_last_years_fee_in_the_other_matters_is_told() -> None:
    text = "{}年收取的信息处理费共3940元。"
    assert codes(text.format(2023), "2021", "other_matters") == ["X64"]
    assert codes(text.format(2024), "2021", "other_matters") == []
