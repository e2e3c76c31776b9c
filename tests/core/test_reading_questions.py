"""What a clerk is asked about a reading, and what becomes of the answers in an open report."""

from __future__ import annotations

import pytest

import resources
from core.base.problem import Problem
from core.document.file import load
from core.figures.address import Address
from core.forms.loader import Forms
from core.reading.adoption import adopting, can_adopt, effect
from core.reading.door import open_copied
from core.reading.questions import Matter, choose, questions, type_in
from core.reading.source import read_text
from core.reading.text_places import text_places
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.origin import Origin, Source
from core.report.report import Report
from core.report.transition import copy
from tests.core.reading_layouts import LAYOUTS, printed

TABS = next(each for each in LAYOUTS if each.name == "tabs")
ROW = "数量\t516\t1\t0\t0\t0\t1\t518"
NATURAL, TOTAL = Address("applications.received.natural"), Address("applications.received.total")
CARRIED = Address("applications.carried_in.natural")


@pytest.fixture
def sample(forms: Forms) -> Report:
    return load(resources.folder() / "samples" / "cixi-2020.nianbao", forms)[0]


def test_ways_have_the_order_of_the_form_though_the_columns_have_another(
    sample: Report, forms: Forms
) -> None:
    lines = []
    for line in printed(sample, TABS).split("\n"):
        cells = line.split("\t")
        # The column of the totals stands first.
        if len(cells) >= 8 and cells[-1].isdecimal():
            cells[-7:] = [cells[-1], *cells[-7:-1]]
        lines.append("\t".join(cells))
    text = "\n".join(lines)
    first, last = text.index("（本列数据"), text.index("一、本年新收")
    heads = "\t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
    text = f"{text[:first]}{heads}{text[last:]}"
    assert "数量\t518\t516\t1" in text
    text = text.replace("数量\t518\t516\t1\t0\t0\t0\t1", "数量51851610001")
    reading = read_text(text, forms, "x.txt")
    (asked,) = (each for each in questions(reading) if NATURAL in each.addresses)
    assert asked.addresses[-1] == TOTAL
    assert ("516", "1", "0", "0", "0", "1", "518") in asked.ways


def test_one_question_a_row_with_doubts_first(sample: Report, forms: Forms) -> None:
    text = printed(sample, TABS).replace(ROW, "数量51610001518")
    text = text.replace("行政许可\t878\t", "行政许可\t8７八\t")
    reading = read_text(text, forms, "x.txt")
    asked = questions(reading)
    assert [each.matter for each in asked][:2] == [Matter.UNREAD, Matter.DEDUCED]
    assert len(asked[1].addresses) == 7
    assert asked[1].taken == ("516", "1", "0", "0", "0", "1", "518")
    other = ("515", "2", *asked[1].taken[2:])
    origins = {edit.origin for edit in choose(reading, asked[1], other)}
    assert origins == {Origin(Source.READ, "x.txt")}


@pytest.mark.parametrize(
    ("typed", "told"), [("1 2 3", "有7格，填了3个数"), ("1 2 3 4 5 6 x", "填的是“x”")]
)
def test_what_is_typed_must_be_a_figure_for_each_cell(
    sample: Report, forms: Forms, typed: str, told: str
) -> None:
    reading = read_text(printed(sample, TABS).replace(ROW, "数量51610001518"), forms, "x.txt")
    (asked,) = (each for each in questions(reading) if NATURAL in each.addresses)
    with pytest.raises(Problem, match=told):
        type_in(reading.form, asked, typed)
    edits = type_in(reading.form, asked, "516、1 0\t0 ０ 1，518")
    assert [edit.text for edit in edits] == ["516", "1", "0", "0", "０", "1", "518"]


def test_paragraphs_are_found_where_they_stand(sample: Report, forms: Forms) -> None:
    reading = read_text(printed(sample, TABS), forms, "x.txt")
    report = reading.report()
    for section, places in text_places(reading).items():
        lines = report.texts[section].split("\n") if report.texts[section] else []
        assert len(places) == len(lines)
        for line, spot in zip(lines, places, strict=True):
            assert spot is not None
            block = reading.blocks[spot.block]
            assert getattr(block, "text", "")[spot.start : spot.end] == line


def test_taking_in_changes_what_was_read_and_nothing_else(sample: Report, forms: Forms) -> None:
    text = printed(sample, TABS).replace("行政许可\t878\t", "行政许可\t\t")
    read = read_text(text, forms, "x.txt").report()
    report = copy(sample)
    licensing = Address("proactive.licensing.prior_items")
    apply(report, [SetFigure(NATURAL, "7"), SetFigure(CARRIED, ""), SetText("problems", "")])
    assert can_adopt(report, read)
    edits = adopting(report, read)
    told = effect(report, edits)
    assert (told.overwritten, told.rewritten) == (1, 3)
    assert "其中改掉已填的1个" in told.words
    assert report.value(NATURAL).text == "7"
    apply(report, edits)
    assert report.figures() == sample.figures()
    assert report.value(licensing).text == "878"
    assert report.origin(NATURAL) == Origin(Source.READ, "x.txt")
    assert not effect(report, adopting(report, read)).differences
    # A blank that somebody has looked at is one.
    apply(report, adopting(report, read, {licensing}))
    assert report.value(licensing).text == ""


def test_a_copied_page_without_a_report_falls_back_on_its_text(
    sample: Report, forms: Forms
) -> None:
    text = printed(sample, TABS)
    page = "<table><tr><td>网页的导航</td></tr></table>"
    assert open_copied(page, text, forms, "剪贴板").organ == sample.organ
    with pytest.raises(Problem, match="剪贴板"):
        open_copied(page, "", forms, "剪贴板")
