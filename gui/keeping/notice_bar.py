"""A quiet line above the page: something that the clerk should know, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.access.announcing import announce

KNOWN = "知道了"


class NoticeBar(QFrame):
    """Shows one notice at a time, the last; it never takes the focus from where one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.topic = ""
        """What the notice is about."""
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("doubt", True)
        self.choices: list[QPushButton] = []
        self._line = QHBoxLayout(self)
        step = self.fontMetrics().height() // 2
        self._line.setContentsMargins(step * 2, step // 2, step, step // 2)
        self._line.setSpacing(step)
        self._line.addWidget(self.words, 1)
        self.hide()

    def tell(self, topic: str, words: str, *choices: tuple[str, Callable[[], object]]) -> None:
        """Show a notice with its choices; there is always one to put it away."""
        self._clear()
        self.topic = topic
        self.words.setText(words)
        for name, do in (*choices, (KNOWN, self._clear)):
            button = QPushButton(name)
            button.clicked.connect(lambda _checked=False, do=do: do())
            self._line.addWidget(button)
            self.choices.append(button)
        self.show()
        announce(self, words)

    def over(self, widget: QWidget) -> QWidget:
        """Return a widget in which the bar stands above another."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self)
        column.addWidget(widget, 1)
        return whole

    def withdraw(self, topic: str) -> None:
        """Put the notice away if it is about this."""
        if self.topic == topic:
            self._clear()

    def _clear(self) -> None:
        for button in self.choices:
            button.hide()
            button.deleteLater()
        self.choices = []
        self.topic = ""
        self.words.clear()
        self.hide()
