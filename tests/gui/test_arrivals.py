"""A second start of the program opens what it was asked for in the windows of the first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from core.forms.loader import Forms
from core.keeping.doorway import Arrival, Doorway, arrive, doorway_folder
from core.keeping.errand import Errand
from core.settings.settings import own_folder
from gui.frame.arrivals import Arrivals
from gui.frame.windows import Windows
from tests.gui.test_windows import file_of, titles, windows

__all__ = ["windows"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def door(windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doorway]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    folder = doorway_folder(own_folder())
    assert folder is not None
    held = Doorway.hold(folder)
    assert held is not None
    arrivals = Arrivals(held, windows)
    arrivals.open()
    yield held
    arrivals.close()


def start(qtbot: QtBot, folder: Path, *names: str) -> int | None:
    """Start the program, and return how it ended; it would go on if it opened a window."""
    command = [sys.executable, str(ROOT / "nianbao.py"), *names]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        qtbot.waitUntil(lambda: process.poll() is not None)
    finally:
        process.kill()
        process.wait()
    return process.returncode


def test_a_second_start_opens_its_files_in_this_program(
    windows: Windows, door: Doorway, forms: Forms, tmp_path: Path, qtbot: QtBot
) -> None:
    names = [file_of(tmp_path, organ, forms).name for organ in ("甲局", "乙局")]
    assert start(qtbot, tmp_path, *names) == 0
    assert titles(windows) == ["甲局", "乙局"]
    one, other = windows.every
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    assert start(qtbot, tmp_path, names[0]) == 0  # which is open: its window comes forward
    assert titles(windows) == ["甲局", "乙局"]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is one)


def test_a_start_without_a_file_gets_a_start_page(
    windows: Windows, door: Doorway, forms: Forms, tmp_path: Path, qtbot: QtBot
) -> None:
    windows.front.files.open_path(file_of(tmp_path, "甲局", forms))
    for _ in range(2):  # the second time it is there
        assert start(qtbot, tmp_path) == 0
        assert titles(windows) == ["甲局", ""]


def test_nothing_is_fetched_while_a_dialog_stands(
    windows: Windows, door: Doorway, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = QDialog(windows.front, modal=True)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    assert arrive(door.folder, Errand(), 0.05) == Arrival(is_done=False)
    dialog.close()
