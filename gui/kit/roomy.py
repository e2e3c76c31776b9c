"""A frame whose content scrolls where the window is too small for it; else it is not seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

_LEAST = 3
"""Lines that are always there."""


class PageStack(QStackedWidget):
    """Asks for what the page in sight needs; the others do not count."""

    def minimumSizeHint(self) -> QSize:
        if not self.count():
            return QSize()
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize())

    def hasHeightForWidth(self) -> bool:
        return bool(self.count()) and self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.currentWidget().heightForWidth(width) if self.count() else -1


class Roomy(QScrollArea):
    """Fills itself with one widget, and scrolls where there is less room than that needs.

    ``share`` is the part of the screen's width that is its own at the most, in hundredths.
    """

    def __init__(self, content: QWidget, share: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)
        if isinstance(content, QStackedWidget):
            content.currentChanged.connect(lambda _at: self.updateGeometry())
            content.currentChanged.connect(lambda _at: self._settling.start())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.LayoutRequest or kind is QEvent.Type.Resize:
            # What its parts ask for may become more while they are laid out: look once again.
            self._settling.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # arrows that nobody wanted inside are for the window, not for the bars

    def _settle(self) -> None:
        self.setWidgetResizable(True)

    def minimumSizeHint(self) -> QSize:
        hint = self.widget().minimumSizeHint().expandedTo(self.widget().minimumSize())
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.screen().availableSize().width() * self._share // 100
        return QSize(
            min(hint.width() + bar, room),
            min(hint.height(), _LEAST * self.fontMetrics().lineSpacing()),
        )

    def sizeHint(self) -> QSize:
        # Qt hints at more than the content may be where a long line wraps in it.
        hint = self.widget().sizeHint().boundedTo(self.widget().maximumSize())
        return QSize(hint.width() + self.verticalScrollBar().sizeHint().width(), hint.height())
