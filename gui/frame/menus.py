"""The menu bar and the context menus, made from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.access.mnemonics import keep_lettered
from gui.frame.action_table import Availability, CommandRow, Entry, Made, Separator, Submenu
from gui.frame.actions import MENUS, rows
from gui.frame.commands import Commands
from gui.frame.context_menus import CONTEXT_ROWS


class Menus(QObject):
    """Builds the menu bar of a window; ``actions_by_name`` are those of the table, by name."""

    def __init__(
        self, window: QMainWindow, run: Callable[[CommandRow], object], undo_stack: QUndoStack
    ) -> None:
        """``run`` carries out a command of the table."""
        super().__init__(window)
        self._window = window
        self._run = run
        self.actions_by_name: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._filled: dict[str, list[tuple[str, str]]] = {}
        """What the menus that are filled anew hold: names and words of their rows."""
        self._told: list[QAction] = []
        """The windows in the menu of windows."""
        made = _undoing(window, undo_stack)
        for menu in MENUS:
            # Made with a parent and kept: what PySide gets from addMenu() or from a group that
            # nobody holds ends with a wrapper that it throws away, and the actions in it with that.
            shown = QMenu(menu.text, window)
            window.menuBar().addMenu(shown)
            for entry in menu.entries:
                self._add(shown, entry, made)
            if menu.fill is not None:
                self._menus[menu.name] = shown
                shown.addSeparator()
        for row in CONTEXT_ROWS:
            self._named(row)
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
    def sections(self) -> QMenu:
        """The pages of the open report."""
        return self._menus["sections"]

    @property
    def windows(self) -> QMenu:
        """The windows that are open."""
        return self._menus["windows"]

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

    def follow(self, commands: Commands) -> None:
        """Show what can be done now, and what is chosen."""
        for row in rows():
            action = self.actions_by_name[row.name]
            action.setEnabled(_can(row, commands))
            if row.is_on is not None:
                action.setChecked(row.is_on(commands))
        for menu in MENUS:
            for entry in menu.entries:
                if isinstance(entry, Submenu):
                    self._fill(entry, commands)

    def follow_windows(self, commands: Commands) -> None:
        """Show what windows there are now; those come and go without this one."""
        self.follow(commands)
        for menu in MENUS:
            if menu.fill is not None:
                shown = self._menus[menu.name]
                for action in self._told:
                    shown.removeAction(action)
                    action.deleteLater()
                filling = list(menu.fill(commands))
                self._told = [self._action(row, shown) for row in filling]
                for row, action in zip(filling, self._told, strict=True):
                    action.setChecked(row.is_on is not None and row.is_on(commands))
                shown.addActions(self._told)
                keep_lettered(shown)

    def extend(self, menu: QMenu, names: Iterable[str], commands: Commands) -> QMenu:
        """Put commands of the table into a context menu, as they can be given now; returns it."""
        self.follow(commands)
        menu.addActions([self.actions_by_name[name] for name in names])
        return menu

    def open_at(self, place: QPoint, names: Iterable[str], commands: Commands) -> None:
        """Open a context menu of commands of the table at a place of the screen."""
        menu = self.extend(QMenu(self._window), names, commands)
        keep_lettered(menu)
        menu.exec(place)
        menu.deleteLater()

    def _fill(self, entry: Submenu, commands: Commands) -> None:
        menu = self._menus[entry.name]
        if entry.fill is not None:
            filling = list(entry.fill(commands))
            held = [(row.name, row.text) for row in filling]
            if self._filled.get(entry.name) != held:
                self._filled[entry.name] = held
                menu.clear()
                menu.addActions([self._action(row, menu) for row in filling])
        is_for_now = entry.when is Availability.ALWAYS or commands.document.is_open
        menu.setEnabled(is_for_now and not menu.isEmpty())

    def _add(self, menu: QMenu, entry: Entry, made: Mapping[str, QAction]) -> None:
        match entry:
            case CommandRow():
                menu.addAction(self._named(entry))
            case Made():
                menu.addAction(made[entry.name])
            case Submenu():
                inner = self._menus[entry.name] = QMenu(entry.text, self._window)
                inner.setToolTipsVisible(any(row.tip for row in entry.rows))
                inner.addActions([self._named(row) for row in entry.rows])
                if entry.is_choice:
                    group = QActionGroup(self)
                    for action in inner.actions():
                        group.addAction(action)
                menu.addMenu(inner)
            case Separator():
                menu.addSeparator()

    def _named(self, row: CommandRow) -> QAction:
        action = self.actions_by_name[row.name] = self._action(row, self._window)
        return action

    def _action(self, row: CommandRow, parent: QObject) -> QAction:
        action = QAction(row.text, parent)
        action.setObjectName(row.name)
        if row.standard is not None:
            action.setShortcuts(row.standard)
        elif row.key:
            action.setShortcuts(QKeySequence.listFromString(row.key))
        action.setToolTip(row.tip or row.text)
        action.setCheckable(row.is_on is not None)
        action.triggered.connect(lambda _checked=False: self._run(row))
        return action


def _can(row: CommandRow, commands: Commands) -> bool:
    is_for_now = row.when is Availability.ALWAYS or commands.document.is_open
    return is_for_now and (row.can is None or row.can(commands))


def _undoing(window: QMainWindow, stack: QUndoStack) -> dict[str, QAction]:
    undo = stack.createUndoAction(window, "撤销(&U)")
    redo = stack.createRedoAction(window, "重做(&R)")
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    return {"undo": undo, "redo": redo}
