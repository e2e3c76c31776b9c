"""The menu bar: which action stands where, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from core.settings.settings import ZOOMS, Settings
from gui.access.mnemonics import keep_lettered
from gui.frame.action_table import Availability, CommandRow, Entry, Made, Separator, Submenu
from gui.frame.actions import MENUS, rows
from gui.frame.choices import ENTER_WAYS, THEMES
from gui.words.plain_text import literal


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
        run: Callable[[CommandRow], object],
        undo_stack: QUndoStack,
        exports: Iterable[tuple[str, str, bool]],
    ) -> None:
        """``run`` carries out a command of the table; ``exports`` are as in ``export_picked``."""
        super().__init__(window)
        self._window = window
        self._run = run
        self.actions_by_name: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._enters, self._themes = QActionGroup(self), QActionGroup(self)
        self.prior_shown = QAction("显示上年的数", window)
        self.prior_shown.setCheckable(True)
        self.prior_shown.setToolTip("在各格左下角用小字显示上年的数")
        made = {"prior_shown": self.prior_shown, **_undoing(window, undo_stack)}
        for menu in MENUS:
            # Made with a parent and kept: what PySide gets from addMenu() or from a group that
            # nobody holds ends with a wrapper that it throws away, and the actions in it with that.
            shown = QMenu(menu.text, window)
            window.menuBar().addMenu(shown)
            for entry in menu.entries:
                self._add(shown, entry, made)
        _choose(self._menus["enter"], self._enters, ENTER_WAYS, self.enter_picked.emit)
        _choose(self._menus["theme"], self._themes, THEMES, self.theme_picked.emit)
        for each in exports:
            suffix, name, _is_for_review = each
            action = self.export.addAction(f"{name}（{suffix}）…")
            action.triggered.connect(
                lambda _checked=False, chosen=each: self.export_picked.emit(*chosen)
            )
        menus: list[QMenu] = list(window.findChildren(QMenu))
        for filled in menus:
            keep_lettered(filled)

    @property
    def recent(self) -> QMenu:
        """The documents that were opened last."""
        return self._menus["recent"]

    @property
    def export(self) -> QMenu:
        """The kinds of export."""
        return self._menus["export"]

    @property
    def copy(self) -> QMenu:
        """What goes to a site's editor."""
        return self._menus["copy"]

    @property
    def zeros(self) -> QMenu:
        """Where blanks are to become zeros."""
        return self._menus["zeros"]

    @property
    def zooming(self) -> list[QAction]:
        """What changes the size of the window; other windows take these keys too."""
        return [self.actions_by_name[name] for name in ("zoom_in", "zoom_out", "zoom_reset")]

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
        for row in rows():
            if row.when is Availability.REPORT:
                self.actions_by_name[row.name].setEnabled(is_open)
        for menu in MENUS:
            for entry in menu.entries:
                if isinstance(entry, Submenu) and entry.when is Availability.REPORT:
                    self._menus[entry.name].setEnabled(is_open)

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
        self._menus["sections"].clear()
        for number, (section, name) in enumerate(sections):
            action = self._menus["sections"].addAction(literal(name))
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _checked=False, s=section: self.section_picked.emit(s))

    def _add(self, menu: QMenu, entry: Entry, made: Mapping[str, QAction]) -> None:
        match entry:
            case CommandRow():
                menu.addAction(self._action(entry))
            case Made():
                menu.addAction(made[entry.name])
            case Submenu():
                inner = self._menus[entry.name] = QMenu(entry.text, self._window)
                inner.setToolTipsVisible(bool(entry.rows))
                inner.addActions([self._action(row) for row in entry.rows])
                menu.addMenu(inner)
            case Separator():
                menu.addSeparator()

    def _action(self, row: CommandRow) -> QAction:
        action = QAction(row.text, self._window)
        action.setObjectName(row.name)
        if row.standard is not None:
            action.setShortcuts(row.standard)
        elif row.key:
            action.setShortcuts(QKeySequence.listFromString(row.key))
        action.setToolTip(row.tip or row.text)
        action.triggered.connect(lambda _checked=False: self._run(row))
        self.actions_by_name[row.name] = action
        return action


def _undoing(window: QMainWindow, stack: QUndoStack) -> dict[str, QAction]:
    undo = stack.createUndoAction(window, "撤销(&U)")
    redo = stack.createRedoAction(window, "重做(&R)")
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    return {"undo": undo, "redo": redo}


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
