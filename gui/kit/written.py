"""A file or folder that was just written: what is said of it, and two ways to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.kit.elided_label import ElidedLabel


class Written(str):
    """Words about what was written, and its place; who only shows words need not know of it."""

    __slots__ = ("path",)
    path: Path

    def __new__(cls, words: str, path: Path) -> Written:
        """``path`` is the file or the folder that was written."""
        made = super().__new__(cls, words)
        made.path = path
        return made


class WrittenLinks(QWidget):
    """打开 and 打开所在文件夹; there only while the last words told of something written."""

    failed = Signal(str)
    """It cannot be opened; the message says why."""

    def __init__(self, label: QLabel | None = None, parent: QWidget | None = None) -> None:
        """``label`` is where `tell` says the words, among them why something cannot be opened."""
        super().__init__(parent)
        self._label = label
        if label is not None:
            self.failed.connect(self.tell)
        self._path: Path | None = None
        self.opened = _link("打开")
        self.folder = _link("打开所在文件夹")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.opened)
        line.addWidget(self.folder)
        self.opened.clicked.connect(lambda: self._open(self._path))
        self.folder.clicked.connect(self._open_folder)
        self.hide()

    def tell(self, words: str) -> None:
        """Say words in the label beside, and lead to what they tell of."""
        if self._label is not None:
            self._label.setText(words)
        self.follow(words)

    def follow(self, words: str) -> None:
        """Lead to what these words tell of; where that is nothing, be gone."""
        self._path = words.path if isinstance(words, Written) else None
        if self._path is not None:
            is_folder = self._path.is_dir()
            self.opened.setText("打开文件夹" if is_folder else "打开")
            self.folder.setVisible(not is_folder)
            self.opened.setToolTip(str(self._path))
            self.folder.setToolTip(str(self._path.parent))
        self.setVisible(self._path is not None)

    def _open_folder(self) -> None:
        if self._path is not None:
            self._open(self._path.parent)

    def _open(self, path: Path | None) -> None:
        if path is None:
            return
        if not path.exists():
            self.failed.emit(f"“{path.name}”已经不在那里了，可能被移走或者删除。")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(f"系统里没有能打开“{path.name}”的程序。文件在：{path.parent}")


class WrittenBar(QFrame):
    """A line at the foot of a window that says what was written, and leads there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.words = ElidedLabel(12)
        self.links = WrittenLinks()
        self.links.failed.connect(self.tell)
        step = self.fontMetrics().height() // 2
        line = QHBoxLayout(self)
        line.setContentsMargins(step * 2, step // 2, step, step // 2)
        line.addWidget(self.words, 1)
        line.addWidget(self.links)
        self.hide()

    def tell(self, words: str) -> None:
        """Say something; nothing to say hides the line."""
        self.words.setText(words)
        self.words.setToolTip(words)
        self.links.follow(words)
        self.setVisible(bool(words))


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setFlat(True)
    button.setAutoDefault(False)
    return button
