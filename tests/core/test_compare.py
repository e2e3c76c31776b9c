"""Two reports held against each other: every difference is told once, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.address import Address
from core.forms.loader import Forms
from core.report.compare import compare
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.report import Report
from tests.core.strategies import figures, other_edits
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
CELL = Address("applications.received.natural")


@pytest.fixture
def pair(forms: Forms) -> tuple[Report, Report]:
    made = []
    for _ in range(2):
        report = Report(form_of(forms, "2021"), "某局", 2024)
        apply(report, [SetFigure(CELL, "16"), SetText("overview", "一\n二\n三")])
        made.append(report)
    return made[0], made[1]


def words(before: Report, after: Report) -> list[tuple[str, str, str, str]]:
    return [(d.part, d.place, d.before, d.after) for d in compare(before, after)]


def test_equal_reports_do_not_differ(pair: tuple[Report, Report]) -> None:
    assert compare(*pair) == ()


def test_each_kind_of_difference_has_its_words(pair: tuple[Report, Report]) -> None:
    before, after = pair
    edits: list[Edit] = [
        SetCover("某委", 2025),
        SetText("overview", "一\n贰\n三\n四\n五"),
        SetFigure(CELL, "17"),
        SetFigure(Address("applications.received.legal"), " "),
    ]
    apply(after, edits)
    assert words(before, after) == [
        ("封面", "机关名称", "某局", "某委"),
        ("封面", "年度", "2024", "2025"),
        ("一、总体情况", "第2段", "二", "贰"),
        ("一、总体情况", "第4至5段", "", "四\n五"),
        ("三、申请办理", "“一、本年新收政府信息公开申请数量”自然人", "16", "17"),
        ("三、申请办理", "“一、本年新收政府信息公开申请数量”法律服务机构", "", " "),
    ]


def test_an_empty_line_is_named(pair: tuple[Report, Report]) -> None:
    before, after = pair
    apply(after, [SetText("overview", "一\n\n二\n三")])
    assert words(before, after) == [("一、总体情况", "第2段", "", "（空行）")]


def test_reports_of_two_editions_are_compared_where_both_have_the_cell(forms: Forms) -> None:
    old, new = (Report(form, "某局", form.first_year) for form in forms.editions[:2])
    apply(old, [SetFigure(CELL, "5"), SetFigure(Address("applications.other.natural"), "3")])
    apply(new, [SetFigure(CELL, "6"), SetFigure(Address("applications.other_other.natural"), "3")])
    told = [d.address for d in compare(old, new) if d.address]
    assert told == [
        CELL,
        "applications.other_other.natural",
        "applications.other.natural",
    ]


@given(
    st.lists(
        st.one_of(
            figures(st.sampled_from(list(FORM.figures)[:9]), st.sampled_from("123"), st.none()),
            other_edits(FORM, list(FORM.figures)[:9], st.text("ab\n", max_size=5)),
        ),
        max_size=12,
    )
)
def test_nothing_is_told_just_where_nothing_differs(edits: list[Edit]) -> None:
    before, after = Report(FORM, "某局", 2024), Report(FORM, "某局", 2024)
    apply(after, edits)
    typed = [d.address for d in compare(before, after) if d.address]
    assert typed == [a for a in FORM.figures if before.value(a).text != after.value(a).text]
    parts = {d.part for d in compare(before, after) if not d.address} - {"封面"}
    assert parts == {t.heading for t in FORM.texts if before.texts[t.id] != after.texts[t.id]}
    for difference in compare(before, after):
        assert difference.before != difference.after
