"""Opening the roll-up's window from the main one: a new project, or one that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.apart.stopping import Stopped
from core.base.problem import Problem
from core.forms.loader import Forms
from core.keeping.presence import user_name
from core.rollup.project import Project, is_project, open_project
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.look.theme import Theme
from gui.rollup.window import RollupWindow


def new_rollup(forms: Forms, organ: str, ask: Ask, folder: str, parent: QWidget) -> Project | None:
    """Ask for what a project begins with, and make it; None where the user thinks better of it."""
    from gui.rollup.new_project import NewRollupDialog

    dialog = NewRollupDialog(forms, organ, ask, folder, parent)
    return dialog.project if run(dialog) else None


def choose_rollup(forms: Forms, ask: Ask, folder: str) -> Project | None:
    """Ask for a project's folder and open it; tells where there is none."""
    path = ask.open_folder("打开汇总：选汇总存放的文件夹", folder)
    if path is None:
        return None
    if not is_project(path):
        ask.tell(f"“{path.name}”里没有汇总。请选建立汇总时存放它的文件夹，里面有 rollup.json。")
        return None
    return rollup_in(path, forms, ask)


def rollup_in(folder: Path, forms: Forms, ask: Ask) -> Project | None:
    """Open the project in a folder; tells where that is damaged."""
    try:
        return open_project(folder, forms)
    except Problem as problem:
        ask.tell(str(problem))
        return None


def show_rollup(
    project: Project, author: str, theme: Callable[[], Theme], ask: Ask
) -> RollupWindow:
    """Show a project in a window that stands by itself; one that has it already comes forward.

    Whoever calls must hold it as long as it is open.
    """
    for shown in open_rollups():
        if _is_same(shown.state.project.folder, project.folder):
            shown.activateWindow()
            return shown
    window = RollupWindow(project, author or user_name(), theme, ask)
    window.show()
    try:
        window.look()
    except (Problem, Stopped) as problem:
        window.ask.tell(str(problem))
    return window


def open_rollups() -> list[RollupWindow]:
    """Return the windows of all projects that are open."""
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, RollupWindow) and each.isVisible()]


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
