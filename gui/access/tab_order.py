"""Keeping Tab in the order of reading where widgets are made later than what stands behind them.

Qt's own chain is not asked for its order: in PySide6 6.8.3 `QWidget.nextInFocusChain` makes the
widget that it returns a child of the other, and what is deleted later takes it along.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def let_tab_go(*stops: QWidget) -> None:
    """Let Tab go from each to the next."""
    for first, second in itertools.pairwise(stops):
        QWidget.setTabOrder(first, second)


def stops_in(part: QWidget) -> Iterable[QWidget]:
    """Return where Tab can stop in a part of a window now, in the order in which it was made."""
    return filter(can_stop_at, part.findChildren(QWidget))


def can_stop_at(widget: QWidget | None) -> bool:
    """Tell whether Tab can stop at a widget now."""
    if widget is None:
        return False
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.isVisible() and widget.isEnabled()
