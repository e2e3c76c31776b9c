"""Selecting in a written part by units: double and triple click, dragging on, Ctrl and arrows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from core.texts.units import sentence_at, step_from, unit_at

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class UnitSelection:
    """Remembers what the last clicks took in hand, and extends it by the same kind of piece."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()
        self._place = QPoint()
        self._anchor = (0, 0)
        self._whole: Callable[[str, int], tuple[int, int]] | None = None

    def double_click(self, text: str, at: int, place: QPoint) -> tuple[int, int]:
        """Return the unit that is to be selected."""
        self._since.start()
        self._place = place
        self._whole = unit_at
        self._anchor = unit_at(text, at)
        return self._anchor

    def press(self, text: str, at: int, place: QPoint) -> tuple[int, int] | None:
        """Return the sentence where this is the third click; any other press begins anew."""
        hints = QGuiApplication.styleHints()
        is_third = (
            self._whole is unit_at
            and self._since.isValid()
            and self._since.elapsed() < hints.mouseDoubleClickInterval()
            and (place - self._place).manhattanLength() < hints.startDragDistance()
        )
        self._whole = sentence_at if is_third else None
        if not is_third:
            return None
        self._anchor = sentence_at(text, at)
        return self._anchor

    def drag(self, text: str, at: int) -> tuple[int, int] | None:
        """Return where a selection by units begins and ends, the caret at its end; or None."""
        if self._whole is None:
            return None
        start, end = self._whole(text, at)
        first, last = self._anchor
        return (last, start) if start < first else (first, max(last, end))


def key_target(event: QKeyEvent, text: str, caret: int) -> int | None:
    """Return where Ctrl and an arrow, with Shift or without, take the caret; or None."""
    step = _ARROWS.get(Qt.Key(event.key()))
    # The keys on the number pad say so in their modifiers.
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if step is None or modifiers not in {_CONTROL, _CONTROL | _SHIFT}:
        return None
    return step_from(text, caret, step)
