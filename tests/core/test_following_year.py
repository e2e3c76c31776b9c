"""This year's report from last year's: what goes on, what has no place, what is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.file import load
from core.figures.address import Address
from core.figures.value import State
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.link import Link
from core.report.origin import Origin, Source
from core.report.report import Doubt, Report
from core.years.following import FollowingYear, follow
from core.years.last import read_last_year

SAMPLES = resources.folder() / "samples"
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")
IN = "applications.carried_in"
OUT = "applications.carried_out"


@pytest.fixture
def last(forms: Forms) -> Report:
    return load(SAMPLES / "huaian-2024.nianbao", forms)[0]


def coming(last: Report, forms: Forms, year: int | None = None) -> FollowingYear:
    return follow(last, last.year, "上年.nianbao", forms, year or last.year + 1, last.organ)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in Inspection(report).findings}


def test_what_was_left_over_is_what_is_carried_in(last: Report, forms: Forms) -> None:
    new = coming(last, forms)
    report = new.report()
    assert (report.organ, report.year, report.form.edition) == (last.organ, 2025, "2021")
    for column in (*COLUMNS, "total"):
        assert report.figure(Address(f"{IN}.{column}")) == last.figure(Address(f"{OUT}.{column}"))
    assert [each.text for each in new.carried] == ["103", "0", "0", "0", "0", "0", "103"]
    natural = Address(f"{IN}.natural")
    assert report.origin(natural) == Origin(Source.CARRIED, "上年.nianbao")
    assert report.value(Address(f"{IN}.total")).state is State.BLANK  # it is computed
    assert set(report.values) == {f"{IN}.{column}" for column in COLUMNS}
    assert not any(report.texts.values())
    assert (new.doubtful, new.unplaced) == ((), ())


def test_last_year_is_compared_with_at_once(last: Report, forms: Forms) -> None:
    report = coming(last, forms).report()
    assert report.prior == last.as_prior()
    assert not {"Y01", "Y02", "Y03", "X66"} & codes(report)
    apply(report, [SetFigure(Address(f"{IN}.natural"), "102")])
    assert "Y01" in codes(report)


def test_a_blank_stays_blank(last: Report, forms: Forms) -> None:
    apply(
        last, [SetFigure(Address(f"{OUT}.legal"), "/"), SetFigure(Address(f"{OUT}.total"), "103")]
    )
    new = coming(last, forms)
    report = new.report()
    assert report.figure(Address(f"{IN}.legal")) is None
    assert report.figure(Address(f"{IN}.total")) is None
    assert Address(f"{IN}.legal") not in report.values
    assert [each.text for each in new.carried][-3:] == ["", "0", ""]
    assert any("“法律服务机构”的结转是空的" in sentence for sentence in new.doubtful)
    assert any("总计是103，各列没有填全" in sentence for sentence in new.doubtful)
    apply(last, [SetFigure(Address(f"{OUT}.total"), "")])
    assert not any("各列没有填全" in sentence for sentence in coming(last, forms).doubtful)


def test_a_doubt_goes_on_into_the_cell(last: Report, forms: Forms) -> None:
    natural, legal, other = (Address(f"{OUT}.{c}") for c in ("natural", "legal", "other"))
    apply(
        last,
        [
            SetFigure(natural, "103", Doubt("10 3", "数字中间有空格")),
            SetFigure(legal, "0件"),
            SetFigure(other, "0", origin=Origin(Source.DEDUCED, "a.pdf")),
        ],
    )
    new = coming(last, forms)
    report = new.report()
    doubts = {address.column: doubt for address, doubt in report.doubts.items()}
    assert doubts["natural"] == Doubt("10 3", "上年报告中，数字中间有空格")
    assert doubts["legal"].text == "0件"
    assert "推算" in doubts["other"].why
    assert report.figure(Address(f"{IN}.natural")) == 103
    assert report.figure(Address(f"{IN}.legal")) is None
    assert "D01" in codes(report)
    told = "\n".join(new.doubtful)
    assert "“自然人”：上年报告中，数字中间有空格；已经带入，在表里标为存疑。" in told
    assert "“法律服务机构”：上年报告填的是“0件”" in told
    assert "没有带入" in told
    assert "空的" not in told


def test_a_column_that_did_not_balance_is_in_doubt(forms: Forms) -> None:
    last = load(SAMPLES / "cixi-2020.nianbao", forms)[0]
    new = coming(last, forms)
    assert [bool(each.doubt) for each in new.carried] == [True, *[False] * 3, True, False, False]
    assert len(new.doubtful) == 2
    assert "528" in new.doubtful[0]
    report = new.report()
    assert {address.column for address in report.doubts} == {"natural", "legal"}


def test_the_next_edition_takes_over_by_meaning(forms: Forms) -> None:
    last = load(SAMPLES / "cixi-2020.nianbao", forms)[0]
    new = coming(last, forms)
    report = new.report()
    assert new.changes_edition
    assert report.form.edition == "2021"
    assert {address.section for address in report.values} == {"applications"}
    assert report.figure(Address("proactive.normative.in_force")) is None
    assert "规范性文件：本年新制作数量、本年新公开数量、对外公开总数量" in new.unplaced
    assert "（六）其他处理：各列" in new.unplaced
    assert not any("处罚" in words and "处理决定" in words for words in new.unplaced)
    prior = report.prior
    assert prior is not None
    assert prior.figure(Address("proactive.penalty.decisions")) is not None
    assert prior.figure(Address("proactive.normative.in_force")) is None
    apply(report, [SetFigure(Address("proactive.normative.in_force"), "1")])
    assert "Y02" not in codes(report)


def test_a_blank_that_has_no_place_is_not_listed(forms: Forms) -> None:
    form = forms.by_edition("2019")
    assert form is not None
    last = Report(form, "某局", 2020)
    apply(last, [SetFigure(Address("proactive.procurement.items"), "3")])
    assert coming(last, forms).unplaced == ("政府集中采购：采购项目数量",)


def test_years_between_carry_nothing(last: Report, forms: Forms) -> None:
    new = coming(last, forms, 2027)
    assert (new.gap, new.carried, new.doubtful) == (3, (), ())
    report = new.report()
    assert not report.values
    assert report.prior == last.as_prior()


@pytest.mark.parametrize("year", [2024, 2023, 2018])
def test_a_year_that_cannot_be_is_refused(last: Report, forms: Forms, year: int) -> None:
    with pytest.raises(Problem, match="年"):
        coming(last, forms, year)


def test_a_source_without_a_year_is_the_year_before(last: Report, forms: Forms) -> None:
    new = follow(last, None, "a.docx", forms, 2026, "某局")
    prior = new.report().prior
    assert prior is not None
    assert (prior.year, new.gap) == (2025, 1)
    assert new.report().organ == "某局"


def test_texts_come_only_on_demand_and_their_numbers_are_marked(last: Report, forms: Forms) -> None:
    carried_out, penalty = Address(f"{OUT}.natural"), Address("proactive.penalty.decisions")
    text = "结转103件，处罚9件，培训3次。"
    links = (Link(2, 5, carried_out), Link(9, 10, penalty))
    apply(last, [SetFigure(penalty, "9"), SetText("problems", text, links)])
    new = coming(last, forms)
    assert not any(new.report().texts.values())
    report = new.report(with_texts=True)
    assert report.texts["overview"] == last.texts["overview"]
    # What followed last year's cells follows this year's, and those are not filled yet.
    assert report.texts["problems"] == "结转〔未填〕件，处罚〔未填〕件，培训3次。"
    marked = [f for f in Inspection(report).findings if f.code == "X66" and f.section == "problems"]
    assert [finding.about for finding in marked] == ["培训3次"]
    assert all(finding.severity.value == "warning" for finding in marked)


@pytest.mark.parametrize("name", ["pingtan_2021.txt", "shanghai_office_2019.html"])
def test_published_reports_go_on(forms: Forms, shared_reports: Path, name: str) -> None:
    found = read_last_year(shared_reports / name, forms)
    assert found.year is not None
    new = follow(found.report, found.year, found.file, forms, found.year + 1, found.report.organ)
    report = new.report(with_texts=True)
    for column in COLUMNS:
        source, target = Address(f"{OUT}.{column}"), Address(f"{IN}.{column}")
        assert report.figure(target) == found.report.figure(source)
        assert (target in report.doubts) == (source in found.report.doubts)
    assert new.doubtful
    assert "X66" in codes(report)
