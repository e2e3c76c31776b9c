"""The right side of the window: the panel, or a strip of it, or nothing, as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStyle,
    QStyleOption,
    QWidget,
)

from core.checks.inspection import READING
from core.checks.tally import GRAVEST_FIRST
from core.settings.settings import SIDE_AUTO, SIDE_FOLDED, SIDE_HIDDEN, SIDE_SHOWN
from gui.kit.roomy import Roomy
from gui.look.theme import Theme
from gui.panel.tally_panel import TallyPanel
from gui.state.document import Document

NARROW = 64
"""Characters across a window in which the panel folds by itself."""
USUAL, WIDEST, PART = 24, 40, 25
"""Characters across the panel, and the hundredth part of a wide window that it takes."""
_LETTERS = 3
"""Characters across the strip."""
_UNSET = 16_777_215
"""What Qt has for no largest size."""


class SideStrip(QPushButton):
    """What is left of the folded panel: how many tallies stand how, and how many findings."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._section = ""
        self.setToolTip("展开侧栏：勾稽、建议、问题和单元格的说明（F9）")
        self.setAutoDefault(False)
        self.setFixedWidth(self.sizeHint().width())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_section(self, section: str) -> None:
        """Count the tallies of a table, or of the whole report beside a written part."""
        self._section = section
        self.follow()

    def follow(self) -> None:
        """Count again."""
        told = (words for _short, _role, words in self._counts() if words)
        self.setAccessibleName("，".join(("展开侧栏", *told)))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("汉") * _LETTERS, metrics.height() * 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.fontMetrics().height() * 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(self.sizeHint().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        style: QStyle = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        line = round(self.fontMetrics().height() * 1.4)
        lines = [("«", "quiet"), *((short, role) for short, role, _words in self._counts())]
        for number, (words, role) in enumerate(lines):
            painter.setPen(self.theme.color(role))
            box = QRect(0, line // 2 + number * line, self.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _counts(self) -> list[tuple[str, str, str]]:
        """Return each number with its sign, the role of its colour, and the words for it."""
        if not self._document.is_open:
            return []
        inspection = self._document.inspection
        tables = {table.id for table in self._document.report.form.tables}
        count = inspection.board.count(self._section if self._section in tables else None)
        counts = [
            (
                f"{state.sign}{count[state]}",
                self.theme.balance(state) if count[state] else "quiet",
                f"{count[state]} 条{state.value}",
            )
            for state in GRAVEST_FIRST
        ]
        if inspection.is_unread:
            return [*counts, ("问题", "quiet", READING), ("…", "quiet", "")]
        waiting = sum(inspection.count_open().values())
        role = "ink" if waiting else "quiet"
        return [*counts, ("问题", role, f"问题 {waiting} 条"), (f"{waiting}", role, "")]


class SidePanel(QWidget):
    """Shows the panel as the clerk chose, and folds it where the window is too narrow for it."""

    way_wanted = Signal(str)
    """The clerk wants the panel this way from now on: a value of the setting ``side``."""
    resized = Signal(int)
    """The clerk gave the panel so many characters of width."""

    def __init__(
        self, panel: TallyPanel, document: Document, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.strip = SideStrip(document, theme)
        self.strip.clicked.connect(self.toggle)
        self.opener = QPushButton("»", self)  # before the panel, as Tab goes
        self.opener.setFlat(True)
        self.opener.setAutoDefault(False)
        self.opener.setAccessibleName("展开、收起侧栏")
        self.opener.clicked.connect(self.toggle)
        self.room = Roomy(panel, 36, self)
        self._panel = panel
        self._way, self._letters = SIDE_AUTO, 0
        self._is_narrow = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.room, 1)
        line.addWidget(self.strip)
        self._arrange()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(400)
        self._telling.timeout.connect(lambda: self.resized.emit(self._letters))

    @property
    def is_open(self) -> bool:
        """The whole panel is shown."""
        return self._way == SIDE_SHOWN or (self._way == SIDE_AUTO and not self._is_narrow)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.strip.theme = theme
        self.strip.update()

    def toggle(self) -> None:
        """Open the panel, or fold it; told as a wish, which the settings keep."""
        is_usual = self._is_narrow == self.is_open
        other = SIDE_FOLDED if self.is_open else SIDE_SHOWN
        focus: QWidget | None = self.window().focusWidget()
        had_keys = focus is not None and self.isAncestorOf(focus)
        self.way_wanted.emit(SIDE_AUTO if is_usual else other)
        if had_keys and self.is_open:
            self._panel.findings.setFocus()
        elif had_keys:
            self.strip.setFocus()

    def take(self, way: str, letters: int) -> None:
        """Be as the settings say: a way, and a width in characters (0: the usual one)."""
        was = (self._way, self._letters)
        self._way = way
        if not self._telling.isActive():
            self._letters = letters
        if was != (self._way, self._letters):
            self._arrange()

    def fit(self, width: int) -> None:
        """Fold or open for a window of such a width."""
        is_narrow = width < NARROW * self._letter()
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()
        elif not self._letters or not self.is_open:
            self._give_width()

    def splitter_moved(self) -> None:
        """Take the width that the clerk gave the panel by the handle."""
        if self.is_open:
            self._letters = max(1, round(self.width() / self._letter()))
            self._telling.start()

    def _arrange(self) -> None:
        self.room.setVisible(self.is_open)
        self.strip.setVisible(not self.is_open)
        self.setVisible(self._way != SIDE_HIDDEN)
        self.opener.setText("»" if self.is_open else "«")
        self.opener.setToolTip("收起侧栏（F9）" if self.is_open else "展开侧栏（F9）")
        self.setMaximumWidth(_UNSET if self.is_open else self.strip.sizeHint().width())
        self._give_width()

    def _give_width(self) -> None:
        splitter = self.parentWidget()
        if not isinstance(splitter, QSplitter) or splitter.width() <= 0:
            return
        letter, whole = self._letter(), splitter.width()
        usual = max(USUAL * letter, min(WIDEST * letter, whole * PART // 100))
        width = min(self._letters * letter if self._letters else usual, whole * 2 // 3)
        if not self.is_open:
            width = self.strip.sizeHint().width()
        if splitter.sizes()[-1] != width:
            splitter.setSizes([whole - splitter.handleWidth() - width, width])

    def _letter(self) -> int:
        return self.fontMetrics().horizontalAdvance("汉")
