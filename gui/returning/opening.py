"""Opening a returned document beside the main window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop, Stopped
from core.base.problem import Problem
from core.returning.returned import Returned, objections, read_returned
from core.sharing.coming_back import known_in, read_part, taken_back
from core.sources.source_kinds import WORD
from gui.kit.ask import Ask
from gui.kit.waiting import wait_for
from gui.look.theme import Theme
from gui.returning.window import ReturnWindow
from gui.state.document import Document

RETURNED_FILTER = f"{WORD.name} ({' '.join(f'*{suffix}' for suffix in WORD.suffixes)})"


def open_returned(
    document: Document,
    path: Path,
    ask: Ask,
    theme: Theme,
    parent: QWidget,
) -> ReturnWindow | None:
    """Read a document and show what was changed in it; None where that does not come about."""
    return _open(
        document, path, lambda stop: read_returned(path, document.forms, stop), ask, theme, parent
    )


def open_part(
    document: Document,
    path: Path,
    ask: Ask,
    theme: Theme,
    parent: QWidget,
) -> ReturnWindow | None:
    """Read a part or a copy that came back, note that it did, and show what it brings.

    None where that does not come about.
    """
    shown = _open(
        document, path, lambda stop: read_part(path, document.forms, stop), ask, theme, parent
    )
    if shown is not None:
        back = taken_back(document.report, shown.returned, datetime.now().astimezone())
        if back is not None:
            document.edit([back], f"收回{shown.returned.label}")
    return shown


def _open(
    document: Document,
    path: Path,
    read: Callable[[Stop], Returned],
    ask: Ask,
    theme: Theme,
    parent: QWidget,
) -> ReturnWindow | None:
    try:
        returned = wait_for(path.name, read, parent)
        found = objections(returned, document.report)
    except Stopped:
        return None
    except Problem as problem:
        ask.tell(str(problem))
        return None
    if found and not ask.confirm("".join(found), "对照以后也可以什么都不采纳。", "仍然对照"):
        return None
    window = ReturnWindow(document, known_in(returned, document.report), theme, parent)
    window.show()
    return window
