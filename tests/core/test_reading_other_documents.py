"""Documents that are not the report of the form: named once, for what they are."""

from __future__ import annotations

import pytest

from core.base.problem import Problem
from core.figures.value import Kind
from core.labels.wording import is_figure
from core.reading.source import read_text
from core.recognition.cell_text import cell_figure
from tests.core.reading_layouts import LAYOUTS, filled, printed
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
PARTS = "\n一、概述\n照章办理。\n二、公开情况\n公开若干条。\n三、其他\n无。"
STATISTICS = "\n统计表\n指标名称\t计量单位\t统计数\n一、主动公开情况\t——\t——\n（一）信息数\t条\t120"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲市乙大学2022-2023学年信息公开工作报告" + PARTS, "学校的信息公开年度报告"),
        ("乙中学2023学年度信息公开年度报告" + PARTS, "学校的信息公开年度报告"),
        ("甲市学院2023年信息公开报告" + PARTS, "学校的信息公开年度报告"),
        ("甲市供水有限公司\n2023年信息公开年度报告" + PARTS, "企业或者公共企事业单位"),
        ("甲县政府信息公开工作2018年度报告" + PARTS, "2018年及以前的"),
        ("甲县政府信息公开工作年度报告" + PARTS + STATISTICS, "2018年及以前的"),
        ("甲县2024年政务公开工作要点" + PARTS, "要点、方案"),
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知" + PARTS, "的通知"),
    ],
)
def test_another_document_is_named_and_not_read(text: str, name: str) -> None:
    with pytest.raises(Problem, match=name) as raised:
        read_text(text, FORMS, "样本.txt")
    assert "更新本程序" not in str(raised.value)


def report(organ: str = "某县甲局") -> str:
    return printed(filled(FORM, {}, organ), LAYOUTS[0])


def test_a_report_of_customs_is_read_and_named_once() -> None:
    text = report("甲海关") + "\n七、平台\n无\n八、监督\n无\n九、附表\n无"
    said = [note.why for note in read_text(text, FORMS, "样本.txt").remarks]
    assert len([why for why in said if "海关的政府信息公开年度报告" in why]) == 1


@pytest.mark.parametrize(
    "before",
    [
        "政府信息公开指南\n政府信息公开制度\n企事业单位信息公开年度报告\n2018年政府信息公开年度报告\n",
        "关于做好政府信息公开工作年度报告编制工作的通知\n",
    ],
)
@pytest.mark.parametrize("organ", ["某县甲局", "甲海关", "某县教育局（甲学校）"])
def test_what_a_page_names_beside_a_report_changes_nothing(before: str, organ: str) -> None:
    reading = read_text(before + report(organ), FORMS, "样本.txt")
    assert not [note for note in reading.remarks if "像是" in note.why]


@pytest.mark.parametrize("text", ['="446"', "＝“446”", '= "446"'])
def test_a_figure_that_a_sheet_writes_as_text_is_one(text: str) -> None:
    assert is_figure(text)
    assert cell_figure(text, Kind.COUNT).text == "446"
    for other in ('="4+6"', '=SUM("446")', '="446', '="44 6"'):
        assert cell_figure(other, Kind.COUNT).text == other
