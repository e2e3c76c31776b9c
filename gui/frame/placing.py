"""Where windows stand: the main one where it was, all of them whole on the screen there is."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

_SMALL = (1440, 960)
"""A screen that is no larger is filled."""


def place(window: QWidget, kept: str) -> None:
    """Put a window where it stood; ``kept`` is Qt's own note of it as base64.

    Qt takes no note of a screen of quite another size; then the window stands as at first.
    """
    note = QByteArray.fromBase64(QByteArray(kept.encode("ascii")))
    if kept and window.restoreGeometry(note):
        return
    screen = window.screen().availableGeometry()
    if screen.width() <= _SMALL[0] or screen.height() <= _SMALL[1]:
        # A size of our own would not know of the frame around it. Where nothing manages
        # windows, the size alone has to do.
        window.resize(screen.size())
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.resize(1440, 900)


def bring_back(window: QWidget) -> None:
    """Bring a window wholly onto the screen that it is nearest to, its frame too."""
    screen = window.screen().availableGeometry()
    frame, inner = window.frameGeometry(), window.geometry()
    if screen.contains(frame) or window.isMaximized() or window.isFullScreen():
        return
    around = frame.size() - inner.size()
    window.resize(inner.size().boundedTo(screen.size() - around))
    frame = window.frameGeometry()
    left = min(max(frame.left(), screen.left()), screen.right() + 1 - frame.width())
    top = min(max(frame.top(), screen.top()), screen.bottom() + 1 - frame.height())
    window.move(left, top)


class LostScreens(QObject):
    """Brings windows back when a screen goes: a projector that is unplugged takes none along."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            # Not by a lambda: the program outlives the window, and would go on asking for it.
            app.screenRemoved.connect(self._wait)

    def _wait(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self, self.bring_all_back)  # Qt moves them to another screen first

    def bring_all_back(self) -> None:
        """Bring every window of the program back."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowType() in _WINDOWS:
                bring_back(window)


_WINDOWS = frozenset({Qt.WindowType.Window, Qt.WindowType.Dialog})
