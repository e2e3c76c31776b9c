"""Files that came back, opened one after the other: the next one when the last one was closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.kit.ask import Ask
from gui.look.appearance import Appearance
from gui.returning.opening import open_part
from gui.returning.window import ReturnWindow
from gui.state.document import Document


def merge_one_by_one(
    document: Document,
    paths: Sequence[Path],
    ask: Ask,
    appearance: Appearance,
    window: QWidget,
    shown: Callable[[ReturnWindow], object],
) -> None:
    """Show what the first file brings; each is held against what the report says by then.

    ``shown`` is told of every window that opens.
    """
    report, rest = document.report, list(paths)

    def go_on() -> None:
        # Another report may stand here by now; what came back is not for it.
        while rest and document.is_open and document.report is report:
            beside = open_part(document, rest.pop(0), ask, appearance.theme, window)
            if beside is not None:
                if rest:
                    beside.say_that_more_follow(len(rest))
                shown(beside)
                beside.finished.connect(go_on)
                return

    go_on()
