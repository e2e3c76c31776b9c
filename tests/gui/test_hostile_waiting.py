"""Waiting for a source: the window lives on, the reading can be called off, faults are told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.apart.stopping import Stop, Stopped
from core.base.problem import Problem
from core.document.file import load_with_history
from core.document.history import Moment
from core.document.splice import Splice
from gui.files.files import SAMPLE
from gui.files.history import MISFIT, HistoryDialog
from gui.frame.window import Window
from gui.kit import waiting


def slow(stop: Stop) -> str:
    while not stop():
        time.sleep(0.005)
    return "stopped"


def test_what_is_read_at_once_shows_no_box(qtbot: QtBot) -> None:
    assert waiting.wait_for("甲.docx", lambda _stop: 3) == 3
    with pytest.raises(Problem, match="坏了"):
        waiting.wait_for("甲.docx", _fail)
    assert QApplication.overrideCursor() is None


def _fail(_stop: Stop) -> int:
    raise Problem("坏了")


def test_a_long_reading_can_be_called_off(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    told: list[str] = []

    def cancel() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, waiting.WaitingBox):
            QTimer.singleShot(10, cancel)
            return
        told.append(box.told.text())
        box.stop.click()

    QTimer.singleShot(0, cancel)
    with pytest.raises(Stopped):
        waiting.wait_for("甲<b>.docx", slow)
    assert "“甲<b>.docx”" in told[0]


def test_who_closes_the_window_calls_the_reading_off(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 30_000)
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    QTimer.singleShot(0, window.close)
    with pytest.raises(Stopped):
        waiting.wait_for("甲.docx", slow, window)
    assert isValid(window)  # whoever waited may go on with it
    qtbot.waitUntil(lambda: not isValid(window))


def test_a_history_that_does_not_fit_is_said_to(window: Window, qtbot: QtBot) -> None:
    report, history, _stamp = load_with_history(Path(SAMPLE), window.document.forms)
    section = report.form.texts[0].id
    splice = Splice(section, 10**6, 1, "甲")
    moment = Moment("2024-01-01T08:00:00+08:00", "", "改", (splice,))
    history._moments[:] = [moment]
    window.document.show(report, history=history)
    dialog = HistoryDialog(window.document, window)
    qtbot.addWidget(dialog)
    item = dialog.tree.topLevelItem(dialog.tree.topLevelItemCount() - 1)
    dialog.tree.setCurrentItem(item)
    assert dialog.told.text() == MISFIT
    assert not dialog.back.isEnabled()
