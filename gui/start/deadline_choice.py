"""The deadline on the start page: how many days are left, and which date is the office's own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.settings.deadline import CHOICES, OWN, deadline, own_date, reported_year

_OWN_HINT = "如 2月20日"


class DeadlineChoice(QWidget):
    """Tells the days left. Until somebody has chosen, it asks: nobody's date is guessed."""

    chosen = Signal(str)
    """This is the setting from now on (`core.settings.deadline`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = ""
        self.told = QLabel()
        font = self.told.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.told.setFont(font)
        self.why = QLabel()
        self.why.setProperty("quiet", True)
        self.change = QPushButton("更改")
        self.change.setProperty("flat", True)
        self.change.setAccessibleName("更改公布期限")
        self.change.setAutoDefault(False)  # Enter elsewhere in a dialog is not meant for it
        self.change.clicked.connect(self._ask)
        self.ways = QWidget()
        self.buttons = {
            choice.name: _way(f"{choice.organs}　{choice.month}月{choice.day}日")
            for choice in CHOICES
        }
        self.own_button = _way(f"{OWN}…")
        self.own = QLineEdit()
        self.own.setPlaceholderText(_OWN_HINT)
        self.own.setAccessibleName("本单位的公布期限，几月几日")
        self.fault = QLabel("请写几月几日，如“2月20日”，按回车记下。")
        self.fault.setProperty("fault", True)
        self._compose()
        # Not a group of Qt's: there the arrows would choose, and the page close on the way.
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, n=name: self._choose(n))
        self.own_button.clicked.connect(self._ask_own)
        self.own.returnPressed.connect(self._take_own)
        self.own.textEdited.connect(lambda _text: self.fault.hide())

    def show_setting(self, setting: str, today: date) -> None:
        """Show what a setting means today."""
        self._setting = setting
        year = reported_year(today)
        found = deadline(setting, year)
        if found is None:
            self.told.setText(f"{year}年度报告的公布期限：请选定本单位适用的一种")
        else:
            words = found.words(today)
            named = "" if found.shown in words else f"{found.shown}前公布，"
            self.told.setText(f"{year}年度报告　{named}{words}")
            self.why.setText("　".join(filter(None, (found.organs, found.basis))))
        is_late = found is not None and found.days_left(today) < 0
        self.told.setProperty("fault", is_late)
        self.told.style().polish(self.told)
        self._open(is_open=found is None)

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(step // 2)
        column.addWidget(self.told)
        line = QHBoxLayout()
        line.setSpacing(step)
        line.addWidget(self.why, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        column.addLayout(line)
        row = QHBoxLayout(self.ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(step)
        for button in (*self.buttons.values(), self.own_button):
            row.addWidget(button)
        self.own.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 9)
        row.addWidget(self.own)
        row.addStretch(1)
        column.addWidget(self.ways)
        column.addWidget(self.fault)
        self.fault.hide()

    def _open(self, *, is_open: bool) -> None:
        """Show the ways to choose from, or else what was chosen."""
        is_own = self._setting not in {"", *self.buttons}
        self.ways.setVisible(is_open)
        self.why.setVisible(not is_open)
        self.change.setVisible(not is_open)
        self.own.setVisible(is_open and is_own)
        self.fault.hide()
        for name, button in (*self.buttons.items(), ("", self.own_button)):
            button.setChecked(is_own if button is self.own_button else name == self._setting)

    def _ask(self) -> None:
        self._open(is_open=True)
        every = (*self.buttons.values(), self.own_button)
        next((button for button in every if button.isChecked()), self.own_button).setFocus()

    def _ask_own(self) -> None:
        for button in self.buttons.values():
            button.setChecked(False)
        self.own_button.setChecked(True)
        self.own.show()
        self.own.setFocus()

    def _choose(self, setting: str) -> None:
        had_focus = any(
            widget.hasFocus() for widget in (*self.buttons.values(), self.own_button, self.own)
        )
        if setting == self._setting:
            self._open(is_open=False)
        self.chosen.emit(setting)
        if had_focus and self.change.isVisible():
            self.change.setFocus()

    def _take_own(self) -> None:
        setting = own_date(self.own.text())
        if setting is None:
            self.fault.show()
        else:
            self._choose(setting)


def _way(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setCheckable(True)
    return button
