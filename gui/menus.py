"""The menu bar: which action stands where, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.actions import COPY, EDIT, FILE, GRID, HELP, REPORT, WRITE, ZEROS, Spec, make_actions

THEMES = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
ENTER_GOES = (("down", "向下"), ("right", "向右"))
_NEED_A_REPORT = (
    *("save", "save_as", "preview", "close", "next", "previous"),
    *("proofread", "compare", "stop_comparing", "history"),
    *("cut", "copy", "paste_here", "find", "fill_down", "fill_right"),
    *(spec.name for spec in WRITE),
)


class Menus(QObject):
    """Builds the menu bar of a window; ``actions`` are those of the tables, by name."""

    export_picked = Signal(str, str)
    """The report shall be exported: suffix and Chinese name of the kind."""
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
        exports: Iterable[tuple[str, str]],
        theme: str,
        enter: str,
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
        view = window.menuBar().addMenu("查看(&V)")
        view.addMenu(self._sections)
        self.prior_shown = view.addAction("显示上年的数")
        self.prior_shown.setCheckable(True)
        self.prior_shown.setToolTip("在各格左下角用小字显示上年的数")
        _choose(view.addMenu("回车后"), ENTER_GOES, enter, self.enter_picked.emit)
        _choose(view.addMenu("外观"), THEMES, theme, self.theme_picked.emit)
        self._add("帮助(&H)", HELP, slots)
        for suffix, name in exports:
            action = self.export.addAction(f"{name}（{suffix}）…")
            action.triggered.connect(
                lambda _checked=False, s=suffix, n=name: self.export_picked.emit(s, n)
            )

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
            action = self.recent.addAction(name.replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, path=Path(name): self.recent_picked.emit(path)
            )
        self.recent.setEnabled(not self.recent.isEmpty())

    def show_sections(self, sections: Iterable[tuple[str, str]]) -> None:
        """Name the pages of the open report: identifier and the words of the tab."""
        self._sections.clear()
        for number, (section, name) in enumerate(sections):
            action = self._sections.addAction(name)
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
        undo = undo_stack.createUndoAction(self._window, "撤销")
        redo = undo_stack.createRedoAction(self._window, "重做")
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
    menu: QMenu, choices: Iterable[tuple[str, str]], chosen: str, pick: Callable[[str], object]
) -> None:
    """Offer a choice of one in a menu, by the name and the words of each."""
    group = QActionGroup(menu)
    for name, words in choices:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(chosen == name)
        action.triggered.connect(lambda _checked=False, n=name: pick(n))
        group.addAction(action)
