"""A window with its questions answered beforehand, and a report whose figures the tests know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from core.document.file import load
from core.forms.loader import Forms
from core.settings.settings import Settings
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Answer, Ask
from gui.look.theme import LIGHT, apply_theme
from tests.editions import FORMS

PATIENCE = 30_000
"""Milliseconds."""


@dataclass
class Answers(Ask):
    """Stands in for the dialogs: gives the answers laid down, and notes what was told."""

    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    stood_over: list[QWidget] = field(default_factory=list)
    save: Answer = Answer.NO
    over: Answer = Answer.CANCEL
    path: Path | None = None
    agrees: bool = True

    def above(self, window: QWidget) -> Answers:
        self.stood_over.append(window)
        return self

    def tell(self, message: str) -> None:
        self.told.append(message)

    def save_first(self, title: str) -> Answer:
        self.asked.append(title)
        return self.save

    def overwrite(self, message: str) -> Answer:
        self.told.append(message)
        return self.over

    def save_elsewhere(self, message: str) -> bool:
        self.told.append(message)
        return self.agrees

    def confirm(self, message: str, consequence: str, yes: str) -> bool:
        self.asked.append(message)
        return self.agrees

    def open_path(self, title: str, folder: str, kinds: str) -> Path | None:
        return self.path

    def open_paths(self, title: str, folder: str, kinds: str) -> list[Path]:
        return [self.path] if self.path is not None else []

    def open_folder(self, title: str, folder: str) -> Path | None:
        return self.path

    def save_path(self, title: str, proposal: str, kinds: str, suffix: str) -> Path | None:
        self.asked.append(proposal)
        return self.path


class PatientBot(QtBot):
    """Waits half a minute where nothing else is said: the machine may have much else to do."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def forms() -> Forms:
    return FORMS


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, forms: Forms, answers: Answers, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Window:  # fmt: skip
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "config"))
    prepare(qapp)
    apply_theme(qapp, LIGHT)
    made = Window(forms, Settings(theme="light"), answers)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    qtbot.addWidget(made, before_close_func=lambda w: w.document.leave())
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sample(window: Window) -> Window:
    """The window on the shipped sample, its texts read as they are soon after it is painted."""
    report, _ = load(SAMPLE, window.document.forms)
    window.document.show(report)
    window.document.catch_up()
    return window
