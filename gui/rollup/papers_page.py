"""The fourth page (文书): letters beside the findings that they are made from, and the rest."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.base.problem import Problem
from core.rollup.papers.letters import Letter, letters
from core.settings.settings import own_folder
from gui.kit.wrapping_row import WrappingRow
from gui.look.theme import Theme
from gui.rollup.columns import ListColumn
from gui.rollup.listing import Listing, ListingLine
from gui.rollup.page import RollupPage
from gui.rollup.state import RollupState

_COLUMNS = (ListColumn("要退回的单位"), ListColumn("错", 4, is_number=True))
_NONE = "没有需要退回的报告：收到的报告都没有错误。"


class PapersPage(RollupPage):
    """Shows each letter before anything is written."""

    written = Signal()
    """All letters shall be written into a folder."""
    reminder_wanted = Signal()
    workbook_wanted = Signal()
    forms_wanted = Signal()
    told = Signal(str)
    """Something was done, in words for the status bar."""
    failed = Signal(str)
    """Something went wrong, in words for the clerk."""

    def __init__(self, state: RollupState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.theme = theme
        self._letters: dict[str, Letter] = {}
        self.about = QLabel()
        self.units = Listing("要退回的单位", _COLUMNS, theme)
        self.points = QListWidget()
        self.letter = QPlainTextEdit()
        self.copy = QPushButton("复制成短信文字(&C)")
        self.write = QPushButton("全部写成 Word 和 PDF(&A)…")
        self.remind = QPushButton("催报单(&R)…")
        self.workbook = QPushButton("汇总表(&E)…")
        self.forms = QPushButton("收集表(&B)…")
        self._compose()
        self.units.entered.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.write.clicked.connect(self.written)
        self.remind.clicked.connect(self.reminder_wanted)
        self.workbook.clicked.connect(self.workbook_wanted)
        self.forms.clicked.connect(self.forms_wanted)

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the units that get a letter."""
        return tuple(self._letters)

    def show_unit(self, name: str) -> None:
        """Show the letter of a unit."""
        self.catch_up()
        for at, line in enumerate(self.units.listed.lines):
            if line.key == name:
                self.units.setCurrentIndex(self.units.listed.index(at, 0))
        self.units.setFocus()

    def focus_page(self) -> None:
        """Give the keys to the list."""
        self.units.setFocus()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self.units.wear(theme)
        self._show(self.units.key_in_hand())

    def renew(self) -> None:
        head = self._state.project.head
        today = datetime.now().astimezone().date()
        found = letters(self._state.gathering(), head.organ, today, head.deadline)
        self._letters = {letter.unit: letter for letter in found}
        self.units.show_lines(
            [
                ListingLine((letter.unit, str(len(letter.errors))), letter.unit)
                for letter in sorted(found, key=lambda letter: -len(letter.errors))
            ]
        )
        missing = self._state.counts()["未报"]
        about = f"{len(found)}个单位要退回" if found else _NONE.removesuffix("。")
        self.about.setText(f"{about}，{missing}个单位未报。{self._state.extent}。")
        self.write.setText(f"全部{len(found)}份写成 Word 和 PDF(&A)…")
        self.write.setEnabled(bool(found))
        self.remind.setEnabled(missing > 0)
        self.remind.setText(f"催报单（{missing}个单位）(&R)…")

    def _show(self, name: object) -> None:
        letter = self._letters.get(name) if isinstance(name, str) else None
        self.points.clear()
        self.copy.setEnabled(letter is not None)
        if letter is None:
            self.letter.setPlainText(_NONE)
            return
        for point in (*letter.errors, *letter.warnings):
            is_error = point in letter.errors
            item = QListWidgetItem(f"{'≠' if is_error else '?'} {point.part}：{point.message}")
            item.setForeground(self.theme.color("unbalanced" if is_error else "unfilled"))
            item.setToolTip(point.advice)
            self.points.addItem(item)
        for remark in letter.remarks:
            self.points.addItem(remark)
        for words in letter.told:
            item = QListWidgetItem(f"? {words}。")
            item.setForeground(self.theme.color("unfilled"))
            self.points.addItem(item)
        try:
            self.letter.setPlainText(_as_read(letter.text([own_folder() / "templates"])))
        except Problem as problem:
            self.letter.setPlainText(str(problem))

    def _copy(self) -> None:
        name = self.units.key_in_hand()
        letter = self._letters.get(name) if isinstance(name, str) else None
        if letter is None:
            return
        try:
            words = letter.message([own_folder() / "templates"])
        except Problem as problem:
            self.failed.emit(str(problem))
            return
        QGuiApplication.clipboard().setText(words)
        self.told.emit(f"给“{name}”的文字已经复制，可以贴进短信或者聊天软件。")

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, step, 0, 0)
        column.setSpacing(step)
        row = WrappingRow(step, grows=0)
        row.add(self.about, self.copy, self.write, self.remind, self.workbook, self.forms)
        self.write.setProperty("main", True)
        column.addLayout(row)
        self.points.setWordWrap(True)
        self.points.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.points.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.points.setAccessibleName("这个单位的问题")
        self.letter.setReadOnly(True)
        self.letter.setTabChangesFocus(True)
        self.letter.setObjectName("writing")
        self.letter.setAccessibleName("退回意见")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for part, share in ((self.units, 2), (self.points, 3), (self.letter, 4)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, share)
        wide = self.fontMetrics().horizontalAdvance("汉")
        split.setSizes([wide * 20, wide * 28, wide * 40])
        column.addWidget(split, 1)


def _as_read(text: str) -> str:
    """Return a letter without the signs that lay it out."""
    lines = []
    for line in text.splitlines():
        for sign in ("# ", "## ", "> "):
            if line.startswith(sign):
                line = line.removeprefix(sign)  # noqa: PLW2901  the line as it is read
                break
        lines.append(line)
    return "\n".join(lines).strip()
