"""The menu bar: which action stands where, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from core.settings.settings import ENTER_GOES, ZOOMS, Settings
from core.settings.settings import THEMES as THEME_NAMES
from gui.access.mnemonics import keep_lettered
from gui.frame.actions import (
    COPY,
    EDIT,
    FILE,
    GO,
    GRID,
    HELP,
    REPORT,
    VIEW,
    WRITE,
    ZEROS,
    Spec,
    make_actions,
)
from gui.words.plain_text import literal

THEMES = tuple(zip(THEME_NAMES, ("跟随系统", "浅色", "深色", "高对比度"), strict=True))
ENTER_WAYS = tuple(zip(ENTER_GOES, ("向下", "向右"), strict=True))
_NEED_A_REPORT = (
    *("save", "save_as", "preview", "close", "next", "previous"),
    *("proofread", "compare", "stop_comparing", "history", "return"),
    *("cut", "copy", "paste_here", "find", "fill_down", "fill_right"),
    *(spec.name for spec in (*WRITE, *GO)),
)


class Menus(QObject):
    """Builds the menu bar of a window; ``actions`` are those of the tables, by name."""

    export_picked = Signal(str, str, bool)
    """The report shall be exported: suffix, Chinese name of the kind, whether it is for review."""
    recent_picked = Signal(object)
    """A recent file (Path) was chosen."""
    section_picked = Signal(str)
    """The page of this section shall be shown."""
    theme_picked = Signal(str)
    """Another theme was chosen."""
    enter_picked = Signal(str)
    """Enter shall go on in another direction."""

    def __init__(
        self,
        window: QMainWindow,
        slots: Mapping[str, Callable[[], object]],
        undo_stack: QUndoStack,
        exports: Iterable[tuple[str, str, bool]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self.actions_by_name: dict[str, QAction] = {}
        self.recent = QMenu("最近打开", window)
        self.export = QMenu("导出", window)
        self.copy = QMenu("复制为网站格式", window)
        self.zeros = QMenu("空白填0", window)
        self._sections = QMenu("转到", window)
        self._make_file_menu(slots)
        self._make_edit_menu(slots, undo_stack)
        self._add("报告(&R)", REPORT, slots)
        # Made with a parent and kept: what PySide gets from addMenu() or from a group that nobody
        # holds ends with a wrapper that it throws away, and the actions in it with that.
        view = QMenu("查看(&V)", window)
        window.menuBar().addMenu(view)
        view.addMenu(self._sections)
        for action in make_actions(window, GO, slots):
            view.addAction(action)
            self.actions_by_name[action.objectName()] = action
        self.prior_shown = QAction("显示上年的数", window)
        view.addAction(self.prior_shown)
        self.prior_shown.setCheckable(True)
        self.prior_shown.setToolTip("在各格左下角用小字显示上年的数")
        enter, theme = QMenu("回车后", window), QMenu("外观", window)
        view.addMenu(enter)
        self._enters = QActionGroup(self)
        _choose(enter, self._enters, ENTER_WAYS, self.enter_picked.emit)
        view.addSeparator()
        for action in make_actions(window, VIEW, slots):
            view.addAction(action)
            self.actions_by_name[action.objectName()] = action
        view.addMenu(theme)
        self._themes = QActionGroup(self)
        _choose(theme, self._themes, THEMES, self.theme_picked.emit)
        self._add("帮助(&H)", HELP, slots)
        for each in exports:
            suffix, name, _ = each
            action = self.export.addAction(f"{name}（{suffix}）…")
            action.triggered.connect(
                lambda _checked=False, chosen=each: self.export_picked.emit(*chosen)
            )
        menus: list[QMenu] = list(window.findChildren(QMenu))
        for menu in menus:
            keep_lettered(menu)

    @property
    def zooming(self) -> list[QAction]:
        """What changes the size of the window; other windows take these keys too."""
        return [self.actions_by_name[spec.name] for spec in VIEW]

    def follow(self, settings: Settings) -> None:
        """Show what is chosen now."""
        for group, chosen in ((self._themes, settings.theme), (self._enters, settings.enter)):
            for action in group.actions():
                action.setChecked(action.data() == chosen)
        self.prior_shown.setChecked(settings.shows_prior)
        larger, smaller, whole = self.zooming
        larger.setEnabled(settings.zoom < ZOOMS[-1])
        smaller.setEnabled(settings.zoom > ZOOMS[0])
        whole.setEnabled(settings.zoom != 100)

    def show_open(self, *, is_open: bool) -> None:
        """Enable what needs a report."""
        for name in _NEED_A_REPORT:
            self.actions_by_name[name].setEnabled(is_open)
        for menu in (self.export, self.copy, self.zeros, self._sections):
            menu.setEnabled(is_open)

    def show_recent(self, names: Iterable[str]) -> None:
        """List the recent files."""
        self.recent.clear()
        for name in names:
            action = self.recent.addAction(literal(name))
            action.triggered.connect(
                lambda _checked=False, path=Path(name): self.recent_picked.emit(path)
            )
        self.recent.setEnabled(not self.recent.isEmpty())

    def show_sections(self, sections: Iterable[tuple[str, str]]) -> None:
        """Name the pages of the open report: identifier and the words of the tab."""
        self._sections.clear()
        for number, (section, name) in enumerate(sections):
            action = self._sections.addAction(literal(name))
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _checked=False, s=section: self.section_picked.emit(s))

    def _make_file_menu(self, slots: Mapping[str, Callable[[], object]]) -> None:
        file = self._window.menuBar().addMenu("文件(&F)")
        for action in make_actions(self._window, FILE, slots):
            file.addAction(action)
            self.actions_by_name[action.objectName()] = action
            if action.objectName() == "open":
                file.addMenu(self.recent)
            if action.objectName() == "save_as":
                file.addMenu(self.export)

    def _make_edit_menu(
        self, slots: Mapping[str, Callable[[], object]], undo_stack: QUndoStack
    ) -> None:
        edit = self._window.menuBar().addMenu("编辑(&E)")
        undo = undo_stack.createUndoAction(self._window, "撤销(&U)")
        redo = undo_stack.createRedoAction(self._window, "重做(&R)")
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        edit.addActions([undo, redo])
        edit.addSeparator()
        keys = QKeySequence.StandardKey
        for action, key in zip(
            make_actions(self._window, EDIT, slots), (keys.Cut, keys.Copy, keys.Paste), strict=True
        ):
            action.setShortcuts(key)
            edit.addAction(action)
            self.actions_by_name[action.objectName()] = action
        edit.addSeparator()
        for action in make_actions(self._window, GRID, slots):
            edit.addAction(action)
            self.actions_by_name[action.objectName()] = action
        self.zeros.setToolTipsVisible(True)
        self.zeros.addActions(make_actions(self._window, ZEROS, slots))
        edit.addMenu(self.zeros)
        edit.addSeparator()
        for action in make_actions(self._window, WRITE, slots):
            edit.addAction(action)
            self.actions_by_name[action.objectName()] = action
        edit.addSeparator()
        self.copy.setToolTipsVisible(True)
        self.copy.addActions(make_actions(self._window, COPY, slots))
        edit.addMenu(self.copy)

    def _add(
        self, title: str, specs: tuple[Spec, ...], slots: Mapping[str, Callable[[], object]]
    ) -> None:
        menu = self._window.menuBar().addMenu(title)
        for action in make_actions(self._window, specs, slots):
            menu.addAction(action)
            self.actions_by_name[action.objectName()] = action


def _choose(
    menu: QMenu,
    group: QActionGroup,
    choices: Iterable[tuple[str, str]],
    pick: Callable[[str], object],
) -> None:
    """Offer a choice of one in a menu, by the name and the words of each."""
    for name, words in choices:
        action = QAction(words, group)
        action.setCheckable(True)
        action.setData(name)
        action.triggered.connect(lambda _checked=False, n=name: pick(n))
        menu.addAction(action)
