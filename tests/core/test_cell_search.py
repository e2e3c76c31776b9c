"""Finding cells by their labels and by their figures."""

from __future__ import annotations

import pytest

from core.cells.search import find_cells
from core.figures.address import Address
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report


@pytest.fixture
def report() -> Report:
    form = load_forms().by_edition("2019")
    assert form is not None
    report = Report(form, "某局", 2020)
    texts = {
        "received.natural": "516", "received.business": "５", "received.research": "0",
        "received.welfare": "51", "carried_in.natural": "不详516",
    }  # fmt: skip
    apply(report, [SetFigure(Address(f"applications.{a}"), text) for a, text in texts.items()])
    return report


def found(report: Report, query: str, section: str = "applications") -> list[str]:
    table = report.form.table(section)
    return [a.partition(".")[2] for a in find_cells(report, table, query)]


@pytest.mark.parametrize(
    ("query", "cells"),
    [
        ("商业 国家秘密", ["refused_state_secret.business"]),
        ("国家秘密　商业", ["refused_state_secret.business"]),
        ("5", ["received.business", "received.natural", "received.welfare"]),
        ("５１", ["received.welfare", "received.natural"]),
        ("516", ["received.natural"]),
        ("商业 5", ["received.business"]),
        ("不详", ["carried_in.natural"]),
        ("没有这一栏", []),
        ("  ", []),
    ],
)
def test_labels_and_numbers(report: Report, query: str, cells: list[str]) -> None:
    assert found(report, query) == cells


def test_a_group_finds_all_that_stands_in_it(report: Report) -> None:
    rows = {cell.partition(".")[0] for cell in found(report, "不予公开")}
    assert len(rows) == 8
    assert all(row.startswith("refused_") for row in rows)
    columns = {cell.partition(".")[2] for cell in found(report, "法人 予以公开")}
    assert columns == {"business", "research", "welfare", "legal", "other"}


def test_a_rise_is_found_without_its_sign_and_a_fall_with_it(report: Report) -> None:
    changes = {"licensing": "+12", "penalty": "-12"}
    apply(
        report,
        [SetFigure(Address(f"proactive.{row}.change"), text) for row, text in changes.items()],
    )
    assert found(report, "12", "proactive") == ["licensing.change"]
    assert found(report, "-12", "proactive") == ["penalty.change"]
