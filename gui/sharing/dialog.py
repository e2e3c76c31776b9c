"""Sharing a report out (分工): a file for each who fills some of it, and how the shares stand."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.base.problem import Problem
from core.base.time_words import day_words, in_chinese, typed_day
from core.document.encode import SUFFIX
from core.report.edit import Change
from core.report.share import ShareState, WorkShare, part_names_of
from core.report.transition import copy
from core.report.work_edits import SHARES, SetShare
from core.sharing.giving import FORM_SUFFIX, Order, check_orders, give_out, overlaps
from gui.kit.ask import Ask
from gui.kit.fields import closing_buttons, form_rows, roomy_column, size_dialog
from gui.kit.writing_out import write_beside
from gui.look.theme import Theme
from gui.state.document import Document
from gui.words.plain_text import literal

_ABOUT = (
    "一份报告分给几个人填：每人一个文件，只有他的部分可以填，其余各部分看得见、改不了。"
    "文件由您自己转交；交回以后在这里收回，逐处对照后再并入。"
)
_SIGNS = {ShareState.OUT: "○", ShareState.BACK: "✓", ShareState.LATE: "！"}
_HEADS = ("情况", "分给谁", "部分", "期限", "文件", "发出", "收回")
_KEY = Qt.ItemDataRole.UserRole
_COLUMNS = 4


class SharingDialog(QDialog):
    """Lists what was given out, and gives out more; it stays open beside the report."""

    back_wanted = Signal()
    """Files that came back shall be chosen and put together."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        ask: Ask,
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("分工")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._theme, self._ask = document, theme, ask.above(self)
        self._folder = folder
        self.tree = QTreeWidget()
        self.forget = QPushButton("删去这一条(&D)")
        self.back = QPushButton("收回交回的文件(&H)…")
        self.who = QLineEdit()
        self.parts = {
            section: QCheckBox(literal(name))
            for section, name in part_names_of(document.report.form).items()
        }
        self.deadline = QLineEdit()
        self.as_document = QRadioButton("年报文件，用本程序填(&N)")
        self.as_form = QRadioButton("收集表，用表格软件填(&X)")
        self.make = QPushButton("做成文件(&M)…")
        self.told, self.state = QLabel(), QLabel()
        self._compose()
        self.tree.itemSelectionChanged.connect(self._offer)
        self.forget.clicked.connect(self._forget)
        self.back.clicked.connect(self.back_wanted)
        self.make.clicked.connect(self._make)
        document.changed.connect(self._follow)
        document.replaced.connect(self.close)
        self._fill()
        self.who.setFocus()

    def wear(self, theme: Theme) -> None:
        """Take on other colours."""
        self._theme = theme
        self._fill()

    def _compose(self) -> None:
        whole, column = roomy_column(self)
        about = QLabel(_ABOUT)
        about.setWordWrap(True)
        column.addWidget(about)
        self.state.setProperty("quiet", True)
        column.addWidget(self.state)
        self.tree.setHeaderLabels(list(_HEADS))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("分出的各份")
        wide = self.fontMetrics().horizontalAdvance("汉")
        for number, characters in enumerate((5, 7, 13, 10, 14, 8, 8)):
            self.tree.setColumnWidth(number, wide * characters)
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.forget)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._more())
        self.tree.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)
        for button in (self.back, self.forget):
            button.setAutoDefault(False)
        whole.addWidget(closing_buttons(self, self.make, "关闭"))
        size_dialog(self, 74, 34)

    def _more(self) -> QWidget:
        """Make the fields for one more share."""
        box = QGroupBox("再分一份")
        rows = form_rows(box)
        self.who.setPlaceholderText("科室或者人，如“法规科”")
        self.who.setMaxLength(40)
        rows.addRow("分给谁(&W)", self.who)
        grid = QGridLayout()
        for number, part in enumerate(self.parts.values()):
            grid.addWidget(part, number // _COLUMNS, number % _COLUMNS)
        rows.addRow("填哪几部分", grid)
        self.deadline.setPlaceholderText("可以空着；如“1月20日”")
        rows.addRow("交回期限(&Q)", self.deadline)
        kinds = QHBoxLayout()
        self.as_document.setChecked(True)
        kinds.addWidget(self.as_document)
        kinds.addWidget(self.as_form)
        kinds.addStretch(1)
        rows.addRow("做成", kinds)
        column = QVBoxLayout(box)
        column.addLayout(rows)
        return box

    def _follow(self, change: Change, _moved: object) -> None:
        if SHARES in change.parts:
            self._tell("", is_fault=False)  # what was done before is done
            self._fill()

    def _fill(self) -> None:
        """List what was given out, the newest last."""
        if not self._document.is_open:
            return
        chosen = self._key()
        today = _now().date()
        self.tree.clear()
        shares = self._document.report.shares
        for key in sorted(shares, key=lambda each: (len(each), each)):
            self._add(key, shares[key], today, is_chosen=key == chosen)
        states = [share.state(today) for share in shares.values()]
        counted = "，".join(
            f"{state.value}{states.count(state)}份" for state in ShareState if state in states
        )
        self.state.setText(f"共分出{len(states)}份：{counted}。" if states else "还没有分工。")
        self._offer()

    def _add(self, key: str, share: WorkShare, today: date, *, is_chosen: bool) -> None:
        state = share.state(today)
        until = day_words(date.fromisoformat(share.deadline)) if share.deadline else ""
        names = share.names(self._document.report.form)
        told = (
            f"{_SIGNS[state]} {state.value}", share.who, names, until, share.file,
            _when(share.sent), _when(share.back) if share.back else "",
        )  # fmt: skip
        item = QTreeWidgetItem(self.tree, list(told))
        item.setData(0, _KEY, key)
        for number, words in enumerate(told):
            item.setToolTip(number, words)
        spoken = "，".join((state.value, *(each for each in told[1:] if each)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        roles = {ShareState.BACK: "balanced", ShareState.LATE: "unbalanced"}
        if state in roles:
            item.setForeground(0, QBrush(self._theme.color(roles[state])))
        if is_chosen:
            self.tree.setCurrentItem(item)

    def _key(self) -> str:
        items = self.tree.selectedItems()
        return str(items[0].data(0, _KEY)) if items else ""

    def _offer(self) -> None:
        self.forget.setEnabled(bool(self._key()))

    def _forget(self) -> None:
        share = self._document.report.shares.get(self._key())
        if share is None:
            return
        words = f"删去分给“{share.who}”的这一条？"
        rest = "删去以后，这份文件交回来就不能再并入。删去可以撤销（Ctrl+Z）。"
        if self._ask.confirm(words, rest, "删去"):
            self._document.edit([SetShare(self._key(), None)], f"删去分给{share.who}的一份")

    def _make(self) -> None:
        try:
            self._give()
        except Problem as problem:
            self._tell(str(problem), is_fault=True)

    def _give(self) -> None:
        self._document.settle()
        report = self._document.report
        sections = tuple(section for section, box in self.parts.items() if box.isChecked())
        suffix = FORM_SUFFIX if self.as_form.isChecked() else SUFFIX
        order = Order(self.who.text(), sections, self._day(), suffix)
        check_orders(report, [order])
        warnings = "".join(overlaps(report, [order]))
        if warnings and not self._ask.confirm(warnings, "也可以先改一改。", "仍然分出"):
            return
        folder = self._ask.open_folder("分工的文件放在哪个文件夹里", self._folder)
        if folder is None:
            return
        as_it_is = copy(report)
        given = write_beside(
            folder, lambda stop: give_out(as_it_is, [order], folder, _now(), stop), self
        )
        self._folder = str(folder)
        self._document.edit(given.edits, f"分给{order.who.strip()}填写")
        self._tell(f"已做好：{given.files[0]}。请转交给{order.who.strip()}。", is_fault=False)
        self.who.clear()
        for box in self.parts.values():
            box.setChecked(False)
        self.who.setFocus()

    def _day(self) -> date | None:
        """Return the deadline; a day without a year is the first one after the report's year."""
        text = self.deadline.text().strip()
        if not text:
            return None
        found = typed_day(text, self._document.report.year + 1)
        if found is None:
            raise Problem(f"“{text}”不是日期，请写成“1月20日”或者“2026-01-20”。")
        return found

    def _tell(self, words: str, *, is_fault: bool) -> None:
        self.told.setText(words)
        self.told.setProperty("fault", is_fault)
        self.told.style().polish(self.told)


def _now() -> datetime:
    return datetime.now().astimezone()


def _when(time: str) -> str:
    return in_chinese(datetime.fromisoformat(time), "%m月%d日%H:%M")
