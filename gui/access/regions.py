"""The regions of the window, and the keys that go from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.access.tab_order import can_stop_at, stops_in
from gui.kit.page import TabPage

_REASON = Qt.FocusReason.ShortcutFocusReason


class Regions:
    """Goes round the regions in the order in which they stand; the page is where work is done."""

    def __init__(self, page: Callable[[], QWidget], *others: QWidget, at: int) -> None:
        """``page`` returns the page in hand, which stands among the others at this place."""
        self._page = page
        self._others = others
        self._at = at

    def step(self, step: int) -> None:
        """Go to the next region that takes the keys, or with -1 to the one before."""
        regions = [*self._others[: self._at], self._page(), *self._others[self._at :]]
        here = self._here(regions)
        for further in range(1, len(regions) + 1):
            region = regions[(here + step * further) % len(regions)]
            if region.isVisible() and self._enter(region):
                return

    def return_to_page(self) -> bool:
        """Go to the page from elsewhere; False where the keys are there already."""
        page = self._page()
        focus = QApplication.focusWidget()
        if focus is not None and (focus is page or page.isAncestorOf(focus)):
            return False
        return self._enter(page)

    def _here(self, regions: list[QWidget]) -> int:
        focus = QApplication.focusWidget()
        for number, region in enumerate(regions):
            if focus is not None and (focus is region or region.isAncestorOf(focus)):
                return number
        return self._at

    def _enter(self, region: QWidget) -> bool:
        """Take the keys to where they were in a region when it was left, else to its beginning."""
        last: QWidget | None = region.focusWidget()
        first = region if can_stop_at(region) else next(iter(stops_in(region)), None)
        if last is not None and can_stop_at(last):
            last.setFocus(_REASON)
        elif isinstance(region, TabPage):
            region.setFocus(_REASON)
        elif first is not None:
            first.setFocus(_REASON)
        focus = QApplication.focusWidget()
        return focus is not None and (focus is region or region.isAncestorOf(focus))
