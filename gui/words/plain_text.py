"""Words of others are shown as they are: no tag in them is obeyed, no sign of theirs is taken.

Qt guesses whether a text is rich. An organ's name with a tag in it would open the path in the tag.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel

_PLACE = "[*]"
"""Where a window's title tells of unsaved changes, for Qt."""


class PlainText(QObject):
    """Sets every label of the program to plain text before it is measured or painted.

    A tooltip is a label too, whoever asked for it: a widget, a model, an action. So are the words
    of Qt's own boxes. A label that says itself that it is rich stays so (`gui.words.rich_text`).
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A label may be asked for its height as soon as it stands in a layout, before the polish.
        if (
            event.type() in _BEFORE_SIGHT
            and isinstance(watched, QLabel)
            and watched.textFormat() is Qt.TextFormat.AutoText
        ):
            watched.setTextFormat(Qt.TextFormat.PlainText)
        return False


_BEFORE_SIGHT = {QEvent.Type.Polish, QEvent.Type.ParentChange}


def keep_plain(app: QApplication) -> None:
    """Let no label of the application guess what its text is."""
    if app.findChild(PlainText) is None:
        app.installEventFilter(PlainText(app))


def literal(words: str) -> str:
    """Return words for a button, a tab or an entry of a menu, which would swallow an ``&``."""
    return words.replace("&", "&&")


def literal_title(words: str) -> str:
    """Return words for the title of a window, in which ``[*]`` is no sign either."""
    return words.replace(_PLACE, _PLACE * 2)
