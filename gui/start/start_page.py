"""What the window shows when no report is open: the deadline, the ways to begin, what was open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.forms.loader import Forms
from gui.look.theme import Theme
from gui.start.deadline_choice import DeadlineChoice
from gui.start.recent_list import RecentList

NOTHING_YET = "打开过、保存过的报告会列在这里。\n第一次使用，可以先打开示例看看。"
_WIDEST = 66
_NARROW = 50
"""Characters across: the page grows no wider than the one, and below the other stands in a row."""


class StartPage(QWidget):
    """Offers the actions that begin a report, and the recent files."""

    recent_picked = Signal(object)
    """A recent file (Path) was chosen."""
    recent_followed = Signal(object)
    """The next year's report shall be begun from a recent file (Path)."""
    recent_dropped = Signal(object)
    """These recent files (tuple of Path) shall be listed no more."""
    deadline_chosen = Signal(str)
    """The date by which the office's reports are due (a setting of `core.settings.deadline`)."""

    def __init__(
        self,
        ways: Sequence[QAction],
        forms: Forms,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """``ways`` begin with that from last year's report, then that from an empty form."""
        super().__init__(parent)
        self.setObjectName("page")
        self._paths: tuple[str, ...] = ()
        self._setting = ""
        self.deadline = DeadlineChoice()
        self.ways = [self._button(way) for way in ways]
        self.recent = RecentList(forms, theme)
        self.nothing = QLabel(NOTHING_YET)
        self.nothing.setProperty("quiet", True)
        self.remove = QPushButton()
        self.remove.setProperty("flat", True)
        self.remove.clicked.connect(lambda: self.recent_dropped.emit(self.recent.gone()))
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beginning = QVBoxLayout()
        self._compose()
        self.deadline.chosen.connect(self.deadline_chosen)
        self.recent.picked.connect(self.recent_picked)
        self.recent.followed.connect(self.recent_followed)
        self.recent.dropped.connect(self.recent_dropped)
        self.recent.looked.connect(self._show_gone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: a file, or the day, may be another one since."""
        super().showEvent(event)
        self.show_deadline(self._setting)
        self._show_recent()
        if not event.spontaneous():
            self._begin().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_body()

    def _turn_body(self) -> None:
        """Let the recent reports stand beside the ways to begin where there is room, or below."""
        wide = self.fontMetrics().horizontalAdvance("汉") * _NARROW
        directions = QBoxLayout.Direction
        is_wide = self.width() >= wide
        self.body.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """List the recent files."""
        if paths != self._paths:
            self._paths = paths
            if self.isVisible():
                self._show_recent()

    def show_deadline(self, setting: str) -> None:
        """Tell the days that are left by a setting."""
        self._setting = setting
        self.deadline.show_setting(setting, datetime.now().astimezone().date())

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.recent.wear(theme)
        self._turn_body()

    def _show_recent(self) -> None:
        had_focus = self.recent.hasFocus()
        self.recent.show_paths(self._paths)
        has_some = bool(self._paths)
        self.recent.setVisible(has_some)
        self.nothing.setVisible(not has_some)
        self._show_gone()
        # The way that an office takes every year but the first stands first.
        first, second = (self.ways[0], self.ways[1]) if has_some else (self.ways[1], self.ways[0])
        for place, button in enumerate((first, second)):
            self._beginning.removeWidget(button)
            self._beginning.insertWidget(place, button)
            button.setProperty("main", place == 0)
            button.style().polish(button)
        QWidget.setTabOrder(first, second)
        QWidget.setTabOrder(second, self.ways[2])
        if had_focus:
            self._begin().setFocus()

    def _begin(self) -> QWidget:
        """Return what has the keys first: the recent reports, else the first way to begin."""
        return self.recent if self._paths else self.ways[1]

    def _show_gone(self) -> None:
        gone = len(self.recent.gone())
        self.remove.setText(f"从列表中移去找不到的{gone}份")
        self.remove.setVisible(gone > 0)

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        em = self.fontMetrics().horizontalAdvance("汉")
        area = QScrollArea(self)
        page = QWidget(area.viewport())
        page.setObjectName("page")
        sheet = QWidget(page)
        sheet.setObjectName("page")
        sheet.setMaximumWidth(_WIDEST * em)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(3 * step, 2 * step, 3 * step, 2 * step)
        column.setSpacing(2 * step)
        column.addStretch(1)
        title = QLabel("政府信息公开工作年度报告")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(self.deadline)
        self.body.setSpacing(3 * step)
        self._beginning.setSpacing(step)
        for button in self.ways:
            self._beginning.addWidget(button)
        self._beginning.addStretch(1)
        self.body.addLayout(self._beginning)
        self.body.addWidget(self._card(step), 1)
        column.addLayout(self.body)
        column.addStretch(2)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(sheet, _WIDEST)
        row.addStretch(1)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _card(self, step: int) -> QFrame:
        card = QFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(step)
        head = QLabel("最近的报告")
        head.setProperty("quiet", True)
        column.addWidget(head)
        column.addWidget(self.recent)
        column.addWidget(self.nothing)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return card

    def _button(self, way: QAction) -> QPushButton:
        shortcut = way.shortcut().toString()
        button = QPushButton(way.text())
        button.setToolTip(way.toolTip() + (f"（{shortcut}）" if shortcut else ""))
        metrics = self.fontMetrics()
        button.setMinimumHeight(metrics.height() * 2)
        button.setMinimumWidth(metrics.horizontalAdvance("汉") * 18)
        button.clicked.connect(way.trigger)
        return button
