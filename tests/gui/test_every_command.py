"""What the window offers with a report, without one, and after one was closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.document.file import load
from gui.files.files import SAMPLE
from gui.frame.window import Window
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, Keyboard

ALWAYS = {
    *("new", "new_from_last", "open", "read", "paste", "sample", "recover", "backups", "settings"),
    *("quit", "series", "new_rollup", "open_rollup", "guide", "keys", "about"),
}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """Refuse every modal dialog and menu, and note it: nobody would be there to answer."""
    noted: list[QWidget] = []

    def refuse(dialog: QWidget, *_args: object) -> int:
        noted.append(dialog)
        return 0

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMenu, "exec", refuse)
    return noted


def open_again(window: Window) -> None:
    report, _ = load(SAMPLE, window.document.forms)
    window.document.show(report)


def sections(window: Window) -> list[str]:
    return list(window.workspace.tabs.sections)


def test_what_needs_a_report_is_grey_without_one(window: Window) -> None:
    def lively() -> set[str]:
        actions = window.menus.actions_by_name.items()
        return {name for name, action in actions if name and action.isEnabled()}

    zooming = {"zoom_in", "zoom_out", "zoom_reset"}
    assert lively() - zooming == ALWAYS
    open_again(window)
    assert lively() - zooming == window.menus.actions_by_name.keys() - zooming - {""}
    window.document.leave()
    assert lively() - zooming == ALWAYS


@pytest.mark.parametrize("number", range(7))
def test_a_source_is_read_after_the_report_was_closed(
    number: int, window: Window, answers: Answers, shown: list[QWidget], tmp_path: Path
) -> None:
    answers.path = tmp_path / "某局年报.txt"
    answers.path.write_text(
        "某局2024年政府信息公开工作年度报告\n一、总体情况\n做了工作。\n", "utf-8"
    )
    open_again(window)
    window.workspace.show_section(sections(window)[number])
    Keyboard(window).press(Qt.Key.Key_W, CONTROL)
    Keyboard(window).press(Qt.Key.Key_I, CONTROL)
    assert len(shown) == 1 or answers.told
    assert not window.document.is_open
