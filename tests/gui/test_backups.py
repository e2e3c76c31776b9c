"""What was saved before: listed, compared, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.document.file import load, save
from core.figures.address import Address
from core.keeping.backups import Backups, backup_folder
from core.report.edits import SetFigure, SetText
from core.settings.settings import config_folder
from gui.files.backups import OPEN_AS_NEW, RESTORE, BackupsDialog
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Answer
from tests.gui.conftest import Answers

CELL = Address("applications.received.natural")


@pytest.fixture
def saved(window: Window, tmp_path: Path) -> Path:
    """A file backed up three times: as it was opened, with a figure, with a text."""
    path = tmp_path / "某局.nianbao"
    save(load(SAMPLE, window.document.forms)[0], path)
    window.files.open_path(path)
    for edit in (SetFigure(CELL, "600"), SetText("problems", "只有一句。")):
        window.document.edit([edit], "改")
        assert window.saving.save()
    window.safekeeping.settle()
    return path


def backups() -> Backups:
    return Backups(backup_folder(config_folder()))


def lines(dialog: BackupsDialog, group: int = 0) -> list[QTreeWidgetItem]:
    top = dialog.tree.topLevelItem(group)
    return [top.child(n) for n in range(top.childCount())]


def in_dialog(window: Window, act: Callable[[BackupsDialog], object]) -> None:
    """Open the list from the menu, and do something as soon as it stands there."""
    done: list[BackupsDialog] = []

    def do() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, BackupsDialog) and dialog.isVisible():
                done.append(dialog)
                act(dialog)
                if dialog.isVisible():
                    dialog.reject()

    QTimer.singleShot(0, do)
    window.menus.actions_by_name["backups"].trigger()
    assert done


def test_each_backup_says_how_much_it_differs(window: Window, saved: Path, qtbot: QtBot) -> None:
    dialog = BackupsDialog(backups(), window.document, window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.tree.topLevelItem(0).text(0) == "某局.nianbao（正打开着）"
    qtbot.waitUntil(lambda: all(line.text(1) for line in lines(dialog)))
    assert [line.text(1) for line in lines(dialog)] == ["没有不同", "文字1处", "数字1处，文字1处"]
    assert "没有不同" in dialog.told.text()
    assert not dialog.take.isEnabled()
    lines(dialog)[1].setSelected(True)
    dialog.tree.setCurrentItem(lines(dialog)[1])
    assert "有1处不同" in dialog.told.text()
    assert dialog.take.isEnabled()
    assert dialog.take.text() == RESTORE
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
    assert dialog.told.text() == "请选一份备份。"
    assert not dialog.take.isEnabled()


def test_a_backup_comes_back_as_one_step(window: Window, saved: Path) -> None:
    before = window.document.report.texts["problems"]

    def restore(dialog: BackupsDialog) -> None:
        dialog.tree.setCurrentItem(lines(dialog)[1])
        dialog.take.click()

    in_dialog(window, restore)
    document = window.document
    assert document.report.texts["problems"] != before
    assert document.report.value(CELL).text == "600"
    assert document.path == saved
    assert document.has_work
    assert document.undo_stack.undoText().startswith("恢复")
    assert document.history.moments[-1].label.endswith("的备份")
    document.undo_stack.undo()
    assert document.report.texts["problems"] == before


def test_without_an_open_report_every_file_is_listed(
    window: Window, saved: Path, tmp_path: Path
) -> None:
    second = tmp_path / "某县.nianbao"
    save(load(saved, window.document.forms)[0], second)
    window.files.open_path(second)
    window.document.edit([SetFigure(CELL, "700")], "改")
    window.saving.save()
    window.saving.close_report()
    window.safekeeping.settle()
    seen: list[str] = []

    def take(dialog: BackupsDialog) -> None:
        count = dialog.tree.topLevelItemCount()
        seen.extend(dialog.tree.topLevelItem(n).text(0) for n in range(count))
        dialog.tree.setCurrentItem(lines(dialog, 1)[1])
        assert dialog.take.text() == OPEN_AS_NEW
        dialog.take.click()

    in_dialog(window, take)
    assert seen == ["某县.nianbao", "某局.nianbao"]
    document = window.document
    assert document.path is None
    assert document.has_work
    assert document.report.value(CELL).text == "600"
    assert load(saved, document.forms)[0].texts["problems"] == "只有一句。"


def test_that_of_another_file_asks_about_unsaved_work(
    window: Window, saved: Path, answers: Answers
) -> None:
    window.saving.close_report()
    window.files.open_sample()
    window.document.edit([SetFigure(CELL, "1")], "改")
    answers.save = Answer.CANCEL

    def take(dialog: BackupsDialog) -> None:
        dialog.tree.setCurrentItem(lines(dialog)[0])
        dialog.take.click()

    in_dialog(window, take)
    assert len(answers.asked) == 1
    assert window.document.report.value(CELL).text == "1"


def test_a_damaged_backup_is_told(window: Window, saved: Path, qtbot: QtBot) -> None:
    backups().of(saved)[1].file.write_bytes(b"{")
    dialog = BackupsDialog(backups(), window.document, window)
    qtbot.addWidget(dialog)
    dialog.tree.setCurrentItem(lines(dialog)[1])
    assert not dialog.take.isEnabled()
    assert dialog.told.text()
    qtbot.waitUntil(lambda: lines(dialog)[1].text(1) == "已经损坏")


def test_no_backups_no_choice(window: Window, qtbot: QtBot) -> None:
    dialog = BackupsDialog(backups(), window.document, window)
    qtbot.addWidget(dialog)
    assert "还没有备份" in dialog.told.text()
    assert not dialog.take.isEnabled()
