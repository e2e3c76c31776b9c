"""Words of others are shown as they are: no tag in them is obeyed, no sign of theirs is taken.

Qt guesses whether a text is rich. An organ's name with a tag in it would open the path in the tag.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle, QWidget

TIP_LETTERS = 36
"""Characters in a line of a tooltip."""
_PLACE = "[*]"
"""Where a window's title tells of unsaved changes, for Qt."""


class TipWidth(QObject):
    """Breaks the lines of a tooltip; Qt does so only where one is wider than the screen."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QLabel):
            most = watched.fontMetrics().horizontalAdvance("汉") * TIP_LETTERS
            if watched.width() > most:
                watched.setWordWrap(True)
                watched.resize(most, watched.heightForWidth(most))
        return False


class PlainText(QProxyStyle):
    """Sets every label of the program to plain text when it is dressed, before it is painted.

    A tooltip is a label too, whoever asked for it: a widget, a model, an action. So are the words
    of Qt's own boxes. A label that says itself that it is rich stays so (`gui.words.rich_text`).

    A style meets each widget once. A filter of the application's events would meet every event of
    every object: dear at each key, and PySide may know a new object by the name of a dead one.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._tips = TipWidth(self)

    def polish(
        self, subject: QApplication | QWidget | QPalette | Qt.GlobalColor | QColor, /
    ) -> None:
        if isinstance(subject, QLabel) and subject.textFormat() is Qt.TextFormat.AutoText:
            subject.setTextFormat(Qt.TextFormat.PlainText)
        if isinstance(subject, QWidget) and subject.inherits("QTipLabel"):
            subject.installEventFilter(self._tips)
        super().polish(subject)


def dress_plainly(app: QApplication) -> None:
    """Give the application its style, which lets no label guess what its text is."""
    if app.findChild(PlainText) is None:
        app.setStyle(PlainText("Fusion"))


def literal(words: str) -> str:
    """Return words for a button, a tab or an entry of a menu, which would swallow an ``&``."""
    return words.replace("&", "&&")


def literal_title(words: str) -> str:
    """Return words for the title of a window, in which ``[*]`` is no sign either."""
    return words.replace(_PLACE, _PLACE * 2)
