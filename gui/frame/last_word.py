"""What was done last, told in a line; it goes as soon as it need not be so any more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.access.announcing import announce
from gui.kit.elided_label import ElidedLabel


class LastWord(ElidedLabel):
    """Tells what was done, the whole of it to who points there, until something else is done."""

    changed = Signal(object)
    """It tells these words now, empty where it has forgotten them; some name a file (`Written`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(12, parent)
        step = self.fontMetrics().height() // 2
        self.setIndent(step)
        self.setContentsMargins(0, 0, step, 0)

    def tell(self, words: str, whole: str = "") -> None:
        """Tell what was done, to a screen reader too."""
        self.setText(words)
        self.setToolTip(whole)
        self.changed.emit(words)
        announce(self.window(), whole or words)

    def forget(self) -> None:
        """Tell nothing: what was told is over."""
        if self.text():
            self.setText("")
            self.changed.emit("")
        if self.toolTip():
            self.setToolTip("")
