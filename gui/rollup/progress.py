"""The line at the foot of the roll-up's window: what is being read, how far it is, 取消."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from gui.kit.elided_label import ElidedLabel
from gui.kit.written import WrittenLinks


class FootLine(QWidget):
    """Tells of the reading while it goes on, else what was done last; always how much is added."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = self.fontMetrics().height() // 2
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * step, step // 2, 2 * step, step // 2)
        row.setSpacing(2 * step)
        self.told = ElidedLabel(12)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("读取的进度")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().horizontalAdvance("汉") * 12)
        self.stop = QPushButton("取消")
        self.stop.setAccessibleName("取消读取")
        self.extent = QLabel()
        self.links = WrittenLinks(self.told)
        row.addWidget(self.told, 1)
        row.addWidget(self.links)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        row.addWidget(self.extent)
        self.stop.clicked.connect(self.cancelled)
        self.end("")

    def say(self, words: str) -> None:
        """Tell what was done."""
        self.links.tell(words)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Tell how far the reading is; nobody knows while the files are being counted."""
        self.links.follow("")
        self.bar.show()
        self.stop.show()
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.told.setText(f"正在读取 {done}/{total}" + (f"：{name}" if name else ""))
        else:
            self.bar.setRange(0, 0)
            self.told.setText(f"正在数文件：{name}" if name else "正在数文件")

    def end(self, words: str) -> None:
        """Tell what came of it."""
        self.bar.hide()
        self.stop.hide()
        self.told.setText(words)
