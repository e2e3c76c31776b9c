"""The figures of the one-page picture: each is the report's, each group adds up, blanks stay."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document.file import load
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.picture.picture import BLANK, PARTLY_BLANK, REFUSED, Mark, Picture, draw_up
from core.picture.words import describe
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior
from core.report.report import Report
from tests.editions import FORMS

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
NEXT = Path(__file__).parents[1] / "files" / "forms" / "2030.toml"
EDITIONS = ("2019", "2021")


@pytest.fixture(scope="module")
def forms() -> Forms:
    return FORMS


def form_of(forms: Forms, edition: str) -> Form:
    form = forms.by_edition(edition)
    assert form is not None
    return form


def inputs(report: Report) -> list[Address]:
    return [a for a, figure in report.form.figures.items() if not figure.computed]


def counted(forms: Forms, edition: str) -> Report:
    """A report whose figures all differ."""
    report = Report(form_of(forms, edition), "某某市人民政府")
    apply(report, [SetFigure(a, str(100 + at)) for at, a in enumerate(inputs(report))])
    return report


def mark_of(picture: Picture, name: str) -> Mark:
    return next(mark for mark in picture.marks if mark.name == name)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_mark_is_the_sum_of_its_cells(forms: Forms, edition: str) -> None:
    report = counted(forms, edition)
    picture = draw_up(report)
    assert len(picture.charts) == 3
    assert len(picture.stacks[0].stacks) == 3
    for mark in picture.marks:
        assert mark.figure == sum(report.figure(a) or 0 for a in mark.addresses)
        assert str(mark.figure) in mark.text


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_groups_take_every_row_once_and_make_up_the_total(forms: Forms, edition: str) -> None:
    report = counted(forms, edition)
    came, ended, who = draw_up(report).charts
    groups = ended.marks[:-1]
    assert [mark.name for mark in groups] == [
        "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"
    ]  # fmt: skip
    rows = [a.row for mark in groups for a in mark.addresses]
    assert len(rows) == len(set(rows)) == {"2019": 19, "2021": 21}[edition]
    concluded = report.figure(Address.of("applications", "concluded", "total"))
    assert sum(mark.figure or 0 for mark in groups) == concluded
    assert ended.marks[-1].addresses == ("applications.carried_out.total",)
    assert [mark.addresses[0].row for mark in came.marks] == ["received", "carried_in"]
    assert sum(mark.figure or 0 for mark in who.marks) == came.marks[0].figure
    assert [mark.group for mark in who.marks] == ["", *["法人或其他组织"] * 5]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_stacks_are_the_remedies(forms: Forms, edition: str) -> None:
    report = counted(forms, edition)
    stacks = draw_up(report).stacks[0].stacks
    assert [(s.total.group, s.total.name) for s in stacks] == [
        ("", "行政复议"), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉")
    ]  # fmt: skip
    for stack in stacks:
        assert sum(part.figure or 0 for part in stack.parts) == stack.total.figure
        names = [part.name for part in stack.parts]
        assert names == ["结果维持", "结果纠正", "其他结果", "尚未审结"]


def test_the_sample_reads_as_published(forms: Forms) -> None:
    report, _ = load(SAMPLES / "cixi-2020.nianbao", forms)
    picture = draw_up(report)
    shares = {mark.name: (mark.figure, mark.share) for mark in picture.charts[1].marks}
    assert shares["予以公开"] == (199, Decimal("38.8"))
    assert shares["无法提供"] == (163, Decimal("31.8"))
    assert shares["结转下年度继续办理"] == (17, None)
    assert picture.title == "2020年政府信息公开工作年度报告图解"
    assert picture.source == "根据本报告表二、表三、表四绘制。"
    told = describe(picture)
    assert "不予公开 11（占办理结果2.1%）" in told
    assert "政府集中采购·采购总金额 21692.71万元" in told
    for mark in picture.marks:
        assert f"{mark.name} {mark.text}" in told


def test_a_half_is_rounded_up(forms: Forms) -> None:
    report = Report(form_of(forms, "2021"))
    apply(report, [SetFigure(a, "0") for a in inputs(report)])
    apply(report, [SetFigure(Address("applications.granted.natural"), "1")])
    apply(report, [SetFigure(Address("applications.partly_granted.natural"), "1999")])
    picture = draw_up(report)
    assert mark_of(picture, "予以公开").share == Decimal("0.1")  # 0.05 exactly
    assert mark_of(picture, "部分公开").share == Decimal("100.0")  # 99.95 exactly


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_empty_report_has_no_zero(forms: Forms, edition: str) -> None:
    picture = draw_up(Report(form_of(forms, edition)))
    assert {(mark.figure, mark.text, mark.share) for mark in picture.marks} == {(None, BLANK, None)}
    assert all(chart.is_blank and not chart.note for chart in picture.charts)


def test_a_blank_in_a_group_leaves_it_blank_and_nothing_has_a_share(forms: Forms) -> None:
    report = counted(forms, "2021")
    apply(report, [SetFigure(Address("applications.refused_query.legal"), "")])
    picture = draw_up(report)
    refused = mark_of(picture, "不予公开")
    assert (refused.figure, refused.text) == (None, PARTLY_BLANK)
    ended = picture.charts[1]
    assert all(mark.share is None for mark in ended.marks)
    assert "没有填全" in ended.note
    assert ended.note.rstrip("。") in describe(picture)


def test_a_text_that_is_no_figure_is_not_called_blank(forms: Forms) -> None:
    report = counted(forms, "2021")
    apply(report, [SetFigure(Address("proactive.licensing.decisions"), "约30")])
    mark = next(m for m in draw_up(report).figures[0].marks if m.group == "行政许可")
    assert (mark.figure, mark.text) == (None, REFUSED)


def test_a_printed_total_that_is_not_the_sum_has_no_shares(forms: Forms) -> None:
    report = counted(forms, "2021")
    apply(report, [SetFigure(Address("applications.concluded.total"), "7")])
    ended = draw_up(report).charts[1]
    assert all(mark.share is None for mark in ended.marks)
    assert "总计7不等" in ended.note


def test_a_new_edition_needs_no_code(tmp_path: Path) -> None:
    shutil.copy(NEXT, tmp_path)
    (form,) = load_forms(tmp_path).editions
    report = Report(form, "某市某局", 2031)
    apply(report, [SetFigure(a, str(1 + at)) for at, a in enumerate(inputs(report))])
    picture = draw_up(report)
    came, ended, who = picture.charts
    # 总计 builds on a subtotal, 个人小计: the total counts, and the applicants are the addends.
    assert [m.figure for m in came.marks] == [
        report.figure(Address.of("applications", row, "total"))
        for row in ("received", "carried_in")
    ]
    assert [mark.name for mark in ended.marks] == ["公开", "不公开", "转交", "结转下年"]
    assert [mark.name for mark in who.marks] == ["自然人", "外国人", "单位"]
    assert sum(mark.figure or 0 for mark in who.marks) == came.marks[0].figure
    assert not picture.stacks
    headings = [chart.heading for chart in picture.figures]
    assert headings == ["主动公开政府信息情况", "政务新媒体情况"]
    assert [mark.name for mark in picture.figures[1].marks] == ["数量", "数量"]


# Last year's figures


def with_prior(report: Report, figures: Mapping[Address, str], year: int = 0) -> Picture:
    """The picture of a report that remembers these figures of last year, and no others."""
    prior = Report(report.form, report.organ, year or report.year - 1)
    apply(prior, [SetFigure(a, text) for a, text in figures.items()])
    apply(report, [SetPrior(prior.as_prior())])
    return draw_up(report)


def received(forms: Forms, figure: str, prior: str) -> Mark:
    """The mark of the applications received: one applicant's figures in two years."""
    report = counted(forms, "2021")
    columns = ("natural", "business", "research", "welfare", "legal", "other")
    cells = [Address(f"applications.received.{column}") for column in columns]
    apply(report, [SetFigure(a, figure if a == cells[0] else "0") for a in cells])
    picture = with_prior(report, {a: prior if a == cells[0] else "0" for a in cells})
    return picture.charts[0].marks[0]


@pytest.mark.parametrize(
    ("figure", "prior", "change"),
    [
        ("518", "506", "比上年增加12件（2.4%）"),
        ("506", "518", "比上年减少12件（2.3%）"),
        ("2001", "2000", "比上年增加1件（0.1%）"),  # 0.05 exactly
        ("5", "5", "与上年持平"),
        ("0", "0", "与上年持平"),
        ("12", "0", "比上年增加12件"),  # of nothing there is no percentage
        ("0", "12", "比上年减少12件（100.0%）"),
        ("999999999", "1", "比上年增加999999998件（99999999800.0%）"),
    ],
)
def test_the_change_against_last_year_in_words(
    forms: Forms, figure: str, prior: str, change: str
) -> None:
    mark = received(forms, figure, prior)
    assert (mark.prior, mark.change) == (int(prior), change)


def test_last_year_stands_beside_what_was_received_and_handled_and_the_remedies(
    forms: Forms,
) -> None:
    report = counted(forms, "2021")
    plain = draw_up(report)
    assert not any(mark.prior or mark.change for mark in plain.marks)
    picture = with_prior(report, dict.fromkeys(inputs(report), "7"))
    came, ended, who = picture.charts
    assert [mark.prior for mark in came.marks] == [42, None]  # what was carried over stays alone
    compared: tuple[Mark, ...] = (*ended.marks, *picture.stacks[0].marks)
    for mark in compared:
        assert mark.prior is not None
        last_years = [report.prior.figure(a) or 0 for a in mark.addresses]
        assert mark.prior == sum(last_years, Decimal())
    assert not who.has_prior
    assert not any(chart.has_prior for chart in picture.figures)
    told = describe(picture)
    assert f"行政复议 {picture.stacks[0].stacks[0].total.text}，上年28，比上年增加" in told
    assert [replace(m, prior=None, change="") for m in picture.marks] == list(plain.marks)


def test_what_was_blank_last_year_is_not_compared(forms: Forms) -> None:
    report = counted(forms, "2021")
    known = {a: "7" for a in inputs(report) if a != "applications.refused_query.legal"}
    ended = with_prior(report, known).charts[1]
    assert [mark.name for mark in ended.marks if mark.prior is None] == ["不予公开"]
    apply(report, [SetFigure(Address("applications.granted.natural"), "")])
    granted = draw_up(report).charts[1].marks[0]
    assert (granted.figure, granted.prior, granted.change) == (None, 42, "")
    assert not with_prior(report, {}).charts[1].has_prior


def test_the_year_before_the_last_is_not_last_year(forms: Forms) -> None:
    report = counted(forms, "2021")
    picture = with_prior(report, dict.fromkeys(inputs(report), "7"), report.year - 2)
    assert not any(mark.prior is not None for mark in picture.marks)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 999_999_999), min_size=21, max_size=21))
def test_shares_are_exact(figures: list[int]) -> None:
    report = Report(form_of(FORMS, "2021"))
    cells = inputs(report)
    natural = [a for a in cells if a.section == "applications" and a.column == "natural"]
    apply(report, [SetFigure(a, "0") for a in cells])
    outcomes = [a for a in natural if a.row not in {"received", "carried_in", "carried_out"}]
    apply(report, [SetFigure(a, str(n)) for a, n in zip(outcomes, figures, strict=True)])
    total = sum(figures)
    for mark in draw_up(report).charts[1].marks[:-1]:
        if total == 0:
            assert mark.share is None
        else:
            exact = Decimal(mark.figure or 0) * 100 / total
            assert mark.share == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
