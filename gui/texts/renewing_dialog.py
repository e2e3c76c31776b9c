"""Last year's sentences and how they would read this year: seen one by one, changed in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from core.report.edits import Edit
from core.report.report import Report
from core.texts.renewing import Renewal, renewing_edits
from gui.kit.fields import closing_buttons, dialog_column, size_dialog

_RENEWAL = Qt.ItemDataRole.UserRole


class RenewingDialog(QDialog):
    """Shows each sentence before and after; each may be left as it is."""

    def __init__(
        self, report: Report, renewals: Sequence[Renewal], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("上年的文字换成本年")
        self._report = report
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("可以换的句子")
        for renewal in renewals:
            item = QListWidgetItem(_told(renewal), self.list)
            item.setData(_RENEWAL, renewal)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(report.form.text(renewal.section).heading)
        self.go = QPushButton()
        column = dialog_column(self)
        told = QLabel(
            f"有{len(renewals)}句的数是上年各表的数，或者写着上年的年份。换过以后，数跟着本年的格走，"
            "还没有填的格写作〔未填〕；一次撤销可以全部还原。"
        )
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.list.itemChanged.connect(lambda *_: self._count())
        self._count()
        size_dialog(self, 60, 34)

    def chosen(self) -> list[Renewal]:
        """Return the sentences that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [i.data(_RENEWAL) for i in items if i.checkState() is Qt.CheckState.Checked]

    def edits(self) -> list[Edit]:
        """Return the edits that change what is ticked."""
        return renewing_edits(self._report, self.chosen())

    def _count(self) -> None:
        count = len(self.chosen())
        self.go.setText(f"换这{count}句")
        self.go.setEnabled(count > 0)


def _told(renewal: Renewal) -> str:
    lines = [f"上年：{renewal.before}", f"本年：{renewal.after}"]
    lines += renewal.sums
    if renewal.rests:
        lines.append(f"还要自己核对：{'、'.join(renewal.rests)}")
    return "\n".join(lines)
