"""A second click falls on nothing that only came up under the pointer with the first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class SecondClick(QObject):
    """Filters the events of the `QWindow` of a widget.

    Where the first click of a double click opened, closed or replaced what was clicked, the second
    would select words in what stands there now, and the next key would delete them.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pressed: QWidget | None = None
        self._at = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = self._window.childAt(event.position().toPoint())
            self._at = event.timestamp()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            return not self._is_there(event)
        return False

    def _is_there(self, event: QMouseEvent) -> bool:
        """Tell whether what the first click fell on is still to be seen, in this window."""
        # Where the first click fell on a menu or a dialog, this window had no press of late.
        within = 2 * QGuiApplication.styleHints().mouseDoubleClickInterval()
        pressed = self._pressed
        is_ours = event.timestamp() - self._at <= within
        return is_ours and (pressed is None or (isValid(pressed) and pressed.isVisible()))
