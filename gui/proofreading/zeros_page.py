"""The zeros of a table that are still to be read, row by row, to be confirmed together."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.cells.proof_words import zero_lines
from core.cells.proofreading import Zeros
from core.forms.form import Form
from gui.proofreading.labels import make_label, say
from gui.words.rich_text import RichLabel, joined, markup

_HEAD = 1.3


class ZerosPage(QWidget):
    """Lists which cells are zero. Space goes through the list, and only at its end confirms."""

    came_in_sight = Signal()
    """The list, or another part of it, was painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head = make_label(_HEAD)
        self.lines = RichLabel()
        self.lines.setWordWrap(True)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.lines.setMargin(self.fontMetrics().height() // 3)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        self._is_painted = False
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self.came_in_sight)
        bar.rangeChanged.connect(self.came_in_sight)

    @property
    def is_seen(self) -> bool:
        """Tell whether the end of the list is in sight."""
        # Before it is painted the list has no length yet, and nobody has seen it.
        bar = self.area.verticalScrollBar()
        return self._is_painted and bar.value() >= bar.maximum()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.came_in_sight.emit)

    def show_zeros(self, form: Form, zeros: Zeros) -> None:
        """List the zeros; where they are others than before, from the top again."""
        say(self.head, f"本表其余{len(zeros.addresses)}格都是0：")
        rows = zero_lines(form, zeros.addresses)
        told = joined((markup("<b>{}</b>　{}", *line) for line in rows), "<br>")
        if told.html != self.lines.text():
            self.lines.setText(told)
            self._is_painted = False
            self.update()
            spoken = "。".join("，".join(line) for line in rows)
            self.setAccessibleName(f"{self.head.text()}{spoken}")
            self.area.verticalScrollBar().setValue(0)

    def go_on(self) -> None:
        """Show the next part of the list; a line of the last one stays in sight."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() - 2 * self.fontMetrics().lineSpacing())
