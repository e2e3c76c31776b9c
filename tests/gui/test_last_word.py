"""What the status bar told goes as soon as it need not be so any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from core.figures.address import Address
from core.report.edits import COVER, SetFigure
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.tables.table_page import TablePage
from tests.gui.conftest import Answers

CELL = Address("applications.received.natural")


def paste(window: Window, _answers: Answers, _folder: Path) -> None:
    page = window.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    window.document.edit([SetFigure(CELL, "")], "清除")  # else it is asked first
    page.view.go_to(CELL)
    page.view.setFocus()
    QGuiApplication.clipboard().setText("7")
    window.menus.actions_by_name["paste_here"].trigger()


def copy_all(window: Window, _answers: Answers, _folder: Path) -> None:
    window.menus.actions_by_name["copy_report"].trigger()


def export(window: Window, answers: Answers, folder: Path) -> None:
    answers.path = folder / "a.html"
    window.exporting.export(".html", "网页")


def nothing_here(window: Window, _answers: Answers, _folder: Path) -> None:
    window.workspace.show_section("overview")
    window.workspace.show_section(COVER)
    window.menus.actions_by_name["fill_down"].trigger()


def undo(window: Window) -> None:
    window.document.edit([SetFigure(CELL, "8")], "填写")
    window.document.undo_stack.undo()


def write(window: Window) -> None:
    window.document.edit([SetFigure(CELL, "9")], "填写")


def open_another(window: Window) -> None:
    window.files.open_path(SAMPLE)


def leave(window: Window) -> None:
    window.document.leave()


def turn(window: Window) -> None:
    window.workspace.show_section("problems")


def next_command(window: Window) -> None:
    window.menus.actions_by_name["next"].trigger()


@pytest.mark.parametrize("after", [undo, write, open_another, leave, turn, next_command])
@pytest.mark.parametrize("deed", [paste, copy_all, export])
def test_what_was_told_is_over_with_the_next_thing(
    sample: Window,
    answers: Answers,
    tmp_path: Path,
    deed: Callable[[Window, Answers, Path], None],
    after: Callable[[Window], None],
) -> None:
    deed(sample, answers, tmp_path)
    assert sample.told.text()
    after(sample)
    assert sample.told.text() == ""
    assert sample.told.toolTip() == ""


def test_undo_of_a_paste_tells_nothing_of_it(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    paste(sample, answers, tmp_path)
    assert sample.told.text()
    sample.document.undo_stack.undo()
    assert sample.told.text() == ""
