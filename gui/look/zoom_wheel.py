"""Ctrl and the wheel change the size of the window, wherever in it the pointer is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent

_NOTCH = 120
"""What Qt tells of one notch of a wheel; a touch pad tells of parts of it."""


class ZoomWheel(QObject):
    """Filters the events of a `QWindow`, before any widget under the pointer gets them."""

    def __init__(self, step: Callable[[int], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._turned = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            self._turned = 0
            return False
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            direction = 1 if self._turned > 0 else -1
            self._turned -= direction * _NOTCH
            self._step(direction)
        return True
