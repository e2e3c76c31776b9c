"""The list of keys: as the actions have them, and nothing that a key does left out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

import gui
from gui.access.shortcuts import IN_PLACES, shortcuts
from gui.frame.window import Window
from gui.guide.chapters import KEYS, keys_as_markdown
from gui.guide.window import GuideWindow

FOLDER = Path(gui.__file__).parent
WORDS = {
    "Return": "回车", "Enter": "回车", "Space": "空格", "Escape": "Esc", "Backspace": "Backspace",
    "Delete": "Delete", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Home": "Home",
    "End": "End", "PageUp": "PgUp", "PageDown": "PgDn", "Tab": "Tab", "Backtab": "Shift+Tab",
    "F2": "F2", "F3": "F3",
}  # fmt: skip
ELSEWHERE = {
    "gui.kit.editing": "only tells the keys of undo and paste apart, which the menus have",
    "gui.frame.window": "Esc goes back to the page",
    "gui.access.fcitx_4": "presses the keys that the input method hands back",
    "gui.access.regions": "goes between the regions, for actions of the menu",
}


def keys_handled() -> dict[str, set[str]]:
    """Return the keys that each module of the window names, by Qt's names."""
    found = {}
    for file in FOLDER.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        named = (n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute))
        keys = {name.removeprefix("Key_") for name in named if name.startswith("Key_")}
        if keys:
            parts = file.relative_to(FOLDER.parent).with_suffix("").parts
            found[".".join(parts)] = keys
    return found


def test_every_key_that_is_handled_is_listed() -> None:
    known = {module: group for group in IN_PLACES for module in group.modules}
    assert all((FOLDER.parent / Path(*module.split("."))).with_suffix(".py").is_file()
               for module in known)  # fmt: skip
    handled = keys_handled()
    assert len(handled) > 8
    missing = {}
    for module, keys in handled.items():
        if module in ELSEWHERE:
            continue
        if module not in known:
            missing[module] = keys
            continue
        listed = " ".join(each.keys for each in known[module].shortcuts)
        lacking = {key for key in keys if WORDS.get(key, key) not in listed}
        if lacking:
            missing[module] = lacking
    assert not missing


def test_every_key_of_the_menus_is_listed_with_its_words(sample: Window) -> None:
    listed = {key for group in shortcuts(sample.menuBar()) for s in group.shortcuts
              for key in s.keys.split(" ")}  # fmt: skip
    wanted = {
        key.toString(QKeySequence.SequenceFormat.NativeText)
        for action in sample.findChildren(QAction)
        for key in action.shortcuts()
        if not re.search(r"F(1[3-9]|2\d)$", key.toString())
    }
    assert len(wanted) > 25
    assert wanted <= listed
    titles = [group.title for group in shortcuts(sample.menuBar())]
    assert titles[:6] == ["文件", "编辑", "报告", "查看", "窗口", "帮助"]


def test_no_key_does_two_things_in_the_window(sample: Window) -> None:
    seen: dict[str, str] = {}
    for action in sample.findChildren(QAction):
        if action.parent() is not sample:
            continue
        for key in action.shortcuts():
            name = key.toString()
            if not name:
                continue
            assert seen.setdefault(name, action.text()) == action.text(), name


def test_the_list_follows_an_action_and_hides_marks(sample: Window) -> None:
    sample.menus.actions_by_name["save"].setShortcut(QKeySequence("Ctrl+Alt+9"))
    page = keys_as_markdown(shortcuts(sample.menuBar()))
    assert "Ctrl+Alt+9" in page
    assert "&" not in page
    assert not re.search(r"\([A-Z0-9]\)", page)


def test_the_guide_opens_at_the_keys_and_stays_one_window(sample: Window) -> None:
    sample.menus.actions_by_name["keys"].trigger()
    (guide,) = sample.findChildren(GuideWindow)
    assert guide.page.chapter == KEYS
    assert "F7" in guide.page.toPlainText()
    assert "跳过这一格" in guide.page.toPlainText()
    sample.menus.actions_by_name["guide"].trigger()
    assert sample.findChildren(GuideWindow) == [guide]
    assert guide.page.chapter != KEYS
    guide.close()
    QApplication.processEvents()
