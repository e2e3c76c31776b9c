"""The file of the open report: somebody else opens it, changes it, takes it away."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.document.file import load, load_with_history, save
from core.document.history import History
from core.figures.address import Address
from core.forms.loader import Forms
from core.keeping.backups import Backups, backup_folder
from core.keeping.presence import Marker, Presence
from core.report.edit import apply
from core.report.edits import SetFigure
from core.settings.settings import config_folder
from gui.files.disk_change import DiskChangeDialog
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Answer, Ask
from tests.gui.conftest import Answers
from tests.links import link_or_skip

ROOT = Path(__file__).resolve().parent.parent.parent
CELL = Address("applications.received.natural")
SOMEBODY = Presence("张三", "PC-03", 77, "2026-01-12T09:41:00+08:00")
NOON = datetime(2026, 1, 12, 12).astimezone()
OTHER_WINDOW = """
import sys
from datetime import datetime
from pathlib import Path
from core.keeping.presence import Marker, myself
marker = Marker(Path(sys.argv[1]), myself(datetime.now().astimezone()))
marker.enter()
print("in", flush=True)
sys.stdin.read()
marker.leave()
"""


@pytest.fixture
def path(window: Window, tmp_path: Path) -> Path:
    """A file that is open in the window."""
    path = tmp_path / "某局.nianbao"
    save(load(SAMPLE, window.document.forms)[0], path)
    window.files.open_path(path)
    window.watch.settle()
    return path


def type_into(window: Window, text: str) -> None:
    window.document.edit([SetFigure(CELL, text)], "填写")


def value(window: Window) -> str:
    return window.document.report.value(CELL).text


def on_disk(path: Path, forms: Forms) -> str:
    return load(path, forms)[0].value(CELL).text


def change_by_another(path: Path, forms: Forms, text: str, who: str = "") -> None:
    report, history, stamp = load_with_history(path, forms)
    history.record(report, apply(report, [SetFigure(CELL, text)]), "填写", NOON, who)
    save(report, path, stamp, history=history)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))


def come_forward(window: Window) -> None:
    """Let the window come to the front, as when one has looked something up elsewhere."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    window.watch.settle()
    QApplication.processEvents()


def press(window: Window, name: str) -> None:
    next(button for button in window.versions.bar.choices if button.text() == name).click()


def look_at_comparison(seen: list[list[str]]) -> None:
    """Read the comparison as soon as it stands there, and close it."""

    def act() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, DiskChangeDialog) and dialog.isVisible():
                lines = dialog.differences
                items = [lines.topLevelItem(n) for n in range(lines.topLevelItemCount())]
                seen.append([dialog.told.text(), *(each.text(2) for each in items)])
                dialog.reject()
                return
        QTimer.singleShot(10, act)  # the file is still being read

    QTimer.singleShot(0, act)


def test_a_change_by_another_is_noticed_when_the_window_comes_forward(
    window: Window, path: Path
) -> None:
    come_forward(window)
    assert window.versions.bar.isHidden()
    change_by_another(path, window.document.forms, "600", "李四")
    come_forward(window)
    bar = window.versions.bar
    assert not bar.isHidden()
    assert bar.words.text() == "“某局.nianbao”打开以后，在01月12日12:00被李四修改过。"
    assert [button.text() for button in bar.choices] == ["比较", "重新打开", "知道了"]
    press(window, "知道了")
    assert bar.isHidden()
    come_forward(window)
    assert bar.isHidden()  # told once
    change_by_another(path, window.document.forms, "601")
    come_forward(window)
    assert not bar.isHidden()


def test_a_change_during_a_look_is_noticed_by_the_next_one(window: Window, path: Path) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def hang() -> None:
        has_begun.set()
        may_end.wait()

    window.versions.bar.hide()
    window.watch.settle()
    QApplication.processEvents()
    window.watch._looked.connect(hang, Qt.ConnectionType.DirectConnection)  # in the worker
    window.watch.look()
    assert has_begun.wait(60)  # it has read the file as it was, and goes on
    window.watch._looked.disconnect(hang)
    change_by_another(path, window.document.forms, "600")
    for _ in range(9):
        window.watch.look()
    assert window.watch._worker._tasks.qsize() == 1  # they do not pile up
    may_end.set()
    window.watch.settle()
    QApplication.processEvents()
    assert not window.versions.bar.isHidden()


def test_it_is_compared_and_opened_again(window: Window, path: Path) -> None:
    change_by_another(path, window.document.forms, "600")
    come_forward(window)
    seen: list[list[str]] = []
    look_at_comparison(seen)
    press(window, "比较")
    assert "两边有1处不同" in seen[0][0]
    assert seen[0][1:] == ["516"]
    press(window, "重新打开")
    assert value(window) == "600"
    assert not window.document.has_work
    assert window.versions.bar.isHidden()
    assert len(window.document.history) == 1


def test_what_no_file_holds_is_backed_up_before_it_is_opened_again(
    window: Window, path: Path, answers: Answers
) -> None:
    type_into(window, "517")
    change_by_another(path, window.document.forms, "600")
    come_forward(window)
    answers.agrees = False
    press(window, "重新打开")
    assert value(window) == "517"
    answers.agrees = True
    press(window, "重新打开")
    assert value(window) == "600"
    window.safekeeping.settle()
    backups = Backups(backup_folder(config_folder())).of(path)
    kept = [b.read(window.document.forms)[0].value(CELL).text for b in backups]
    assert "517" in kept


def test_a_file_that_is_gone_is_noticed_and_saved_elsewhere(
    window: Window, path: Path, answers: Answers, tmp_path: Path
) -> None:
    type_into(window, "517")
    path.unlink()
    come_forward(window)
    assert "不在原处了" in window.versions.bar.words.text()
    answers.path = tmp_path / "另一份.nianbao"
    press(window, "另存为…")
    assert on_disk(answers.path, window.document.forms) == "517"
    assert window.versions.bar.isHidden()


def test_saving_over_another_compares_first_and_keeps_the_other(
    window: Window, path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_into(window, "517")
    change_by_another(path, window.document.forms, "600", "李四")
    seen: list[list[str]] = []
    wanted = iter([Answer.CANCEL, Answer.COMPARE, Answer.YES])

    def overwrite(message: str) -> Answer:
        answers.told.append(message)
        answer = next(wanted)
        if answer is Answer.COMPARE:
            look_at_comparison(seen)
        return answer

    monkeypatch.setattr(answers, "overwrite", overwrite)
    assert not window.saving.save()
    assert on_disk(path, window.document.forms) == "600"
    assert "被李四修改过，所以没有保存。" in answers.told[0]
    assert window.document.has_work
    assert window.saving.save()
    assert seen[0][1:] == ["517"]
    assert on_disk(path, window.document.forms) == "517"
    window.safekeeping.settle()
    kept = Backups(backup_folder(config_folder())).of(path)
    assert "600" in [b.read(window.document.forms)[0].value(CELL).text for b in kept]


def test_the_question_offers_to_compare(window: Window, qtbot: QtBot) -> None:
    asked: list[list[str]] = []

    def choose(name: str) -> Callable[[], None]:
        def act() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            asked.append([button.text() for button in box.buttons()])
            next(button for button in box.buttons() if button.text() == name).click()

        return act

    for name, answer in (("比较", Answer.COMPARE), ("覆盖", Answer.YES), ("另存为…", Answer.NO)):
        QTimer.singleShot(0, choose(name))
        assert Ask(window).overwrite("改动过") is answer
    assert set(asked[0]) == {"比较", "覆盖", "另存为…", "取消"}


def test_who_is_there_already_is_told(window: Window, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "某局.nianbao"
    save(load(SAMPLE, window.document.forms)[0], path)
    other = Marker(path, SOMEBODY)
    other.enter()
    window.files.open_path(path)
    window.watch.settle()
    QApplication.processEvents()
    assert "张三（电脑“PC-03”）从01月12日09:41起打开着这份文件" in answers.told[0]
    assert len(other.others()) == 1  # and they are told of us
    come_forward(window)
    assert len(answers.told) == 1
    window.document.leave()
    window.watch.settle()
    assert other.others() == ()
    other.leave()


def test_who_comes_later_is_told_in_the_window(window: Window, path: Path) -> None:
    Marker(path, SOMEBODY).enter()
    come_forward(window)
    assert "张三（电脑“PC-03”）从01月12日09:41起也打开着" in window.versions.bar.words.text()
    press(window, "知道了")
    come_forward(window)
    assert window.versions.bar.isHidden()


def test_another_window_of_the_same_user_is_told_as_such(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "某局.nianbao"
    save(load(SAMPLE, window.document.forms)[0], path)
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_WINDOW, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        window.files.open_path(path)
        window.watch.settle()
        QApplication.processEvents()
        other.communicate()
    assert answers.told[0].startswith("您在这台电脑的另一个窗口里，从")
    assert value(window) == "516"


def test_the_file_in_the_window_is_not_opened_twice(
    window: Window, path: Path, answers: Answers
) -> None:
    type_into(window, "517")
    link = path.with_name("快捷.nianbao")
    link_or_skip(link, path)
    for name in (path, link):
        window.files.open_path(name)
        assert value(window) == "517"
        assert window.document.path == path
    assert answers.asked == answers.told == []


def test_our_own_mark_goes_with_the_file(window: Window, path: Path) -> None:
    assert len(list(path.parent.glob(".~*.open"))) == 1
    window.close()
    assert list(path.parent.glob(".~*")) == []


def test_a_history_of_nobody_names_nobody(window: Window, path: Path) -> None:
    assert isinstance(window.document.history, History)
    change_by_another(path, window.document.forms, "600")
    come_forward(window)
    assert "被别人或者别的程序修改过" in window.versions.bar.words.text()
