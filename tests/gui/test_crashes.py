"""Errors that nobody foresaw, wherever they come from: noted, told, shown at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.keeping.crash_log import CrashLog
from gui.files.versions import CRASHED
from gui.frame.about import AboutDialog
from gui.frame.window import Window
from gui.keeping.crashes import NOTHING, CrashesDialog
from gui.keeping.surprises import Surprises

ROOT = Path(__file__).resolve().parent.parent.parent
SAID = "某局收到申请517件"
WINDOWED = """
import sys
sys.stdout = sys.stderr = sys.stdin = None
from PySide6.QtCore import QTimer
from gui import app
from gui.kit.ask import Ask
from gui.frame.window import Window
told = []
Ask.tell = lambda self, words: told.append(words)
shown = Window.show
def show(self):
    shown(self)
    QTimer.singleShot(0, fail)
    QTimer.singleShot(50, lambda: self.close())
def fail():
    raise ValueError("%s")
Window.show = show
status = app.main([])
sys.exit(40 + len(told) if status == 0 else 1)
"""


@pytest.fixture
def log(tmp_path: Path) -> CrashLog:
    return CrashLog(tmp_path / "config")


@pytest.fixture
def surprises(qapp: QApplication, log: CrashLog) -> Iterator[Surprises]:
    made = Surprises(log)
    made.take_over()
    yield made
    made.give_back()


def failing() -> None:
    raise ValueError(SAID)


class Worker(QThread):
    def run(self) -> None:
        failing()


class Dropped:
    def __del__(self) -> None:
        failing()


def test_an_error_of_the_window_is_told_later_and_once(
    surprises: Surprises, log: CrashLog, qtbot: QtBot
) -> None:
    told: list[str] = []
    surprises.came.connect(lambda: told.append(log.read()))
    for _ in range(3):
        try:
            failing()
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    QApplication.processEvents()
    assert len(told) == 1
    assert "failing" in told[0]
    assert SAID not in told[0]


@pytest.mark.parametrize("kind", [threading.Thread, Worker])
def test_an_error_of_a_thread_is_told_in_the_windows_thread(
    surprises: Surprises, log: CrashLog, qtbot: QtBot, kind: type
) -> None:
    told: list[int] = []
    surprises.came.connect(lambda: told.append(threading.get_ident()))
    thread = Worker() if kind is Worker else threading.Thread(target=failing, name="reading")
    thread.start()
    qtbot.waitUntil(lambda: bool(told))
    thread.wait() if isinstance(thread, QThread) else thread.join()
    assert told == [threading.get_ident()]
    assert "ValueError" in log.read()
    assert SAID not in log.read()


def test_an_error_of_a_worker_is_not_kept_to_itself(
    surprises: Surprises, log: CrashLog, sample: Window, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sample.document.save(tmp_path / "某局.nianbao")
    sample.watch.settle()
    monkeypatch.setattr("gui.keeping.file_watch.find_change", lambda *_given: failing())
    with qtbot.waitSignal(surprises.came):
        sample.watch.look()
    assert "ValueError" in log.read()


def test_what_fails_while_it_is_cleared_away_is_noted_alone(
    surprises: Surprises, log: CrashLog
) -> None:
    Dropped()
    assert "差错（清理时）：ValueError" in log.read()
    assert SAID not in log.read()


def test_the_hooks_are_given_back(qapp: QApplication, log: CrashLog) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = Surprises(log)
    made.take_over()
    assert sys.excepthook != before[0]
    made.give_back()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_windowed_program_leaves_a_trace(tmp_path: Path) -> None:
    environment = {**os.environ, "NIANBAO_CONFIG": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", WINDOWED % SAID], cwd=ROOT, env=environment,
                          check=False, capture_output=True)  # fmt: skip
    assert done.returncode == 41  # told once
    held = CrashLog(tmp_path).read()
    assert "ValueError" in held
    assert SAID not in held
    assert "begins: 0." in (tmp_path / "logs" / "nianbao.log").read_text("utf-8")
    assert not list((tmp_path / "logs").glob("native-*"))


def test_the_next_start_tells_quietly_and_once(window: Window, log: CrashLog) -> None:
    window.versions.tell_crash(log)
    assert not window.versions.bar.isVisible()
    log.note(ValueError(SAID))
    window.versions.tell_crash(log)
    assert window.versions.bar.isVisible()
    assert window.versions.bar.words.text() == CRASHED
    window.versions.bar.choices[-1].click()
    window.versions.tell_crash(CrashLog(log.folder.parent))
    assert not window.versions.bar.isVisible()


def test_the_notice_leads_to_the_record(window: Window, log: CrashLog, qtbot: QtBot) -> None:
    log.note(ValueError(SAID))
    window.versions.tell_crash(log)
    seen: list[str] = []

    def look() -> None:
        dialog = window.findChild(CrashesDialog)
        assert dialog is not None
        dialog.copy.click()
        seen.append(dialog.text.toPlainText())
        dialog.accept()

    QTimer.singleShot(0, look)
    window.versions.bar.choices[0].click()
    assert "ValueError" in seen[0]
    assert QGuiApplication.clipboard().text() == log.read()


def test_about_leads_to_the_record(window: Window, log: CrashLog) -> None:
    about = AboutDialog(log, window)
    seen: list[QWidget] = []

    def look() -> None:
        dialog = about.findChild(CrashesDialog)
        assert dialog is not None
        seen.append(dialog)
        assert not dialog.copy.isEnabled()
        assert not dialog.text.isVisible()
        assert NOTHING in {label.text() for label in dialog.findChildren(QLabel)}
        dialog.accept()

    QTimer.singleShot(0, look)
    about.crashes.click()
    assert len(seen) == 1
