"""What was once read wrong without a word: units, formulas, merged figures, cells taken apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.labels.blocks import Cell, Grid, Place
from core.labels.pieces import pieces_of
from core.labels.wording import money_unit
from core.sources.delimited import rows_of
from core.sources.formulas import work_out
from core.sources.sheet import Sheet, Stored, SumFormula
from core.sources.sum_terms import moved, terms_of

HERE = Place("第1格", "年报")


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("本年收費金額（單位：萬元）", "万元"),
        ("本年收费金额（单位: 万 元）", "万元"),
        ("金额「萬圓」", "万元"),
        ("金額（單位：仟元）", "千元"),
        ("金額（萬元人民幣）", "万元"),
        ("金额（百万元）", "百万元"),
        ("采购总金额", ""),
    ],
)
def test_a_unit_is_known_in_any_spelling(head: str, unit: str) -> None:
    assert money_unit(head) == unit


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(A1:C1)", "6"),
        ("=A1+B1-C1", "0"),
        ("of:=SUM([.A1:.B1];10)", "13"),
        ("-(A1-$B$1)+10", "11"),
        ("SUM(A1:D1)", None),  # D1 is blank
        ("A1*2", None),
        ("SUM(Sheet2!A1:C1)", None),
        ("SUM(A1:XFD1048576)", None),
    ],
)
def test_a_plain_sum_is_worked_out_and_said(formula: str, result: str | None) -> None:
    sheet = Sheet()
    sheet.cells[1] = {column: Stored(str(column)) for column in (1, 2, 3)}
    sheet.numbers = {(1, column): Decimal(column) for column in (1, 2, 3)}
    sheet.cells[2] = {1: Stored("77")}
    made = SumFormula(terms_of(formula), Decimal(77), "General", is_due=True)
    work_out(sheet, {(2, 1): made})
    found = sheet.stored(2, 1)
    assert found.text == (result or "")
    assert bool(found.doubt) == (result is None)
    assert bool(found.remark) == (result is not None)


def test_columns_are_hidden_each_in_its_place() -> None:
    sheet = Sheet()
    sheet.hide(6, 6)
    sheet.hide(2, 3)
    assert [column for column, is_hidden in enumerate(sheet.hidden) if is_hidden] == [2, 3, 6]


def test_a_formula_that_adds_up_itself_has_no_result() -> None:
    sheet = Sheet()
    sheet.cells[1] = {1: Stored("0")}
    work_out(sheet, {(1, 1): SumFormula(terms_of("SUM(A1:A1)"), None, "General", is_due=True)})
    assert sheet.stored(1, 1).text == ""
    assert sheet.stored(1, 1).doubt


def test_a_shared_formula_moves_with_its_cell() -> None:
    assert moved("SUM(D26:$I$26)", 2, 1) == "SUM(E28:$I$26)"


def test_a_figure_of_several_rows_belongs_to_none() -> None:
    figure, label = Cell("72", HERE, down=2), Cell("项", HERE)
    doubts = [each.doubt for each in pieces_of([Grid(((label, figure), (label,)), HERE)])]
    assert [bool(doubt) for doubt in doubts] == [False, True, False]
    whole = Cell("项", HERE, down=2)
    doubts = [each.doubt for each in pieces_of([Grid(((whole, figure), ()), HERE)])]
    assert not any(doubts)


def test_the_line_that_tells_what_divides_cells_is_no_text() -> None:
    assert rows_of("sep=;\n临江市;1\n")[0] == ["临江市", "1"]
