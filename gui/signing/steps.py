"""The steps of a review round as a list: what was done, by whom, when, with what words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from core.base.time_words import in_chinese
from core.report.signing import SigningStep
from core.signing.digest import SHOWN


class StepList(QTreeWidget):
    """Shows the steps, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(["时间", "步骤", "姓名", "意见", "内容摘要"])
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setAccessibleName("审签记录")
        wide = self.fontMetrics().horizontalAdvance("汉")
        for number, characters in enumerate((11, 6, 7, 24)):
            self.setColumnWidth(number, wide * characters)

    def show_steps(self, steps: tuple[SigningStep, ...]) -> None:
        """Show these steps."""
        self.clear()
        for step in reversed(steps):
            time = in_chinese(datetime.fromisoformat(step.time), "%Y年%m月%d日%H:%M")
            told = [time, step.act.words, step.who, step.opinion, step.digest[:SHOWN]]
            item = QTreeWidgetItem(self, told)
            for column, words in enumerate(told):
                item.setToolTip(column, words)
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            item.setToolTip(4, step.digest)
            spoken = "，".join(word for word in told if word)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
