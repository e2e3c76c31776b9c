"""Opening a returned document beside the main window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.apart.apart import Stopped
from core.base.problem import Problem
from core.returning.returned import objections, read_returned
from core.sources.source_kinds import WORD
from gui.kit.ask import Ask
from gui.look.theme import Theme
from gui.reading.waiting import wait_for
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
    try:
        returned = wait_for(
            path.name, lambda stop: read_returned(path, document.forms, stop), parent
        )
        found = objections(returned, document.report)
    except Stopped:
        return None
    except Problem as problem:
        ask.tell(str(problem))
        return None
    if found and not ask.confirm("".join(found), "对照以后也可以什么都不采纳。", "仍然对照"):
        return None
    window = ReturnWindow(document, returned, theme, parent)
    window.show()
    return window
