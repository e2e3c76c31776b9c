"""Which formulas are plain sums: as they are written, and as an older workbook packs them."""

from __future__ import annotations

import struct
from decimal import Decimal

import pytest

from core.sources.sum_terms import (
    Term,
    is_foreign_in_tokens,
    is_other_cell,
    moved,
    terms_in_tokens,
    terms_of,
)

B2 = (2, 2, 2, 2)
B2_B4 = (2, 2, 4, 2)


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("=B2", ((1, B2),)),
        ("of:=[.B2]+[.C3]", ((1, B2), (1, (3, 3, 3, 3)))),
        ("SUM(B2:B4, 5)-1.50", ((1, B2_B4), (1, Decimal(5)), (-1, Decimal("1.50")))),
        ("-(B2-$AB$10)", ((-1, B2), (1, (10, 28, 10, 28)))),
        ("B2-+-1", ((1, B2), (1, Decimal(1)))),
    ],
)
def test_a_plain_sum_is_read(formula: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(formula) == terms


@pytest.mark.parametrize(
    "formula",
    [
        *(
            "",
            "B2*2",
            "ROUND(B2,0)",
            "B2 B3",
            "B2(1)",
            "1 SUM(B2)",
            "B2)",
            "SUM(B2",
            "SUM()",
            "(,B2)",
        ),
        *("B2,B3", "(B2:B4)", "B2:B4", "B2+", "SUM(B2,)", "Sheet2!B2", f"B2{'+B3' * 140}"),
        f"1{'+1' * 101}",
    ],
)
def test_anything_else_is_no_plain_sum(formula: str) -> None:
    assert terms_of(formula) is None


def test_a_cell_that_repeats_another_is_told_from_a_sum() -> None:
    assert [is_other_cell(terms_of(f) or ()) for f in ("B2", "B2+1", "5")] == [True, False, False]
    assert not is_other_cell(((1, B2_B4),))


@pytest.mark.parametrize(
    ("formula", "further_on"),
    [
        ("SUM(B2:$C$3)", "SUM(C5:$C$3)"),
        ("$B2+Z9", "$B5+AA12"),
        (f"B2{'+B3' * 140}", f"B2{'+B3' * 140}"),
    ],
)
def test_a_formula_is_read_further_on(formula: str, further_on: str) -> None:
    assert moved(formula, 3, 1) == further_on


def test_a_cell_off_the_sheet_is_no_cell() -> None:
    assert moved("A1+B2", -1, -1) == "#REF!+A1"
    assert terms_of("#REF!+A1") is None


def cell(row: int, column: int) -> bytes:
    """Pack a cell as it is relative to others: the two upper bits of its column say so."""
    return struct.pack("<BHH", 0x44, row - 1, column - 1 | 0xC000)


AREA = struct.pack("<B4H", 0x25, 1, 3, 1, 1)
FIVE, TENTH = struct.pack("<BH", 0x1E, 5), struct.pack("<Bd", 0x1F, 0.1)
ADD, SUBTRACT, TIMES, MINUS, PLUS, BRACKETS = (
    bytes([kind]) for kind in b"\x03\x04\x05\x13\x12\x15"
)
SUM_OF_ONE, IF = b"\x19\x10\x00\x00", b"\x19\x02\x00\x00"
BLANKS = b"\x19\x40\x00\x01"


def call(count: int, function: int = 4) -> bytes:
    """Pack the call of a function that takes so many; 4 is SUM."""
    return struct.pack("<BBH", 0x42, count, function)


@pytest.mark.parametrize(
    ("tokens", "terms"),
    [
        (cell(2, 2), ((1, B2),)),
        (AREA + SUM_OF_ONE, ((1, B2_B4),)),
        (BLANKS + cell(2, 2) + FIVE + SUBTRACT + BRACKETS, ((1, B2), (-1, Decimal(5)))),
        (TENTH + MINUS + cell(2, 2) + PLUS + ADD, ((-1, Decimal("0.1")), (1, B2))),
        (
            FIVE + AREA + cell(2, 2) + call(2) + SUBTRACT,
            ((1, Decimal(5)), (-1, B2_B4), (-1, B2)),
        ),
        (b"\x64" + cell(2, 2)[1:], ((1, B2),)),
    ],
)
def test_the_sum_of_an_older_workbook_is_read(tokens: bytes, terms: tuple[Term, ...]) -> None:
    assert terms_in_tokens(tokens) == terms


@pytest.mark.parametrize(
    "tokens",
    [
        *(b"", cell(2, 2)[:3], FIVE + TIMES, FIVE + FIVE, FIVE + FIVE + TIMES, ADD, FIVE + ADD),
        *(
            FIVE + IF,
            FIVE + call(2),
            FIVE + call(0),
            FIVE + call(1, function=5),
            b"\x19",
            TENTH[:4],
        ),
        FIVE + (FIVE + ADD) * 120,
        FIVE * 101,
    ],
)
def test_anything_else_in_it_is_no_plain_sum(tokens: bytes) -> None:
    """A product, a call of something else, and what is cut short or damaged."""
    assert terms_in_tokens(tokens) is None


def test_a_formula_that_begins_in_another_sheet_is_told() -> None:
    # Each kind of token has three classes.
    assert [kind for kind in range(256) if is_foreign_in_tokens(bytes((kind, 0)))] == [
        *(0x3A, 0x3B, 0x3C, 0x3D),
        *(0x5A, 0x5B, 0x5C, 0x5D),
        *(0x7A, 0x7B, 0x7C, 0x7D),
    ]
    assert not is_foreign_in_tokens(b"")
