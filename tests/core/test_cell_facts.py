"""What is told of a cell: where it came from, last year's figure, the law, what watches it."""

from __future__ import annotations

import pytest

import resources
from core.cells.facts import Aspect, facts, read_out, spoken, tip
from core.checks.inspection import Inspection
from core.document.file import load
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior
from core.report.origin import Origin, Source
from core.report.prior import Prior
from core.report.report import Doubt

RECEIVED = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
LICENSING = Address("proactive.licensing.change")


@pytest.fixture
def inspection(forms: Forms) -> Inspection:
    return Inspection(load(resources.folder() / "samples" / "cixi-2020.nianbao", forms)[0])


def told(inspection: Inspection, address: Address, aspect: Aspect) -> list[str]:
    return [fact.words for fact in facts(inspection, address) if fact.aspect is aspect]


def prior(inspection: Inspection, year: int = 2019, **figures: int) -> None:
    known = {Address(f"applications.received.{c}"): number for c, number in figures.items()}
    apply(inspection.report, [SetPrior(Prior("2019", year, "", known))])


def test_place_definition_and_law(inspection: Inspection) -> None:
    assert told(inspection, RECEIVED, Aspect.PLACE) == ["一、本年新收政府信息公开申请数量　自然人"]
    assert told(inspection, RECEIVED, Aspect.DEFINITION)
    assert told(inspection, RECEIVED, Aspect.BASIS)[0].startswith("依据：")
    amount = Address("proactive.procurement.amount")
    assert told(inspection, amount, Aspect.PLACE)[0].endswith("（单位：万元）")


def test_every_cell_tells_its_source_and_its_law(inspection: Inspection) -> None:
    for address in inspection.report.form.figures:
        assert told(inspection, address, Aspect.ORIGIN), address
        assert told(inspection, address, Aspect.BASIS), address


@pytest.mark.parametrize("source", list(Source))
def test_the_source_is_told(inspection: Inspection, source: Source) -> None:
    name = "报告.docx" if source is Source.READ else ""
    apply(inspection.report, [SetFigure(RECEIVED, "516", origin=Origin(source, name))])
    words = told(inspection, RECEIVED, Aspect.ORIGIN)
    assert words == [f"来源：{source.word}{'：报告.docx' if name else ''}"]


def test_a_blank_cell_has_no_source(inspection: Inspection) -> None:
    apply(inspection.report, [SetFigure(RECEIVED, "")])
    assert told(inspection, RECEIVED, Aspect.ORIGIN) == []
    assert told(inspection, TOTAL, Aspect.ORIGIN) == ["来源：由程序计算，还有1格未填"]


def test_a_total_tells_its_addends(inspection: Inspection) -> None:
    assert told(inspection, TOTAL, Aspect.ORIGIN) == [
        "来源：由程序计算，自然人516＋商业企业1＋其他1"
    ]
    zeros = Address("applications.refused_forbidden_by_law.total")
    assert told(inspection, zeros, Aspect.ORIGIN) == ["来源：由程序计算，各项都是0"]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (500, "上年 500，增加16，3.2%"),
        (520, "上年 520，减少4，0.8%"),
        (516, "上年 516，持平"),
        (0, "上年 0，增加516"),
    ],
)
def test_last_year_and_the_change(inspection: Inspection, last: int, words: str) -> None:
    prior(inspection, natural=last)
    assert told(inspection, RECEIVED, Aspect.PRIOR) == [words]


def test_a_year_that_is_not_the_last_is_named(inspection: Inspection) -> None:
    prior(inspection, 2018, natural=516)
    assert told(inspection, RECEIVED, Aspect.PRIOR) == ["2018年 516，持平"]
    assert told(inspection, LICENSING, Aspect.PRIOR) == []


def test_what_watches_it(inspection: Inspection) -> None:
    assert told(inspection, RECEIVED, Aspect.TALLY) == [
        "≠ 自然人：应办 528 · 办结 511 · 结转 16 · 还差 1",
        "✓ 总计＝自然人＋法人或其他组织五项",
    ]
    assert told(inspection, LICENSING, Aspect.TALLY) == []
    assert "没有勾稽关系" in told(inspection, LICENSING, Aspect.UNWATCHED)[0]


def test_last_years_report_watches_too(inspection: Inspection) -> None:
    carried = Address("applications.carried_in.natural")
    assert told(inspection, carried, Aspect.CARRY) == []
    known = {Address("applications.carried_out.natural"): 13}
    apply(inspection.report, [SetPrior(Prior("2019", 2019, "", known))])
    assert told(inspection, carried, Aspect.CARRY) == ["≠ 上年结转＝上年报告的结转下年"]
    assert told(inspection, RECEIVED, Aspect.CARRY) == []
    items = Address("proactive.licensing.prior_items")
    assert told(inspection, items, Aspect.UNWATCHED)
    known = {items: 900, Address("proactive.licensing.change"): -22}
    apply(inspection.report, [SetPrior(Prior("2019", 2019, "", known))])
    assert told(inspection, items, Aspect.CARRY) == [
        "✓ 上一年项目数量＝上年报告的上一年项目数量＋本年增/减"
    ]
    assert not told(inspection, items, Aspect.UNWATCHED)


def test_the_written_parts_watch_what_they_may_speak_of(inspection: Inspection) -> None:
    (words,) = told(inspection, TOTAL, Aspect.MENTION)
    assert "本年新收总计" in words
    silent = Address("applications.refused_query.welfare")
    assert told(inspection, silent, Aspect.MENTION) == []


def test_what_is_wrong_comes_first(inspection: Inspection) -> None:
    apply(inspection.report, [SetFigure(RECEIVED, "五百")])
    known = facts(inspection, RECEIVED)
    assert known[1].aspect is Aspect.FAULT
    assert "“五百”" in known[1].words
    assert known[1].words in tip(inspection, RECEIVED)
    apply(inspection.report, [SetFigure(RECEIVED, "", Doubt("5 16", "数字中间有空格"))])
    assert told(inspection, RECEIVED, Aspect.DOUBT) == ["没有读准：数字中间有空格，来源中是“5 16”"]
    apply(inspection.report, [SetFigure(TOTAL, "9")])
    assert told(inspection, TOTAL, Aspect.FAULT) == [
        "来源印的总计是9，各项相加是（有空格，算不出）"
    ]
    apply(inspection.report, [SetFigure(RECEIVED, "517")])
    assert told(inspection, RECEIVED, Aspect.REMARK) == []
    apply(inspection.report, [SetFigure(RECEIVED, "５１７")])
    assert told(inspection, RECEIVED, Aspect.REMARK) == ["填的是“５１７”"]
    assert told(inspection, TOTAL, Aspect.FAULT) == ["来源印的总计是9，各项相加是519"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空白，未填"),
        ("０５１６", "516，不平衡"),
        ("无", "无，按未填读取、未填"),
        ("五百", "五百，这里要填数字"),
    ],
)
def test_a_screen_reader_hears_what_stands_there(
    inspection: Inspection, text: str, words: str
) -> None:
    apply(inspection.report, [SetFigure(RECEIVED, text)])
    heard = read_out(Inspection(inspection.report), RECEIVED)
    assert heard == f"一、本年新收政府信息公开申请数量，自然人，{words}"
    sound = Address("proactive.normative.made")
    assert read_out(inspection, sound) == "规范性文件，本年新制作数量，65，没有勾稽"
    apply(inspection.report, [SetFigure(sound, "", Doubt("6 5", "数字中间有空格"))])
    assert read_out(inspection, sound) == "规范性文件，本年新制作数量，空白，没有读准"


def test_tooltip_and_speech_say_the_same(inspection: Inspection) -> None:
    prior(inspection, natural=500)
    shown, said = tip(inspection, RECEIVED), spoken(inspection, RECEIVED)
    for words in ("上年 500，增加16，3.2%", "来源：", "还差 1"):
        assert words in shown
        assert words in said
