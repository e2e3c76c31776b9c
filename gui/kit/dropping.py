"""Files that are dropped on a window are opened or read, wherever on it they are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrops(QObject):
    """Takes files from whoever drags them over a window, before a field makes words of them."""

    dropped = Signal(Path)
    """This file was dropped; whoever dragged it is free again."""

    def __init__(self, window: QWidget, *, takes_several: bool = False) -> None:
        super().__init__(window)
        self._window = window
        self._takes_several = takes_several
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and watched is self._window:
            # A field would take the file's address for words. What comes to a window comes to its
            # handle first.
            handle = self._window.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        is_drop = event.type() is QEvent.Type.Drop
        if not is_drop and event.type() not in _MOVES:
            return False
        if not isinstance(event, QDropEvent):  # that a file comes over it is one as well
            return False
        paths = files_in(event.mimeData())
        if not paths or (len(paths) > 1 and not self._takes_several):
            return False
        event.acceptProposedAction()
        if is_drop:
            QTimer.singleShot(0, self, lambda: self._tell(paths))
        return True

    def _tell(self, paths: list[Path]) -> None:
        for path in paths:
            self.dropped.emit(path)


def files_in(data: QMimeData) -> list[Path]:
    """Return the files that are dragged; none where anything else is among them."""
    urls = data.urls()
    return [Path(u.toLocalFile()) for u in urls] if all(u.isLocalFile() for u in urls) else []
