"""What the window offers in every state, and that no command of it fails or loses what is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QClipboard
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from core.document.encode import encode
from core.document.file import load
from core.report.edits import SetText
from gui.files.files import SAMPLE
from gui.frame.actions import rows
from gui.frame.context_menus import FINDING_MENU, RECENT_MENU, TEXT_MENU
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.proofreading.window import ProofreadingWindow
from gui.texts.text_page import TextPage
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, Keyboard

ALWAYS = {
    *("new", "new_from_last", "open", "read", "paste", "sample", "recover", "backups", "settings"),
    *("quit", "series", "new_rollup", "open_rollup", "guide", "keys", "about"),
    *("prior_shown", "theme_system", "theme_light", "theme_dark", "theme_contrast"),
    *("enter_down", "enter_right", "page_beside"),
    *("side_auto", "side_shown", "side_folded", "side_hidden"),
}
CHANGING = {
    *("undo", "cut", "paste_here", "fill_down", "fill_right", "stop_comparing"),
    *("zero_selection", "zero_table", "zero_report", "insert_cell", "phrases"),
}
"""These may change the report."""
PAGES = ("cover", "problems", "applications")
"""A page of each kind."""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """Refuse every modal dialog and menu, and note it: nobody would be there to answer."""
    noted: list[QWidget] = []

    def refuse(dialog: QWidget, *_args: object) -> int:
        noted.append(dialog)
        return 0

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMenu, "exec", refuse)
    monkeypatch.setattr(QMenu, "popup", refuse)
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

    asked = {row.name for row in rows() if row.can is not None}  # they hang on more than a report
    assert lively() - asked == ALWAYS
    open_again(window)
    assert lively() - asked == window.menus.actions_by_name.keys() - asked
    window.document.leave()
    assert lively() - asked == ALWAYS


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


def offered(window: Window) -> dict[str, QAction]:
    """Return all that the menus and context menus offer now, but leaving, by name."""
    found = dict(window.menus.actions_by_name)
    for menu in (window.menus.recent, window.menus.sections):
        found |= {action.objectName(): action for action in menu.actions()}
    return {name: a for name, a in found.items() if a.isEnabled() and name != "quit"}


def give(action: QAction, window: Window) -> None:
    """Give a command, and close the window that it opens beside the main one."""
    action.trigger()
    for beside in QApplication.topLevelWidgets():
        is_window = isinstance(beside, QDialog | QMainWindow) and beside.isVisible()
        if is_window and beside is not window and not isinstance(beside, ProofreadingWindow):
            beside.close()


def held(window: Window) -> bytes:
    return encode(window.document.report) if window.document.is_open else b""


@contextmanager
def unsaved(window: Window, _folder: Path) -> Iterator[None]:
    window.document.edit([SetText("problems", "刚写的一句，还没有保存。")], "写")
    yield


@contextmanager
def read_only(window: Window, folder: Path) -> Iterator[None]:
    """The report lies where nobody may write any more."""
    window.document.save(folder / "只读.nianbao")
    real = os.open

    def do_open(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if folder in Path(os.fsdecode(path)).parents and flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *more, **named)

    with unsaved(window, folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", do_open)
        yield


@contextmanager
def proofread(window: Window, folder: Path) -> Iterator[None]:
    """The window that reads figures out stands beside."""
    with unsaved(window, folder):
        window.menus.actions_by_name["proofread"].trigger()
        yield


@pytest.mark.parametrize(("state", "turn"), [(unsaved, 0), (read_only, 1), (proofread, 2)])
def test_no_command_loses_what_is_not_saved(
    state: Callable[[Window, Path], AbstractContextManager[None]],
    turn: int,
    sample: Window,
    answers: Answers,
    shown: list[QWidget],
    tmp_path: Path,
) -> None:
    """Give every command, on a page of another kind in each state; all questions are called off."""
    answers.save, answers.agrees = Answer.CANCEL, False
    sample.preferences.remember(tmp_path / "另一份.nianbao")
    folder = tmp_path / "某处"
    folder.mkdir()
    with state(sample, folder):
        kept = {path: path.read_bytes() for path in folder.glob("[!.]*")}
        for number, name in enumerate(offered(sample)):
            if name.startswith(("theme", "zoom")) and state is not unsaved:
                continue  # these take long, and look at no report
            sample.workspace.show_section(PAGES[(number + turn) % len(PAGES)]).setFocus()
            before = held(sample)
            give(offered(sample)[name], sample)
            assert sample.document.is_open, name
            assert sample.document.is_unsaved, name
            if name not in CHANGING:
                assert held(sample) == before, name
            assert {path: path.read_bytes() for path in folder.glob("[!.]*")} == kept, name
    assert not any("Traceback" in told or "Error" in told for told in answers.told)
    assert (state is read_only) == any("权限" in told for told in answers.told)


def test_every_entry_of_a_context_menu_can_be_given(
    sample: Window, answers: Answers, shown: list[QWidget], tmp_path: Path
) -> None:
    page = sample.workspace.show_section("problems")
    assert isinstance(page, TextPage)
    page.editor.selectAll()
    texts = sample.menus.extend(QMenu(sample), TEXT_MENU, sample.commands).actions()
    assert all(action.isEnabled() for action in texts)
    for action in texts:
        action.trigger()
    assert sample.workspace.book.of_section("problems")[-1].text == page.editor.text
    sample.workspace.panel.findings.setCurrentRow(0)
    found = sample.menus.extend(QMenu(sample), FINDING_MENU, sample.commands).actions()
    assert [action.isEnabled() for action in found[2:]] == [True, True]
    for action in found:
        action.trigger()
    sample.document.save(tmp_path / "某局.nianbao")
    sample.preferences.remember(tmp_path / "某局.nianbao")
    for name in RECENT_MENU:
        sample.document.leave()
        sample.start.recent.setCurrentRow(0)
        sample.menus.extend(QMenu(sample), RECENT_MENU, sample.commands)
        assert sample.menus.actions_by_name[name].isEnabled(), name
        sample.menus.actions_by_name[name].trigger()
        assert sample.document.is_open == (name == "recent_open")
    assert sample.preferences.settings.recent == ()


def test_an_empty_clipboard_is_told_and_not_a_fault(
    sample: Window, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "mimeData", lambda _board: None)  # as some systems have it
    for page in PAGES:
        sample.workspace.show_section(page).setFocus()
        for name in ("paste", "paste_here"):
            sample.menus.actions_by_name[name].trigger()
    assert answers.told
