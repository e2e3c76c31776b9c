"""A whole round in the roll-up's window: forms out to five units, back, summed, two sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Form
from core.forms.loader import Forms
from core.rollup.head import Head
from core.rollup.project import make_project
from core.rollup.unit import Unit, UnitState
from gui.frame.window import Window
from gui.rollup.forms_dialog import FormsDialog
from gui.rollup.window import RollupWindow
from tests.city import YEAR
from tests.collection_forms import form_places
from tests.gui.conftest import Answers
from tests.gui.test_rollup import _receive

NAMES = tuple(f"青禾市{name}局" for name in ("水利", "教育", "民政", "财政", "司法"))
NEW, CARRIED = (Address(f"applications.{row}.natural") for row in ("received", "carried_in"))
GRANTED = Address("applications.granted.natural")
SHORT, OVERWRITTEN = NAMES[1], NAMES[3]
"""One whose column is a piece short, and one who typed over a total, with another number."""


def figures_of(form: Form, number: int, *, missing: int = 0) -> dict[Address, Number]:
    """Return a unit's figures: what came in was granted, but for what is missing."""
    found: dict[Address, Number] = {a: 0 for a, f in form.figures.items() if not f.computed}
    return found | {NEW: 10 + number, CARRIED: 1, GRANTED: 11 + number - missing}


def fill(path: Path, form: Form, figures: Mapping[Address, Number]) -> None:
    book, places = openpyxl.load_workbook(path), form_places(form)
    for address, figure in figures.items():
        place = places[address]
        book[place.sheet].cell(place.row, place.column).value = figure
    book.save(path)


@pytest.fixture
def shown(window: Window, forms: Forms, tmp_path: Path, answers: Answers) -> RollupWindow:
    units = tuple(Unit(f"k{number}", name) for number, name in enumerate(NAMES))
    head = Head("青禾市人民政府", YEAR, units, date(YEAR + 1, 1, 31))
    make_project(tmp_path / "汇总", head, forms)
    answers.path = tmp_path / "汇总"
    window.menus.actions_by_name["open_rollup"].trigger()
    (made,) = window.rollups.windows
    made.resize(1366, 768)
    return made


def test_forms_go_out_come_back_and_are_summed_and_sent_back(
    shown: RollupWindow, answers: Answers, qtbot: QtBot, forms: Forms, tmp_path: Path
) -> None:
    form = forms.for_year(YEAR)
    assert form is not None
    dialog = FormsDialog(shown.state, answers)
    qtbot.addWidget(dialog)
    dialog.place.setText(str(tmp_path / "下发"))
    dialog.make.click()
    assert dialog.told.startswith("做了5份收集表和通知。")
    back = tmp_path / "下发" / "收集表"
    for number, name in enumerate(NAMES):
        figures = figures_of(form, number, missing=int(name == SHORT))
        if name == OVERWRITTEN:
            figures |= {Address("applications.received.total"): 99}
        fill(back / f"{name}.xlsx", form, figures)
    _receive(shown, qtbot, back)
    rows = {row.unit.name: row for row in shown.state.rows.values()}
    assert {name for name, row in rows.items() if row.taken and row.taken.errors} == {
        SHORT,
        OVERWRITTEN,
    }
    assert not [name for name, row in rows.items() if row.state is UnitState.MISSING]
    # What was typed counts, and is added up: the total that was typed over is a finding, no sum.
    assert shown.state.total.figures[NEW] == sum(10 + number for number in range(5))
    assert shown.state.total.figures[GRANTED] == sum(11 + number for number in range(5)) - 1
    answers.path = tmp_path / "退回"
    answers.path.mkdir()
    shown.menus.named["letters"].trigger()
    letters = {path.stem for path in answers.path.rglob("*.docx")}
    assert {f"退回意见-{name}" for name in (SHORT, OVERWRITTEN)} == {
        name for name in letters if "青禾市" in name
    }
