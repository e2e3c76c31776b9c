"""The sum of selected cells: figures are exact, blanks are not counted, and it is said."""

from __future__ import annotations

from decimal import Decimal

from core.cells.selection import sum_up
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report

NATURAL = Address("applications.received.natural")
BUSINESS = Address("applications.received.business")
RESEARCH = Address("applications.received.research")
TOTAL = Address("applications.received.total")
FEE = Address("proactive.fee.amount")
LICENSING = Address("proactive.licensing.decisions")


def filled(forms: Forms, texts: dict[Address, str]) -> Report:
    form = forms.for_year(2024)
    assert form is not None
    report = Report(form, "青禾市人民政府", 2024)
    apply(report, [SetFigure(address, text) for address, text in texts.items()])
    return report


def test_a_blank_is_not_a_zero_in_sum_and_average(forms: Forms) -> None:
    report = filled(forms, {NATURAL: "5", BUSINESS: "2"})
    words = sum_up(report, [NATURAL, BUSINESS, RESEARCH]).words
    assert words == "选定 3 格　合计 7　平均 3.5　空白 1 格不计"


def test_an_average_that_goes_on_is_marked(forms: Forms) -> None:
    report = filled(forms, {NATURAL: "1", BUSINESS: "0", RESEARCH: "0"})
    assert "平均 约 0.33" in sum_up(report, [NATURAL, BUSINESS, RESEARCH]).words


def test_what_is_no_figure_is_told_and_not_counted(forms: Forms) -> None:
    report = filled(forms, {NATURAL: "5", BUSINESS: "二十来件"})
    assert sum_up(report, [NATURAL, BUSINESS]).words == (
        "选定 2 格　合计 5　平均 5　不是数的 1 格不计"
    )


def test_totals_among_them_are_told(forms: Forms) -> None:
    row = [Address(f"applications.received.{c}") for c in
           ("natural", "business", "research", "welfare", "legal", "other")]  # fmt: skip
    report = filled(forms, dict.fromkeys(row, "1"))
    assert "合计 12（含总计 1 格）" in sum_up(report, [*row, TOTAL]).words


def test_money_is_exact_and_never_added_to_pieces(forms: Forms) -> None:
    report = filled(forms, {FEE: "0.1", LICENSING: "3"})
    assert sum_up(report, [FEE]).total == Decimal("0.1")
    mixed = sum_up(report, [FEE, LICENSING])
    assert mixed.total is None
    assert mixed.words == "选定 2 格　单位不同，不相加"


def test_a_single_cell_says_nothing(forms: Forms) -> None:
    assert sum_up(filled(forms, {NATURAL: "5"}), [NATURAL]).words == ""
