"""What the window shows when no report is open: the ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

MOST_SHOWN = 6


class StartPage(QWidget):
    """Offers the actions that begin a report, and the recent files."""

    recent_picked = Signal(object)
    """A recent file (Path) was chosen."""

    def __init__(self, ways: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        step = self.fontMetrics().height() // 2
        outer = QHBoxLayout(self)
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumWidth(step * 64)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(5 * step, 4 * step, 5 * step, 4 * step)
        column.setSpacing(step)
        title = QLabel("政府信息公开工作年度报告")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        column.addWidget(title)
        line = QLabel("填写、核对勾稽、导出。从下面任选一种方式开始。")
        line.setProperty("quiet", True)
        column.addWidget(line)
        column.addSpacing(step)
        for number, way in enumerate(ways):
            column.addWidget(self._button(way, main=number == 0))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addSpacing(step)
        column.addLayout(self._recent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """List the recent files that are still there."""
        while self._recent.count():
            self._recent.takeAt(0).widget().deleteLater()
        there = [Path(path) for path in paths if Path(path).is_file()][:MOST_SHOWN]
        if not there:
            return
        head = QLabel("最近打开")
        head.setProperty("quiet", True)
        self._recent.addWidget(head)
        for path in there:
            button = QPushButton(f"{path.stem}　　{path.parent}")
            button.setProperty("flat", True)
            button.setStyleSheet("text-align: left;")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _checked=False, p=path: self.recent_picked.emit(p))
            self._recent.addWidget(button)

    def _button(self, way: QAction, *, main: bool) -> QPushButton:
        shortcut = way.shortcut().toString()
        button = QPushButton(way.text() + (f"　　{shortcut}" if shortcut else ""))
        button.setToolTip(way.toolTip())
        button.setMinimumHeight(self.fontMetrics().height() * 2)
        button.setProperty("main", main)
        button.clicked.connect(way.trigger)
        return button
