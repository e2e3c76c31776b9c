"""The edits of the document with their times: compare any two moments, go back to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.base.time_words import in_chinese
from core.document.history_words import moment_place, moment_time
from core.report.compare import compare
from core.report.transition import edits_to
from gui.kit.differences import DifferenceList, lay_out_comparison
from gui.state.document import Document

MOMENT = Qt.ItemDataRole.UserRole
NOW = "现在"
EARLIEST = "最早的记录以前"

MISFIT = (
    "这里的修改记录和报告的文字对不上，可能被改动过，这个时刻的样子拿不出来。"
    "现在的报告没有受影响；可以选更近的时刻，或者看看备份。"
)


class HistoryDialog(QDialog):
    """Shows the moments, the latest first, each as the report was after it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        self._document = document
        self._history = document.history
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["时间", "改动", "位置", "改动人"])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("修改记录")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.differences = DifferenceList("以前", "以后")
        self.back = QPushButton("回到这个时刻")
        self._compose()
        self._fill()
        self.tree.itemSelectionChanged.connect(self._show)
        self.back.clicked.connect(self._go_back)
        self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self._show()

    def _compose(self) -> None:
        hint = "选一行，和现在比较；按住Ctrl再选一行，比较这两个时刻。"
        lay_out_comparison(self, hint, self.tree, self.told, self.differences, self.back)
        wide = self.fontMetrics().horizontalAdvance("汉")
        for number, characters in enumerate((13, 12, 26)):
            self.tree.setColumnWidth(number, wide * characters)

    def _fill(self) -> None:
        """List the moments under their days; a moment's number is that of the state after it."""
        form, moments = self._document.report.form, self._history.moments
        count = len(moments)
        self._add(None, [NOW, "", "", ""], count)
        day: QTreeWidgetItem | None = None
        for number in range(count - 1, -1, -1):
            moment = moments[number]
            time = moment_time(moment)
            name = in_chinese(time, "%Y年%m月%d日")
            if day is None or day.text(0) != name:
                day = QTreeWidgetItem(self.tree, [name])
                day.setFlags(Qt.ItemFlag.ItemIsEnabled)
                day.setFirstColumnSpanned(True)
            told = [f"{time:%H:%M:%S}", moment.label, moment_place(moment, form), moment.who]
            self._add(day, told, number + 1)
        if count:
            self._add(None, [EARLIEST, "", "", ""], 0)
        self.tree.expandAll()

    def _add(self, day: QTreeWidgetItem | None, told: list[str], state: int) -> None:
        item = QTreeWidgetItem(day, told) if day else QTreeWidgetItem(self.tree, told)
        item.setData(0, MOMENT, state)
        item.setToolTip(2, told[2])
        spoken = "，".join(word for word in told if word)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        if day is None:
            item.setForeground(0, QBrush(self.palette().link().color()))

    def _chosen(self) -> list[int]:
        """Return the chosen states, the earlier first; beside a single one stands the present."""
        states = [item.data(0, MOMENT) for item in self.tree.selectedItems()]
        found = sorted({state for state in states if isinstance(state, int)})
        return [found[0], len(self._history)] if len(found) == 1 else found

    def _show(self) -> None:
        states = self._chosen()
        self.differences.clear()
        single = len(self.tree.selectedItems()) == 1
        self.back.setEnabled(single and bool(states) and states[0] < len(self._history))
        if len(states) != 2:
            self.told.setText("请选一行或者两行。")
            return
        if states[0] == states[1]:
            words = "这是现在的样子。" if len(self._history) else "还没有修改记录。"
            self.told.setText(words)
            return
        report = self._document.report
        try:
            older, newer = (self._history.before(report, state) for state in states)
        except ValueError:
            self.back.setEnabled(False)
            self.told.setText(MISFIT)
            return
        found = compare(older, newer)
        self.differences.show_differences(found)
        names = [self._name(state) for state in states]
        self.told.setText(f"从{names[0]}到{names[1]}，有{len(found)}处不同。")

    def _name(self, state: int) -> str:
        if state == len(self._history):
            return NOW
        if state == 0:
            return EARLIEST
        return in_chinese(moment_time(self._history.moments[state - 1]), "%m月%d日%H:%M:%S")

    def _go_back(self) -> None:
        """Make the report what it was, as a new edit that can be undone."""
        state = self._chosen()[0]
        report = self._document.report
        past = self._history.before(report, state)
        self._document.edit(edits_to(report, past), f"回到{self._name(state)}")
        self.accept()
