"""Every command of the window as one table: words, key, what it does, when, and where it stands.

The menus, the context menus, the list of keys in the guide and the walk of the tests all come from
it: whoever adds a row adds the command everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from gui.frame.action_table import CommandRow, Submenu
from gui.frame.context_menus import CONTEXT_ROWS
from gui.frame.edit_menu import EDIT
from gui.frame.file_menu import FILE
from gui.frame.help_menu import HELP
from gui.frame.report_menu import REPORT
from gui.frame.view_menu import VIEW
from gui.frame.window_menu import WINDOW

MENUS = (FILE, EDIT, REPORT, VIEW, WINDOW, HELP)


def rows() -> Iterator[CommandRow]:
    """Yield every command of the table that has a name of its own, in the order of the menus."""
    for menu in MENUS:
        for entry in menu.entries:
            if isinstance(entry, CommandRow):
                yield entry
            elif isinstance(entry, Submenu):
                yield from entry.rows
    yield from CONTEXT_ROWS
