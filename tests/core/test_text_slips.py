"""Slips in the written parts: doubled words, marks, numbers of lists, what is private."""

from __future__ import annotations

import pytest

from core.forms.keys import FormError
from core.report.finding import Severity
from core.texts.slips import CHECKS
from core.texts.text_rules import read_text_rules, shipped_text_rules
from tests.core.text_cases import codes, found, report_saying

RULES = {rule.code: rule for rule in shipped_text_rules()}


@pytest.mark.parametrize("code", RULES)
def test_each_rule_passes_its_one_example_and_fails_the_other(code: str) -> None:
    rule = RULES[code]
    assert list(CHECKS[rule.check](rule.passes, rule)) == []
    assert list(CHECKS[rule.check](rule.fails, rule))
    assert rule.basis
    assert rule.advice


@pytest.mark.parametrize(
    ("code", "text", "slip"),
    [
        ("X81", "加强政务公开的的培训。", "的的"),
        ("X81", "认真审核审核各类信息。", "审核审核"),
        ("X81", "县县人民政府印发方案。", "县县"),
        ("X81", "乡乡人民政府开展自查。", "乡乡"),
        ("X81", "群众满意率满意率不断提高。", "满意率满意率"),
        ("X81", "做好资金资金使用情况的公开。", "资金资金"),
        ("X81", "（三）政府政府信息管理有序。", "政府政府"),
        ("X81", "一是培训；二是二是考核。", "二是二是"),
        ("X82", "运用政务微讯”发布信息。", "”"),
        ("X82", "（一）主动公开。\n二）依申请公开。", "）"),
        ("X82", "发布信息（含政策解读。\n另一段）。", "（"),
        ("X82", "印发《工作要点，明确分工。", "《"),
        ("X83", "完善制度,规范流程。", ","),
        ("X83", "印发《工作要点》,“一网通办”上线。", ","),
        ("X84", "还有不足：公开得不全；二是解读得少。", "二是"),
        ("X84", "还有三点不足：一是材料少；二是更新慢。", "三点不足"),
        ("X89", "各项申请均己办结。", "均己办结"),
        ("X84", "一是加强培训；三是完善制度；", "三是"),
        ("X84", "一是培训。二是考核。三是检查。三是通报。", "三是"),
        ("X84", "（二）依申请公开。\n（三）监督保障。", "二"),
        ("X84", "（一）主动公开。\n（三）监督保障。", "三"),
        ("X84", "（一）主动公开。\n2.做好解读。", "2"),
        ("X86", "申请人110105194912310 02X。11010519491231002X。", "11010519491231002X"),
        ("X87", "联系人13812345678。", "13812345678"),
        ("X87", "联系人138-1234-5678。", "138-1234-5678"),
        ("X88", "账号6222021234567890128。", "6222021234567890128"),
    ],
)
def test_a_slip_is_told_where_it_stands(code: str, text: str, slip: str) -> None:
    findings = [f for f in found(report_saying(text)) if f.code == code]
    assert findings
    spot = findings[0].spot
    assert spot is not None
    assert text[spot.start : spot.end] == slip
    assert slip[:4] in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        # words that are written so
        "种种措施层层压实，常常检查，人人参与，一步一步推进，一件一件落实。",
        "慈溪市人民政府政府信息公开工作，依申请公开申请人的权利，公开目的的说明。",
        "二〇二〇年和二零二零年，行为为公开，参与与监督，的的确确。",
        "浦东新区区政府发布信息，信息公开公开栏已经更新。",
        "陈圆圆、李莉莉和范冰冰负责审核。",
        # brackets of lists, nested marks
        "1）主动公开；2）依申请公开。",
        "印发《关于落实〈条例〉的通知》（2020〔5〕号）。",
        "“一网通办”“好差评”（含“一件事”）。",
        # half-width marks with digits and Latin letters
        "网址http://www.example.gov.cn,共1,234条，比例3:1。",
        # lists
        "一是培训；二是考核。\n一是检查；二是通报。",
        "一是培训：一是请人；二是考试。二是考核。三是通报。",
        "首先是培训，二是考核，三是通报。",
        "一要培训，二是考核。",
        "有两点不足：一是少；二是慢。改进：一是培训；二是考核；三是通报。",
        "抓好四个方面：一是培训：一是请人；二是考试。二是考核。",
        "一）主动公开。二）依申请公开。",
        "自己办结的不算，逐条列出。",
        "唯一是不足的，统一是必要的，其中之一是考核。",
        "（一）主动公开。\n1.发布。\n2.解读。\n（二）依申请公开。\n1.受理。\n2.答复。",
        "做好（一）主动公开，以及\n（二）依申请公开。",
        "2020年，工作顺利。\n18.5万人次参加。",
        # numbers of offices, counts, documents
        "电话0574-63961234，传真63961235，热线12345。",
        "全年访问13812345678次，资金13800000000元，档案编号6222021234567890121。",
        "统一社会信用代码11330282002973000X，文件编号110105194912310021。",
    ],
)
def test_what_is_written_so_on_purpose_is_left_alone(text: str) -> None:
    assert [code for code in codes(text) if code.startswith("X8")] == []


def test_a_part_that_breaks_off() -> None:
    assert codes("全年完成各项任务，\n") == ["X85"]
    assert codes("全年完成各项任务。") == []


def test_half_width_marks_are_told_once() -> None:
    (hint,) = found(report_saying("完善制度,规范流程,明确分工;落实责任。"))
    assert (hint.code, hint.severity) == ("X83", Severity.HINT)
    assert "共有3处" in hint.message


def test_a_rule_that_cannot_be_used_names_its_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("rules") / "texts.toml"
    file.write_text('[[rule]]\ncode = "X99"\nname = "甲"\nseverity = "fatal"\n', "utf-8")
    with pytest.raises(FormError, match="severity"):
        read_text_rules(file)


def test_a_word_in_a_long_row_is_one_slip() -> None:
    """A paragraph of one word ten thousand times gave as many findings, and sheets of them."""
    text = "更长" * 10_000 + "。"
    (slip,) = [f for f in found(report_saying(text)) if f.code == "X81"]
    assert "“更长”接连写了两遍，一共10000遍" in slip.message
    assert slip.about == "更长更长"
    assert len(slip.message) < 100
