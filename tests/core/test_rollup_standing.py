"""Where each unit stands in one figure: equal ones share a rank, blanks have none."""

from __future__ import annotations

from decimal import Decimal

from core.figures.address import Address
from core.rollup.standing import moved_most, standings

CELL = Address("a.b.c")


def test_units_stand_by_their_figures_with_share_and_change() -> None:
    units = [("a", "甲", 5), ("b", "乙", 15), ("c", "丙", None), ("d", "丁", 5), ("e", "戊", 0)]
    found = standings(CELL, units, {"a": {CELL: 5}, "b": {CELL: 400}, "e": {CELL: None}})
    assert [(s.name, s.rank, s.percent) for s in found] == [
        ("乙", 1, Decimal("60.0")),
        ("丁", 2, Decimal("20.0")),
        ("甲", 2, Decimal("20.0")),
        ("戊", 4, Decimal("0.0")),
    ]
    assert {s.name: s.change for s in found} == {"乙": -385, "丁": None, "甲": 0, "戊": None}


def test_of_a_sum_of_nothing_nobody_has_a_share() -> None:
    found = standings(CELL, [("a", "甲", 0), ("b", "乙", 0)], {})
    assert [(s.rank, s.percent) for s in found] == [(1, None), (1, None)]


def test_outliers_come_before_large_changes() -> None:
    units = [("a", "甲", 2000), ("b", "乙", 40), ("c", "丙", 7)]
    found = standings(CELL, units, {"a": {CELL: 1900}, "b": {CELL: 2}, "c": {CELL: 7}})
    assert [s.name for s in moved_most(found, 5)] == ["乙", "甲"]
    assert [s.name for s in moved_most(found, 1)] == ["乙"]
