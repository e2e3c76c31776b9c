"""Collection forms out of the roll-up's window: for whom, from which last year, where to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.document.file import save
from core.figures.address import Address
from core.forms.loader import Forms
from core.reading.opening import open_file
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.rollup.head import Head
from core.rollup.heap import Found
from core.rollup.project import Project, make_project
from core.rollup.receiving import Receiver
from core.rollup.taking_in import TakingIn
from core.rollup.unit import Unit
from gui.frame.window import Window
from gui.rollup.forms_dialog import FormsDialog
from gui.rollup.window import RollupWindow
from tests.city import YEAR
from tests.gui.conftest import Answers

NAMES = ("青禾市水利局", "青禾市教育局", "青禾市民政局")
CARRIED = Address("applications.carried_out.natural")


def project_of(forms: Forms, folder: Path, year: int) -> Project:
    units = tuple(Unit(f"k{number}", name) for number, name in enumerate(NAMES))
    return make_project(folder, Head("青禾市人民政府", year, units, date(year + 1, 1, 31)), forms)


def receive(project: Project, forms: Forms, path: Path) -> None:
    """Take one file in, as the window does."""
    receiver = Receiver(project, (), "办公室")
    for taken in TakingIn([Found(path, path.name)], forms, keep=True):
        receiver.receive(taken)


@pytest.fixture
def shown(window: Window, forms: Forms, tmp_path: Path, answers: Answers) -> RollupWindow:
    project_of(forms, tmp_path / "汇总", YEAR)
    answers.path = tmp_path / "汇总"
    window.menus.actions_by_name["open_rollup"].trigger()
    (made,) = window.rollups.windows
    made.resize(1366, 768)
    return made


def dialog_of(shown: RollupWindow, answers: Answers, qtbot: QtBot) -> FormsDialog:
    dialog = FormsDialog(shown.state, answers)
    qtbot.addWidget(dialog)
    return dialog


def test_each_unit_gets_a_form(
    shown: RollupWindow, answers: Answers, qtbot: QtBot, forms: Forms, tmp_path: Path
) -> None:
    dialog = dialog_of(shown, answers, qtbot)
    assert dialog.everybody.text().startswith("全部3个单位")
    dialog.place.setText(str(tmp_path / "下发"))
    dialog.zip.setChecked(True)
    dialog.make.click()
    assert dialog.told.startswith("做了3份收集表和通知。")
    made = sorted(path.stem for path in (tmp_path / "下发" / "收集表").iterdir())
    assert made == sorted(NAMES)
    assert (tmp_path / "下发.zip").is_file()
    opened = open_file(tmp_path / "下发" / "收集表" / f"{NAMES[0]}.xlsx", forms)
    assert (opened.report.organ, opened.year) == (NAMES[0], YEAR)


def test_what_cannot_be_done_is_said_in_the_dialog(
    shown: RollupWindow, answers: Answers, qtbot: QtBot, forms: Forms, tmp_path: Path
) -> None:
    full = tmp_path / "有东西"
    full.mkdir()
    (full / "a.txt").write_text("a", "utf-8")
    project_of(forms, tmp_path / "同一年", YEAR)
    dialog = dialog_of(shown, answers, qtbot)
    for place, last, words in (
        ("", "", "请选一个存放收集表的文件夹"),
        (str(full), "", "里已经有文件"),
        (str(tmp_path / "新"), str(tmp_path / "同一年"), f"那是{YEAR}年度的汇总"),
    ):
        dialog.place.setText(place)
        dialog.last.setText(last)
        dialog.make.click()
        assert words in dialog.fault.text()
        assert not dialog.told
    assert not (tmp_path / "新").exists()


def test_last_year_s_carried_figures_come_from_its_roll_up(
    shown: RollupWindow, answers: Answers, qtbot: QtBot, forms: Forms, tmp_path: Path
) -> None:
    form = forms.for_year(YEAR - 1)
    assert form is not None
    old = Report(form, NAMES[0], YEAR - 1)
    apply(old, [SetFigure(CARRIED, "4")])
    save(old, tmp_path / "去年.nianbao")
    before = project_of(forms, tmp_path / "去年汇总", YEAR - 1)
    receive(before, forms, tmp_path / "去年.nianbao")
    dialog = dialog_of(shown, answers, qtbot)
    dialog.place.setText(str(tmp_path / "下发"))
    dialog.last.setText(str(tmp_path / "去年汇总"))
    dialog.make.click()
    assert "其中1份带入了上年的结转数" in dialog.told
    read = open_file(tmp_path / "下发" / "收集表" / f"{NAMES[0]}.xlsx", forms).report
    assert read.figure(Address("applications.carried_in.natural")) == 4
