"""A city of 120 made-up units with known faults, rolled up on the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from core.cli import main
from core.document.file import load
from core.forms.loader import Forms
from tests import city as made
from tests.city import City, make_city, name_of
from tests.editions import FORMS

Found: TypeAlias = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def forms_() -> Forms:

    return FORMS


@pytest.fixture(scope="module")
def city(forms_: Forms, tmp_path_factory: pytest.TempPathFactory) -> City:
    return make_city(forms_, tmp_path_factory.mktemp("city"))


class Rolled:
    """What one run of the command said."""

    def __init__(self, city: City, text: str, status: int, target: Path) -> None:
        self.text, self.status, self.target = text, status, target
        self.data = json.loads(text, parse_float=Decimal)
        self.units = self.data["units"]

    def of(self, number: int) -> list[dict[str, object]]:
        return [each for each in self.units if each["unit"] == name_of(number)]

    def states(self, number: int) -> list[object]:
        return [each["state"] for each in self.of(number)]

    def why(self, number: int) -> str:
        return str(self.of(number)[0]["why"])


@pytest.fixture(scope="module")
def rolled(city: City, tmp_path_factory: pytest.TempPathFactory) -> Rolled:
    from contextlib import redirect_stdout
    from io import StringIO

    target = tmp_path_factory.mktemp("sum") / "市.nianbao"
    said = StringIO()
    with redirect_stdout(said), pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_CONFIG", str(target.parent / "own"))
        status = main(
            [
                *("rollup", str(city.folder), "-o", str(target), "--json"),
                *("--organ", made.ORGAN, "--units", str(city.units)),
            ]
        )
    return Rolled(city, said.getvalue(), status, target)


def test_the_shape_is_as_promised(rolled: Rolled) -> None:
    assert list(rolled.data) == [
        *("year", "edition", "complete", "expected", "counted", "units", "figures")
    ]
    assert (rolled.data["year"], rolled.data["edition"]) == (made.YEAR, "2021")
    assert (rolled.data["complete"], rolled.status) == (False, 1)
    assert rolled.data["expected"] == made.COUNT - len(made.NOT_LISTED_TWICE)
    for each in rolled.units:
        assert list(each) == ["unit", "file", "state", "errors", "warnings", "why"]


def test_every_cell_is_the_sum_of_the_units(rolled: Rolled, city: City, forms_: Forms) -> None:
    assert rolled.data["counted"] == len(city.counted)
    assert rolled.data["figures"] == city.sums()
    report, _ = load(rolled.target, forms_)
    assert (report.organ, report.year) == (made.ORGAN, made.YEAR)
    assert report.figures() == city.sums()


def test_every_fault_is_told(rolled: Rolled) -> None:
    for number in made.MISSING:
        assert rolled.states(number) == ["missing"]
        assert rolled.of(number)[0]["file"] is None
    for number, why in made.NOT_LISTED_TWICE.items():
        assert rolled.states(number) == ["not_counted"]
        assert why in rolled.why(number)
    for number in made.WRONG_YEAR:
        assert rolled.states(number) == ["wrong_year"]
        assert str(made.YEAR - 1) in rolled.why(number)
    for number in made.UNBALANCED | made.SWAPPED:
        assert rolled.states(number) == ["faulty"]
        assert "不平" in rolled.why(number)
        assert rolled.of(number)[0]["errors"] != 0
    for number in made.BLANKS:
        assert rolled.states(number) == ["counted"]
        assert "空着" in rolled.why(number)
    for number in made.RESENT:
        assert rolled.states(number) == ["counted", "duplicate"]
        assert rolled.of(number)[0]["file"] == f"{number:03}-重报.nianbao"
        assert f"由0改为{made.RESENT[number]}" in str(rolled.of(number)[1]["why"])
    for number in made.KINDS:
        assert rolled.states(number) == ["counted"], rolled.of(number)
    unreadable = [each for each in rolled.units if each["state"] == "unreadable"]
    assert [each["unit"] for each in unreadable] == [f"{n:03}.docx" for n in made.UNREADABLE]


def test_a_report_of_another_unit_is_not_counted(rolled: Rolled) -> None:
    stray = next(each for each in rolled.units if each["unit"] == "白杨市第一局")
    assert stray["state"] == "not_counted"
    assert "名单里没有" in str(stray["why"])
    assert rolled.states(made.WRONG_UNIT) == ["missing"]


def test_what_is_too_alike_is_counted_and_told(rolled: Rolled) -> None:
    one, other = made.SAME_TABLES
    assert rolled.states(one) == rolled.states(other) == ["counted"]
    assert name_of(other) in rolled.why(one)
    assert "完全相同" in rolled.why(one)
    one, other = made.COPIED
    assert name_of(other) in rolled.why(one)
    assert "照抄" in rolled.why(other)
    assert rolled.states(made.LAST_YEARS) == ["counted", "wrong_year"]
    assert "上年报告完全相同" in rolled.why(made.LAST_YEARS)


def test_nobody_else_is_suspected(rolled: Rolled) -> None:
    faults = {
        *(*made.MISSING, *made.NOT_LISTED_TWICE, *made.WRONG_YEAR, made.WRONG_UNIT),
        *(*made.UNBALANCED, *made.SWAPPED, *made.RESENT, *made.BLANKS, *made.COPIED),
        *(*made.SAME_TABLES, made.LAST_YEARS, *made.UNREADABLE, *made.KINDS),
    }
    for number in set(range(made.COUNT)) - faults:
        assert [(e["state"], e["errors"], e["why"]) for e in rolled.of(number)] == [
            ("counted", 0, "")
        ]
