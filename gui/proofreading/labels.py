"""The labels of the proofreading window: sizes by the system's font, colours by state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from core.report.finding import Severity
from gui.look.scaling import KEEPS_SIZE

LARGEST, SMALLEST = 5.0, 1.4
"""Sizes of the figure, in the size of the system's font."""
WORDS = 2.2
"""Size of words in the place of the figure."""
_STATES = ("quiet", "fault", "doubt", "done")
_OF_SEVERITY = {Severity.ERROR: "fault", Severity.WARNING: "doubt", Severity.HINT: "quiet"}
_BREAK = "\u200b"
"""Lets a line break between any two characters."""


def make_label(size: float = 1, state: str = "") -> QLabel:
    """Make a label that wraps, in a size by the system's font."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * size)
    label.setFont(font)
    if state:
        label.setProperty(state, True)
    return label


def say(label: QLabel, text: str, state: str = "") -> None:
    """Let a label say something in the colour of a state; empty, it takes no room."""
    label.setText(text)
    label.setAccessibleName(text)
    label.setVisible(bool(text))
    wear_state(label, state)


def wear_state(label: QLabel, state: str) -> None:
    """Give a label the colour of a state: one of quiet, fault, doubt, done, or none."""
    if [name for name in _STATES if label.property(name)] == [state] * bool(state):
        return
    for name in _STATES:
        label.setProperty(name, name == state)
    label.style().unpolish(label)
    label.style().polish(label)


def state_of(severity: Severity) -> str:
    """Return the state whose colour a severity wears."""
    return _OF_SEVERITY[severity]


class FigureLabel(QLabel):
    """Shows a figure as large as its place allows; a long text small and in several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setProperty(KEEPS_SIZE, True)
        self._largest = LARGEST
        self._take_base()
        self.shown = ""

    def _take_base(self) -> None:
        """Take the size of the application's font, which the zoom changes."""
        self._base = QApplication.font().pointSizeF()
        self._height = round(QFontMetricsF(figure_font(self.font(), self._base * LARGEST)).height())
        self.setMaximumHeight(self._height)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._take_base()
            self._fit()
        return super().event(event)

    def show_figure(self, text: str, state: str = "", largest: float = LARGEST) -> None:
        """Show a figure, or what was typed in its place."""
        self.shown = text
        self._largest = largest
        wear_state(self, state)
        self.setAccessibleName(text)
        self._fit()

    def sizeHint(self) -> QSize:
        # Of one height whatever it shows, so that nothing jumps from cell to cell.
        return QSize(0, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = figure_font(self.font(), self._base * self._largest)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(self.shown) + metrics.averageCharWidth() / 2
        fitting = min(1.0, self.width() / width, self.height() / metrics.height())
        size = self._largest * fitting
        is_long = size < SMALLEST
        font.setPointSizeF(self._base * max(size, SMALLEST))
        if font != self.font():
            self.setFont(font)
        self.setWordWrap(is_long)
        self.setText(_BREAK.join(self.shown) if is_long else self.shown)


def figure_font(font: QFont, size: float) -> QFont:
    """Return a font for figures, whose digits are all of one width."""
    made = QFont(font)
    made.setPointSizeF(size)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
