"""Last year's numbers in this year's texts: found, asked about, and let go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.decode import decode
from core.document.encode import encode
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetNote, SetPrior, SetText
from core.report.finding import Finding
from core.report.link import Link
from core.report.note import Subject
from core.report.prior import Prior
from core.report.report import Report
from core.texts.inherited import CODE, find_passages, in_paragraph
from tests.editions import form_of

TEXT = "全年收到申请518件，其中自然人516件。公开信息1,266条，比上年增长12.5%。"
CELL = Address("applications.granted.natural")


@pytest.fixture
def report(forms: Forms) -> Report:
    made = Report(form_of(forms, "2021"), "某局", 2024)
    apply(
        made,
        [
            SetText("overview", TEXT),
            SetPrior(Prior("2021", 2023, "某局", {}, find_passages(TEXT))),
        ],
    )
    return made


def asked(inspection: Inspection) -> list[Finding]:
    return [finding for finding in inspection.findings if finding.code == CODE]


def abouts(inspection: Inspection) -> list[str]:
    return [finding.about for finding in asked(inspection)]


def test_every_number_is_asked_about(report: Report) -> None:
    found = asked(Inspection(report))
    numbers = [TEXT[f.spot.start : f.spot.end] for f in found if f.spot is not None]
    assert numbers == ["518", "516", "1,266", "12.5%"]
    assert found[0].message == "“全年收到申请518件”是2023年度报告的文字，其中的518请核对。"


@pytest.mark.parametrize(
    "text",
    [
        "依据《2020年政务公开工作要点》",
        "按照国办公开办函〔2021〕30号的要求",
        "（国务院令第711号）",
        "从1月1日起至12月31日止",
        "1.加强学习\n2、完善制度\n（3）公开目录",
        "网址为http://www.gov.cn/2020/a.html",
        "从五个方面报告",
        "一次性告知",
    ],
)
def test_what_is_the_same_each_year_is_left_alone(text: str) -> None:
    assert find_passages(text) == ()


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("收到申请５１８件", ("收到申请５１８件",)),
        ("召开会议三次，培训二十人", ("召开会议三次", "培训二十人")),
        ("2023年收到3件、办结3件", ("2023年收到3件", "办结3件")),
        ("共3件，共3件", ("共3件",)),
        ("达到1.5万条", ("达到1.5万条",)),
    ],
)
def test_passages_are_short_and_stand_once(text: str, passages: tuple[str, ...]) -> None:
    assert find_passages(text) == passages


def test_those_of_one_paragraph_are_found_together(report: Report) -> None:
    both = f"{TEXT}\n办结511件，公开20条。"
    prior = Prior("2021", 2023, "某局", {}, find_passages(both))
    apply(report, [SetText("overview", both), SetText("problems", TEXT), SetPrior(prior)])
    found = asked(Inspection(report))
    second = [f for f in found if f.spot and f.spot.section == "overview" and f.spot.start > 40]
    assert len(second) == 2
    assert in_paragraph(both, found, second[0]) == tuple(second)
    first = in_paragraph(both, found, found[0])
    assert [each.about[-4:] for each in first] == ["518件", "516件", "266条", "2.5%"]
    assert in_paragraph(both, found, replace(found[0], code="X1")) == ()


def test_what_is_written_over_is_asked_about_no_more(report: Report) -> None:
    inspection = Inspection(report)
    inspection.update(apply(report, [SetText("overview", TEXT.replace("518", "530"))]))
    assert abouts(inspection) == ["其中自然人516件", "公开信息1,266条", "比上年增长12.5%"]
    inspection.update(apply(report, [SetText("overview", TEXT)]))
    assert len(abouts(inspection)) == 4  # as undo does


def test_a_passage_within_another_is_another(report: Report) -> None:
    apply(report, [SetText("overview", "公开的其中自然人516件。")])
    assert abouts(Inspection(report)) == []


def test_a_confirmation_is_of_one_passage(report: Report) -> None:
    text = "收到3件，办结3件。"
    apply(
        report,
        [
            SetText("overview", text),
            SetPrior(Prior("2021", 2023, "某局", {}, find_passages(text))),
        ],
    )
    inspection = Inspection(report)
    first, second = asked(inspection)
    inspection.update(apply(report, [SetNote(Subject.of(first), first.confirms)]))
    assert not inspection.is_open(first)
    assert inspection.is_open(second)
    assert inspection.lapsed_note(second) == ""
    again = decode(encode(report), _forms(report), "x")
    assert [Inspection(again).is_open(f) for f in asked(Inspection(again))] == [False, True]


def _forms(report: Report) -> Forms:
    return Forms((report.form,))


def test_a_linked_number_renews_itself(report: Report) -> None:
    text = "予以公开5件中的3件"
    links = (Link(4, 5, CELL),)
    apply(report, [SetFigure(CELL, "5"), SetText("overview", text, links)])
    passages = find_passages(text, links)
    assert passages == ("件中的3件",)
    apply(report, [SetPrior(Prior("2021", 2023, "某局", {}, passages))])
    assert abouts(Inspection(report)) == ["件中的3件"]
    apply(report, [SetFigure(CELL, "128")])
    assert abouts(Inspection(report)) == ["件中的3件"]


def test_letting_last_year_go_lets_the_marks_go(report: Report) -> None:
    inspection = Inspection(report)
    inspection.update(apply(report, [SetPrior(None)]))
    assert abouts(inspection) == []


def test_a_file_keeps_the_passages(report: Report) -> None:
    saved = encode(report)
    again = decode(saved, _forms(report), "x")
    assert again.prior == report.prior
    assert encode(again) == saved
    with pytest.raises(Problem, match="passages"):
        decode(saved.replace('"公开信息1,266条"'.encode(), b"3"), _forms(report), "x")
