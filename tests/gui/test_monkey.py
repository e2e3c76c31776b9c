"""A monkey plays for a while; `make monkey` lets it play for long."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from benchmarks.careless_ask import CarelessAsk, provide
from benchmarks.monkey import Monkey, play
from core.forms.loader import Forms
from core.keeping.crash_log import CrashLog
from core.settings.settings import Settings
from gui.frame.window import Window
from gui.texts.editor import Writing
from gui.texts.text_page import TextPage

EVENTS = 120


@pytest.fixture
def ask(tmp_path: Path) -> CarelessAsk:
    folder = tmp_path / "files"
    folder.mkdir()
    return CarelessAsk(random.Random(0), folder)  # noqa: S311 - no secret hangs on it


@pytest.fixture
def jungle(window: Window, ask: CarelessAsk, forms: Forms, qtbot: QtBot) -> Window:
    """A window whose questions are answered carelessly."""
    window.hide()
    made = Window(forms, Settings(theme="light"), ask)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    qtbot.addWidget(made, before_close_func=lambda w: w.document.leave())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_nothing_breaks_traps_or_loses_a_character(
    jungle: Window, ask: CarelessAsk, tmp_path: Path
) -> None:
    monkey = play(jungle, ask, 3, EVENTS, CrashLog(tmp_path))
    assert monkey.troubles == []
    assert monkey.done["type"] > EVENTS // 10
    assert len(monkey.windows) > 1


def test_a_dialog_that_does_not_let_go_is_told(
    jungle: Window, ask: CarelessAsk, tmp_path: Path
) -> None:
    class Trap(QDialog):
        def reject(self) -> None:
            pass

        def closeEvent(self, event: QCloseEvent) -> None:
            event.ignore()

    trap = Trap(jungle)
    QTimer.singleShot(0, trap.exec)
    monkey = play(jungle, ask, 1, 5, CrashLog(tmp_path))
    assert any("Trap" in trouble for trouble in monkey.troubles)


def test_a_character_that_is_lost_is_told(
    jungle: Window, ask: CarelessAsk, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide(jungle, ask)
    page = jungle.workspace.show_section("overview")
    assert isinstance(page, TextPage)
    monkey = Monkey(jungle, ask, ask.dice)
    monkey.type_into(page.editor, "5")
    monkey.look()
    assert monkey.troubles == []
    monkeypatch.setattr(Writing, "keyPressEvent", lambda *_: None)
    monkey.type_into(page.editor, "6")
    assert len(monkey.troubles) == 1


def test_an_error_that_nobody_foresaw_is_told(
    jungle: Window, ask: CarelessAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError

    with qtbot.captureExceptions():
        QTimer.singleShot(0, fail)
        monkey = play(jungle, ask, 1, 20, CrashLog(tmp_path))
    assert any("nobody foresaw" in trouble for trouble in monkey.troubles)
