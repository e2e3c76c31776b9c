"""Growth against last year, and against the numbers that stand beside it."""

from __future__ import annotations

import pytest

from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetPrior
from core.report.prior import Prior
from tests.core.text_cases import codes, found, report_saying


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("召开发布会24场，比上年增加4场，增长20%。", []),
        ("召开发布会24场，较去年减少6场，下降20%。", []),
        ("召开发布会24场，较去年减少6场，下降25%。", ["X53"]),
        ("召开发布会1,024场（较2023年增加24场，同比增长2.4%）。", []),
        ("召开发布会1,024场（较2023年增加24场，同比增长2.3%）。", ["X53"]),
        ("召开发布会24场，增长20%；比上年增加4场。", []),
    ],
)
def test_growth_follows_from_the_numbers_beside_it(text: str, told: list[str]) -> None:
    assert codes(text, "2021") == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("，同比增长4.0%", []),
        ("，比上年增长3.97%", []),
        ("（同比增加119件）", []),
        ("，同比增长11.4%", ["X53"]),
        ("，同比增长3.98%", ["X53"]),
        ("，同比增长3.95%", ["X53"]),
        ("，同比下降3.97%", ["X53"]),
        ("，较2023年增加120件", ["X53"]),
    ],
)
def test_growth_is_held_against_last_years_report(words: str, told: list[str]) -> None:
    report = report_saying(f"2024年，全市收到政府信息公开申请3119件{words}。", "2021")
    figures = {Address("applications.received.total"): 3000}
    apply(report, [SetPrior(Prior("2021", 2023, report.organ, figures))])
    assert [finding.code for finding in found(report)] == told
    apply(report, [SetPrior(Prior("2021", 2022, report.organ, figures))])
    assert found(report) == []
    nothing = dict.fromkeys(figures, 0)
    apply(report, [SetPrior(Prior("2021", 2023, report.organ, nothing))])
    assert found(report) == []
