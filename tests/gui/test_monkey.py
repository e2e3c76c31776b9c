"""A monkey plays for a while; `make monkey` lets it play for long."""

from __future__ import annotations

import random
from collections.abc import Iterator
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
from gui.frame.windows import Windows
from gui.kit.ask import Ask
from gui.texts.editor import Writing
from gui.texts.text_page import TextPage

EVENTS = 120


def test_the_careless_one_answers_whatever_is_asked() -> None:
    asking = {name for name in vars(Ask) if not name.startswith("_")}
    assert asking <= set(vars(CarelessAsk))


@pytest.fixture
def ask(tmp_path: Path) -> CarelessAsk:
    folder = tmp_path / "files"
    folder.mkdir()
    return CarelessAsk(random.Random(0), folder)  # noqa: S311 - no secret hangs on it


@pytest.fixture
def jungle(window: Window, ask: CarelessAsk, forms: Forms, qtbot: QtBot) -> Iterator[Windows]:
    """Windows whose questions are answered carelessly."""
    window.hide()
    made = Windows(forms, Settings(theme="light"), make_ask=lambda: ask)
    first = made.open()
    first.setWindowState(Qt.WindowState.WindowNoState)
    first.resize(1366, 768)
    with qtbot.waitExposed(first):
        first.show()
    yield made
    for each in made.every:
        each.document.leave()
        each.close()
    made.deleteLater()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_nothing_breaks_traps_or_loses_a_character(
    jungle: Windows, ask: CarelessAsk, tmp_path: Path
) -> None:
    monkey = play(jungle, ask, 3, EVENTS, CrashLog(tmp_path))
    assert monkey.troubles == []
    assert monkey.done["type"] > EVENTS // 10
    assert len(monkey.seen) > 1


def test_a_dialog_that_does_not_let_go_is_told(
    jungle: Windows, ask: CarelessAsk, tmp_path: Path
) -> None:
    class Trap(QDialog):
        def reject(self) -> None:
            pass

        def closeEvent(self, event: QCloseEvent) -> None:
            event.ignore()

    trap = Trap(jungle.front)
    QTimer.singleShot(0, trap.exec)
    monkey = play(jungle, ask, 1, 5, CrashLog(tmp_path))
    assert any("Trap" in trouble for trouble in monkey.troubles)


def test_a_character_that_is_lost_is_told(
    jungle: Windows, ask: CarelessAsk, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide(jungle.front, ask)
    page = jungle.front.workspace.show_section("overview")
    assert isinstance(page, TextPage)
    monkey = Monkey(jungle, ask.dice)
    monkey.type_into(page.editor, "5")
    monkey.look()
    assert monkey.troubles == []
    monkeypatch.setattr(Writing, "keyPressEvent", lambda *_: None)
    monkey.type_into(page.editor, "6")
    assert len(monkey.troubles) == 1


def test_an_error_that_nobody_foresaw_is_told(
    jungle: Windows, ask: CarelessAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError

    with qtbot.captureExceptions():
        QTimer.singleShot(0, fail)
        monkey = play(jungle, ask, 1, 20, CrashLog(tmp_path))
    assert any("nobody foresaw" in trouble for trouble in monkey.troubles)
