"""A file that is dropped on the window is opened or read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """Takes one file at a time from whoever drags it over a window."""

    dropped = Signal(Path)
    """This file was dropped; whoever dragged it is free again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        is_drop = event.type() is QEvent.Type.Drop
        if not is_drop and event.type() is not QEvent.Type.DragEnter:
            return False
        if not isinstance(event, QDropEvent):  # that a file comes over it is one as well
            return False
        path = _file_in(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if is_drop:
            QTimer.singleShot(0, self, lambda: self.dropped.emit(path))
        return True


def _file_in(data: QMimeData) -> Path | None:
    """Return the one file that is dragged; None where it is none, or several."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
