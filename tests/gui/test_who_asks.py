"""A question stands over the window that asks it, and not behind or over another one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

import gui
from gui.frame.window import Window
from gui.kit.ask import Ask
from tests.gui.conftest import Answers
from tests.gui.every_window import open_window

STAND_ALONE = {"QDialog", "QMainWindow"}


def windows_that_ask() -> list[ast.ClassDef]:
    """Return the windows beside the main one to which somebody hands an `Ask`."""
    found = []
    for path in sorted(Path(str(gui.__file__)).parent.rglob("*.py")):
        for each in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(each, ast.ClassDef) and STAND_ALONE & {
                ast.unparse(b) for b in each.bases
            }:
                made = next((d for d in each.body if getattr(d, "name", "") == "__init__"), None)
                given = (
                    {a.arg: a for a in made.args.args} if isinstance(made, ast.FunctionDef) else {}
                )
                if (
                    "ask" in given
                    and ast.unparse(given["ask"].annotation or ast.Tuple([])) == "Ask"
                ):
                    found.append(each)
    return found


def test_each_window_of_its_own_asks_above_itself() -> None:
    asking = windows_that_ask()
    assert {"RollupWindow", "Preview", "SeriesWindow"} <= {each.name for each in asking}
    assert [e.name for e in asking if "ask.above(self)" not in ast.unparse(e)] == []


def test_a_roll_up_asks_above_itself(sample: Window, answers: Answers, tmp_path: Path) -> None:
    shown = open_window("roll-up", sample, tmp_path)
    assert shown in answers.stood_over
    shown.close()


def test_the_boxes_belong_to_the_window(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    parents: list[object] = []

    def note(box: QWidget) -> int:
        parents.append(box.parent())
        return 0

    for kind in (QMessageBox, QFileDialog):
        monkeypatch.setattr(kind, "exec", note)
    beside = QWidget(window)
    ask = Ask(window).above(beside)
    ask.tell("打不开。")
    ask.confirm("停下？", "没有读的要再收。", "停下")
    ask.save_path("存", "一.txt", "", ".txt")
    ask.open_path("选", "", "")
    assert parents == [beside] * 4


def test_what_was_told_goes_with_its_report(sample: Window) -> None:
    sample.commands.say("已导出，还有2处错误。")
    sample.menus.actions_by_name["sample"].trigger()
    assert sample.told.text() == ""
