"""The margin beside a written part: a mark on each line of which there is something to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from core.report.finding import Finding, Severity
from gui.look.theme import Theme
from gui.texts.editor import Writing
from gui.words.plain_text import literal

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT, None)
"""Where several stand on a line, the gravest shows."""


@dataclass(frozen=True, slots=True)
class MarginMark:
    """What is said about a place: a finding, or without one an agreement."""

    cursor: QTextCursor
    words: str
    finding: Finding | None = None

    @property
    def sign(self) -> str:
        """The sign that stands before it in the list too."""
        return self.finding.sign if self.finding else "✓"

    @property
    def severity(self) -> Severity | None:
        """How grave it is; None for what agrees."""
        return self.finding.severity if self.finding else None


class Margin(QWidget):
    """Stands left of the text and scrolls with it; a click leads to the finding in the list."""

    picked = Signal(object)
    """The finding of a mark was clicked."""

    def __init__(self, editor: Writing, theme: Theme) -> None:
        super().__init__(editor)
        self.theme = theme
        self._editor = editor
        self._marks: Sequence[MarginMark] = ()
        self.setObjectName("margin")
        self.setAccessibleName("每一行旁边的标记")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        editor.make_room(self, self.fontMetrics().horizontalAdvance("汉") * 3 // 2)
        editor.updateRequest.connect(lambda *_: self.update())

    def show_marks(self, marks: Sequence[MarginMark]) -> None:
        """Show these instead of the ones before."""
        self._marks = marks
        self.update()

    def lines(self) -> dict[int, list[MarginMark]]:
        """Return the marks that are in sight by the top of their line, the gravest first."""
        found: dict[int, list[MarginMark]] = {}
        height = self._editor.viewport().height()
        for mark in self._marks:
            start = QTextCursor(mark.cursor)
            start.setPosition(mark.cursor.selectionStart())
            top = self._editor.cursorRect(start).top()
            if -self._line < top < height:
                found.setdefault(top, []).append(mark)
        for marks in found.values():
            marks.sort(key=lambda each: _ORDER.index(each.severity))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for top, marks in self.lines().items():
            severity = marks[0].severity
            role = self.theme.severity(severity) if severity else "balanced"
            painter.setPen(self.theme.color(role))
            place = QRect(0, top, self.width(), self._line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, marks[0].sign)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            marks = self._at(event.pos())
            words = "\n".join(literal(mark.words) for mark in marks[:6])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for mark in self._at(event.position().toPoint()):
            if mark.finding is not None:
                self.picked.emit(mark.finding)
                return

    @property
    def _line(self) -> int:
        return self._editor.fontMetrics().lineSpacing()

    def _at(self, point: QPoint) -> list[MarginMark]:
        for top, marks in self.lines().items():
            if top <= point.y() < top + self._line:
                return marks
        return []
